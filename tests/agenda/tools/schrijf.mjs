// Writes the calendars that are listed with ical-generator or ts-ics. All times are of the clock that this program is run with.
import fs from "node:fs";
import path from "node:path";
import ical from "ical-generator";
import { generateIcsCalendar } from "ts-ics";

const [listed, folder, writer] = process.argv.slice(2);
const zone = process.env.TZ;
const parts = (rule) => Object.fromEntries(rule.split(";").map((part) => part.split("=")));
const instant = (text) => new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));

function withGenerator(events) {
  const calendar = ical({ name: "proef", timezone: zone });
  for (const { titel, begin, einde, regel, niet } of events) {
    const { FREQ, INTERVAL, BYDAY, COUNT, UNTIL, BYMONTHDAY } = regel ? parts(regel) : {};
    const [, place, day] = /^(-?\d+)?(..)$/.exec(BYDAY ?? "") ?? [];
    calendar.createEvent({
      summary: titel,
      start: new Date(begin),
      end: new Date(einde),
      repeating: regel && {
        freq: FREQ,
        interval: INTERVAL && Number(INTERVAL),
        byDay: day && [day],
        bySetPos: place && [Number(place)],
        byMonthDay: BYMONTHDAY && [Number(BYMONTHDAY)],
        count: COUNT && Number(COUNT),
        until: UNTIL && instant(UNTIL),
        exclude: niet.length ? niet.map((text) => new Date(text)) : undefined,
      },
    });
  }
  return calendar.toString();
}

function withTsIcs(events) {
  // What the clock says there is written as if it were of UTC.
  const moment = (text) => ({ date: new Date(text), local: { date: new Date(`${text}Z`), timezone: zone, tzoffset: "+0100" } });
  return generateIcsCalendar({
    version: "2.0",
    prodId: "-//proef//NL",
    events: events.map(({ titel, begin, einde, regel, niet }) => {
      const { FREQ, INTERVAL, BYDAY, COUNT, UNTIL, BYMONTHDAY } = regel ? parts(regel) : {};
      const [, occurrence, day] = /^(-?\d+)?(..)$/.exec(BYDAY ?? "") ?? [];
      return {
        uid: titel,
        summary: titel,
        stamp: { date: new Date(0) },
        start: moment(begin),
        end: moment(einde),
        recurrenceRule: regel ? {
          frequency: FREQ,
          interval: INTERVAL && Number(INTERVAL),
          byDay: day && [{ day, occurrence: occurrence && Number(occurrence) }],
          byMonthday: BYMONTHDAY && [Number(BYMONTHDAY)],
          count: COUNT && Number(COUNT),
          until: UNTIL && { date: instant(UNTIL) },
        } : undefined,
        exceptionDates: niet.length ? niet.map(moment) : undefined,
      };
    }),
  });
}

const write = { "ical-generator": withGenerator, "ts-ics": withTsIcs }[writer];
for (const [name, events] of Object.entries(JSON.parse(fs.readFileSync(listed, "utf8")))) {
  fs.writeFileSync(path.join(folder, `${name}.ics`), write(events));
}
