// Expanding and folding: neighbours of a node shown or hidden by kind of link, one after the other, and single nodes.

// One entry of the state's list: whether it shows, of which node, and which of its links ("in" or "out", a property).
// Without a link it is about the node itself.
function foldsIn(text) {
  return text
    .split("|")
    .filter(Boolean)
    .map((entry) => {
      const shows = !entry.startsWith("-");
      const [id, way, predicate] = (shows ? entry : entry.slice(1)).split(" ");
      return { shows, id, way, predicate };
    });
}

const areFolds = (text) =>
  foldsIn(text).every(
    ({ id, way, predicate }) =>
      isNode(id) && (way === undefined || ((way === "in" || way === "out") && Boolean(predicate))),
  );

// The nodes at the other ends of a node's links of one kind.
function linkedBy(id, way, predicate) {
  const found = linksOf
    .get(id)
    .filter(([edge]) => edge.predicate === predicate && (way === "out" ? edge.from : edge.to) === id);
  return [...new Set(found.map(([, other]) => other.id))];
}

// What the reader has shown or hidden by hand, and beside which node each shown one belongs; the last entry counts.
let foldedFor = { key: null };
function folded() {
  if (foldedFor.key === state.folds) return foldedFor;
  const shows = new Map();
  const beside = new Map();
  for (const fold of foldsIn(state.folds)) {
    const some = fold.way ? linkedBy(fold.id, fold.way, fold.predicate) : [fold.id];
    for (const id of some) {
      shows.set(id, fold.shows);
      if (fold.shows && fold.way) beside.set(id, fold.id);
    }
  }
  foldedFor = { key: state.folds, shows, beside };
  return foldedFor;
}

const foldEntry = (shows, id, way, predicate) => (shows ? "" : "-") + [id, way, predicate].filter(Boolean).join(" ");

// A new entry takes the place of an earlier one about the same; it is the last word.
function fold(...entries) {
  const about = new Set(entries.map((entry) => entry.replace(/^-/, "")));
  const kept = state.folds.split("|").filter((entry) => entry && !about.has(entry.replace(/^-/, "")));
  return [...kept, ...entries].join("|");
}

// A node's kinds of link, each with its neighbours and how many of these are drawn.
function linkKinds(node) {
  const visible = visibility();
  const kindsOfLink = new Map();
  for (const [edge] of linksOf.get(node.id)) {
    const way = edge.from === node.id ? "out" : "in";
    kindsOfLink.set(`${way} ${edge.predicate}`, { way, predicate: edge.predicate });
  }
  return [...kindsOfLink.values()].map((kind) => {
    const all = linkedBy(node.id, kind.way, kind.predicate).filter((id) => id !== node.id);
    return { ...kind, all, drawn: all.filter((id) => visible(nodeOf.get(id))) };
  });
}

function expandAll(node) {
  const some = linkKinds(node).filter((kind) => kind.drawn.length < kind.all.length);
  if (some.length) change({ folds: fold(...some.map((kind) => foldEntry(true, node.id, kind.way, kind.predicate))) });
}

// The drawn neighbours that hang on this node alone.
function leaves(node) {
  const visible = visibility();
  const drawn = (id) =>
    new Set(
      linksOf
        .get(id)
        .map(([, other]) => other)
        .filter((other) => other.id !== id && visible(other))
        .map((other) => other.id),
    );
  return [...drawn(node.id)].filter((id) => drawn(id).size === 1);
}

function foldAll(node) {
  const some = leaves(node);
  if (some.length) change({ folds: fold(...some.map((id) => foldEntry(false, id))) });
}

function hide(node) {
  change({ folds: fold(foldEntry(false, node.id)), node: "", edge: "", path: "" });
}

function act(key, press, count) {
  const text = word(key) + (count === undefined ? "" : ` ${count}`);
  const button = element("button", { type: "button", className: "act", textContent: text, disabled: count === 0 });
  button.dataset.act = key;
  button.addEventListener("click", press);
  return button;
}

// What can be done with a node's neighbours, all at once and by kind of link.
function foldButtons(node) {
  const some = linkKinds(node);
  const more = new Set(some.flatMap((kind) => kind.all.filter((id) => !kind.drawn.includes(id)))).size;
  return [
    act("expand", () => expandAll(node), more),
    act("fold", () => foldAll(node), leaves(node).length),
    act("hide", () => hide(node)),
  ];
}

