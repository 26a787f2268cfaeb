// Where the hand has been, and how it takes hold of what is in the figure.

// For one slider and each setting of those that a trail follows besides: the positions that it has been in.
function trodden(part, positions, rowAt, start) {
  const trails = new Map();
  const others = (at) => part.follows.filter((k) => k !== part.along).map((k) => at[k]).join();
  const been = (at) => {
    const key = others(at);
    if (!trails.has(key)) trails.set(key, new Uint8Array(positions[part.along]));
    return trails.get(key);
  };
  let [before, last] = [others(start), start[part.along]];
  const step = (at) => {
    const [key, trail, here] = [others(at), been(at), at[part.along]];
    const swept = key === before && Math.abs(here - last) <= SWEPT * trail.length;
    if (key === before) trail[last] = 1; // it began there
    for (let i = Math.min(here, swept ? last : here); i <= Math.max(here, swept ? last : here); i++) trail[i] = 1;
    [before, last] = [key, here];
  };
  const points = (at) => [...been(at)].map((seen, i) => seen && rowAt(part, at.with(part.along, i)));
  return { step, points };
}

// The sliders' positions for which a marker lies nearest to a point; all that it need not move stays.
function nearest(marker, moves, at, positions, rowAt, [x, y]) {
  let [best, found] = [Infinity, at];
  const among = (left, here) => {
    if (!left.length) {
      const row = rowAt(marker, here);
      const far = (marker.x(row[0]) - x) ** 2 + (marker.y(row[1]) - y) ** 2;
      if (far < best) [best, found] = [far, [...here]];
      return;
    }
    const [k, ...rest] = left;
    for (let i = 0; i < positions[k]; i++) among(rest, here.with(k, i));
  };
  among(moves, at);
  return found;
}

// Lays what can be pressed and dragged over the axes of a marker.
function grip(svg, marker, box, held) {
  const [left, right, foot, top] = [marker.x(box[0]), marker.x(box[1]), marker.y(box[2]), marker.y(box[3])];
  const place = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const bounds = { x: left, y: top, width: right - left, height: foot - top };
  for (const [name, value] of Object.entries(bounds)) place.setAttribute(name, value);
  place.dataset.grip = "";
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    held([point.x, point.y]);
  };
  place.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    at(event);
  });
  place.addEventListener("pointermove", (event) => { if (place.hasPointerCapture(event.pointerId)) at(event); });
  svg.append(place);
}
