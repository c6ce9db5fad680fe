// Gradio runs this once, with `element` (the chat) and `trigger` (tells the server).
let turns = 0;
const pane = () => document.querySelector("#article article");

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ask], [data-quote], [data-miss]");
  if (!button) return;
  if (button.dataset.ask !== undefined) {
    trigger("select", { ...button.dataset });
    return;
  }
  const open = pane();
  const here = open?.querySelector("mark.here");
  if (here && open.dataset.turn === button.dataset.turn && open.dataset.quote === button.dataset.quote) {
    const frame = open.closest("#article");
    const above = here.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollBy({ top: above - frame.clientHeight / 3, behavior: "smooth" });
  }
  trigger("click", { ...button.dataset });
});

new MutationObserver(() => {
  const all = element.querySelectorAll(".turn");
  if (all.length > turns && turns > 0) {
    all[all.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
  }
  turns = all.length;
}).observe(element, { childList: true, subtree: true });
