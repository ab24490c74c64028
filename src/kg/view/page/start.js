// The last to run: the page's fixed words, keys for the whole page, and the first picture.

function drawWords() {
  document.title = PAGE.titles[state.lang];
  document.querySelector("h1").textContent = PAGE.titles[state.lang];
  document.documentElement.lang = state.lang;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("graph").setAttribute("aria-label", word("graph"));
  byId("footer").textContent = word("footer");
}

// Show the state.
function drawAll() {
  drawWords();
  drawLegend();
  redraw();
  drawPanel();
  drawFilters();
  drawView();
}

byId("fit").addEventListener("click", fit);
byId("language").addEventListener("click", () => change({ lang: state.lang === "zh" ? "en" : "zh" }));
document.addEventListener("keydown", (event) => {
  const typing = document.activeElement.tagName === "INPUT";
  if (event.key === "/" && !typing) {
    event.preventDefault();
    byId("search").focus();
  }
  if (event.key === "Escape" && !typing) deselect();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
read();
drawAll();
fit();
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    // once the panel has taken its room
    fit();
    if (state.node !== OPENS.node && state.node) fly(state.node);
  }),
);
