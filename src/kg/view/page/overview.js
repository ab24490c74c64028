// Large pages: an overview of bubbles to open, and never more nodes in the picture than can be read.

const LARGE = Boolean(PAGE.groups);
const IN_PICTURE = { neighbours: 120, all: 1500 };
const groupOf = () => (LARGE && state.group !== "" ? PAGE.groups[Number(state.group)] : null);
const byLinks = (a, b) => linksOf.get(b.id).length - linksOf.get(a.id).length;

// The nodes of a large page that are in the picture, by what was chosen; null on other pages, which draw all they have.
let inPicture = { key: null, found: null };
function present() {
  if (!LARGE) return null;
  const key = written();
  if (inPicture.key === key) return inPicture.found;
  const found = new Set(chosenNodes());
  for (const id of found.size <= 2 ? [...found] : []) {
    const near = linksOf.get(id).map(([, other]) => other);
    for (const other of near.sort(byLinks).slice(0, IN_PICTURE.neighbours)) found.add(other.id);
  }
  for (const node of opened()) if (found.size < IN_PICTURE.all) found.add(node.id);
  for (const [id, shows] of folded().shows) {
    if (!shows && !chosenNodes().has(id)) found.delete(id);
    else if (found.size < IN_PICTURE.all) found.add(id);
  }
  inPicture = { key, found };
  return found;
}

// The best connected nodes of the group that is open; where there is none, of what the filters that are set let pass.
function opened() {
  const shown = shownKinds();
  if (groupOf()) {
    const passes = filtered();
    const members = groupOf().members.map((number) => GRAPH_NODES[number]);
    return members.filter((node) => shown.has(node.kind) && passes(node)).slice(0, Number(state.most));
  }
  if (!Object.keys(FILTERS).some((key) => state[key])) return [];
  const passes = filtered();
  return GRAPH_NODES.filter((node) => shown.has(node.kind) && passes(node))
    .sort(byLinks)
    .slice(0, Number(state.most));
}

// What the table and the timeline of a large page list: all that passes, of the open group if one is.
function listed() {
  if (!LARGE) return shownNodes();
  const [shown, passes] = [shownKinds(), filtered()];
  const some = groupOf() ? groupOf().members.map((number) => GRAPH_NODES[number]) : GRAPH_NODES;
  return some.filter((node) => shown.has(node.kind) && passes(node));
}

const nameOfGroup = (group) => group.names[state.lang] ?? group.names.zh;

// The nodes and links for the picture of a large page: bubbles while nothing is open, else what is, newly placed.
let placedFor = "";
function pictured() {
  const found = present();
  if (!found.size) return { bubbles: BUBBLES.map(drawnBubble), ties: TIES.map(drawnTie) };
  const some = [...found].map((id) => nodeOf.get(id));
  const numbers = new Map();
  for (const node of some)
    for (const [edge, other] of linksOf.get(node.id)) if (found.has(other.id)) numbers.set(edge.number, edge);
  const open = `${state.group} ${Object.keys(FILTERS).map((key) => state[key])}`;
  if (open !== placedFor) for (const node of GRAPH_NODES) node.x = undefined;
  placedFor = open;
  place(some, [...numbers.values()]);
  return { some, numbers };
}

function drawnBubble(bubble) {
  const group = PAGE.groups[Number(bubble.id.slice(6))];
  const colour = kinds.get(bubble.kind).colour;
  return {
    id: bubble.id,
    x: bubble.x,
    y: bubble.y,
    size: bubble.size,
    shape: "dot",
    label: `${wrapped(nameOfGroup(group))}\n${group.members.length.toLocaleString(state.lang)}`,
    color: { background: colour, border: style("--paper"), highlight: { background: colour, border: style("--ink") } },
    font: { color: style("--ink"), size: 25, strokeWidth: 5, strokeColor: style("--halo"), face: FACE },
    hidden: false,
  };
}

