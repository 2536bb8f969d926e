#!/usr/bin/env bash
# A weekly activity that is read and written again by ics.py is an hour off after the clock change, and its cancelled date is back.
#
# Expected: reading a calendar and writing it again keeps "every Tuesday at 10:00 in Amsterdam, not on 3 November".
# Happens: ics 0.7.3 writes the first date as UTC and drops the time zone, but keeps the rule and the EXDATE as they were. From
#   the clock change on the activity is at 9:00, and the EXDATE, still 10:00 in Amsterdam, hits none of the dates any more: the
#   cancelled Tuesday is held again.
# Matters here: Portals that gather calendars do just this. No form of our file prevents it, so the page of the activity is what
#   counts, and a cancelled date needs to be said in words of its own, too.
# Tried: ics 0.7.3 as the writer; icalendar 7.3.2 and dateutil 2.9.0.post0 to read back what it wrote. Source: this run.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
python3 -m venv v
v/bin/pip install --quiet --disable-pip-version-check ics==0.7.3 arrow==1.4.0 TatSu==5.15.1 icalendar==7.3.2 python-dateutil==2.9.0.post0 tzdata==2026.6 >&2
cat > try.py <<'PY'
import warnings
from zoneinfo import ZoneInfo
import icalendar, ics
from dateutil.rrule import rrulestr

warnings.simplefilter("ignore")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
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
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//proef//NL"] + zone.split("\n") + [
    "BEGIN:VEVENT", "UID:inloop@wijk.example", "DTSTAMP:20260901T000000Z", "DTSTART;TZID=Europe/Amsterdam:20261020T100000",
    "DTEND;TZID=Europe/Amsterdam:20261020T110000", "RRULE:FREQ=WEEKLY;UNTIL=20261110T225959Z",
    "EXDATE;TZID=Europe/Amsterdam:20261103T100000", "SUMMARY:Inloop", "END:VEVENT", "END:VCALENDAR", ""]
before = "\r\n".join(lines)

def dates(text):
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    start = event["DTSTART"].dt
    out = [it.dt.astimezone(AMSTERDAM) for it in event["EXDATE"].dts]
    held = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    return [it.strftime("%d-%m %H:%M") for it in (day.astimezone(AMSTERDAM) for day in held) if it not in out]

after = ics.Calendar(before).serialize()
print("before:", *dates(before))
print("after:", *dates(after))
print("zone kept:", "VTIMEZONE" in after)
PY
got=$(TZ=UTC v/bin/python try.py)
want='before: 20-10 10:00 27-10 10:00 10-11 10:00
after: 20-10 10:00 27-10 09:00 03-11 09:00 10-11 09:00
zone kept: False'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
