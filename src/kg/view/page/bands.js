// The years behind the columns of the first picture: programmes stand side by side by the year in which they came.

const STRIP = { above: 72, text: 50, below: 60 };

// The bands with their edges, in the picture's units; none where nodes are not where the columns put them.
function bandsInView() {
  const heads = GRAPH_NODES.filter((node) => node.kind === "programme");
  if (!PAGE.bands.length || state.physics || !shownKinds().has("programme") || !heads.length) return [];
  const top = Math.min(...heads.map((node) => HOMES.get(node.id)[1])) - STRIP.above;
  const columns = GRAPH_NODES.filter(isInColumn).map((node) => HOMES.get(node.id)[1]);
  const bottom = Math.max(top, ...columns) + STRIP.below;
  return PAGE.bands.map(({ year, left, right }, number) => ({
    text: year || word("no-year"),
    left,
    right,
    top,
    bottom,
    shaded: number % 2 === 0,
  }));
}

// What stands in a column, above the areas, which stand across all columns.
const ACROSS = new Set(["body", "area", "region", "element", "statement", "exchange", "time"]);
const firstArea = Math.min(...GRAPH_NODES.filter((node) => node.kind === "area").map((node) => node.y));
const isInColumn = (node) => !ACROSS.has(node.kind) && HOMES.get(node.id)[1] < firstArea - 40;

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
