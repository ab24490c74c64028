// Filters, by programme, issuer and district first; what passes all that are set is drawn, if its kind is.

// Each node's links: the link, and the node at its other end.
const linksOf = new Map(GRAPH_NODES.map((node) => [node.id, []]));
for (const edge of GRAPH_EDGES) {
  linksOf.get(edge.from).push([edge, nodeOf.get(edge.to)]);
  linksOf.get(edge.to).push([edge, nodeOf.get(edge.from)]);
}
const WITHIN = new Set(["npp:locatedIn", "npp:partOf"]);
const GIVEN_BY = new Set(["npp:issuedBy", "npp:awardedBy"]);
const ADMITTED = new Set(["programme", "cohort", "designation"]);

// A programme, its cohorts, designations, documents and projects, and what these speak of directly; the area in which
// a list holds ("npp:scope") is not part of it.
function ofProgramme(id) {
  const found = new Set([id]);
  const queue = [nodeOf.get(id)];
  for (const node of queue) {
    for (const [edge, other] of linksOf.get(node.id)) {
      if (found.has(other.id) || other.kind === "programme" || edge.predicate === "npp:scope") continue;
      if (ADMITTED.has(other.kind) && !ADMITTED.has(node.kind)) continue;
      if (node.kind === "element" && (edge.to === node.id || other.kind !== "element")) continue;
      found.add(other.id);
      if (["cohort", "designation", "document", "project", "element"].includes(other.kind)) queue.push(other);
    }
  }
  return found;
}

const programmes = GRAPH_NODES.filter((node) => node.kind === "programme");
const gives = (id, issuer) =>
  linksOf.get(id).some(([edge]) => GIVEN_BY.has(edge.predicate) && edge.from === id && edge.to === issuer);

// An issuer and every programme of which it issued a cohort, a document or a designation.
function ofIssuer(issuer) {
  const sets = programmes
    .map((programme) => ofProgramme(programme.id))
    .filter((set) => [...set].some((id) => gives(id, issuer)));
  return new Set([issuer, ...sets.flatMap((set) => [...set])]);
}

// All that lies within, by any number of steps.
function contained(place) {
  const found = new Set([place]);
  for (const id of found) {
    for (const [edge] of linksOf.get(id)) if (WITHIN.has(edge.predicate) && edge.to === id) found.add(edge.from);
  }
  return found;
}

// A district, what lies within it, and what is tied to any of these directly; places outside it are not taken in.
function ofDistrict(place) {
  const inside = contained(place);
  const tied = [...inside]
    .flatMap((id) => linksOf.get(id).map(([, other]) => other))
    .filter((other) => !isArea(other) && other.kind !== "zone");
  return new Set([...inside, ...tied.map((node) => node.id)]);
}

// The places that hold something, each below the one it lies in: pairs of node and depth. Where they are very many, those
// of the upper levels: a district is found by its name.
const MANY_PLACES = 1000;
function placeTree() {
  const inside = new Map();
  const placed = new Set();
  for (const edge of GRAPH_EDGES) {
    if (!WITHIN.has(edge.predicate) || !isArea(nodeOf.get(edge.to))) continue;
    if (!inside.has(edge.to)) inside.set(edge.to, new Set());
    inside.get(edge.to).add(edge.from);
    placed.add(edge.from);
  }
  const deepest = inside.size > MANY_PLACES ? 2 : Number.POSITIVE_INFINITY;
  const seen = new Set();
  const below = (ids, depth) =>
    depth > deepest
      ? []
      : ids
          .filter((id) => inside.has(id) && !seen.has(id))
          .flatMap((id) => {
            seen.add(id);
            return [[nodeOf.get(id), depth], ...below([...inside.get(id)].sort(), depth + 1)];
          });
  return below(
    GRAPH_NODES.map((node) => node.id).filter((id) => !placed.has(id)),
    0,
  );
}

const FILTERS = {
  programme: { set: ofProgramme, options: () => programmes.map((node) => [node, 0]) },
  issuer: {
    set: ofIssuer,
    options: () =>
      [...new Set(GRAPH_EDGES.filter((edge) => GIVEN_BY.has(edge.predicate)).map((edge) => edge.to))].map((id) => [
        nodeOf.get(id),
        0,
      ]),
  },
  district: { set: ofDistrict, options: placeTree },
  source: {
    set: ofSource,
    options: () => Object.keys(PAGE.sources).map((id) => [{ id }, 0]),
    name: (id) => sourceName(id),
  },
  standing: {
    set: ofStanding,
    options: () => (LINKS.some((edge) => edge.inferred) ? ["asserted", "inferred"].map((id) => [{ id }, 0]) : []),
    name: (id) => word("only-" + id),
  },
  years: { set: ofYears },
};
const SELECTS = Object.entries(FILTERS).filter(([, filter]) => filter.options);

// Whether a node passes the filters that are set, one left out if it is named; worked out once for each setting.
const passing = new Map();
function filtered(without = "") {
  const set = Object.keys(FILTERS).filter((key) => state[key] && key !== without);
  const key = set.map((one) => `${one} ${state[one]}`).join(" ");
  if (!passing.has(key)) {
    if (passing.size > 9) passing.clear();
    const sets = set.map((one) => FILTERS[one].set(state[one]));
    passing.set(key, (node) => sets.every((found) => found.has(node.id)));
  }
  return passing.get(key);
}

function makeFilters() {
  for (const [key, filter] of SELECTS) {
    const options = filter.options();
    const select = element("select", { id: "by-" + key, hidden: options.length < 2 });
    select.append(
      element("option", { value: "" }),
      ...options.map(([node, depth]) => {
        const option = element("option", { value: node.id });
        option.dataset.depth = depth;
        return option;
      }),
    );
    select.addEventListener("change", () => {
      change({ [key]: select.value });
      fit();
    });
    byId("filters").append(select);
  }
}

function drawFilters() {
  for (const [key, filter] of SELECTS) {
    const select = byId("by-" + key);
    const name = filter.name ?? ((id) => nameOf(nodeOf.get(id)));
    for (const option of select.options) {
      option.textContent = option.value
        ? "\u2003".repeat(option.dataset.depth) + name(option.value)
        : word("by-" + key);
    }
    select.value = state[key];
    select.className = state[key] ? "set" : "";
    select.setAttribute("aria-label", word("by-" + key));
  }
}

makeFilters();
