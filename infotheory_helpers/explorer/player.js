// The player of an explorer. Python computed every number; this file looks them up and moves the parts.
// It knows sliders only by position (0, 1, 2 …), and parts only by their rows of whole numbers.

const INFINITE = 2147483647; // how the table writes ∞
const TENTH = 0.1; // pixels are stored in tenths

const UNANSWERED = "These numbers are computed by Python, and it does not answer. Open this lesson in JupyterLab, "
  + "run this cell and move the slider again.";

const STYLE = `
.explorer [data-sliders] { display: grid; grid-template-columns: max-content minmax(6em, 1fr) minmax(4em, max-content);
  gap: 0.2em 0.8em; align-items: center; padding: 0.4em; }
.explorer label { display: contents; }
.explorer input { width: 100%; accent-color: #00508f; }
.explorer input:focus-visible { outline: 3px solid #e08a00; outline-offset: 3px; }
.explorer output { font-variant-numeric: tabular-nums; }
.explorer svg { display: block; width: 100%; height: auto; background: white; }
.explorer img { max-width: 100%; }
.explorer [data-buttons] { padding: 0 0.4em 0.4em; }
.explorer button { min-width: 2em; min-height: 2em; margin: 0 0.4em 0.4em 0; padding: 0.1em 0.6em; font: inherit;
  color: black; background: #eeeeee; border: 1px solid #6b6b6b; border-radius: 4px; cursor: pointer; }
.explorer button:hover { background: #dddddd; }
.explorer button:focus-visible { outline: 3px solid #e08a00; outline-offset: 1px; }
.explorer [role=grid] { display: inline-grid; gap: 2px; margin: 0 0.8em 0.4em 0; }
.explorer [role=row] { display: contents; }
.explorer [role=gridcell] { margin: 0; padding: 0; }
.explorer [aria-disabled=true] { background: white; cursor: default; }
.explorer [data-readout] { min-height: 3em; margin: 0.4em; font-variant-numeric: tabular-nums; }`;

const MOVES = {
  point(part, row) {
    const [across, down, beyond] = row;
    const [dx, dy] = [across - part.home[0], down - part.home[1]]; // from where matplotlib drew it
    for (const node of [part.node, part.arrow])
      node.setAttribute("transform", `translate(${dx * TENTH} ${dy * TENTH})`);
    part.node.style.visibility = beyond ? "hidden" : "visible";
    part.arrow.style.visibility = beyond ? "visible" : "hidden";
  },
  bar(part, row) {
    const [x0, x1, y0, y1] = Array.from(row, (v) => v * TENTH);
    part.node.querySelector("path").setAttribute("d", `M${x0} ${y0}H${x1}V${y1}H${x0}z`);
  },
  line(part, row) {
    let d = "";
    for (let i = 0; i < row.length; i += 2) d += `${i ? "L" : "M"}${row[i] * TENTH} ${row[i + 1] * TENTH}`;
    part.node.querySelector("path").setAttribute("d", d);
  },
  text(part, row) {
    part.node.querySelector("text").textContent = words(part, row);
  },
  readout(part, row) {
    part.node.textContent = words(part, row);
  },
};

// Rounding was done by Python: 8025 with four decimals is 0.8025, whatever this browser thinks of halves.
function decimal(whole, digits) {
  if (whole === INFINITE) return "∞";
  if (whole === -INFINITE) return "−∞";
  const text = String(Math.abs(whole)).padStart(digits + 1, "0");
  const point = text.length - digits;
  return (whole < 0 ? "−" : "") + text.slice(0, point) + (digits ? "." + text.slice(point) : "");
}

function words(part, row) {
  if (typeof row === "string") return row; // the kernel has filled it in
  return part.pieces.map(([literal, digits], i) => {
    if (digits === null) return literal; // the end of the sentence
    return literal + (digits < 0 ? part.vocabulary[row[i]] : decimal(row[i], digits));
  }).join("");
}

