"""Reads a file of CBS by itself, with nothing but the standard library, and compares it with the table that was made of it.

    python3 nalezen.py FILE TABLE

Prints how many figures are the same; fails with the first that differs. The names of columns are written down here once more, by hand.
"""

import csv
import json
import sqlite3
import struct
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path

PEOPLE_IN_MAPS = {
    "inwoners": "aantal_inwoners", "mannen": "mannen", "vrouwen": "vrouwen", "huishoudens": "aantal_huishoudens",
    "jonger_dan_15_pct": "percentage_personen_0_tot_15_jaar", "ouder_65_pct": "percentage_personen_65_jaar_en_ouder",
    "alleenwonend_pct": "percentage_eenpersoonshuishoudens", "met_kinderen_pct": "percentage_huishoudens_met_kinderen",
    "zonder_kinderen_pct": "percentage_huishoudens_zonder_kinderen", "dichtheid": "bevolkingsdichtheid_inwoners_per_km2",
    "land": "oppervlakte_land_in_ha", "water": "oppervlakte_water_in_ha", "oppervlakte": "oppervlakte_totaal_in_ha",
    "van_15_tot_25_pct": "percentage_personen_15_tot_25_jaar", "van_25_tot_45_pct": "percentage_personen_25_tot_45_jaar",
    "van_45_tot_65_pct": "percentage_personen_45_tot_65_jaar", "adressendichtheid": "omgevingsadressendichtheid",
}
# Per file: which column has the code, and under which name ours are there; after * what a number is multiplied by.
FILES = {
    "cbs_odata_85984NED_2024_uittreksel.csv": ("WijkenEnBuurten", {
        "inwoners": "AantalInwoners_5", "mannen": "Mannen_6", "vrouwen": "Vrouwen_7", "dichtheid": "Bevolkingsdichtheid_34",
        "woningen": "Woningvoorraad_35", "oppervlakte": "OppervlakteTotaal_122", "land": "OppervlakteLand_123",
        "water": "OppervlakteWater_124"}),
    "cbs_kwb2022_wijken_noordholland_noord.csv": ("code", {
        "inwoners": "population", "jonger_dan_15_pct": "pop_0_14", "van_15_tot_25_pct": "pop_15_24", "van_25_tot_45_pct": "pop_25_44",
        "van_45_tot_65_pct": "pop_45_64", "ouder_65_pct": "pop_65plus", "woningen": "dwelling_total", "woz": "dwelling_value*1000",
        "koopwoningen": "dwelling_ownership", "werkt": "employment_rate", "laagste_inkomens": "income_low",
        "hoogste_inkomens": "income_high", "oppervlakte_km2": "area"}),
    "cbs_kwb2024_den_helder_wijken.csv": ("code", {
        "inwoners": "inwoners", "mannen": "mannen", "vrouwen": "vrouwen", "woningen": "woningvoorraad"}),
    "statline_ses_2019_amsterdam.csv": ("Regiocode (gemeente, wijk, buurt) (code)", {
        "huishoudens": "Particuliere huishoudens (Aantal)",
        "opleidingsniveau_laag": "Opleidingsniveau/Laag/Waarde (%)",
        "opleidingsniveau_middelbaar": "Opleidingsniveau/Middelbaar/Waarde (%)",
        "opleidingsniveau_hoog": "Opleidingsniveau/Hoog/Waarde (%)",
        "gemiddelde_score": "SES-WOA/Totaalscore/Gemiddelde score (Getal)",
        "spreiding_totaal": "Spreiding/Spreiding totaal/Waarde (Getal)"}),
    "statline_nabijheid_2021_gedraaid.csv": ("Regioaanduiding|Codering", {
        "huisarts_km": "Gezondheid en welzijn|Huisartsenpraktijk|Afstand tot huisartsenpraktijk",
        "supermarkt_km": "Detailhandel|Winkels dagelijkse boodschappen|Afstand tot grote supermarkt",
        "kinderopvang_km": "Kinderopvang|Kinderdagverblijf|Afstand tot kinderdagverblijf",
        "basisonderwijs_afstand_tot_school": "Onderwijs|Basisonderwijs|Afstand tot school",
        "havo_vwo_afstand_tot_school": "Onderwijs|Voortgezet onderwijs|Havo/vwo|Afstand tot school",
        "aantal_huisartsenpraktijken_binnen_1_km":
            "Gezondheid en welzijn|Huisartsenpraktijk|Aantal huisartsenpraktijken|Binnen 1 km",
        "afstand_tot_bibliotheek": "Vrije tijd en cultuur|Afstand tot bibliotheek"}),
    "cbs_wijk_2017_uittreksel.dbf": ("WK_CODE", {
        "inwoners": "AANT_INW", "mannen": "AANT_MAN", "vrouwen": "AANT_VROUW", "jonger_dan_15_pct": "P_00_14_JR",
        "ouder_65_pct": "P_65_EO_JR", "huishoudens": "AANTAL_HH", "alleenwonend_pct": "P_EENP_HH", "met_kinderen_pct": "P_HH_M_K",
        "zonder_kinderen_pct": "P_HH_Z_K", "dichtheid": "BEV_DICHTH", "land": "OPP_LAND", "van_15_tot_25_pct": "P_15_24_JR",
        "van_25_tot_45_pct": "P_25_44_JR", "van_45_tot_65_pct": "P_45_64_JR", "huishoudgrootte": "GEM_HH_GR"}),
    "cbs_buurten_2021_ermelo_rd.gpkg": ("buurtcode", PEOPLE_IN_MAPS),
    "pdok_wfs_gemeenten_2022_uittreksel_wgs84.geojson": ("gemeentecode", PEOPLE_IN_MAPS),
}


