// The player of an explorer. Python computed every number; this file looks them up and moves the parts.
// It knows sliders only by position (0, 1, 2 …), and parts only by their rows of whole numbers.

const INFINITE = 2147483647; // how the table writes ∞
const HUNDREDTH = 0.01; // pixels are stored in hundredths

const STYLE = `
.explorer [data-controls] { display: grid; grid-template-columns: max-content minmax(6em, 1fr) minmax(4em, max-content);
  gap: 0.2em 0.8em; align-items: center; padding: 0.4em; }
.explorer label { display: contents; }
.explorer input { width: 100%; accent-color: #00508f; }
.explorer input:focus-visible { outline: 3px solid #e08a00; outline-offset: 3px; }
.explorer output { font-variant-numeric: tabular-nums; }
.explorer svg { display: block; width: 100%; height: auto; background: white; }
.explorer img { max-width: 100%; }
.explorer [data-readout] { min-height: 3em; margin: 0.4em; font-variant-numeric: tabular-nums; }`;

const MOVES = {
  point(part, row) {
    const [dx, dy, beyond] = row;
    for (const node of [part.node, part.arrow])
      node.setAttribute("transform", `translate(${dx * HUNDREDTH} ${dy * HUNDREDTH})`);
    part.node.style.visibility = beyond ? "hidden" : "visible";
    part.arrow.style.visibility = beyond ? "visible" : "hidden";
  },
  bar(part, row) {
    const [x0, x1, y0, y1] = Array.from(row, (v) => v * HUNDREDTH);
    part.node.querySelector("path").setAttribute("d", `M${x0} ${y0}H${x1}V${y1}H${x0}z`);
  },
  line(part, row) {
    let d = "";
    for (let i = 0; i < row.length; i += 2) d += `${i ? "L" : "M"}${row[i] * HUNDREDTH} ${row[i + 1] * HUNDREDTH}`;
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

function slider(spec, moved) {
  const label = document.createElement("label");
  const name = document.createElement("span");
  const input = document.createElement("input");
  const value = document.createElement("output");
  name.textContent = spec.label;
  Object.assign(input, { type: "range", min: 0, max: spec.labels.length - 1, step: 1, value: spec.at });
  input.dataset.lmSuppressShortcuts = "true"; // or JupyterLab takes the arrow keys for itself
  const show = () => {
    value.textContent = spec.labels[input.value];
    input.setAttribute("aria-valuetext", spec.labels[input.value]);
  };
  input.addEventListener("input", () => { show(); moved(); });
  label.append(name, input, value);
  show();
  return { label, input, put: (at) => { input.value = at; show(); } };
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
  const table = await unpack(spec.table, spec.parts);
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
  const sliders = spec.sliders.map((s) => slider(s, () => { later(); tell(); }));
  find("controls").replaceChildren(...sliders.map((s) => s.label));

  let live = spec.live;
  const place = () => sliders.map((s) => Number(s.input.value));
  const rowOf = (part) => {
    if (part.live !== undefined) return live[part.live];
    const at = place();
    let row = 0;
    for (const k of part.follows) row = row * spec.sliders[k].labels.length + at[k];
    return table.subarray(part.offset + row * part.width, part.offset + (row + 1) * part.width);
  };
  const draw = () => parts.forEach((part) => MOVES[part.kind](part, rowOf(part)));
  let due = false;
  const later = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; draw(); });
  };

  // Other views of this explorer, and its kernel, are reached by events on their elements: what is gone from
  // the page hears nothing and keeps nothing alive.
  const tell = () => {
    for (const other of views(spec.id)) if (other !== root) set(other, { at: place() });
    root.dispatchEvent(new CustomEvent("explorer-moved", { bubbles: true, detail: { id: spec.id, at: place() } }));
  };
  root.addEventListener("explorer-set", ({ detail: { at, rows } }) => {
    sliders.forEach((s, k) => s.put(at[k]));
    if (rows) live = rows;
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
  document.addEventListener("explorer-moved", hear);
  model.on("change:asked", answer);
  return () => document.removeEventListener("explorer-moved", hear);
}
