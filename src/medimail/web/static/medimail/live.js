// News of the person's boxes as they come. One tab asks and tells the others: browsers allow six connections to a place.
(() => {
  const address = document.body.dataset.live;
  if (!address || !window.EventSource) return;
  const told = (box) => document.body.dispatchEvent(new CustomEvent("medimail:news", { detail: { box: Number(box) } }));
  const others = window.BroadcastChannel ? new BroadcastChannel("medimail-news") : null;
  if (others) others.onmessage = (event) => told(event.data);

  const ask = () => new Promise(() => {
    const source = new EventSource(address, { withCredentials: true });
    source.onmessage = (event) => {
      told(event.data);
      if (others) others.postMessage(event.data);
    };
  });
  if (navigator.locks) navigator.locks.request("medimail-news", ask);
  else ask();
})();
