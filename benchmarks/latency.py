"""Times the KL explorer beside four other ways to move the same figure, in JupyterLab in headless Chromium.

Each draws KL(P‖q) for a coin with truth p, a point at the model q, and the number in words, with two sliders.
Measured in one run: from a key to the next frame after the figure has changed; how often the figure changes while
a slider moves on every frame; how long it still changes after the drag; what the saved notebook holds; and the
time from running the cell to the first picture.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from server import CHROMIUM, chromium, jupyterlab

KEYS = 70
DRAG_SECONDS = 4.0

IMPORTS = """
import numpy as np
from ipywidgets import FloatSlider, VBox, interact
from infotheory_helpers import explore_kl, kl_divergence

GRID = np.linspace(0.01, 0.99, 99)
COINS = np.stack([GRID, 1 - GRID], axis=-1)

def kl(p, q):
    return float(kl_divergence([p, 1 - p], [q, 1 - q]))

def curve(p):
    return kl_divergence([p, 1 - p], COINS)

def said(p, q):
    return f"p = {p:.2f}, q = {q:.2f}: KL(P‖Q) = {kl(p, q):.4f} bits, KL(Q‖P) = {kl(q, p):.4f} bits"

def sliders():
    return [FloatSlider(v, min=0.01, max=0.99, step=0.01, description=n) for n, v in [("p", 0.8), ("q", 0.5)]]
"""

MATPLOTLIB = """
import matplotlib.pyplot as plt

def scene():
    figure, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    (line,) = ax.plot(GRID, curve(0.8))
    (dot,) = ax.plot([0.5], [kl(0.8, 0.5)], "o")
    ax.set(xlim=(0, 1), ylim=(0, 5), xlabel="model's probability q", ylabel="KL(P‖Q), bits")
    return figure, ax, line, dot
"""

# For each: the imports, the cell that shows it, and where its figure and its sliders are.
TECHNIQUES = {
    "course": ("", "explore_kl()", ".explorer [data-figure]", ".explorer input"),
    "interact": (
        MATPLOTLIB,
        """
def draw(p, q):
    _, ax, line, dot = scene()
    line.set_ydata(curve(p))
    dot.set_data([q], [kl(p, q)])
    plt.show()
    print(said(p, q))

p, q = sliders()
interact(draw, p=p, q=q);
""",
        ".widget-interact .widget-output",
        ".noUi-handle",
    ),
    "ipympl": (
        "%matplotlib widget" + MATPLOTLIB,
        """
figure, ax, line, dot = scene()
p, q = sliders()

def update(change):
    line.set_ydata(curve(p.value))
    dot.set_data([q.value], [kl(p.value, q.value)])
    ax.set_title(said(p.value, q.value), fontsize=9)
    figure.canvas.draw_idle()

p.observe(update, "value")
q.observe(update, "value")
VBox([p, q])
""",
        ".jupyter-matplotlib-canvas-container",
        ".noUi-handle",
    ),
    "bqplot": (
        "from bqplot import pyplot as bq",
        """
figure = bq.figure()
line = bq.plot(GRID, curve(0.8))
dot = bq.scatter([0.5], [kl(0.8, 0.5)])
bq.ylim(0, 5)
p, q = sliders()

def update(change):
    line.y = curve(p.value)
    with dot.hold_sync():
        dot.x, dot.y = [q.value], [kl(p.value, q.value)]
    figure.title = said(p.value, q.value)

p.observe(update, "value")
q.observe(update, "value")
VBox([p, q, figure])
""",
        ".bqplot",
        ".noUi-handle",
    ),
    "plotly": (
        "import plotly.graph_objects as go",
        """
figure = go.FigureWidget([go.Scatter(x=GRID, y=curve(0.8)), go.Scatter(x=[0.5], y=[kl(0.8, 0.5)], mode="markers")])
figure.update_layout(yaxis_range=[0, 5], width=640, height=360, title="KL")
p, q = sliders()

def update(change):
    with figure.batch_update():
        figure.data[0].y = curve(p.value)
        figure.data[1].x, figure.data[1].y = [q.value], [kl(p.value, q.value)]
        figure.layout.title = said(p.value, q.value)

