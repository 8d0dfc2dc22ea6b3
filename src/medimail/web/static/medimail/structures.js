// The structure that was found fills the form of a shared box; a program shows how it will prove itself.
"use strict";

const found = document.getElementById("structures-trouvees");
const { elements } = found.closest("form");

found.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  for (const [name, value] of Object.entries(JSON.parse(button.dataset.fill))) {
    if (!elements[name] || (!value && name === "region_code")) continue;
    elements[name].value = value;
    for (const kind of ["input", "change"]) elements[name].dispatchEvent(new Event(kind, { bubbles: true }));
  }
  for (const one of found.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
});

const program = document.querySelector("[data-for-program]");
function showProgram() { program.hidden = elements.kind.value !== "APP"; }
found.closest("form").addEventListener("change", showProgram);
showProgram();

// Enter in the search asks for structures, and sends nothing.
elements.cherche.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
// A page of sign-in or of error is no answer about a structure.
document.addEventListener("htmx:before:swap", (event) => {
  const { response } = event.detail.ctx;
  if (response.status >= 400 || response.raw.redirected) event.preventDefault();
});
