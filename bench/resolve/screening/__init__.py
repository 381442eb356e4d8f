"""Quality of screening: labelled queries against three public lists, with each list left out of the fit beside it."""

import fit
import quality
from contenders import ENGINE, Figure, every, screen_rows, screened
from labelled import codes_of, country_codes, read_tsv
from labelled import run as run_rows

BARS = {
    "best F1": 0.70,
    "recall at 1% false alarms": 0.60,
    "recall at 0.1% false alarms": 0.50,
    "cross-script first place": 0.50,
    "candidate recall": 0.85,
}
MOST = {"most candidates a query": 25, "false answers at the top score": 0}
CANDIDATES = 25
COMPARERS = ("logic-v2", "token_sort", "WRatio")  # tantivy's scores of two queries do not compare
SAMPLES = {"WRatio": 1_100}  # queries at most; 70 ms each. Others are asked all.


def run(bench):
    codes = country_codes()
    queries, rows, index = screen_rows(bench, codes)
    figures = {}
    for who in [ENGINE, *(p for p in bench.peers if p in COMPARERS)]:
        some = every(rows, SAMPLES.get(who, len(rows)))
        answers, timings = screened(bench, who, index, some, CANDIDATES)
        figures[who] = quality.screening(every(queries, SAMPLES.get(who, len(rows))), answers)
        figures[who]["queries/s/core, 25 candidates each"] = len(some) / timings["cpu_s"]
    for name in figures[ENGINE]:
        values = {who: of[name] for who, of in figures.items()}
        sampled = ", ".join(f"{who} asked {n:,}" for who, n in SAMPLES.items() if who in bench.peers)
        bench.add(Figure("screening", name, values, BARS.get(name), MOST.get(name), sampled))
    leave_one_list_out(bench, codes, queries, rows, index)


def leave_one_list_out(bench, codes, queries, rows, index):
    """The candidates as they are, scored by weights fitted without the list; measured on that list's queries."""
    program = bench.build / "resolve_pairs"
    with open(fit.TABLE, encoding="utf-8", newline="") as file:
        table = list(fit.csv.DictReader(file))[: fit.FEATURES + 1]
    names, prior = [r["feature"] for r in table], [float(r["by_hand"]) for r in table]
    shipped = [float(r["weight"]) for r in table]
    data = fit.samples(program, bench.shared, codes)
    judged = fit.cases(program, bench.shared)
    features = candidate_features(bench, codes, queries, rows, index, program)
    for held in quality.LISTS:
        of_list = [q for q in queries if not q["true_id"] or q["kind"].endswith(held)]
        without = fit.fitted([row for row in data if row[0] != held], judged, names, prior)
        for label, weights in (("left out of the fit", without), ("in the fit", shipped)):
            found = quality.screening(of_list, rescored(features, weights))
            for name in ("best F1", "recall at 1% false alarms", "recall at 0.1% false alarms"):
                bench.add(Figure("screening", f"{name}, {held} {label}", {ENGINE: found[name]}))


def candidate_features(bench, codes, queries, rows, index, program):
    """query -> [(record, features)]"""
    listed = read_tsv(bench.shared / "matching/screen_index.tsv")
    country = {r["id"]: codes_of(r["country"], codes) for r in listed}
    found = run_rows(program, ["screen", str(index), str(CANDIDATES)], rows)
    asked = {q["query_id"]: (q["name"], codes_of(q["country"], codes)) for q in queries}
    pairs = [f"{asked[f[0]][0]}\t{f[6]}\t{asked[f[0]][1]}\t{country[f[2]]}" for f in found]
    features = {}
    for f, values in zip(found, run_rows(program, ["pairs"], pairs), strict=True):
        features.setdefault(f[0], []).append((f[2], [float(v) for v in values[1:]]))
    return features


def rescored(features, weights):
    """Positive scores that keep the order of the log-odds."""
    answers = {}
    for query, candidates in features.items():
        scored = [
            (record, sum(w * v for w, v in zip(weights, values, strict=False)) + weights[fit.FEATURES] + 1000)
            for record, values in candidates
        ]
        answers[query] = sorted(scored, key=lambda s: (-s[1], s[0]))
    return answers
