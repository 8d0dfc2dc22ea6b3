// A PDF with pages, search and zoom: the terms, whose text stands open on the page without it, and attachments.
"use strict";

const viewer = document.querySelector(".viewer");
const text = document.getElementById("texte");
const part = (name) => viewer.querySelector(`[data-${name}]`);
const [page, find, zoom] = ["page", "find", "zoom"].map((name) => document.getElementById(`viewer-${name}`));
const [previous, next, findPrevious, findNext] = ["previous", "next", "find-previous", "find-next"].map(part);

// pdf.js asks for its words by name; on these pages it only names a sheet.
const french = {
  getLanguage: () => "fr", getDirection: () => "ltr", get: async () => "", destroy: async () => {}, pause() {}, resume() {},
  async translate(root) { for (const sheet of root.querySelectorAll(".page")) this.translateOnce(sheet); },
  async translateOnce(sheet) { sheet.setAttribute("aria-label", `Page ${sheet.dataset.pageNumber}`); },
};

function failed() {
  part("loading").hidden = true;
  part("failed").hidden = false;
  viewer.classList.add("failed");
  if (text) text.open = true;
}

function pages(bus, shown) {
  const turn = (number) => {
    if (number >= 1 && number <= shown.pagesCount) shown.currentPageNumber = number;
    page.value = shown.currentPageNumber;
  };
  const told = () => {
    page.value = shown.currentPageNumber;
    previous.disabled = shown.currentPageNumber <= 1;
    next.disabled = shown.currentPageNumber >= shown.pagesCount;
  };
  previous.addEventListener("click", () => turn(shown.currentPageNumber - 1));
  next.addEventListener("click", () => turn(shown.currentPageNumber + 1));
  page.addEventListener("change", () => turn(Math.trunc(Number(page.value))));
  page.addEventListener("focus", () => page.select());
  bus.on("pagechanging", told);
  part("pages").textContent = `sur ${shown.pagesCount}`;
  told();
}

function search(bus) {
  const ask = (type, backwards = false) => bus.dispatch("find", {
    type, query: find.value, findPrevious: backwards, highlightAll: true, caseSensitive: false, entireWord: false,
    matchDiacritics: false,
  });
  const count = ({ matchesCount: { current, total } }) => {
    findPrevious.disabled = findNext.disabled = !total;
    if (!find.value) part("hits").textContent = "";
    else part("hits").textContent = total ? `${current || 1} sur ${total}` : "Aucun résultat";
  };
  find.addEventListener("input", () => ask(""));
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") ask("again", event.shiftKey);
  });
  findPrevious.addEventListener("click", () => ask("again", true));
  findNext.addEventListener("click", () => ask("again"));
  bus.on("updatefindmatchescount", count);
  bus.on("updatefindcontrolstate", count);
}

// The tags of the file name links that are not drawn here. Headings and lists are read in « Lire le texte ».
function untagged(opened) {
  const getPage = opened.getPage.bind(opened);
  opened.getPage = async (number) => Object.assign(await getPage(number), { getStructTree: async () => null });
  return opened;
}

async function show() {
  const { library, worker, components, file } = viewer.dataset;
  const pdf = await import(library);
  pdf.GlobalWorkerOptions.workerSrc = worker;
  const { EventBus, PDFFindController, PDFLinkService, PDFViewer } = await import(components);
  // Nothing is compiled and nothing else is fetched: the page's security policy would refuse it.
  const opened = await pdf.getDocument({ url: file, isEvalSupported: false, useWasm: false, enableXfa: false }).promise;
  const eventBus = new EventBus();
  const linkService = new PDFLinkService({ eventBus });
  const findController = new PDFFindController({ eventBus, linkService });
  const container = part("scroll");
  // No links over the sheets: the keyboard would cross the whole table of contents on its way to « Accepter ».
  const layers = { annotationMode: pdf.AnnotationMode.DISABLE, enableAutoLinking: false };
  const shown = new PDFViewer({ container, eventBus, linkService, findController, l10n: french, ...layers });
  linkService.setViewer(shown);
  // One stop for the keyboard, the pages that scroll; not one more for the words of each sheet.
  eventBus.on("textlayerrendered", ({ source }) => source.textLayer.div.removeAttribute("tabindex"));
  await new Promise((ready) => {
    eventBus.on("pagesinit", ready);
    shown.setDocument(untagged(opened));
    linkService.setDocument(opened);
  });
  french.translate(container);
  // The same choice gives another size when the window turns or narrows.
  const measure = () => {
    // In a window folded to nothing, « automatique » would be a size below zero.
    if (container.clientWidth < 100) return;
    shown.currentScaleValue = zoom.value;
    shown.update();
  };
  zoom.addEventListener("change", measure);
  new ResizeObserver(measure).observe(container);
  measure();
  pages(eventBus, shown);
  search(eventBus);
  for (const tool of [page, find, zoom]) tool.disabled = false;
  part("loading").hidden = true;
}

if (text && location.hash.length < 2) text.open = false;
viewer.hidden = false;
show().catch(failed);
