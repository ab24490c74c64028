// The graph's picture: vis-network draws the nodes and links where they were placed when the page was made.

function drawnNode(node) {
  const kind = kinds.get(node.kind);
  const big = node.kind === "programme";
  return {
    id: node.id, x: node.x, y: node.y, label: shortOf(node), hidden: !kind.shown, shape: kind.shape, size: kind.size,
    color: { background: kind.colour, border: style("--paper"), highlight: { background: kind.colour, border: style("--ink") } },
    borderWidth: 2,
    font: {
      color: style("--ink"), size: big ? 27 : 23, strokeWidth: 5, strokeColor: style("--halo"), face: FACE,
      },
  };
}

function drawnEdge(edge, number) {
  return {
    id: number, from: edge.from, to: edge.to, dashes: edge.inferred ? [9, 7] : edge.mark ? [2, 6] : false,
    color: { color: style("--link"), highlight: style("--accent"), opacity: 0.75 }, width: 1.6, selectionWidth: 2,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } }, smooth: false,
  };
}

const nodes = new vis.DataSet(GRAPH_NODES.map(drawnNode));
const edges = new vis.DataSet(GRAPH_EDGES.map(drawnEdge));
const network = new vis.Network(byId("graph"), { nodes, edges }, {
  physics: false, layout: { improvedLayout: false }, edges: { chosen: true },
  interaction: { hover: true, tooltipDelay: 150, keyboard: { enabled: true, bindToWindow: false }, multiselect: false },
  nodes: { scaling: { label: { drawThreshold: 4 } } },
});

function redraw() {
  nodes.update(GRAPH_NODES.map(drawnNode));
  edges.update(GRAPH_EDGES.map(drawnEdge));
}

function fit() {
  const shown = GRAPH_NODES.filter((node) => kinds.get(node.kind).shown).map((node) => node.id);
  network.fit({ nodes: shown, animation: false });
}
