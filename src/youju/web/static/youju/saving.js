// 目标、自评: what was given and is not on the server yet stays marked at its cell, is sent again, and holds back every other step.
// A cell has data-kept, with the name of what it is about; the steps are the forms inside of data-waits; #unsaved says what is left.
"use strict";

const AGAIN = 10_000; // milliseconds between attempts; the browser does not say when a server is back
const SENDING = "sending";
const OFFLINE = "offline"; // the server does not have it
const REFUSED = "refused"; // it had it, and did not take it
const unsaved = new Map(); // the id of a cell: the cell, what it holds, and how it stands with that
let heldBack = null; // the form whose button was pressed meanwhile
let resending = false;

const standing = (how) => [...unsaved.values()].filter((one) => one.how === how);
const cellOf = (asked) => (asked.matches("[data-kept]") ? asked : asked.querySelector(":scope > [data-kept]")); // a file is sent by its form

function held(cell) {
  if (cell.type === "file") return cell.files[0];
  return cell.type === "checkbox" && !cell.checked ? null : cell.value;
}

function linkTo(cell) {
  const link = document.createElement("a");
  link.href = `#${cell.id}`;
  const name = document.createElement("span");
  name.lang = "zh-Hans";
  name.textContent = cell.dataset.kept;
  link.append(name);
  for (const label of cell.labels) link.append(" ", label.textContent.trim());
  link.addEventListener("click", (event) => {
    event.preventDefault(); // the list stays at the top and would cover a cell that is scrolled there
    cell.scrollIntoView({ block: "center" });
    cell.focus({ preventScroll: true });
  });
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function say(sentence) {
  const box = document.getElementById("unsaved");
  if (!box) return; // the page that came anew is for reading only
  const said = box.querySelector("[role=alert]");
  if (said.textContent !== sentence) said.textContent = sentence;
  box.hidden = !sentence;
}

function tell() {
  const box = document.getElementById("unsaved");
  if (!box) return;
  document.querySelectorAll(".yj-unsaved").forEach((place) => {
    place.classList.remove("yj-unsaved");
    place.querySelector(".yj-unsaved-mark").remove();
  });
  const left = [...standing(OFFLINE), ...standing(REFUSED)].map((one) => one.cell);
  left.forEach((cell) => {
    const place = cell.closest("td, div, form");
    place.classList.add("yj-unsaved");
    place.append(box.querySelector("template").content.cloneNode(true));
  });
  box.querySelector("ul").replaceChildren(...left.map(linkTo));
  say(left.length === 0 ? "" : standing(OFFLINE).length ? box.dataset.offline : box.dataset.refused);
}

function sendAgain() {
  if (resending || document.getElementById("sign-in").open) return; // signing in sends what waits by itself
  resending = true;
  standing(OFFLINE).forEach((one) => htmx.trigger(one.cell, "change"));
  resending = false;
}

function goOn() {
  if (!heldBack || standing(SENDING).length) return;
  const [form, button] = heldBack;
  heldBack = null;
  if (unsaved.size === 0 && form.isConnected) form.requestSubmit(button);
  else if (unsaved.size === 0) say(document.getElementById("unsaved")?.dataset.anew); // what was to be confirmed is not what it was
  document.getElementById("unsaved")?.scrollIntoView({ block: "nearest" });
}

// Before htmx hears of it: the cells that could not be sent go first, and what is given counts as unsaved.
document.addEventListener("change", (event) => {
  const cell = event.target;
  if (!cell.matches("[data-kept]")) return;
  if (cell.type === "file" && cell.files.length === 0) { // a file that was waiting was taken out again: there is nothing to send
    event.stopImmediatePropagation();
    unsaved.delete(cell.id);
    tell();
    return;
  }
  unsaved.set(cell.id, { cell, given: held(cell), how: SENDING });
  sendAgain();
}, true);

document.addEventListener("submit", (event) => {
  if (unsaved.size === 0 || !event.target.closest("[data-waits]")) return;
  event.preventDefault();
  event.stopPropagation();
  heldBack = [event.target, event.submitter];
  sendAgain();
  goOn();
}, true);

document.addEventListener("htmx:afterRequest", (event) => {
  const cell = cellOf(event.detail.elt);
  const one = cell && unsaved.get(cell.id);
  if (!one) return;
  const status = event.detail.xhr.status;
  const sent = event.detail.requestConfig.formData.get(cell.name) === one.given; // else it was changed meanwhile and goes next
  if (event.detail.successful) { if (sent) unsaved.delete(cell.id); }
  else if (status === 0 || status === 401 || status >= 500) one.how = OFFLINE;
  else if (cell.type !== "file") one.how = REFUSED;
  else if (sent) unsaved.delete(cell.id); // the answer says why, and another file is chosen or none
  tell();
  goOn();
});

// Cells that came anew show what the server has; what it does not have yet is put back, and sent if it was waiting for its turn.
document.addEventListener("htmx:afterSettle", () => {
  const gone = [...unsaved.values()].filter((one) => !one.cell.isConnected);
  if (gone.length === 0) return;
  gone.forEach((one) => {
    const cell = document.getElementById(one.cell.id);
    if (!cell) { unsaved.delete(one.cell.id); return; }
    cell.value = one.given;
    one.cell = cell;
    if (one.how === SENDING) one.how = OFFLINE;
  });
  sendAgain();
  tell();
  goOn();
});

window.addEventListener("online", sendAgain);
window.setInterval(sendAgain, AGAIN);
window.addEventListener("beforeunload", (event) => { if (unsaved.size > 0) event.preventDefault(); });
