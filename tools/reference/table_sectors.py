"""Derives data/table_sectors.csv: the sectors of the tables users bring, to the engine's 35.

The engine's sectors are divisions of ISIC rev. 3. EXIOBASE's codes name a division of it; the other tables follow ISIC
rev. 4 or NACE rev. 2 (DIVISIONS: the division of rev. 3 that most of each became), GLORIA and Eora26 words (WORDS).
Where a table's sector covers several of the engine's, it is split by their shares of world output in data/io, unless
SPLITS says otherwise. --exiobase names the folder with EXIOBASE's lists (pymrio/mrio_models of the PyPI package pymrio
0.7.0); without it, its rows are kept as they stand.
"""

import csv
import re
from pathlib import Path

import duckdb

from concordance import EXTRATERRITORIAL, divisions_of
from table import REPOSITORY, number, read_rows, write_table
from table_sector_lists import DIVISIONS, LISTS, SPLITS, WORDS

BY_HAND = "Headwater project: hand-set from the meaning of the code; unverified"
WORLD = "split by world output of data/io (2011)"
PYMRIO = "EXIOBASE 3 sector lists in pymrio 0.7.0 (mrio_models/exio3_{}/sectors.tsv); division of ISIC rev. 3 in the code"


def world_output(data):
    rows = duckdb.execute(
        "SELECT sector, sum(output) FROM read_parquet(?) GROUP BY sector",
        [str(data / "io" / "output.parquet")],
    )
    return dict(rows.fetchall())


def order(sector):
    return int(sector[1:])


def shares(sectors, world):
    """Shares that sum to one as written."""
    total = sum(world[s] for s in sectors)
    rounded = {s: round(world[s] / total, 6) for s in sorted(sectors, key=order)}
    rounded[max(rounded, key=rounded.get)] += 1 - sum(rounded.values())
    return rounded


def rows_of(layout, code, name, weights, basis):
    for sector, weight in weights.items():
        alone = len(weights) == 1
        spread = 0.1 if alone else 0.25
        yield {
            "layout": layout,
            "code": code,
            "name": name,
            "sector": sector,
            "weight": number(weight, 6),
            "low": number(max(0, weight - spread), 6),
            "high": number(min(1, weight + spread), 6),
            "status": "assumed",
            "source": f"{BY_HAND}; {basis}",
        }


def divisions_in(code):
    """'C10-C12' or '10T12' -> 10, 11, 12; 'J62_J63' -> 62, 63; a letter alone -> all its divisions."""
    bare = code.removeprefix("D") if re.match(r"D\d\dT?", code) else code
    if re.fullmatch(r"[A-U](_[A-U])?", bare):
        return sorted(d for d, (letter, _) in DIVISIONS.items() if letter in bare)
    # C241, C302T309: a group of a division
    numbers = [int(n[:2]) for n in re.findall(r"\d+", bare)]
    if re.search(r"\d(T|-)[A-Z]?\d", bare):
        return list(range(numbers[0], numbers[1] + 1))
    return numbers


def nace_rows(layout, code, name, world):
    divisions = tuple(d for d in divisions_in(code) if d in DIVISIONS)
    if not divisions:
        raise ValueError(f"{layout} {code}: no division")
    if divisions in SPLITS:
        return rows_of(layout, code, name, SPLITS[divisions], "divided by hand")
    sectors = {DIVISIONS[d][1] for d in divisions}
    return rows_of(
        layout, code, name, shares(sectors, world), WORLD if len(sectors) > 1 else "ISIC rev. 4 to rev. 3"
    )


def word_rows(layout, world):
    for position, (name, sectors) in enumerate(WORDS[layout], 1):
        weights = shares(sectors.split(), world)
        yield from rows_of(layout, str(position), name, weights, WORLD if len(weights) > 1 else "by its name")


def exiobase_rows(folder, data):
    if folder is None:
        kept = [r for r in read_rows(REPOSITORY / "data" / "table_sectors.csv") if r["layout"] == "exiobase3"]
        yield from kept
        return
    sector_of = {d: r["sector"] for r in read_rows(data / "sectors.csv") for d in divisions_of(r["isic3"])}
    sector_of[EXTRATERRITORIAL] = "c31"
    for system in ("ixi", "pxp"):
        with open(folder / f"exio3_{system}" / "sectors.tsv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                yield {
                    "layout": "exiobase3",
                    "code": row["ExioCode"],
                    "name": " ".join(row["ExioName"].split()),
                    "sector": sector_of[row["ExioCode"][1:3]],
                    "weight": "1",
                    "low": "1",
                    "high": "1",
                    "status": "derived",
                    "source": PYMRIO.format(system),
                }


def arguments():
    import argparse

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exiobase", type=Path)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "data")
    return parser.parse_args()


def main():
    typed = arguments()
    data = REPOSITORY / "data"
    world = world_output(data)
    rows = list(exiobase_rows(typed.exiobase, data))
    for layout, sectors in LISTS.items():
        for code, name in sectors:
            rows += nace_rows(layout, code, name, world)
    for layout in WORDS:
        rows += word_rows(layout, world)
    for row in read_rows(data / "sectors.csv"):
        rows.append(
            {
                "layout": "wiod2013",
                "code": row["sector"],
                "name": row["name"],
                "sector": row["sector"],
                "weight": "1",
                "low": "1",
                "high": "1",
                "status": "derived",
                "source": "the engine's own sectors",
            }
        )
    write_table(typed.out / "table_sectors.csv", ("layout", "code", "sector"), rows)


if __name__ == "__main__":
    main()
