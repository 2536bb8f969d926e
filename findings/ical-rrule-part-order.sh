#!/usr/bin/env bash
# The first part of a recurrence rule is dropped unless it is FREQ (node-ical).
#
# Expected: the parts of an RRULE may stand in any order (RFC 5545, 3.3.10: an application must accept any), so
#   INTERVAL=2;FREQ=WEEKLY is the same as FREQ=WEEKLY;INTERVAL=2.
# Happens: node-ical loses whatever stands before the first semicolon. A walk-in of every two weeks is shown weekly, a COUNT or
#   UNTIL that stands first is gone and the activity never ends; no error, no warning. ical.js and the engine that node-ical
#   itself uses (rrule-temporal) read both orders alike.
# Matters here: A calendar of ours must write FREQ first; and one that passed through another program may have its parts in
#   another order.
# Tried: node-ical 0.26.1, rrule-temporal 1.6.0, ical.js 2.2.1. Source: RFC 5545 section 3.3.10 and this run; no report was
#   found.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"
npm install --silent --no-audit --no-fund --ignore-scripts node-ical@0.26.1 rrule-temporal@1.6.0 ical.js@2.2.1 >&2
cat > try.mjs <<'JS'
import ical from "node-ical";
import ICAL from "ical.js";
import { RRuleTemporal } from "rrule-temporal";

const from = new Date("2026-10-01T00:00:00Z");
const to = new Date("2026-12-01T00:00:00Z");
for (const rule of ["FREQ=WEEKLY;INTERVAL=2;COUNT=3", "INTERVAL=2;FREQ=WEEKLY;COUNT=3", "COUNT=3;FREQ=WEEKLY;INTERVAL=2"]) {
  const text = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//proef//NL", "BEGIN:VEVENT", "UID:a@wijk.example", "DTSTAMP:20260901T000000Z",
    "DTSTART:20261006T080000Z", "DTEND:20261006T090000Z", `RRULE:${rule}`, "SUMMARY:Inloop", "END:VEVENT", "END:VCALENDAR", "",
  ].join("\r\n");
  const day = (date) => date.toISOString().slice(5, 10);
  const event = Object.values(ical.parseICS(text)).find((it) => it.type === "VEVENT");
  const node = event.rrule.between(from, to).map(day);
  const steps = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent")).iterator();
  const second = [];
  for (let next; (next = steps.next()) && next.toJSDate() < to; ) second.push(day(next.toJSDate()));
  const engine = new RRuleTemporal({ rruleString: `DTSTART:20261006T080000Z\nRRULE:${rule}` }).all();
  console.log(`${rule}: node-ical ${node.length} to ${node.at(-1)}, ical.js ${second.length} to ${second.at(-1)}, rrule-temporal ${engine.length}`);
}
JS
got=$(TZ=UTC node try.mjs)
want='FREQ=WEEKLY;INTERVAL=2;COUNT=3: node-ical 3 to 11-03, ical.js 3 to 11-03, rrule-temporal 3
INTERVAL=2;FREQ=WEEKLY;COUNT=3: node-ical 3 to 10-20, ical.js 3 to 11-03, rrule-temporal 3
COUNT=3;FREQ=WEEKLY;INTERVAL=2: node-ical 4 to 11-17, ical.js 3 to 11-03, rrule-temporal 3'
printf '%s\n' "$got"
[ "$got" = "$want" ] || { printf 'changed; stated was:\n%s\n' "$want" >&2; exit 1; }
