// The long form fills itself: specialities of the chosen profession, department and region of the post code.
"use strict";

const profession = document.getElementById("id_profession_code");
const speciality = document.getElementById("id_speciality_code");
const postcode = document.getElementById("id_postcode");
const department = document.getElementById("id_department_code");
const region = document.getElementById("id_region_code");
const allSpecialities = [...speciality.querySelectorAll("optgroup")];

function showSpecialities() {
  const chosen = profession.selectedOptions[0]?.text;
  const kept = speciality.value;
  allSpecialities.forEach((group) => group.remove());
  allSpecialities.filter((group) => group.label === chosen).forEach((group) => speciality.append(group));
  speciality.value = kept;
  if (speciality.selectedIndex < 0) speciality.value = "";
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

profession.form.addEventListener("change", showSpecialities);
postcode.addEventListener("change", followPostcode);
department.addEventListener("change", followRegion);
showSpecialities();
