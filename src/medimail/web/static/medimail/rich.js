// « Mise en forme »: a small editor over the text field. The server cleans what it writes; without it the text stays.
"use strict";

const COMMANDS = [
  ["bold", "Gras", "G"], ["italic", "Italique", "I"], ["insertUnorderedList", "Liste", "•"],
  ["insertOrderedList", "Liste numérotée", "1."], ["formatBlock", "Citation", "»"], ["createLink", "Lien", "Lien"],
];

function toHtml(text) {
  const box = document.createElement("div");
  for (const line of text.split("\n")) {
    const paragraph = document.createElement("div");
    if (line) paragraph.textContent = line; else paragraph.append(document.createElement("br"));
    box.append(paragraph);
  }
  return box.innerHTML;
}

function startEditor(form) {
  const field = form.elements.text;
  const html = form.elements.html;
  const toggle = form.querySelector("[data-rich]");
  toggle.hidden = false;
  const bar = Object.assign(document.createElement("div"), { className: "rich-bar row wrap", hidden: true });
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Mise en forme");
  const page = Object.assign(document.createElement("div"), { className: "rich", contentEditable: "true", hidden: true });
  page.setAttribute("role", "textbox");
  page.setAttribute("aria-multiline", "true");
  field.after(bar, page);

  function write() {
    html.value = page.innerHTML;
    field.value = page.innerText;
    page.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function mark() {
    for (const button of bar.children) button.setAttribute("aria-pressed", String(document.queryCommandState(button.dataset.command)));
  }
  function run(command) {
    page.focus();
    document.execCommand("styleWithCSS", false, false);
    if (command === "createLink") {
      const address = window.prompt("Adresse du lien (https://…)", "https://");
      if (address && /^(https?:|mailto:|tel:)/.test(address)) document.execCommand(command, false, address);
    } else document.execCommand(command, false, command === "formatBlock" ? "blockquote" : null);
    write();
    mark();
  }
  for (const [command, label, sign] of COMMANDS) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small quiet", textContent: sign, title: label });
    button.setAttribute("aria-label", label);
    button.dataset.command = command;
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => run(command));
    bar.append(button);
  }
  function show(rich) {
    field.hidden = rich;
    if (rich) page.setAttribute("aria-label", "Message"); else page.removeAttribute("aria-label");
    bar.hidden = page.hidden = !rich;
    toggle.setAttribute("aria-pressed", String(rich));
    toggle.querySelector("span").textContent = rich ? "Texte simple" : "Mise en forme";
  }
  toggle.addEventListener("click", () => {
    const rich = page.hidden;
    if (rich) page.innerHTML = toHtml(field.value);
    else html.value = "";
    show(rich);
    (rich ? page : field).focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  page.addEventListener("input", (event) => { if (event.isTrusted) write(); });
  page.addEventListener("keyup", mark);
  page.addEventListener("mouseup", mark);
  // What is pasted comes as words: the looks of other programs are not ours to send.
  page.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length) return;
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  if (html.value) { page.innerHTML = html.value; show(true); }
}

function prepareEditor() {
  for (const form of document.querySelectorAll("#composer form:not([data-editor])")) { form.dataset.editor = "yes"; startEditor(form); }
}
prepareEditor();
document.addEventListener("htmx:after:swap", prepareEditor);
