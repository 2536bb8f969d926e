// What a page should be like for everybody, as functions that return what is wrong. Run in the page by checks.rs.
const called = (it) => `<${it.localName}${it.id ? ` id=${it.id}` : ''}${it.className ? ` class=${it.getAttribute('class')}` : ''}> ${
  it.textContent.trim().replace(/\s+/g, ' ').slice(0, 40)}`;
// Off the screen on purpose: for screen readers, or not chosen yet.
const isHidden = (it) => !it.checkVisibility({ visibilityProperty: true }) || it.closest('.stil, .sprong:not(:focus)') !== null;
const scrolls = (it) => /auto|scroll/.test(getComputedStyle(it).overflowX);
const isInScroller = (it) => { for (let up = it.parentElement; up && up !== document.body; up = up.parentElement) if (scrolls(up)) return true; return false; };
// The rectangles of the words themselves, line by line.
const lines = (node) => { const range = document.createRange(); range.selectNodeContents(node); return [...range.getClientRects()].filter((it) => it.width > 1 && it.height > 1); };
const words = () => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), all = [];
  while (walker.nextNode()) { const node = walker.currentNode; if (node.data.trim() && !isHidden(node.parentElement)) all.push(node); }
  return all;
};

// WCAG 1.4.4, 1.4.10, 1.4.12: nothing needs scrolling sideways, nothing is cut off, no words lie on top of each other.
function fits() {
  const faults = [];
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`the page is ${document.documentElement.scrollWidth} wide, the screen ${innerWidth}`);
  const found = [];
  for (const node of words()) {
    const it = node.parentElement;
    for (const line of lines(node)) {
      if (!isInScroller(it) && (line.left < -1 || line.right > innerWidth + 1)) faults.push(`sticks out: ${called(it)}`);
      found.push({ node, it, line });
    }
    for (let up = it; up && up !== document.body; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (/hidden|clip/.test(style.overflowX + style.overflowY) && (up.scrollWidth > up.clientWidth + 1 || up.scrollHeight > up.clientHeight + 1)) faults.push(`is cut off: ${called(up)}`);
    }
  }
  found.sort((a, b) => a.line.top - b.line.top);
  for (let one = 0; one < found.length; one += 1) {
    for (let two = one + 1; two < found.length && found[two].line.top < found[one].line.bottom; two += 1) {
      const a = found[one], b = found[two];
      // Boxes of lines are higher than their letters: half a line of overlap is what is seen.
      const wide = Math.min(a.line.right, b.line.right) - Math.max(a.line.left, b.line.left);
      const high = Math.min(a.line.bottom, b.line.bottom) - Math.max(a.line.top, b.line.top);
      if (a.node !== b.node && wide > 2 && high > Math.min(a.line.height, b.line.height) / 2
        && !isInScroller(a.it) && !isInScroller(b.it) && !a.it.closest('.zij') && !b.it.closest('.zij')) {
        faults.push(`lie on top of each other: ${called(a.it)} and ${called(b.it)}`);
      }
    }
  }
  return [...new Set(faults)];
}

// The letters further apart, as WCAG 1.4.12 says.
function space() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-block-end: 2em !important; }');
  document.adoptedStyleSheets = [sheet];
}

// Everything as it looks in a state, `:hover` or `:focus-visible`: what stands instead of it in the stylesheets weighs as much.
function put(state) {
  const change = (rules) => {
    for (const rule of rules) {
      if (rule.selectorText?.includes(state)) rule.selectorText = rule.selectorText.replaceAll(state, ':is(*, .x)');
      if (rule.cssRules) change(rule.cssRules);
    }
  };
  for (const sheet of document.styleSheets) change(sheet.cssRules);
}

