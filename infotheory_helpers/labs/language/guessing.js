// Shannon's guessing game: the reader guesses each letter until it is right, by typing or on the letters shown.
// It stands after explorer.js and uses its buttons and its style.

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz "];
const ACROSS = 9; // letters in a row

const LOOK = STYLE.replaceAll(".explorer", ".guessing") + `
.guessing [data-text] { font-family: monospace; font-size: 1.15em; line-height: 1.6; overflow-wrap: anywhere; margin: 0.4em; }
.guessing [data-text] b { border-bottom: 3px solid var(--q); }
.guessing [data-field] { display: block; margin: 0.4em; }
.guessing [data-field] input { width: 3em; min-height: 2em; margin: 0 0.6em; font: inherit; text-align: center;
  color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; }
.guessing [role=group] { display: grid; grid-template-columns: repeat(${ACROSS}, minmax(0, 2.6em)); gap: 3px; margin: 0.4em; }
.guessing [role=group] button { margin: 0; padding: 0; min-width: 0; }
.guessing [aria-disabled=true] { color: var(--muted); }
.guessing [role=group] [aria-disabled=true] { text-decoration: line-through; }
.guessing [data-score] { margin: 0.4em; font-variant-numeric: tabular-nums; }`;

const named = (letter) => (letter === " " ? "the space" : `“${letter}”`);
const plural = { letter: "letters", guess: "guesses", passage: "passages" };
const counted = (number, what) => `${number} ${number === 1 ? what : plural[what]}`;

function element(tag, data, text = "") {
  const node = document.createElement(tag);
  node.textContent = text;
  if (data) node.dataset[data] = "";
  return node;
}

// The 27 buttons.
function letterButtons(pressed) {
  const group = element("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "letters to guess");
  const buttons = LETTERS.map((letter, i) => {
    const button = pushButton(letter === " " ? "␣" : letter, () => pressed(letter));
    if (letter === " ") button.setAttribute("aria-label", "space");
    button.tabIndex = i ? -1 : 0;
    return button;
  });
  group.append(...buttons);
  moveByArrows(group, buttons, ACROSS);
  const strike = (tried) => buttons.forEach((button, i) => { button.ariaDisabled = String(tried.has(LETTERS[i])); });
  return { group, strike };
}

function play(root, spec) {
  const style = element("style", "", LOOK);
  const text = element("p", "text");
  const field = element("label", "field", "Type the next letter, or a space:");
  const input = element("input");
  const readout = element("p", "readout");
  const score = element("p", "score");
  Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false });
  text.id = `${root.id}-text`;
  input.setAttribute("aria-describedby", text.id);
  readout.setAttribute("aria-live", "polite");

  const state = { passage: 0, letter: 0, tried: new Set(), guesses: [], before: 0, won: 0, played: 0 };
  const hidden = () => spec.passages[state.passage].hidden;
  const over = () => state.letter === hidden().length;
  const last = () => state.passage === spec.passages.length - 1;
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);

  const { group, strike } = letterButtons((letter) => guess(letter));
  const next = pushButton("Next passage", () => {
    if (!over() || last()) return;
    Object.assign(state, { passage: state.passage + 1, letter: 0, before: state.guesses.length });
    show(`Passage ${state.passage + 1} of ${spec.passages.length}. Which letter comes next?`);
    input.focus();
  });

  function guess(letter) {
    if (over()) return;
    if (!LETTERS.includes(letter)) return show("Only the letters a to z and the space are in this text.");
    if (state.tried.has(letter)) return show(`You have tried ${named(letter)} here. That costs nothing; try another.`);
    state.tried.add(letter);
    const count = state.tried.size;
    if (letter !== hidden()[state.letter]) return show(`Not ${named(letter)}. ${counted(count, "guess")} so far.`);
    state.guesses.push(count);
    state.tried.clear();
    state.letter += 1;
    root.dispatchEvent(new CustomEvent("letter-guessed", { bubbles: true, detail: { id: root.id, guesses: [...state.guesses] } }));
    return show(`Yes, ${named(letter)}, with guess ${count}.${over() ? ` ${verdict()}` : ""}`);
  }

  function verdict() {
    const mine = sum(state.guesses.slice(state.before));
    const rival = spec.rival[state.passage];
    const won = mine < rival;
    state.won += won;
    state.played += 1;
    const why = won
      ? `Won: you know words and what they mean; the model has counted what follows ${spec.order} letters.`
      : "Lost: the model tries first what has most often followed the letters before. Whoever goes through the "
        + "alphabet, or guesses without reading, pays for what the text has already told.";
    const then = last()
      ? "That was the last passage. Go on below: there your guesses become bits per letter."
      : "Go on to the next passage: the more letters, the better the estimate.";
    return `You needed ${mine} guesses for ${hidden().length} letters, the model ${rival}. ${why} ${then}`;
  }

  function show(said) {
    const { given } = spec.passages[state.passage];
    const current = element("b", "", over() ? "" : "_");
    text.replaceChildren(given + hidden().slice(0, state.letter), current);
    readout.textContent = said;
    strike(state.tried);
    next.ariaDisabled = String(!over() || last());
    const first = state.guesses.filter((count) => count === 1).length;
    score.textContent = `Score: ${counted(state.guesses.length, "letter")} with ${counted(sum(state.guesses), "guess")}, `
      + `${first} at once. Won ${state.won} of ${counted(state.played, "passage")}.`;
  }

  input.addEventListener("input", () => {
    for (const letter of input.value.toLowerCase()) guess(letter);
    input.value = "";
  });
  field.append(input, next);
  root.replaceChildren(style, text, field, readout, group, score);
  followTheme(root);
  show(`Passage 1 of ${spec.passages.length}. Read what stands there. Which letter comes next?`);
}

// Runs once for each game in JupyterLab: tells the kernel how many guesses each letter took.
function hearGuesses({ model }) {
  const hear = ({ detail: { id, guesses } }) => {
    if (id !== model.get("game")) return;
    model.set("guesses", guesses);
    model.save_changes();
  };
  const stop = () => document.removeEventListener("letter-guessed", hear);
  document.addEventListener("letter-guessed", hear);
  model.on("comm_live_update", stop); // the kernel has gone
  return stop;
}
