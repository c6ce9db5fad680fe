// Gradio runs this once for each pane in which articles are read, with `element` and `trigger` (tells the server).
let shown = "";
let before = null; // what had the focus when an article was opened
const pane = element.closest("#article, #reader");
const inAsk = pane.id === "article";

function close() {
  const { turn, quote } = element.querySelector("article")?.dataset ?? {};
  trigger("close", {});
  if (!inAsk) {
    (before?.isConnected ? before : document.querySelector("#find-words"))?.focus({ preventScroll: true });
    return;
  }
  // the keyboard goes back to where it came from
  const which = quote === undefined ? "[data-miss]" : `[data-quote="${quote}"]`;
  const from = document.querySelector(`#turn-${turn} .quote${which}`) ?? document.querySelector("#box textarea");
  from.focus({ preventScroll: true });
}

// an article of an earlier answer does not stand beside a new question
document.addEventListener("dateline-asked", () => {
  if (inAsk && element.querySelector("article")) trigger("close", {});
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.close) close();
  else if (button.dataset.step) trigger("open", { turn: button.dataset.turn, quote: button.dataset.step });
  else if (button.dataset.remove !== undefined) trigger("remove", { article: button.dataset.remove });
});

document.addEventListener("keydown", (event) => {
  const article = element.querySelector("article");
  if (!article || !article.offsetParent) return;
  if (event.target.closest("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") close();
  const way = { ArrowLeft: "Previous", ArrowRight: "Next" }[event.key];
  if (way) article.querySelector(`[aria-label="${way} quote"]:not(:disabled)`)?.click();
});

new MutationObserver(() => {
  const article = element.querySelector("article");
  const now = article ? article.outerHTML : "";
  if (now === shown) return;
  if (article && !element.contains(document.activeElement)) before = document.activeElement;
  shown = now;
  if (inAsk) {
    const { turn, quote, miss } = article ? article.dataset : {};
    for (const one of document.querySelectorAll("#chat [data-turn]")) {
      const same = article && one.dataset.turn === turn && one.dataset.quote === quote && one.dataset.miss === miss;
      one.toggleAttribute("data-open", Boolean(same) && one.matches(".quote, .point"));
    }
  }
  const here = article?.querySelector("mark.here");
  const above = here ? here.getBoundingClientRect().top - pane.getBoundingClientRect().top : 0;
  // a third down the pane; scrollIntoView would move the chat as well
  pane.scrollTop = here ? pane.scrollTop + above - pane.clientHeight / 3 : 0;
  article?.focus({ preventScroll: true });
}).observe(element, { childList: true, subtree: true, characterData: true, attributeFilter: ["class", "data-turn", "data-quote"] });
