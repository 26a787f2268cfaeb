// What the learner predicted is marked in the figure; the answer to it is earned by moving the figure.
function answering(root, { name, answers }, { put, earned }) {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.dataset.answer = "";
  root.append(line);
  let touched = false;
  let shown; // the choice that is marked, and whether it has been answered
  const show = () => {
    const made = chosen[name];
    if (made && touched && !made.seen && earned()) {
      made.seen = true;
      spread(name);
    }
    const now = made && `${made.choice} ${made.seen}`;
    if (now === shown) return;
    shown = now;
    put(made ? 1 + answers.findIndex(([choice]) => choice === made.choice) : 0);
    const answer = answers.find(([choice]) => choice === made?.choice);
    line.replaceChildren(...(made?.seen ? withStress(answer[1]) : []));
  };
  root.dataset.prediction = name;
  root.addEventListener("prediction-made", show);
  show();
  return { moved: () => { touched = true; show(); } };
}

// After Shift+Enter JupyterLab goes on to the next cell: what was just run stays in view, its controls first.
function stayInView(root) {
  const cell = root.closest(".jp-Cell");
  if (!cell?.nextElementSibling?.classList.contains("jp-mod-active")) return;
  const room = root.closest(".jp-WindowedPanel-outer")?.clientHeight ?? innerHeight;
  const block = root.offsetHeight > room ? "start" : "nearest";
  requestAnimationFrame(() => requestAnimationFrame(() => root.scrollIntoView({ block })));
}
