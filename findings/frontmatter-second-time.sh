#!/usr/bin/env bash
# A page with broken front matter is an error the first time, and a page without any front matter from then on (gray-matter).
#
# Expected: the same broken text gives the same error every time.
# Happens: gray-matter puts a text in its cache before it reads it. The first call throws; the second gives empty data, no
#   error, and the front matter as part of the text. Passing any options, even {}, goes round the cache.
# Matters here: `serve` and `watch` read a file again and again. Reading keeps no state here but the memo of equal input, which
#   keeps the findings as well; an editor's tool that is built on gray-matter publishes the keys as text.
# Tried: gray-matter 4.0.3 with js-yaml 3.14.2. Source: issues 121 and 166 of jonschlinkert/gray-matter (open), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts gray-matter@4.0.3 js-yaml@3.14.2 >&2
cat > try.cjs <<'JS'
const matter = require("gray-matter");

const text = "---\nvraag: Wanneer: dinsdag\n---\nTekst.\n";
const say = (name, read) => {
  try {
    const page = read();
    console.log(name, "data", JSON.stringify(page.data), "text", JSON.stringify(page.content));
  } catch (error) {
    console.log(name, error.name);
  }
};
say("first: ", () => matter(text));
say("second:", () => matter(text));
say("with {}:", () => matter(text, {}));
JS
got=$(node try.cjs)
want='first:  YAMLException
second: data {} text "---\nvraag: Wanneer: dinsdag\n---\nTekst.\n"
with {}: YAMLException'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
