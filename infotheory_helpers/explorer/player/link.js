const views = (id) => document.querySelectorAll(`[id="${id}"]`);
const set = (view, detail) => view.dispatchEvent(new CustomEvent("explorer-set", { detail }));

// Runs once for each explorer in JupyterLab: passes positions to the kernel and back.
function link({ model }) {
  const id = model.get("explorer");
  const hear = (event) => {
    if (event.detail.id !== id) return;
    model.set("at", event.detail.at);
    model.save_changes();
  };
  const answer = () => {
    for (const view of views(id)) set(view, { at: model.get("at") });
  };
  const stop = () => document.removeEventListener("explorer-moved", hear);
  document.addEventListener("explorer-moved", hear);
  model.on("change:asked", answer);
  model.on("comm_live_update", stop); // the kernel has gone
  return stop;
}
