// The administrator's page of one request.
"use strict";

// A ready sentence goes into the text, where it can be completed; the list then has nothing left to send.
for (const list of document.querySelectorAll("[data-starts]")) {
  list.addEventListener("change", () => {
    const text = document.getElementById(list.dataset.starts);
    if (!list.value) return;
    text.value = [text.value.trim(), list.value].filter(Boolean).join("\n");
    list.value = "";
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
}
