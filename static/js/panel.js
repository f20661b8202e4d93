// The panel beside the list has the focus while it is there; Escape closes it, and gives the focus
// back to the row that opened it.
const panel = document.getElementById("conversation-panel");
let opener = null;

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector("details.menu[open], dialog[open]")) return;
  panel.querySelector("[data-closes-panel]")?.click();
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.elt.matches("a.row-link")) opener = detail.elt;
});

panel.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target !== panel) return;
  const title = panel.querySelector("h2");
  document.querySelector("a.row-link[aria-current]")?.removeAttribute("aria-current");
  if (title) opener?.setAttribute("aria-current", "true");
  (title ?? opener)?.focus();
});

// A conversation's star stands in its row and in the panel: both turn at once.
document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
  if (!elt.dataset.star) return;
  for (const star of document.querySelectorAll(`[data-star="${elt.dataset.star}"]`)) {
    star.ariaPressed = elt.ariaPressed;
    star.title = elt.title;
  }
});

// Forms lead back to the view that is there now: filters and pages changed it since it was drawn.
document.addEventListener("submit", ({ target }) => {
  const next = target.querySelector("input[name=next]");
  const list = panel.querySelector("[data-closes-panel]")?.getAttribute("href");
  if (next) next.value = list ?? location.pathname + location.search;
}, true);

// What is not filtered by has no place in an address that people share.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  for (const [name, value] of [...detail.formData]) {
    if (value === "") detail.formData.delete(name);
  }
});
