// 审核: one comment box that goes to the cell in hand, cells by arrow keys, and the dialog before approving.
"use strict";

const form = document.querySelector(".yj-commented");
const box = document.getElementById("comment");
const cells = form ? [...form.querySelectorAll("td[data-path]")] : [];
let held = null; // the cell the box stands at
let sending = false;

// Of all cells one is a stop of the Tab key: the last that was in hand.
function reach(cell) {
  cells.forEach((one) => { one.tabIndex = one === cell ? 0 : -1; });
}

function go(cell) {
  if (!cell) return;
  reach(cell);
  cell.focus();
}

// The nearest cell below (or above) that stands in the same column, whatever spans what.
function beside(cell, down) {
  const from = cell.getBoundingClientRect();
  const middle = (rect) => (rect.left + rect.right) / 2;
  const found = cells
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, rect]) => rect.left < from.right - 1 && rect.right > from.left + 1)
    .map(([one, rect]) => [one, down ? rect.top - from.bottom : from.top - rect.bottom, Math.abs(middle(rect) - middle(from))])
    .filter(([, away]) => away > -2);
  found.sort((one, other) => Math.round(one[1] - other[1]) || one[2] - other[2]);
  return found.length ? found[0][0] : null;
}

function inRow(cell, last) {
  const row = cells.filter((one) => one.parentElement === cell.parentElement);
  return row[last ? row.length - 1 : 0];
}

const MOVES = {
  ArrowRight: (cell) => cells[cells.indexOf(cell) + 1],
  ArrowLeft: (cell) => cells[cells.indexOf(cell) - 1],
  ArrowDown: (cell) => beside(cell, true),
  ArrowUp: (cell) => beside(cell, false),
  Home: (cell, all) => (all ? cells[0] : inRow(cell, false)),
  End: (cell, all) => (all ? cells[cells.length - 1] : inRow(cell, true)),
};

function unsent() {
  return held !== null && box.elements.text.value.trim() !== "";
}

function open(cell) {
  const said = box.querySelector("[data-unsent]");
  if (unsent() && held !== cell) {
    said.textContent = said.dataset.unsent;
    box.elements.text.focus();
    return;
  }
  said.textContent = "";
  if (held) held.classList.remove("yj-in-hand");
  held = cell;
  cell.classList.add("yj-in-hand");
  box.elements.field.value = cell.dataset.path;
  box.querySelector("[data-names]").textContent = cell.dataset.name;
  cell.parentElement.querySelector(".yj-margin").append(box);
  box.hidden = false;
  reach(cell);
  box.elements.text.focus();
}

function close() {
  const cell = held;
  held = null;
  box.hidden = true;
  box.elements.text.value = "";
  cell.classList.remove("yj-in-hand");
  go(cell);
}

function mark(event) {
  const about = event.target.closest && event.target.closest(".yj-form [data-field]");
  document.querySelectorAll(".yj-form .yj-marked").forEach((element) => element.classList.remove("yj-marked"));
  if (!about) return;
  document.querySelectorAll(`.yj-form [data-field="${CSS.escape(about.dataset.field)}"]`).forEach((element) => element.classList.add("yj-marked"));
}
document.addEventListener("pointerover", mark);
document.addEventListener("focusin", mark);

if (form && cells.length) {
  reach(cells[0]);
  form.addEventListener("click", (event) => {
    const cell = event.target.closest("td[data-path]");
    if (cell && window.getSelection().isCollapsed) open(cell);
  });
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest("td[data-path]");
    if (event.key === "Escape" && held) { event.preventDefault(); close(); return; }
    if (!cell || event.altKey || event.metaKey) return;
    if (event.key === "Enter") open(cell);
    else if (MOVES[event.key]) go(MOVES[event.key](cell, event.ctrlKey));
    else return;
    event.preventDefault();
  });
  box.querySelector("[data-cancels]").addEventListener("click", close);
  box.addEventListener("submit", () => { sending = true; });
  window.addEventListener("beforeunload", (event) => { if (unsent() && !sending) event.preventDefault(); });
}

document.querySelectorAll("[data-opens]").forEach((button) => {
  button.addEventListener("click", () => {
    const dialog = document.getElementById(button.dataset.opens);
    dialog.showModal();
    dialog.querySelector("h2").focus(); // read from its beginning, and Enter does nothing yet
  });
});

// Back at the cell that was just spoken of; what an expired sign-in has kept stands where it was being written.
document.addEventListener("DOMContentLoaded", () => {
  const there = cells.find((cell) => `#cell-${cell.dataset.field}` === window.location.hash);
  if (there) go(there);
  const kept = document.getElementById("kept-form");
  const fields = kept ? JSON.parse(kept.textContent) : {};
  const cell = fields.field && cells.find((one) => one.dataset.path === fields.field[0]);
  if (cell) open(cell);
  const approval = fields.version && document.querySelector("[data-opens=approval]");
  if (approval) approval.click();
});
