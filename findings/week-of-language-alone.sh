#!/usr/bin/env bash
# In "nl" 28 December 2026 lies in week 1, in "nl_NL" in week 53: even and odd weeks change places (Babel).
#
# Expected: Dutch weeks are those of ISO 8601, with or without the country; Intl in browsers fills in NL by itself for "nl".
# Happens: Babel takes the rule of the world for "nl" (a week with one day in the new year is week 1) and that of ISO for
#   "nl_NL". After a year of 53 weeks all of 2027 and 2028 is one week higher: each even week is odd.
# Matters here: Spreekuren may be held in even or odd weeks; wijkwijzer counts by ISO 8601. A list of weeks made with Babel and
#   "nl" contradicts the site for two years.
# Tried: Babel 2.19.0, beside date.isocalendar of Python. Source: CLDR (likely subtags: nl is nl-Latn-NL), and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0 >&2
cat > try.py <<'PY'
from datetime import date, timedelta
from babel.dates import format_date

for day in (date(2026, 12, 28), date(2027, 1, 4), date(2027, 6, 7)):
    print(day, "nl:", format_date(day, "w", locale="nl"), "nl_NL:", format_date(day, "w", locale="nl_NL"), "ISO:", day.isocalendar().week)
for year in range(2024, 2034):
    days = [date(year, 1, 1) + timedelta(it) for it in range(365)]
    wrong = {name: sum(int(format_date(day, "w", locale=name)) != day.isocalendar().week for day in days) for name in ("nl", "nl_NL")}
    print(year, "days that differ from ISO:", wrong)
PY
got=$(v/bin/python try.py | tr -d "'")
want='2026-12-28 nl: 1 nl_NL: 53 ISO: 53
2027-01-04 nl: 2 nl_NL: 1 ISO: 1
2027-06-07 nl: 24 nl_NL: 23 ISO: 23
2024 days that differ from ISO: {nl: 0, nl_NL: 0}
2025 days that differ from ISO: {nl: 0, nl_NL: 0}
2026 days that differ from ISO: {nl: 4, nl_NL: 0}
2027 days that differ from ISO: {nl: 365, nl_NL: 0}
2028 days that differ from ISO: {nl: 365, nl_NL: 0}
2029 days that differ from ISO: {nl: 0, nl_NL: 0}
2030 days that differ from ISO: {nl: 0, nl_NL: 0}
2031 days that differ from ISO: {nl: 0, nl_NL: 0}
2032 days that differ from ISO: {nl: 4, nl_NL: 0}
2033 days that differ from ISO: {nl: 365, nl_NL: 0}'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
