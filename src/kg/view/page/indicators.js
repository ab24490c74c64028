// The indicators: a card each with a small chart of what sources say, in the indicator's unit and as of which time.
// A goal is drawn as a goal, and where sources differ all that they say is shown.

const CHART = { width: 380, row: 39, bar: 10, most: 12 };

// The figures whose observation passes the filters and whose kind is shown, by indicator.
function figuresShown() {
  const passes = filtered();
  const found = new Map();
  for (const row of PAGE.figures.rows) {
    const node = nodeOf.get(row.node);
    if (!node || !passes(node)) continue;
    if (!found.has(row.indicator)) found.set(row.indicator, []);
    found.get(row.indicator).push(row);
  }
  for (const rows of found.values())
    rows.sort(
      (a, b) => nameIn(a.subject).localeCompare(nameIn(b.subject), state.lang) || since(a).localeCompare(since(b)),
    );
  return found;
}

const nameIn = (names) => names[state.lang] ?? names.zh ?? names.en ?? "";
const since = (row) => (row.time && PAGE.times[row.time] ? PAGE.times[row.time].days[0] : "");
const asOf = (row) =>
  (row.time && PAGE.times[row.time] ? nameIn(PAGE.times[row.time].names) : row.dated) || word("no-date");

// Whether another source gives another value of the same indicator for the same thing and time.
const rivalled = (row, rows) =>
  rows.some(
    (other) =>
      other.about === row.about && other.time === row.time && other.goal === row.goal && other.value !== row.value,
  );

function drawIndicators() {
  const found = figuresShown();
  const order = new Intl.Collator(state.lang);
  const cards = [...found]
    .map(([id, rows]) => [PAGE.figures.indicators[id], id, rows])
    .sort(([a], [b]) => order.compare(nameIn(a.names), nameIn(b.names)))
    .map(([indicator, id, rows]) => card(indicator, id, rows));
  const focused = document.activeElement?.dataset?.figure;
  const told = cards.length ? [] : [element("p", { className: "faint", textContent: word("no-figures") })];
  byId("indicators").replaceChildren(...told, element("div", { className: "cards" }, ...cards));
  if (focused)
    byId("indicators")
      .querySelector(`[data-figure="${CSS.escape(focused)}"]`)
      ?.focus();
}

function card(indicator, id, rows) {
  const title = element("h2", {}, nodeOf.has(id) ? goButton(nodeOf.get(id)) : nameIn(indicator.names));
  const unit = indicator.unit ? word("in-unit").replace("{}", nameIn(indicator.unit)) : word("no-unit");
  const made = element(
    "section",
    { className: "card" },
    title,
    element("p", { className: "faint", textContent: unit }),
  );
  const definition = indicator.definition[state.lang];
  if (definition) made.append(element("p", { className: "faint", textContent: definition }));
  made.append(chart(indicator, rows.slice(0, CHART.most)));
  if (rows.length > CHART.most)
    made.append(
      element("p", { className: "faint", textContent: word("more-figures").replace("{}", rows.length - CHART.most) }),
    );
  return made;
}

const RANK = "place in a ranking";

// Bars only where there is something to compare with: other values, or the whole of a share. A rank has no length.
function chart(indicator, rows) {
  const share = indicator.unit?.en === "%";
  const values = rows.map((row) => row.value ?? 0);
  const most = Math.max(share ? 100 : 0, ...values);
  const bars = indicator.unit?.en !== RANK && most > 0 && (share || rows.length > 1);
  const height = CHART.row + (bars ? CHART.bar + 8 : 0);
  const drawn = rows.map((row, number) =>
    figure(indicator, row, { rows, y: number * height, height, bars, share, most }),
  );
  const box = `0 0 ${CHART.width} ${rows.length * height}`;
  return drawing("svg", { viewBox: box, role: "group", "aria-label": nameIn(indicator.names) }, ...drawn);
}

function numberIn(indicator, row) {
  if (row.value === null) return row.written;
  const unit = indicator.unit ? nameIn(indicator.unit).replace(/（.*）/, "") : "";
  const number = row.value.toLocaleString(state.lang);
  return unit === "%" ? number + unit : indicator.unit?.en === RANK ? number : `${number} ${unit}`.trim();
}

function figure(indicator, row, at) {
  const number = numberIn(indicator, row);
  const marks = [row.goal ? word("goal") : "", rivalled(row, at.rows) ? word("rival") : ""].filter(Boolean);
  const written = row.written && row.written !== number ? word("quote").replace("{}", row.written) : "";
  const side = [...marks, asOf(row), written].filter(Boolean).join(" · ");
  const told = [nameIn(row.subject), number, side].filter(Boolean).join(", ");
  const name = cut(nameIn(row.subject), CHART.width - 16 - Math.max(60, number.length * 9));
  const made = drawing(
    "g",
    {
      class: "row",
      role: "button",
      tabindex: 0,
      "aria-label": heard(nameIn(row.subject), name, number, side),
      "data-figure": row.node,
    },
    drawing("rect", { x: 0, y: at.y, width: CHART.width, height: at.height, rx: 5 }),
    drawing("title", {}, told),
    drawing("text", { x: 4, y: at.y + 16 }, name + " "),
    drawing("text", { x: CHART.width - 4, y: at.y + 16, "text-anchor": "end", class: "value" }, number + " "),
    drawing("text", { x: 4, y: at.y + 33, class: "faint" }, side),
    ...(at.bars && row.value !== null ? bar(row, at) : []),
  );
  if (row.node === state.node) made.classList.add("chosen");
  made.addEventListener("click", () => select(row.node, false));
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    select(row.node, false);
  });
  return made;
}

// A share is drawn in its whole; a goal is an outline.
function bar(row, at) {
  const full = CHART.width - 8;
  const place = { x: 4, y: at.y + CHART.row, height: CHART.bar, rx: 3 };
  const whole = at.share ? [drawing("rect", { ...place, width: full, class: "whole" })] : [];
  const length = Math.max(2, (row.value / at.most) * full);
  return [...whole, drawing("rect", { ...place, width: length, class: row.goal ? "bar aim" : "bar" })];
}
