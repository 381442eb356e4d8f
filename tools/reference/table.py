"""Reads source tables and writes the reference tables: sorted, checked, the same bytes each time."""

import argparse
import csv
import math
from decimal import Decimal
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
STATUSES = {"sourced", "derived", "assumed"}


def folders(description):
    """The two folders every script of this directory is run with."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "data")
    return parser.parse_args()


def read_rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(value, decimals):
    """Shortest decimal text; never NaN, never an exponent."""
    if not math.isfinite(value):
        raise ValueError(f"not a number: {value}")
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def significant(value, digits=8):
    """Like `number`, but to a count of digits: for figures of very different sizes."""
    number(value, 0)
    return format(Decimal(f"{value:.{digits}g}"), "f")


def write_table(path, key, rows):
    """`rows` are dicts with the same fields; `key` names the fields that must be unique."""
    if not rows:
        raise ValueError(f"{path}: no rows")
    rows = sorted(rows, key=lambda row: tuple(row[field] for field in key))
    check(path, key, rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size} bytes")


def check(path, key, rows):
    seen = set()
    for row in rows:
        identity = tuple(row[field] for field in key)
        if identity in seen:
            raise ValueError(f"{path}: {identity} twice")
        seen.add(identity)
        if row["status"] not in STATUSES or not row["source"]:
            raise ValueError(f"{path}: {identity} has no status or source")
        if any(str(value).strip().lower() in {"nan", "none", "inf"} for value in row.values()):
            raise ValueError(f"{path}: {identity} holds the text of a missing number")
