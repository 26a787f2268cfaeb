// A field for the learner's own words. A page without a kernel keeps them in the browser, so that the lesson that
// solves the riddle finds them there.
function riddle(root, { name, words }) {
  const key = `course-riddle: ${name}`;
  const style = document.createElement("style");
  style.textContent = STYLE;
  const field = document.createElement("textarea");
  field.setAttribute("aria-label", `Your words on the riddle of the ${name}`);
  Object.assign(field, { rows: 3, value: words || localStorage.getItem(key) || "" });
  keepKeys(field);
  const note = document.createElement("p");
  note.setAttribute("role", "status");
  note.dataset.note = "";
  const row = document.createElement("div");
  row.dataset.buttons = "";
  row.append(pushButton("Keep my words", () => {
    localStorage.setItem(key, field.value);
    note.textContent = "Kept. They come back in the lesson that solves the riddle.";
    root.dispatchEvent(new CustomEvent("riddle-written", { bubbles: true, detail: { name, words: field.value } }));
  }));
  root.addEventListener("riddle-trouble", ({ detail }) => { note.textContent = detail; });
  if (field.value) note.textContent = "This is what you wrote. Would you still say so?";
  root.replaceChildren(style, field, row, note);
  followTheme(root);
}

// Runs once for each riddle in JupyterLab: passes the words to the kernel, which keeps them beside the lesson.
function keepWords({ model }) {
  const name = model.get("name");
  const hear = ({ detail }) => {
    if (detail.name !== name) return;
    model.set("words", detail.words);
    model.save_changes();
  };
  const answer = () => {
    const trouble = model.get("trouble");
    if (!trouble) return;
    for (const node of document.querySelectorAll(".riddle"))
      if (node.dataset.name === name) node.dispatchEvent(new CustomEvent("riddle-trouble", { detail: trouble }));
  };
  const stop = () => document.removeEventListener("riddle-written", hear);
  document.addEventListener("riddle-written", hear);
  model.on("change:trouble", answer);
  model.on("comm_live_update", stop); // the kernel has gone
  return stop;
}
