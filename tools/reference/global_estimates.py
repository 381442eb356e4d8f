"""Derive data/global_estimates.csv from the figures of the 2022 Global Estimates, one row a figure."""

import argparse
import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ["figure", "dimension", "value", "unit", "year", "status", "source"]


def with_sources_spelled_out(rows):
    """The source table writes `same` for the source of the row above; every row here stands alone."""
    first = rows[0]["source"]
    for row in rows:
        rest = row["source"].removeprefix("same").lstrip("; ")
        row["source"] = first if row["source"] in ("same", first) else f"{first}; {rest}"
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared/data")
    shared = parser.parse_args().shared
    with open(shared / "reference/global_estimates_2022.csv", encoding="utf-8", newline="") as file:
        rows = with_sources_spelled_out(list(csv.DictReader(file)))
    figures = [{**row, "year": row["period"], "status": "sourced"} for row in rows]
    figures.sort(key=lambda row: (row["figure"], row["dimension"], row["unit"]))
    with open(ROOT / "data/global_estimates.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(figures)


if __name__ == "__main__":
    main()
