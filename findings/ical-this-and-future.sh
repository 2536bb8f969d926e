#!/usr/bin/env bash
# "From now on an hour later" holds for one date only (node-ical), for all of them in two other readers.
#
# Expected: an override with RECURRENCE-ID;RANGE=THISANDFUTURE moves that date and every later one (RFC 5545, 3.2.13).
# Happens: ical.js (through ical-expander) and recurring-ical-events move all later dates; node-ical moves the one date and puts
#   the rest back at the old hour, without a word. A resident who reads the site through node-ical stands at a closed door.
# Matters here: A change of hours in a calendar of ours must be two events, the old one ended by UNTIL. A partner's calendar may
#   say it this way.
# Tried: node-ical 0.26.1, ical.js 2.2.1 with ical-expander 3.2.0, recurring-ical-events 3.8.2 with icalendar 7.3.2.
# Source: RFC 5545 sections 3.2.13 and 3.8.4.4, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 ical-expander@3.2.0 ical.js@2.2.1 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2 >&2
cat > make.py <<'PY'
event = ["BEGIN:VEVENT", "UID:inloop@wijk.example", "DTSTAMP:20261101T000000Z"]
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//proef//NL"]
lines += event + ["DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "RRULE:FREQ=WEEKLY;COUNT=4", "SUMMARY:Inloop", "END:VEVENT"]
lines += event + ["RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T090000Z", "DTSTART:20261208T130000Z", "DTEND:20261208T140000Z",
                  "SUMMARY:Inloop", "END:VEVENT", "END:VCALENDAR", ""]
with open("a.ics", "w", newline="") as file:
    file.write("\r\n".join(lines))
PY
python3 make.py
cat > try.mjs <<'JS'
import fs from "node:fs";
import ical from "node-ical";
import Expander from "ical-expander";

const text = fs.readFileSync("a.ics", "utf8");
const [from, to] = [new Date("2026-11-30T00:00:00Z"), new Date("2027-01-01T00:00:00Z")];
const say = (name, dates) => console.log(name, dates.map((it) => it.toISOString().slice(5, 13)).sort().join(" "));
const event = Object.values(ical.parseICS(text)).find((it) => it.type === "VEVENT");
say("node-ical", ical.expandRecurringEvent(event, { from, to }).map((it) => new Date(it.start)));
const { events, occurrences } = new Expander({ ics: text }).between(from, to);
say("ical.js", [...events, ...occurrences].map((it) => it.startDate.toJSDate()));
JS
cat > try.py <<'PY'
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(open("a.ics").read())
dates = [event["DTSTART"].dt for event in recurring_ical_events.of(calendar).between((2026, 11, 30), (2027, 1, 1))]
print("recurring-ical-events", *sorted(date.strftime("%m-%dT%H") for date in dates))
PY
got=$(TZ=UTC node try.mjs; TZ=UTC v/bin/python try.py)
want='node-ical 12-01T09 12-08T13 12-15T09 12-22T09
ical.js 12-01T09 12-08T13 12-15T13 12-22T13
recurring-ical-events 12-01T09 12-08T13 12-15T13 12-22T13'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
