#!/usr/bin/env bash
# Quotes in the name of an organiser come out as ^' in three of five readers.
#
# Expected: Team "Noord" as the name (CN) of an organiser is written as Team ^'Noord^', since a parameter can't hold a quote,
#   and is read back as it was (RFC 6868, since 2013).
# Happens: icalendar writes it so, and reads it back, as does ical.js. node-ical, ts-ics and vobject show the signs as they
#   stand.
# Matters here: A name with quotes or a line end belongs in SUMMARY or DESCRIPTION; parameters of a calendar of ours must hold
#   plain names, or better none.
# Tried: icalendar 7.3.2, vobject 0.9.9, ical.js 2.2.1, node-ical 0.26.1, ts-ics 2.4.6. Source: RFC 6868 section 3.2, and this
#   run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1 ts-ics@2.4.6 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 vobject==0.9.9 >&2
cat > try.py <<'PY'
from datetime import datetime, timezone
import icalendar, vobject

event = icalendar.Event()
event.add("uid", "a@wijk.example")
for name, hour in (("dtstamp", 8), ("dtstart", 9), ("dtend", 10)):
    event.add(name, datetime(2026, 12, 1, hour, tzinfo=timezone.utc))
event.add("summary", "Inloop")
event.add("organizer", "mailto:wijkteam@gemeente.example", parameters={"CN": 'Team "Noord"'})
calendar = icalendar.Calendar()
calendar.add("version", "2.0")
calendar.add("prodid", "-//proef//NL")
calendar.add_component(event)
text = calendar.to_ical()
open("a.ics", "wb").write(text)
print("written  ", next(line for line in text.decode().splitlines() if line.startswith("ORGANIZER")))
print("icalendar", icalendar.Calendar.from_ical(text).walk("VEVENT")[0]["ORGANIZER"].params["CN"])
print("vobject  ", vobject.readOne(text.decode()).vevent.organizer.params["CN"][0])
PY
cat > try.mjs <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";
import { convertIcsCalendar } from "ts-ics";

const text = fs.readFileSync("a.ics", "utf8");
console.log("ical.js  ", new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent").getFirstProperty("organizer").getParameter("cn"));
console.log("node-ical", Object.values(ical.parseICS(text)).find((it) => it.type === "VEVENT").organizer.params.CN);
console.log("ts-ics   ", convertIcsCalendar(undefined, text).events[0].organizer.name);
JS
got=$(v/bin/python try.py; node try.mjs)
want=$(cat <<'TXT'
written   ORGANIZER;CN="Team ^'Noord^'":mailto:wijkteam@gemeente.example
icalendar Team "Noord"
vobject   Team ^'Noord^'
ical.js   Team "Noord"
node-ical Team ^'Noord^'
ts-ics    Team ^'Noord^'
TXT
)
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
