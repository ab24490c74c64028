// The panel tells the chosen node or link in words: its names, facts, proofs and the evidence beside them.

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
  change({ node: "", edge: "", path: "", ...steppedBack() });
}

function drawPanel() {
  const panel = byId("panel");
  const edge = chosenEdge();
  const told = state.node
    ? tellNode(nodeOf.get(state.node))
    : edge
      ? tellEdge(edge)
      : state.path
        ? tellPath()
        : tellOverview();
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
  const types = node.types.map(predicateName).join(" · ");
  return [
    element("div", { className: "faint" }, dot(kinds.get(node.kind)), " " + types),
    heading(nameOf(node)),
    element("div", { className: "faint", textContent: node.names[other] || "" }),
    element("code", { textContent: node.id }),
    ...(wordsOf(node) === nameOf(node) ? [] : [element("p", { textContent: wordsOf(node) })]),
    ...annotations(node),
    element("div", { className: "acts" }, ...foldButtons(node), pathButton(node)),
    ...foldList(node),
    ...factLists(node),
    ...evidenceList(node, remaining(node)),
  ];
}

// Other names, definitions and notes, in the reader's language where there are any in it.
function annotations(node) {
  const spoken = node.values.filter(
    ([predicate, , language]) => predicate in ANNOTATIONS && (!language || language === state.lang),
  );
  return runs(spoken, ([predicate]) => predicate).map((values) =>
    element(
      "p",
      { className: "annotation" },
      element("span", { className: "faint", textContent: predicateName(values[0][0]) + " " }),
      values.map(([, text]) => text).join(state.lang === "zh" ? "、" : "; "),
    ),
  );
}

const ANNOTATIONS = { "skos:altLabel": 1, "skos:definition": 1, "skos:scopeNote": 1 };

function goButton(node, text = nameOf(node)) {
  const go = element("button", { type: "button", className: "go", textContent: text });
  go.addEventListener("click", () => select(node.id, true));
  return go;
}

function edgeButton(edge, text) {
  const title = word("about-link").replace("{}", () => text);
  const button = element("button", { type: "button", className: "about", textContent: "⋯", title });
  button.setAttribute("aria-label", title);
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
    ...(edge.inferred ? [element("h3", { textContent: word("why") }), proof(edge, true)] : []),
    ...(edge.inferred && !edge.evidence.length ? [] : evidenceList(edge, edge.evidence)),
    ...rivalsOf(edge),
  ];
}

// Both sides, where sources give a property several values though it has but one.
function rivalsOf(edge) {
  const from = nodeOf.get(edge.from);
  const facts = factsOf(from).sort(inOrder);
  const contested = facts.filter((fact) => fact.rival && fact.predicate === edge.predicate);
  return contested.some((fact) => fact.edge === edge) ? propertyList(contested) : [];
}

function evidenceList(told, numbers) {
  if (!numbers.length)
    return told.evidence.length ? [] : [element("p", { className: "faint", textContent: word("none") })];
  const basis = told.basis ? [element("p", { className: "faint", textContent: word("basis-" + told.basis) })] : [];
  return [element("h3", { textContent: word("evidence") }), ...basis, ...passages(numbers, numbers.length < 4)];
}
