"""Derive data/listed_goods.csv: every edition as given, with countries, names, HS and sectors reconciled."""

import argparse
import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = [
    "edition", "good", "iso3", "child_labour", "forced_labour", "forced_child_labour",
    "hs_prefix", "sector", "cpv_divisions", "mapping_status", "status", "source",
]  # fmt: skip
PUBLISHER = "US Department of Labor, List of Goods Produced by Child Labor or Forced Labor"


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def reconciliation(path):
    """Two dictionaries, goods and countries, keyed by the name as listed."""
    rows = read_csv(path)
    goods = {row["as_listed"]: row for row in rows if row["kind"] == "good"}
    countries = {row["as_listed"]: row["reconciled"] for row in rows if row["kind"] == "country"}
    return goods, countries


def source_of(row, good):
    text = f"{PUBLISHER}, edition {row['edition']} ({row['published']}), US public domain"
    if good["reconciled"] != row["good"]:
        text += f"; listed as {row['good']}"
    return text + "; HS, sector and CPV mapped by hand, unverified (listed_goods_reconcile.csv)"


def listed_good(row, goods, countries):
    good = goods[row["good"]]
    return {
        "edition": row["edition"],
        "good": good["reconciled"],
        "iso3": countries[row["country"]],
        "child_labour": row["child_labor"],
        "forced_labour": row["forced_labor"],
        "forced_child_labour": row["forced_child_labor"],
        "hs_prefix": good["hs_prefix"],
        "sector": good["sector"],
        "cpv_divisions": good["cpv_divisions"],
        "mapping_status": good["mapping_status"],
        "status": "sourced",
        "source": source_of(row, good),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared/data")
    shared = parser.parse_args().shared
    goods, countries = reconciliation(ROOT / "data/listed_goods_reconcile.csv")
    listed = read_csv(shared / "reference/dol_tvpra_list_2014_2018.csv")
    rows = [listed_good(row, goods, countries) for row in listed]
    rows.sort(key=lambda row: (row["edition"], row["good"], row["iso3"]))
    keys = [(row["edition"], row["good"], row["iso3"]) for row in rows]
    if len(set(keys)) != len(keys):
        raise SystemExit("two rows for one edition, good and country")
    with open(ROOT / "data/listed_goods.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
