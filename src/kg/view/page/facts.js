// The facts of a node, in the groups and the order in which `kg show` has them, each with what it rests on.

const predicateName = (predicate) => (PAGE.names[predicate] ?? PAGE.tells.labels[predicate])?.[state.lang] || predicate;

// How a property reads from its object: by the inverse where there is one, else as what it is in another's words.
const inverseName = (predicate) => {
  const inverse = PAGE.inverses[predicate];
  return inverse ? predicateName(inverse) : word("of").replace("{}", predicateName(predicate));
};

const markOf = (edge) => (edge.inferred ? word("inferred") : edge.claimed ? word("claimed") : edge.mark?.[state.lang]);
// A figure is told with its value and date, whatever else by its name.
const wordsOf = (node) => PAGE.tells.words[node.id]?.[state.lang] || nameOf(node);

// One fact: its property, whether that comes in, its link and the node at the other end, or words where there is none.
function factOf(node, [predicate, incoming, number, more = {}]) {
  const edge = number < 0 ? null : LINKS[number];
  const other = edge ? nodeOf.get(edge.from === node.id ? edge.to : edge.from) : null;
  return { predicate, incoming: Boolean(incoming), edge, other, ...more };
}

// Where the page was made without facts, a node's links.
function linkFact(node, edge) {
  const out = edge.from === node.id;
  const inverse = PAGE.inverses[edge.predicate];
  return {
    predicate: out ? edge.predicate : (inverse ?? edge.predicate),
    incoming: !out && !inverse,
    edge,
    other: nodeOf.get(out ? edge.to : edge.from),
  };
}

// What is said in several languages is told in the reader's, if that is among them.
function spoken(facts) {
  const suits = (fact) => !fact.words || fact.words[state.lang] !== undefined || fact.words[""] !== undefined;
  const served = new Set(facts.filter((fact) => fact.words && suits(fact)).map((fact) => fact.predicate));
  return facts.filter((fact) => suits(fact) || !served.has(fact.predicate));
}

function factsOf(node) {
  const told = PAGE.tells.facts[node.id];
  return told
    ? spoken(told.map((one) => factOf(node, one)))
    : linksOf.get(node.id).map(([edge]) => linkFact(node, edge));
}

const factText = (fact) =>
  fact.other ? wordsOf(fact.other) : (fact.words[state.lang] ?? fact.words[""] ?? Object.values(fact.words)[0]);
const isUnsaid = (fact) => (fact.edge ? fact.edge.inferred || fact.edge.claimed : fact.standing !== undefined);
const placeOf = (fact) =>
  PAGE.tells.places[(fact.incoming ? "<" : "") + fact.predicate] ?? [PAGE.tells.groups.length, 0];
const firstDay = (fact) =>
  (fact.other
    ? timesOf(fact.other)
        .map((time) => time.days[0])
        .sort()[0]
    : undefined) ?? "9999";

// By group and property; what an editor prefers first, asserted before inferred, the earlier before the later.
function inOrder(a, b) {
  const [one, two] = [placeOf(a), placeOf(b)];
  const order = [...kinds.keys()];
  return (
    one[0] - two[0] ||
    one[1] - two[1] ||
    a.incoming - b.incoming ||
    a.predicate.localeCompare(b.predicate) ||
    (a.order ?? 1) - (b.order ?? 1) ||
    isUnsaid(a) - isUnsaid(b) ||
    firstDay(a).localeCompare(firstDay(b)) ||
    order.indexOf(a.other?.kind) - order.indexOf(b.other?.kind) ||
    factText(a).localeCompare(factText(b), state.lang)
  );
}

// Lists of facts by what tells them apart, in the order in which they come.
function runs(facts, key) {
  const found = new Map();
  for (const fact of facts) found.set(key(fact), [...(found.get(key(fact)) ?? []), fact]);
  return [...found.values()];
}

const propertyName = (fact) =>
  fact.incoming ? word("of").replace("{}", predicateName(fact.predicate)) : predicateName(fact.predicate);

function factLists(node) {
  const facts = factsOf(node).sort(inOrder);
  return runs(facts, (fact) => placeOf(fact)[0]).flatMap((group) => [
    element("h3", { textContent: PAGE.tells.groups[placeOf(group[0])[0]]?.[state.lang] ?? word("values") }),
    ...runs(group, (fact) => fact.incoming + fact.predicate).flatMap(propertyList),
  ]);
}

const AT_ONCE = 8;

// The facts of one property; more than eight are told when asked for. Rivals are marked above, and all are told.
function propertyList(facts) {
  const title = element("h4", {}, propertyName(facts[0]));
  if (facts.some((fact) => fact.rival))
    title.append(" ", element("span", { className: "mark", textContent: word("rivals") }));
  const items = facts.map((fact, number) => factItem(fact, facts[number + 1]));
  const list = element("ul", {}, ...items.slice(0, AT_ONCE));
  if (items.length > AT_ONCE) list.append(element("li", {}, moreButton(items)));
  return [title, list];
}

function moreButton(items) {
  const more = element("button", {
    type: "button",
    className: "more",
    textContent: word("more").replace("{}", items.length - AT_ONCE),
  });
  more.addEventListener("click", () => {
    more.parentElement.replaceWith(...items.slice(AT_ONCE));
    items[AT_ONCE].querySelector("button, summary")?.focus();
  });
  return more;
}

// A fact, its marks and what it rests on; of facts one after another on the same passages, the last shows them.
function factItem(fact, next) {
  const line = element(
    "div",
    { className: "link" },
    ...(fact.other
      ? [dot(kinds.get(fact.other.kind)), goButton(fact.other, factText(fact))]
      : [element("span", { textContent: factText(fact) })]),
  );
  const marks = [
    fact.edge ? markOf(fact.edge) : fact.standing && word(fact.standing),
    ...(fact.ranks ?? []).map((rank) => rank[state.lang]),
  ];
  line.append(...marks.filter(Boolean).map((text) => element("span", { className: "mark", textContent: text })));
  if (fact.edge) line.append(edgeButton(fact.edge, `${propertyName(fact)} ${factText(fact)}`));
  const item = element("li", { className: fact.rival ? "fact rival" : "fact" }, line);
  const note = fact.notes?.[state.lang] ?? Object.values(fact.notes ?? {})[0];
  if (note)
    item.append(element("div", { className: "note faint", textContent: word("note").replace("{}", () => note) }));
  if (fact.edge?.inferred) item.append(proof(fact.edge));
  const support = supportOf(fact);
  if (!next || String(support) !== String(supportOf(next)) || next.rival) item.append(...passages(support, fact.rival));
  return item;
}

const supportOf = (fact) => (fact.edge ? fact.edge.evidence : (fact.evidence ?? []));

// Evidence of the node that none of its facts shows.
function remaining(node) {
  const shown = new Set(factsOf(node).flatMap(supportOf));
  return node.evidence.filter((number) => !shown.has(number));
}
