// [data-undo]: « Annuler » counts down with the server's clock, then says how the sending ended.
"use strict";

for (const notice of document.querySelectorAll("[data-undo]:not([data-ready])")) {
  notice.dataset.ready = "yes";
  const ends = Date.now() + 1000 * Number(notice.dataset.undo);
  const button = notice.querySelector("button");
  const shown = notice.querySelector("[data-left]");
  async function outcome() {
    const answer = await fetch(notice.dataset.state, { redirect: "manual" });
    const state = answer.ok ? await answer.text() : "";
    if (state !== "refused" && state !== "prepared") return;
    const link = Object.assign(document.createElement("a"), { href: notice.dataset.planned, textContent: "voir pourquoi" });
    notice.classList.replace("ok", "danger");
    notice.querySelector("[data-told]").replaceChildren("Le message n’est pas parti\u00a0: ", link, ".");
  }
  const tick = setInterval(() => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    shown.textContent = left > 0 ? ` (${left}\u00a0s)` : "";
    if (left > 0) return;
    clearInterval(tick);
    button.hidden = true;
    // The background work looks every few seconds.
    setTimeout(outcome, 8000);
  }, 250);
}
