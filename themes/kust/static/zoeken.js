// What searches is fetched when somebody begins to search: see zoekmachine.js.
(() => {
  const box = document.querySelector("#deel--zoek");
  if (!box) return;
  const start = () => import("./zoekmachine.js");
  box.hidden = false;
  if (location.search || box.contains(document.activeElement)) start();
  for (const sign of ["focusin", "input"]) box.addEventListener(sign, start, { once: true });
})();
