// Filters by source and by standing: which links are drawn, and with them which nodes.

// What rests on a source: nodes with a passage of it, and the ends of links that rest on it.
function ofSource(source) {
  const rests = (numbers) => numbers.some((number) => PAGE.evidence[number].source === source);
  const found = new Set(GRAPH_NODES.filter((node) => rests(node.evidence)).map((node) => node.id));
  for (const edge of GRAPH_EDGES) if (rests(edge.evidence)) found.add(edge.from).add(edge.to);
  return found;
}

// The ends of the links that are left when only what sources assert, or only what rules gave, is drawn.
function ofStanding(standing) {
  if (standing === "asserted") return new Set(GRAPH_NODES.map((node) => node.id));
  return new Set(LINKS.filter((edge) => edge.inferred).flatMap((edge) => [edge.from, edge.to]));
}

// Whether a link is drawn where both its ends are. Conclusions that repeat an asserted link are drawn only when
// conclusions are asked for, or when one is chosen.
function passesLink(edge, number) {
  if (state.standing === "asserted" && edge.inferred) return false;
  if (state.standing === "inferred" ? !edge.inferred : number >= GRAPH_EDGES.length) return false;
  if (!state.source || !edge.evidence.length) return true;
  return edge.evidence.some((one) => PAGE.evidence[one].source === state.source);
}
