// The band of years: how many dated things each year has, to drag over or to walk along with the arrow keys.

const yearsOf = (node) => timesOf(node).flatMap(({ days }) => yearSpan(...days.map((day) => Number(day.slice(0, 4)))));
const yearSpan = (first, last) => Array.from({ length: last - first + 1 }, (_, number) => first + number);
const chosenYears = () => (state.years ? state.years.split("-").map(Number) : null);

const DATED = GRAPH_NODES.filter((node) => node.times.length);
// Every year from the first that something is dated in to the last; a century at most, the latest one.
const YEARS = (() => {
  const found = DATED.flatMap(yearsOf).sort((a, b) => a - b);
  return found.length ? yearSpan(Math.max(found[0], found.at(-1) - 99), found.at(-1)) : [];
})();

// What is dated in these years, what is tied to it directly and bears no date, and the programmes of its lists.
function ofYears(text) {
  const [first, last] = text.split("-").map(Number);
  const dated = DATED.filter((node) => yearsOf(node).some((year) => year >= first && year <= last));
  const beside = (some) => some.flatMap((node) => linksOf.get(node.id).map(([, other]) => other));
  const tied = beside(dated).filter((other) => !other.times.length);
  const lists = [...dated, ...tied].filter((node) => node.kind === "cohort");
  const heads = beside(lists).filter((other) => other.kind === "programme");
  return new Set([...dated, ...tied, ...heads].map((node) => node.id));
}

// Where a drag or a walk with Shift began, and where it is.
let yearDrag = null;

const ordered = (a, b) => (a < b ? [a, b] : [b, a]);
const underDrag = () => (yearDrag ? ordered(...yearDrag) : chosenYears());

function chooseYears(range) {
  yearDrag = null;
  const same = range && state.years === range.join("-");
  change({ years: range && !same ? range.join("-") : "" });
  fit();
}

function makeYears() {
  const band = byId("years");
  band.hidden = YEARS.length < 2;
  for (const year of YEARS) {
    const button = element(
      "button",
      { type: "button", tabIndex: -1 },
      element("i"),
      element("span", { textContent: year }),
    );
    button.dataset.year = year;
    band.append(button);
  }
  band.addEventListener("pointerdown", (event) => {
    const year = yearAt(event);
    if (!year) return;
    event.preventDefault();
    band.setPointerCapture(event.pointerId);
    yearDrag = [year, year];
    drawYears();
  });
  band.addEventListener("pointermove", (event) => {
    if (!yearDrag || !yearAt(event)) return;
    yearDrag[1] = yearAt(event);
    drawYears();
  });
  band.addEventListener("pointerup", () => {
    if (yearDrag) chooseYears(ordered(...yearDrag));
  });
  band.addEventListener("pointercancel", () => {
    yearDrag = null;
    drawYears();
  });
  band.addEventListener("keydown", yearKey);
}

const yearAt = (event) =>
  Number(
    document.elementFromPoint(event.clientX, byId("years").getBoundingClientRect().top + 8)?.closest("[data-year]")
      ?.dataset.year,
  );

// Arrows walk, Shift and arrows take in more years, Enter chooses the one, Escape lets all go.
function yearKey(event) {
  const year = Number(event.target.dataset.year);
  const move = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
  if (event.key === "Escape") {
    event.stopPropagation();
    chooseYears(null);
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    chooseYears([year, year]);
  } else if (move) {
    event.preventDefault();
    const next = Math.max(YEARS[0], Math.min(YEARS.at(-1), year + move));
    if (event.shiftKey) {
      const [first, last] = chosenYears() ?? [year, year];
      const start = year === first ? last : first;
      change({ years: ordered(start, next).join("-") });
      fit();
    }
    focusYear(next);
  }
}

function focusYear(year) {
  for (const button of byId("years").children) button.tabIndex = Number(button.dataset.year) === year ? 0 : -1;
  byId("years").querySelector(`[data-year="${year}"]`).focus();
}

// The counts are of what passes the other filters.
function drawYears() {
  const band = byId("years");
  const passes = filtered("years");
  const counts = new Map(YEARS.map((year) => [year, 0]));
  for (const node of DATED) if (passes(node)) for (const year of yearsOf(node)) counts.set(year, counts.get(year) + 1);
  const most = Math.max(1, ...counts.values());
  const range = underDrag();
  band.setAttribute("aria-label", word("by-years"));
  band.classList.toggle("set", Boolean(range));
  for (const button of band.children) {
    const year = Number(button.dataset.year);
    const within = Boolean(range && year >= range[0] && year <= range[1]);
    const count = counts.get(year) ?? 0;
    button.setAttribute("aria-pressed", String(within));
    button.setAttribute("aria-label", word("year-count").replace("{}", year).replace("{}", count));
    button.title = button.getAttribute("aria-label");
    button.firstElementChild.style.height = `${count ? 2 + 20 * Math.sqrt(count / most) : 0}px`;
  }
  if (YEARS.length && ![...band.children].some((button) => button.tabIndex === 0)) band.children[0].tabIndex = 0;
}

makeYears();
