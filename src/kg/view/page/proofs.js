// Proofs: why an inferred fact holds, from the rule in plain words down to what the sources say.

// The number of the step that proves a link; undefined where the page has no proof of it.
const proofOf = (edge) => PAGE.tells.proofs.of[LINKS.indexOf(edge)];

const termName = (term) =>
  term.text !== undefined ? term.text : (PAGE.tells.labels[term]?.[state.lang] ?? predicateName(term));

function termPart(term) {
  const node = nodeOf.get(term);
  return node ? goButton(node) : document.createTextNode(termName(term));
}

// A conclusion: of the world as a sentence whose ends move the view, of the ontology in words.
function conclusion(step) {
  if (!step.says)
    return [element("span", { className: "faint", textContent: word("ontology") + step.words[state.lang] })];
  const [subject, predicate, thing] = step.says;
  return [
    termPart(subject),
    element("span", { className: "faint", textContent: ` ${termName(predicate)} ` }),
    termPart(thing),
  ];
}

// One step and what it rests on; a step that was told further up is not told again.
function stepItem(number, told) {
  const step = PAGE.tells.proofs.steps[number];
  const item = element("li", {}, element("div", {}, ...conclusion(step)));
  if (!step.on) {
    if (step.evidence) item.append(...passages(step.evidence));
    return item;
  }
  if (told.has(number)) {
    item.append(element("div", { className: "faint", textContent: word("above") }));
    return item;
  }
  told.add(number);
  const rule = word("by-rule")
    .replace("{}", step.rule)
    .replace("{}", () => PAGE.tells.proofs.rules[step.rule][state.lang]);
  item.append(element("div", { className: "faint", textContent: rule }), stepList(step.on, told));
  return item;
}

const stepList = (numbers, told) =>
  element("ul", { className: "proof" }, ...numbers.map((number) => stepItem(number, told)));

// The proof of a link as a line that opens; where the page has none, how to ask for it.
function proof(edge, open = false) {
  const number = proofOf(edge);
  if (number === undefined) {
    return element(
      "div",
      { className: "evidence faint" },
      word("ask-why"),
      element("code", { textContent: ` kg why ${edge.from} ${edge.predicate} ${edge.to}` }),
    );
  }
  const step = PAGE.tells.proofs.steps[number];
  const rule = PAGE.tells.proofs.rules[step.rule];
  const make = () => [
    element("div", {
      className: "faint",
      textContent: word("by-rule")
        .replace("{}", step.rule)
        .replace("{}", () => rule[state.lang]),
    }),
    stepList(step.on, new Set([number])),
  ];
  const details = rule ? unfolding(word("why"), make, open) : element("div");
  details.className = "evidence";
  return details;
}
