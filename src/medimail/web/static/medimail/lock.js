// A page left open locks by itself: nobody reads a patient's message over an empty chair. One timer, and one question when
// it is due, since another tab may have been used meanwhile. The server locks in any case.
"use strict";

{
  const IDLE = Number(document.body.dataset.idle) * 1000;
  const LEFT = "/verrou/reste/";
  let due = Date.now() + IDLE;
  let waiting = 0;

  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, Math.min(Math.max(due - Date.now(), 0), 2 ** 31 - 1) + 500);
  }
  function lockPage() {
    location.replace(`/verrou/?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  async function ask(active) {
    try {
      const answer = await fetch(active === true ? `${LEFT}?actif` : LEFT, { cache: "no-store" });
      const left = answer.ok ? Number(await answer.text()) : 0;
      if (!left) { lockPage(); return; }
      due = Date.now() + left * 1000;
    } catch {
      // No network: what stands on the screen is hidden all the same, and the server is asked again by a click.
      if (Date.now() >= due) { lockPage(); return; }
    }
    wait();
  }

  if (document.body.dataset.person && IDLE) {
    wait();
    // Writing a long message asks nothing of the server, yet somebody is there.
    document.addEventListener("input", () => { if (Date.now() > due - IDLE * .9) { due = Date.now() + IDLE; ask(true); } });
    document.addEventListener("htmx:after:request", ({ detail }) => {
      if (!detail.ctx.sourceElement.closest?.("#fresh, #suivi")) { due = Date.now() + IDLE; wait(); }
    });
    // A computer that slept counts no time: on waking, the clock is read.
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && Date.now() >= due) ask(); });
    window.addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
  }
}
