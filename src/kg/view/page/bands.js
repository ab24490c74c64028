// The years behind the columns of the first picture: programmes stand side by side by the year in which they came.

const STRIP = { above: 72, text: 50, below: 60 };

// What stands in a column, above the areas, which stand across all columns.
const ACROSS = new Set(["body", "area", "region", "element", "statement", "exchange", "time"]);
const firstArea = Math.min(...GRAPH_NODES.filter((node) => node.kind === "area").map((node) => node.y));
const IN_COLUMNS = (PAGE.bands.length ? GRAPH_NODES : []).filter(
  (node) => !ACROSS.has(node.kind) && node.y < firstArea - 40,
);
const EDGES = {
  top: Math.min(...IN_COLUMNS.map((node) => node.y)) - STRIP.above,
  bottom: Math.max(...IN_COLUMNS.map((node) => node.y)) + STRIP.below,
};

// The bands that something drawn stands on, with their edges in the picture's units; none while springs move the nodes.
function bandsInView() {
  if (state.physics) return [];
  const drawn = IN_COLUMNS.filter((node) => !nodes.get(node.id).hidden).map((node) => node.x);
  return PAGE.bands
    .map(({ year, left, right }, number) => ({
      text: year || word("no-year"),
      left,
      right,
      ...EDGES,
      shaded: number % 2 === 0,
    }))
    .filter(({ left, right }) => drawn.some((x) => x > left && x < right));
}

function paintBands(pen) {
  for (const band of bandsInView()) {
    pen.fillStyle = style(band.shaded ? "--band" : "--paper");
    pen.fillRect(band.left, band.top, band.right - band.left, band.bottom - band.top);
    pen.fillStyle = style("--faint");
    pen.font = `600 26px ${FACE}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(band.text, (band.left + band.right) / 2, band.top + STRIP.above - STRIP.text);
  }
}

// The same for a drawing.
function drawnBands() {
  return bandsInView().flatMap(({ text, left, right, top, bottom, shaded }) => [
    drawing("rect", {
      x: left,
      y: top,
      width: right - left,
      height: bottom - top,
      fill: shaded ? "#f4f1ea" : INK.paper,
    }),
    drawing(
      "text",
      {
        x: (left + right) / 2,
        y: top + STRIP.above - STRIP.text + 8,
        "font-size": 26,
        "font-weight": 600,
        "text-anchor": "middle",
        fill: INK.faint,
      },
      text,
    ),
  ]);
}

network.on("beforeDrawing", paintBands);
