// The timeline: what has a date, a row each; a day is a dot, a vaguer date the span it may lie in.

const ROW = 27;
const NARROW = 560; // below, a row is two lines: the name, and its date under it
const ROWS_DATED = 500;

function drawing(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A text cut to a width in pixels; a Chinese character takes some 13, a Latin letter 7.
function cut(text, width) {
  let room = width - 12;
  const kept = [];
  for (const letter of text) {
    room -= /[\u2e80-\uffff]/.test(letter) ? 13.5 : 7;
    if (room <= 0) return kept.join("") + "…";
    kept.push(letter);
  }
  return text;
}

// What a row is called aloud: the texts that are seen, in their order, and a name in full where it was cut.
const heard = (full, ...seen) => [...seen, ...(seen[0] === full ? [] : [full])].filter(Boolean).join(" ");

// The dated nodes that pass the filters, kind by kind, the earliest first.
function datedRows() {
  const passes = filtered();
  const rows = (LARGE ? listed() : GRAPH_NODES.filter(passes)).flatMap((node) =>
    timesOf(node).map((time) => ({ node, time })),
  );
  const order = [...kinds.keys()];
  return rows.sort(
    (a, b) =>
      order.indexOf(a.node.kind) - order.indexOf(b.node.kind) ||
      a.time.days[0].localeCompare(b.time.days[0]) ||
      a.time.days[1].localeCompare(b.time.days[1]),
  );
}

function drawTimeline() {
  const found = datedRows();
  const rows = found.slice(0, ROWS_DATED);
  if (!rows.length) {
    byId("timeline").replaceChildren(element("p", { className: "faint", textContent: word("no-dates") }));
    return;
  }
  const years = rows.flatMap(({ time }) => time.days).map((day) => Number(day.slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years) + 1];
  const width = Math.max(320, byId("timeline").clientWidth - 40);
  const narrow = width < NARROW;
  const left = narrow ? 10 : Math.min(330, width * 0.45);
  const scale = {
    left,
    width,
    names: (narrow ? width : left) - 20,
    row: narrow ? 2 * ROW : ROW,
    date: narrow ? ROW - 6 : 0,
    at: (day, after) =>
      left +
      ((Date.parse(day) + after * 864e5 - Date.UTC(first)) / (Date.UTC(last) - Date.UTC(first))) * (width - left - 20),
  };
  const parts = [];
  let y = 34;
  rows.forEach((row, number) => {
    if (row.node.kind !== rows[number - 1]?.node.kind) {
      parts.push(drawing("text", { class: "head", x: 0, y: y + 20 }, kinds.get(row.node.kind)[state.lang]));
      y += ROW;
    }
    parts.push(timelineRow(row, y, scale));
    y += scale.row;
  });
  const ticks = Array.from({ length: last - first + 1 }, (_, number) => first + number).map((year) => {
    const x = scale.at(`${year}-01-01`, 0);
    return drawing(
      "g",
      {},
      drawing("line", { x1: x, x2: x, y1: 26, y2: y }),
      drawing("text", { class: "faint", x: x + 3, y: 20 }, year < last ? String(year) : ""),
    );
  });
  const focused = document.activeElement?.dataset?.node;
  const cutOff =
    found.length > rows.length
      ? [
          element("p", {
            className: "faint",
            textContent: word("first-dates").replace("{}", rows.length).replace("{}", found.length),
          }),
        ]
      : [];
  byId("timeline").replaceChildren(
    ...cutOff,
    drawing("svg", { width, height: y + 8, role: "group", "aria-label": word("view-timeline") }, ...ticks, ...parts),
  );
  if (focused) [...byId("timeline").querySelectorAll(".row")].find((row) => row.dataset.node === focused)?.focus();
}

function timelineRow({ node, time }, y, scale) {
  const [x, end] = [scale.at(time.days[0], 0), scale.at(time.days[1], 1)];
  const colour = kinds.get(node.kind).colour;
  const mark =
    time.days[0] === time.days[1]
      ? drawing("circle", { class: "day", cx: (x + end) / 2, cy: y + scale.date + ROW / 2, r: 5.5, fill: colour })
      : drawing("rect", {
          class: "span",
          x,
          y: y + scale.date + 8,
          width: Math.max(4, end - x),
          height: 11,
          rx: 5,
          fill: colour,
          "fill-opacity": 0.85,
        });
  const name = timeName(time);
  const right = end + 8 + name.length * 9 < scale.width;
  const seen = cut(nameOf(node), scale.names);
  const row = drawing(
    "g",
    {
      class: node.id === state.node ? "row chosen" : "row",
      role: "button",
      tabindex: 0,
      "aria-label": heard(nameOf(node), seen, name),
      "data-node": node.id,
    },
    drawing("rect", { x: 0, y, width: scale.width, height: scale.row, rx: 5 }),
    drawing("title", {}, `${nameOf(node)}, ${name}`),
    drawing("text", { x: 10, y: y + 18 }, seen + " "),
    mark,
    drawing(
      "text",
      { class: "faint", x: right ? end + 8 : x - 8, y: y + scale.date + 18, "text-anchor": right ? "start" : "end" },
      name,
    ),
  );
  row.addEventListener("click", () => select(node.id, false));
  row.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      select(node.id, false);
    }
  });
  return row;
}

addEventListener("resize", () => {
  if (state.view === "timeline") drawTimeline();
});
