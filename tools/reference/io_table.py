#!/usr/bin/env python3
"""Derive data/io/ from WIOD 2013 (2011, or another --year): the rest of the world split into countries by stated proxies.

All amounts are held as whole multiples of 2**-20 million USD (about one dollar), so every total is exact in
float64 and collapsing the two composite regions gives WIOD's rest of the world back bit for bit.
The assumptions are the constants here and in io_split.py; data/io/README.md says what they mean.
"""

import argparse
import csv
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from io_split import (
    NO_GDP,
    REST,
    SECTORS,
    UNIT,
    WORKFORCE_WEIGHT,
    Split,
    Wiod,
    allocate,
    read_wiod,
    split_rest,
)

MARKET, INPUTS = "ROW*market", "ROW*inputs"
HOME_BIAS = 0.8  # assumed, 0.6 to 0.95; data/assumptions.csv io.home_bias
HOME_CAP = 0.95  # assumed: at most this share of a split cell's output is used at home
# By year: flows, their sum, the sum of final demand, largest imbalance of a row, million USD.
TOTALS = {2005: (363_812, 42_896_346, 44_570_057, 108), 2011: (413_525, 72_440_092, 69_268_600, 108)}
# Written into each file: a Parquet table has no source on its rows.
METADATA = {
    "source": "World Input-Output Database, 2013 release, year {year} (Timmer et al. 2015), by bquast/wiod @ 59a28ac; "
    "rest of the world split by ILO workforce (EXIOBASE/labor_extension) and World Bank GDP of {year}",
    "licence": "not stated in the source (WIOD 2013); World Bank GDP PDDL",
    "limits": "million USD of {year} at basic prices; 40 countries as published, all others are synthetic and assumed; "
    "see README.md beside this file",
    "status": "derived; cells of split countries assumed",
    "script": "tools/reference/io_table.py",
}


def home_use(wiod: Wiod, split: Split) -> tuple[np.ndarray, np.ndarray, dict]:
    """Needs and home purchases [country, product, sector], and home final demand by (product, category)."""
    n, m = len(split.countries), len(SECTORS)
    need = np.zeros((n, m, m), dtype=np.int64)
    for i, product in enumerate(SECTORS):
        for j, sector in enumerate(SECTORS):
            total = wiod.flows.get((REST, product, REST, sector), 0)
            if total:
                need[:, i, j] = allocate(total, split.shares[:, j])
    demand = {(i, k): v for (a, i, b, k), v in wiod.final.items() if a == REST and b == REST}
    wanted = HOME_BIAS * need.sum(axis=2)
    for (product, _), value in demand.items():
        wanted[:, SECTORS.index(product)] += HOME_BIAS * value * split.gdp
    output = split.shares * np.array([wiod.output[REST, s] for s in SECTORS])
    cap = np.minimum(1.0, HOME_CAP * output / np.maximum(wanted, 1))
    home = np.floor(HOME_BIAS * cap[:, :, None] * need).astype(np.int64)
    final = {}
    for (product, category), value in demand.items():
        share = HOME_BIAS * cap[:, SECTORS.index(product)] * split.gdp
        final[product, category] = np.trunc(value * share).astype(np.int64)
    direct = np.floor(HOME_BIAS * (1 - cap)[:, :, None] * need).astype(np.int64)
    return home, direct, final


def expand(wiod: Wiod, split: Split) -> Wiod:
    """The table with countries and the two composite regions in place of the rest of the world."""
    home, direct, home_final = home_use(wiod, split)
    out = Wiod({}, {}, {k: v for k, v in wiod.output.items() if k[0] != REST})
    for (a, i, b, j), value in wiod.flows.items():
        if a == REST and b == REST:
            r, c = SECTORS.index(i), SECTORS.index(j)
            value -= int(home[:, r, c].sum() + direct[:, r, c].sum())
        out.flows[MARKET if a == REST else a, i, INPUTS if b == REST else b, j] = value
    for (a, i, b, k), value in wiod.final.items():
        if a == REST and b == REST:
            value -= int(home_final[i, k].sum())
        out.final[MARKET if a == REST else a, i, b, k] = value
    add_members(out, split, home, direct, home_final)
    add_pools(out, wiod, split)
    return out


def add_members(out: Wiod, split: Split, home: np.ndarray, direct: np.ndarray, home_final: dict) -> None:
    for row, country in enumerate(split.countries):
        for i, product in enumerate(SECTORS):
            for j, sector in enumerate(SECTORS):
                out.flows[country, product, country, sector] = int(home[row, i, j])
                out.flows[MARKET, product, country, sector] = int(direct[row, i, j])
        for (product, category), units in home_final.items():
            out.final[country, product, country, category] = int(units[row])


def add_pools(out: Wiod, wiod: Wiod, split: Split) -> None:
    """Members' sales to the market, the shared inputs' sales to members, and members' outputs."""
    sold, bought, used = {}, {}, {}
    for (a, i, b, j), value in out.flows.items():
        if a == MARKET:
            sold[i] = sold.get(i, 0) + value
        if b == INPUTS:
            bought[j] = bought.get(j, 0) + value
        if a == b:
            used[a, i] = used.get((a, i), 0) + value
    for (a, i, b, _), value in out.final.items():
        if a == MARKET:
            sold[i] = sold.get(i, 0) + value
        if a == b:
            used[a, i] = used.get((a, i), 0) + value
    for col, sector in enumerate(SECTORS):
        output = allocate(wiod.output[REST, sector], split.shares[:, col])
        left = output - np.array([used.get((c, sector), 0) for c in split.countries])
        assert left.min() >= 0, f"home use exceeds output in {sector}"
        pool = allocate(sold[sector], left.astype(float))
        recipe = allocate(bought[sector], split.shares[:, col])
        for row, country in enumerate(split.countries):
            out.output[country, sector] = int(output[row])
            out.flows[country, sector, MARKET, sector] = int(pool[row])
            out.flows[INPUTS, sector, country, sector] = int(recipe[row])


