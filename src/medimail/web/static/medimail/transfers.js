// A large file goes in pieces, each tried again: a lost network costs one piece. Without this script the form sends it whole.
"use strict";

const WAITS = [1000, 3000, 10000, 30000];

async function asked(address, options) {
  for (const wait of [...WAITS, 0]) {
    try {
      const answer = await fetch(address, { ...options, headers: { "X-CSRFToken": tokenOfToday() ?? "", ...options.headers } });
      if (answer.redirected || !(answer.headers.get("Content-Type") ?? "").includes("json")) { location.reload(); return new Promise(() => {}); }
      return await answer.json();
    } catch (error) {
      if (!wait) throw error;
      await new Promise((resolve) => { setTimeout(resolve, wait); });
    }
  }
}

async function bring(form, file) {
  const piece = Number(form.dataset.piece);
  const begun = await asked(form.dataset.import, { method: "POST", body: new URLSearchParams({ size: file.size }) });
  if (begun.problem) return begun.problem;
  const address = form.getAttribute("action");
  for (let at = begun.received; at < file.size;) {
    progress(form, at, file.size);
    const options = { method: "POST", body: file.slice(at, at + piece), headers: { "Content-Type": "application/octet-stream" } };
    const told = await asked(`${address}${begun.pk}/?a=${at}`, options);
    if (told.problem) return told.problem;
    at = told.received;
  }
  return "";
}

function progress(form, at, size) {
  const part = Math.floor((at * 100) / size);
  form.querySelector("[data-bar]").hidden = false;
  form.querySelector("progress").value = part;
  form.querySelector("[data-told]").textContent = `Envoi du fichier : ${part} %. Laissez cette page ouverte.`;
}

for (const form of document.querySelectorAll("form[data-import]")) form.addEventListener("submit", async (event) => {
  const file = form.querySelector("[type=file]").files[0];
  if (!file?.size || event.defaultPrevented) return;
  event.preventDefault();
  const problem = form.querySelector("[data-problem]");
  problem.hidden = true;
  let said = "L’envoi s’est interrompu. Vérifiez votre connexion, puis touchez Importer : il reprendra là où il en est.";
  try { said = await bring(form, file); } catch { /* the network is gone: the sentence stands */ }
  if (!said) { location.reload(); return; }
  problem.textContent = said;
  problem.hidden = false;
  form.querySelector("[data-bar]").hidden = true;
  free(form);
});
