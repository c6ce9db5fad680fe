// Gradio runs this once for each part of the archive's tab, with `element` and `trigger` (tells the server).
element.addEventListener("click", (event) => {
  const told = event.target.closest("button")?.dataset;
  if (!told) return;
  if (told.read !== undefined) trigger("read", { article: told.read });
  else if (told.page !== undefined) trigger("turn", { offset: told.page });
  else if (told.check !== undefined) trigger("check", {});
  else if (told.feedback !== undefined) trigger("feedback", {});
  else if (told.cancel !== undefined) {
    // the work notices at its next step
    Object.assign(event.target.closest("button"), { disabled: true, textContent: "Cancelling" });
    trigger("cancel", {});
  }
});

let waiting;
function find() {
  clearTimeout(waiting);
  waiting = setTimeout(() => trigger("find", Object.fromEntries(new FormData(element.querySelector("form")))), 150);
}
element.addEventListener("input", (event) => {
  if (event.target.closest("form[role=search]")) find();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  find();
});

if (element.closest("#facts")) {
  let seen = false;
  new ResizeObserver(() => {
    const before = seen;
    seen = element.offsetParent !== null;
    if (seen && !before) trigger("look", {});
  }).observe(element);
}
