// What has been chosen, for the whole page: by the panel that takes a choice, for the explorer that answers it.
const chosen = (window.coursePredictions ??= {});
const predictionsOf = (kind, name) => [...document.querySelectorAll(`.${kind}`)]
  .filter((node) => (kind === "explorer" ? node.dataset.prediction : node.dataset.name) === name);
const spread = (name) => {
  for (const kind of ["prediction", "explorer"])
    for (const node of predictionsOf(kind, name)) node.dispatchEvent(new CustomEvent("prediction-made"));
};
// An answer, with what stands between stars emphasised.
const withStress = (text) => text.split("*").map((part, i) => {
  const node = document.createElement(i % 2 ? "em" : "span");
  node.textContent = part;
  return node;
});
