// Search by any name, with results as you type.

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
    const item = element("li", { role: "option" }, dot(kinds.get(node.kind)), nameOf(node), element("small", { textContent: kinds.get(node.kind)[state.lang] }));
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
