// What searches is fetched when somebody searches: see zoekmachine.js.
(() => {
  const box = document.querySelector("#deel--zoek");
  if (!box) return;
  const start = () => import("./zoekmachine.js");
  box.hidden = false;
  if (location.search || box.contains(document.activeElement)) start();
  else box.addEventListener("focusin", start, { once: true });
})();
