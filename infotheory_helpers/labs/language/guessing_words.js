// What Shannon's game says: how many, who won and why, and between which bounds the entropy lies.

const SURE = 10; // letters, before bounds are worth saying
const LAZY = 6; // guesses a letter, from which on nobody can have read

const named = (letter) => (letter === " " ? "the space" : `“${letter}”`);
const counted = (number, what, many = `${what}s`) => `${number} ${number === 1 ? what : many}`;
const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
const atOnce = (guesses) => guesses.filter((count) => count === 1).length;
const inGuesses = (guesses) => counted(sum(guesses), "guess", "guesses");

// Shannon's bounds, in bits per letter, as entropy_bounds in guessing.py.
function bounds(guesses) {
  const counts = new Map();
  for (const count of guesses) counts.set(count, (counts.get(count) ?? 0) + 1);
  const shares = [...counts.values()].map((count) => count / guesses.length).sort((one, other) => other - one);
  const low = sum(shares.map((share, i) => (i + 1) * (share - (shares[i + 1] ?? 0)) * Math.log2(i + 1)));
  const high = -sum(shares.map((share) => share * Math.log2(share)));
  return [low, high];
}

function inBits(guesses) {
  const [low, high] = bounds(guesses).map((bits) => (Math.abs(bits) < 5e-3 ? 0 : bits).toFixed(2));
  return `${low} to ${high} bits a letter`;
}

// The letter at which the loser lost most.
function dearest(letters, loser, winner) {
  const apart = loser.map((count, i) => count - winner[i]);
  const i = apart.indexOf(Math.max(...apart));
  return [named(letters[i]), loser[i], winner[i]];
}

function whyWon(blind, own, order) {
  if (blind)
    return own ? "You made more of the same letters, though it has read pages like this one."
      : "With no more in sight than the model you know more words than its manuals hold.";
  return own ? `It has read pages like this one, but you read further back than its ${counted(order, "letter")}.`
    : `You know words and what they mean; the model has counted what follows ${counted(order, "letter")}, and in manuals.`;
}

function whyLost(blind, own, order, lazy) {
  if (lazy)
    return "The model tries first what has most often followed the letters before. Whoever goes through the alphabet, "
      + "or guesses without reading, pays for what the text has already told.";
  if (blind)
    return "You saw what the model sees, and it has counted better what is usual then. See all again: what you gain is "
      + "what reading is worth.";
  return own ? "It has counted pages like this one: whoever knows the kind of text needs fewer guesses, and fewer bits."
    : `Its ${counted(order, "letter")} were enough here: read back to the beginning before you guess.`;
}

// `own` says whether the text is of the kind that the model has learnt from.
function verdict({ hidden, rival }, { guesses, blind }, { own, order }) {
  const [mine, its] = [sum(guesses), sum(rival)];
  const numbers = `${counted(mine, "guess", "guesses")} for ${counted(hidden.length, "letter")}, the model ${its}.`;
  if (mine === its) return `A draw: ${numbers}`;
  const won = mine < its;
  const [letter, most, least] = won ? dearest(hidden, rival, guesses) : dearest(hidden, guesses, rival);
  const where = won ? `At ${letter} it needed ${most}, you ${least}.` : `At ${letter} you needed ${most}, it ${least}.`;
  const why = won ? whyWon(blind, own, order) : whyLost(blind, own, order, mine > LAZY * hidden.length);
  return `${won ? "Won" : "Lost"}: ${numbers} ${why} ${where}`;
}

// What a reader has done with one text and one sight, and the model on the same letters.
function summary(name, mine, its) {
  const sure = mine.length >= SURE;
  const said = (guesses) => `${inGuesses(guesses)}, ${atOnce(guesses)} at once${sure ? `, ${inBits(guesses)}` : ""}`;
  return `${name}, ${counted(mine.length, "letter")}: you ${said(mine)}; the model ${said(its)}.`;
}
