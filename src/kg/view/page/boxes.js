// The map-like view: boxes within boxes, each place in the one it lies in, and in each box what is tied to the place.

const PLACES = new Set(["region", "area", "zone"]);
const HELD = ["designation", "project", "enterprise", "organisation", "body", "document"];
const MANY_BOXES = 400; // from here on a box is opened by hand
const HELD_AT_ONCE = 8;
const openBoxes = new Set();

// From each place to those that sources put it in directly, from the deepest to the highest.
function placesAbove() {
  const above = new Map(GRAPH_NODES.filter((node) => PLACES.has(node.kind)).map((node) => [node.id, []]));
  for (const edge of GRAPH_EDGES) {
    if (
      WITHIN.has(edge.predicate) &&
      !edge.inferred &&
      above.has(edge.from) &&
      above.has(edge.to) &&
      edge.from !== edge.to
    )
      above.get(edge.from).push(edge.to);
  }
  const depths = new Map();
  const depth = (id, below) => {
    if (!depths.has(id) && !below.includes(id))
      depths.set(id, 1 + Math.max(0, ...above.get(id).map((other) => depth(other, [...below, id]))));
    return depths.get(id) ?? 0;
  };
  for (const [id, others] of above) others.sort((a, b) => depth(b, [id]) - depth(a, [id]) || a.localeCompare(b));
  return above;
}

// The tree: from each place to those whose box stands in its box; under "" stand the outermost.
function boxTree(above) {
  const inside = new Map([["", []]]);
  const roots = new Set(["", ...[...above.keys()].filter((id) => !above.get(id).length)]);
  const leadsOut = (id, seen) => !id || roots.has(id) || (!seen.has(id) && leadsOut(above.get(id)[0], seen.add(id)));
  for (const [id, [parent = ""]] of above) {
    const box = leadsOut(id, new Set()) ? parent : ""; // places that contain each other stand side by side
    inside.set(box, [...(inside.get(box) ?? []), id]);
  }
  return inside;
}

let boxes; // made when first looked at: where places stand does not change

// The places that are drawn: those that pass, and all that their boxes stand in.
function shownBoxes() {
  const passes = filtered();
  const shown = shownKinds();
  const found = new Set();
  for (const id of boxes.above.keys()) {
    const node = nodeOf.get(id);
    if (!shown.has(node.kind) || !passes(node)) continue;
    for (let box = id; box && !found.has(box); box = boxes.parents.get(box)) found.add(box);
  }
  return { found, passes, shown };
}

function drawBoxes() {
  if (!boxes) {
    const above = placesAbove();
    const inside = boxTree(above);
    boxes = { above, inside, parents: new Map([...inside].flatMap(([box, ids]) => ids.map((id) => [id, box]))) };
    for (const ids of inside.values())
      ids.sort((a, b) => (inside.get(b)?.length ?? 0) - (inside.get(a)?.length ?? 0) || a.localeCompare(b));
  }
  const focused = document.activeElement?.closest?.("[data-box]")?.dataset.box;
  const view = shownBoxes();
  for (let box = boxes.parents.get(state.node); box; box = boxes.parents.get(box)) openBoxes.add(box);
  const drawn = boxList("", view);
  const told = view.found.size
    ? element("p", { className: "faint", textContent: word("places-how") })
    : element("p", { className: "faint", textContent: word("no-places") });
  byId("places").replaceChildren(told, drawn);
  if (focused)
    byId("places")
      .querySelector(`[data-box="${CSS.escape(focused)}"] .go`)
      ?.focus();
}

function boxList(parent, view) {
  const list = element("ul", { className: "boxes" });
  list.append(
    ...(boxes.inside.get(parent) ?? []).filter((id) => view.found.has(id)).map((id) => boxOf(nodeOf.get(id), view)),
  );
  return list;
}

function boxOf(node, view) {
  const within = (boxes.inside.get(node.id) ?? []).filter((id) => view.found.has(id));
  const open = view.found.size < MANY_BOXES || openBoxes.has(node.id) || !boxes.parents.get(node.id);
  const head = element("div", { className: "link" }, dot(kinds.get(node.kind)), goButton(node));
  head.append(element("small", { className: "faint", textContent: node.types.map(predicateName).join(" · ") }));
  if (within.length && view.found.size >= MANY_BOXES) head.append(openButton(node, open, within.length));
  const box = element("li", { className: "box" }, head);
  box.dataset.box = node.id;
  if (node.id === state.node) box.setAttribute("aria-current", "true");
  if (!within.length) box.classList.add("leaf");
  if (!view.passes(node)) box.classList.add("around");
  const others = boxes.above.get(node.id).filter((id) => id !== boxes.parents.get(node.id));
  if (others.length) box.append(alsoIn(others));
  box.append(...heldIn(node, view));
  if (within.length && open) box.append(boxList(node.id, view));
  box.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!event.target.closest("button, summary")) select(node.id, true);
  });
  return box;
}

function openButton(node, open, count) {
  const button = element("button", { type: "button", className: "open", textContent: `${open ? "−" : "+"} ${count}` });
  button.setAttribute("aria-expanded", String(open));
  button.setAttribute("aria-label", `${nameOf(node)}: ${word("boxes-within").replace("{}", count)}`);
  button.addEventListener("click", () => {
    if (!openBoxes.delete(node.id)) openBoxes.add(node.id);
    drawBoxes();
  });
  return button;
}

function alsoIn(others) {
  const line = element("div", { className: "faint also" }, word("also-in"));
  for (const id of others) line.append(" ", goButton(nodeOf.get(id)));
  return line;
}

// What is tied to the place itself, kind by kind; what is much is folded.
function heldIn(node, view) {
  const tied = new Set(
    linksOf
      .get(node.id)
      .filter(([edge]) => edge.predicate !== "npp:scope")
      .map(([, other]) => other),
  );
  const held = HELD.filter((kind) => view.shown.has(kind)).flatMap((kind) =>
    [...tied].filter((other) => other.kind === kind && view.passes(other)),
  );
  if (!held.length) return [];
  const items = held.map((other) => element("li", { className: "link" }, dot(kinds.get(other.kind)), goButton(other)));
  const list = element("ul", { className: "held" }, ...items.slice(0, HELD_AT_ONCE));
  if (items.length <= HELD_AT_ONCE) return [list];
  const rest = element(
    "details",
    { className: "held" },
    element("summary", { textContent: "+ " + (items.length - HELD_AT_ONCE) }),
  );
  rest.append(element("ul", { className: "held" }, ...items.slice(HELD_AT_ONCE)));
  return [list, rest];
}

// Arrow keys go from box to box: up and down in reading order, left to the box around, right to the first within.
byId("places").addEventListener("keydown", (event) => {
  const box = document.activeElement?.closest?.("[data-box]");
  if (!box || !event.key.startsWith("Arrow")) return;
  const all = [...byId("places").querySelectorAll("[data-box]")];
  const next = {
    ArrowUp: () => all[all.indexOf(box) - 1],
    ArrowDown: () => all[all.indexOf(box) + 1],
    ArrowLeft: () => box.parentElement.closest("[data-box]"),
    ArrowRight: () => box.querySelector("[data-box]"),
  }[event.key]();
  if (!next) return;
  event.preventDefault();
  next.querySelector(".go").focus();
});
