// The views are tabs: the graph, the table, the timeline, places within places, indicators. Arrow keys go from tab to tab.

const VIEWS = ["graph", "table", "timeline", "places", "indicators"];

function drawView() {
  for (const view of VIEWS) {
    const current = view === state.view;
    byId(view).hidden = !current;
    byId("tab-" + view).setAttribute("aria-selected", String(current));
    byId("tab-" + view).tabIndex = current ? 0 : -1;
  }
  byId("legend").hidden = state.view === "timeline" || state.view === "indicators"; // they show all they can
  drawTools();
  if (state.view === "table") drawTable();
  if (state.view === "timeline") drawTimeline();
  if (state.view === "places") drawBoxes();
  if (state.view === "indicators") drawIndicators();
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
