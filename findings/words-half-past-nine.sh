#!/usr/bin/env bash
# "9.30 uur", alone, is a moment nine hours and eighteen minutes ago (dateparser, Dutch).
#
# Expected: half past nine, as in "1 december 9.30 uur", which is read right.
# Happens: "uur" is also the Dutch for hours, and a number with it is taken for "so many hours ago": 9.30 uur, asked at noon, is
#   2:42 the same day, and "10 uur" and "om 10 uur" are two o'clock in the night. "9:30 uur" with a colon is right.
# Matters here: wijkwijzer shows times as 09:30, which is read right, also with "uur" behind it. Editors write 9.30 uur in their
#   texts: what counts must stand in a key, not in words.
# Tried: dateparser 1.5.0. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0 >&2
cat > try.py <<'PY'
from datetime import datetime
import dateparser

noon = {"RELATIVE_BASE": datetime(2026, 12, 1, 12)}
for text in ("9.30 uur", "9:30 uur", "10 uur", "om 10 uur", "9.30", "2 december 9.30 uur"):
    print(text, "->", dateparser.parse(text, languages=["nl"], settings=noon))
PY
got=$(TZ=UTC v/bin/python try.py)
want='9.30 uur -> 2026-12-01 02:42:00
9:30 uur -> 2026-12-01 09:30:00
10 uur -> 2026-12-01 02:00:00
om 10 uur -> 2026-12-01 02:00:00
9.30 -> 2026-12-01 09:30:00
2 december 9.30 uur -> 2026-12-02 09:30:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
