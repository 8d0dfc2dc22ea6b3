// The search page and the cards. Every address works as a full page without this.
"use strict";

const NOT_COPIED = "La copie n’est pas permise par votre navigateur : l’adresse est sélectionnée, faites Ctrl et C.";
const NOT_FOUND_OUT = "La recherche n’a pas abouti. Réessayez dans une minute ; si cela dure, vérifiez votre connexion.";
const COPIED_FOR = 2000;
const announce = (sentence) => { document.getElementById("told").textContent = sentence; };

function dressResults() {
  for (const button of document.querySelectorAll("[data-copy][hidden]")) button.hidden = false;
}

async function copyAddress(button) {
  const shown = document.getElementById(button.dataset.copy);
  const icon = button.querySelector("use");
  const [file] = icon.getAttribute("href").split("#");
  try {
    await navigator.clipboard.writeText(shown.textContent);
  } catch {
    getSelection().selectAllChildren(shown);
    announce(NOT_COPIED);
    return;
  }
  announce(`Adresse de ${button.dataset.name} copiée.`);
  icon.setAttribute("href", `${file}#check`);
  button.title = "Adresse copiée";
  setTimeout(() => { icon.setAttribute("href", `${file}#copy`); button.title = "Copier l’adresse"; }, COPIED_FOR);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (button) copyAddress(button);
});
document.addEventListener("htmx:after:swap", () => {
  dressResults();
  announce([...document.querySelectorAll("#results [data-said]")].map((one) => one.textContent.trim()).join(" "));
});
// Without an answer, what is on the screen answers another question.
function searchFailed(element) {
  announce(NOT_FOUND_OUT);
  if (!element?.closest?.("[role=search]")) return;
  const said = document.createElement("p");
  said.textContent = NOT_FOUND_OUT;
  document.getElementById("results").replaceChildren(said);
}
document.addEventListener("htmx:before:swap", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  if (!response.raw.redirected && response.status < 500) return;
  event.preventDefault();
  // The session is over: the whole page says so, and comes back to this question.
  if (response.raw.redirected) location.reload(); else searchFailed(sourceElement);
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.error?.name !== "AbortError") searchFailed(event.detail.ctx?.sourceElement);
});

// From a card, back to the results one came from.
const back = document.querySelector("[data-back]");
if (back && document.referrer.startsWith(`${back.href}?`)) back.href = document.referrer;
dressResults();
