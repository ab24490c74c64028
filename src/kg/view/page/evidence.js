// Evidence: a passage in one line, its phrase and paragraph; opened, its source and its sentence, the phrase marked in it.

const sourceName = (id) => PAGE.sources[id][state.lang];

// The source that most passages are of; it is named only where a passage is opened.
const commonest = (() => {
  const counts = new Map();
  for (const one of PAGE.evidence) counts.set(one.source, (counts.get(one.source) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
})();

const quoted = (text) => word(text.includes("“") ? "quote-within" : "quote").replace("{}", () => text);
const paragraphOf = (one) => (one.paragraph === null ? "" : word("paragraph").replace("{}", one.paragraph));

// A sentence with the phrase in it marked; without the phrase, the sentence alone.
function sentenceOf(one) {
  const text = PAGE.sentences[one.sentence];
  const at = one.phrase ? text.indexOf(one.phrase) : -1;
  const parts =
    at < 0
      ? [text]
      : [text.slice(0, at), element("mark", { textContent: one.phrase }), text.slice(at + one.phrase.length)];
  return element("q", {}, ...parts);
}

function passageLine(one) {
  const parts = [one.phrase ? quoted(one.phrase) : word("whole"), paragraphOf(one)];
  if (one.source !== commonest) parts.push(sourceName(one.source));
  return parts.filter(Boolean).join(" · ");
}

// What stands behind the line: the sentence where the page has it, the source, where in it, and how it supports.
function passageBody(one) {
  const where = element("div", { className: "faint" }, sourceName(one.source), " ", paragraphOf(one), " ");
  if (one.mark) where.append(element("span", { className: "mark", textContent: one.mark[state.lang] }));
  const seen = PAGE.sources[one.source].page;
  const body = [where, ...(seen ? [element("span", { className: "address", textContent: seen })] : [])];
  if (one.sentence !== undefined) return [sentenceOf(one), ...body];
  return one.phrase ? [element("div", { textContent: quoted(one.phrase) }), ...body] : body;
}

// A line that opens; what is inside is made when it is opened first.
function unfolding(summary, make, open = false) {
  const details = element("details", { open });
  const fill = () => {
    if (details.open && details.children.length === 1) details.append(...make());
  };
  details.append(element("summary", {}, ...[summary].flat()));
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

function passage(number, open = false) {
  const one = PAGE.evidence[number];
  const details = unfolding(passageLine(one), () => [element("div", { className: "body" }, ...passageBody(one))], open);
  details.className = "evidence";
  return details;
}

const passages = (numbers, open = false) => numbers.map((number) => passage(number, open));
