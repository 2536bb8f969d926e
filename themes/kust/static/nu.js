// Says what is now. data-nu has the words of its element, data-naar the address of a link: "29930340 words|480 other words", each from that
// minute since 1970 on (UTC), all but the first counted from the one before. No words: it is past. The page is right as of its date without this.
(() => {
  const made = new Map();
  let timer;
  const said = (steps) => {
    let at = 0;
    let words;
    for (const step of steps.split("|")) {
      at += parseInt(step, 10);
      if (at * 6e4 > Date.now()) break;
      words = step.slice(step.indexOf(" ") + 1);
    }
    return words;
  };
  const look = () => {
    for (const it of document.querySelectorAll("[data-nu]")) {
      const words = said(it.dataset.nu);
      if (words === undefined) continue;
      if (!made.has(it)) made.set(it, [it.hidden, ...it.childNodes]);
      it.hidden = !words;
      // What is the same is left alone: no screen reader hears of it.
      if (words && it.textContent !== words) it.textContent = words;
      const href = said(it.dataset.naar ?? "");
      if (href) it.href = href;
    }
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(look, 6e4 - (Date.now() % 6e4));
  };
  look();
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  // Paper is read later: there the page stands as it was made.
  addEventListener("beforeprint", () => {
    for (const [it, [hidden, ...nodes]] of made) {
      it.hidden = hidden;
      if (it.dataset.nu.search(/ [^|]/) > 0) it.replaceChildren(...nodes);
    }
  });
  addEventListener("afterprint", look);
})();
