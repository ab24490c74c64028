// The legend is the filter of kinds: a press hides or shows one; it counts what passes the other filters.

const shownKinds = () => new Set(state.kinds.split(","));

function toggleKind(key) {
  const shown = shownKinds();
  if (!shown.delete(key)) shown.add(key);
  change({ kinds: [...kinds.keys()].filter((one) => shown.has(one)).join(",") });
}

// The buttons stay as they are, so that the keyboard keeps its place; only what they say is set anew.
function drawLegend() {
  const legend = byId("legend");
  if (!legend.children.length) {
    for (const [key, kind] of kinds) {
      const button = element("button", { type: "button" }, dot(kind), element("span"), element("small"));
      button.addEventListener("click", () => toggleKind(key));
      legend.append(button);
    }
  }
  const shown = shownKinds();
  const passing = GRAPH_NODES.filter(filtered());
  [...kinds.values()].forEach((kind, number) => {
    legend.children[number].setAttribute("aria-pressed", String(shown.has(kind.key)));
    legend.children[number].children[2].textContent = passing.filter((node) => node.kind === kind.key).length;
    legend.children[number].children[1].textContent = kind[state.lang];
  });
}
