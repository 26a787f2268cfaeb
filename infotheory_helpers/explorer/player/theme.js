// What is seen behind an element: the sheets of all that it lies in, one upon the other.
function behind(root) {
  const sheets = [getComputedStyle(root).outlineColor]; // the window's own, as the style says below
  for (let at = root; at; at = at.parentElement) sheets.splice(1, 0, getComputedStyle(at).backgroundColor);
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  for (const colour of sheets) {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
  }
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}

function luminance(colour) {
  const linear = colour.map((c) => (c <= 10 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

// Gives an element the inks for the page that it lies in, by what is seen and not by what the system would prefer.
function followTheme(root) {
  const look = () => {
    const paper = behind(root);
    root.style.setProperty("--paper", `rgb(${paper})`);
    root.toggleAttribute("data-dark", luminance(paper) < 0.18); // nearer to black than to white
  };
  // Another theme has another colour of text, which comes here as a transition: so no listener is left behind.
  let due;
  root.addEventListener("transitionrun", ({ target }) => {
    if (target !== root) return;
    clearTimeout(due);
    due = setTimeout(look, 150); // when all of its sheets are there
  });
  new ResizeObserver(look).observe(root); // when it is shown again
  look();
}
