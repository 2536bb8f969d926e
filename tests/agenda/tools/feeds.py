"""Reads feeds of Atom with feedparser, and writes what it found in each, as feeds.mjs does."""

import json
import sys

import feedparser

out, *files = sys.argv[1:]


def read(file):
    feed = feedparser.parse(file)
    if feed.bozo:
        raise SystemExit(f"{file}: {feed.bozo_exception}")
    entries = [
        {
            "id": it.id,
            "titel": it.title,
            "adres": it.link,
            "gepubliceerd": it.published[:10],
            "gewijzigd": it.updated[:10],
            "samenvatting": it.summary,
            "tekst": it.content[0].value,
            "bijlagen": [it.href for it in it.enclosures],
        }
        for it in feed.entries
    ]
    return {"titel": feed.feed.title, "adres": feed.feed.link, "berichten": entries}


with open(out, "w", encoding="utf-8") as file:
    json.dump({name: read(name) for name in files}, file)
