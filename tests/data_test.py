"""The tables in data/ keep to their form: as many cells as the header has, a status and a source on each row."""

import csv
import re
import sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
STATUS = {"sourced", "derived", "assumed"}
WITHOUT_STATUS = {"examples/eu_awards.csv"}  # facts, each with its notice as source


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


def main():
    tables = sorted(DATA.rglob("*.csv"))
    problems = [problem for path in tables for problem in table_problems(path)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(tables)} tables, {len(problems)} problems")
    return 1 if problems or not tables else 0


if __name__ == "__main__":
    sys.exit(main())
