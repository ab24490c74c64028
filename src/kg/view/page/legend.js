// The legend is the filter: a press hides or shows a kind.

function drawLegend() {
  byId("legend").replaceChildren(...[...kinds.values()].map((kind) => {
    const button = element("button", { type: "button" }, dot(kind), kind[language], element("small", { textContent: kind.count }));
    button.setAttribute("aria-pressed", String(kind.shown));
    button.addEventListener("click", () => {
      kind.shown = !kind.shown;
      redraw();
      drawLegend();
    });
    return button;
  }));
}
