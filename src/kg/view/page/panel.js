// The panel tells the chosen thing in words: its names, values, links and the evidence beside them.

function select(id, fly) {
  const node = nodeOf.get(id);
  if (!node) return;
  selected = id;
  const kind = kinds.get(node.kind);
  if (!kind.shown) {
    kind.shown = true;
    redraw();
    drawLegend();
  }
  network.selectNodes([id]);
  drawPanel(node);
  if (fly) network.focus(id, { scale: Math.max(0.75, network.getScale()), animation: { duration: 450 } });
}

function drawPanel(node) {
  const close = element("button", { type: "button", className: "close", textContent: "×", title: word("close") });
  close.addEventListener("click", deselect);
  const other = language === "zh" ? "en" : "zh";
  const types = node.types.map((type) => PAGE.names[type]?.[language] || type).join(" · ");
  byId("panel").replaceChildren(
    close, element("div", { className: "faint" }, dot(kinds.get(node.kind)), " " + types), element("h2", { textContent: nameOf(node) }),
    element("div", { className: "faint", textContent: node.names[other] || "" }), element("code", { textContent: node.id }),
    ...valueList(node), ...linkLists(node), ...evidenceList(node));
  byId("panel").hidden = false;
}

function valueList(node) {
  if (!node.values.length) return [];
  const items = node.values.filter((value) => !value[2] || value[2] === language)
    .map(([predicate, text]) => element("li", {}, element("span", { className: "faint", textContent: predicateName(predicate) + "  " }), text));
  return [element("h3", { textContent: word("values") }), element("ul", {}, ...items)];
}

const predicateName = (predicate) => PAGE.names[predicate]?.[language] || predicate;

// How a link reads from its object: by the inverse property where there is one, else by the property and an arrow back.
function inverseName(predicate) {
  const inverse = PAGE.inverses[predicate];
  return inverse ? predicateName(inverse) : word("of").replace("{}", predicateName(predicate));
}

function linkLists(node) {
  const groups = new Map();
  for (const edge of GRAPH_EDGES) {
    const out = edge.from === node.id;
    if (!out && edge.to !== node.id) continue;
    const title = out ? predicateName(edge.predicate) : inverseName(edge.predicate);
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push([nodeOf.get(out ? edge.to : edge.from), edge.inferred ? word("inferred") : edge.mark?.[language]]);
  }
  return [...groups].flatMap(([title, found]) => [
    element("h3", { textContent: title }),
    element("ul", {}, ...found.map(([other, mark]) => {
      const go = element("button", { type: "button", className: "go", textContent: nameOf(other) });
      go.addEventListener("click", () => select(other.id, true));
      const item = element("li", { className: "link" }, dot(kinds.get(other.kind)), go);
      if (mark) item.append(element("span", { className: "mark", textContent: mark }));
      return item;
    })),
  ]);
}

function evidenceList(node) {
  const heading = element("h3", { textContent: word("evidence") });
  if (!node.evidence.length) return [heading, element("p", { className: "faint", textContent: word("none") })];
  return [heading, element("ul", {}, ...node.evidence.map((one) => {
    const where = one.paragraph === null ? "" : " " + word("paragraph").replace("{}", one.paragraph);
    const item = element("li", { className: "evidence" });
    if (one.phrase) item.append(word("quote").replace("{}", one.phrase), element("br"));
    item.append(element("span", { className: "faint", textContent: one.source[language] + where + " " }));
    if (one.mark) item.append(element("span", { className: "mark", textContent: one.mark[language] }));
    return item;
  }))];
}

function deselect() {
  selected = null;
  network.unselectAll();
  byId("panel").hidden = true;
}
