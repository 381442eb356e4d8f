"""Derives data/geo/points.geojson: a dot for each country of the table too small for a shape."""

import csv
import json

from table import folders

CAPITALS = ("Admin-0 capital", "Admin-0 region capital")


def table_countries(data):
    with (data / "io" / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {row["iso3"] for row in csv.DictReader(file) if row["iso3"]}


def drawn_countries(data):
    shapes = json.loads((data / "geo" / "countries.geojson").read_text(encoding="utf-8"))
    return {feature["properties"]["iso3"] for feature in shapes["features"]}


def capitals(places):
    """iso3 -> [longitude, latitude] of the capital."""
    return {
        place["properties"]["adm0_a3"]: [
            round(place["properties"]["longitude"], 2),
            round(place["properties"]["latitude"], 2),
        ]
        for place in places["features"]
        if place["properties"]["featurecla"] in CAPITALS
    }


def feature(code, position):
    return {
        "type": "Feature",
        "properties": {"iso3": code},
        "geometry": {"type": "Point", "coordinates": position},
    }


def main():
    at = folders(__doc__)
    source = at.shared / "geo" / "ne_50m_populated_places_simple.json"
    known = capitals(json.loads(source.read_text(encoding="utf-8")))
    wanted = sorted((table_countries(at.out) - drawn_countries(at.out)) & set(known))
    collection = {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:50m Populated Places (public domain): the capital",
        "features": [feature(code, known[code]) for code in wanted],
    }
    text = json.dumps(collection, separators=(",", ":")) + "\n"
    text = text.replace(',{"type":"Feature"', ',\n{"type":"Feature"')
    path = at.out / "geo" / "points.geojson"
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(wanted)} countries, {len(text)} bytes")


if __name__ == "__main__":
    main()
