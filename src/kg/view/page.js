// The page's behaviour: draws GRAPH_NODES and GRAPH_EDGES with vis-network, and tells the selected one in words.
// All text from the graph enters the page as text nodes, never as markup.
"use strict";

const byId = (id) => document.getElementById(id);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const kinds = new Map(PAGE.kinds.map((kind) => [kind.key, { ...kind }]));
const nodeOf = new Map(GRAPH_NODES.map((node) => [node.id, node]));
const FACE = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";
let language = PAGE.lang;
let selected = null;

const word = (key) => PAGE.words[key][language];
const nameOf = (node) => node.names[language] || node.names.zh || node.names.en || node.id;
const shortOf = (node) => wrapped(node.names["short-" + language] || nameOf(node));

// A label in at most three lines, about equally long, so that no line holds a single character.
function wrapped(text) {
  const most = language === "zh" ? 8 : 14;
  const pieces = language === "zh" ? [...text] : text.split(/(?<= )/);
  const width = Math.ceil(text.length / Math.ceil(text.length / most));
  const lines = [""];
  for (const piece of pieces) {
    if (lines.at(-1).length + piece.trimEnd().length > width && lines.at(-1)) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.length > 3 ? lines.slice(0, 3).join("\n").trimEnd() + "…" : lines.join("\n");
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function dot(kind) {
  const made = element("span", { className: "dot " + kind.shape });
  made.style.background = kind.colour;
  return made;
}

// --- the canvas

function drawnNode(node) {
  const kind = kinds.get(node.kind);
  const big = node.kind === "programme";
  return {
    id: node.id, x: node.x, y: node.y, label: shortOf(node), hidden: !kind.shown, shape: kind.shape, size: kind.size,
    color: { background: kind.colour, border: style("--paper"), highlight: { background: kind.colour, border: style("--ink") } },
    borderWidth: 2,
    font: {
      color: style("--ink"), size: big ? 27 : 23, strokeWidth: 5, strokeColor: style("--halo"), face: FACE,
      },
  };
}

function drawnEdge(edge, number) {
  return {
    id: number, from: edge.from, to: edge.to, dashes: edge.inferred ? [9, 7] : edge.mark ? [2, 6] : false,
    color: { color: style("--link"), highlight: style("--accent"), opacity: 0.75 }, width: 1.6, selectionWidth: 2,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } }, smooth: false,
  };
}

const nodes = new vis.DataSet(GRAPH_NODES.map(drawnNode));
const edges = new vis.DataSet(GRAPH_EDGES.map(drawnEdge));
const network = new vis.Network(byId("graph"), { nodes, edges }, {
  physics: false, layout: { improvedLayout: false }, edges: { chosen: true },
  interaction: { hover: true, tooltipDelay: 150, keyboard: { enabled: true, bindToWindow: false }, multiselect: false },
  nodes: { scaling: { label: { drawThreshold: 4 } } },
});

function redraw() {
  nodes.update(GRAPH_NODES.map(drawnNode));
  edges.update(GRAPH_EDGES.map(drawnEdge));
}

function fit() {
  const shown = GRAPH_NODES.filter((node) => kinds.get(node.kind).shown).map((node) => node.id);
  network.fit({ nodes: shown, animation: false });
}

// --- the legend is the filter

function drawLegend() {
  byId("legend").replaceChildren(...[...kinds.values()].map((kind) => {
    const button = element("button", { type: "button" }, dot(kind), kind[language], element("small", { textContent: kind.count }));
    button.setAttribute("aria-pressed", String(kind.shown));
    button.addEventListener("click", () => {
      kind.shown = !kind.shown;
      redraw();
      drawLegend();
    });
    return button;
  }));
}

// --- the panel tells one node

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

// --- search by any name

function matches(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const rank = (node) => {
    const names = node.search.map((name) => name.toLowerCase());
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 9;
  };
  return GRAPH_NODES.map((node) => [rank(node), node]).filter(([order]) => order < 9)
    .sort((a, b) => a[0] - b[0] || nameOf(a[1]).length - nameOf(b[1]).length).slice(0, 12).map(([, node]) => node);
}

let hits = [];
let chosen = 0;

function drawHits() {
  const list = byId("hits");
  list.hidden = !byId("search").value.trim();
  byId("search").setAttribute("aria-expanded", String(!list.hidden));
  const items = hits.map((node, number) => {
    const item = element("li", { role: "option" }, dot(kinds.get(node.kind)), nameOf(node), element("small", { textContent: kinds.get(node.kind)[language] }));
    item.setAttribute("aria-selected", String(number === chosen));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(node); });
    return item;
  });
  list.replaceChildren(...(items.length ? items : [element("li", { className: "faint", textContent: word("nothing") })]));
}

function take(node) {
  byId("search").value = "";
  hits = [];
  drawHits();
  select(node.id, true);
}

byId("search").addEventListener("input", (event) => { hits = matches(event.target.value); chosen = 0; drawHits(); });
byId("search").addEventListener("blur", () => { byId("hits").hidden = true; });
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && hits[chosen]) take(hits[chosen]);
  if (event.key === "Escape") { event.target.value = ""; hits = []; drawHits(); }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    chosen = Math.max(0, Math.min(hits.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
    drawHits();
  }
});

// --- the whole

function drawWords() {
  document.title = PAGE.titles[language];
  document.querySelector("h1").textContent = PAGE.titles[language];
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("graph").setAttribute("aria-label", word("graph"));
  byId("footer").textContent = word("footer");
}

function drawAll() {
  drawWords();
  drawLegend();
  redraw();
  if (selected) drawPanel(nodeOf.get(selected));
}

network.on("click", (event) => (event.nodes.length ? select(event.nodes[0], false) : deselect()));
byId("fit").addEventListener("click", fit);
byId("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; drawAll(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement.tagName !== "INPUT") { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape" && document.activeElement.tagName !== "INPUT") deselect();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
drawAll();
fit();
if (PAGE.about) select(PAGE.about, false);
requestAnimationFrame(() => requestAnimationFrame(fit)); // once the panel has taken its room
