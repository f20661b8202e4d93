// What pages do beyond links and forms. Everything works without this file, only less comfortably.
const STEPS = [[86400, "day"], [3600, "h"], [60, "min"], [1, "s"]]; // as in dashboard/formats.py
const LOCAL = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZoneName: "short" });
const IN_UTC = LOCAL.resolvedOptions().timeZone === "UTC";
const IN_PAGE = "a, button, input, select, textarea, label, summary";

function age(moment) {
  const seconds = (Date.now() - moment) / 1000;
  const length = Math.abs(seconds);
  if (length < 10) return "just now";
  const [step, unit] = STEPS.find(([size]) => length >= size);
  const count = Math.floor(length / step);
  const text = `${count} ${unit}${unit === "day" && count !== 1 ? "s" : ""}`;
  return seconds > 0 ? `${text} ago` : `in ${text}`;
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function tick() {
  for (const time of document.querySelectorAll("time.when")) {
    const moment = new Date(time.dateTime);
    const old = Math.abs(Date.now() - moment) >= 7 * 86400e3;
    if (!old && time.dataset.form === "age") write(time, age(moment));
    if (Math.abs(Date.now() - moment) < 72000e3 && time.dataset.form === "clock") write(time, CLOCK.format(moment));
    if (!IN_UTC && !time.dataset.exact.includes("\n")) time.dataset.exact = `${LOCAL.format(moment)}\n${time.dataset.exact}`;
  }
}

function copy(button) {
  navigator.clipboard.writeText(button.dataset.copy).then(() => {
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1500);
  });
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open], details.topbar-menu[open]")) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function openRow(event) {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest(IN_PAGE) || !getSelection().isCollapsed) return;
  const link = row.querySelector("a.row-link");
  if (event.ctrlKey || event.metaKey) open(link.href);
  else link.click();
}

document.addEventListener("click", (event) => {
  const { target } = event;
  const button = target.closest("button");
  if (button?.dataset.copy) copy(button);
  if (button?.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button && "dismiss" in button.dataset) button.closest(".toast-note").remove();
  closeMenus(target.closest(".menu-panel a") ? null : target); // a download leaves the page open
  openRow(event);
});

// A menu that would leave the window to the right opens to the left.
document.addEventListener("toggle", ({ target }) => {
  const panel = target.matches("details.menu[open]") && target.querySelector(".menu-panel");
  if (!panel) return;
  target.classList.remove("menu-left");
  const room = document.documentElement.clientWidth;
  target.classList.toggle("menu-left", panel.getBoundingClientRect().right > room);
}, true);

// A field that finds in a list: what is ticked stays in sight.
document.addEventListener("input", ({ target }) => {
  for (const line of target.dataset.finds ? document.querySelectorAll(target.dataset.finds) : []) {
    const found = line.textContent.toLowerCase().includes(target.value.trim().toLowerCase());
    line.hidden = !found && !line.querySelector("input:checked");
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.activeElement.closest("details.menu[open]")?.querySelector("summary").focus();
  closeMenus(null);
});

// A tab that nobody looks at asks nothing.
document.addEventListener("htmx:beforeRequest", (event) => {
  const polls = event.detail.elt.getAttribute("hx-trigger")?.includes("every");
  if (polls && document.hidden) event.preventDefault();
});

// Status 0: the server itself did not answer. A fragment that comes again takes the words away.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const away = document.getElementById("away");
  if (away) away.hidden = ![0, 503].includes(detail.xhr.status);
});

document.addEventListener("htmx:afterSettle", tick);
setInterval(tick, 5000);
tick();
for (const note of document.querySelectorAll(".toast-note.tone-ok, .toast-note.tone-info")) {
  setTimeout(() => note.remove(), 8000);
}
