// What a screen reader announces: of all that the readout says, what has changed.

// The readout in pieces: clauses, and a heading such as "p = 0.50:" for itself; what stands in brackets stays whole.
const clauses = (line) => line.split(/(?<=[.,;?!]|\d\)?:)\s+(?![^(]*\))/);
const WITH_UNIT = /\b(bits?|nats?|points?)\b/;

// All pieces that are new, or of them the one that says most: the first that has a unit, and a sum before its parts.
function changes(before, after, all) {
  const news = after.flatMap((line, i) => {
    const known = clauses(before[i] ?? "");
    return clauses(line).filter((piece) => piece && !known.includes(piece));
  });
  if (all) return news.join(" ");
  const said = news.filter((piece) => WITH_UNIT.test(piece));
  return (said.find((piece) => piece.startsWith("together")) ?? said[0] ?? news[0] ?? "").replace(/[.,:;]$/, "");
}

// Announces what has changed since the last time, once the hand rests.
function announcer(place, said) {
  let heard;
  let due;
  return (all) => {
    heard ??= said(); // the readout follows with the next frame
    clearTimeout(due);
    due = setTimeout(() => {
      const now = said();
      place.textContent = changes(heard, now, all);
      heard = now;
    }, 400);
  };
}

// The longest that a line can get, so that it has room from the start: of each column the number or word that is.
function longest(part, table) {
  const row = Array.from({ length: part.width }, (_, i) => {
    const length = (v) => part.pieces[i][1] < 0 ? part.vocabulary[v].length : Math.abs(v) === INFINITE ? 0 : Math.abs(v);
    let best = table[part.offset + i];
    for (let k = part.offset + i; k < part.offset + part.rows * part.width; k += part.width)
      if (length(table[k]) > length(best)) best = table[k];
    return best;
  });
  return words(part, row);
}
