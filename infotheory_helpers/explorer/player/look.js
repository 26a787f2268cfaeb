// The player of an explorer. Python computed every number; this file looks them up and moves the parts.
// It knows sliders only by position (0, 1, 2 …), and parts only by their rows of whole numbers.

const INFINITE = 2147483647; // how the table writes ∞
const TENTH = 0.1; // pixels are stored in tenths
const CAPITAL = 0.729; // of the size of its letters a capital is high
const FINE = 40; // positions of a slider, from which on a step is too small for a finger
const SWEPT = 0.25; // of a slider's way: as far as a hand gets between two pictures
const WIDE = 0.72; // of its own width a figure needs, or its letters get too small

const STYLE = `
:is(.explorer, .prediction) { ${INKS.light} --face: #eeeeee; container-type: inline-size; position: relative;
  outline-color: Canvas; transition: color 1ms; }
:is(.explorer, .prediction) > * { color-scheme: light; }
:is(.explorer, .prediction)[data-dark] { ${INKS.dark} --face: #333333; }
:is(.explorer, .prediction)[data-dark] > * { color-scheme: dark; }
.explorer [data-sliders] { display: grid; grid-template-columns: fit-content(14em) minmax(6em, 1fr) max-content;
  gap: 0.2em 0.8em; align-items: center; padding: 0.4em; }
.explorer label, .explorer [role=radiogroup] { display: contents; }
.explorer label span { overflow-wrap: anywhere; }
.explorer [data-track] { display: flex; gap: 0.4em; align-items: center; }
.explorer [data-track] button { flex: none; margin: 0; }
.explorer [data-choices] { grid-column: 2 / -1; }
.explorer [data-choices] button { margin-bottom: 0.2em; }
@container (max-width: 500px) { /* on a phone the track has a row of its own */
  .explorer [data-sliders] { display: block; }
  .explorer label { display: grid; grid-template-columns: minmax(0, 1fr) max-content; column-gap: 0.8em; margin: 0.3em 0; }
  .explorer [data-track] { grid-area: 2 / 1 / auto / -1; margin: 0.4em 0; }
  .explorer [role=radiogroup] { display: block; margin: 0.3em 0; }
}
.explorer input { width: 100%; min-width: 0; accent-color: var(--p); }
.explorer input:focus-visible { outline: 3px solid var(--p); outline-offset: 3px; }
.explorer output { font-variant-numeric: tabular-nums; }
.explorer svg { display: block; width: 100%; height: auto; }
.explorer [data-narrow] svg { max-width: 400px; }
.explorer [data-infinite] { font-size: 14px; fill: var(--paper); text-anchor: middle; }
.explorer [data-narrow] [data-infinite] { font-size: 11px; }
.explorer img { max-width: 100%; }
:is(.explorer, .prediction) [data-buttons] { padding: 0 0.4em 0.4em; }
:is(.explorer, .prediction) button { min-width: 2em; min-height: 2em; margin: 0 0.4em 0.4em 0; padding: 0.1em 0.6em;
  font: inherit; color: var(--ink); background: var(--face); border: 1px solid var(--muted); border-radius: 4px;
  cursor: pointer; }
:is(.explorer, .prediction) button:hover { border-color: var(--ink); }
:is(.explorer, .prediction) :is(button, textarea):focus-visible { outline: 3px solid var(--p); outline-offset: 1px; }
.explorer [role=grid] { display: inline-grid; gap: 2px; margin: 0 0.8em 0.4em 0; }
.explorer [role=row] { display: contents; }
.explorer [role=gridcell] { margin: 0; padding: 0; }
.explorer [aria-disabled=true] { background: var(--paper); cursor: default; }
.explorer [data-grip] { fill: transparent; cursor: grab; touch-action: none; }
.explorer [data-grip]:active { cursor: grabbing; }
:is(.prediction [aria-pressed=true], .explorer [aria-checked=true]) { color: var(--paper); background: var(--p); border-color: var(--p); }
.prediction textarea { box-sizing: border-box; width: 100%; padding: 0.4em; font: inherit; color: inherit;
  background: transparent; border: 1px solid var(--muted); border-radius: 4px; }
.prediction [data-note] { min-height: 1.5em; margin: 0 0.4em 0.4em; }
.explorer [data-answer] { margin: 0.4em; padding: 0.4em 0.8em; border-left: 0.4em solid var(--p); }
.explorer [data-answer]:empty { display: none; }
.explorer :is([data-readout], [data-formula]) { display: grid; margin: 0.4em; font-variant-numeric: tabular-nums;
  overflow-wrap: anywhere; }
.explorer [data-readout] { min-height: 3em; }
.explorer :is([data-readout], [data-formula]) > span, .explorer [data-longest]::after { grid-area: 1 / 1; }
.explorer [data-longest]::after { content: attr(data-longest); visibility: hidden; } /* keeps room for it */
.explorer [data-news] { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden;
  clip-path: inset(50%); }`;
