// The last to run: the page's fixed words, keys for the whole page, and the first picture.

function drawWords() {
  document.title = PAGE.titles[state.lang];
  document.querySelector("h1").textContent = PAGE.titles[state.lang];
  document.documentElement.lang = state.lang;
  for (const one of document.querySelectorAll("[data-label]")) {
    one.title = word(one.dataset.label);
    one.setAttribute("aria-label", one.title);
  }
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
  drawYears();
  drawFolds();
  drawHistory();
  drawView();
}

byId("language").addEventListener("click", () => change({ lang: state.lang === "zh" ? "en" : "zh" }));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
read();
drawAll();
openPicture();
requestAnimationFrame(() =>
  requestAnimationFrame(() => {
    // once the panel has taken its room
    openPicture();
    if (state.node !== OPENS.node && state.node) fly(state.node);
  }),
);
