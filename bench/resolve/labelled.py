"""The labelled names of the shared data as the kernel's program reads them."""

import csv
import subprocess
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def country_codes():
    with open(REPOSITORY / "data/country_aliases.csv", encoding="utf-8", newline="") as file:
        codes = {row["alias"].casefold(): row["iso3"] for row in csv.DictReader(file)}
    with open(REPOSITORY / "data/countries.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes.update({row[key].casefold(): row["iso3"] for key in ("iso2", "iso3", "name")})
    return codes


def codes_of(text, codes):
    """Country names or codes, ";" between: ISO alpha-3 the same way, unknown ones left out."""
    return ";".join(
        sorted({codes[c.strip().casefold()] for c in text.split(";") if c.strip().casefold() in codes})
    )


def read_tsv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs(path, codes):
    """(match, kind, the program's row)."""
    for row in read_tsv(path):
        fields = (
            row["name_a"],
            row["name_b"],
            codes_of(row["country_a"], codes),
            codes_of(row["country_b"], codes),
        )
        yield row["match"] == "1", row["kind"], "\t".join(fields)


def run(program, arguments, rows):
    text = "\n".join(rows) + "\n"
    done = subprocess.run([program, *arguments], input=text.encode(), stdout=subprocess.PIPE, check=True)
    return [line.split("\t") for line in done.stdout.decode().splitlines()]


def best_f1(scored):
    """(F1, threshold) over (score, match), ties taken together."""
    scored = sorted(scored, reverse=True)
    positives = sum(match for _, match in scored)
    best, found = (0.0, 0.0), 0
    for n, (score, match) in enumerate(scored, 1):
        found += match
        if n == len(scored) or scored[n][0] < score:
            best = max(best, (2 * found / (n + positives), score))
    return best


def recall_at(scored, false_alarms):
    """Recall at the lowest threshold that lets at most this share of the negatives through."""
    negatives = sorted((score for score, match in scored if not match), reverse=True)
    positives = [score for score, match in scored if match]
    allowed = int(false_alarms * len(negatives))
    limit = negatives[allowed] if allowed < len(negatives) else float("-inf")
    return sum(score > limit for score in positives) / len(positives)
