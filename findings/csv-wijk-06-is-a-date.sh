#!/usr/bin/env bash
# With cast_date, csv-parse takes "Wijk 06" for the first of June 2001 and a house number for a year.
#
# Expected: cast_date makes dates of what is written as a date, and leaves names and addresses alone.
# Happens: whatever Date.parse of V8 accepts is a date. V8 skips words that it does not know, so "Wijk 06" is 1 June 2001,
#   "Plein 1945" is New Year 1945 and "Dorpsstraat 4102" is the year 4102, while "1785 ST" and "Wijk 13" stay text: one column
#   gets two kinds. Dutch dates go wrong too: 05-03-2026 becomes 3 May.
# Matters here: Names of CBS-wijken and addresses are just such words with a number. Whoever checks a table of ours by csv-parse
#   must leave cast_date off.
# Tried: csv-parse 7.0.3 on Node 20 and later (V8). Source: the option cast_date in the documentation of csv-parse, and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts csv-parse@7.0.3 >&2
cat > try.mjs <<'JS'
import { parse } from "csv-parse/sync";

const text = "Wijk 06\nWijk 13\nPlein 1945\nDorpsstraat 4102\n1785 ST\n05-03-2026\n25-03-2026\n";
for (const [value] of parse(text, { cast: true, cast_date: true })) {
  console.log(value instanceof Date ? `date ${value.toISOString().slice(0, 10)}` : `text ${value}`);
}
JS
got=$(TZ=UTC node try.mjs)
want='date 2001-06-01
text Wijk 13
date 1945-01-01
date 4102-01-01
text 1785 ST
date 2026-05-03
text 25-03-2026'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
