// select[data-search] becomes a field in which one types to find a choice (ARIA combobox with a list).
// The select stays the truth: it is hidden, sent with the form, and may be changed by any other script.
"use strict";

const SHOWN = 100;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
  .replaceAll("œ", "oe").replace(/[^\p{L}\p{N}]+/gu, " ").trim();

function create(name, attributes) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// Choices with every typed word; those that begin with it come first.
function matching(select, typed) {
  const query = plain(typed);
  const found = [...select.options].filter((option) => option.value
    && query.split(" ").every((word) => plain(option.text).includes(word)));
  const rank = (option) => { const at = ` ${plain(option.text)}`.indexOf(` ${query}`); return at < 0 ? 2 : Math.min(at, 1); };
  return query ? found.sort((one, other) => rank(one) - rank(other)) : found;
}

function enhance(select) {
  const id = select.id;
  select.id = `${id}_choice`;
  const input = create("input", { id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}_list` });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  input.required = select.required;
  input.placeholder = select.options[0].text;
  const list = create("ul", { id: `${id}_list`, role: "listbox", class: "options", "aria-label": "Choix proposés" });
  list.hidden = true;
  const told = create("div", { class: "visually-hidden", role: "status" });
  const box = create("div", { class: "combobox" });
  box.append(input, list, told);
  select.after(box);
  select.hidden = true;
  let active = -1;

  const label = () => (select.value ? select.selectedOptions[0].text : "");
  const show = () => { input.value = label(); };
  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
  function mark(next) {
    const items = list.querySelectorAll("[role=option]");
    if (!items.length) return;
    items[active]?.classList.remove("active");
    active = (next + items.length) % items.length;
    items[active].classList.add("active");
    items[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", items[active].id);
  }
  function open(typed) {
    const found = matching(select, typed).slice(0, SHOWN);
    list.replaceChildren(...found.map((option, number) => {
      const item = create("li", { id: `${id}_option_${number}`, role: "option", "aria-selected": String(option.selected) });
      item.textContent = option.text;
      item.dataset.value = option.value;
      return item;
    }));
    active = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = found.length ? `${found.length} choix. Flèches pour parcourir, Entrée pour choisir.`
      : "Aucun choix ne correspond. Tapez un autre mot.";
    told.classList.toggle("visually-hidden", found.length > 0);
    const chosen = found.findIndex((option) => option.selected);
    if (chosen >= 0 && !typed) mark(chosen);
  }
  function choose(value) {
    const changed = select.value !== value;
    select.value = value;
    show();
    close();
    told.classList.add("visually-hidden");
    told.textContent = label() ? `${label()} choisi.` : "";
    if (changed) select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  // What was typed and not chosen: the only choice it can mean, or nothing, and then it says so.
  function settle() {
    close();
    if (input.value === label()) return;
    const found = input.value.trim() ? matching(select, input.value) : [];
    const exact = found.filter((option) => plain(option.text) === plain(input.value));
    const one = exact.length ? exact : found;
    if (one.length === 1) { choose(one[0].value); return; }
    if (!input.value.trim()) { choose(""); return; }
    const typed = input.value;
    choose("");
    input.value = typed;
    told.classList.remove("visually-hidden");
    told.textContent = `« ${typed} » n’est pas dans la liste. Choisissez-y une ligne.`;
  }
  function press(event) {
    const closed = list.hidden;
    const item = list.children[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (closed) open(input.value === label() ? "" : input.value);
      if (!closed || active < 0) mark(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    } else if (event.key === "Enter" && !closed) {
      event.preventDefault();
      if (item) choose(item.dataset.value); else settle();
    } else if (event.key === "Escape" && !closed) {
      event.preventDefault();
      close();
      show();
    }
  }

  input.addEventListener("input", (event) => { event.stopPropagation(); open(input.value); });
  input.addEventListener("change", (event) => event.stopPropagation());
  input.addEventListener("click", () => { if (list.hidden) { input.select(); open(input.value === label() ? "" : input.value); } });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", settle);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose(item.dataset.value);
  });
  for (const name of ["change", "options"]) select.addEventListener(name, show);
  select.form.addEventListener("change", (event) => { if (event.target === select.form) show(); });
  show();
}

document.querySelectorAll("select[data-search]").forEach(enhance);
