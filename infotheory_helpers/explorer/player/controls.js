// Or JupyterLab takes the arrow keys, Enter and Space for itself.
function keepKeys(control) {
  control.dataset.lmSuppressShortcuts = "true";
  control.addEventListener("keydown", goOn);
}

// Shift+Enter is JupyterLab's all the same: it goes on to the next cell from here, too.
function goOn(event) {
  const notebook = event.target.closest(".jp-Notebook");
  if (event.key !== "Enter" || !event.shiftKey || !notebook) return;
  event.preventDefault();
  event.stopPropagation();
  notebook.focus();
  const { key, code, keyCode } = event;
  notebook.dispatchEvent(new KeyboardEvent("keydown", { key, code, keyCode, shiftKey: true, bubbles: true }));
}

function slider(spec, moved) {
  const label = document.createElement("label");
  const name = document.createElement("span");
  const input = document.createElement("input");
  const value = document.createElement("output");
  name.textContent = spec.label;
  value.setAttribute("role", "none"); // the slider says its value itself
  Object.assign(input, { type: "range", min: 0, max: spec.labels.length - 1, step: 1, value: spec.at });
  keepKeys(input);
  const show = () => {
    value.textContent = spec.labels[input.value];
    input.setAttribute("aria-valuetext", spec.labels[input.value]);
  };
  input.addEventListener("input", () => { show(); moved(); });
  // The longest word has room from the start: the track does not change its length in a drag.
  value.style.minWidth = `${Math.max(...spec.labels.map((word) => word.length))}ch`;
  const track = document.createElement("span");
  track.dataset.track = "";
  track.append(input);
  if (spec.labels.length > FINE) {
    track.prepend(stepButton("−", () => input.stepDown(), input));
    track.append(stepButton("+", () => input.stepUp(), input));
  }
  label.append(name, track, value);
  show();
  return { label, at: () => Number(input.value), put: (at) => { input.value = at; show(); } };
}

// A step for a hand that cannot hit it on the track; the keyboard has its arrows, and is not told of this.
function stepButton(sign, step, input) {
  const button = pushButton(sign, (event) => {
    event.preventDefault(); // or the label would give the click to the slider
    step();
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
  button.tabIndex = -1;
  button.ariaHidden = "true";
  return button;
}

// A choice among names: a row of buttons, of which one is down. The arrow keys move along it, Home and End to its ends.
function choice(spec, moved) {
  const label = document.createElement("div");
  const name = document.createElement("span");
  const row = document.createElement("div");
  label.setAttribute("role", "radiogroup");
  label.setAttribute("aria-label", spec.label);
  name.textContent = spec.label;
  row.dataset.choices = "";
  let at;
  const buttons = spec.labels.map((word, i) => {
    const button = pushButton(word, () => { put(i); moved(); });
    button.setAttribute("role", "radio");
    return button;
  });
  const put = (to) => {
    at = to;
    buttons.forEach((button, i) => {
      button.ariaChecked = String(i === at);
      button.tabIndex = i === at ? 0 : -1;
    });
  };
  row.addEventListener("keydown", ({ key }) => {
    const last = buttons.length - 1;
    const to = { ArrowLeft: at - 1, ArrowUp: at - 1, ArrowRight: at + 1, ArrowDown: at + 1, Home: 0, End: last }[key];
    if (!buttons[to]) return;
    buttons[to].focus();
    buttons[to].click();
  });
  row.append(...buttons);
  label.append(name, row);
  put(spec.at);
  return { label, at: () => at, put };
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
