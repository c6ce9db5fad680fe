// Gradio runs this once, with `element` (the form of where to search) and `trigger` (tells the server).
const field = (name) => element.querySelector(`input[name=${name}]`);
let set = { first: "", last: "", publishers: [] };

function tell() {
  const chosen = [...element.querySelectorAll("input[name=publisher]:checked")];
  set = { first: field("first").value, last: field("last").value, publishers: chosen.map((one) => one.value) };
  trigger("pick", set);
  shade();
}

// the form is drawn anew when the archive has changed: what was set in it stays set
new MutationObserver(() => {
  if (!field("first")) return;
  field("first").value = set.first;
  field("last").value = set.last;
  for (const one of element.querySelectorAll("input[name=publisher]")) one.checked = set.publishers.includes(one.value);
  shade();
}).observe(element, { childList: true, subtree: true });

function shade() {
  const [first, last] = [field("first").value, field("last").value];
  for (const bar of element.querySelectorAll(".bars i")) {
    const month = bar.dataset.from;
    const out = (first && month < first.slice(0, month.length)) || (last && month > last.slice(0, month.length));
    bar.toggleAttribute("data-out", Boolean(out));
  }
}

function lastDay(month) {
  const [year, number] = month.split("-").map(Number);
  return number ? new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10) : `${year}-12-31`;
}

let from = null;
const barAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("#picker .bars i");

function brush(to) {
  const ends = [from.dataset.from, to.dataset.from].sort();
  field("first").value = ends[0].length > 4 ? `${ends[0]}-01` : `${ends[0]}-01-01`;
  field("last").value = lastDay(ends[1]);
  shade();
}

element.addEventListener("pointerdown", (event) => {
  from = event.target.closest(".bars i");
  if (from) {
    event.preventDefault();
    brush(from);
  }
});
document.addEventListener("pointermove", (event) => {
  const to = from && barAt(event);
  if (to) brush(to);
});
document.addEventListener("pointerup", () => {
  if (from) tell();
  from = null;
});
element.addEventListener("change", (event) => {
  if (!event.target.matches(".find")) tell();
});
element.addEventListener("input", (event) => {
  if (!event.target.matches(".find")) return;
  const words = event.target.value.toLowerCase();
  for (const one of element.querySelectorAll(".publishers label")) {
    one.hidden = !one.textContent.toLowerCase().includes(words);
  }
});
element.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("click", (event) => {
  if (!event.target.closest("#picked [data-clear]")) return;
  for (const one of element.querySelectorAll("input[type=date]")) one.value = "";
  for (const one of element.querySelectorAll("input[type=checkbox]")) one.checked = false;
  tell();
});
