"""Derives data/country_geography.csv (a middle point) and data/country_borders.csv from data/geo."""

import json

from shapely.geometry import MultiPolygon, shape

from table import folders, number, write_table

SHAPES = "Natural Earth 1:110m Admin 0 countries (public domain)"
POINTS = "Natural Earth 1:50m populated places (public domain), the capital"


def features(path):
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        yield feature["properties"]["iso3"], shape(feature["geometry"])


def middle(area):
    """Of the largest part: France is not in the Atlantic for Guiana's sake."""
    parts = area.geoms if isinstance(area, MultiPolygon) else [area]
    return max(parts, key=lambda part: part.area).centroid


def place(iso3, point, source):
    return {
        "iso3": iso3,
        "latitude": number(point.y, 2),
        "longitude": number(point.x, 2),
        "status": "derived",
        "source": source,
    }


def borders(shapes):
    for iso3, area in shapes.items():
        for neighbour, other in shapes.items():
            if iso3 != neighbour and area.intersects(other):
                yield {"iso3": iso3, "neighbour": neighbour, "status": "derived", "source": SHAPES}


def main():
    at = folders(__doc__)
    shapes = dict(features(at.out / "geo" / "countries.geojson"))
    places = {iso3: place(iso3, middle(area), SHAPES) for iso3, area in shapes.items()}
    for iso3, point in features(at.out / "geo" / "points.geojson"):
        places.setdefault(iso3, place(iso3, point, POINTS))
    write_table(at.out / "country_geography.csv", ["iso3"], list(places.values()))
    write_table(at.out / "country_borders.csv", ["iso3", "neighbour"], list(borders(shapes)))


if __name__ == "__main__":
    main()
