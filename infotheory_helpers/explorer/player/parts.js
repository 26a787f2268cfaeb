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
  label(part, row) {
    const [dx, dy] = [row[0] - part.home[0], row[1] - part.home[1]];
    part.node.setAttribute("transform", `translate(${dx * TENTH} ${dy * TENTH})`);
    part.node.style.visibility = row[2] ? "visible" : "hidden";
    part.node.style.opacity = 1;
  },
  text(part, row) {
    part.node.querySelector("text").textContent = words(part, row);
  },
  readout(part, row) {
    part.node.textContent = words(part, row);
  },
  formula(part, row) {
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