// Bytes → rows: unpack, put the four bytes of each number together again, undo the differences between rows.
async function unpack(packed, parts) {
  const bytes = Uint8Array.from(atob(packed), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const planes = new Uint8Array(await new Response(stream).arrayBuffer());
  const size = planes.length / 4;
  const table = new Int32Array(size);
  for (let i = 0; i < size; i++)
    table[i] = planes[i] | (planes[i + size] << 8) | (planes[i + 2 * size] << 16) | (planes[i + 3 * size] << 24);
  for (const part of parts)
    for (let i = part.offset + part.width; i < part.offset + part.width * part.rows; i++) table[i] += table[i - part.width];
  return table;
}

// Or JupyterLab takes the arrow keys, Enter and Space for itself.
function keepKeys(control) {
  control.dataset.lmSuppressShortcuts = "true";
}

function slider(spec, moved) {
  const label = document.createElement("label");
  const name = document.createElement("span");
  const input = document.createElement("input");
  const value = document.createElement("output");
  name.textContent = spec.label;
  Object.assign(input, { type: "range", min: 0, max: spec.labels.length - 1, step: 1, value: spec.at });
  keepKeys(input);
  const show = () => {
    value.textContent = spec.labels[input.value];
    input.setAttribute("aria-valuetext", spec.labels[input.value]);
  };
  input.addEventListener("input", () => { show(); moved(); });
  label.append(name, input, value);
  show();
  return { label, at: () => Number(input.value), put: (at) => { input.value = at; show(); } };
}

// What no slider shows: it is only known by where it stands.
function hidden({ at }) {
  return { at: () => at, put: (to) => { at = to; } };
}

function pushButton(text, pressed) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: text });
  keepKeys(button);
  button.addEventListener("click", pressed);
  return button;
}

// Of a board of buttons one is in the tab order; the arrow keys move among them.
function moveByArrows(board, buttons, columns) {
  board.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const next = buttons[buttons.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

// A board of cells, each to be clicked once.
function board({ cells, columns }, pressed) {
  const grid = document.createElement("div");
  grid.setAttribute("role", "grid");
  grid.style.gridTemplateColumns = `repeat(${columns}, 2em)`;
  const buttons = cells.map((name, cell) => {
    const button = pushButton("", () => {
      if (button.ariaDisabled === "true") return;
      const mark = pressed(cell);
      if (!mark) return;
      button.textContent = mark;
      button.ariaDisabled = "true";
      button.setAttribute("aria-label", `${name} ${mark}`);
    });
    button.setAttribute("role", "gridcell");
    button.setAttribute("aria-label", name);
    button.tabIndex = cell ? -1 : 0;
    return button;
  });
  for (let i = 0; i < cells.length; i += columns) {
    const row = document.createElement("div");
    row.setAttribute("role", "row");
    row.append(...buttons.slice(i, i + columns));
    grid.append(row);
  }
  moveByArrows(grid, buttons, columns);
  const clear = () => buttons.forEach((button, cell) => {
    button.textContent = "";
    button.ariaDisabled = "false";
    button.setAttribute("aria-label", cells[cell]);
  });
  return { grid, clear };
}

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
  const parts = spec.parts.map((part) => {
    const node = part.kind === "readout" ? lines.shift() : figure.querySelector(`[id="${part.id}"]`);
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
  draw();
}

const views = (id) => document.querySelectorAll(`[id="${id}"]`);
const set = (view, detail) => view.dispatchEvent(new CustomEvent("explorer-set", { detail }));

// Runs once for each explorer in JupyterLab: passes positions to the kernel and back.
function link({ model }) {
  const id = model.get("explorer");
  const hear = (event) => {
    if (event.detail.id !== id) return;
    model.set("at", event.detail.at);
    model.save_changes();
  };
  const answer = () => {
    const rows = model.get("rows");
    for (const view of views(id)) set(view, { at: model.get("at"), rows: rows.length ? rows : undefined });
  };
  const stop = () => document.removeEventListener("explorer-moved", hear);
  document.addEventListener("explorer-moved", hear);
  model.on("change:asked", answer);
  model.on("comm_live_update", stop); // the kernel has gone
  return stop;
}
