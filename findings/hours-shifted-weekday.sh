#!/usr/bin/env bash
# "The Friday before the first Monday of the month" is missing twice a year (opening_hours.js).
#
# Expected: "Mo[1] -3 days" is one day for each month, twelve in 2026.
# Happens: opening_hours.js finds ten. Where two of these Fridays fall in one month (2 and 30 January, 2 and 30 October) it
#   knows only the later one; the earlier is closed, without a warning. opening-hours (Rust) has all twelve.
# Matters here: opening_hours.js is the second opinion in such tests. Days counted back from a numbered weekday are listed as
#   dates instead.
# Tried: opening_hours.js 3.15.0, opening-hours-py 2.1.4. Source: this run; the calendar of 2026 is checked with dateutil
#   2.9.0.post0.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts opening_hours@3.15.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4 python-dateutil==2.9.0.post0 >&2
cat > try.mjs <<'JS'
import OpeningHours from "opening_hours";

const open = new OpeningHours("Mo[1] -3 days 10:00-12:00", null).getOpenIntervals(new Date(2026, 0, 1), new Date(2027, 0, 1));
console.log("js  ", ...open.map(([from]) => from.toISOString().slice(5, 10)));
JS
cat > try.py <<'PY'
from datetime import date, datetime, timedelta
from dateutil.rrule import MO, MONTHLY, rrule
from opening_hours import OpeningHours

found = OpeningHours("Mo[1] -3 days 10:00-12:00").intervals(datetime(2026, 1, 1), datetime(2027, 1, 1))
print("rust", *(a.strftime("%m-%d") for a, _, state, _ in found if str(state) == "open"))
mondays = rrule(MONTHLY, byweekday=MO(1), dtstart=datetime(2026, 1, 1), until=datetime(2027, 1, 3))
print("due ", *((day - timedelta(days=3)).strftime("%m-%d") for day in mondays))
PY
got=$(TZ=UTC node try.mjs; v/bin/python try.py)
want='js   01-30 02-27 04-03 05-01 05-29 07-03 07-31 09-04 10-30 12-04
rust 01-02 01-30 02-27 04-03 05-01 05-29 07-03 07-31 09-04 10-02 10-30 12-04
due  01-02 01-30 02-27 04-03 05-01 05-29 07-03 07-31 09-04 10-02 10-30 12-04'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
