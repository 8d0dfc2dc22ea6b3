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

// A line under the tools, shown while the address is typed: the chosen words are remembered, the field takes the focus.
function linkField(page, done) {
  const line = Object.assign(document.createElement("div"), { className: "row wrap", hidden: true });
  const label = Object.assign(document.createElement("label"), { textContent: "Adresse du lien", htmlFor: "id_lien", className: "small" });
  const field = Object.assign(document.createElement("input"), { id: "id_lien", className: "input", inputMode: "url", placeholder: "https://…" });
  const add = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: "Ajouter le lien" });
  line.append(label, field, add);
  let chosen = null;
  function close() {
    line.hidden = true;
    page.focus();
    if (chosen) { getSelection().removeAllRanges(); getSelection().addRange(chosen); }
  }
  function put() {
    const typed = field.value.trim();
    const address = typed && !/^[a-z]+:/i.test(typed) ? `https://${typed}` : typed;
    field.setCustomValidity(!address || /^(https?:|mailto:|tel:)/i.test(address) ? "" : "Commencez l’adresse par https://");
    if (!field.reportValidity()) return;
    close();
    if (!address) return;
    if (!chosen || chosen.collapsed) {
      const shown = Object.assign(document.createElement("a"), { href: address, textContent: typed });
      document.execCommand("insertHTML", false, shown.outerHTML);
    } else document.execCommand("createLink", false, address);
    done();
  }
  add.addEventListener("click", put);
  field.addEventListener("input", (event) => { event.stopPropagation(); field.setCustomValidity(""); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); put(); }
    if (event.key === "Escape") { event.stopPropagation(); close(); }
  });
  return {
    line,
    ask() {
      const selection = getSelection();
      chosen = selection.rangeCount && page.contains(selection.anchorNode) ? selection.getRangeAt(0).cloneRange() : null;
      field.value = "";
      line.hidden = false;
      field.focus();
    },
  };
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
  const link = linkField(page, write);
  function run(command) {
    if (command === "createLink") return link.ask();
    page.focus();
    document.execCommand("styleWithCSS", false, false);
    document.execCommand(command, false, command === "formatBlock" ? "blockquote" : null);
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
  bar.after(link.line);
  function show(rich) {
    field.hidden = rich;
    if (!rich) link.line.hidden = true;
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
