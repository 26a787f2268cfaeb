async function mount(root, spec) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const inButtons = spec.buttons.flatMap((button) => [button.when, ...button.steps, button.mark ?? []].flat());
  const inPrediction = spec.prediction ? [spec.prediction.earned] : [];
  const tables = [...spec.parts, ...spec.derived, ...inButtons, ...inPrediction];
  const table = await unpack(spec.table, tables);
  const style = document.createElement("style");
  style.textContent = STYLE;
  root.prepend(style);
  followTheme(root);

  const figure = find("figure");
  const fit = drawings(root, figure, spec.narrow && await inflated(spec.narrow).text());
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", spec.alt);
  const told = spec.parts.filter((part) => part.kind === "readout");
  const lines = told.map(() => document.createElement("span"));
  const readout = document.createElement("span");
  readout.append(...lines.flatMap((line) => [line, " "]));
  find("readout").replaceChildren(readout);
  find("readout").dataset.longest = told.map((part) => longest(part, table)).join(" ");
  // The figure is described by what it is, and by what is said of it now.
  Object.assign(figure, { id: `${spec.id}-figure` });
  Object.assign(readout, { id: `${spec.id}-said` });
  figure.setAttribute("aria-labelledby", `${figure.id} ${readout.id}`);
  const announce = announcer(find("news"), () => lines.map((line) => line.textContent));
  const formulas = spec.parts.filter((part) => part.kind === "formula").map((part) => {
    const line = document.createElement("p");
    line.append(document.createElement("span"));
    Object.assign(line.dataset, { formula: "", longest: longest(part, table) });
    return line;
  });
  root.append(...formulas);
  let parts;
  const take = () => {
    const under = { readout: [...lines], formula: [...formulas] };
    parts = spec.parts.map((part) => {
      const node = under[part.kind]?.shift() ?? figure.querySelector(`[id="${part.id}"]`);
      const arrow = part.kind === "point" ? arrowBeside(node, part.ink) : null;
      return { ...part, ...placed(part, "narrow" in figure.dataset), node, arrow };
    });
    spec.parts.forEach((part, i) => {
      if (part.kind === "trail") parts[i].trodden = () => trails.get(part).points(place());
    });
    for (const { part, moves, box } of spec.handles)
      grip(figure.querySelector("svg"), parts[part], box, (point) => {
        const to = nearest(parts[part], moves, place(), positions, rowAt, point);
        if (moves.every((k) => to[k] === sliders[k].at())) return;
        for (const k of moves) sliders[k].put(to[k]);
        moved();
      });
  };
  const moved = () => { clearTimeout(again); step(); later(); tell(); announce(false); };
  const sliders = spec.sliders.map((s) => (!Array.isArray(s.labels) ? hidden(s) : (s.choice ? choice : slider)(s, moved)));
  const controls = find("controls");
  const ranges = document.createElement("div");
  ranges.append(...sliders.flatMap((s) => s.label ?? []));
  ranges.dataset.sliders = "";
  controls.replaceChildren(ranges);

  // What is derived follows from what stands before it.
  const settled = (at) => spec.derived.reduce((at, step) => at.with(step.changes, lookUp(step, at)[0]), at);
  const place = () => settled(sliders.map((s) => s.at()));
  const rowAt = (part, at) => lookUp(part, settled(at));
  const lookUp = (part, at) => {
    let row = 0;
    for (const k of part.follows) row = row * positions[k] + at[k];
    return table.subarray(part.offset + row * part.width, part.offset + (row + 1) * part.width);
  };
  const rowOf = (part) => lookUp(part, place());
  const positions = spec.sliders.map((s) => s.labels.length ?? s.labels);
  const trails = new Map(spec.parts.filter((part) => part.kind === "trail")
    .map((part) => [part, trodden(part, positions, rowAt, place())]));
  const places = new Set(); // where the hand has been
  const step = () => {
    places.add(String(place()));
    for (const trail of trails.values()) trail.step(place());
  };
  const draw = () => {
    if (!parts) return; // the page has no room for the figure yet
    const at = place();
    parts.forEach((part) => MOVES[part.kind](part, lookUp(part, at)));
    buttons.forEach(({ node, button }) => {
      node.ariaDisabled = String(!lookUp(button.when, at)[0]);
      node.style.visibility = places.size < button.after ? "hidden" : ""; // its room is kept
    });
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
    step();
    later();
    tell();
    announce(true);
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
  let answer;
  const tell = () => {
    answer?.moved();
    for (const other of views(spec.id)) if (other !== root) set(other, { at: place() });
    root.dispatchEvent(new CustomEvent("explorer-moved", { bubbles: true, detail: { id: spec.id, at: place() } }));
  };
  root.addEventListener("explorer-set", ({ detail: { at } }) => {
    sliders.forEach((s, k) => s.put(at[k]));
    later();
  });
  const refit = () => { if (fit()) { take(); draw(); } };
  new ResizeObserver(refit).observe(root);
  refit();
  answer = spec.prediction && answering(root, spec.prediction, {
    put: (choice) => { sliders[spec.prediction.slider].put(choice); later(); },
    earned: () => rowOf(spec.prediction.earned)[0],
  });
  stayInView(root);
}
