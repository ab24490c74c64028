// Search by any name, with results as you type.

// How well a text finds a node: 0 is best, 9 is not at all. Names by any part; sounds from their start, or by three letters.
function rank(node, wanted) {
  const names = node.search.map((name) => name.toLowerCase());
  const letters = wanted.replace(/[\s'’]/g, "");
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (node.pinyin.includes(letters)) return 2;
  if (names.some((name) => name.includes(wanted))) return 3;
  if (letters && node.pinyin.some((sound) => sound.startsWith(letters))) return 4;
  return letters.length > 2 && node.pinyin.some((sound) => sound.includes(letters)) ? 5 : 9;
}

function matches(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  return GRAPH_NODES.map((node) => [rank(node, wanted), node])
    .filter(([order]) => order < 9)
    .sort((a, b) => a[0] - b[0] || nameOf(a[1]).length - nameOf(b[1]).length)
    .slice(0, 12)
    .map(([, node]) => node);
}

let hits = [];
let chosen = 0;

function drawHits() {
  const list = byId("hits");
  list.hidden = state.view === "table" || !byId("search").value.trim();
  byId("search").setAttribute("aria-expanded", String(!list.hidden));
  const items = hits.map((node, number) => {
    const item = element(
      "li",
      { role: "option", id: "hit-" + number },
      dot(kinds.get(node.kind)),
      nameOf(node),
      element("small", { textContent: kinds.get(node.kind)[state.lang] }),
    );
    item.setAttribute("aria-selected", String(number === chosen));
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      take(node);
    });
    return item;
  });
  if (list.hidden || !items.length) byId("search").removeAttribute("aria-activedescendant");
  else byId("search").setAttribute("aria-activedescendant", "hit-" + chosen);
  list.replaceChildren(
    ...(items.length ? items : [element("li", { className: "faint", textContent: word("nothing") })]),
  );
}

function take(node) {
  byId("search").value = "";
  hits = [];
  drawHits();
  select(node.id, true);
}

byId("search").addEventListener("input", (event) => {
  hits = matches(event.target.value);
  chosen = 0;
  drawHits();
  if (state.view === "table") drawTable();
});
byId("search").addEventListener("blur", () => {
  byId("hits").hidden = true;
});
byId("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && hits[chosen]) take(hits[chosen]);
  if (event.key === "Escape") {
    event.target.value = "";
    hits = [];
    drawHits();
    drawView();
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    chosen = Math.max(0, Math.min(hits.length - 1, chosen + (event.key === "ArrowDown" ? 1 : -1)));
    drawHits();
  }
});
