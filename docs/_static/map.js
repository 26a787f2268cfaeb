// The course map: which lessons were moved in, in this browser. Nothing leaves it.
const KEPT = "infotheory-course-done";
const done = () => JSON.parse(localStorage.getItem(KEPT) ?? "[]");
const lesson = location.pathname.match(/\/([^/]+)\.html$/)?.[1];
const note = () => {
  if (lesson && !done().includes(lesson)) localStorage.setItem(KEPT, JSON.stringify([...done(), lesson]));
};
for (const what of ["explorer-moved", "prediction-chosen"]) document.addEventListener(what, note);
document.addEventListener("DOMContentLoaded", () => {
  for (const link of document.querySelectorAll("table a, .bd-links a"))
    if (done().includes(link.pathname.match(/\/([^/]+)\.html$/)?.[1])) link.append(" ✓");
});
