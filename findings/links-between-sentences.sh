#!/usr/bin/env bash
# A forgotten space after a full stop makes a link to Eritrea (linkify-it-py, linkifyjs).
#
# Expected: only what begins with http, www or a known domain becomes a link.
# Happens: any two letters that are the domain of a country will do, and Dutch sentences often begin with such a word:
#   "koffie.Er is" links to a host in Eritrea, "open.De" to Germany, "dag.In" to India, "vol.Om" to Oman. linkify-it 6.1.0 of
#   npm, the elder of linkify-it-py, links none of these as it comes.
# Matters here: wijkwijzer makes no links of bare words. In mail and portals that do, a forgotten space sends a resident to
#   another country; a hint for a full stop with a letter behind it would help editors.
# Tried: linkify-it-py 2.2.0 (used by markdown-it-py), linkify-it 6.1.0, linkifyjs 4.4.0. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts linkify-it@6.1.0 linkifyjs@4.4.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check linkify-it-py==2.2.0 >&2
cat > try.py <<'PY'
from linkify_it import LinkifyIt
for text in open("a.txt").read().splitlines():
    print("py   ", text, "->", *(link.url for link in LinkifyIt().match(text) or []))
PY
cat > try.mjs <<'JS'
import fs from "node:fs";
import * as linkify from "linkify-it";
import { find } from "linkifyjs";

const it = new (linkify.default ?? linkify.LinkifyIt)();
for (const text of fs.readFileSync("a.txt", "utf8").trim().split("\n")) {
  console.log("npm  ", text, "->", ...(it.match(text) ?? []).map((link) => link.url));
  console.log("js   ", text, "->", ...find(text).map((link) => link.href));
}
JS
printf '%s\n' 'Er staat koffie.Er is ook thee' 'Wij zijn open.De deur ook' 'Elke dag.In de zomer niet' 'De zaal is vol.Om tien uur weer' > a.txt
got=$(v/bin/python try.py; node try.mjs)
want='py    Er staat koffie.Er is ook thee -> http://koffie.Er
py    Wij zijn open.De deur ook -> http://open.De
py    Elke dag.In de zomer niet -> http://dag.In
py    De zaal is vol.Om tien uur weer -> http://vol.Om
npm   Er staat koffie.Er is ook thee ->
js    Er staat koffie.Er is ook thee -> http://koffie.Er
npm   Wij zijn open.De deur ook ->
js    Wij zijn open.De deur ook -> http://open.De
npm   Elke dag.In de zomer niet ->
js    Elke dag.In de zomer niet -> http://dag.In
npm   De zaal is vol.Om tien uur weer ->
js    De zaal is vol.Om tien uur weer -> http://vol.Om'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
