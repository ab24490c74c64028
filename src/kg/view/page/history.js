// Undo and redo: every change of the state is a step of the browser's history. The steps are numbered, so that undoing
// ends where the page was opened and never leaves it.

let step = history.state?.step ?? 0;
let lastStep = step;
if (history.state?.step === undefined) history.replaceState({ step }, "");

// A change has made a new entry of the history; what was undone before it is gone.
function noteStep() {
  step += 1;
  lastStep = step;
  history.replaceState({ step }, "");
}

// The reader went back or forward, or typed another fragment, which is a new step.
function foundStep() {
  if (history.state?.step === undefined) noteStep();
  else step = history.state.step;
  lastStep = Math.max(lastStep, step);
}

function undo() {
  if (step > 0) history.back();
}

function redo() {
  if (step < lastStep) history.forward();
}

function drawHistory() {
  byId("undo").disabled = step === 0;
  byId("redo").disabled = step === lastStep;
}
