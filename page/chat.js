// Gradio runs this once, with `element` (the chat) and `trigger` (tells the server).
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const pane = () => document.querySelector("#article article");

function scope(form) {
  const told = new FormData(form);
  return {
    turn: form.dataset.turn,
    first: told.get("first"),
    last: told.get("last"),
    clock: told.get("clock"),
    publishers: told.getAll("publisher"),
    names: told.getAll("name"),
  };
}

function without(form, what) {
  if (what === "dates") for (const one of form.querySelectorAll("input[type=date]")) one.value = "";
  else for (const one of form.querySelectorAll(`input[name=${what}]`)) one.value = "";
}

async function copy(button) {
  const words = button.dataset.copy;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // an address that is not the machine's own has no clipboard unless it is https
    const held = Object.assign(document.createElement("textarea"), { value: words });
    document.body.append(held);
    held.select();
    document.execCommand("copy");
    held.remove();
  }
  const name = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = name), 1500);
}

function open(button) {
  const shown = pane();
  const here = shown?.querySelector("mark.here");
  if (here && shown.dataset.turn === button.dataset.turn && shown.dataset.quote === button.dataset.quote) {
    const frame = shown.closest("#article");
    const above = here.getBoundingClientRect().top - frame.getBoundingClientRect().top;
    frame.scrollBy({ top: above - frame.clientHeight / 3, behavior: calm.matches ? "instant" : "smooth" });
  }
  trigger("open", { ...button.dataset });
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const told = button.dataset;
  if (told.copy !== undefined) copy(button);
  else if (told.ask !== undefined) trigger("ask", { question: told.ask });
  else if (told.export !== undefined) trigger("take", { turn: told.turn, form: told.export });
  else if (told.stop !== undefined) trigger("stop", { turn: told.turn });
  else if (told.question !== undefined) trigger("again", { turn: told.turn, question: told.question });
  else if (told.without !== undefined) {
    const form = button.closest(".turn").querySelector("form.chips");
    without(form, told.without === "publishers" ? "publisher" : told.without);
    trigger("again", scope(form));
  } else if (told.drop !== undefined) {
    const form = button.closest("form");
    if (told.drop === "dates") without(form, "dates");
    else button.closest(".chip").querySelector("input").value = "";
    trigger("again", scope(form));
  } else if (told.match !== undefined) {
    const form = button.closest("form");
    const asked = scope(form);
    trigger("again", { ...asked, names: [...asked.names, told.match] });
  } else if (told.quote !== undefined || told.miss !== undefined) open(button);
});

// from the empty box up to the newest answer
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" || !event.target.matches?.("#box textarea") || event.target.value) return;
  event.preventDefault();
  element.querySelector(".turn:last-child")?.focus();
});

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  if (form.matches(".chips")) trigger("again", scope(form));
  else if (form.matches(".completed")) {
    trigger("again", { turn: form.dataset.turn, question: form.elements.question.value });
  } else if (form.matches(".feedback")) {
    trigger("judge", { turn: form.dataset.turn, ...Object.fromEntries(new FormData(form)) });
  }
});