// 44 pixels for a finger (WCAG 2.5.5), but for links in a sentence and in the running text of editors.
function targets() {
  const isInSentence = (it) => {
    let up = it.parentElement;
    while (getComputedStyle(up).display === 'inline') up = up.parentElement;
    return getComputedStyle(it).display === 'inline' && (it.closest('.tekst') !== null || up.textContent.trim().length > it.textContent.trim().length + 1);
  };
  const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea')].filter((it) => !isHidden(it));
  // An area on a map may be small: the list beside it has the same link, or is where it leads.
  const isBeside = (it) => it.ownerSVGElement && (it.closest('figure').querySelector(`li[id="${it.getAttribute('href').slice(1)}"]`)
    || all.some((other) => !other.ownerSVGElement && other.closest('figure') === it.closest('figure') && other.getAttribute('href') === it.getAttribute('href')));
  return all.filter((it) => !isInSentence(it) && !isBeside(it)).flatMap((it) => {
    const { width, height } = it.getBoundingClientRect();
    return width < 44 || height < 43.5 ? [`${width.toFixed()} x ${height.toFixed()}: ${called(it)}`] : [];
  });
}

// What can be reached by Tab, in the order of the text.
function stops() {
  const all = [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')];
  return all.filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled);
}

// WCAG 2.4.7, 2.4.11: where the focus is now, and what is wrong with it.
function focused(expected) {
  const it = document.activeElement;
  if (it === document.body) return ['nothing has the focus'];
  const faults = [];
  if (it !== stops()[expected]) faults.push(`stop ${expected} is ${called(it)}`);
  const style = getComputedStyle(it);
  // A ring around an area on a map would be a rectangle that others cover: its border is the ring.
  const ring = it.ownerSVGElement ? parseFloat(getComputedStyle(it.querySelector('path, rect')).strokeWidth) / 2 : style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth);
  if (ring < 2) faults.push(`no ring: ${called(it)}`);
  const rects = [...it.getClientRects()].filter((line) => line.width > 0 && line.height > 0);
  const isSeen = rects.some((line) => {
    const x = Math.min(Math.max((line.left + line.right) / 2, 0), innerWidth - 1);
    return [0.2, 0.5, 0.8].some((part) => {
      // Of something higher than the screen, the part that is on it.
      const [from, to] = [Math.max(line.top, 0), Math.min(line.bottom, innerHeight)];
      if (to - from < 1) return false;
      const y = from + (to - from) * part;
      const top = document.elementFromPoint(x, y);
      return top !== null && (it.contains(top) || it.ownerSVGElement?.contains(top) || top.contains(it) && top.localName !== 'html');
    });
  });
  if (!isSeen) faults.push(`cannot be seen: ${called(it)}`);
  return faults;
}

// What moves although the reader asked for rest.
function moving() {
  const slow = (it, pseudo) => { const style = getComputedStyle(it, pseudo); return [style.transitionDuration, style.animationDuration].some((all) => all.split(',').some((one) => parseFloat(one) > 0)); };
  const faults = [...document.querySelectorAll('*')].filter((it) => slow(it) || slow(it, '::before') || slow(it, '::after')).map((it) => `moves: ${called(it)}`);
  if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') faults.push('the page scrolls smoothly');
  return faults;
}

// With the colours of the reader's own, what is pressed or has a state shows its edge, and the state its shape.
function edges() {
  const all = [...document.querySelectorAll('.knop, .merk, .menu__knop')].filter((it) => !isHidden(it));
  const faults = all.filter((it) => getComputedStyle(it).borderTopStyle === 'none').map((it) => `no edge: ${called(it)}`);
  for (const it of document.querySelectorAll('.merk')) if (parseFloat(getComputedStyle(it, '::before').borderLeftWidth) + parseFloat(getComputedStyle(it, '::before').borderRightWidth) === 0) faults.push(`no shape: ${called(it)}`);
  return faults;
}

// Names, addresses and numbers that a translator must leave alone. The running text of editors is not ours to mark.
function translated(names) {
  const ours = words().filter((node) => !node.parentElement.closest('.tekst, .inleiding, nav, [translate=no], .stap__titel, .nieuws, .document, .verwijzingen, summary, .kaart > p, .kruimels'));
  const number = /\b0\d{2,3}[ -]?\d{6,7}\b|\b\d{4} ?[A-Z]{2}\b|@/;
  return ours.filter((node) => number.test(node.data) || names.some((name) => node.data.includes(name)))
    .map((node) => `is translated: ${called(node.parentElement)}`);
}
