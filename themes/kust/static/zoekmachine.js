// Searches: see zoeken.html.
(() => {
  const box = document.querySelector("#deel--zoek");
  const all = document.querySelector("#alles");
  const [form, field, said, found, call] = box.querySelectorAll("form, input, .zoek__aantal, .zoek__gevonden, .zoek__bel");
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const make = (name, nodes, more) => {
    const it = Object.assign(document.createElement(name), more);
    it.append(...nodes);
    return it;
  };

  // As normaal.rs does.
  const plain = (text) => text.replace(/[’‘ʼ`]/g, "'").normalize("NFKC").toLowerCase().normalize("NFD").replace(/[\p{M}\u00ad\u200b\ufeff]/gu, "").replace(/‐/g, "-");
  const words = (text) => {
    const out = [];
    for (const run of plain(text).match(/[\p{Alphabetic}\p{N}'/+-]+/gu) ?? []) {
      const parts = run.replace(/'s$/, "").split(/['/-]/).filter(Boolean);
      for (const part of parts) {
        const [, number, rest] = /^([0-9]+)\+(.*)/.exec(part) ?? [, , part];
        if (number) out.push(number + "+", number);
        out.push(...rest.split("+").filter((it) => !/^[tsn]?$/.test(it)));
      }
      if (parts[1]) out.push(parts.join("").replace(/\+/g, ""));
    }
    return out.filter(Boolean).map((it) => [...it].slice(0, 40).join(""));
  };

  // Files.
  const kept = new Map();
  const once = (key, get) => {
    if (!kept.has(key)) kept.set(key, get().catch((error) => { kept.delete(key); throw error; }));
    return kept.get(key);
  };
  const ask = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw answer;
    return answer;
  };
  const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  let base;
  const load = (address) => once(address, async () => {
    base = new URL(address, location);
    const answer = await ask(base).catch(async () => {
      base = new URL((await parse(await fetch(location.pathname, { cache: "no-cache" }))).querySelector("#deel--zoek").dataset.index, location);
      return ask(base);
    });
    const index = await answer.json();
    if (index.v !== 1) throw index;
    return index;
  });
  const part = (name) => once(name, async () => {
    let last = "";
    return (await (await ask(new URL(name + ".txt", base))).text()).trimEnd().split("\n").map((line) => {
      const [[shares, ...letters], where, group, others, ends] = line.split(" ");
      last = [...last].slice(0, DIGITS.indexOf(shares)).join("") + letters.join("");
      return { word: last, where, group, others, ends };
    });
  });
  const block = (name) => once(name, async () => (await ask(new URL(name + ".json", base))).json());
  const add = (to, lists, worth) => lists?.split(".").forEach((list, rank) => {
    let at = -1;
    let number = 0;
    for (const digit of list) {
      const value = DIGITS.indexOf(digit);
      number = number * 32 + (value & 31);
      if (value > 31) continue;
      at += number + 1;
      number = 0;
      to.set(at, Math.max(to.get(at) ?? 0, worth * [8, 3, 1][rank]));
    }
  });

  const isNear = (one, other) => {
    let at = 0;
    while (one[at] && one[at] === other[at]) at++;
    const [a, b] = [one.slice(at), other.slice(at)];
    return a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };
  const root = (word) => word.replace(/^ge(?=.{4})/, "").replace(/(en|ing|je|s|e|t|d)$/, "").replace(/(.)\1/g, "$1").replace(/z$/, "s").replace(/v$/, "f");
  const look = async (index, word, hits) => {
    const { delen } = index;
    const names = delen.filter((_, at) => at % 2 && [word, word.replace(/^ge/, "")].some((it) => (!delen[at + 1] || delen[at + 1] > it) && (delen[at - 1] <= it || (it[2] && delen[at - 1].startsWith(it)))));
    const lines = (await Promise.all(names.slice(0, 4).map(part))).flat();
    const places = new Map();
    const size = word.length;
    const take = (line, worth) => {
      hits.add(line.word);
      add(places, line.where, worth);
    };
    const whole = (line, worth) => {
      take(line, worth);
      add(places, line.others, worth * 0.8);
      add(places, line.ends, worth * 0.3);
      if (line.group) lines.forEach((it) => it.group === line.group && it !== line && take(it, worth * 0.8));
    };
    const any = (test) => lines.find((it) => test(it.word));
    const each = (test, worth) => lines.forEach((it) => test(it.word) && whole(it, worth));
    const exact = any((it) => it === word);
    if (exact) whole(exact, 1);
    for (const line of lines) {
      if (size > 2 && line.word.startsWith(word)) take(line, 0.3 + (0.4 * size) / line.word.length);
      else if (size > 3 && line.word.length > size + 2 && line.word.endsWith(word)) take(line, 0.4);
    }
    const begin = root(word);
    if (!exact && begin[2]) each((it) => root(it) === begin, 0.7);
    const short = word.replace(/(en|s|e)$/, "");
    if (!places.size && short[2]) each((it) => it.startsWith(short), 0.5);
    if (!places.size && size > 3) each((it) => isNear(word, it), 0.5);
    for (let at = 3; !places.size && at < size - 2; at++) {
      const [one, other] = [word.slice(0, at), word.slice(at)];
      if (!any((it) => it.startsWith(one)) || !any((it) => it === other || (at > size - 4 && it.startsWith(other)))) continue;
      const [a, b] = await Promise.all([look(index, one, hits), look(index, other, hits)]);
      for (const [entry, worth] of a.places) if (b.places.has(entry)) places.set(entry, (worth + b.places.get(entry)) / 3);
    }
    if (!places.size) each((it) => it[3] && (word.startsWith(it) || word.endsWith(it)), 0.2);
    return { places, lines };
  };
  const search = async (index, query) => {
    const hits = new Set();
    let asked = [...new Set(words(query))];
    const meant = asked.filter((it) => !` ${index.stop} `.includes(` ${it} `));
    if (meant[0]) asked = meant;
    const looked = await Promise.all(asked.slice(0, 8).map((it) => look(index, it, hits)));
    const total = new Map();
    for (const { places } of looked) {
      for (const [entry, worth] of places) {
        const one = total.get(entry) ?? { entry, worth: 0, count: 0 };
        one.worth += worth * Math.log2(1 + index.n / places.size);
        one.count++;
        total.set(entry, one);
      }
    }
    const list = [...total.values()];
    const most = Math.max(...list.map((it) => it.count));
    for (const one of list) {
      one.worth *= one.count ** 2;
      let first = 0;
      [one.kind, , one.helps, one.named] = index.soorten.find((it) => one.entry < (first += it[1]));
    }
    list.sort((a, b) => b.worth - a.worth || a.entry - b.entry);
    const helps = list.filter((it) => it.helps && it.count === most && it.worth > list[0].worth * 0.6).slice(0, 5);
    const rest = list.filter((it) => !helps.includes(it)).slice(0, 20);
    await Promise.all([...helps, ...rest].map(async (one) => {
      const some = await block(index.blokken[Math.floor(one.entry / index.blok)]);
      [one.title, one.href, one.areas, one.line] = some[one.entry % index.blok];
    }));
    return { helps, rest, count: list.length, hits, lines: looked.flatMap((it) => it.lines) };
  };

  const marked = (text, hits) => text.split(/([\p{Alphabetic}\p{N}]+)/u).map((it) => (hits.has(plain(it)) ? make("mark", [it]) : it));
  const isHit = (text, hits) => words(text).some((it) => hits.has(it));
  const quote = async (link, line, hits) => {
    const page = await parse(await ask(link.href));
    const place = page.getElementById(decodeURIComponent(link.hash.slice(1))) ?? page.querySelector("main");
    for (const it of place.querySelectorAll("p, li, dd, td, h2, h3, h4")) {
      const sentence = !it.querySelector("p, li") && it.textContent.replace(/\s+/g, " ").split(/(?<=[.?!]) /).find((one) => isHit(one, hits));
      if (sentence) return line.replaceChildren(...marked(sentence.slice(0, 200), hits));
    }
  };
  const item = (index, hits, { title, href, areas, line, kind, named }) => make("li", [
    make("a", marked(title, hits), { href: new URL(href, new URL(box.dataset.thuis, location)), translate: !named }),
    make("span", [[" " + kind, ...areas.split(" ").slice(0, 3).map((it) => index.wijken[it])].filter(Boolean).join(" · ")], { className: "klein" }),
    make("p", marked(line, hits)),
  ]);

  let turn = 0;
  let later;
  const show = async () => {
    const mine = ++turn;
    const query = field.value.trim().slice(0, 100);
    const tell = (text, nodes, fails) => {
      if (mine !== turn) return;
      found.replaceChildren(...nodes);
      if (said.textContent !== text) said.textContent = text;
      all.hidden = query && !fails;
      call.hidden = !fails && fails !== 0;
    };
    clearTimeout(later);
    if (!query) return tell("", []);
    try {
      const index = await load(box.dataset.index);
      const nodes = [];
      const digits = query.replace(/[\s().-]/g, "").replace(/^(\+|00)31/, "0");
      const isPhone = /^(0\d{8,10}|14\d{3,4}|1\d\d)$/.test(digits);
      const postcode = /^([1-9]\d{3})\s?([a-z]{2})$/i.exec(query);
      if (isPhone) nodes.push(make("p", [query, " is een telefoonnummer. ", make("a", ["Bel ", query], { href: "tel:" + digits })]));
      const { postcodes } = box.dataset;
      if (postcode) nodes.push(make("p", [postcode[1], " ", postcode[2].toUpperCase(), " is een postcode. ", postcodes ? make("a", ["Bekijk in welke wijk deze ligt"], { href: postcodes + "#" + postcode[1] + postcode[2] }) : box.dataset.buurten ? make("a", ["Zoek in welke wijk uw buurt ligt"], { href: box.dataset.buurten }) : ""]));
      const { helps, rest, count, hits, lines } = await search(index, isPhone ? digits : postcode ? postcode[1] + postcode[2] : query);
      for (const [title, some] of [["Contact en inloop", helps], [helps[0] && "Meer op deze site", rest]]) {
        if (title && some[0]) nodes.push(make("h2", [title]));
        if (some[0]) nodes.push(make("ol", some.map((it) => item(index, hits, it)), { className: "zoek__lijst" }));
      }
      if (!count) {
        const near = lines.filter((it) => it.word.startsWith(words(query)[0].slice(0, 3))).slice(0, 5);
        if (near[0]) nodes.push(make("p", ["Zoekt u misschien: ", ...near.flatMap(({ word }, at) => [at ? ", " : "", make("a", [word], { href: "?q=" + word })])]));
      }
      tell(count ? count + " gevonden" : `Niets gevonden voor “${query}”.`, nodes, count ? undefined : 0);
      later = setTimeout(() => {
        for (const li of [...found.querySelectorAll("li")].slice(0, 2)) {
          const [link, , line] = li.children;
          if (!isHit(line.textContent + " " + link.textContent, hits)) quote(link, line, hits).catch(() => {});
        }
      }, 500);
    } catch {
      tell("Zoeken lukt nu niet. Laad deze pagina opnieuw, of kies hieronder.", [], 1);
    }
  };
  const write = (how) => {
    const address = new URL(location.pathname, location);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    history[how](null, "", address);
  };
  let writes;
  const typed = () => {
    show();
    clearTimeout(writes);
    writes = setTimeout(write, 300, "replaceState");
  };
  const read = () => {
    field.value = new URLSearchParams(location.search).get("q") ?? "";
    show();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(writes);
    write("pushState");
    show();
  });
  field.addEventListener("input", typed);
  addEventListener("popstate", read);
  box.addEventListener("keydown", (event) => {
    const stops = [field, ...found.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (event.key === "Escape") {
      if (!at) field.value = "";
      field.focus();
      typed();
    } else if (at < 0 || !next) return;
    else next.focus();
    event.preventDefault();
  });
  // Who was quick typed already.
  if (field.value) typed();
  else read();
})();
