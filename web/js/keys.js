// Keys of the desk. Letters work only after their owner turned them on in the
// profile (WCAG 2.1.4); `/` and `?` can be turned off there as well.

const wanted = () => document.documentElement.dataset.keys ?? "some";
let leader = false;
let chosen = -1;

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]") || wanted() === "none") return;
    if (act(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens-keys]")) dialog()?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  });
}

function typing(target) {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]");
}

const dialog = () => document.getElementById("keys");

function act(key) {
  if (key === "/") return focus(document.getElementById("search-box"));
  if (key === "?") return dialog()?.showModal() === undefined;
  return wanted() === "all" && letter(key);
}

function letter(key) {
  if (leader) {
    leader = false;
    return follow(document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  }
  if (key === "g") {
    leader = true;
    setTimeout(() => { leader = false; }, 1500);
    return true;
  }
  if (key === "j") return choose(1);
  if (key === "k") return choose(-1);
  return key === "Enter" && !interactive() && follow(row()?.querySelector("a[data-open]"));
}

const interactive = () => document.activeElement?.closest("a, button, summary");
const rows = () => [...document.querySelectorAll("[data-row]")];
const row = () => rows()[chosen];

function choose(step) {
  const all = rows();
  if (all.length === 0) return false;
  row()?.classList.remove("chosen");
  chosen = Math.min(Math.max(chosen + step, 0), all.length - 1);
  row().classList.add("chosen");
  return focus(row().querySelector("a, button, summary") ?? row());
}

function focus(element) {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
  return Boolean(element);
}

function follow(link) {
  link?.click();
  return Boolean(link);
}
