// One-key shortcuts. A page marks what a key does with data-key="n"; they can be switched off.
const root = document.documentElement;
const sheet = document.getElementById("keys-sheet");
const STORED = "threadkeep-keys";
let before = "";

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function moveRow(step) {
  const links = [...document.querySelectorAll("tr[data-row] a.row-link")];
  const focused = links.indexOf(document.activeElement?.closest("tr[data-row]")?.querySelector("a.row-link"));
  const here = focused < 0 ? links.findIndex((link) => link.hasAttribute("aria-current")) : focused;
  links[here < 0 ? 0 : Math.min(links.length - 1, Math.max(0, here + step))]?.focus();
}

function act(keys) {
  if (keys === "?") return sheet.showModal();
  if (keys === "j" || keys === "k") return moveRow(keys === "j" ? 1 : -1);
  const search = document.querySelector("form[role=search] input");
  if (keys === "/" && search) return search.focus();
  // Where the page itself has nothing for the key, the sheet's own link leads on.
  return document.querySelector(`[data-key="${CSS.escape(keys)}"]`)?.click();
}

function pressed(event) {
  if (root.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length !== 1 || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  const keys = before ? `${before} ${event.key}` : event.key;
  before = event.key === "g" && !before ? "g" : "";
  if (before) return;
  if (/^[/?]$/.test(event.key)) event.preventDefault();
  act(keys);
}

if (sheet) {
  const box = document.getElementById("keys-on");
  const apply = () => { root.dataset.keys = localStorage.getItem(STORED) ?? "on"; };
  apply();
  box.checked = root.dataset.keys === "on";
  box.addEventListener("change", () => {
    localStorage.setItem(STORED, box.checked ? "on" : "off");
    apply();
  });
  document.addEventListener("keydown", pressed);
}