function foldList(node) {
  const some = linkKinds(node).sort((a, b) => b.all.length - a.all.length);
  if (!some.length) return [];
  const total = new Set(some.flatMap((kind) => kind.all));
  const drawn = new Set(some.flatMap((kind) => kind.drawn));
  const summary = word("neighbours").replace("{}", drawn.size).replace("{}", total.size);
  const details = unfolding(
    summary,
    () => [element("ul", {}, ...some.map((kind) => foldItem(node, kind)))],
    foldListOpen,
  );
  details.className = "neighbours";
  details.addEventListener("toggle", () => {
    foldListOpen = details.open;
  });
  return [details];
}

let foldListOpen = false;

function foldItem(node, { way, predicate, all, drawn }) {
  const name = way === "out" ? predicateName(predicate) : inverseName(predicate);
  const button = (shows, sign, key, count) => {
    const made = element("button", { type: "button", className: "fold", textContent: sign, disabled: count === 0 });
    made.setAttribute(
      "aria-label",
      word(key)
        .replace("{}", () => name)
        .replace("{}", count),
    );
    made.title = made.getAttribute("aria-label");
    made.addEventListener("click", () => {
      change({ folds: fold(foldEntry(shows, node.id, way, predicate)) });
      byId("panel")
        .querySelector(`[data-kind="${CSS.escape(`${way} ${predicate}`)}"] button:enabled`)
        ?.focus();
    });
    return made;
  };
  const item = element(
    "li",
    { className: "link" },
    element("span", { textContent: name }),
    element("small", { className: "faint", textContent: `${drawn.length}/${all.length}` }),
    button(true, "+", "expand-kind", all.length - drawn.length),
    button(false, "−", "fold-kind", drawn.length),
  );
  item.dataset.kind = `${way} ${predicate}`;
  return item;
}

// Nodes that were expanded stand beside the node they were expanded from, where no label is in the way. What was placed
// when the page was made goes back there when it is folded.
const HOMES = new Map(GRAPH_NODES.map((node) => [node.id, [node.x, node.y]]));
let placedBeside = null;
function placeFolded(visible) {
  if (LARGE || placedBeside === state.folds) return;
  placedBeside = state.folds;
  for (const node of GRAPH_NODES) [node.x, node.y] = HOMES.get(node.id);
  const { shows, beside } = folded();
  const moved = [...beside].filter(([id]) => shows.get(id));
  const moving = new Set(moved.map(([id]) => id));
  const taken = GRAPH_NODES.filter((node) => visible(node) && !moving.has(node.id)).map((node) => [node.x, node.y]);
  const shown = shownKinds();
  for (const [id, from] of moved) {
    const node = nodeOf.get(id);
    if (!shown.has(node.kind)) [node.x, node.y] = freeSpot(nodeOf.get(from), taken);
    taken.push([node.x, node.y]);
  }
}

// The nearest spot around a node whose room no other has taken; rings of cells, from the inside.
function freeSpot(node, taken) {
  const free = ([x, y]) =>
    taken.every(([a, b]) => Math.abs(a - x) >= ROOM.wide * 0.95 || Math.abs(b - y) >= ROOM.high * 0.95);
  for (let ring = 1; ring < 60; ring++) {
    const spots = [];
    for (let i = -ring; i <= ring; i++)
      for (let j = -ring; j <= ring; j++)
        if (Math.max(Math.abs(i), Math.abs(j)) === ring)
          spots.push([node.x + (i * ROOM.wide) / 2, node.y + (j * ROOM.high) / 2]);
    const near = ([x, y]) => Math.hypot(x - node.x, y - node.y);
    const found = spots.filter(free).sort((a, b) => near(a) - near(b))[0];
    if (found) return found;
  }
  return [node.x, node.y];
}

// How many nodes are hidden by hand, with a way back.
function drawFolds() {
  const hidden = [...folded().shows.values()].filter((shows) => !shows).length;
  const button = byId("unfold");
  button.hidden = !state.folds;
  button.textContent = hidden ? word("unfold").replace("{}", hidden) : word("refold");
}

byId("unfold").addEventListener("click", () => change({ folds: "" }));
