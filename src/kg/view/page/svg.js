// The picture as a drawing of its own: lines and true text, in ink on white, with a legend. It leaves the page as SVG and
// is what is printed.

const INK = { paper: "#ffffff", ink: "#22282e", faint: "#5d6771", link: "#99938a", accent: "#b8432f" };

// Each of vis-network's shapes around the origin, of size 1; a dot is a circle.
const SHAPES = {
  square: "M-1-1H1V1H-1Z",
  diamond: "M0-1 1 0 0 1-1 0Z",
  triangle: "M0-1.05 1.15.95H-1.15Z",
  triangleDown: "M0 1.05 1.15-.95H-1.15Z",
  hexagon: "M1 0 .5.866H-.5L-1 0-.5-.866H.5Z",
  star: "M0-1 .24-.3H.98L.38.13.6.86 0 .42-.6.86-.38.13-.98-.3H-.24Z",
};

// Text that XML can hold: what it forbids is shown as a replacement character.
const FORBIDDEN = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]|\p{Cs}/gu;
const lawful = (text) => String(text).replace(FORBIDDEN, "\ufffd");

function drawnShape(shape, size, colour) {
  const look = { fill: colour, stroke: INK.paper, "stroke-width": 2 };
  if (!SHAPES[shape]) return drawing("circle", { r: size, ...look });
  return drawing("path", { d: SHAPES[shape], transform: `scale(${size})`, ...look, "stroke-width": 2 / size });
}

// Lines of text below one another, each in the middle, on a halo that keeps lines of the picture off.
function drawnLabel(text, top, size) {
  const lines = lawful(text).split("\n");
  const spans = lines.map((line, number) =>
    drawing("tspan", { x: 0, y: Math.round(top + number * size * 1.08) }, line),
  );
  return drawing(
    "text",
    {
      "font-size": size,
      "text-anchor": "middle",
      fill: INK.ink,
      stroke: INK.paper,
      "stroke-width": 5,
      "stroke-linejoin": "round",
      "paint-order": "stroke",
    },
    ...spans,
  );
}

function drawnDot(item, at) {
  const chosen = item.id === state.node;
  const group = drawing("g", { transform: `translate(${Math.round(at.x)} ${Math.round(at.y)})` });
  const node = nodeOf.get(item.id);
  if (node) group.append(drawing("title", {}, lawful(nameOf(node))));
  if (chosen) group.append(drawing("circle", { r: item.size + 7, fill: "none", stroke: INK.ink, "stroke-width": 3 }));
  group.append(
    drawnShape(item.shape, item.size, item.color.background),
    drawnLabel(item.label, item.size + item.font.size + 6, item.font.size),
  );
  return group;
}

function drawnLine(item, from, to, sizes) {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 1) return null;
  const along = (distance) => [
    from.x + ((to.x - from.x) * distance) / length,
    from.y + ((to.y - from.y) * distance) / length,
  ];
  const [x1, y1] = along(sizes[0]).map(Math.round);
  const [x2, y2] = along(Math.max(sizes[0], length - sizes[1] - 4)).map(Math.round);
  const chosen = LINKS[item.id] && (LINKS[item.id] === chosenEdge() || pathEdges().includes(LINKS[item.id]));
  const look = {
    stroke: chosen ? INK.accent : INK.link,
    ...(LINKS[item.id] && isBusy(LINKS[item.id]) && !chosen ? { "stroke-opacity": 0.35 } : {}),
    "stroke-width": chosen ? 3 : item.width,
    ...(item.dashes ? { "stroke-dasharray": item.dashes.join(" ") } : {}),
  };
  return drawing("line", { x1, y1, x2, y2, ...look, ...(item.arrows ? { "marker-end": "url(#arrow)" } : {}) });
}

// What the picture shows now: the items of the canvas that are not hidden, and where they are.
function inView() {
  const some = nodes.get().filter((item) => !item.hidden);
  const at = network.getPositions(some.map((item) => item.id));
  const sizes = new Map(some.map((item) => [item.id, item.size]));
  const lines = edges
    .get()
    .filter((item) => !item.hidden && item.from !== item.to && sizes.has(item.from) && sizes.has(item.to));
  return { some, at, sizes, lines };
}

function frame(some, at) {
  const spots = some.map((item) => at[item.id]);
  const [left, top] = [Math.min(...spots.map(({ x }) => x)) - 120, Math.min(...spots.map(({ y }) => y)) - 70];
  const [right, bottom] = [Math.max(...spots.map(({ x }) => x)) + 120, Math.max(...spots.map(({ y }) => y)) + 130];
  return { left, top, width: Math.max(900, right - left), height: bottom - top };
}

// The kinds in the picture, in rows below it; how high these are comes with them.
function drawnLegend(some, { left, top, width, height }) {
  const present = new Set(some.map((item) => nodeOf.get(item.id)?.kind));
  const size = Math.max(20, Math.min(30, width / 80));
  let [x, y] = [left + size, top + height + size];
  const items = [...kinds.values()]
    .filter((kind) => present.has(kind.key))
    .map((kind) => {
      const name = lawful(kind[state.lang]);
      const wide =
        size * 2.6 + [...name].reduce((sum, letter) => sum + (/[\u2e80-\uffff]/.test(letter) ? 1 : 0.56), 0) * size;
      if (x + wide > left + width) [x, y] = [left + size, y + size * 1.8];
      const item = drawing(
        "g",
        { transform: `translate(${Math.round(x + size / 2)} ${Math.round(y)})` },
        drawnShape(kind.shape, size / 2, kind.colour),
        drawing("text", { x: size, y: size * 0.36, "font-size": size, fill: INK.ink }, name),
      );
      x += wide;
      return item;
    });
  return { items, high: items.length ? y - top - height + size : 0 };
}

function picture() {
  const { some, at, sizes, lines } = inView();
  const box = some.length ? frame(some, at) : { left: 0, top: 0, width: 900, height: 300 };
  const legend = drawnLegend(some, box);
  const arrow = drawing(
    "marker",
    {
      id: "arrow",
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 9,
      markerHeight: 9,
      markerUnits: "userSpaceOnUse",
      orient: "auto",
    },
    drawing("path", { d: "M0 1 8 4 0 7Z", fill: INK.link }),
  );
  const seen = [box.left, box.top, box.width, box.height + legend.high].map(Math.round);
  return drawing(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: seen.join(" "),
      width: seen[2],
      height: seen[3],
      "font-family": FACE,
      role: "img",
    },
    drawing("title", {}, lawful(PAGE.titles[state.lang])),
    drawing("desc", {}, lawful(word("footer"))),
    drawing("defs", {}, arrow),
    drawing("rect", { x: seen[0], y: seen[1], width: seen[2], height: seen[3], fill: INK.paper }),
    ...drawnBands(box),
    drawing(
      "g",
      { "stroke-opacity": 0.8 },
      ...lines
        .map((item) => drawnLine(item, at[item.from], at[item.to], [sizes.get(item.from), sizes.get(item.to)]))
        .filter(Boolean),
    ),
    drawing("g", {}, ...some.map((item) => drawnDot(item, at[item.id]))),
    drawing("g", {}, ...legend.items),
  );
}

const asSvg = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture())}\n`;
