// On paper: the picture as a drawing, and everything in the panel open. Afterwards all is as it was.

let openedToPrint = [];

// Opens what is closed, and what that held; a proof is some steps deep, so a few rounds do.
function openAll(within) {
  for (let round = 0; round < 12; round++) {
    const closed = [...within.querySelectorAll("details:not([open])")];
    if (!closed.length) return;
    for (const details of closed) {
      details.open = true;
      details.dispatchEvent(new Event("toggle")); // its own comes too late for the printer
    }
    openedToPrint.push(...closed);
  }
}

addEventListener("beforeprint", () => {
  openedToPrint = [];
  if (state.view === "graph") byId("paper").replaceChildren(picture());
  openAll(byId("panel"));
  for (const svg of byId("timeline").querySelectorAll("svg")) {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  }
});

addEventListener("afterprint", () => {
  byId("paper").replaceChildren();
  for (const details of openedToPrint) details.open = false;
});
