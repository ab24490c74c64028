// What the reader has chosen. The address's fragment says it: a copied address opens the same picture, and back and
// forward undo and redo. Every part is a string; a part that is as the page opens is left out of the fragment.

// Every link of the page, by number: those that are drawn, then those that are told alone.
const LINKS = [...GRAPH_EDGES, ...PAGE.tells.quiet];

const OPENS = {
  lang: PAGE.lang,
  kinds: PAGE.kinds
    .filter((kind) => kind.shown)
    .map((kind) => kind.key)
    .join(","),
  node: PAGE.about ?? "",
  edge: "", // its two ends and its property: "from property to"
  path: PAGE.path, // its two ends: "from to"
  group: "", // of a large page, the number of the one that is open
  most: "120", // and how many nodes of it are drawn
  view: "graph",
  sort: "name", // a column of the table; "-name" is from the last
  programme: "",
  issuer: "",
  district: "",
  source: "",
  standing: "", // "asserted" or "inferred"
  years: "", // "first-last"
  folds: "", // what was expanded, folded and hidden, in order
  physics: "", // "on" while springs move the nodes
};
const isNode = (text) => GRAPH_NODES.some((node) => node.id === text);
const CHECKS = {
  lang: (text) => text === "zh" || text === "en",
  kinds: () => true,
  node: (text) => !text || isNode(text),
  edge: (text) => !text || LINKS.some((edge) => edgeKey(edge) === text),
  path: (text) => !text || (text.split(" ").length === 2 && text.split(" ").every(isNode)),
  most: (text) => /^[1-9][0-9]{1,3}$/.test(text) && Number(text) <= 1500,
  group: (text) => !text || Boolean(PAGE.groups?.[Number(text)]),
  view: (text) => VIEWS.includes(text),
  sort: (text) => /^-?(name|other|type|date|value|links|evidence|id)$/.test(text),
  programme: (text) => !text || isNode(text),
  issuer: (text) => !text || isNode(text),
  district: (text) => !text || isNode(text),
  source: (text) => !text || Object.hasOwn(PAGE.sources, text),
  standing: (text) => !text || text === "asserted" || text === "inferred",
  years: (text) => !text || /^\d{4}-\d{4}$/.test(text),
  folds: (text) => areFolds(text),
  physics: (text) => !text || text === "on",
};
const state = { ...OPENS };

const edgeKey = (edge) => `${edge.from} ${edge.predicate} ${edge.to}`;

// The fragment of the present state; CURIEs and commas stay readable.
function written() {
  const parts = new URLSearchParams(Object.entries(state).filter(([key, value]) => value !== OPENS[key]));
  return parts.toString().replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7C", "|");
}

// Take the state from the fragment; what the page does not know is ignored.
function read() {
  const parts = new URLSearchParams(location.hash.slice(1));
  for (const key of Object.keys(OPENS)) {
    const value = parts.get(key) ?? OPENS[key];
    state[key] = CHECKS[key](value) ? value : OPENS[key];
  }
}

// Change parts of the state, show it, and say it in the address: one step of the reader's history.
function change(parts) {
  Object.assign(state, parts);
  drawAll();
  if (location.hash.slice(1) === written()) return;
  location.hash = written();
  noteStep();
  drawHistory();
}

addEventListener("hashchange", () => {
  if (location.hash.slice(1) === written()) return;
  foundStep();
  read();
  drawAll();
});
