"""Reads the sitemaps in a folder with lxml, and holds each against its schema and against what that lets through by mistake.

Writes for each file the addresses in it, with their days; of what is for the Woo-index also its categories. What is wrong ends it."""

import json
import pathlib
import sys

from lxml import etree

folder, today, out = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
here = pathlib.Path(__file__).parent
schema = etree.XMLSchema(etree.parse(here / "sitemap.xsd"))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DIWOO = "{https://standaarden.overheid.nl/diwoo/metadata/}"

# The labels of the lists of TOOI, and the numbers of the files that public software gives the categories.
CATEGORIES = {
    "c_139c6280": (1, "wetten en algemeen verbindende voorschriften"),
    "c_aab6bfc7": (2, "overige besluiten van algemene strekking"),
    "c_759721e2": (3, "ontwerpen van wet- en regelgeving met adviesaanvraag"),
    "c_40a05794": (4, "organisatie en werkwijze"),
    "c_89ee6784": (5, "bereikbaarheidsgegevens"),
    "c_8c840238": (6, "bij vertegenwoordigende organen ingekomen stukken"),
    "c_c76862ab": (7, "vergaderstukken Staten-Generaal"),
    "c_db4862c3": (8, "vergaderstukken decentrale overheden"),
    "c_3a248e3a": (9, "agenda’s en besluitenlijsten bestuurscolleges"),
    "c_99a836c7": (10, "adviezen"),
    "c_8fc2335c": (11, "convenanten"),
    "c_c6cd1213": (12, "jaarplannen en jaarverslagen"),
    "c_cf268088": (13, "subsidieverplichtingen anders dan met beschikking"),
    "c_3baef532": (14, "Woo-verzoeken en -besluiten"),
    "c_fdaee95e": (15, "onderzoeksrapporten"),
    "c_46a81018": (16, "beschikkingen"),
    "c_a870c43d": (17, "klachtoordelen"),
    "c_816e508d": (18, "inspanningsverplichting art 3.1 Woo"),
}
ACTS = {"c_e1ec050e": "ondertekening", "c_dfcee535": "ontvangst", "c_641ecd76": "vaststelling"}


def end(element):
    return element.get("resource").rsplit("/", 1)[-1]


def categories(url, number):
    found = []
    for it in url.iter(f"{DIWOO}informatiecategorie"):
        nr, label = CATEGORIES[end(it)]
        assert it.text == label, f"{it.text} is not what the list calls {end(it)}"
        found.append(nr)
    assert len(set(found)) == len(found), "the same category twice"
    assert number in found, f"in the list of {number}, and not of it: {found}"
    for it in url.iter(f"{DIWOO}soortHandeling"):
        assert it.text == ACTS[end(it)], f"{it.text} is not what the list calls {end(it)}"
    for it in url.iter(f"{DIWOO}publisher"):
        assert it.text.startswith("gemeente "), it.text
    return found


def read(file):
    tree = etree.parse(file)
    schema.assertValid(tree)
    entries = []
    for it in tree.getroot():
        lastmod = it.findtext(f"{SITEMAP}lastmod")
        assert lastmod is None or lastmod <= today, f"{lastmod} is yet to come"
        entry = {"loc": it.findtext(f"{SITEMAP}loc"), "lastmod": lastmod}
        if it.find(f"{DIWOO}Document") is not None:
            number = int(file.name.split("infocat")[1][:3])
            entry["categorieen"] = categories(it, number)
            for time in it.iter(f"{DIWOO}atTime"):
                assert time.text[:10] <= today, f"{time.text} is yet to come"
        entries.append(entry)
    locs = [it["loc"] for it in entries]
    assert len(set(locs)) == len(locs), "an address twice"
    return entries


try:
    found = {file.name: read(file) for file in sorted(folder.glob("*.xml"))}
except (AssertionError, etree.LxmlError) as wrong:
    raise SystemExit(str(wrong))
with open(out, "w", encoding="utf-8") as file:
    json.dump(found, file)
