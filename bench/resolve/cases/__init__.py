"""Quality of comparing two names: published cases for organisations, and the labelled pairs of the shared data."""

import csv

import quality
from contenders import ENGINE, Figure
from contenders import run as run_contender
from labelled import country_codes, pairs

ORGANISATIONS = ("Company", "Organization", "LegalEntity")
F1 = 0.93
COMPARERS = ("logic-v2", "token_sort", "WRatio")


def cases(bench):
    with open(bench.shared / "entities/name_match_cases.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["schema"] in ORGANISATIONS:
                yield row["is_match"] == "true", f"{row['name1']}\t{row['name2']}\t\t"


def run(bench):
    codes = country_codes()
    sets = {"name_match_cases": list(cases(bench))}
    for name in ("alias_pairs", "cand_pairs"):
        found = pairs(bench.shared / f"matching/{name}.tsv", codes)
        sets[name] = [(match, row) for match, _, row in found]
    for name, labelled in sets.items():
        measure(bench, name, labelled)


def measure(bench, name, labelled):
    figures = {}
    for who in [ENGINE, *(p for p in bench.peers if p in COMPARERS)]:
        arguments = [1] if who == ENGINE else []
        lines, _ = run_contender(bench, who, "pairs", arguments, [row for _, row in labelled])
        scored = [(float(line), match) for line, (match, _) in zip(lines, labelled, strict=True)]
        figures[who] = quality.pairs(scored)
    for figure in figures[ENGINE]:
        values = {who: of[figure] for who, of in figures.items()}
        bar = F1 if (name, figure) == ("name_match_cases", "best F1") else None
        most = 0 if figure == "negatives at the top score" else None
        bench.add(Figure("cases", f"{name}: {figure}", values, bar, most))
