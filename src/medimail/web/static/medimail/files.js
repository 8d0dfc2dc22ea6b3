// The files of the composer: our own button, the list of what was chosen, and dropping files on the form.
// The browser's field keeps them, so the form is sent as if this script did not exist.
"use strict";

const chosen = new WeakMap();

function weight(size) {
  const units = ["octets", "Ko", "Mo", "Go"];
  let amount = size;
  while (amount >= 1024 && units.length > 1) { amount /= 1024; units.shift(); }
  const number = amount.toLocaleString("fr-FR", { maximumFractionDigits: amount < 10 ? 1 : 0 });
  return `${number}\u00a0${size > 1 ? units[0] : "octet"}`;
}

function hold(input, files) {
  const kept = new DataTransfer();
  for (const file of files) kept.items.add(file);
  input.files = kept.files;
  chosen.set(input, files);
  showFiles(input, files);
}

// Choosing again adds to what was chosen: the browser's own field would forget the first files in silence.
function add(input, files) {
  const before = chosen.get(input) || [];
  const isNew = (file) => !before.some((one) => one.name === file.name && one.size === file.size && one.lastModified === file.lastModified);
  hold(input, [...before, ...[...files].filter(isNew)]);
}

function remove(input, file) {
  hold(input, chosen.get(input).filter((one) => one !== file));
  input.focus();
}

function row(input, template, file) {
  const line = template.content.cloneNode(true);
  line.querySelector("strong").textContent = file.name;
  line.querySelector(".small").textContent = weight(file.size);
  const button = line.querySelector("button");
  button.setAttribute("aria-label", `Retirer ${file.name}`);
  button.addEventListener("click", () => remove(input, file));
  return line;
}

function showFiles(input, files) {
  const field = input.closest("[data-files]");
  const list = field.querySelector("[data-chosen]");
  list.replaceChildren(...files.map((file) => row(input, field.querySelector("template"), file)));
  list.hidden = !files.length;
  // The limit is told before the upload, and again as soon as the files chosen exceed it.
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const told = field.querySelector("[data-limit]");
  const over = total > Number(told.dataset.limit);
  told.classList.toggle("errorlist", over);
  const count = files.length > 1 ? `${files.length} fichiers` : "1 fichier";
  const advice = over ? "\u00a0: c’est trop pour un seul message, retirez un fichier." : ".";
  told.querySelector("[role='status']").textContent = files.length ? `${count}, ${weight(total)}${advice}` : "";
}

function receive(form, input) {
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) form.classList.remove("dropping"); });
  form.addEventListener("drop", (event) => {
    form.classList.remove("dropping");
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    add(input, event.dataTransfer.files);
  });
}

function prepare() {
  for (const form of document.querySelectorAll("[data-files]:not([data-ready])")) {
    form.dataset.ready = "yes";
    form.querySelector(".pick .button").hidden = false;
    const input = form.querySelector("input[type='file']");
    input.addEventListener("change", () => add(input, input.files));
    receive(form, input);
  }
}
prepare();
// Before anything else hears of it: minutes of upload would end in a refusal, and the files would be to choose again.
document.addEventListener("submit", (event) => {
  if (!event.target.querySelector("[data-limit].errorlist")) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.querySelector("input[type='file']").focus();
}, true);
document.addEventListener("htmx:after:swap", prepare);
