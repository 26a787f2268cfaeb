// Stands in for a marker that has gone to infinity: an arrow at the edge of the axes.
function arrowBeside(marker, ink) {
  const { x, y } = marker.querySelector("use").attributes;
  const arrow = document.createElementNS("http://www.w3.org/2000/svg", "path");
  arrow.setAttribute("d", `M${x.value} ${y.value}l-7 12h14z`);
  arrow.style.fill = ink;
  arrow.dataset.beyond = "";
  const group = document.createElementNS("http://www.w3.org/2000/svg", "g");
  group.append(arrow);
  marker.after(group);
  return group;
}

// The sign on a bar that has no end.
function signOn(bar) {
  const sign = document.createElementNS("http://www.w3.org/2000/svg", "text");
  sign.textContent = "∞";
  sign.dataset.infinite = "";
  bar.after(sign);
  return sign;
}

// The still picture is the drawing for a wide page; the one for a phone was sent along. Gives a function that puts in
// the one that fits, and says whether it is another one than before; letters then keep their size.
function drawings(root, figure, narrow) {
  const still = figure.querySelector("img");
  const [kind, drawn] = still.getAttribute("src").split(/,(.*)/s);
  const svg = kind.endsWith("base64") ? new TextDecoder().decode(bytesOf(drawn)) : decodeURIComponent(drawn);
  const wide = svg.replace(/<style class="inks">.*?<\/style>/, "");
  const room = WIDE * still.getAttribute("width");
  let inside;
  return () => {
    const fits = narrow && root.clientWidth < room ? narrow : wide;
    if (!root.clientWidth || fits === inside) return false;
    inside = fits;
    figure.innerHTML = fits;
    figure.querySelector("svg").setAttribute("aria-hidden", "true"); // it is described as a whole
    figure.toggleAttribute("data-narrow", fits === narrow);
    return true;
  };
}

// Where matplotlib's tenths of a point come to lie in the drawing that is in.
function placed(part, narrow) {
  const [a, b, c, d] = (narrow && part.narrow) || [1, 0, 1, 0];
  const size = (v) => Math.min(a, c) * v * TENTH; // of what is as wide as it is high
  return { x: (v) => a * v * TENTH + b, y: (v) => c * v * TENTH + d, size };
}
