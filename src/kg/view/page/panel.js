// The panel tells the chosen node or link in words: its names, values, links and the evidence beside them.

function select(id, flying) {
  if (!nodeOf.has(id)) return;
  if (pathStart && pathStart !== id) return showPath(pathStart, id);
  change({ node: id, edge: "", path: "" });
  if (flying) fly(id);
}

function selectEdge(edge) {
  change({ node: "", edge: edgeKey(edge), path: "" });
}

function deselect() {
  pathStart = "";
  change({ node: "", edge: "", path: "" });
}

function drawPanel() {
  const panel = byId("panel");
  const edge = chosenEdge();
  const told = state.node ? tellNode(nodeOf.get(state.node)) : edge ? tellEdge(edge) : state.path ? tellPath() : null;
  const within = panel.contains(document.activeElement);
  panel.hidden = !told;
  panel.replaceChildren(...(told ? [closeButton(), ...told] : []));
  if (within && told) panel.querySelector("h2").focus();
}

function closeButton() {
  const close = element("button", { type: "button", className: "close", textContent: "×", title: word("close") });
  close.addEventListener("click", () => {
    deselect();
    byId(state.view).focus();
  });
  return close;
}

const heading = (text) => element("h2", { textContent: text, tabIndex: -1 });

function tellNode(node) {
  const other = state.lang === "zh" ? "en" : "zh";
  const types = node.types.map((type) => PAGE.names[type]?.[state.lang] || type).join(" · ");
  return [
    element("div", { className: "faint" }, dot(kinds.get(node.kind)), " " + types),
    heading(nameOf(node)),
    element("div", { className: "faint", textContent: node.names[other] || "" }),
    element("code", { textContent: node.id }),
    pathButton(node),
    ...valueList(node),
    ...linkLists(node),
    ...evidenceList(node),
  ];
}

function valueList(node) {
  if (!node.values.length) return [];
  const items = node.values
    .filter((value) => !value[2] || value[2] === state.lang)
    .map(([predicate, text]) =>
      element("li", {}, element("span", { className: "faint", textContent: predicateName(predicate) + "  " }), text),
    );
  return [element("h3", { textContent: word("values") }), element("ul", {}, ...items)];
}

const predicateName = (predicate) => PAGE.names[predicate]?.[state.lang] || predicate;

// How a link reads from its object: by the inverse property where there is one, else by the property and an arrow back.
function inverseName(predicate) {
  const inverse = PAGE.inverses[predicate];
  return inverse ? predicateName(inverse) : word("of").replace("{}", predicateName(predicate));
}

const markOf = (edge) => (edge.inferred ? word("inferred") : edge.mark?.[state.lang]);

function linkLists(node) {
  const groups = new Map();
  for (const edge of GRAPH_EDGES) {
    const out = edge.from === node.id;
    if (!out && edge.to !== node.id) continue;
    const title = out ? predicateName(edge.predicate) : inverseName(edge.predicate);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([nodeOf.get(out ? edge.to : edge.from), edge]);
  }
  return [...groups].flatMap(([title, found]) => [
    element("h3", { textContent: title }),
    element(
      "ul",
      {},
      ...found.map(([other, edge]) => {
        const item = element("li", { className: "link" }, dot(kinds.get(other.kind)), goButton(other));
        if (markOf(edge)) item.append(element("span", { className: "mark", textContent: markOf(edge) }));
        item.append(edgeButton(edge, `${title} ${nameOf(other)}`));
        return item;
      }),
    ),
  ]);
}

function goButton(node) {
  const go = element("button", { type: "button", className: "go", textContent: nameOf(node) });
  go.addEventListener("click", () => select(node.id, true));
  return go;
}

function edgeButton(edge, text) {
  const button = element("button", {
    type: "button",
    className: "about",
    textContent: "⋯",
    title: word("about-link").replace("{}", text),
  });
  button.setAttribute("aria-label", button.title);
  button.addEventListener("click", () => selectEdge(edge));
  return button;
}

function tellEdge(edge) {
  const [from, to] = [nodeOf.get(edge.from), nodeOf.get(edge.to)];
  const standing = element("span", { className: "mark", textContent: markOf(edge) || word("asserted") });
  const inverse = PAGE.inverses[edge.predicate];
  return [
    element("div", { className: "faint" }, word("link") + " ", standing),
    heading(predicateName(edge.predicate)),
    element("code", { textContent: edge.predicate }),
    element(
      "ul",
      { className: "ends" },
      element("li", { className: "link" }, dot(kinds.get(from.kind)), goButton(from)),
      element("li", {
        className: "faint",
        textContent: "↓ " + predicateName(edge.predicate) + (inverse ? "  ↑ " + predicateName(inverse) : ""),
      }),
      element("li", { className: "link" }, dot(kinds.get(to.kind)), goButton(to)),
    ),
    ...evidenceList(edge),
  ];
}

function evidenceList(told) {
  const title = element("h3", { textContent: word("evidence") });
  if (!told.evidence.length) return [title, element("p", { className: "faint", textContent: word("none") })];
  const basis = told.basis ? [element("p", { className: "faint", textContent: word("basis-" + told.basis) })] : [];
  return [title, ...basis, element("ul", {}, ...told.evidence.map((number) => passage(PAGE.evidence[number])))];
}

function passage(one) {
  const where = one.paragraph === null ? "" : " " + word("paragraph").replace("{}", one.paragraph);
  const item = element("li", { className: "evidence" });
  if (one.phrase) item.append(word("quote").replace("{}", one.phrase), element("br"));
  item.append(element("span", { className: "faint", textContent: PAGE.sources[one.source][state.lang] + where + " " }));
  if (one.mark) item.append(element("span", { className: "mark", textContent: one.mark[state.lang] }));
  return item;
}
