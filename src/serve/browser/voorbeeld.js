// The preview in the browser: follows the builds of `wijkwijzer serve`, brings the page up to date, shows what is wrong.
//
// What lives here: everything the preview does in a page. What must not: rules about content, or texts of findings; those come
// from the server as they are; nor how one page is laid over another: that is in morph.js. No build step, no library; works
// under the policy of a strict host (so no style in markup).
//
// How a page is brought up to date: it is fetched anew and laid over the one on the screen, element by element (`morph`). A
// reload would lose focus, opened <details>, typed text and, for a moment, the page itself; a morph leaves alone what did not
// change, so there is nothing to restore, and it is quicker to the eye. Only a page with scripts of its own is really reloaded,
// as nobody but those scripts knows what they did to it; then the place is kept in sessionStorage.
//
// Bar, overlay and messages live in a shadow root behind <body>: theme and preview cannot touch each other, and `morph`, which
// works on <head> and <body>, never meets them.
(() => {
  'use strict';

  const script = document.currentScript;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const laying = import('/-/morph.js');

  /** The newest build that this page shows. */
  let build = Number(script.dataset.bouw);
  /** Whether the address existed when it was opened: a 404 is not "withdrawn" once more. */
  let exists = (performance.getEntriesByType('navigation')[0]?.responseStatus ?? 200) !== 404;
  /** Where the site will be on its server. */
  let folder = '/';
  let source = null;
  let retry = 0;
  let timer = 0;
  /** Builds are worked through one after the other. */
  let work = Promise.resolve();
  /** What is waited for on a page that is being left: nothing may happen there any more. */
  const LEFT = new Promise(() => {});

  // ---- the connection ----------------------------------------------------------------------------------------------------

  /**
   * Connects, unless the tab is hidden: a browser opens six connections to an origin at most, so each tab that nobody looks at
   * gives its own back. Numbered builds see to it that nothing is missed meanwhile.
   */
  async function connect() {
    clearTimeout(timer);
    source?.close();
    source = null;
    if (document.hidden) return;
    const mine = (source = { close() { this.closed = true; } });
    try {
      const state = await askState();
      if (mine.closed) return;
      showState(state);
      // With another number the server has something to tell: all, when it was started anew since.
      if (state.bouw === build) enqueue(state);
      source = new EventSource(`/-/gebeurtenissen?na=${build}`);
    } catch {
      if (!mine.closed) lost();
      return;
    }
    source.onopen = () => { if (retry > 0) say(''); retry = 0; };
    source.onerror = lost;
    source.addEventListener('bouw', (event) => enqueue(JSON.parse(event.data)));
  }

  /** Tries again, with the number of now: an EventSource that reconnects by itself would ask with the one of then. */
  function lost() {
    source?.close();
    retry += 1;
    if (retry > 1) say('Geen verbinding met wijkwijzer. Start het programma opnieuw.');
    clearTimeout(timer);
    timer = setTimeout(connect, Math.min(250 * 2 ** retry, 4000));
  }

  /** What fails is asked for again: until then the page shows an older build, and says so when it connects. */
  function enqueue(event) {
    work = work.then(() => follow(event)).catch((error) => {
      console.error('wijkwijzer:', error);
      lost();
    });
  }

  /** Does what a build asks for. */
  async function follow({ bouw, fouten, waarschuwingen, gewijzigd = [], ingetrokken = [], alles = false }) {
    const here = address(location.href);
    const changed = new Set(gewijzigd.map(address));
    if (!alles && ingetrokken.map(address).includes(here)) return goToParent();
    if (alles || changed.has(here) || (!exists && changed.has('/404.html'))) await renew();
    else if (hasScripts(document) && [...changed].some((path) => /\.m?js$/.test(path))) await reload();
    if (alles || changed.size) await renewFiles(changed, alles, bouw);
    build = bouw;
    counts(fouten, waarschuwingen);
    await findings(bouw);
    // Another tab may have set what the bar shows.
    showState(await askState());
  }

  /** How the preview is set, and what is to be said of this page. */
  async function askState() {
    return (await ask(`/-/stand?pagina=${encodeURIComponent(location.pathname)}`)).json();
  }

  /** The path under which the server knows an address. */
  const address = (url) => new URL(url, location.href).pathname.replace(/\/index\.html$/, '/');

  async function ask(url, options) {
    const answer = await fetch(url, { cache: 'no-store', ...options });
    if (!answer.ok) throw Object.assign(new Error(`${url}: ${answer.status}`), { status: answer.status });
    return answer;
  }

  /** The header makes browsers ask the server first, before any other site could send this. */
  const post = (url, fields) =>
    ask(url, { method: 'POST', headers: { 'X-Wijkwijzer': 'voorbeeld' }, body: new URLSearchParams(fields) });

  // ---- the page ----------------------------------------------------------------------------------------------------------

  /** Fetches this page anew and lays it over the one on the screen. */
  async function renew() {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (!answer.ok && exists) return goToParent();
    exists = answer.ok;
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (hasScripts(document) || hasScripts(next)) return reload();
    const before = document.querySelectorAll('link[rel~="stylesheet"]').length;
    try {
      const touched = (await laying).layOver(next);
      // A page that had no style yet has no places yet.
      if (before) pointAt(touched);
    } catch {
      // Better once more from the start than a page of two halves.
      await reload();
    }
  }

  const hasScripts = (page) => [...page.scripts].some(({ type, src }) =>
    !src.endsWith('/-/voorbeeld.js') && (!type || type === 'module' || type.includes('javascript')));

  /** Withdrawn: on to the nearest page above it that is there, where a message waits. */
  async function goToParent() {
    source?.close();
    let path = address(location.href);
    do {
      path = path.replace(/[^/]*\/?$/, '') || '/';
    } while (path !== '/' && !(await fetch(path, { cache: 'no-store' })).ok);
    keep('boodschap', 'Deze pagina is er niet meer');
    location.replace(path);
    return LEFT;
  }

  /** The links of a 404 page begin with the folder that the site will have on its server; here it is at the root. */
  function followFromRoot(event) {
    const href = event.target.closest?.('a')?.getAttribute('href');
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (exists || folder === '/' || !isPlain || !href?.startsWith(folder)) return;
    event.preventDefault();
    location.assign(href.slice(folder.length - 1));
  }

  /** Style, pictures and fonts that changed, without a reload. */
  async function renewFiles(changed, all, bouw) {
    const { ADDED } = await laying;
    const used = new Set();
    const isMeant = (url) => {
      const { origin } = new URL(url, location.href);
      if (origin === location.origin) used.add(address(url));
      return origin === location.origin && (all || changed.has(address(url)));
    };
    const fresh = (url) => url.replace(ADDED, '').replace(/(\?[^#]*)?(#.*)?$/, (_, query = '', hash = '') =>
      `${query ? `${query}&` : '?'}voorbeeld=${bouw}${hash}`);
    for (const picture of document.querySelectorAll('img, source, video, audio')) {
      for (const name of ['src', 'srcset', 'poster'].filter((name) => picture.hasAttribute(name))) {
        const old = picture.getAttribute(name);
        const next = old.replace(/(^|,\s+)\s*([^\s,]+)/g, (one, comma, url) => (isMeant(url) ? comma + fresh(url) : one));
        if (next !== old) picture.setAttribute(name, next);
      }
    }
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')];
    const swapped = links.filter((link) => isMeant(link.href));
    // What is not on the page itself may be used by a stylesheet: another one that it imports, a font, a background.
    const inStyle = [...changed].some((path) => !used.has(path) && /\.(css|svg|png|jpe?g|webp|avif|gif|woff2?)$/.test(path));
    await Promise.all((inStyle ? links : swapped).map((link) => swap(link, fresh)));
  }

  /** Loads the new stylesheet beside the old one, which goes only then: no moment without style. */
  function swap(old, fresh) {
    if (!old.href.startsWith(location.origin)) return null;
    const link = old.cloneNode();
    link.setAttribute('href', fresh(old.getAttribute('href')));
    return new Promise((done) => {
      link.onload = () => done(old.remove());
      link.onerror = () => done(link.remove());
      old.after(link);
    });
  }

  // ---- the reader's place ------------------------------------------------------------------------------------------------

  /** Scrolls to what changed and marks it for a moment; not when something of it is in view already. */
  function pointAt(touched) {
    const seen = touched.map(visible).filter((it) => it && it !== document.body && it.isConnected);
    const content = seen.filter((it) => it.closest('main'));
    const blocks = (content.length ? content : seen)
      .sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const height = innerHeight - bar.offsetHeight;
    const isInView = ({ top, bottom }) => bottom > 0 && top < height;
    if (!blocks.length || blocks.some((it) => isInView(it.getBoundingClientRect()))) return;
    const block = blocks[0].offsetHeight > height ? 'start' : 'center';
    blocks[0].scrollIntoView({ block, behavior: calm.matches ? 'instant' : 'smooth' });
    mark(blocks[0].getBoundingClientRect());
  }

  /** The element itself, or what stands for it on the screen: the closed <details> around it. */
  function visible(element) {
    for (let it = element; it; it = it.parentElement) {
      const closed = it.parentElement?.closest('details:not([open])');
      if (!closed && it.getClientRects().length) return it;
    }
    return null;
  }

  /** A frame around a place on the page, in our own root, so that the page itself is not touched. */
  function mark({ left, top, width, height }) {
    const frame = element('div', 'kader');
    const places = { left: left + scrollX - 6, top: top + scrollY - 6, width: width + 12, height: height + 12 };
    for (const [name, value] of Object.entries(places)) frame.style.setProperty(name, `${value}px`);
    root.append(frame);
    setTimeout(() => frame.remove(), 2500);
  }

  const keep = (name, value) => sessionStorage.setItem(`wijkwijzer-${name}`, JSON.stringify(value));
  const kept = (name) => JSON.parse(sessionStorage.getItem(`wijkwijzer-${name}`) ?? 'null');
  const take = (name) => { const value = kept(name); sessionStorage.removeItem(`wijkwijzer-${name}`); return value; };
  const FIELDS = 'input:not([type=password], [type=file]), textarea, select';
  const FOCUSABLE = `a[href], button, summary, [tabindex], ${FIELDS}`;

  /** What the page before this one had and this one lacks: a template that is half saved may be a page without its form. */
  let lacking = { open: [], fields: [] };

  /** Really reloads. The browser would keep the scroll position, but not when it reloads twice at once. */
  function reload() {
    const focused = named(FOCUSABLE).find(([, it]) => it === document.activeElement);
    const changed = named(FIELDS).filter(([, it]) => it.options || entered(it) !== given(it));
    history.scrollRestoration = 'manual';
    keep('plaats', {
      path: location.pathname,
      scroll: [scrollX, scrollY],
      open: [...lacking.open, ...named('details').map(([name, it]) => [name, it.open])],
      fields: [...lacking.fields, ...changed.map(([name, it]) => [name, entered(it)])],
      focus: focused?.[0] ?? lacking.focus,
    });
    location.reload();
    return LEFT;
  }

  function restore() {
    const place = take('plaats');
    if (place?.path !== location.pathname) return;
    const [details, fields, focusable] = ['details', FIELDS, FOCUSABLE].map((what) => new Map(named(what)));
    for (const [name, open] of place.open) if (details.has(name)) details.get(name).open = open;
    for (const [name, value] of place.fields) if (fields.has(name)) enter(fields.get(name), value);
    focusable.get(place.focus)?.focus({ preventScroll: true });
    lacking = {
      open: place.open.filter(([name]) => !details.has(name)),
      fields: place.fields.filter(([name]) => !fields.has(name)),
      focus: focusable.has(place.focus) ? undefined : place.focus,
    };
    scrollTo({ left: place.scroll[0], top: place.scroll[1], behavior: 'instant' });
  }

  /** Elements, each with a name that says what it is, not where: a page that changed has it elsewhere. */
  function named(what) {
    const seen = new Map();
    return [...document.querySelectorAll(what)].map((it) => {
      const text = it.matches('details') ? it.firstElementChild?.textContent : it.matches('a, button, summary') && it.textContent;
      const choice = isTicked(it) && it.getAttribute('value');
      const name = JSON.stringify([it.localName, it.id, it.name, it.type, choice, text]);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return [`${name} ${seen.get(name)}`, it];
    });
  }

  const isTicked = ({ type }) => type === 'checkbox' || type === 'radio';
  const given = (it) => (isTicked(it) ? it.defaultChecked : it.defaultValue);

  function entered(it) {
    if (it.options) return [...it.options].filter(({ selected }) => selected).map(({ value }) => value);
    return isTicked(it) ? it.checked : it.value;
  }

  function enter(it, value) {
    if (it.options) for (const option of it.options) option.selected = value.includes(option.value);
    else it[isTicked(it) ? 'checked' : 'value'] = value;
  }

  // ---- bar, overlay, messages --------------------------------------------------------------------------------------------

  function element(name, classes, text = '', properties = {}) {
    return Object.assign(document.createElement(name), { className: classes, textContent: text, ...properties });
  }

  function button(classes, text, onclick) {
    return element('button', classes, text, { type: 'button', onclick });
  }

  const count = (number, one, more) => `${number} ${number === 1 ? one : more}`;

  const host = document.createElement('wijkwijzer-voorbeeld');
  host.lang = 'nl';
  const root = host.attachShadow({ mode: 'open' });
  const padding = new CSSStyleSheet();

  const fold = button('vouw', 'Voorbeeld', () => { unfold(controls.hidden); keep('open', !controls.hidden); });
  const drafts = element('input', 'schakelaar', '', { type: 'checkbox', id: 'concepten' });
  const day = element('input', 'dag', '', { type: 'date', id: 'vandaag', min: '2000-01-01', max: '2099-12-31' });
  const today = button('stil', 'Echte datum', () => set({ vandaag: '' }));
  const found = button('meldingenknop', '', () => overlay(true));
  const status = element('p', 'stand');
  const temporary = element('p', 'tijdelijk', '', { hidden: true });
  const bar = element('section', 'balk');
  const controls = element('div', 'knoppen', '', { id: 'knoppen' });
  const dialog = element('dialog', 'vel');
  const heading = element('h2', 'titel', '', { id: 'titel', tabIndex: -1 });
  const below = element('p', 'uitleg', '', { id: 'uitleg' });
  // Under the overlay the bar is inert: what it says is neither seen nor read out.
  const statusAbove = element('p', 'stand');
  const list = element('div', 'lijst');
  const message = element('div', 'boodschap', '', { hidden: true });
  const messageText = element('p', '');

  function assemble() {
    drafts.setAttribute('role', 'switch');
    const draftsLabel = element('label', 'veld');
    draftsLabel.append(drafts, 'Concepten tonen');
    const dayLabel = element('label', 'veld', 'Vandaag is');
    dayLabel.append(day);
    controls.append(draftsLabel, dayLabel, today, button('', 'Bewerk deze pagina', fillIn), button('', 'Open als tekst', editPage),
      element('a', 'knop', 'Alles bewerken', { href: '/-/formulier' }), element('a', 'knop', 'Wat verandert er online?', { href: '/-/online' }));
    const news = element('div', 'nieuws');
    news.append(found);
    // Read out when the reader is at rest.
    for (const it of [news, heading]) it.setAttribute('aria-live', 'polite');
    for (const it of [status, statusAbove]) it.setAttribute('role', 'status');
    fold.setAttribute('aria-controls', 'knoppen');
    bar.setAttribute('aria-label', 'Voorbeeld');
    bar.append(fold, news, temporary, controls, status);

    const close = button('sluit', 'Sluiten', () => dialog.close());
    const top = element('header', 'vel-kop');
    top.append(heading, close, statusAbove);
    dialog.append(top, below, list);
    dialog.setAttribute('aria-labelledby', 'titel');
    dialog.setAttribute('aria-describedby', 'uitleg');
    message.setAttribute('role', 'alert');
    message.append(messageText, button('sluit', 'Sluiten', () => { message.hidden = true; }));
    root.append(message, bar, dialog);

    drafts.onchange = () => set({ concepten: drafts.checked ? 'ja' : 'nee' });
    // While a year is typed, it is the year 2 for a moment.
    day.onchange = () => { if (day.value && day.validity.valid) set({ vandaag: day.value }); };
    // Closed is closed, until there is something new to tell.
    dialog.onclose = () => keep('gesloten', build);
    list.onclick = ({ target }) => {
      const edit = target.closest('button.bewerk');
      if (edit) open(edit.dataset.bestand, edit.dataset.regel);
    };
    unfold(kept('open') ?? innerWidth >= 640);
    new ResizeObserver(makeRoom).observe(bar);
  }

  function unfold(isOpen) {
    controls.hidden = !isOpen;
    fold.setAttribute('aria-expanded', String(isOpen));
  }

  /** The bar covers neither the end of the page nor what has the focus. */
  function makeRoom() {
    host.style.setProperty('--hoogte', `${bar.offsetHeight}px`);
    padding.replaceSync(`@media screen { html { scroll-padding-block-end: ${bar.offsetHeight + 8}px } }`);
  }

  /** One line in the bar, which is read out, too. */
  function say(text) {
    for (const it of [status, statusAbove]) write(it, text);
  }

  /** What is written anew is read out anew, though it be the same. */
  function write(it, text) {
    if (it.textContent !== text) it.textContent = text;
  }

  function tell(text) {
    messageText.textContent = text;
    message.hidden = false;
  }

  function showState({ concepten, vandaag, eigen_vandaag, fouten, waarschuwingen, map, tijdelijk }) {
    folder = map;
    write(temporary, tijdelijk ?? '');
    temporary.hidden = !tijdelijk;
    drafts.checked = concepten;
    if (root.activeElement !== day) day.value = eigen_vandaag ?? vandaag;
    today.hidden = !eigen_vandaag;
    counts(fouten, waarschuwingen);
  }

  let errors = 0, warnings = 0;

  function counts(fouten, waarschuwingen) {
    [errors, warnings] = [fouten, waarschuwingen];
    const told = [errors && count(errors, 'fout', 'fouten'), warnings && count(warnings, 'waarschuwing', 'waarschuwingen')];
    write(found, told.filter(Boolean).join(', '));
    found.hidden = !errors && !warnings;
    found.classList.toggle('ernstig', errors > 0);
  }

  /** Shows, brings up to date or takes away the overlay, as a build asks for. */
  async function findings(bouw) {
    if (errors) await overlay(kept('gesloten') !== bouw);
    else if (dialog.open && dialog.classList.contains('ernstig')) {
      dialog.close();
      say('De site is weer bijgewerkt.');
    } else if (dialog.open) await overlay(warnings > 0);
  }

  /** The list of all findings; `wanted`: opens it. A list that is open is changed in place, so that focus and scroll stay. */
  async function overlay(wanted) {
    if (!wanted && !dialog.open) return;
    if (!errors && !warnings) return dialog.close();
    const answer = await ask('/-/meldingen');
    const next = element('div', 'lijst');
    next.append(...new DOMParser().parseFromString(await answer.text(), 'text/html').body.childNodes);
    (await laying).morph(list, next);
    const isEmpty = !document.querySelector('main')?.hasChildNodes();
    write(heading, errors
      ? `De site is niet bijgewerkt: ${count(errors, 'fout', 'fouten')}`
      : count(warnings, 'waarschuwing', 'waarschuwingen'));
    below.textContent = !errors ? 'De site is wel bijgewerkt. Bekijk wat er beter kan.'
      : isEmpty ? 'Er is nog geen pagina om te tonen. Verbeter de fouten en sla op; dan verschijnt de site vanzelf.'
        : 'De pagina hieronder is de laatste goede versie. Verbeter de fouten en sla op; dan verdwijnt dit venster vanzelf.';
    dialog.classList.toggle('ernstig', errors > 0);
    if (dialog.open) return;
    dialog.showModal();
    dialog.scrollTop = 0;
    heading.focus({ preventScroll: true });
  }

  async function set(fields) {
    try {
      await post('/-/instelling', fields);
      showState(await askState());
    } catch {
      say('Dat is niet gelukt. Draait wijkwijzer nog?');
    }
  }

  async function fillIn() {
    const found = await ask(`/-/bron?pagina=${encodeURIComponent(location.pathname)}`).then((it) => it.json(), () => null);
    const file = found?.bestand ? { bestand: found.bestand } : {};
    location.href = `/-/formulier?${new URLSearchParams({ ...file, pagina: location.pathname })}`;
  }

  async function editPage() {
    const found = await ask(`/-/bron?pagina=${encodeURIComponent(location.pathname)}`).then((it) => it.json(), () => null);
    if (found?.bestand) open(found.bestand, found.regel);
    else if (found) say(`Deze pagina heeft nog geen eigen bestand. Wilt u er tekst op? Maak dan ${found.maak}.`);
    else say('Op dit adres staat geen pagina van de site.');
  }

  async function open(bestand, regel) {
    try {
      await post('/-/bewerk', { bestand, regel });
      say(`Geopend: ${bestand}`);
    } catch ({ status }) {
      say(status === 404 ? 'Dat bestand is er niet meer.' : 'Het bestand kon niet worden geopend.');
    }
  }

  // ---- start -------------------------------------------------------------------------------------------------------------

  restore();
  assemble();
  const style = element('link', '', '', { rel: 'stylesheet', href: '/-/voorbeeld.css' });
  style.onload = () => {
    makeRoom();
    const waiting = take('boodschap');
    if (waiting) tell(waiting);
    connect();
  };
  root.prepend(style);
  document.adoptedStyleSheets.push(padding);
  document.documentElement.append(host);
  document.addEventListener('visibilitychange', connect);
  document.addEventListener('click', followFromRoot);
  document.addEventListener('keydown', ({ key }) => { if (key === 'Escape') message.hidden = true; });
})();
