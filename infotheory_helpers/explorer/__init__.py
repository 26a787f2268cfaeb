"""The engine of what moves: a figure whose parts follow sliders. It knows no formula."""
