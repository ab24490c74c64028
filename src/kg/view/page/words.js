// What the other modules speak with: words and names in the chosen state.lang, and elements whose text is never markup.
const byId = (id) => document.getElementById(id);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const kinds = new Map(PAGE.kinds.map((kind) => [kind.key, kind]));
const nodeOf = new Map(GRAPH_NODES.map((node) => [node.id, node]));
const FACE = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";

const word = (key) => PAGE.words[key][state.lang];
const nameOf = (node) => node.names[state.lang] || node.names.zh || node.names.en || node.id;
const shortOf = (node) => wrapped(node.names["short-" + state.lang] || nameOf(node));

// A label in at most three lines, about equally long, so that no line holds a single character.
function wrapped(text) {
  const most = state.lang === "zh" ? 8 : 14;
  const pieces = state.lang === "zh" ? [...text] : text.split(/(?<= )/);
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