def order(key: tuple) -> tuple:
    return tuple(int(p[1:]) if p in WORKFORCE_WEIGHT else p for p in key)


def write_parquet(path: Path, names: list, cells: dict, year: int) -> int:
    rows = [(*k, v / UNIT) for k, v in sorted(cells.items(), key=lambda kv: order(kv[0])) if v or len(k) == 2]
    columns = list(zip(*rows, strict=True))
    types = [pa.string()] * (len(names) - 1) + [pa.float64()]
    table = pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})
    copy_to_parquet(table, path, year)
    return len(rows)


def copy_to_parquet(table: pa.Table, path: Path, year: int) -> None:
    """Rows in the order given, in one row group; one thread, so the same bytes each time."""

    def quoted(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    metadata = ", ".join(f"{key}: {quoted(value.format(year=year))}" for key, value in METADATA.items())
    connection = duckdb.connect(config={"threads": 1})
    connection.register("cells", table)
    connection.execute(
        f"COPY (SELECT * FROM cells) TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd, "
        f"COMPRESSION_LEVEL 19, ROW_GROUP_SIZE {1 << 20}, KV_METADATA {{{metadata}}})"
    )


def write_regions(path: Path, wiod: Wiod, split: Split, year: int) -> None:
    source = f"World Input-Output Database, 2013 release, year {year}"
    proxy = f"WIOD 2013 rest of world split by ILO workforce and World Bank GDP of {year}"
    rows = [(r, "country", r, "", "sourced", source) for r in {a for a, _ in wiod.output} - {REST}]
    for country in split.countries:
        note = "GDP assumed from the workforce" if country in NO_GDP else ""
        rows.append((country, "synthetic", country, note, "assumed", proxy))
    rows.append((REST, "composite", "", "destination of final demand only; has no cells", "sourced", source))
    rows.append(
        (MARKET, "composite", "", "pool of the split countries' exports of a sector", "derived", proxy)
    )
    rows.append(
        (
            INPUTS,
            "composite",
            "",
            "inputs of a sector bought abroad, shared by the split countries",
            "derived",
            proxy,
        )
    )
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("region", "kind", "iso3", "note", "status", "source"))
        writer.writerows(sorted(rows))


def fold(cells: dict, members: set) -> dict:
    """Sums the split countries back into one region; flows inside the composites cancel by definition."""
    total = {}
    inside = members | {MARKET, INPUTS}
    for (a, i, b, j), value in cells.items():
        if a == INPUTS or (b == MARKET and a in members):
            continue  # pass-through legs: their other leg is counted
        key = (REST if a in inside else a, i, REST if b in inside else b, j)
        total[key] = total.get(key, 0) + value
    return {k: v for k, v in total.items() if v}


def check(wiod: Wiod, out: Wiod, split: Split, year: int) -> None:
    members = set(split.countries)
    flows, used, final, rounding = TOTALS[year]
    got = (len(wiod.flows), sum(wiod.flows.values()) / UNIT, sum(wiod.final.values()) / UNIT)
    assert got == (flows, used, final), f"totals differ: {got}"
    assert fold(out.flows, members) == {k: v for k, v in wiod.flows.items() if v}, "flows do not fold back"
    assert fold(out.final, members) == {k: v for k, v in wiod.final.items() if v}, (
        "final demand does not fold back"
    )
    assert min(out.flows.values()) >= 0
    balance = {}
    for (a, i, b, j), v in out.flows.items():
        balance[a, i] = balance.get((a, i), 0) + v
        if b in (MARKET, INPUTS):
            balance[b, j] = balance.get((b, j), 0) - v
    for (a, i, _, _), v in out.final.items():
        balance[a, i] = balance.get((a, i), 0) + v
    for cell, sold in balance.items():
        gap = out.output[cell] - sold if cell in out.output else sold
        assert abs(gap) <= (rounding * UNIT if cell in out.output else 0), (
            f"{cell} is out of balance by {gap / UNIT}"
        )
    for s in SECTORS:
        assert sum(out.output[c, s] for c in split.countries) == wiod.output[REST, s]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared/data"))
    parser.add_argument("--year", type=int, default=2011)
    parser.add_argument("--out", type=Path, default=Path("data/io"))
    args = parser.parse_args()
    wiod = read_wiod(args.shared, args.year)
    split = split_rest(args.shared, {a for a, _ in wiod.output}, args.year)
    table = expand(wiod, split)
    check(wiod, table, split, args.year)
    args.out.mkdir(parents=True, exist_ok=True)
    flow_names = ["from_region", "from_sector", "to_region", "to_sector", "value"]
    final_names = ["region", "sector", "to_region", "category", "value"]
    flows = write_parquet(args.out / "flows.parquet", flow_names, table.flows, args.year)
    final = write_parquet(args.out / "final_demand.parquet", final_names, table.final, args.year)
    cells = write_parquet(
        args.out / "output.parquet", ["region", "sector", "output"], table.output, args.year
    )
    write_regions(args.out / "regions.csv", wiod, split, args.year)
    print(f"{flows} flows, {final} final demands, {cells} cells, {len(split.countries)} split countries")


if __name__ == "__main__":
    main()
