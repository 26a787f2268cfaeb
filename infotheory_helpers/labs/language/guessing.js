// Shannon's guessing game: the reader guesses each letter until it is right, by typing or on the letters shown.
// It stands after explorer.js and uses its buttons and its style, and after guessing_words.js.

const LETTERS = [..."abcdefghijklmnopqrstuvwxyz "];
const ACROSS = 9; // letters in a row
const RANKS = [1, 3, 10]; // guesses up to which a letter was had at once, soon, or after a while

// Everything above the text keeps its height, so that no key moves away from under a finger.
const LOOK = STYLE.replaceAll(".explorer", ".guessing") + `
.guessing [data-text] { margin: -0.5em 0.4em 1.2em; font-family: monospace; font-size: 1.15em; line-height: 3.9;
  overflow-wrap: anywhere; }
.guessing [data-text] :is(b, i) { position: relative; display: inline-block; min-width: 1.35em; font: inherit;
  line-height: 1.3; text-align: center; white-space: pre; }
.guessing [data-text] b::before { content: ""; position: absolute; left: 0.2em; right: 0.2em; bottom: 0;
  border-bottom: 3px solid var(--p); }
.guessing [data-text] i::before, .guessing [data-text] i::after { --of: var(--highlight); position: absolute; left: 0.1em;
  right: 0.1em; font: 0.68em/1.5 sans-serif; border-radius: 3px; }
.guessing [data-text] i::before { content: attr(data-mine); top: 1.95em; }
.guessing [data-text] i::after { --of: var(--q-text); content: attr(data-rival); top: 3.5em; color: var(--of); }
.guessing i[data-mine-rank="1"]::before, .guessing i[data-rival-rank="1"]::after {
  background: color-mix(in srgb, var(--of) 14%, var(--paper)); }
.guessing i[data-mine-rank="2"]::before, .guessing i[data-rival-rank="2"]::after {
  background: color-mix(in srgb, var(--of) 35%, var(--paper)); color: var(--ink); }
.guessing i[data-mine-rank="3"]::before, .guessing i[data-rival-rank="3"]::after { background: var(--of);
  color: var(--paper); font-weight: bold; }
.guessing [data-field] { display: block; margin: 0.4em; }
.guessing [data-field] input { width: 3em; min-height: 2em; margin: 0 0.6em; font: inherit; text-align: center;
  color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px; }
.guessing [role=group] { display: grid; grid-template-columns: repeat(${ACROSS}, minmax(0, 2.6em)); gap: 3px; margin: 0.4em; }
.guessing [role=group] button { margin: 0; padding: 0; min-width: 0; }
.guessing [aria-disabled=true] { color: var(--muted); }
.guessing [role=group] [aria-disabled=true] { text-decoration: line-through; }
.guessing [data-readout] { min-height: 1.5em; }
@container (max-width: 500px) { .guessing [data-readout] { min-height: 3em; } }
.guessing :is([data-key], [data-verdict], [data-count], [data-score]) { margin: 0.4em; font-variant-numeric: tabular-nums; }
.guessing [data-key] em { font-style: normal; color: var(--q-text); }
.guessing [data-verdict] { padding: 0.4em 0.8em; border-left: 0.4em solid var(--p); }
.guessing :is([data-key], [data-verdict], [data-score]):empty { display: none; }
.guessing [data-anew] { margin-left: 0.4em; }`;

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
  const strike = (tried) => buttons.forEach((button, i) => { button.ariaDisabled = String(tried.includes(LETTERS[i])); });
  return { group, strike };
}

// One guessed letter with the numbers of guesses beneath it.
function guessed(letter, mine, rival) {
  const node = element("i", "", letter);
  for (const [who, count] of [["mine", mine], ["rival", rival]]) {
    if (!count) continue;
    node.dataset[who] = count;
    node.dataset[`${who}Rank`] = RANKS.filter((most) => count > most).length;
  }
  return node;
}

// A game lives as long as the tab of the browser: a second run of its cell goes on with it.
const keptGame = (key) => {
  try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
};
const keepGame = (key, state) => {
  try { sessionStorage.setItem(key, JSON.stringify(state)); } catch { /* then it lives as long as the page */ }
};

// Where a reader stands: in which text, with what in sight, in which passage of each text, and what has been tried.
const beginning = ({ texts }) => ({
  text: 0,
  blind: 0,
  at: texts.map(() => 0),
  plays: texts.map(({ passages }) => passages.map(() => ({ blind: 0, guesses: [], tried: [] }))),
});

// All that has been guessed, by text and sight, beside the model's guesses for the same letters.
function heaps({ texts }, { plays }) {
  const heap = ({ name, passages }, t, blind) => {
    const played = plays[t].map((one, p) => ({ ...one, rival: passages[p].rival })).filter((one) => one.blind === blind);
    const its = played.flatMap(({ guesses, rival }) => rival.slice(0, guesses.length));
    return { text: name, blind, mine: played.flatMap(({ guesses }) => guesses), its };
  };
  return texts.flatMap((text, t) => [heap(text, t, 0), heap(text, t, 1)]).filter(({ mine }) => mine.length);
}

