// form[data-draft]: what is typed is sent to the server as it comes, so that a closed browser loses nothing.
// keep.js holds the copy of this tab until the server has it.
"use strict";

const REFUSED = "Votre session a expiré. Votre texte est gardé dans cet onglet : rechargez la page pour vous connecter à nouveau.";
const RETRYING = "Brouillon non gardé pour l’instant, nous réessayons.";
const DONE = "Cette étape est déjà enregistrée. Rechargez la page pour voir la suite.";
const form = document.querySelector("form[data-draft]");
const told = form.querySelector("[data-kept]");
let timer = 0;
let waiting = false;

function content() {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") values.append(name, value);
  if (tokenOfToday()) values.set("csrfmiddlewaretoken", tokenOfToday());
  return values;
}

async function send() {
  clearTimeout(timer);
  waiting = false;
  const sent = content();
  try {
    const response = await fetch(form.dataset.draft, { method: "POST", body: sent, keepalive: true, redirect: "manual" });
    if (response.type === "opaqueredirect" || response.status === 403) { told.textContent = REFUSED; return; }
    if (response.status === 409) { told.textContent = DONE; return; }
    if (!response.ok) throw new Error(response.status);
    told.textContent = await response.text();
    if (String(content()) === String(sent)) sessionStorage.removeItem(keyOf(form));
  } catch {
    told.textContent = RETRYING;
    plan(5000);
  }
}

function plan(delay) {
  clearTimeout(timer);
  waiting = true;
  timer = setTimeout(send, delay);
}

for (const name of ["input", "change"]) form.addEventListener(name, () => plan(800));
form.addEventListener("submit", () => { clearTimeout(timer); waiting = false; });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && waiting) send(); });
window.addEventListener("pagehide", () => { if (waiting) send(); });
