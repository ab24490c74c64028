// The last to run: the page's fixed words, keys for the whole page, and the first picture.

function drawWords() {
  document.title = PAGE.titles[language];
  document.querySelector("h1").textContent = PAGE.titles[language];
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  byId("search").placeholder = word("search");
  byId("search").setAttribute("aria-label", word("search"));
  byId("graph").setAttribute("aria-label", word("graph"));
  byId("footer").textContent = word("footer");
}

function drawAll() {
  drawWords();
  drawLegend();
  redraw();
  if (selected) drawPanel(nodeOf.get(selected));
}

network.on("click", (event) => (event.nodes.length ? select(event.nodes[0], false) : deselect()));
byId("fit").addEventListener("click", fit);
byId("language").addEventListener("click", () => { language = language === "zh" ? "en" : "zh"; drawAll(); });
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && document.activeElement.tagName !== "INPUT") { event.preventDefault(); byId("search").focus(); }
  if (event.key === "Escape" && document.activeElement.tagName !== "INPUT") deselect();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
drawAll();
fit();
if (PAGE.about) select(PAGE.about, false);
requestAnimationFrame(() => requestAnimationFrame(fit)); // once the panel has taken its room
