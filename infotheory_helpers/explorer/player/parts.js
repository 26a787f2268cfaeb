const MOVES = {
  // The mark itself goes: its group keeps what it is cut by, the edge of the axes.
  point(part, row) {
    const [across, down, beyond] = row;
    const [x, y] = [part.x(across), part.y(down)];
    const mark = part.node.querySelector("use");
    mark.setAttribute("x", x);
    mark.setAttribute("y", y);
    part.arrow.setAttribute("transform", `translate(${x - part.x(part.home[0])} ${y - part.y(part.home[1])})`);
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
  area(part, row) {
    MOVES.line(part, row);
    const path = part.node.querySelector("path");
    path.setAttribute("d", `${path.getAttribute("d")}z`);
  },
  dots(part, row) {
    part.node.querySelectorAll("use").forEach((dot, i) => {
      dot.setAttribute("x", part.x(row[2 * i]));
      dot.setAttribute("y", part.y(row[2 * i + 1]));
    });
  },
  boxes(part, row) {
    const count = row.length / 4;
    let d = "";
    for (let i = 0; i < count; i++) {
      const [left, right, foot, top] = [part.x(row[i]), part.x(row[count + i]), part.y(row[2 * count + i]), part.y(row[3 * count + i])];
      d += `M${left} ${foot}H${right}V${top}H${left}z`;
    }
    part.node.querySelector("path").setAttribute("d", d);
  },
  squares(part, row) {
    let d = "";
    row.forEach((side, i) => {
      if (!side) return;
      const size = part.size(side);
      d += `M${part.x(part.centres[2 * i]) - size / 2} ${part.y(part.centres[2 * i + 1]) - size / 2}h${size}v${size}h${-size}z`;
    });
    part.node.querySelector("path").setAttribute("d", d);
  },
  // Through the points of all positions where the hand has been; neighbours are joined.
  trail(part) {
    let d = "";
    part.trodden().forEach((point, i, all) => {
      if (point) d += `${all[i - 1] ? "L" : "M"}${part.x(point[0])} ${part.y(point[1])}`;
    });
    part.node.querySelector("path").setAttribute("d", d);
  },
  label(part, row) {
    const [home, across, down] = [part.home, part.x(row[0]), part.y(row[1])];
    const move = `translate(${across - part.x(home[0])} ${down - part.y(home[1])})`;
    part.node.setAttribute("transform", row.length > 3 ? `${stretched(part, row[3], across, down)} ${move}` : move);
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

// Makes a letter as high as it is told, upward from its foot.
function stretched(part, height, across, down) {
  part.capital ??= CAPITAL * parseFloat(getComputedStyle(part.node.querySelector("text")).fontSize);
  const times = Math.max(Math.abs(part.y(height) - part.y(0)) / part.capital, 0.01);
  return `translate(${across} ${down}) scale(1 ${times}) translate(${-across} ${-down})`;
}

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
