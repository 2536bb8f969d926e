#!/usr/bin/env bash
# One space after a comma: an office that closes early on two days is open day and night on the first of them.
#
# Expected: "Dec 24,Dec 31 09:00-12:00" and "Dec 24, Dec 31 09:00-12:00" are the same two short days.
# Happens: opening_hours.js reads both alike and has no warning. opening-hours (Rust, here through its Python binding) takes
#   comma and space as the sign between two rules: "Dec 24" without hours is open 0:00-24:00, and "Dec 31" only adds hours to an
#   ordinary Thursday, 9:00-17:00. The grammar on the OpenStreetMap wiki does name ", " so (additional_rule_separator).
# Matters here: Editors copy hours from maps, and opening hours that are written out for other programs need this form. A list
#   of days has no space in it.
# Tried: opening_hours.js 3.15.0, opening-hours-py 2.1.4. Source: the specification of opening_hours on the OpenStreetMap wiki,
#   and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts opening_hours@3.15.0 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check opening-hours-py==2.1.4 >&2
cat > try.mjs <<'JS'
import OpeningHours from "opening_hours";

const hour = (date) => date.toISOString().slice(5, 16);
for (const text of ["Mo-Fr 09:00-17:00; Dec 24,Dec 31 09:00-12:00", "Mo-Fr 09:00-17:00; Dec 24, Dec 31 09:00-12:00"]) {
  const hours = new OpeningHours(text, null);
  for (const day of [24, 31]) {
    const open = hours.getOpenIntervals(new Date(2026, 11, day), new Date(2026, 11, day + 1));
    console.log("js  ", text.slice(19), "->", ...open.map(([from, to]) => `${hour(from)}/${hour(to)}`));
  }
}
JS
cat > try.py <<'PY'
from datetime import datetime
from opening_hours import OpeningHours

for text in ("Mo-Fr 09:00-17:00; Dec 24,Dec 31 09:00-12:00", "Mo-Fr 09:00-17:00; Dec 24, Dec 31 09:00-12:00"):
    for day in (24, 31):
        found = OpeningHours(text).intervals(datetime(2026, 12, day), datetime(2026, 12, day, 23, 59))
        show = ["%s/%s" % (a.strftime("%m-%dT%H:%M"), b.strftime("%m-%dT%H:%M")) for a, b, state, _ in found if str(state) == "open"]
        print("rust", text[19:], "->", *show)
PY
got=$(TZ=UTC node try.mjs; v/bin/python try.py)
want='js   Dec 24,Dec 31 09:00-12:00 -> 12-24T09:00/12-24T12:00
js   Dec 24,Dec 31 09:00-12:00 -> 12-31T09:00/12-31T12:00
js   Dec 24, Dec 31 09:00-12:00 -> 12-24T09:00/12-24T12:00
js   Dec 24, Dec 31 09:00-12:00 -> 12-31T09:00/12-31T12:00
rust Dec 24,Dec 31 09:00-12:00 -> 12-24T09:00/12-24T12:00
rust Dec 24,Dec 31 09:00-12:00 -> 12-31T09:00/12-31T12:00
rust Dec 24, Dec 31 09:00-12:00 -> 12-24T00:00/12-24T23:59
rust Dec 24, Dec 31 09:00-12:00 -> 12-31T09:00/12-31T17:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
