// The shortest way between two nodes, by breadth-first search; shown in the picture and told in words.

// Where "path from here" was pressed; the next node chosen is the other end.
let pathStart = "";

// The links from one node to another, each with the node it leads to; null where there is no way.
function way(from, to, passable) {
  const came = new Map([[from, null]]);
  const queue = [from];
  for (const id of queue) {
    if (id === to) break;
    for (const [edge, other] of linksOf.get(id)) {
      if (came.has(other.id) || (other.id !== to && !passable(other))) continue;
      came.set(other.id, [id, edge]);
      queue.push(other.id);
    }
  }
  if (!came.has(to)) return null;
  const steps = [];
  for (let id = to; came.get(id); id = came.get(id)[0]) steps.unshift({ edge: came.get(id)[1], node: nodeOf.get(id) });
  return steps;
}

// Areas and times join everything with everything; a way goes through them only where there is no other.
function chosenWay() {
  if (!state.path) return null;
  const [from, to] = state.path.split(" ");
  return way(from, to, (node) => !isArea(node) && node.kind !== "time") ?? way(from, to, () => true);
}

function pathNodes() {
  return state.path ? [...state.path.split(" "), ...(chosenWay() ?? []).map((step) => step.node.id)] : [];
}

const pathEdges = () => (chosenWay() ?? []).map((step) => step.edge);

function showPath(from, to) {
  pathStart = "";
  change({ node: "", edge: "", path: `${from} ${to}` });
  requestAnimationFrame(() => requestAnimationFrame(fit)); // once the panel has taken its room
}

function pathButton(node) {
  const button = element("button", {
    type: "button",
    className: "act path",
    textContent: word(pathStart === node.id ? "path-to" : "path-from"),
  });
  button.setAttribute("aria-pressed", String(pathStart === node.id));
  button.addEventListener("click", () => {
    pathStart = pathStart === node.id ? "" : node.id;
    button.textContent = word(pathStart ? "path-to" : "path-from");
    button.setAttribute("aria-pressed", String(pathStart !== ""));
  });
  return button;
}

function tellPath() {
  const [from, to] = state.path.split(" ").map((id) => nodeOf.get(id));
  const steps = chosenWay();
  const told = [heading(`${nameOf(from)} – ${nameOf(to)}`)];
  if (!steps) return [...told, element("p", { textContent: word("no-path") })];
  const items = [element("li", { className: "link" }, dot(kinds.get(from.kind)), goButton(from))];
  for (const { edge, node } of steps) {
    const name = edge.to === node.id ? predicateName(edge.predicate) : inverseName(edge.predicate);
    const step = element("li", { className: "link faint" }, "↓ " + name);
    if (markOf(edge)) step.append(element("span", { className: "mark", textContent: markOf(edge) }));
    step.append(edgeButton(edge, name));
    items.push(step, element("li", { className: "link" }, dot(kinds.get(node.kind)), goButton(node)));
  }
  return [
    element("div", { className: "faint", textContent: word("path").replace("{}", steps.length) }),
    ...told,
    element("ul", { className: "ends" }, ...items),
  ];
}
