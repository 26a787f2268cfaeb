// Stands in for a marker that has gone to infinity: an arrow at the edge of the axes.
function arrowBeside(marker, ink) {
  const { x, y } = marker.querySelector("use").attributes;
  const arrow = document.createElementNS("http://www.w3.org/2000/svg", "path");
  arrow.setAttribute("d", `M${x.value} ${y.value}l-7 12h14z`);
  arrow.setAttribute("fill", ink);
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.append(arrow);
  marker.after(group);
  return group;
}

async function mount(root, spec) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const inButtons = spec.buttons.flatMap((button) => [button.when, ...button.steps, button.mark ?? []].flat());
  const table = await unpack(spec.table, [...spec.parts, ...inButtons].filter((part) => part.rows));
  const style = document.createElement("style");
  style.textContent = STYLE;
  root.prepend(style);

  const figure = find("figure");
  figure.innerHTML = spec.svg;
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", spec.alt);
  const lines = spec.parts.filter((part) => part.kind === "readout").map(() => document.createElement("span"));
  find("readout").replaceChildren(...lines.flatMap((line) => [line, " "]));
  const formulas = spec.parts.filter((part) => part.kind === "formula").map(() => {
    const line = document.createElement("p");
    line.dataset.formula = "";
    return line;
  });
  root.append(...formulas);
  const placed = { readout: lines, formula: [...formulas] };
  const parts = spec.parts.map((part) => {
    const node = placed[part.kind]?.shift() ?? figure.querySelector(`[id="${part.id}"]`);
    return { ...part, node, arrow: part.kind === "point" ? arrowBeside(node, part.ink) : null };
  });
  const moved = () => { clearTimeout(again); later(); tell(); };
  const sliders = spec.sliders.map((s) => (Array.isArray(s.labels) ? slider(s, moved) : hidden(s)));
  const controls = find("controls");
  const ranges = document.createElement("div");
  ranges.append(...sliders.flatMap((s) => s.label ?? []));
  ranges.dataset.sliders = "";
  controls.replaceChildren(ranges);

  const note = document.createElement("p");
  note.setAttribute("role", "status");
  root.append(note);

  // What the learner predicted is marked in the figure; the answer is earned by moving it.
  const answer = document.createElement("p");
  answer.setAttribute("role", "status");
  answer.dataset.answer = "";
  root.append(answer);
  let touched = false;
  const earn = () => {
    if (!spec.prediction) return;
    const { name, slider: at, answers } = spec.prediction;
    const made = chosen[name];
    if (made && touched && !made.seen) {
      made.seen = true;
      announce(name);
    }
    sliders[at].put(made ? 1 + Object.keys(answers).indexOf(made.choice) : 0);
    const said = `${spec.prediction.words[made?.choice]}. `;
    answer.replaceChildren(...(made?.seen ? withStress(said + answers[made.choice]) : []));
    later();
  };
  if (spec.prediction) {
    root.dataset.prediction = spec.prediction.name;
    root.addEventListener("prediction-made", earn);
  }

  let live = spec.live;
  const place = () => sliders.map((s) => s.at());
  const rowOf = (part) => {
    if (part.live !== undefined) return live[part.live];
    const at = place();
    let row = 0;
    for (const k of part.follows) row = row * positions[k] + at[k];
    return table.subarray(part.offset + row * part.width, part.offset + (row + 1) * part.width);
  };
  const positions = spec.sliders.map((s) => s.labels.length ?? s.labels);
  const draw = () => {
    parts.forEach((part) => MOVES[part.kind](part, rowOf(part)));
    buttons.forEach(({ node, button }) => { node.ariaDisabled = String(!rowOf(button.when)[0]); });
  };
  let due = false;
  const later = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; draw(); });
  };

  // Each step sees what those before it have changed.
  let again; // when a button that repeats is due
  const press = (button) => {
    clearTimeout(again);
    if (!rowOf(button.when)[0]) return false;
    const before = String(place());
    for (const step of button.steps) {
      const [value] = rowOf(step);
      sliders[step.changes].put(step.draw ? Math.floor(Math.random() * value) : value);
    }
    if (String(place()) === before) return false;
    later();
    tell();
    if (button.repeat) again = setTimeout(() => press(button), 60);
    return true;
  };
  const click = (button, cell) => {
    sliders[button.cell].put(cell);
    return press(button) && words(button.mark, rowOf(button.mark));
  };
  const boards = spec.buttons.filter((button) => button.cells)
    .map((button) => board(button, (cell) => click(button, cell)));
  const buttons = spec.buttons.filter((button) => !button.cells).map((button) => ({
    button, node: pushButton(button.label, () => { if (press(button)) boards.forEach((b) => b.clear()); }),
  }));
  const row = document.createElement("div");
  row.dataset.buttons = "";
  row.append(...boards.map((b) => b.grid), ...buttons.map((b) => b.node));
  if (row.children.length) controls.append(row);

  // Other views of this explorer, and its kernel, are reached by events on their elements: what is gone from
  // the page hears nothing and keeps nothing alive.
  let unanswered;
  const tell = () => {
    touched = true;
    earn();
    for (const other of views(spec.id)) if (other !== root) set(other, { at: place() });
    root.dispatchEvent(new CustomEvent("explorer-moved", { bubbles: true, detail: { id: spec.id, at: place() } }));
    if (!live.length) return;
    clearTimeout(unanswered);
    unanswered = setTimeout(() => { note.textContent = UNANSWERED; }, 5000);
  };
  root.addEventListener("explorer-set", ({ detail: { at, rows } }) => {
    sliders.forEach((s, k) => s.put(at[k]));
    if (rows) {
      live = rows;
      clearTimeout(unanswered);
      note.textContent = "";
    }
    later();
  });
  earn();
  draw();
}
