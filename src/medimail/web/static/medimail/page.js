// Niceties of every page. Nothing here is needed to use the site.
"use strict";

// A second click sends nothing: the server would refuse it, but the person need not see that.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sending) { event.preventDefault(); return; }
  if (event.submitter?.dataset.download !== undefined) return; // the page stays
  form.dataset.sending = "yes";
  if (event.submitter) event.submitter.setAttribute("aria-disabled", "true");
});
// Back from the next page, or an answer that left the form in place: it can be sent again.
function free(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
document.addEventListener("htmx:finally:request", (event) => { if (event.target.dataset?.sending) free(event.target); });

// A field being corrected no longer shows what was wrong with the words it held. The server reads the new ones.
for (const name of ["input", "change"]) document.addEventListener(name, ({ target }) => {
  const field = target.closest(".field:has([aria-invalid])");
  field?.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
  field?.querySelector(".errorlist")?.remove();
});

// Signing in again, in another tab, changes the token of the forms already open: the cookie has the one of today.
const tokenOfToday = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
document.addEventListener("htmx:config:request", (event) => {
  const { body } = event.detail.ctx.request;
  if (tokenOfToday() && body?.has?.("csrfmiddlewaretoken")) body.set("csrfmiddlewaretoken", tokenOfToday());
});

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const icon = button.querySelector("use");
  const address = icon.getAttribute("href").split("#")[0];
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    icon.setAttribute("href", `${address}#${shown ? "eye" : "eye-off"}`);
  });
}

// The rules of a password are ticked as they are met. The server checks them again.
const MET = {
  length: (password) => [...password].length >= 8,
  upper: (password) => /\p{Uppercase}/u.test(password),
  lower: (password) => /\p{Lowercase}/u.test(password),
  digit: (password) => /\p{Nd}/u.test(password),
};
for (const rules of document.querySelectorAll(".rules")) {
  const told = document.createElement("div");
  told.className = "visually-hidden";
  told.setAttribute("role", "status");
  rules.after(told);
  let timer = 0;
  rules.closest(".field").querySelector("input").addEventListener("input", (event) => {
    for (const rule of rules.children) rule.classList.toggle("met", MET[rule.dataset.rule](event.target.value));
    clearTimeout(timer);
    // Said once the fingers rest, not at each letter.
    timer = setTimeout(() => {
      const missing = [...rules.children].filter((rule) => !rule.classList.contains("met")).map((rule) => rule.textContent);
      told.textContent = missing.length ? `Il manque : ${missing.join(", ")}.` : "Toutes les règles sont respectées.";
    }, 700);
  });
}

document.querySelector("[data-focus]")?.focus();
