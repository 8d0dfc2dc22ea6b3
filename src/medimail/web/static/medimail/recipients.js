// textarea[data-recipients]: names of the directory are proposed under « À » (ARIA listbox beside a text field).
// data-one: it takes the place of all that is there. The field stays what is sent: pasted lists and addresses that no directory knows work as before.
"use strict";

const FEWEST = 2;
const PAUSE = 120;

// The recipient being typed: from the last separator before the caret to the next one.
function pieceOf(field) {
  const text = field.value;
  const from = Math.max(...[",", ";", "\n"].map((sign) => text.lastIndexOf(sign, field.selectionStart - 1))) + 1;
  const rest = text.slice(field.selectionStart).search(/[,;\n]/);
  return { from, to: rest < 0 ? text.length : field.selectionStart + rest };
}
const typedIn = (field) => { const { from, to } = pieceOf(field); return field.value.slice(from, to).trim(); };

function suggestRecipients(field) {
  const list = document.createElement("ul");
  Object.assign(list, { id: `${field.id}_list`, className: "options", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Destinataires proposés");
  const heard = document.createElement("div");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  const box = document.createElement("div");
  box.className = "suggest";
  field.before(box);
  box.append(field, list, heard);
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", list.id);
  let active = -1;
  let timer = 0;
  let asking = false;
  let shownFor = "";

  function close() {
    clearTimeout(timer);
    list.hidden = true;
    active = -1;
    shownFor = "";
    field.removeAttribute("aria-activedescendant");
  }
  function mark(next) {
    list.children[active]?.classList.remove("active");
    list.children[active]?.setAttribute("aria-selected", "false");
    active = (next + list.children.length) % list.children.length;
    const item = list.children[active];
    item.classList.add("active");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", item.id);
  }
  function show(answer, typed) {
    close();
    list.innerHTML = answer;
    [...list.children].forEach((item, number) => { item.id = `${field.id}_proposed_${number}`; });
    const count = list.children.length;
    heard.classList.add("visually-hidden");
    heard.textContent = count ? `${count} destinataire${count > 1 ? "s" : ""}. Flèches pour parcourir, Entrée pour choisir.`
      : "Aucun destinataire proposé : tapez l’adresse entière.";
    if (!count) return;
    shownFor = typed;
    list.hidden = false;
    // Whoever types an address means that address: nothing is chosen for them.
    if (!typed.includes("@")) mark(0);
  }
  // One question at a time; the next one is about what stands there by then.
  async function ask() {
    const typed = typedIn(field);
    if (asking) return;
    if (typed.length < FEWEST || typed.includes("<")) { close(); return; }
    if (typed === shownFor) return;
    asking = true;
    try {
      const answer = await fetch(`${field.dataset.recipients}?${new URLSearchParams({ q: typed, ...(field.dataset.box && { boite: field.dataset.box }), ...(field.dataset.shared && { commune: "1" }) })}`, { redirect: "manual" });
      if (answer.ok && document.activeElement === field && typedIn(field) === typed) show(await answer.text(), typed);
      else if (!answer.ok) close();
    } catch { close(); } finally { asking = false; }
    if (document.activeElement === field && typedIn(field) !== typed) ask();
  }
  function choose(item) {
    const { from, to } = "one" in field.dataset ? { from: 0, to: field.value.length } : pieceOf(field);
    const after = field.value.slice(to).replace(/^[,;\s]+/, "");
    field.value = `${field.value.slice(0, from)}${from && !/\s$/.test(field.value.slice(0, from)) ? " " : ""}${item.dataset.value}${"one" in field.dataset ? "" : ", "}`;
    const caret = field.value.length;
    field.value += after;
    field.setSelectionRange(caret, caret);
    const { gone } = item.dataset;
    heard.classList.toggle("visually-hidden", !gone);
    heard.textContent = gone ? `N’est plus dans l’annuaire : ${gone}. Vérifiez avant d’envoyer.`
      : `${item.querySelector("strong").textContent} ajouté.`;
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function press(event) {
    if (list.hidden || event.isComposing) return;
    const item = list.children[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") mark(event.key === "ArrowDown" ? active + 1 : Math.max(active, 0) - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && item && !event.shiftKey) choose(item);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", press);
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose(item);
  });
}

// The composer that comes back with a mistake has new fields.
function findRecipients() {
  document.querySelectorAll("textarea[data-recipients]:not([aria-controls])").forEach(suggestRecipients);
}
findRecipients();
document.addEventListener("htmx:after:swap", findRecipients);