const drawnTie = (tie, number) => ({
  id: `tie:${number}`,
  from: tie.from,
  to: tie.to,
  width: 1 + Math.log10(tie.count) * 2.5,
  color: { color: style("--link"), opacity: 0.6 },
  arrows: "",
  smooth: false,
});

// A large page's picture: what was drawn before and is no longer in it goes.
function redrawLarge(path, steps) {
  const { some, numbers, bubbles, ties } = pictured();
  const edge = chosenEdge();
  const onPath = (node) => !path.length || path.includes(node.id);
  sync(nodes, bubbles ?? some.map((node) => drawnNode(node, true, !onPath(node))));
  sync(
    edges,
    ties ??
      [...numbers].map(([number, one]) => drawnEdge(one, number, path.length > 0 && !steps.has(one), one === edge)),
  );
}

function sync(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(items);
}

// What goes when the reader steps back: first the choice, then the group, then the list of groups.
let listClosed = false;
function steppedBack() {
  if (!LARGE || state.node || state.edge || state.path) return {};
  listClosed = state.group === "";
  return { group: "" };
}

// What the panel of a large page tells when no node is chosen: the group that is open, else all groups.
function tellOverview() {
  if (!LARGE || state.view !== "graph" || (listClosed && state.group === "")) return null;
  const group = groupOf();
  return group ? tellGroup(group) : tellGroups();
}

function tellGroups() {
  const told = word("overview")
    .replace("{}", GRAPH_NODES.length.toLocaleString(state.lang))
    .replace("{}", PAGE.groups.length);
  const items = PAGE.groups.map((group, number) => {
    const go = element("button", { type: "button", className: "go", textContent: nameOfGroup(group) });
    go.addEventListener("click", () => openGroup(number));
    const count = element("small", {
      className: "faint",
      textContent: group.members.length.toLocaleString(state.lang),
    });
    return element("li", { className: "link" }, dot(kinds.get(group.kind)), go, count);
  });
  return [
    heading(word("groups")),
    element("p", { className: "faint", textContent: told }),
    element("ul", {}, ...items),
  ];
}

function tellGroup(group) {
  const back = element("button", { type: "button", className: "act", textContent: word("all-groups") });
  back.addEventListener("click", () => openGroup(""));
  const drawn = opened().length;
  const told = word("group-drawn")
    .replace("{}", drawn.toLocaleString(state.lang))
    .replace("{}", group.members.length.toLocaleString(state.lang));
  const counts = [...kinds.values()]
    .filter((kind) => group.kinds[kind.key])
    .map((kind) =>
      element(
        "li",
        { className: "link" },
        dot(kind),
        kind[state.lang],
        element("small", { className: "faint", textContent: group.kinds[kind.key].toLocaleString(state.lang) }),
      ),
    );
  const first = opened()
    .slice(0, 30)
    .map((node) => element("li", { className: "link" }, dot(kinds.get(node.kind)), goButton(node)));
  return [
    heading(word("around").replace("{}", nameOfGroup(group))),
    element("p", { className: "faint", textContent: told }),
    element("div", { className: "acts" }, back, ...twiceButton(group, drawn)),
    element("h3", { textContent: word("group-kinds") }),
    element("ul", {}, ...counts),
    element("h3", { textContent: word("group-first") }),
    element("ul", {}, ...first),
  ];
}

function twiceButton(group, drawn) {
  if (drawn >= Math.min(group.members.length, IN_PICTURE.all) || drawn < Number(state.most)) return [];
  const more = element("button", { type: "button", className: "act", textContent: word("draw-more") });
  more.addEventListener("click", () => {
    change({ most: String(Math.min(IN_PICTURE.all, 2 * Number(state.most))) });
    requestAnimationFrame(() => requestAnimationFrame(fit));
  });
  return [more];
}

function openGroup(number) {
  listClosed = false;
  change({ group: String(number), most: OPENS.most, node: "", edge: "", path: "" });
  requestAnimationFrame(() => requestAnimationFrame(fit));
}
