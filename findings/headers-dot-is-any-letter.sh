#!/usr/bin/env bash
# The rule /*.ics of _headers also holds for the page /logistics/: its dot stands for any letter (Netlify's parser).
#
# Expected: /*.ics holds for addresses that end in ".ics".
# Happens: the parser makes a regular expression of each path. It escapes parts without a star, but in a part with one it only
#   replaces the star: the dot stays a dot of regular expressions. A last slash may follow and capitals don't count, so pages
#   that end in "ics" with one letter more before it, as /logistics/, get the Content-Type of a calendar and are offered for
#   download.
# Matters here: `server: headers` writes /*.ics, /*.vcf, /*.csv and /*.atom. A page with an address like /basics/ or /politics/
#   is hit. Seen in the parser that `netlify dev` uses; the host itself could not be asked.
# Tried: @netlify/headers-parser 9.0.3. Source: this run; pull request 3189 of netlify/cli for its use there.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts @netlify/headers-parser@9.0.3 >&2
printf '/*.ics\n  Content-Type: text/calendar\n/agenda.ics\n  X-Proef: ja\n' > _headers
cat > try.mjs <<'JS'
import { parseAllHeaders } from "@netlify/headers-parser";

const { headers } = await parseAllHeaders({ headersFiles: ["_headers"], configHeaders: [], minimal: false });
for (const address of ["/agenda.ics", "/wijken/agenda.ics", "/logistics/", "/thema/Basics", "/ics/", "/agendaxics"]) {
  console.log(address, ...headers.map((block) => `| ${block.for}: ${block.forRegExp.test(address)}`));
}
JS
got=$(node try.mjs)
want='/agenda.ics | /*.ics: true | /agenda.ics: true
/wijken/agenda.ics | /*.ics: true | /agenda.ics: false
/logistics/ | /*.ics: true | /agenda.ics: false
/thema/Basics | /*.ics: true | /agenda.ics: false
/ics/ | /*.ics: false | /agenda.ics: false
/agendaxics | /*.ics: true | /agenda.ics: false'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
