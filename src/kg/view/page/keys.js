// The tools beside the picture, and a key for each thing that a reader does often; "?" lists them.

const editable = (target) => /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
const chosenNode = () => nodeOf.get(state.node);
const zoom = (factor) => afterFlight(() => network.moveTo({ scale: network.getScale() * factor }));

// The next drawn node in reading order: from the top, and from left to right.
function walk(by) {
  const some = shownNodes().sort((a, b) => Math.round((a.y - b.y) / 40) || a.x - b.x);
  if (!some.length) return;
  const at = some.findIndex((node) => node.id === state.node);
  select(some[(at < 0 ? (by > 0 ? 0 : some.length - 1) : at + by + some.length) % some.length].id, true);
}

// By key: what it does, which needs a chosen node where the word for it says so.
const KEYS = {
  "/": { does: "search", press: () => byId("search").focus() },
  n: { does: "key-next", press: () => walk(1) },
  b: { does: "key-before", press: () => walk(-1) },
  Enter: { does: "key-panel", press: () => byId("panel").querySelector("h2")?.focus(), at: "graph" },
  e: { does: "expand", press: () => chosenNode() && expandAll(chosenNode()) },
  f: { does: "fold", press: () => chosenNode() && foldAll(chosenNode()) },
  h: { does: "hide", press: () => chosenNode() && hide(chosenNode()) },
  p: { does: "path-from", press: () => chosenNode() && byId("panel").querySelector(".path").click() },
  0: { does: "fit", press: () => fit() },
  s: { does: "springs", press: () => byId("springs").click() },
  u: { does: "undo", press: () => undo() },
  r: { does: "redo", press: () => redo() },
  "?": { does: "keys", press: () => showKeys() },
  Escape: { does: "close", press: () => deselect() },
};

function keyed(event) {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (editable(event.target) || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    (key === "y" || event.shiftKey ? redo : undo)();
    return;
  }
  const known = KEYS[event.key];
  if (!known || event.altKey || editable(event.target) || byId("help").open) return;
  if (known.at && event.target !== byId(known.at)) return;
  if (event.target.tagName === "BUTTON" && event.key === "Enter") return;
  event.preventDefault();
  known.press();
}

function showKeys() {
  const close = element("button", { type: "button", className: "close", textContent: "×", title: word("close") });
  close.addEventListener("click", () => byId("help").close());
  const rows = [
    ...Object.entries(KEYS),
    ...Object.entries({
      "Ctrl Z": { does: "undo" },
      "Ctrl Shift Z": { does: "redo" },
      "← → ↑ ↓": { does: "key-move" },
      "+ −": { does: "key-zoom" },
      "Shift ← →": { does: "key-years" },
    }),
  ];
  const terms = rows.flatMap(([key, { does }]) => [
    element("dt", {}, ...key.split(/(?<=\w) (?=\w)/).map((one) => element("kbd", { textContent: one }))),
    element("dd", { textContent: word(does) }),
  ]);
  byId("help").replaceChildren(close, element("h2", { textContent: word("keys") }), element("dl", {}, ...terms));
  byId("help").setAttribute("aria-label", word("keys"));
  byId("help").showModal();
}

function drawTools() {
  byId("tools").hidden = state.view !== "graph";
  byId("springs").setAttribute("aria-pressed", String(Boolean(state.physics)));
}

byId("undo").addEventListener("click", undo);
byId("redo").addEventListener("click", redo);
byId("closer").addEventListener("click", () => zoom(1.3));
byId("farther").addEventListener("click", () => zoom(1 / 1.3));
byId("fit").addEventListener("click", fit);
byId("springs").addEventListener("click", () => change({ physics: state.physics ? "" : "on" }));
byId("keys").addEventListener("click", showKeys);
document.addEventListener("keydown", keyed);
