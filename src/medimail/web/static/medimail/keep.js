// What is typed in form[data-keep] survives an expired session, a refused post or a closed page of error.
// sessionStorage only: it dies with the tab. Passwords, files and hidden fields are never kept. Under the person's number:
// who signs in next in the same tab sees nothing of it.
"use strict";

const PREFIX = `medimail:${document.body.dataset.person}:`;
const keyOf = (form) => PREFIX + form.dataset.keep;
const fieldsOf = (form) =>
  [...form.elements].filter((field) => field.name && !["password", "file", "hidden", "submit", "button"].includes(field.type));

// Fields as the server sent them: there is nothing to keep, and nothing to announce later.
const untouched = (field) => field.options
  ? [...field.options].every((option) => option.selected === option.defaultSelected)
  : field.value === field.defaultValue && field.checked === field.defaultChecked;

function save(form) {
  if (!form.hasAttribute("data-bound") && fieldsOf(form).every(untouched)) { sessionStorage.removeItem(keyOf(form)); return; }
  const kept = fieldsOf(form).map((field) =>
    [field.name, field.value, ["checkbox", "radio"].includes(field.type) ? field.checked : null]);
  try { sessionStorage.setItem(keyOf(form), JSON.stringify(kept)); } catch { /* storage full or refused: the form still works */ }
}

function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(keyOf(form)) || "[]");
  for (const [name, value, checked] of kept) {
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      if (checked === null) field.value = value;
      else if (field.value === value) field.checked = checked;
      // What comes back must be seen: a hidden copy, a reason half written.
      if (!untouched(field)) field.closest("details")?.setAttribute("open", "");
    }
  }
  if (kept.length) form.dispatchEvent(new Event("change", { bubbles: true }));
}

function forget(prefix) {
  Object.keys(sessionStorage).filter((key) => key.startsWith(prefix)).forEach((key) => sessionStorage.removeItem(key));
}

// <body data-done="name"> is written by the page that follows a success.
for (const name of (document.body.dataset.done || "").split(" ").filter(Boolean)) forget(PREFIX + name);

for (const form of document.querySelectorAll("form[data-keep]")) {
  // After a refused post the server already shows what was typed, with its errors.
  if (!form.hasAttribute("data-bound")) restore(form);
}
// On the document: the composer is replaced by the page that refuses it.
for (const name of ["input", "submit"]) document.addEventListener(name, (event) => {
  const form = event.target.closest?.("form[data-keep]");
  if (form) save(form);
});
for (const form of document.querySelectorAll("form[data-forget]")) form.addEventListener("submit", () => forget(PREFIX));
