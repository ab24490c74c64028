// The graph's picture: vis-network draws the nodes and links where they were placed when the page was made.

const chosenEdge = () => (state.edge ? LINKS.find((edge) => edgeKey(edge) === state.edge) : undefined);

// Nodes that are drawn whatever is filtered: those the reader has chosen.
function chosenNodes() {
  const edge = chosenEdge();
  return new Set([state.node, ...(edge ? [edge.from, edge.to] : []), ...pathNodes()].filter(Boolean));
}

// Whether a node is drawn, for each node.
function visibility() {
  const shown = shownKinds();
  const chosen = chosenNodes();
  const passes = filtered();
  const here = present();
  const { shows } = folded();
  return (node) =>
    chosen.has(node.id) ||
    (shows.get(node.id) ?? ((here ? here.has(node.id) : true) && shown.has(node.kind) && passes(node)));
}

const shownNodes = () => GRAPH_NODES.filter(visibility());

// While a path is told, what is not on it steps back.
function drawnNode(node, visible, back) {
  const kind = kinds.get(node.kind);
  const big = node.kind === "programme";
  return {
    id: node.id,
    ...(state.physics ? {} : { x: node.x, y: node.y }),
    label: shortOf(node),
    hidden: !visible,
    physics: visible,
    shape: kind.shape,
    size: kind.size,
    color: {
      background: kind.colour,
      border: style("--paper"),
      highlight: { background: kind.colour, border: style("--ink") },
    },
    borderWidth: 2,
    opacity: back ? 0.25 : 1,
    font: {
      color: style(back ? "--link" : "--ink"),
      size: big ? 26 : 23,
      strokeWidth: 5,
      strokeColor: style("--halo"),
      face: FACE,
    },
  };
}

// A link with a node that has very many says little by itself, and stays in the background.
const BUSY = 14;
const isBusy = (edge) => linksOf.get(edge.from).length > BUSY || linksOf.get(edge.to).length > BUSY;

// A link that only the panel tells is drawn while it is chosen.
function drawnEdge(edge, number, back, chosen = false) {
  return {
    id: number,
    hidden: !chosen && !passesLink(edge, number),
    from: edge.from,
    to: edge.to,
    dashes: edge.inferred ? [9, 7] : edge.mark ? [2, 6] : false,
    color: { color: style("--link"), highlight: style("--accent"), opacity: back ? 0.25 : isBusy(edge) ? 0.35 : 0.85 },
    width: 1.6,
    selectionWidth: 2,
    arrows: { to: { enabled: true, scaleFactor: 0.45 } },
    smooth: false,
  };
}

const nodes = new vis.DataSet((LARGE ? [] : GRAPH_NODES).map((node) => drawnNode(node, false, false)));
const edges = new vis.DataSet((LARGE ? [] : LINKS).map((edge, number) => drawnEdge(edge, number, false)));
const network = new vis.Network(
  byId("graph"),
  { nodes, edges },
  {
    physics: false,
    layout: { improvedLayout: false },
    edges: { chosen: true },
    interaction: {
      hover: true,
      tooltipDelay: 150,
      keyboard: { enabled: true, bindToWindow: false },
      multiselect: false,
      selectConnectedEdges: true,
    },
    nodes: { scaling: { label: { drawThreshold: 4 } } },
  },
);

// Springs move the nodes only while the reader wants them to; switched off, nodes go back to their places.
const SPRINGS = {
  enabled: true,
  solver: "forceAtlas2Based",
  forceAtlas2Based: { springLength: 130, avoidOverlap: 0.6, damping: 0.7 },
  stabilization: false,
};
let springs = "";

function redraw() {
  const path = pathNodes();
  const steps = new Set(pathEdges());
  if (LARGE) redrawLarge(path, steps);
  else redrawWhole(path, steps);
  if (springs !== state.physics) network.setOptions({ physics: state.physics ? SPRINGS : false });
  springs = state.physics;
  mark(path, steps);
}

function redrawWhole(path, steps) {
  const visible = visibility();
  const edge = chosenEdge();
  placeFolded(visible);
  nodes.update(GRAPH_NODES.map((node) => drawnNode(node, visible(node), path.length > 0 && !path.includes(node.id))));
  edges.update(LINKS.map((one, number) => drawnEdge(one, number, path.length > 0 && !steps.has(one), one === edge)));
}

// What is chosen stands out.
function mark(path, steps) {
  const edge = chosenEdge();
  network.unselectAll();
  if (state.node) network.selectNodes([state.node]);
  else if (edge) network.selectEdges([LINKS.indexOf(edge)]);
  else if (path.length)
    network.setSelection(
      { nodes: path, edges: [...steps].map((one) => LINKS.indexOf(one)) },
      { highlightEdges: false },
    );
}

// The view flies to one place after the other: vis-network cannot be turned round in flight. What was asked for last is
// done after landing.
let flight = null;

function afterFlight(move) {
  if (flight) flight.next = move;
  else move();
}

function landed() {
  const { next } = flight;
  flight = null;
  next?.();
}

function fit() {
  const path = pathNodes();
  const shown = path.length ? path : shownNodes().map((node) => node.id);
  afterFlight(() => network.fit({ nodes: shown.length ? shown : nodes.getIds(), animation: false }));
}

// Where the whole picture is too small to read, as on a phone, it opens on its upper left part.
const READABLE = 0.3;
function openPicture() {
  fit();
  const scale = 0.5;
  if (LARGE || network.getScale() >= READABLE || pathNodes().length) return;
  const some = shownNodes();
  const box = byId("graph").getBoundingClientRect();
  const left = Math.min(...some.map((node) => node.x)) - 100;
  const top = Math.min(...some.map((node) => node.y)) - 60;
  network.moveTo({ position: { x: left + box.width / 2 / scale, y: top + box.height / 2 / scale }, scale });
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

function fly(id) {
  afterFlight(() => {
    if (!nodes.get(id)) return; // on a large page it may have gone while another flight was under way
    const scale = Math.max(0.75, network.getScale());
    if (still.matches) return network.focus(id, { scale, locked: false });
    flight = { next: null };
    network.once("animationFinished", landed);
    network.focus(id, { scale, locked: false, animation: { duration: 450 } });
  });
}

// What the reader has dragged stays there.
network.on("dragEnd", (event) => {
  for (const [id, spot] of Object.entries(network.getPositions(event.nodes))) {
    const node = nodeOf.get(id);
    if (!node || state.physics) continue;
    [node.x, node.y] = [spot.x, spot.y];
    HOMES.set(id, [spot.x, spot.y]);
  }
});

network.on("click", (event) => {
  const shift = event.event.srcEvent.shiftKey;
  if (event.nodes[0]?.startsWith("group:")) openGroup(event.nodes[0].slice(6));
  else if (event.nodes.length && shift && state.node) showPath(state.node, event.nodes[0]);
  else if (event.nodes.length) select(event.nodes[0], false);
  else if (event.edges.length) selectEdge(LINKS[event.edges[0]]);
  else deselect();
});
