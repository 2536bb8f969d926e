#!/usr/bin/env bash
# A calendar that names no calendar scale comes out of ics.py as "Georgian", and another reader then refuses it.
#
# Expected: CALSCALE may be left out, Gregorian is meant then (RFC 5545, 3.7.1); read and written again it is still that.
# Happens: ics 0.7.3 adds CALSCALE:GEORGIAN. recurring-ical-events, which is strict about the scale, refuses the whole file;
#   ical.js reads on as if nothing were wrong. A file with CALSCALE:GREGORIAN passes unchanged.
# Matters here: The line looks superfluous and is not: a calendar of ours must have it.
# Tried: ics 0.7.3, recurring-ical-events 3.8.2 with icalendar 7.3.2, ical.js 2.2.1. Source: RFC 5545 section 3.7.1 and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check ics==0.7.3 arrow==1.4.0 TatSu==5.15.1 recurring-ical-events==3.8.2 icalendar==7.3.2 >&2
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 >&2
cat > try.py <<'PY'
import warnings
import ics, icalendar, recurring_ical_events

warnings.simplefilter("ignore")
for scale in ([], ["CALSCALE:GREGORIAN"]):
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//proef//NL"] + scale + [
        "BEGIN:VEVENT", "UID:inloop@wijk.example", "DTSTAMP:20260901T000000Z", "DTSTART:20261201T090000Z",
        "DTEND:20261201T100000Z", "SUMMARY:Inloop", "END:VEVENT", "END:VCALENDAR", ""]
    text = ics.Calendar("\r\n".join(lines)).serialize()
    if not scale:
        open("a.ics", "w", newline="").write(text)
    written = [line for line in text.splitlines() if line.startswith("CALSCALE")]
    try:
        found = len(recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 12, 1), (2026, 12, 2)))
        said = "%d event" % found
    except ValueError as error:
        said = "refused: %s" % error
    print("given:", *(scale or ["nothing"]), "| written:", *written, "|", said)
PY
got=$(v/bin/python try.py
node --input-type=module -e 'import fs from "node:fs"; import ICAL from "ical.js";
  console.log("ical.js:", new ICAL.Component(ICAL.parse(fs.readFileSync("a.ics", "utf8"))).getAllSubcomponents("vevent").length, "event")')
want='given: nothing | written: CALSCALE:GEORGIAN | refused: Only Gregorian calendars are supported.
given: CALSCALE:GREGORIAN | written: CALSCALE:GREGORIAN | 1 event
ical.js: 1 event'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
