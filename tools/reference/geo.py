"""Derives data/geo/countries.geojson: country shapes for the map, by ISO code only."""

import json
from collections import defaultdict

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape

from table import folders

DECIMALS = 2
# Natural Earth gives these no ISO code; areas without one join the country ISO counts them in.
ISO = {"FRA": "FRA", "NOR": "NOR", "KOS": "XKX", "CYN": "CYP", "SOL": "SOM"}
LARGEST = 350_000


def iso3(properties):
    code = properties["ISO_A3"]
    return ISO[properties["ADM0_A3"]] if code == "-99" else code


def rounded(geometry):
    """To the grid of two decimals, still valid; exterior rings run counter-clockwise (RFC 7946)."""
    snapped = shapely.set_precision(geometry, 10**-DECIMALS)
    parts = [snapped] if isinstance(snapped, Polygon) else list(snapped.geoms)
    parts = [part for part in parts if isinstance(part, Polygon)]
    drawn = shapely.normalize(MultiPolygon(parts)) if len(parts) > 1 else parts[0]
    return shapely.orient_polygons(drawn, exterior_cw=False)


def coordinates(value):
    if isinstance(value, (int, float)):
        short = round(value, DECIMALS)
        return int(short) if short == int(short) else short
    return [coordinates(item) for item in value]


def feature(code, shapes):
    drawn = mapping(rounded(shapely.union_all(shapes) if len(shapes) > 1 else shapes[0]))
    return {
        "type": "Feature",
        "properties": {"iso3": code},
        "geometry": {"type": drawn["type"], "coordinates": coordinates(drawn["coordinates"])},
    }


def main():
    at = folders(__doc__)
    source = json.loads((at.shared / "geo" / "ne_110m_admin_0_countries.json").read_text(encoding="utf-8"))
    shapes = defaultdict(list)
    for area in source["features"]:
        shapes[iso3(area["properties"])].append(shape(area["geometry"]))
    collection = {
        "type": "FeatureCollection",
        "source": "Natural Earth 1:110m Admin 0 countries (public domain)",
        "features": [feature(code, shapes[code]) for code in sorted(shapes)],
    }
    text = json.dumps(collection, separators=(",", ":")) + "\n"
    text = text.replace(',{"type":"Feature"', ',\n{"type":"Feature"')
    if len(text) > LARGEST:
        raise ValueError(f"{len(text)} bytes: simplify the shapes")
    path = at.out / "geo" / "countries.geojson"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {len(shapes)} countries, {len(text)} bytes")


if __name__ == "__main__":
    main()
