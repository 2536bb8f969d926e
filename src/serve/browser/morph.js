// Lays one page over another: of the page on the screen only that changes which differs in the next one.
//
// What lives here: which element becomes which, and what of it is the reader's. What must not: connections, what the preview
// itself shows.

/** What the preview adds to the address of a picture or style, so that the browser asks for it again. */
export const ADDED = /[?&]voorbeeld=\d+/g;

/** Lays a page over the one on the screen; returns the elements of its body that differ now. */
export function layOver(next) {
  const touched = new Set();
  attributes(document.documentElement, next.documentElement, new Set());
  morph(document.head, next.head, new Set());
  morph(document.body, next.body, touched);
  return [...touched];
}

/** Makes `live` equal to `next`; what the reader did (opened, typed, focused) stays. Puts in `touched` what differs now. */
export function morph(live, next, touched = new Set()) {
  if (isOurs(live) || live.isEqualNode(next)) return;
  if (live.nodeType !== Node.ELEMENT_NODE) {
    live.data = next.data;
    touched.add(live.parentElement);
    return;
  }
  attributes(live, next, touched);
  let after = null;
  for (const [old, wanted] of pairs([...live.childNodes], [...next.childNodes]).reverse()) {
    if (old && wanted) {
      morph(old, wanted, touched);
      after = old;
    } else if (old) {
      if (!isBlank(old)) touched.add(live);
      old.remove();
    } else {
      const fresh = document.importNode(wanted, true);
      live.insertBefore(fresh, after);
      if (!isBlank(fresh)) touched.add(fresh.nodeType === Node.ELEMENT_NODE ? fresh : live);
      after = fresh;
    }
  }
}

function attributes(live, next, touched) {
  const isReaders = (name) => name === 'open' && (live.localName === 'details' || live.localName === 'dialog');
  for (const { name } of [...live.attributes]) {
    if (!next.hasAttribute(name) && !isReaders(name)) {
      live.removeAttribute(name);
      touched.add(live);
    }
  }
  for (const { name, value } of next.attributes) {
    if (live.getAttribute(name)?.replace(ADDED, '') !== value && !isReaders(name)) {
      live.setAttribute(name, value);
      touched.add(live);
    }
  }
}

/**
 * Which old child becomes which new one, in order, so that nothing is ever moved (a moved element loses its focus). From both
 * ends what is equal; between those the pairs that are most alike.
 */
function pairs(olds, news) {
  const head = [], tail = [];
  while (olds.length && news.length && isSame(olds[0], news[0])) head.push([olds.shift(), news.shift()]);
  while (olds.length && news.length && isSame(olds.at(-1), news.at(-1))) tail.unshift([olds.pop(), news.pop()]);
  const width = news.length + 1;
  if (olds.length * width > 500_000) {
    return [...head, ...olds.map((old) => [old, null]), ...news.map((it) => [null, it]), ...tail];
  }
  const likes = new Float64Array((olds.length + 1) * width), best = likes.slice();
  for (let o = olds.length - 1; o >= 0; o--) {
    for (let n = news.length - 1; n >= 0; n--) {
      const at = o * width + n;
      likes[at] = likeness(olds[o], news[n]);
      best[at] = Math.max(best[at + width], best[at + 1], likes[at] && likes[at] + best[at + width + 1]);
    }
  }
  for (let o = 0, n = 0; o < olds.length || n < news.length;) {
    const at = o * width + n;
    if (o < olds.length && n < news.length && likes[at] && best[at] === likes[at] + best[at + width + 1]) {
      head.push([olds[o++], news[n++]]);
    } else if (o < olds.length && (n === news.length || best[at] === best[at + width])) head.push([olds[o++], null]);
    else head.push([null, news[n++]]);
  }
  return [...head, ...tail];
}

function likeness(old, next) {
  if (old.nodeName !== next.nodeName || (old.id ?? '') !== (next.id ?? '')) return 0;
  if (isBlank(old) || isBlank(next)) return isBlank(old) && isBlank(next) ? 1 : 0;
  if (isSame(old, next)) return 1e6;
  const summary = (it) => (it.localName === 'details' ? it.firstElementChild?.textContent : undefined);
  return old.id || (summary(old) && summary(old) === summary(next)) ? 1e3 : 1;
}

const isBlank = (node) => node.nodeType === Node.TEXT_NODE && !node.data.trim();

/** The script of the preview, which tells of another build each time. */
const isOurs = (node) => node.localName === 'script' && node.getAttribute('src') === '/-/voorbeeld.js';

/** Equal but for what the reader opened. */
function isSame(a, b) {
  if (a.isEqualNode(b) || (isOurs(a) && isOurs(b))) return true;
  const opened = 'details[open]';
  if (a.nodeName !== b.nodeName || !a.matches || !(a.matches(opened) || a.querySelector(opened))) return false;
  const bare = (node) => {
    const box = document.implementation.createHTMLDocument('').body;
    box.append(box.ownerDocument.importNode(node, true));
    for (const details of box.querySelectorAll(opened)) details.removeAttribute('open');
    return box;
  };
  return bare(a).isEqualNode(bare(b));
}
