"""A million names linked to a million: all of it on two cores, from reading the files to writing the links."""

import time

from contenders import ENGINE, Figure, every
from contenders import run as run_contender
from register import made_register, read_queries

SECONDS = 60
MATCH = "2"


def run(bench):
    folder = made_register(bench)
    others = read_queries(folder / "others.tsv")
    others = every(others, int(len(others) * bench.scale))
    rows = [f"{o['query_id']}\t{o['name']}\t{o['country']}" for o in others]
    start = time.perf_counter()
    lines, timings = run_contender(bench, ENGINE, "screen", [folder / "million.tsv", 1, 0, 2, 1], rows)
    seconds = time.perf_counter() - start
    report_links(bench, others, lines)
    asked = f"{len(rows):,} against 1,000,000, {timings['cpu_s'] + timings['build_cpu_s']:.0f} s of the processors"
    bar = SECONDS if len(rows) == 1_000_000 else None
    bench.add(Figure("link", "wall s on two cores", {ENGINE: seconds}, at_most=bar, note=asked))


def report_links(bench, others, lines):
    first = {}
    for line in lines:
        query, _, record, _, decision, *_ = line.split("\t")
        first[query] = (record, decision)
    planted = {o["query_id"]: o["true_id"] for o in others if o["true_id"]}
    linked = {q: record for q, (record, decision) in first.items() if decision == MATCH}
    right = sum(linked.get(q) == record for q, record in planted.items())
    at_first = sum(first.get(q, ("",))[0] == record for q, record in planted.items())
    bench.add(
        Figure("link", "planted links in first place", {ENGINE: at_first / len(planted)}),
        Figure("link", "planted links decided a match", {ENGINE: right / len(planted)}),
        Figure("link", "of the links, planted ones", {ENGINE: right / max(1, len(linked))},
               note="others may be right too: recombined names can be as like as a misspelling"),
    )  # fmt: skip
