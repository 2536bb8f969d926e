#!/usr/bin/env bash
# A calendar made with an empty list of cancelled dates is refused by two of four readers.
#
# Expected: exclude: [] in ical-generator, as a program passes when nothing is cancelled, writes nothing, as without exclude.
# Happens: it writes EXDATE: with nothing behind it, which RFC 5545 does not allow. ical.js and recurring-ical-events then refuse
#   the activity, the latter all others in the calendar, too; ts-ics reads a cancelled date that is null. node-ical shows it.
# Matters here: Calendars of partners come from such programs, so an EXDATE without a value is passed over, and never a reason to
#   leave something out.
# Tried: ical-generator 10.2.0 as the writer; ical.js 2.2.1, node-ical 0.26.1, ts-ics 2.4.6, recurring-ical-events 3.8.2 with
#   icalendar 7.3.2. Source: RFC 5545 section 3.8.5.1, and this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts ical-generator@10.2.0 ical.js@2.2.1 node-ical@0.26.1 ts-ics@2.4.6 >&2
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.2 tzdata==2026.6 >&2
cat > try.mjs <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";
import generate from "ical-generator";
import { convertIcsCalendar } from "ts-ics";

const calendar = generate({ prodId: "//proef//NL" });
const add = (summary, exclude) =>
  calendar.createEvent({
    id: summary,
    stamp: new Date("2026-11-01T00:00:00Z"),
    start: new Date("2026-12-01T18:00:00Z"),
    end: new Date("2026-12-01T19:00:00Z"),
    summary,
    repeating: { freq: "WEEKLY", count: 3, exclude },
  });
add("Bingo", []);
add("Inloop", undefined);
const text = `${calendar.toString()}\r\n`;
fs.writeFileSync("a.ics", text);
console.log("written", ...text.split("\r\n").filter((line) => /^(SUMMARY|EXDATE)/.test(line)));
const tried = (read) => {
  try {
    return read();
  } catch {
    return "refused";
  }
};
const counted = (component) => {
  const dates = new ICAL.Event(component).iterator();
  let many = 0;
  while (dates.next()) many += 1;
  return many;
};
const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
console.log("ical.js", ...events.map((it) => tried(() => counted(it))));
const parsed = Object.values(ical.parseICS(text)).filter((it) => it.type === "VEVENT");
console.log("node-ical", ...parsed.map((it) => tried(() => it.rrule.all().length)));
console.log("ts-ics", ...convertIcsCalendar(undefined, text).events.map((it) => JSON.stringify(it.exceptionDates?.map((day) => day.date))));
JS
cat > try.py <<'PY'
import icalendar
import recurring_ical_events

calendar = icalendar.Calendar.from_ical(open("a.ics", newline="").read())
try:
    print("recurring-ical-events", len(recurring_ical_events.of(calendar).between((2026, 12, 1), (2027, 1, 1))))
except Exception:
    print("recurring-ical-events refused")
PY
got=$(TZ=UTC node try.mjs; TZ=UTC v/bin/python try.py)
want='written EXDATE: SUMMARY:Bingo SUMMARY:Inloop
ical.js refused 3
node-ical 3 3
ts-ics [null] undefined
recurring-ical-events refused'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
