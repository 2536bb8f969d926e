#!/usr/bin/env bash
# "PH Mo" is three days a year for one engine and every Monday for the other.
#
# Expected: a holiday and a weekday side by side narrow each other down: only Mondays that are a public holiday.
# Happens: opening_hours.js reads it so (Easter Monday, Koningsdag 2026, Whit Monday). opening-hours (Rust) makes "PH,Mo" of it
#   and is open on every Monday and on every holiday besides; neither says a word. With a comma, "PH,Mo", both mean the same.
# Matters here: The Rust crate is meant to judge our opening hours in tests; this form can't be used there.
# Tried: opening_hours.js 3.15.0, opening-hours-py 2.1.4. Source: the specification of opening_hours on the OpenStreetMap wiki
#   (weekday_selector: holiday_sequence, space, weekday_sequence), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts opening_hours@3.15.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4 >&2
cat > try.mjs <<'JS'
import OpeningHours from "opening_hours";

const place = { lat: 52, lon: 5, address: { country_code: "nl", state: "Noord-Holland" } };
const open = new OpeningHours("PH Mo 10:00-12:00", place).getOpenIntervals(new Date(2026, 0, 1), new Date(2027, 0, 1));
console.log("js  ", open.length, "days:", ...open.map(([from]) => from.toISOString().slice(5, 10)));
JS
cat > try.py <<'PY'
from datetime import datetime
from opening_hours import OpeningHours

hours = OpeningHours("PH Mo 10:00-12:00", country="NL")
open_ = [a for a, _, state, _ in hours.intervals(datetime(2026, 1, 1), datetime(2027, 1, 1)) if str(state) == "open"]
mondays = sum(day.weekday() == 0 for day in open_)
print("rust", len(open_), "days,", mondays, "of them Mondays; it writes the text as", hours)
PY
got=$(TZ=UTC node try.mjs; v/bin/python try.py)
want='js   3 days: 04-06 04-27 05-25
rust 58 days, 52 of them Mondays; it writes the text as PH,Mo 10:00-12:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
