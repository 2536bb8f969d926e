#!/usr/bin/env bash
# "Van 2 t/m 4 december" is one day, and "overmorgen om 10 uur" is today (chrono, Dutch).
#
# Expected: chrono.nl finds a stretch of three days, as it does in "2 tot 4 december"; "overmorgen" is the day after tomorrow.
# Happens: "t/m" and "tot en met" aren't known and cut the text: only 4 December is found. "Overmorgen" isn't known either, so
#   "om 10 uur" alone is left, and that is today; "morgen om 10 uur" is right. No sign that a part was passed over.
# Matters here: Mail and notes programs offer to put the dates they find into a calendar. "Tot en met" is what Dutch pages say,
#   ours too, so dates that count need a machine-readable form beside the words.
# Tried: chrono-node 2.10.3. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts chrono-node@2.10.3 >&2
cat > try.mjs <<'JS'
import * as chrono from "chrono-node";

const monday = new Date("2026-11-30T08:00:00Z");
for (const text of ["2 tot 4 december", "van 2 t/m 4 december", "2 tot en met 4 december", "morgen om 10 uur", "overmorgen om 10 uur"]) {
  const found = chrono.nl.parse(text, monday).map((it) => [it.start, it.end].filter(Boolean).map((at) => at.date().toISOString().slice(0, 10)).join(" to "));
  console.log(text, "->", found.join(", "));
}
JS
got=$(TZ=UTC node try.mjs)
want='2 tot 4 december -> 2026-12-02 to 2026-12-04
van 2 t/m 4 december -> 2026-12-04
2 tot en met 4 december -> 2026-12-04
morgen om 10 uur -> 2026-12-01
overmorgen om 10 uur -> 2026-11-30'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
