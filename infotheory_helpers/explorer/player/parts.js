const MOVES = {
  point(part, row) {
    const [across, down, beyond] = row;
    const [dx, dy] = [part.x(across) - part.x(part.home[0]), part.y(down) - part.y(part.home[1])]; // from where it was drawn
    for (const node of [part.node, part.arrow]) node.setAttribute("transform", `translate(${dx} ${dy})`);
    part.node.style.visibility = beyond ? "hidden" : "visible";
    part.arrow.style.visibility = beyond ? "visible" : "hidden";
  },
  // A bar that is infinite ends in an arrow at the edge of the axes, and bears the sign.
  bar(part, row) {
    const [left, right, foot, top] = [part.x(row[0]), part.x(row[1]), part.y(row[2]), part.y(row[3])];
    const beyond = row[4] === 1;
    const end = beyond ? `V${top + 10}h5L${(left + right) / 2} ${top}L${left - 5} ${top + 10}h5` : `V${top}H${left}`;
    part.node.querySelector("path").setAttribute("d", `M${left} ${foot}H${right}${end}z`);
    if (!beyond && !part.sign) return;
    part.sign ??= signOn(part.node);
    part.sign.style.visibility = beyond ? "visible" : "hidden";
    // In the bar, or where that is thinner than the sign, beside it: on the side where the figure has more room.
    const [middle, thin] = [(left + right) / 2, right - left < 14];
    const aside = middle < part.node.ownerSVGElement.viewBox.baseVal.width / 2 ? 12 : -12;
    part.sign.style.fill = thin ? "var(--ink)" : "";
    part.sign.setAttribute("x", middle + (thin ? aside : 0));
    part.sign.setAttribute("y", top + 22);
  },
  line(part, row) {
    let d = "";
    for (let i = 0; i < row.length; i += 2) d += `${i ? "L" : "M"}${part.x(row[i])} ${part.y(row[i + 1])}`;
    part.node.querySelector("path").setAttribute("d", d);
  },
  label(part, row) {
    const [dx, dy] = [part.x(row[0]) - part.x(part.home[0]), part.y(row[1]) - part.y(part.home[1])];
    part.node.setAttribute("transform", `translate(${dx} ${dy})`);
    part.node.style.visibility = row[2] ? "visible" : "hidden";
    for (const inner of part.node.querySelectorAll("*")) inner.style.opacity = ""; // a still hides it so
  },
  text(part, row) {
    part.node.querySelector("text").textContent = words(part, row);
  },
  readout(part, row) {
    part.node.textContent = words(part, row);
  },
  formula(part, row) {
    part.node.firstChild.textContent = words(part, row);
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
