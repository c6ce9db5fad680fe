// Gradio runs this once, with `element` (the article's pane) and `trigger` (tells the server).
let shown = "";

element.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) trigger("click", {});
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector("article")) trigger("click", {});
});

new MutationObserver(() => {
  const article = element.querySelector("article");
  const now = article ? article.outerHTML : "";
  if (now === shown) return;
  shown = now;
  const { turn, quote } = article ? article.dataset : {};
  for (const one of document.querySelectorAll("#chat .quote")) {
    const current = article && one.dataset.turn === turn && (one.dataset.quote ?? "") === quote;
    one.toggleAttribute("data-open", Boolean(current));
  }
  const pane = element.closest("#article");
  const here = article?.querySelector("mark.here");
  const above = here ? here.getBoundingClientRect().top - pane.getBoundingClientRect().top : 0;
  // a third down the pane; scrollIntoView would move the chat as well
  pane.scrollTop = here ? pane.scrollTop + above - pane.clientHeight / 3 : 0;
}).observe(element, { childList: true, subtree: true, characterData: true, attributes: true });
