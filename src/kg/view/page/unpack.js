// The first script of a large page: it inflates the nodes and links that lie packed in the page, and then lets the
// other scripts run.

// A link of a large page. What it rests on is found when it is asked for: what its Claim has, else what its ends share,
// else what the end with less evidence has; of one that only a rule gave, only what is shared.
class Link {
  constructor(number, [from, to], predicate, inferred, mark, claimed) {
    Object.assign(this, { number, from: from.id, to: to.id, ends: [from, to], predicate, inferred, mark, claimed });
  }

  get rests() {
    const [subject, object] = this.ends;
    if (this.claimed) return [this.claimed, "claim"];
    const shared = subject.evidence.filter((number) => object.evidence.includes(number));
    if (shared.length) return [shared, "shared"];
    if (this.inferred || !(subject.evidence.length + object.evidence.length)) return [[], ""];
    const less =
      object.evidence.length && (!subject.evidence.length || object.evidence.length < subject.evidence.length);
    return less ? [object.evidence, "object"] : [subject.evidence, "subject"];
  }

  get evidence() {
    return this.rests[0];
  }

  get basis() {
    return this.rests[1];
  }
}

// All that a node is called, as the other pages have it.
function namesOf(node) {
  const aliases = node.values.filter(([predicate]) => predicate === "skos:altLabel").map(([, text]) => text);
  return [...new Set([...Object.values(node.names), ...aliases, node.id])];
}

function linksFrom({ nodes, links, predicates, marks, said }) {
  const found = [];
  for (let at = 0; at < links.length; at += 4) {
    const number = at / 4;
    const [from, to, predicate, inferred] = links.slice(at, at + 4);
    const [mark, claimed] = [marks[number] ?? null, said[number]];
    found.push(new Link(number, [nodes[from], nodes[to]], predicates[predicate], inferred === 1, mark, claimed));
  }
  return found;
}

async function inflated() {
  const letters = atob(document.getElementById("packed").textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

async function unpack() {
  const told = document.getElementById("graph");
  told.textContent = PAGE.words[typeof DecompressionStream === "undefined" ? "no-inflating" : "inflating"][PAGE.lang];
  if (typeof DecompressionStream === "undefined") return;
  const data = await inflated();
  for (const node of data.nodes) node.search = namesOf(node);
  globalThis.GRAPH_NODES = data.nodes;
  globalThis.GRAPH_EDGES = linksFrom(data);
  told.textContent = "";
  const code = document.createElement("script");
  code.textContent = document.getElementById("code").textContent;
  document.getElementById("packed").remove();
  document.body.append(code);
}

unpack();
