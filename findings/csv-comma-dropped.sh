#!/usr/bin/env bash
# A Dutch table opened by SheetJS has figures ten times as high, without a word.
#
# Expected: "12,5" in a file with semicolons is read as twelve and a half, or left as text. Papa Parse leaves it as text.
# Happens: SheetJS drops every comma, wherever it stands, before it reads the number: 12,5 becomes 125, 0,4 becomes 4, and
#   1.234,5 becomes 1.2345 (a thousand times too low).
# Matters here: A table that is offered to residents with decimal commas is for spreadsheets only; programs need one with points
#   beside it, and the page must say which is which.
# Tried: xlsx 0.18.5 (the last of SheetJS on npm), papaparse 5.7.1. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 papaparse@5.7.1 >&2
cat > try.cjs <<'JS'
const sheet = require("xlsx");
const papa = require("papaparse");

const text = "wijk;percentage\nNoord;12,5\nZuid;0,4\nOost;1.234,5\n";
const book = sheet.read(text, { type: "string" });
console.log("sheetjs ", JSON.stringify(sheet.utils.sheet_to_json(book.Sheets.Sheet1).map((row) => row.percentage)));
console.log("papaparse", JSON.stringify(papa.parse(text.trim(), { header: true, dynamicTyping: true }).data.map((row) => row.percentage)));
JS
got=$(node try.cjs)
want='sheetjs  [125,4,1.2345]
papaparse ["12,5","0,4","1.234,5"]'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
