// What the other modules speak with: words and names in the chosen state.lang, and elements whose text is never markup.
const byId = (id) => document.getElementById(id);
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const kinds = new Map(PAGE.kinds.map((kind) => [kind.key, kind]));
const nodeOf = new Map(GRAPH_NODES.map((node) => [node.id, node]));
const FACE = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif";

const word = (key) => PAGE.words[key][state.lang];
const nameOf = (node) => node.names[state.lang] || node.names.zh || node.names.en || node.id;
// A programme's letters are larger, so fewer of them fit.
const shortOf = (node) =>
  wrapped(node.names["short-" + state.lang] || nameOf(node), node.kind === "programme" ? 0.85 : 1);

// About how wide a text is, in the height of its letters.
const WIDE = /[\u2e80-\uffff]|\p{Extended_Pictographic}/u;
const widthOf = (text) =>
  [...text].reduce((sum, letter) => sum + (WIDE.test(letter) ? 1 : /[A-Z“”—]/.test(letter) ? 0.68 : 0.54), 0);
const LABEL = { wide: 7.2, letters: 90, lines: 3 };

// What may stand on a line of its own: a Chinese character, a word, a part of a word that is too long for a line.
function labelPieces(text, wide) {
  const words = text.match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff-]+[\s-]*|[\s-]+/gu) ?? [];
  return words.flatMap((one) => (widthOf(one.trimEnd()) > wide ? [...one] : [one]));
}

function filled(pieces, width) {
  const lines = [""];
  for (const piece of pieces) {
    if (lines.at(-1) && widthOf(lines.at(-1) + piece.trimEnd()) > width) lines.push("");
    lines[lines.length - 1] += piece;
  }
  return lines.map((line) => line.trimEnd());
}

function linesOf(text, wide) {
  const letters = [...text];
  const pieces = labelPieces(letters.slice(0, LABEL.letters).join(""), wide);
  const whole = widthOf(pieces.join(""));
  const few = Math.ceil(whole / wide);
  const even = filled(pieces, Math.min(wide, whole / few + 0.6));
  const lines = even.length > few ? filled(pieces, wide) : even;
  const cut = lines.length > LABEL.lines || letters.length > LABEL.letters;
  return lines.slice(0, LABEL.lines).join("\n") + (cut ? "…" : "");
}

// A label in at most three lines, about equally long, so that no line holds a single character.
const labels = new Map();
function wrapped(text, share = 1) {
  const key = `${share} ${text}`;
  if (!labels.has(key)) labels.set(key, linesOf(text, LABEL.wide * share));
  return labels.get(key);
}

const isArea = (node) => node.kind === "area" || node.kind === "region";

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
