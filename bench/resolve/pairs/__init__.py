"""Speed of comparing two names that have been read already, on the labelled pairs; both ways round, equal scores."""

from contenders import ENGINE, Figure
from contenders import run as run_contender
from labelled import country_codes, pairs

A_SECOND = 1_000_000
PASSES = 5
COMPARERS = ("logic-v2", "token_sort", "WRatio")


def swapped(row):
    a, b, country_a, country_b = row.split("\t")
    return "\t".join((b, a, country_b, country_a))


def run(bench):
    codes = country_codes()
    rows = [
        row
        for name in ("alias_pairs", "cand_pairs")
        for _, _, row in pairs(bench.shared / f"matching/{name}.tsv", codes)
    ]
    lines, timings = run_contender(bench, ENGINE, "pairs", [PASSES], rows)
    back, _ = run_contender(bench, ENGINE, "pairs", [1], list(map(swapped, rows)))
    differing = sum(a != b for a, b in zip(lines, back, strict=True))
    bench.add(Figure("pairs", "scores that depend on the order", {ENGINE: differing}, at_most=0))
    speeds = {ENGINE: len(rows) / timings["cpu_s"]}
    for who in bench.peers:
        if who in COMPARERS:
            _, timings = run_contender(bench, who, "pairs", [], rows)
            speeds[who] = len(rows) / timings["cpu_s"]
    if not differing:
        bench.add(Figure("pairs", "pairs/s/core", speeds, A_SECOND, note=f"{len(rows):,} pairs"))