function play(root, spec) {
  const text = element("p", "text");
  const field = element("label", "field", "Type the next letter, or a space:");
  const input = element("input");
  const readout = element("p", "readout");
  const key = element("p", "key");
  const verdictLine = element("p", "verdict");
  const count = element("p", "count");
  const score = element("div", "score");
  Object.assign(input, { type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: false });
  text.id = `${root.id}-text`;
  input.setAttribute("aria-describedby", text.id);
  readout.setAttribute("aria-live", "polite");
  verdictLine.setAttribute("role", "status");

  const kept = keptGame(spec.key);
  let state = kept ?? beginning(spec);
  const here = () => spec.texts[state.text];
  const passage = () => here().passages[state.at[state.text]];
  const now = () => state.plays[state.text][state.at[state.text]];
  const begun = () => now().guesses.length + now().tried.length > 0;
  const over = () => now().guesses.length === passage().hidden.length;
  const last = () => state.at[state.text] === here().passages.length - 1;
  const start = () => `Passage ${state.at[state.text] + 1} of ${here().passages.length}. Which letter comes next?`;
  const lastLetters = counted(spec.order, "letter");

  const { group, strike } = letterButtons((letter) => guess(letter));
  const next = pushButton("Next passage (Enter)", () => goOnToNext());
  const texts = choice({ label: "text", labels: spec.texts.map(({ name }) => name), at: state.text }, () => {
    state.text = texts.at();
    show(start());
  });
  const sight = choice({ label: "in sight", labels: ["all before it", `the last ${lastLetters}`], at: state.blind }, () => {
    state.blind = sight.at();
    show(begun() ? "From the next passage on." : start());
  });
  const anew = pushButton("Begin the game anew", () => {
    state = beginning(spec);
    texts.put(0);
    sight.put(0);
    tell();
    show(start());
  });
  anew.dataset.anew = "";

  function goOnToNext() {
    if (!over()) return show("This passage is not over yet.");
    if (last()) return show("That was the last passage of this text.");
    state.at[state.text] += 1;
    show(start());
    return input.focus();
  }

  function guess(letter) {
    if (over()) return show(last() ? "This text is over." : "This passage is over: Enter goes on to the next.");
    if (!LETTERS.includes(letter)) return show("Only the letters a to z and the space are in this text.");
    const { guesses, tried } = now();
    if (tried.includes(letter)) return show(`You have tried ${named(letter)} here. That costs nothing; try another.`);
    if (!begun()) now().blind = state.blind;
    const number = tried.push(letter);
    if (letter !== passage().hidden[guesses.length])
      return show(`Not ${named(letter)}. ${counted(number, "guess", "guesses")} so far.`);
    guesses.push(number);
    tried.length = 0;
    tell();
    return show(`Yes, ${named(letter)}, with guess ${number}.`);
  }

  function tell() {
    const plays = heaps(spec, state).map((heap) => ({ text: heap.text, blind: Boolean(heap.blind), guesses: heap.mine }));
    root.dispatchEvent(new CustomEvent("letter-guessed", { bubbles: true, detail: { id: root.id, plays } }));
  }

  function showText() {
    const { given, hidden, rival } = passage();
    const { blind, guesses } = begun() ? now() : { blind: state.blind, guesses: [] };
    const inSight = blind && !over() ? given.length + guesses.length - spec.order : 0;
    const seen = (letter, i) => (i < inSight ? "·" : letter);
    const letters = guesses.map((mine, i) => guessed(seen(hidden[i], given.length + i), mine, over() && rival[i]));
    text.replaceChildren([...given].map(seen).join(""), ...letters, ...(over() ? [] : [element("b", "", "_")]));
  }

  function show(said) {
    const { guesses, tried } = now();
    showText();
    readout.textContent = said;
    strike(tried);
    next.ariaDisabled = String(!over() || last());
    key.replaceChildren(...(over() ? ["Guesses for each letter: yours, and below them ", element("em", "", "the model’s"),
      ". The stronger the mark, the more."] : []));
    verdictLine.textContent = over() ? verdict(passage(), now(), { own: here().own, order: spec.order }) : "";
    count.textContent = begun()
      ? `This passage: ${guesses.length} of ${counted(passage().hidden.length, "letter")}, ${inGuesses(guesses)}, ${atOnce(guesses)} at once.`
      : "Fewer guesses than the model win a passage.";
    score.replaceChildren(...heaps(spec, state).map((heap) => {
      const what = `${heap.text}, ${heap.blind ? `${lastLetters} in sight` : "all in sight"}`;
      return element("div", "", summary(what, heap.mine, heap.its));
    }));
    anew.style.visibility = score.children.length ? "" : "hidden";
    keepGame(spec.key, state);
  }

  keepKeys(input);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    goOnToNext();
  });
  input.addEventListener("input", () => {
    for (const letter of input.value.toLowerCase()) guess(letter);
    input.value = "";
  });
  root.addEventListener("guesses-wanted", tell);
  const choices = element("div", "sliders");
  choices.append(...(spec.texts.length > 1 ? [texts.label] : []), sight.label);
  field.append(input, next);
  root.replaceChildren(element("style", "", LOOK), choices, field, group, readout, text, key, verdictLine, count, score, anew);
  followTheme(root);
  show(heaps(spec, state).length ? `Your game goes on where you left it. ${start()}` : `${start()} Read what stands there.`);
  tell();
}

// Runs once for each game in JupyterLab: tells the kernel how many guesses each letter took.
function hearGuesses({ model }) {
  const hear = ({ detail: { id, plays } }) => {
    if (id !== model.get("game")) return;
    model.set("plays", plays);
    model.save_changes();
  };
  const stop = () => document.removeEventListener("letter-guessed", hear);
  document.addEventListener("letter-guessed", hear);
  model.on("comm_live_update", stop); // the kernel has gone
  document.getElementById(model.get("game"))?.dispatchEvent(new CustomEvent("guesses-wanted"));
  return stop;
}
