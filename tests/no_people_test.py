"""No number of people, nor anything from which it follows, is attached to a named company.

The figure itself (expected cases behind each supplier) is worked out here from the case, where it is
never stored, and looked for in what is handed on: by name, by wording, and in disguise (a column, or two
columns multiplied or divided, that gives it up to a constant).

  tests/no_people_test.py --binary build/dev/headwater CASE
"""

import argparse
import csv
import itertools
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import duckdb

from sandbox import ROOT

ABOUT_PEOPLE = re.compile(
    r"cases|people|persons|victim|workers|headcount|multiplier|intensity|per_million", re.I
)
COUNTED = re.compile(r"\d[\d,. ]*\s(people|persons|workers|victims|cases)\b", re.I)
NAMES_A_COMPANY = {"entity_id", "entity", "supplier", "supplier_id", "supplier_name"}
ALIKE = 0.01  # relative spread under which a column counts as the hidden figure in disguise
FEWEST = 20  # suppliers with a hidden figure, below which likeness proves nothing

HIDDEN_CASES = """
  SELECT e.entity_id, sum(p.base_usd * w.weight * i.intensity) / 1e6 AS cases
  FROM purchases p JOIN purchase_entities e USING (purchase_id) JOIN purchase_wordings USING (purchase_id)
  JOIN wording_sectors w USING (wording_id)
  JOIN intensities i ON i.sector = w.sector AND i.country = coalesce(p.supplier_country, 'UNK')
  WHERE p.base_usd > 0 GROUP BY ALL HAVING cases > 0 ORDER BY ALL
"""


def hidden_cases(case):
    with duckdb.connect(str(case / "derived.duckdb"), read_only=True) as database:
        return dict(database.sql(HIDDEN_CASES).fetchall())


def number(text):
    try:
        return float(text)
    except (TypeError, ValueError):
        return None


def constant(values):
    """True where all values are one positive number, but for rounding."""
    known = [abs(value) for value in values if value]
    return len(known) >= FEWEST and min(known) > 0 and max(known) / min(known) - 1 < ALIKE


def disguises(columns, cases):
    """Names of columns, or pairs of them, that are the hidden figure times a constant."""
    for name, values in columns.items():
        if constant([v / c for v, c in zip(values, cases, strict=True) if v is not None]):
            yield name
    for (one, a), (other, b) in itertools.permutations(columns.items(), 2):
        both = [(x, y, c) for x, y, c in zip(a, b, cases, strict=True) if x and y]
        if one < other and constant([x * y / c for x, y, c in both]):
            yield f"{one} × {other}"
        if constant([x / y / c for x, y, c in both]):
            yield f"{one} ÷ {other}"


def table_problems(path, cases):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or not NAMES_A_COMPANY & rows[0].keys():
        return
    for column in rows[0]:
        if ABOUT_PEOPLE.search(column):
            yield f"{path.name}: column {column} stands beside a company's name"
    known = [row for row in rows if row.get("entity_id") in cases]
    columns = {name: [number(row[name]) for row in known] for name in rows[0]}
    columns = {name: values for name, values in columns.items() if any(values)}
    for disguise in disguises(columns, [cases[row["entity_id"]] for row in known]):
        yield f"{path.name}: {disguise} gives the number of people behind a company"


def json_problems(where, value, named=False):
    if isinstance(value, dict):
        named = named or bool(NAMES_A_COMPANY & value.keys())
        for key, inner in value.items():
            if named and ABOUT_PEOPLE.search(key):
                yield f"{where}: {key} stands beside a company's name"
            yield from json_problems(where, inner, named)
    elif isinstance(value, list):
        for inner in value:
            yield from json_problems(where, inner, named)
    elif named and isinstance(value, str) and COUNTED.search(value):
        yield f"{where}: '{value}' counts people behind a company"


class Passages(HTMLParser):
    """The text of each table row, list item and paragraph."""

    BLOCKS = ("tr", "li", "p", "dd", "figcaption")

    def __init__(self):
        super().__init__()
        self.open, self.texts = [], []

    def handle_starttag(self, tag, _):
        if tag in self.BLOCKS:
            self.open.append([])

    def handle_endtag(self, tag):
        if tag in self.BLOCKS and self.open:
            self.texts.append(" ".join(self.open.pop()))

    def handle_data(self, data):
        for block in self.open:
            block.append(data.strip())


def report_problems(report, names):
    passages = Passages()
    passages.feed(report.read_text())
    for text in passages.texts:
        if COUNTED.search(text) and any(name in text for name in names):
            yield f"report.html: '{text[:120]}' counts people behind a company"


def why_problems(binary, case, entities):
    for entity in entities:
        answer = subprocess.run([binary, "why", case, entity, "--json"], check=True, capture_output=True)
        yield from json_problems(f"why {entity}", json.loads(answer.stdout), named=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/headwater")
    parser.add_argument("case", type=Path)
    arguments = parser.parse_args()
    exports = arguments.case / "exports"
    cases = hidden_cases(arguments.case)
    with duckdb.connect(str(arguments.case / "derived.duckdb"), read_only=True) as database:
        names = [name for (name,) in database.sql("SELECT name FROM entities ORDER BY name").fetchall()]
    problems = []
    for path in sorted(exports.glob("*.csv")):
        problems += table_problems(path, cases)
    for path in sorted(exports.glob("*json")):
        problems += json_problems(path.name, json.loads(path.read_text()))
    problems += report_problems(arguments.case / "report.html", [name for name in names if name])
    problems += why_problems(arguments.binary, arguments.case, sorted(cases)[:10])
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(cases)} companies, {len(problems)} problems")
    return 1 if problems or len(cases) < FEWEST else 0


if __name__ == "__main__":
    sys.exit(main())
