"""Reads every calendar and card in a folder with recurring-ical-events and vobject, and writes what each found, as read.mjs does."""

import datetime
import json
import pathlib
import sys
import zoneinfo

import icalendar
import recurring_ical_events
import vobject

folder, first, last, out = sys.argv[1:]
first, last = (datetime.date.fromisoformat(day) for day in (first, last))
zone = zoneinfo.ZoneInfo("Europe/Amsterdam")


def local(time):
    if isinstance(time, datetime.datetime):
        return time.astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    return time.isoformat()


def recurring(text):
    calendar = icalendar.Calendar.from_ical(text)
    for event in recurring_ical_events.of(calendar).between(first, last):
        yield f"{local(event['DTSTART'].dt)} {local(event['DTEND'].dt)} {event['SUMMARY']}"


def with_vobject(text):
    calendar = vobject.readOne(text)
    for event in calendar.contents.get("vevent", []):
        begin, end = event.dtstart.value, event.dtend.value
        if not isinstance(begin, datetime.datetime):
            if begin < last and end > first:
                yield f"{begin} {end} {event.summary.value}"
            continue
        # An end is as far on the clock as that of the first.
        length = end.replace(tzinfo=None) - begin.replace(tzinfo=None)
        for start in event.getrruleset(addRDate=True) if "rrule" in event.contents else [begin]:
            if start.date() >= last:
                break
            if start.date() >= first:
                clock = start.replace(tzinfo=None)
                yield f"{local(clock.replace(tzinfo=zone))} {local((clock + length).replace(tzinfo=zone))} {event.summary.value}"


def card(text):
    parts = {
        "N": ("family", "given", "additional", "prefix", "suffix"),
        "ADR": ("box", "extended", "street", "city", "region", "code", "country"),
    }
    for line in vobject.readOne(text).lines():
        value = line.value
        if line.name in parts:
            value = ";".join(getattr(value, part) for part in parts[line.name])
        elif isinstance(value, list):
            value = ";".join(value)
        yield f"{line.name} {value}"


found = {}
for reader, extension, read in (
    ("recurring-ical-events", "ics", recurring),
    ("vobject", "ics", with_vobject),
    ("vobject (kaartje)", "vcf", card),
):
    found[reader] = {}
    for path in pathlib.Path(folder).glob(f"*.{extension}"):
        try:
            found[reader][path.name] = list(read(path.read_bytes().decode()))
        except Exception as error:
            found[reader][path.name] = [f"refused: {error!r}"]
pathlib.Path(out).write_text(json.dumps(found))
