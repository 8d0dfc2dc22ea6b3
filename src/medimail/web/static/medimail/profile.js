// The long form fills itself: from the national directory, from the profession, from the post code.
"use strict";

const fields = document.querySelector("[name=profession_code]").form.elements;
const { profession_code: profession, speciality_code: speciality, postcode, department_code: department, region_code: region } = fields;
const allSpecialities = [...speciality.querySelectorAll("optgroup")];

function set(field, value) {
  if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
const valueOf = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);

function showSpecialities() {
  const chosen = profession.selectedOptions[0]?.text;
  const kept = speciality.value;
  allSpecialities.forEach((group) => group.remove());
  const own = allSpecialities.filter((group) => group.label === chosen);
  own.forEach((group) => speciality.append(group));
  speciality.value = kept;
  if (speciality.selectedIndex < 0) speciality.value = "";
  speciality.closest(".field").hidden = own.length === 0;
  speciality.dispatchEvent(new Event("options"));
}

function codeOf(digits) {
  if (digits.startsWith("20")) return /^20[01]/.test(digits) ? "2A" : "2B";
  return /^9[78]/.test(digits) ? digits.slice(0, 3) : digits.slice(0, 2);
}

function followRegion() {
  const name = department.selectedOptions[0]?.parentElement.label;
  const found = [...region.options].find((option) => option.text === name);
  if (found) region.value = found.value;
}

function followPostcode() {
  const digits = postcode.value.replace(/\D/g, "");
  if (digits.length !== 5) return;
  const found = [...department.options].find((option) => option.value === codeOf(digits));
  if (!found) return;
  department.value = found.value;
  followRegion();
}

// Only what is empty, or what the directory had filled and nobody touched since.
function fill(values) {
  for (const [name, value] of Object.entries(values)) {
    const field = fields[name];
    const now = field && valueOf(field);
    if (!field || now === value || (now && field.dataset.filled !== now) || (!now && !value)) continue;
    set(field, value);
    field.dataset.filled = valueOf(field);
  }
}

profession.addEventListener("change", showSpecialities);
profession.form.addEventListener("change", (event) => { if (event.target === profession.form) showSpecialities(); });
for (const name of ["input", "change"]) postcode.addEventListener(name, followPostcode);
department.addEventListener("change", followRegion);
showSpecialities();

// A page of sign-in or of error is no answer about a number.
document.addEventListener("htmx:before:swap", (event) => {
  const { response } = event.detail.ctx;
  if (response.status >= 400 || response.raw.redirected) event.preventDefault();
});
const answer = document.getElementById("number-answer");
document.addEventListener("htmx:after:swap", () => {
  const found = answer?.querySelector(".notice[data-fill]");
  if (found) fill(JSON.parse(found.dataset.fill));
});
answer?.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fill]");
  if (!button) return;
  event.preventDefault();
  fill(JSON.parse(button.dataset.fill));
  for (const one of answer.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one === button));
});
