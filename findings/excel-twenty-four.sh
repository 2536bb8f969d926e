#!/usr/bin/env bash
# A closing time of 24:00 in a spreadsheet is read as 1 January 1900, or as 0:00.
#
# Expected: a cell with 24:00 is a time or a length of 24 hours, next to a cell with 22:00 that is a time.
# Happens: 22:00 is a time; 24:00 is 1 January 1900 at 0:00 for openpyxl, and just the date of that day for calamine; SheetJS
#   shows 00:00. 26:00 (two at night) is 2:00 on that day. Only with the format [h]:mm is it a length, and 24:00 to all.
# Matters here: Editors who bring opening hours over from a spreadsheet get a date where a time should be. wijkwijzer refuses
#   both 24:00 and such a date, and offers 23:59 for the former.
# Tried: openpyxl 3.1.5, python-calamine 0.9.1 (the crate calamine), xlsx 0.18.5. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts xlsx@0.18.5 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 >&2
cat > try.py <<'PY'
import openpyxl, python_calamine

book = openpyxl.Workbook()
for value, form in ((22 / 24, "hh:mm"), (1.0, "hh:mm"), (26 / 24, "hh:mm"), (1.0, "[h]:mm")):
    book.active.append([value])
    book.active.cell(book.active.max_row, 1).number_format = form
book.save("a.xlsx")
one = [row[0] for row in openpyxl.load_workbook("a.xlsx").active.iter_rows(values_only=True)]
two = [row[0] for row in python_calamine.CalamineWorkbook.from_path("a.xlsx").get_sheet_by_index(0).to_python()]
for name, values in (("openpyxl", one), ("calamine", two)):
    print(name, *("| %s %s" % (type(value).__name__, value) for value in values))
PY
got=$(v/bin/python try.py
node -e 'const x = require("xlsx"); console.log("sheetjs", x.utils.sheet_to_csv(x.readFile("a.xlsx").Sheets.Sheet).trim().split("\n").join(" | "))')
want='openpyxl | time 22:00:00 | datetime 1900-01-01 00:00:00 | datetime 1900-01-01 02:00:00 | timedelta 1 day, 0:00:00
calamine | time 22:00:00 | date 1900-01-01 | datetime 1900-01-01 02:00:00 | timedelta 1 day, 0:00:00
sheetjs 22:00 | 00:00 | 02:00 | 24:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
