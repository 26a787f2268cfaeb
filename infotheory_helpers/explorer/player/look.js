// The player of an explorer. Python computed every number; this file looks them up and moves the parts.
// It knows sliders only by position (0, 1, 2 …), and parts only by their rows of whole numbers.

const INFINITE = 2147483647; // how the table writes ∞
const TENTH = 0.1; // pixels are stored in tenths
const WIDE = 0.72; // of its own width a figure needs, or its letters get too small

const UNANSWERED = "These numbers are computed by Python, and it does not answer. Open this lesson in JupyterLab, "
  + "run this cell and move the slider again.";

const STYLE = `
.explorer { container-type: inline-size; }
.explorer [data-sliders] { display: grid; grid-template-columns: fit-content(14em) minmax(6em, 1fr) max-content;
  gap: 0.2em 0.8em; align-items: center; padding: 0.4em; }
.explorer label { display: contents; }
.explorer label span { overflow-wrap: anywhere; }
@container (max-width: 500px) { /* on a phone the track has a row of its own */
  .explorer [data-sliders] { display: block; }
  .explorer label { display: grid; grid-template-columns: minmax(0, 1fr) max-content; column-gap: 0.8em; margin: 0.3em 0; }
  .explorer label input { grid-area: 2 / 1 / auto / -1; margin: 0.4em 0; }
}
.explorer input { width: 100%; accent-color: #00508f; }
.explorer input:focus-visible { outline: 3px solid #e08a00; outline-offset: 3px; }
.explorer output { font-variant-numeric: tabular-nums; }
.explorer svg { display: block; width: 100%; height: auto; background: white; }
.explorer [data-narrow] svg { max-width: 420px; }
.explorer img { max-width: 100%; }
:is(.explorer, .prediction) [data-buttons] { padding: 0 0.4em 0.4em; }
:is(.explorer, .prediction) button { min-width: 2em; min-height: 2em; margin: 0 0.4em 0.4em 0; padding: 0.1em 0.6em; font: inherit;
  color: black; background: #eeeeee; border: 1px solid #6b6b6b; border-radius: 4px; cursor: pointer; }
:is(.explorer, .prediction) button:hover { background: #dddddd; }
:is(.explorer, .prediction) button:focus-visible { outline: 3px solid #e08a00; outline-offset: 1px; }
.explorer [role=grid] { display: inline-grid; gap: 2px; margin: 0 0.8em 0.4em 0; }
.explorer [role=row] { display: contents; }
.explorer [role=gridcell] { margin: 0; padding: 0; }
.explorer [aria-disabled=true] { background: white; cursor: default; }
.prediction [aria-pressed=true] { color: white; background: #00508f; border-color: #00508f; }
.prediction textarea { box-sizing: border-box; width: 100%; padding: 0.4em; font: inherit; color: inherit;
  background: transparent; border: 1px solid #6b6b6b; border-radius: 4px; }
.prediction textarea:focus-visible { outline: 3px solid #e08a00; outline-offset: 1px; }
.prediction [data-note] { min-height: 1.5em; margin: 0 0.4em 0.4em; }
.explorer [data-answer] { margin: 0.4em; padding: 0.4em 0.8em; border-left: 0.4em solid #00508f; }
.explorer [data-answer]:empty { display: none; }
.explorer [data-formula] { margin: 0.4em; font-variant-numeric: tabular-nums; }
.explorer [data-readout] { min-height: 3em; margin: 0.4em; font-variant-numeric: tabular-nums; }`;
