"""Repeat a ledger until it has a million rows, its supplier names varied as people vary them.

    python3 bench/main_job/make_million.py ../shared/data/ledgers/un_procurement_2010_2016.csv million.csv

A name has one variation in each copy, so the number of distinct names grows with the rows, and the first copy is
the ledger itself. Same input, same bytes. Standard library only.
"""

import argparse
import csv
import functools
import hashlib
import itertools
import pathlib

LEGAL_FORMS = {
    "LTD": "Limited",
    "LTD.": "Limited",
    "LIMITED": "Ltd.",
    "INC": "Incorporated",
    "INC.": "Incorporated",
    "CO.": "Company",
    "CORP.": "Corporation",
    "CORPORATION": "Corp.",
    "S.A.": "SA",
    "SA": "S.A.",
    "GMBH": "G.m.b.H.",
    "LLC": "L.L.C.",
    "PVT": "Private",
    "PVT.": "Private",
}


def drop_letter(name: str, place: int) -> str:
    at = place % len(name)
    return name[:at] + name[at + 1 :]


def swap_letters(name: str, place: int) -> str:
    at = place % max(len(name) - 1, 1)
    return name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]


def change_legal_form(name: str, _place: int) -> str:
    return " ".join(LEGAL_FORMS.get(word.upper(), word) for word in name.split())


def change_case(name: str, _place: int) -> str:
    return name.title() if name.isupper() else name.upper()


def drop_punctuation(name: str, _place: int) -> str:
    return "".join(letter for letter in name if letter not in ".,'-&/()\"")


def add_branch(name: str, place: int) -> str:
    return f"{name} - branch {place % 90 + 10}"


VARIATIONS = [drop_letter, swap_letters, change_legal_form, change_case, drop_punctuation, add_branch]


@functools.cache
def vary(name: str, copy: int) -> str:
    """The spelling of a name in one copy of the ledger; copy 0 leaves it as it is."""
    if copy == 0 or len(name) < 4:
        return name
    chance = int.from_bytes(hashlib.sha256(f"{copy}\x1f{name}".encode()).digest()[:8])
    kind, place = divmod(chance, 1 << 32)
    return VARIATIONS[kind % len(VARIATIONS)](name, place).strip() or name


def repeat(ledger: pathlib.Path, out: pathlib.Path, rows: int, column: str) -> None:
    with out.open("w", encoding="utf-8", newline="") as written:
        writer = csv.writer(written, lineterminator="\n")
        left = rows
        for copy in itertools.count():
            with ledger.open(encoding="utf-8-sig", newline="") as read:
                reader = csv.reader(read)
                header = next(reader)
                at = header.index(column)
                if copy == 0:
                    writer.writerow(header)
                for row in itertools.islice(reader, left):
                    row[at] = vary(row[at], copy)
                    writer.writerow(row)
                    left -= 1
            if left <= 0:
                return


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("ledger", type=pathlib.Path)
    options.add_argument("out", type=pathlib.Path)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--column", default="vendor_name")
    arguments = options.parse_args()
    repeat(arguments.ledger, arguments.out, arguments.rows, arguments.column)


if __name__ == "__main__":
    main()
