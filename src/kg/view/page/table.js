// The table: the nodes that are shown, sortable by every column, narrowed by the search box, copied and saved as CSV.

// The times of a node, each with the property that gives it.
const timesOf = (node) => node.times.map(([by, time]) => ({ ...PAGE.times[time], by }));
// The properties whose time is the date of a thing; a time of another one, say of an application, tells which it is.
const DATING = new Set(["npp:approvedIn", "npp:issuedIn", "npp:asOf"]);
const timeName = (time) => {
  const name = time.names[state.lang] || time.names.zh;
  return DATING.has(time.by) ? name : `${name} · ${predicateName(time.by)}`;
};
const valueBy = (node, predicate) => node.values.find((value) => value[0] === predicate)?.[1];
const COLUMNS = {
  name: (node) => nameOf(node),
  other: (node) => node.names[state.lang === "zh" ? "en" : "zh"] ?? "",
  type: (node) => node.types.map(predicateName).join(" · "),
  date: (node) => timesOf(node).map(timeName).join(", ") || (valueBy(node, "npp:dateText") ?? ""),
  value: (node) => valueBy(node, "npp:valueText") ?? valueBy(node, "npp:value") ?? "",
  links: (node) => linksOf.get(node.id).length,
  evidence: (node) => node.evidence.length,
  id: (node) => node.id,
};
const SORTED_BY = {
  ...COLUMNS,
  date: (node) =>
    timesOf(node)
      .map((time) => time.days[0])
      .sort()[0] ?? "",
};

const ROWS_DRAWN = 500;

// The nodes of the table in its order; what has nothing in the sorting column comes last either way.
function tableNodes() {
  const column = state.sort.replace("-", "");
  const key = SORTED_BY[column] ?? SORTED_BY.name;
  const order = new Intl.Collator(state.lang, { numeric: true });
  const wanted = byId("search").value.trim().toLowerCase();
  const sign = state.sort.startsWith("-") ? -1 : 1;
  return listed()
    .filter((node) => !wanted || rank(node, wanted) < 9)
    .map((node) => [key(node), node])
    .sort(([a], [b]) => (a === "") - (b === "") || sign * (typeof a === "number" ? a - b : order.compare(a, b)))
    .map(([, node]) => node);
}

const tableRows = () => [
  Object.keys(COLUMNS).map((key) => word("column-" + key)),
  ...tableNodes().map((node) => Object.values(COLUMNS).map((value) => String(value(node)))),
];

function drawTable() {
  const found = tableNodes();
  const copy = element("button", { type: "button", id: "copy", textContent: word("copy") });
  copy.addEventListener("click", async () => {
    copy.textContent = word((await copyText(asTsv(tableRows()))) ? "copied" : "not-copied");
  });
  const save = element("button", { type: "button", id: "save", textContent: word("save") });
  save.addEventListener("click", () => download("kg.csv", "text/csv", asCsv(tableRows())));
  const count = element("span", { className: "faint", textContent: rowsTold(found.length) });
  count.setAttribute("role", "status");
  const focused = document.activeElement?.dataset?.column;
  byId("table").replaceChildren(
    element("div", { className: "tools" }, count, copy, save),
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...Object.keys(COLUMNS).map(headCell))),
      element("tbody", {}, ...found.slice(0, ROWS_DRAWN).map(tableRow)),
    ),
  );
  if (focused) byId("table").querySelector(`[data-column="${focused}"]`).focus();
}

function rowsTold(count) {
  const told = word("rows").replace("{}", count.toLocaleString(state.lang));
  return count > ROWS_DRAWN ? `${told} · ${word("first-rows").replace("{}", ROWS_DRAWN)}` : told;
}

function headCell(key) {
  const sorted = state.sort.replace("-", "") === key;
  const arrow = !sorted ? "" : state.sort.startsWith("-") ? " ↓" : " ↑";
  const button = element("button", { type: "button", textContent: word("column-" + key) + arrow });
  button.dataset.column = key;
  button.addEventListener("click", () => change({ sort: state.sort === key ? "-" + key : key }));
  const cell = element("th", { scope: "col" }, button);
  cell.setAttribute("aria-sort", !sorted ? "none" : state.sort.startsWith("-") ? "descending" : "ascending");
  return cell;
}

function tableRow(node) {
  const cells = Object.entries(COLUMNS).map(([key, value]) => {
    if (key === "name")
      return element("td", {}, element("div", { className: "link" }, dot(kinds.get(node.kind)), goButton(node)));
    if (key === "id") return element("td", {}, element("code", { textContent: node.id }));
    return element("td", {
      className: key === "links" || key === "evidence" ? "number" : "",
      textContent: value(node),
    });
  });
  return element("tr", { className: node.id === state.node ? "chosen" : "" }, ...cells);
}
