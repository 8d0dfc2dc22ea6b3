// « Imprimer » opens the printer at once. The sheet stands in a frame without scripts; without this file, in a tab.
"use strict";

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-print]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  document.querySelector("iframe.sheet")?.remove();
  const sheet = document.createElement("iframe");
  sheet.className = "sheet";
  sheet.title = "Message à imprimer";
  sheet.setAttribute("aria-hidden", "true");
  sheet.tabIndex = -1;
  sheet.setAttribute("sandbox", "allow-same-origin allow-modals");
  sheet.addEventListener("load", () => sheet.contentWindow.print());
  sheet.src = link.href;
  document.body.append(sheet);
});
