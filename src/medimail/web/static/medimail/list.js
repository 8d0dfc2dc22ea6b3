// Comfort in a list of messages: choose many, undo, numbers beside folders, keys, drag and drop, swipe.
"use strict";

const many = () => document.getElementById("many");
const rowsNow = () => [...document.querySelectorAll("#rows li[data-uid]")];
const boxOf = (row) => row.querySelector(":scope > .pick input");
// News may have drawn the list anew under a finger.
const asNow = (row) => rowsNow().find((one) => one.dataset.uid === row.dataset.uid) ?? row;
const chosen = () => rowsNow().filter((row) => boxOf(row)?.checked);

// Numbers beside folders and boxes come after the page.
async function number(list, attribute) {
  const address = list?.dataset[attribute];
  if (!address) return;
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "error" });
    if (answer.ok) write(list, await answer.json());
  } catch { /* the numbers of before stay */ }
}
function write(list, found) {
  for (const line of list.querySelectorAll("[data-waits]")) {
    const waits = found[line.dataset.waits];
    if (waits !== undefined) writeNumber(line.querySelector(".count"), waits, line.dataset.said ?? "");
  }
  for (const link of list.querySelectorAll("[data-folder], [data-box]")) {
    const count = link.querySelector(".count");
    const unread = found[link.dataset.folder ?? link.dataset.box];
    if (!count || unread === undefined || ["brouillons", "envoyes", "corbeille", "accuses"].includes(link.dataset.folder)) continue;
    writeNumber(count, unread, unread > 1 ? " non lus" : " non lu");
  }
}
function writeNumber(count, number, words) {
  count.textContent = number ? number.toLocaleString("fr-FR") : "";
  if (!number || !words) return;
  const said = document.createElement("span");
  said.className = "visually-hidden";
  said.textContent = words;
  count.append(said);
}
const numbers = () => {
  number(document.querySelector("[data-counts]"), "counts");
  number(document.querySelector("[data-boxes]"), "boxes");
};
numbers();
document.body.addEventListener("medimail:news", numbers);

// Choosing: the bar says how many, shift takes all between two.
let lastPicked = null;
function tally() {
  const form = many();
  if (!form) return;
  const count = chosen().length;
  form.classList.toggle("some", count > 0);
  form.querySelector("[data-chosen-count]").textContent = count ? `${count} choisi${count > 1 ? "s" : ""}` : "Tout choisir";
  const all = form.querySelector("[data-all]");
  all.checked = count > 0 && count === rowsNow().filter(boxOf).length;
  all.indeterminate = count > 0 && !all.checked;
}
function pick(row, on = !boxOf(row).checked) { boxOf(row).checked = on; tally(); }
document.addEventListener("click", (event) => {
  const box = event.target.closest?.(".pick input");
  if (!box) return;
  const rows = rowsNow();
  const here = rows.indexOf(box.closest("li"));
  const from = lastPicked ? rows.indexOf(asNow(lastPicked)) : -1;
  if (event.shiftKey && from >= 0) {
    for (const row of rows.slice(Math.min(from, here), Math.max(from, here) + 1)) if (boxOf(row)) boxOf(row).checked = box.checked;
  }
  lastPicked = box.closest("li");
  tally();
});
document.addEventListener("change", (event) => {
  if (!event.target.matches?.("[data-all]")) return;
  for (const row of rowsNow()) if (boxOf(row)) boxOf(row).checked = event.target.checked;
  tally();
});
const offerAll = () => document.querySelectorAll(".all[hidden]").forEach((label) => { label.hidden = false; });
offerAll();

// An act: what leaves the folder leaves the list at once, the rest is drawn anew.
const LEAVES = /^move/;
let acted = [];
document.addEventListener("htmx:config:request", (event) => {
  if (event.detail.ctx.sourceElement === many()) acted = chosen();
});
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement !== many() || ctx.response.status !== 200) return;
  const act = String(ctx.request.body?.get?.("acte") ?? "");
  for (const row of acted) {
    if (LEAVES.test(act)) row.remove();
    else boxOf(row).checked = false;
  }
  acted = [];
  ticked = [];
  tally();
  numbers();
  document.getElementById("fresh")?.dispatchEvent(new Event("refresh"));
});
function actOn(rows, act, target = "") {
  const form = many();
  if (!form || !rows.length) return;
  for (const row of rowsNow()) if (boxOf(row)) boxOf(row).checked = rows.includes(row);
  const button = document.createElement("button");
  button.name = "acte";
  button.value = target ? `${act}:${target}` : act;
  button.hidden = true;
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

// Keys, never while something is typed.
// By the message that is read, not by a mark: the list may just have been drawn anew.
const current = () => {
  const read = document.getElementById("subject")?.dataset.uid;
  return (read && document.querySelector(`#rows .message[data-uid="${read}"]`)) || document.activeElement?.closest?.("#rows .message");
};
function step(by) {
  const links = [...document.querySelectorAll("#rows .message")].filter((link) => link.offsetParent);
  const here = current();
  const next = here ? links[links.indexOf(here) + by] : links[0];
  next?.scrollIntoView({ block: "nearest" });
  next?.click();
}
const tool = (name) => document.querySelector(`#reading .acts a[href*="${name}"]`)?.click();
// In a shared box: the chosen messages, or the one being read.
const asTeam = (act) => {
  if (chosen().length && many()?.querySelector(`button[value="${act}"]`)) actOn(chosen(), act);
  else document.querySelector(`#equipe button[value="${act}"]`)?.click();
};
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  x: () => { const row = current()?.closest("li[data-uid]"); if (row) pick(row); },
  e: () => {
    if (chosen().length) actOn(chosen(), "move", "archives");
    else document.querySelector('#reading .acts button[value="archives"]')?.click();
  },
  p: () => asTeam("prendre"),
  t: () => asTeam("fait"),
  r: () => tool("repondre="),
  f: () => tool("transferer="),
  "/": () => (document.querySelector('input[type="search"]') ?? document.querySelector('a[href*="/recherche/"]'))?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
  Escape: () => {
    const back = document.querySelector("#reading .back");
    if (chosen().length) { for (const row of chosen()) boxOf(row).checked = false; tally(); } else if (back?.offsetParent) back.click(); else current()?.focus();
  },
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const act = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : null;
  if (!act) return;
  if (event.key !== "Escape") event.preventDefault();
  act();
});

