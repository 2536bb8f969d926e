"""Writes the calendars that are listed with icalendar, as a program of an organisation would: a file for each."""

import datetime
import json
import pathlib
import sys
import zoneinfo

import icalendar

listed, folder = sys.argv[1:]
UTC = datetime.timezone.utc


def when(text, zone):
    if "T" not in text:
        return datetime.date.fromisoformat(text)
    clock = datetime.datetime.fromisoformat(text)
    return clock.replace(tzinfo=UTC if zone == "UTC" else zoneinfo.ZoneInfo(zone))


for name, events in json.loads(pathlib.Path(listed).read_text()).items():
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//proef//NL")
    calendar.add("version", "2.0")
    for it in events:
        event = icalendar.Event()
        event.add("uid", it["titel"])
        event.add("summary", it["titel"])
        begin, end = when(it["begin"], it["zone"]), when(it["einde"], it["zone"])
        event.add("dtstart", begin)
        event.add("dtend", end)
        if it["regel"]:
            event.add("rrule", icalendar.vRecur.from_ical(it["regel"]))
        if it["niet"]:
            event.add("exdate", [when(text, it["zone"]) for text in it["niet"]])
        calendar.add_component(event)
        if it["verplaatst"]:
            moved = icalendar.Event()
            moved.add("uid", it["titel"])
            moved.add("summary", it["titel"] + " verplaatst")
            old = when(it["verplaatst"], it["zone"])
            moved.add("recurrence-id", old)
            moved.add("dtstart", old + datetime.timedelta(days=1))
            moved.add("dtend", old + datetime.timedelta(days=1) + (end - begin))
            calendar.add_component(moved)
    calendar.add_missing_timezones()
    (pathlib.Path(folder) / f"{name}.ics").write_bytes(calendar.to_ical())
