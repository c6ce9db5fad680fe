// Gradio runs this once for each hidden carrier of news: what the server puts into it goes to its place in the page.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const chat = () => document.querySelector("#chat .turns");

function place(section) {
  const turns = chat();
  if (section.dataset.fresh) {
    turns.replaceChildren(section);
    return;
  }
  turns.querySelector(".welcome")?.remove();
  const before = turns.querySelector("#" + section.id);
  const focused = before?.contains(document.activeElement);
  if (before) before.replaceWith(section);
  else {
    turns.append(section);
    document.dispatchEvent(new Event("dateline-asked"));
  }
  section.tabIndex = -1;
  // what had the keyboard's focus is gone; a new turn leaves it in the box, for the next question
  if (focused) section.focus({ preventScroll: true });
  // the question stands at the top of what is seen, unless its reader has scrolled on
  if (!before) section.scrollIntoView({ block: "start", behavior: calm.matches ? "instant" : "smooth" });
}

function refuse(line) {
  const form = document.querySelector(line.dataset.refused);
  form?.querySelector("[data-refused]")?.remove();
  form?.append(line);
}

function take(file) {
  const { way, name, kind, words } = file.dataset;
  const address = URL.createObjectURL(new Blob([words], { type: kind + ";charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, rel: "noopener" });
  if (way === "open") link.target = "_blank";
  else link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

let done = "";
function look() {
  const { news, at } = element.querySelector("[data-news]")?.dataset ?? {};
  if (at === undefined || at === done) return;
  done = at;
  const held = document.createElement("template");
  held.innerHTML = news;
  for (const one of [...held.content.children]) {
    if (one.dataset.way) take(one);
    else if (one.dataset.refused) refuse(one);
    else place(one);
  }
}
new MutationObserver(look).observe(element, { childList: true, subtree: true, attributes: true });
look();
