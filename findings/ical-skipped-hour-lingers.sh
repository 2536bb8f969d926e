#!/usr/bin/env bash
# After the night in which clocks go forward, a weekly rule stays an hour off for another week (libical).
#
# Expected: something on Sundays from 02:30, by a rule in a zone. In the night in which 02:30 is skipped it is at 03:30 (RFC 5545,
#   3.3.5: by the offset before the gap); a week later it is at 02:30 again. An EXDATE of the skipped time takes that night away.
# Happens: libical has 03:30 on the Sunday after it as well, and 02:30 only from the next one on. The EXDATE takes nothing away. ical.js,
#   node-ical and recurring-ical-events keep 02:30 in the weeks after and obey the EXDATE; of the night itself ical.js and
#   recurring-ical-events say 02:30, a time that is not there.
# Matters here: a calendar of ours is not to be relied on for what begins between two and three at night on a Sunday; the tests of all
#   readers leave that hour out.
# Tried: libical 3.0.16-1+b1 (Debian 12), ical.js 2.2.1, node-ical 0.26.1, recurring-ical-events 3.8.2 with icalendar 7.3.2. Source:
#   RFC 5545 section 3.3.5 and this run; no report was found.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
# On Debian 12, with a C compiler: the packages are unpacked here, not installed.
apt-get -qq -o APT::Sandbox::User=root download libical3=3.0.16-1+b1 libical-dev=3.0.16-1+b1 >&2
for package in ./*.deb; do dpkg -x "$package" .; done
npm install --silent --no-audit --no-fund --ignore-scripts ical.js@2.2.1 node-ical@0.26.1 >&2
python3 -m venv py
py/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 >&2
calendar() {
  printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 PRODID:-//proef//NL CALSCALE:GREGORIAN \
    BEGIN:VTIMEZONE TZID:Europe/Amsterdam \
    BEGIN:STANDARD DTSTART:19701025T030000 'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU' TZOFFSETFROM:+0200 TZOFFSETTO:+0100 END:STANDARD \
    BEGIN:DAYLIGHT DTSTART:19700329T020000 'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU' TZOFFSETFROM:+0100 TZOFFSETTO:+0200 END:DAYLIGHT \
    END:VTIMEZONE \
    BEGIN:VEVENT UID:a@wijk.example DTSTAMP:20270101T000000Z 'DTSTART;TZID=Europe/Amsterdam:20270321T023000' \
    'DTEND;TZID=Europe/Amsterdam:20270321T040000' 'RRULE:FREQ=WEEKLY;BYDAY=SU;UNTIL=20270411T215959Z' "$@" SUMMARY:Nacht \
    END:VEVENT END:VCALENDAR
}
calendar > plain.ics
calendar 'EXDATE;TZID=Europe/Amsterdam:20270328T023000' > without.ics
cat > try.c <<'C'
#include <libical/ical.h>
#include <stdio.h>

static void found(icalcomponent *event, struct icaltime_span *span, void *data)
{
    struct icaltimetype at = icalcomponent_get_dtstart(event);
    (void)data;
    at = icaltime_from_timet_with_zone(span->start, 0, at.zone);
    printf(" %02d-%02d %02d:%02d", at.month, at.day, at.hour, at.minute);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        static char text[4096];
        FILE *file = fopen(argv[i], "rb");
        text[fread(text, 1, sizeof text - 1, file)] = 0;
        fclose(file);
        icalcomponent *calendar = icalparser_parse_string(text);
        icalcomponent *event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
        printf("libical %s:", argv[i]);
        icalcomponent_foreach_recurrence(event, icaltime_from_string("20270301T000000"), icaltime_from_string("20270501T000000"), found, NULL);
        printf("\n");
    }
    return 0;
}
C
library=$(dirname "$(find usr -name 'libical.so.3' | head -1)")
cc -Iusr/include -o try try.c -L"$library" -lical
cat > try.mjs <<'JS'
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const clock = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Amsterdam", dateStyle: "short", timeStyle: "short" });
for (const name of ["plain.ics", "without.ics"]) {
  const text = readFileSync(name, "utf8");
  const steps = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
  const found = [];
  for (let next; (next = steps.next()); ) found.push(next.toString().slice(5, 16).replace("T", " "));
  console.log(`ical.js ${name}: ${found.join(" ")}`);
  const event = Object.values(nodeIcal.parseICS(text)).find((it) => it.type === "VEVENT");
  const all = nodeIcal.expandRecurringEvent(event, { from: new Date("2027-03-01"), to: new Date("2027-05-01") });
  console.log(`node-ical ${name}: ${all.map((it) => clock.format(it.start).slice(5)).join(" ")}`);
}
JS
cat > try.py <<'PY'
import datetime, icalendar, recurring_ical_events

for name in ("plain.ics", "without.ics"):
    calendar = icalendar.Calendar.from_ical(open(name, "rb").read())
    events = recurring_ical_events.of(calendar).between(datetime.date(2027, 3, 1), datetime.date(2027, 5, 1))
    print(f"recurring-ical-events {name}:", *sorted(event["DTSTART"].dt.strftime("%m-%d %H:%M") for event in events))
PY
got=$(LD_LIBRARY_PATH="$library" ./try plain.ics without.ics; TZ=UTC node try.mjs; py/bin/python try.py)
want='libical plain.ics: 03-21 02:30 03-28 03:30 04-04 03:30 04-11 02:30
libical without.ics: 03-21 02:30 03-28 03:30 04-04 03:30 04-11 02:30
ical.js plain.ics: 03-21 02:30 03-28 02:30 04-04 02:30 04-11 02:30
node-ical plain.ics: 03-21 02:30 03-28 03:30 04-04 02:30 04-11 02:30
ical.js without.ics: 03-21 02:30 04-04 02:30 04-11 02:30
node-ical without.ics: 03-21 02:30 04-04 02:30 04-11 02:30
recurring-ical-events plain.ics: 03-21 02:30 03-28 02:30 04-04 02:30 04-11 02:30
recurring-ical-events without.ics: 03-21 02:30 04-04 02:30 04-11 02:30'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
