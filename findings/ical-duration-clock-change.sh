#!/usr/bin/env bash
# A duration of a day and one of 24 hours: two readers each take one of the two wrongly, and not the same one.
#
# Expected: P1D ends at the same time of the clock the next day, PT24H ends 24 real hours later (RFC 5545, 3.3.6). In the night
#   of 25 October 2026 the clock goes back, so from Saturday 20:00 these are Sunday 20:00 and Sunday 19:00.
# Happens: ical.js says 20:00 for both, node-ical 19:00 for both, and python icalendar 20:00 for both. So no duration of a day
#   or more is read alike over that night: each form is an hour off somewhere.
# Matters here: An activity that lasts over a night (a market, a hub that stays open) must be written with DTEND in local time,
#   never with DURATION.
# Tried: ical.js 2.2.1, node-ical 0.26.1, icalendar 7.3.2. Source: RFC 5545 section 3.3.6 and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 tzdata==2026.6 >&2
cat > make.py <<'PY'
zone = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//proef//NL"] + zone.split("\n")
for length in ("P1D", "PT24H"):
    lines += ["BEGIN:VEVENT", "UID:%s@wijk.example" % length, "DTSTAMP:20260901T000000Z",
              "DTSTART;TZID=Europe/Amsterdam:20261024T200000", "DURATION:" + length, "SUMMARY:" + length, "END:VEVENT"]
with open("a.ics", "w", newline="") as file:
    file.write("\r\n".join(lines + ["END:VCALENDAR", ""]))
PY
python3 make.py
cat > try.mjs <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const text = fs.readFileSync("a.ics", "utf8");
const clock = (date) => date.toLocaleTimeString("nl-NL", { timeZone: "Europe/Amsterdam", hour: "2-digit", minute: "2-digit" });
const calendar = new ICAL.Component(ICAL.parse(text));
ICAL.TimezoneService.register("Europe/Amsterdam", new ICAL.Timezone(calendar.getFirstSubcomponent("vtimezone")));
const ends = calendar.getAllSubcomponents("vevent").map((it) => new ICAL.Event(it));
console.log("ical.js", ...ends.map((it) => `${it.summary} ends ${clock(it.endDate.toJSDate())}`));
const events = Object.values(ical.parseICS(text)).filter((it) => it.type === "VEVENT");
console.log("node-ical", ...events.map((it) => `${it.summary} ends ${clock(it.end)}`));
JS
cat > try.py <<'PY'
import icalendar
events = icalendar.Calendar.from_ical(open("a.ics").read()).walk("VEVENT")
print("icalendar", *("%s ends %s" % (event["SUMMARY"], event.end.strftime("%H:%M")) for event in events))
PY
got=$(TZ=UTC node try.mjs; TZ=UTC v/bin/python try.py)
want='ical.js P1D ends 20:00 PT24H ends 20:00
node-ical P1D ends 19:00 PT24H ends 19:00
icalendar P1D ends 20:00 PT24H ends 20:00'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
