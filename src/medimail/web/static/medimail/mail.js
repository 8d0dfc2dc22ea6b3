// Niceties of the webmail: every address works as a full page without them.
"use strict";

const TOO_FAR = "Votre session a expiré. Votre texte est gardé : ouvrez la page de connexion dans un autre onglet, "
  + "connectez-vous, puis revenez ici et réessayez.";
const NOT_SENT = "L’envoi n’a pas abouti. Votre texte est gardé sur cette page : vérifiez votre connexion, puis réessayez.";

// The frame runs no script, so the page measures it. Twice: pictures inside the message arrive after the text.
function fit(frame) {
  const body = frame.contentDocument?.documentElement;
  if (!body) return;
  frame.style.blockSize = "0";
  frame.style.blockSize = `${Math.min(body.scrollHeight + 40, 20000)}px`;
}
function watchFrames() {
  for (const frame of document.querySelectorAll(".frame:not([data-watched])")) {
    frame.dataset.watched = "yes";
    frame.addEventListener("load", () => { fit(frame); setTimeout(() => fit(frame), 300); });
    if (frame.contentDocument?.readyState === "complete") fit(frame);
  }
}
watchFrames();
window.addEventListener("resize", () => document.querySelectorAll(".frame").forEach(fit));

// On a phone the folders are one line, and the settings another: the open one must be seen.
for (const line of document.querySelectorAll(".boxes, .menu")) line.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Another folder came in place: its link is marked in the nav, and whoever reads hears its name.
function markFolder() {
  const title = document.querySelector("#list-title[data-shown]");
  for (const link of document.querySelectorAll(".boxes [data-folder]")) {
    if (link.dataset.folder === title?.dataset.shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  title?.focus();
}

// The row of the message on the right is marked, also after the list was replaced.
function markRow() {
  for (const row of document.querySelectorAll(".message[aria-current]")) row.removeAttribute("aria-current");
  const subject = document.getElementById("subject");
  const row = subject && document.querySelector(`.message[data-uid="${subject.dataset.uid}"]`);
  row?.setAttribute("aria-current", "true");
  row?.classList.remove("unread");
  row?.querySelector(".state")?.remove();
}
function opened(subject) {
  subject.dataset.seen = "yes";
  document.getElementById("reading").scrollTop = 0;
  if (innerWidth < 960) scrollTo(0, 0);
  subject.focus();
  document.getElementById("fresh")?.dispatchEvent(new Event("refresh"));
}

function tell(kind, sentence, ...more) {
  const problem = document.getElementById("problem");
  if (!problem) return null;
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`;
  notice.setAttribute("role", kind === "danger" ? "alert" : "status");
  notice.tabIndex = -1;
  notice.append(document.createElement("span"), sentence, ...more);
  problem.replaceChildren(notice);
  return notice;
}
const complain = (sentence) => tell("danger", sentence)?.focus();

const draftKey = () => `${PREFIX}${document.querySelector("#composer form")?.dataset.keep}`;
const forgetDraft = () => sessionStorage.removeItem(draftKey());

// keep.js has put back the text of a message left unsent. Said aloud: it may be about another patient.
const composer = document.querySelector("#composer form:not([data-bound])");
if (composer && sessionStorage.getItem(draftKey())) {
  const restart = document.createElement("button");
  restart.type = "button";
  restart.className = "button small";
  restart.textContent = "Effacer";
  restart.addEventListener("click", () => { forgetDraft(); location.reload(); });
  tell("warn", "Voici le texte d’un message laissé sans l’envoyer. Vérifiez les destinataires, ou recommencez.", restart);
}

// Before an answer replaces anything: is it the answer to what was asked?
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  // News of a folder that was left meanwhile.
  if (ctx.sourceElement.id === "fresh" && !ctx.sourceElement.isConnected) { event.preventDefault(); return; }
  const { status, raw } = ctx.response;
  const composing = ctx.sourceElement.closest?.("#composer");
  const expected = composing ? [422, 503].includes(status) : status < 400;
  if (expected && !raw.redirected) return;
  event.preventDefault();
  if (composing) complain(raw.redirected ? TOO_FAR : NOT_SENT);
  else if (ctx.sourceElement.id !== "fresh") location.assign(ctx.request.action);
});
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  if (ctx.sourceElement.closest?.("#composer") && ctx.response.headers.get("HX-Redirect")) forgetDraft();
});
document.addEventListener("htmx:error", ({ detail: { ctx, error } }) => {
  if (ctx?.sourceElement.closest?.("#composer")) complain(NOT_SENT);
  // A message that did not come is asked for as a page. Not one that the next click replaced.
  else if (ctx?.sourceElement.matches?.(".message") && error?.name !== "AbortError") location.assign(ctx.request.action);
});
document.addEventListener("htmx:after:swap", (event) => {
  watchFrames();
  if (event.detail.ctx.target?.id === "contenu") markFolder();
  const subject = document.querySelector("#reading [data-focus]");
  if (subject && !subject.dataset.seen) opened(subject);
  markRow();
  document.querySelector("#composer [role='alert']")?.focus();
});
document.querySelector("[data-abandon]")?.addEventListener("click", forgetDraft);
const first = document.querySelector("#reading [data-focus]");
if (first) first.dataset.seen = "yes";
