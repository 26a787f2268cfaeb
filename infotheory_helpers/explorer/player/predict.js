// A row of choices before a figure. What is answered stands under the figure, once it has been moved; where there is
// none to move, it is said at once.
function predict(root, spec) {
  const style = document.createElement("style");
  style.textContent = STYLE;
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Your prediction");
  group.dataset.buttons = "";
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.dataset.note = "";
  const buttons = spec.choices.map(([choice, words]) => ({
    choice, node: pushButton(words, () => choose(choice)),
  }));
  group.append("Your prediction: ", ...buttons.map((b) => b.node));
  root.replaceChildren(style, group, note);
  const show = () => {
    const said = chosen[spec.name];
    for (const { choice, node } of buttons) node.ariaPressed = String(choice === said?.choice);
    const words = said && `You said ${new Map(spec.choices).get(said.choice)}. `;
    if (!said) note.textContent = "Choose one. You can change your mind until you have seen the answer.";
    else if (spec.answers) note.replaceChildren(...withStress(words + spec.answers[said.choice]));
    else note.textContent = words + (said.seen ? "The answer stands under the figure." : "Now move the figure below.");
    for (const { node } of buttons) node.ariaDisabled = String(Boolean(said?.seen));
  };
  const choose = (choice) => {
    if (chosen[spec.name]?.seen) return;
    chosen[spec.name] = { choice, seen: Boolean(spec.answers) };
    spread(spec.name);
    root.dispatchEvent(new CustomEvent("prediction-chosen", { bubbles: true, detail: spec.name }));
  };
  root.addEventListener("prediction-made", show);
  show();
  followTheme(root);
}

// Runs when a page with a kept choice is opened again.
function recall({ name, choice }) {
  chosen[name] ??= { choice, seen: false };
  spread(name);
}

// Runs once for each prediction in JupyterLab: passes the choice to the kernel, which keeps it in the notebook.
function keep({ model }) {
  const name = model.get("name");
  const tell = () => {
    if (!chosen[name]) return;
    model.set("choice", chosen[name].choice);
    model.save_changes();
  };
  const hear = (event) => { if (event.detail === name) tell(); };
  const stop = () => document.removeEventListener("prediction-chosen", hear);
  document.addEventListener("prediction-chosen", hear);
  model.on("comm_live_update", stop); // the kernel has gone
  tell();
  return stop;
}
