// Search by any name, with results as you type.

const HITS = 12;

// The names and the sounds of a node as one text each, a line a name, made when first needed.
const soughtIn = (node) => {
  node.sought ??= `\n${node.search.join("\n").toLowerCase()}\n`;
  return node.sought;
};
const soundsOf = (node) => {
  node.sounds ??= `\n${node.pinyin.join("\n")}\n`;
  return node.sounds;
};

// How well a text finds a node: 0 is best, 9 is not at all. Names by any part; sounds from their start, or by three letters.
function rank(node, wanted, letters = wanted.replace(/[\s'’]/g, "")) {
  const named = soughtIn(node).includes(wanted);
  if (named && node.sought.includes(`\n${wanted}\n`)) return 0;
  if (named && node.sought.includes(`\n${wanted}`)) return 1;
  const sounds = letters !== "" && soundsOf(node).includes(letters);
  if (sounds && node.sounds.includes(`\n${letters}\n`)) return 2;
  if (named) return 3;
  if (sounds && node.sounds.includes(`\n${letters}`)) return 4;
  return sounds && letters.length > 2 ? 5 : 9;
}

// The best hits, the shorter name first where two are as good; all nodes are looked at, and none but the best sorted.
function matches(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return [];
  const letters = wanted.replace(/[\s'’]/g, "");
  const best = [];
  const behind = ([a, one], [b, other]) => a - b || nameOf(one).length - nameOf(other).length;
  for (const node of GRAPH_NODES) {
    const found = [rank(node, wanted, letters), node];
    if (found[0] === 9 || (best.length === HITS && behind(found, best[HITS - 1]) >= 0)) continue;
    const place = best.findIndex((other) => behind(found, other) < 0);
    best.splice(place < 0 ? best.length : place, 0, found);
    if (best.length > HITS) best.pop();
  }
  return best.map(([, node]) => node);
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
