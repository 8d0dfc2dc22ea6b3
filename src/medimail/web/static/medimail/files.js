// The files of the composer: chosen, dropped or pasted, each leaves at once with its own bar (compose.js sends it).
// Without this script the browser's own field is sent with the form.
"use strict";

function weight(size) {
  const units = ["octets", "Ko", "Mo", "Go"];
  let amount = size;
  while (amount >= 1024 && units.length > 1) { amount /= 1024; units.shift(); }
  const number = amount.toLocaleString("fr-FR", { maximumFractionDigits: amount < 10 ? 1 : 0 });
  return `${number}\u00a0${size > 1 ? units[0] : "octet"}`;
}

function refuse(line, why) {
  line.classList.add("failed");
  line.querySelector("progress").hidden = true;
  line.querySelector("[data-why]").textContent = why;
}

// What the draft holds and what is on its way, in bytes.
const held = (form) => [...form.querySelectorAll("[data-size]")].reduce((sum, one) => sum + (one.closest(".failed") ? 0 : Number(one.dataset.size)), 0);

function addFile(form, file) {
  const line = form.querySelector("template[data-line]").content.cloneNode(true).querySelector("li");
  line.querySelector("strong").textContent = file.name;
  line.querySelector(".small").textContent = weight(file.size);
  line.dataset.size = file.size;
  line.querySelector("progress").setAttribute("aria-label", `Envoi de ${file.name}`);
  const remove = line.querySelector("[data-remove]");
  remove.setAttribute("aria-label", `Retirer ${file.name}`);
  remove.addEventListener("click", () => { line.remove(); form.querySelector("input[type='file']").focus(); });
  const limit = Number(form.querySelector("[data-limit]").dataset.limit);
  const over = held(form) + file.size - limit;
  const list = form.querySelector("[data-chosen]");
  list.append(line);
  list.hidden = false;
  if (over > 0) { refuse(line, `Trop lourd de ${weight(over)}\u00a0: ce fichier n’est pas joint.`); return; }
  const leave = () => form.dispatchEvent(new CustomEvent("medimail:file", { detail: { file, line } }));
  const again = line.querySelector("[data-again]");
  again.addEventListener("click", () => {
    line.classList.remove("failed");
    again.hidden = true;
    line.querySelector("[data-why]").textContent = "";
    line.querySelector("progress").hidden = false;
    leave();
  });
  leave();
}

function receive(form) {
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
    for (const file of event.dataTransfer.files) addFile(form, file);
  });
  form.addEventListener("paste", (event) => {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    for (const file of event.clipboardData.files) addFile(form, file);
  });
}

function prepare() {
  for (const form of document.querySelectorAll("[data-files]:not([data-ready])")) {
    form.dataset.ready = "yes";
    form.querySelector(".pick .button").hidden = false;
    const input = form.querySelector("input[type='file']");
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      for (const file of files) addFile(form, file);
    });
    receive(form);
  }
}
prepare();
document.addEventListener("htmx:after:swap", prepare);
