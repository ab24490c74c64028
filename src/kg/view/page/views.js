// The views are tabs: the graph, the table, the timeline. Arrow keys go from tab to tab.

const VIEWS = ["graph", "table", "timeline"];

function drawView() {
  for (const view of VIEWS) {
    const current = view === state.view;
    byId(view).hidden = !current;
    byId("tab-" + view).setAttribute("aria-selected", String(current));
    byId("tab-" + view).tabIndex = current ? 0 : -1;
  }
  byId("legend").hidden = state.view === "timeline"; // all that has a date is on it
  byId("fit").disabled = state.view !== "graph";
  if (state.view === "table") drawTable();
  if (state.view === "timeline") drawTimeline();
}

for (const view of VIEWS) {
  byId("tab-" + view).addEventListener("click", () => change({ view }));
  byId("tab-" + view).addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length];
    change({ view: next });
    byId("tab-" + next).focus();
  });
}
