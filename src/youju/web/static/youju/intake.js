// 读表: files dropped on the page; a field and its cell light up together; doubts are settled without the mouse.
"use strict";

const drop = document.getElementById("drop");
if (drop) {
  const files = drop.querySelector("input[type=file]");
  const over = (event) => { event.preventDefault(); drop.classList.add("yj-over"); };
  const away = () => drop.classList.remove("yj-over");
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) away(); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    away();
    if (!event.dataTransfer.files.length) return;
    files.files = event.dataTransfer.files;
    drop.requestSubmit();
  });
  files.addEventListener("change", () => { if (files.files.length) drop.requestSubmit(); });
  // The files are on their way: a second press would send the form again, without them.
  const [button, status] = [document.getElementById("read"), document.getElementById("reading")];
  const busy = (yes) => { button.disabled = yes; status.textContent = yes ? status.dataset.reading : ""; };
  drop.addEventListener("submit", (event) => { if (button.disabled) event.preventDefault(); else busy(true); });
  window.addEventListener("pageshow", () => busy(false));
}

const marked = new Set();

function mark(fields, from) {
  marked.forEach((element) => element.classList.remove("yj-marked"));
  marked.clear();
  document.querySelectorAll(fields.map((field) => `[data-field~="${CSS.escape(field)}"]`).join()).forEach((element) => {
    element.classList.add("yj-marked");
    marked.add(element);
  });
  const source = document.querySelector(".yj-source");
  const cell = source && source.querySelector(".yj-marked");
  if (!cell || source.contains(from)) return;
  const [frame, box] = [source.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) source.scrollTop += box.top - frame.top - frame.height / 3;
}

function follow(event) {
  const about = event.target.closest && event.target.closest("[data-field]");
  if (about) mark(about.dataset.field.split(" "), about);
}
document.addEventListener("pointerover", follow);
document.addEventListener("focusin", follow);

const openDoubts = () => [...document.querySelectorAll(".yj-doubt:not(.yj-settled)")];
const allDoubts = () => [...document.querySelectorAll(".yj-doubt")];

function enter(doubt) {
  const first = doubt && doubt.querySelector("input[type=radio]:checked, input[type=radio], [data-blank], button");
  if (first) first.focus();
}

document.addEventListener("keydown", (event) => {
  const doubt = event.target.closest && event.target.closest(".yj-doubt");
  if (!doubt || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text]")) return;
  const form = doubt.querySelector("form");
  if (/^[1-9]$/.test(event.key)) {
    const choice = form.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
    if (!choice) return;
    choice.checked = true;
    form.requestSubmit();
  } else if (event.key === "Enter" && event.target.matches("input[type=radio]")) {
    if (!event.repeat) form.requestSubmit();
  } else if (/^[jk]$/i.test(event.key)) {
    const doubts = allDoubts();
    enter(doubts[doubts.indexOf(doubt) + (event.key.toLowerCase() === "j" ? 1 : -1)]);
  } else return;
  event.preventDefault();
});

// Typing one's own text chooses it.
document.addEventListener("input", (event) => {
  if (!event.target.matches(".yj-doubt input[type=text]")) return;
  const own = event.target.closest("form").querySelector("input[type=radio][data-own]");
  if (own) own.checked = true;
});

// What the person ticked stays ticked when the list of forms is shown anew.
const ticked = new Map();
document.addEventListener("change", (event) => { if (event.target.matches("input[name=part][type=checkbox]")) ticked.set(event.target.id, event.target.checked); });
document.addEventListener("htmx:afterSettle", () => ticked.forEach((checked, id) => { const box = document.getElementById(id); if (box && !box.disabled) box.checked = checked; }));

// After an answer the next open doubt is in hand; after the last, the way to the next form, or only what is said now:
// one Enter too many must not declare anything.
let settled = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.classList.contains("yj-doubt")) settled = event.detail.target.id;
});
document.addEventListener("htmx:afterSettle", () => {
  if (!settled) return;
  const open = new Set(openDoubts().flatMap((doubt) => doubt.dataset.field.split(" ")));
  document.querySelectorAll(".yj-lit").forEach((cell) => cell.classList.toggle("yj-lit-doubt", open.has(cell.dataset.field)));
  const doubts = allDoubts();
  const at = doubts.findIndex((doubt) => doubt.id === settled);
  settled = null;
  if (at >= 0 && !doubts[at].classList.contains("yj-settled")) { enter(doubts[at]); return; }
  const next = doubts.slice(at + 1).find((doubt) => !doubt.classList.contains("yj-settled")) || openDoubts()[0];
  if (next) enter(next);
  else (document.getElementById("following") || document.querySelector("#progress [role=status]")).focus();
});

const wrong = document.querySelector(".yj-doubt [aria-invalid=true]");
if (wrong) wrong.focus();
else enter(openDoubts()[0]);
