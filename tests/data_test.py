"""The tables in data/ keep to their form: as many cells as the header has, a status and a source on each row.

Assumed numbers have a range around them, what is from memory says so, Parquet files name their source.
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

import duckdb

DATA = Path(__file__).resolve().parent.parent / "data"
STATUS = {"sourced", "derived", "assumed"}
WITHOUT_STATUS = {"examples/eu_awards.csv"}  # facts, each with its notice as source
# Tables of numbers: the value and its bounds; the value is None where a range stands alone.
RANGES = {
    "assumptions": [("value", "low", "high")],
    "classification_concepts": [("weight", "low", "high")],
    "classification_settings": [("value", "low", "high")],
    "concordance": [("share", "low", "high")],
    "country_indicators": [("value", "low", "high")],
    "exchange_rates": [("units_per_usd", "low", "high")],
    "factor_relevance": [("value", "low", "high")],
    "labour_intensity": [("intensity", "low", "high")],
    "margins": [
        ("trade_margin", "low", "high"),
        ("transport_margin", "transport_low", "transport_high"),
        ("tax_share", "tax_low", "tax_high"),
    ],
    "measures": [(None, "effect_low", "effect_high"), (None, "cost_low_usd", "cost_high_usd")],
    "lenses": [("weight", "low", "high")],
    "modifiers": [("multiplier", "low", "high")],
    "name_features": [("weight", "low", "high")],
    "table_sectors": [("weight", "low", "high")],
    "tied_visa": [(None, "share_of_migrants_low", "share_of_migrants_high")],
    "unspsc_segments": [("weight", "low", "high")],
}
LAWS = {"state_imposed", "tied_visa"}
FROM_MEMORY = LAWS | {
    "lenses",
    "list_topics",
    "listed_goods_reconcile",
    "margins",
    "measure_limits",
    "measures",
    "modifiers",
    "name_features",
    "table_regions",
    "table_sectors",
    "unspsc_segments",
}
MAPPED_BY_HAND = {"listed_goods", "listed_goods_reconcile", "sector_shares"}
# Private households employ domestic workers; no organisation buys from them by any other code.
HOUSEHOLDS = "c35"
DOMESTIC_WORK = {("CPV", "985"), ("ISIC3", "95"), ("ISIC4", "97"), ("NAICS", "814")}
METADATA = {"source", "licence", "limits", "script"}
METADATA_TO_COME = {"classification_terms.parquet"}  # its script writes it when the file is next derived


def row_problems(name, header, rows):
    seen = set()
    for number, row in enumerate(rows, 2):
        where = f"data/{name}:{number}"
        if len(row) != len(header):
            yield f"{where}: {len(row)} cells, the header has {len(header)}"
            continue
        cells = dict(zip(header, row, strict=True))
        if tuple(row) in seen:
            yield f"{where}: said twice"
        seen.add(tuple(row))
        if not cells.get("source", "").strip():
            yield f"{where}: no source"
        if name not in WITHOUT_STATUS and cells.get("status") not in STATUS:
            yield f"{where}: status '{cells.get('status')}' is none of {', '.join(sorted(STATUS))}"
        if any(cell != cell.strip() for column, cell in cells.items() if column != "pattern"):
            yield f"{where}: blanks around a value"
        low, value, high = (cells.get(key) for key in ("low", "value", "high"))
        if low and value and high and not float(low) <= float(value) <= float(high):
            yield f"{where}: {value} lies outside its range {low} to {high}"


def range_problems(where, table, cells):
    for value, low, high in RANGES.get(table, []):
        bounds = cells.get(low), cells.get(high)
        if not all(bounds):
            yield f"{where}: assumed, without a range in {low} and {high}"
            continue
        middle = float(cells[value]) if value else float(bounds[0])
        if not float(bounds[0]) <= middle <= float(bounds[1]):
            yield f"{where}: {value or 'range'} {middle:g} is not within {bounds[0]} to {bounds[1]}"


def honesty_problems(name, rows):
    """What is assumed has a range, and what is from memory or mapped by hand says that nobody checked it."""
    table = name.removesuffix(".csv")
    for number, cells in enumerate(rows, 2):
        where = f"data/{name}:{number}"
        assumed = cells.get("status") == "assumed"
        if assumed:
            yield from range_problems(where, table, cells)
        if table in LAWS and not assumed:
            yield f"{where}: a law coded from memory must be assumed"
        if table in FROM_MEMORY and assumed and "unverified" not in cells["source"]:
            yield f"{where}: from memory, but does not say unverified"
        if cells.get("verified", "false") != "false":
            yield f"{where}: verified, by whom?"
        if table in MAPPED_BY_HAND:
            given = "derived" if cells.get("kind") == "country" else "assumed, unverified"
            if cells.get("mapping_status") != given:
                yield f"{where}: mapping_status is not '{given}'"


def concordance_problems(rows):
    sums = defaultdict(float)
    for row in rows:
        code = row["scheme"], row["prefix"]
        sums[code] += float(row["share"])
        if row["sector"] == HOUSEHOLDS and code not in DOMESTIC_WORK:
            yield f"data/concordance.csv: {' '.join(code)} sells the work of private households"
    for code, total in sums.items():
        if abs(total - 1) > 1e-9:
            yield f"data/concordance.csv: shares of {' '.join(code)} sum to {total:g}"


def parquet_problems(path):
    name = path.relative_to(DATA).as_posix()
    if name in METADATA_TO_COME:
        return
    pairs = duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [str(path)]).fetchall()
    said = {key.decode() for key, value in pairs if value.strip()}
    for key in sorted(METADATA - said):
        yield f"data/{name}: its metadata does not state its {key}"


def table_problems(path):
    name = path.relative_to(DATA).as_posix()
    data = path.read_bytes()
    if b"\r" in data or data.startswith(b"\xef\xbb\xbf") or not data.endswith(b"\n"):
        yield f"data/{name}: must be UTF-8 without mark, lines ending in LF"
    header, *rows = csv.reader(data.decode().splitlines())
    for column in header:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", column):
            yield f"data/{name}: column {column} is not in snake_case"
    yield from row_problems(name, header, rows)
    if any(len(row) != len(header) for row in rows):
        return
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    yield from honesty_problems(name, cells)
    if name == "concordance.csv":
        yield from concordance_problems(cells)


def main():
    tables = sorted(DATA.rglob("*.csv"))
    parquets = sorted(DATA.rglob("*.parquet"))
    problems = [problem for path in tables for problem in table_problems(path)]
    problems += [problem for path in parquets for problem in parquet_problems(path)]
    problems += [
        f"data/{table}.csv: no such table" for table in RANGES if DATA / f"{table}.csv" not in tables
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(tables) + len(parquets)} tables, {len(problems)} problems")
    return 1 if problems or not parquets else 0


if __name__ == "__main__":
    sys.exit(main())