p.observe(update, "value")
q.observe(update, "value")
VBox([p, q, figure])
""",
        ".js-plotly-plot",
        ".noUi-handle",
    ),
}

# Notes when the figure has changed: the DOM by an observer, a canvas by a look at each frame. A change counts from
# the frame that follows it; for what draws within a frame, as ours does, that is up to one frame too late.
WATCH = """
figure => {
    const seen = window.seen = { changes: [], key: 0 };
    const changed = () => requestAnimationFrame(now => {
        if (seen.changes.at(-1) !== now) seen.changes.push(now);
    });
    new MutationObserver(changed).observe(
        figure, { subtree: true, childList: true, attributes: true, characterData: true });
    const small = Object.assign(document.createElement("canvas"), { width: 160, height: 90 });
    const pen = small.getContext("2d", { willReadFrequently: true });
    let before = "";
    const look = () => {
        const canvas = figure.querySelector(".jupyter-matplotlib-canvas-div canvas");
        if (canvas) {
            pen.clearRect(0, 0, 160, 90);
            pen.drawImage(canvas, 0, 0, 160, 90);
            const now = pen.getImageData(0, 0, 160, 90).data.join();
            if (before && now !== before) changed();
            before = now;
            requestAnimationFrame(look);
        }
    };
    look();
    document.addEventListener("keydown", () => { seen.key = performance.now(); }, true);
}"""


def notebook(folder: Path, name: str) -> Path:
    """Write the notebook of one technique."""
    imports, cell, *_ = TECHNIQUES[name]
    sources = [IMPORTS + imports if not imports.startswith("%") else imports + IMPORTS, cell]
    empty: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    cells = [{**empty, "id": f"cell-{i}", "source": source.strip()} for i, source in enumerate(sources)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / f"{name}.ipynb"
    path.write_text(json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}))
    return path


def run(page: Page, cell: int) -> None:
    """Run a cell by keyboard."""
    page.locator(".jp-CodeCell .cm-content").nth(cell).click()
    page.keyboard.press("Control+Enter")


def first_display(page: Page, figure: str) -> float:
    """Seconds from running the cell to a picture of some size."""
    start = time.perf_counter()
    run(page, 1)
    drawn = """figure => [...document.querySelectorAll(figure + " svg, " + figure + " canvas, " + figure + " img")]
        .some(node => node.getBoundingClientRect().width > 100 && (node.complete ?? true))"""
    page.wait_for_function(drawn, arg=figure, timeout=60_000)
    return time.perf_counter() - start


def latencies(page: Page, slider: Locator) -> list[float]:
    """Milliseconds from a key to the frame after the first change of the figure."""
    slider.focus()
    taken = []
    for i in range(KEYS):
        page.evaluate("window.seen.changes.length = 0")
        page.keyboard.press("ArrowRight" if i % 40 < 20 else "ArrowLeft")
        page.wait_for_function("window.seen.changes.some(t => t > window.seen.key)", polling="raf")
        taken.append(page.evaluate("window.seen.changes.find(t => t > window.seen.key) - window.seen.key"))
        page.wait_for_timeout(300)
    return taken


# Moves a slider on every frame, to and fro: a range input by its value, an ipywidgets slider by its mouse events.
DRAG = """
(slider, seconds) => new Promise(done => {
    const range = slider.matches("input");
    const box = (range ? slider : slider.closest(".noUi-base")).getBoundingClientRect();
    const point = (type, share) => (type === "mousedown" ? slider : document.documentElement).dispatchEvent(
        new MouseEvent(type, { bubbles: true, cancelable: true, buttons: 1,
            clientX: box.x + share * box.width, clientY: box.y + box.height / 2 }));
    const to = share => {
        if (!range) return point("mousemove", share);
        slider.value = Math.round(share * slider.max);
        slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    if (!range) point("mousedown", 0.5);
    window.seen.changes.length = 0;
    let start, frames = 0;
    const step = now => {
        start ??= now;
        frames += 1;
        to(Math.abs((0.35 * (now - start) / 1000 + 1.5) % 2 - 1));
        if (now - start < 1000 * seconds) return requestAnimationFrame(step);
        if (!range) point("mouseup", 0.5);
        done([start, performance.now(), frames]);
    };
    requestAnimationFrame(step);
})"""


def drag(page: Page, slider: Locator) -> tuple[float, float, float]:
    """Changes of the figure and frames for each second of a drag; milliseconds that it still changes afterwards."""
    start, end, frames = slider.evaluate(DRAG, DRAG_SECONDS)
    page.wait_for_timeout(2500)
    changes = page.evaluate("window.seen.changes")
    during = sum(start < t <= end for t in changes)
    return during / DRAG_SECONDS, frames / DRAG_SECONDS, max(max(changes) - end, 0)


def main() -> None:
    """Print the table."""
    if CHROMIUM is None:
        sys.exit("No Chromium here: the latency was not measured.")
    columns = [
        "technique",
        "first display, s",
        "key to frame, ms: median",
        "95 %",
        "updates/s in a drag",
        "of frames/s",
    ]
    print("\n| " + " | ".join([*columns, "lag, ms", "stored, kB"]) + " |")
    print("|---" * (len(columns) + 2) + "|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = {name: notebook(folder, name) for name in TECHNIQUES}
        with chromium() as browser, jupyterlab(folder) as address:
            for name, (_, _, figure, slider) in TECHNIQUES.items():
                page = browser.new_page(viewport={"width": 1150, "height": 900})
                page.goto(address.format(name))
                page.get_by_text("| Idle").wait_for(timeout=60_000)
                run(page, 0)
                page.locator(".jp-InputPrompt", has_text="[1]").wait_for(timeout=60_000)
                page.wait_for_timeout(1500)
                shown = first_display(page, figure)
                page.wait_for_timeout(2000)
                page.locator(figure).first.evaluate(WATCH)
                model = page.locator(slider).nth(1)
                taken = latencies(page, model)
                rate, frames, lag = drag(page, model)
                page.get_by_role("button", name="Save and create checkpoint").click()
                page.wait_for_timeout(2000)
                worst = statistics.quantiles(taken, n=20)[-1]
                figures = [shown, statistics.median(taken), worst, rate, frames, lag, paths[name].stat().st_size / 1000]
                print(f"| {name} | " + " | ".join(f"{figure:.3g}" for figure in figures) + " |", flush=True)
                page.close()


if __name__ == "__main__":
    main()
