// Says in which wijk a postcode lies: see in-welke-wijk.html.
(() => {
  const box = document.querySelector("#deel--postcode");
  if (!box) return;
  const [form, field, label, number] = box.querySelectorAll("form, #deel--postcode-veld, form [hidden]");
  const [said, result, call] = box.querySelectorAll(".zoek__aantal, section, .zoek__bel");
  const home = new URL(box.dataset.thuis, location);
  const known = new Map([...document.querySelectorAll("[data-bestand]")].map((it) => [new URL(it.dataset.bestand, location).pathname.split("/").pop().slice(0, 4), it]));
  const cards = [...document.querySelectorAll("#wijken .kaart")];
  const kept = new Map();
  const load = (digits) => {
    if (!kept.has(digits)) {
      const asked = fetch(known.get(digits).dataset.bestand).then((answer) => answer.json()).then((file) => {
        if (file.v !== 1) throw file;
        return file;
      });
      kept.set(digits, asked);
      asked.catch(() => kept.delete(digits));
    }
    return kept.get(digits);
  };
  // As people write it: 1785st, 1785 ST 12a, NL-1785 ST, and an o for a zero.
  const parse = (text) => {
    const [, digits, letters, house] = /^\W*(?:NL\W*)?([1-9][\dO]{3})(?!\d)\W*(?:([A-Z]{2})(?![A-Z])\W*(\d{1,5})?)?/.exec(text.toUpperCase()) ?? [];
    return { digits: digits?.replace(/O/g, "0"), letters, house };
  };
  const find = (file, letters) => {
    const [one, other] = [...letters].map((it) => it.charCodeAt(0) - 65);
    return file.antwoorden[file.paren.charCodeAt(one * 26 + other) - 48];
  };
  const wijken = (file, places) => [...new Set(places.map((it) => file.plekken[it][0]))];
  const where = (file, places) => {
    const all = wijken(file, places).map((address) => places.map((it) => file.plekken[it]).filter((it) => it[0] === address));
    if (all[1] && all.every(([it]) => it[1])) return `in ${["twee", "drie"][all.length - 2] ?? all.length} wijken: ${all.map(([it]) => it[1]).join(" en ")}`;
    const said = all.map((here) => {
      const [[address, wijk]] = here;
      if (!wijk) return address === "elders" ? "in een andere gemeente" : "in geen enkele wijk";
      const buurten = [...new Set(here.map((it) => it[2]))].filter(Boolean);
      return `in de wijk ${wijk}${buurten[0] ? `, in de buurt ${buurten.join(" of ")}` : ""}`;
    });
    return said.join(" of ");
  };

  let turn = 0;
  const answer = async (sent) => {
    const mine = ++turn;
    const { digits, letters, house } = parse(field.value.slice(0, 100));
    const tell = (text, addresses = [], fails = false) => {
      if (mine !== turn) return;
      if (said.textContent !== text) said.textContent = text;
      const hrefs = addresses.map((it) => new URL(it, home).href);
      const some = cards.filter((it) => hrefs.includes(it.querySelector("a").href.replace(/index\.html$/, "")));
      result.hidden = !some[0];
      result.querySelector("ul").replaceChildren(...some.map((it) => it.cloneNode(true)));
      call.hidden = !fails;
    };
    const ask = (wanted) => {
      if (mine === turn) label.hidden = number.hidden = !wanted;
    };
    if (!digits) {
      ask(false);
      return tell(sent ? "Dat is geen postcode. Een postcode heeft vier cijfers en twee letters, zoals 1234 AB." : "");
    }
    const name = letters ? `${digits} ${letters}` : digits;
    const unknown = () => {
      ask(false);
      tell(`De postcode ${name} kennen wij niet.`, [], true);
    };
    if (!known.has(digits)) return sent || letters ? unknown() : tell("");
    try {
      const file = await load(digits);
      if (!letters) {
        ask(false);
        const all = wijken(file, file.plekken.map((_, at) => at));
        if (!all[1] && file.plekken[0][1]) return tell(`Alles met ${digits} ligt in de wijk ${file.plekken[0][1]}.`, all);
        return tell(sent ? `Postcodes met ${digits} liggen niet allemaal in dezelfde wijk. Vul ook de twee letters in.` : "");
      }
      let places = find(file, letters);
      if (!places) return unknown();
      const numbers = file.nummers[letters] ?? [];
      const decides = wijken(file, [...places, ...numbers.flatMap((it) => it.slice(3))]).length > 1 && numbers[0];
      ask(decides && !house);
      const nr = parseInt(house ?? number.value, 10);
      if (decides && !(nr > 0)) {
        tell(`Bij ${name} hangt uw wijk af van uw huisnummer. Vul ook uw huisnummer in.`);
        if (sent && mine === turn) number.focus();
        return;
      }
      const here = nr > 0 ? numbers.filter(([from, to, step]) => from <= nr && nr <= to && (nr - from) % step === 0) : [];
      if (here[0]) places = here.flatMap((it) => it.slice(3));
      else if (!(nr > 0)) places = [...places, ...numbers.flatMap((it) => it.slice(3))];
      const all = wijken(file, places).filter((it) => it !== "elders" && it !== "nergens");
      tell(`${name}${nr > 0 && decides ? ` nummer ${nr}` : ""} ligt ${where(file, places)}.`, all, !all[0]);
    } catch {
      tell("Zoeken lukt nu niet. Laad deze pagina opnieuw, of kies hieronder de cijfers van uw postcode.");
    }
  };
  const read = () => {
    const { digits, letters } = parse(location.hash);
    if (!letters) return;
    field.value = `${digits} ${letters}`;
    answer(true);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer(true);
  });
  field.addEventListener("input", () => {
    number.value = "";
    answer(false);
  });
  number.addEventListener("input", () => answer(false));
  addEventListener("hashchange", read);
  box.hidden = false;
  read();
})();
