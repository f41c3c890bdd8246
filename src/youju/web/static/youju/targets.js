// 目标: cells are saved as they are left; what is said of a cell and the cell light up together.
"use strict";

let pending = 0;

function mark(event) {
  const about = event.target.closest && event.target.closest("#form [data-field]");
  document.querySelectorAll("#form .yj-marked").forEach((element) => element.classList.remove("yj-marked"));
  if (!about) return;
  document.querySelectorAll(`#form [data-field="${CSS.escape(about.dataset.field)}"]`).forEach((element) => element.classList.add("yj-marked"));
}
document.addEventListener("pointerover", mark);
document.addEventListener("focusin", mark);

// Enter goes to the cell below as in a table; a new line in a long text is Shift and Enter, or Enter in the goals.
document.addEventListener("keydown", (event) => {
  const cell = event.target.closest && event.target.closest("textarea.yj-cell");
  if (!cell || event.key !== "Enter" || event.shiftKey || event.isComposing || !cell.id.startsWith("cell-indicators-")) return;
  event.preventDefault();
  const kind = cell.id.split("-").pop();
  const column = [...document.querySelectorAll(`textarea.yj-cell[id^="cell-indicators-"][id$="-${kind}"]`)];
  const next = column[column.indexOf(cell) + 1];
  if (next) next.focus(); else cell.blur();
});

// A cell fits its text also where the browser does not do it by itself.
function fit(cell) {
  if (CSS.supports("field-sizing", "content")) return;
  cell.rows = Math.min(8, Math.max(1, Math.ceil(cell.scrollHeight / 24)));
}
document.addEventListener("input", (event) => { if (event.target.matches("textarea.yj-cell")) fit(event.target); });

// After rows were added or moved the form is a new one: back to the cell that was in hand.
document.addEventListener("htmx:afterSettle", (event) => {
  document.querySelectorAll("textarea.yj-cell").forEach(fit);
  const form = document.getElementById("form");
  if (event.detail.target.id !== "form" && event.target.id !== "form") return;
  document.getElementById("said").replaceChildren();
  const cell = form && form.dataset.focus && document.getElementById(`cell-${form.dataset.focus}`);
  if (cell) cell.focus();
});

document.addEventListener("htmx:beforeRequest", () => { pending += 1; });
document.addEventListener("htmx:afterRequest", () => { pending -= 1; });

// With the first letter there is something to save: its button is the one to press next, not that for submitting.
document.addEventListener("input", (event) => {
  const form = document.getElementById("form");
  if (!event.target.matches("#form textarea.yj-cell") || form.hasAttribute("data-draft")) return;
  form.setAttribute("data-draft", "");
  form.querySelectorAll("[data-saves]").forEach((button) => { button.disabled = false; button.classList.add("btn-primary"); });
  form.querySelectorAll("[data-submits]").forEach((button) => button.classList.remove("btn-primary"));
});
window.addEventListener("beforeunload", (event) => { if (pending > 0) event.preventDefault(); });