def camel(name):
    """The names of PDOK's WFS: aantal_inwoners is aantalInwoners there."""
    return "".join(part.capitalize() if place else part for place, part in enumerate(name.split("_")))


def rows(path):
    """The rows of a file: a dict each."""
    if path.suffix == ".dbf":
        data = path.read_bytes()
        number, start, length = struct.unpack("<IHH", data[4:12])
        fields, place = [], 32
        while data[place] != 13:
            fields.append((data[place:place + 11].split(b"\0")[0].decode(), data[place + 16]))
            place += 32
        for row in range(number):
            at, cells = start + row * length + 1, {}
            for name, width in fields:
                cells[name] = data[at:at + width].decode("utf-8").strip()
                at += width
            yield cells
    elif path.suffix == ".gpkg":
        database = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        database.row_factory = sqlite3.Row
        yield from map(dict, database.execute('SELECT * FROM "CBS_Buurten"'))
    elif path.suffix == ".geojson":
        for feature in json.loads(path.read_text("utf-8"))["features"]:
            yield feature["properties"]
    else:
        text = path.read_text("utf-8-sig")
        if "gedraaid" in path.name:
            table = list(csv.reader(text.splitlines(), delimiter=";"))
            header = next(place for place, row in enumerate(table) if row and row[0] == "Onderwerp")
            topics = [row for row in table[header:] if len(row) > 2]
            for area in range(2, len(topics[0])):
                yield {row[0]: row[area] for row in topics}
        else:
            sign = "," if "odata" in path.name else ";"
            yield from csv.DictReader(text.splitlines(), delimiter=sign)


def number(value):
    """A number of CBS or of ours; None when it is missing."""
    text = str("" if value is None else value).strip().replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation:
        assert text in ("", "."), f"what is {text!r}?"
        return None
    return None if value <= -90000 else value


def main(file, table):
    code, columns = FILES[file.name]
    if file.suffix == ".geojson":
        columns = {ours: camel(theirs) for ours, theirs in columns.items()}
    given = {}
    for row in rows(file):
        water = row.get("WATER", row.get("water", "NEE"))
        if water == "NEE":
            given[row[code].strip()] = row
    made = list(csv.DictReader(table.read_text("utf-8").splitlines(), delimiter=";"))
    gemeente = made[0]["code"][2:6]
    wanted = {area for area in given if area[2:6] == gemeente}
    assert {row["code"] for row in made} == wanted, f"other areas: {wanted.symmetric_difference(row['code'] for row in made)}"
    same = 0
    for row in made:
        for ours, written in row.items():
            if ours in ("code", "naam"):
                continue
            theirs, _, times = columns[ours].partition("*")
            value = number(given[row["code"]][theirs])
            value = value if value is None else value * int(times or 1)
            assert number(written) == value, f"{row['code']} {ours}: {written!r}, not {value}"
            same += 1
    print(same)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