// Dragged onto a folder.
let dragged = [];
document.addEventListener("dragstart", (event) => {
  const row = event.target.closest?.("#rows li[data-uid]");
  if (!row || !many()) return;
  dragged = chosen().includes(row) ? chosen() : [row];
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});
const over = (event) => dragged.length && event.target.closest?.("[data-folder]:not([aria-current])");
for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => {
  const folder = over(event);
  document.querySelectorAll(".dropping[data-folder]").forEach((one) => one.classList.toggle("dropping", one === folder));
  if (!folder) return;
  event.preventDefault();
  folder.classList.add("dropping");
});
document.addEventListener("drop", (event) => {
  const folder = over(event);
  if (!folder) return;
  event.preventDefault();
  actOn(dragged.map(asNow), "move", folder.dataset.folder);
});
document.addEventListener("dragend", () => {
  dragged = [];
  document.querySelectorAll(".dropping[data-folder]").forEach((one) => one.classList.remove("dropping"));
});

// On a phone: a long press chooses; a swipe to the right archives, to the left puts in the bin. Both can be undone.
const FAR = 90;
let touch = null;
document.addEventListener("touchstart", (event) => {
  const row = event.target.closest?.("#rows li[data-uid]");
  if (!row || !many() || event.touches.length !== 1) { touch = null; return; }
  const { clientX: x, clientY: y } = event.touches[0];
  touch = { row, x, y, by: 0, held: setTimeout(() => { pick(asNow(row)); touch = { ...touch, done: true }; navigator.vibrate?.(10); }, 500) };
}, { passive: true });
document.addEventListener("touchmove", (event) => {
  if (!touch) return;
  const by = event.touches[0].clientX - touch.x;
  const down = Math.abs(event.touches[0].clientY - touch.y);
  if (Math.abs(by) > 10 || down > 10) clearTimeout(touch.held);
  if (down > 30 && Math.abs(touch.by) < FAR) { rest(); return; }
  touch.by = by;
  touch.row.style.setProperty("--swiped", `${by}px`);
  touch.row.classList.toggle("swiped", Math.abs(by) > 20);
}, { passive: true });
function rest() {
  if (!touch) return;
  clearTimeout(touch.held);
  touch.row.classList.remove("swiped");
  touch.row.style.removeProperty("--swiped");
  touch = null;
}
document.addEventListener("touchend", (event) => {
  if (!touch) return;
  const { row, by, done } = touch;
  if (done) event.preventDefault();
  rest();
  const folder = document.querySelector("[data-folder][aria-current]")?.dataset.folder;
  const target = by > 0 ? "archives" : "corbeille";
  if (Math.abs(by) >= FAR && folder !== target) actOn([asNow(row)], "move", target);
});
document.addEventListener("touchcancel", rest);
document.addEventListener("contextmenu", (event) => { if (touch?.done || event.target.closest?.("#rows.touched")) event.preventDefault(); });
// News draw the list anew: what was chosen stays chosen, but not in another folder, whose messages have the same numbers.
let ticked = [];
const changesFolder = (event) => event.detail.ctx.target?.id === "contenu";
document.addEventListener("htmx:before:swap", (event) => {
  ticked = changesFolder(event) ? [] : chosen().map((row) => row.dataset.uid);
});
document.addEventListener("htmx:after:swap", (event) => {
  for (const row of rowsNow()) if (boxOf(row) && ticked.includes(row.dataset.uid)) boxOf(row).checked = true;
  if (changesFolder(event)) numbers();
  offerAll();
  tally();
});
window.addEventListener("pageshow", tally);
