"""Writes data/unspsc_segments.csv: UNSPSC titles as the UN ledger words them, by hand to CPV divisions."""

from pathlib import Path

from concordance import parse_split
from table import folders, number, read_rows, write_table

SPREAD = 0.2  # assumed; as the spread of the concordance
SOURCE = (
    "Headwater project: hand-set from the meaning of the title; segment number from memory, unverified; "
    f"low and high: the weight -/+ {SPREAD:g} within 0 and 1, assumed"
)


def main():
    at = folders(__doc__)
    rows = [
        {
            "title": row["title"],
            "segment": row["segment"],
            "cpv_division": division,
            "weight": number(weight, 3),
            "low": number(max(0.0, weight - SPREAD), 3),
            "high": number(min(1.0, weight + SPREAD), 3),
            "status": "assumed",
            "source": SOURCE,
        }
        for row in read_rows(Path(__file__).resolve().parent / "unspsc_titles.csv")
        for division, weight in parse_split(row["cpv"]).items()
    ]
    write_table(at.out / "unspsc_segments.csv", ["title", "cpv_division"], rows)


if __name__ == "__main__":
    main()
