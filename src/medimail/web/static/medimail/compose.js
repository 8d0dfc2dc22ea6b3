// #composer form: the draft is kept as one types, files leave as soon as they are chosen, and one post follows another.
// keep.js holds the words in this tab as long as the server has not got them.
"use strict";

const EXPIRED = "Votre session a expiré\u00a0: votre texte reste dans cet onglet. Connectez-vous dans un autre onglet, puis continuez ici.";
const OFFLINE = "Brouillon non gardé pour l’instant, nous réessayons. Votre texte reste dans cet onglet.";
const REST = 2000;
const HEAVY = 5 * 1024 * 1024;

function startComposer(form) {
  form.dataset.keeping = "yes";
  const told = form.closest("#composer").querySelector("[data-kept]");
  const list = form.querySelector("[data-files-kept]");
  let timer = 0;
  let chain = Promise.resolve();
  let leaving = false;
  let stopped = false;
  let sentLast = words(form);

  const changed = () => words(form) !== sentLast;
  function say(text, wrong = false) {
    told.textContent = text;
    told.classList.toggle("errorlist", wrong);
  }
  function take(answer) {
    form.elements.state.value = answer.state;
    if (answer.files.trim()) {
      const unticked = [...list.querySelectorAll("input:not(:checked)")].map((box) => names(box));
      list.innerHTML = answer.files;
      for (const box of list.querySelectorAll("input")) box.checked = !unticked.includes(names(box));
    }
    list.closest("fieldset").hidden = !list.children.length;
    form.elements.with_files.value = list.children.length ? "1" : "";
    say(answer.told);
  }
  function refused(answer) {
    stopped = answer.stop;
    say(answer.problem, true);
  }
  function body(act) {
    const values = new FormData(form);
    values.delete("uploads");
    values.delete("kept");
    values.set("act", act);
    if (tokenOfToday()) values.set("csrfmiddlewaretoken", tokenOfToday());
    return values;
  }
  async function keep() {
    if (leaving || stopped || !changed()) return;
    const sending = words(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: body("auto"), redirect: "manual", keepalive: false });
      if (answer.type === "opaqueredirect" || answer.status === 403) { say(EXPIRED, true); plan(15000); return; }
      const said = await answer.json();
      if (!answer.ok) { refused({ ...said, stop: answer.status === 409 }); if (answer.status === 503) plan(10000); return; }
      sentLast = sending;
      take(said);
    } catch { say(OFFLINE, true); plan(5000); }
  }
  const queue = (work) => { chain = chain.then(work, work); return chain; };
  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => queue(keep), delay);
  }
  function upload(file, line) {
    return new Promise((done) => {
      const values = body("fichier");
      values.append("uploads", file);
      const request = new XMLHttpRequest();
      const bar = line.querySelector("progress");
      request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
      request.addEventListener("loadend", () => {
        let said = {};
        try { said = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
        if (request.status === 200) { line.remove(); take(said); } else {
          bar.hidden = true;
          line.classList.add("failed");
          line.querySelector("[data-why]").textContent = said.problem || "Ce fichier n’est pas arrivé.";
          line.querySelector("[data-again]").hidden = false;
        }
        done();
      });
      request.open("POST", form.action);
      request.send(values);
    });
  }
  form.addEventListener("medimail:file", ({ detail }) => queue(() => upload(detail.file, detail.line)));
  for (const name of ["input", "change"]) form.addEventListener(name, (event) => {
    if (event.target.type === "file" || event.target.name === "kept") return;
    const weight = [...list.querySelectorAll("[data-size]")].reduce((sum, one) => sum + Number(one.dataset.size), 0);
    plan(weight > HEAVY ? 4 * REST : REST);
  });
  // A click on « Envoyer » waits for what is on its way: nothing overtakes, nothing is left out.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (form.dataset.through) { leaving = true; return; }
    if (form.querySelector(".failed")) {
      event.preventDefault();
      event.stopImmediatePropagation();
      say("Un fichier n’est pas arrivé\u00a0: réessayez ou retirez-le avant d’envoyer.", true);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    // Not at once: while this event is still being heard, the browser ignores another.
    chain.finally(() => setTimeout(() => {
      form.dataset.through = "yes";
      form.requestSubmit(submitter);
      delete form.dataset.through;
    }));
  }, true);
  // Typed before this script was there, or back from the tab's copy: nobody has told the server yet.
  if (["subject", "text"].some((name) => !untouched(form.elements[name]))) { sentLast = ""; plan(REST); }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") queue(keep); });
  window.addEventListener("pagehide", () => {
    if (!leaving && !stopped && changed()) fetch(form.action, { method: "POST", body: body("auto"), keepalive: true }).catch(() => {});
  });
}

const names = (box) => box.closest("label").textContent;
// What the server is to keep: not the seal, which changes at each answer.
function words(form) {
  const skipped = ["state", "csrfmiddlewaretoken", "kept", "with_files", "uploads"];
  return JSON.stringify([...new FormData(form)].filter(([name]) => !skipped.includes(name)));
}

function askFirst() {
  const dialog = document.querySelector("dialog[data-ask]:not([data-shown])");
  if (!dialog) return;
  dialog.dataset.shown = "yes";
  dialog.close();
  dialog.showModal();
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

function prepareComposer() {
  for (const form of document.querySelectorAll("#composer form[data-files]:not([data-keeping])")) startComposer(form);
  askFirst();
}
prepareComposer();
document.addEventListener("htmx:after:swap", prepareComposer);
document.addEventListener("change", (event) => {
  if (event.target.matches("#composer select[name='de']")) event.target.form.querySelector("[value='boite']").click();
});
