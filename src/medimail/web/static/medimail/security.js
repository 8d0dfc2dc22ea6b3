// Passkeys: the page asks, the device answers, the form carries the answer. Everything else works without scripts.
"use strict";

{
  const capable = Boolean(window.PublicKeyCredential) && !/^[\d.]+$|^\[/.test(location.hostname);

  function tell(form, what) {
    const told = form.querySelector("[data-passkey-told]");
    told.textContent = what ? told.dataset[what] : "";
    told.hidden = !what;
  }

  async function question(form) {
    if (form.dataset.question) return JSON.parse(form.dataset.question);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return JSON.parse((await answer.json()).question);
  }

  async function ask(form) {
    tell(form, "waiting");
    try {
      const asked = await question(form);
      const answer = form.dataset.passkey === "create" ? await webauthnJSON.create(asked) : await webauthnJSON.get(asked);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      // Refused by the person, timed out, or no key here: the browser has said which.
      tell(form, "failed");
      form.querySelector("button").focus();
    }
  }

  for (const form of document.querySelectorAll("[data-passkey]")) {
    if (!capable) {
      // The sign-in page has other ways enough; elsewhere, why there is no button.
      form.querySelectorAll(".field, [data-passkey-button]").forEach((one) => { one.hidden = true; });
      tell(form, "unable");
      continue;
    }
    form.hidden = false;
    // Before `page.js`, which would take the pause at the device for a second click.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      ask(form);
    });
  }

  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
