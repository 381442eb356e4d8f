"""Weights of data/name_features.csv from labelled names. Run: fit.py PROGRAM [SHARED_DATA].

A logistic regression drawn towards the weights written by hand, each kept on its own side of zero.
Country and identifier keep the hand's weight: in the labelled names they come from the same record.
So does a single word in common, which says less in a ledger than among names known to be listed.
So do numbers one stroke apart: the cases take them for slips, but plants 1 and 2 are two plants.
Aliases of lists teach that names of one party may differ much; published cases that a word more or less is
another company. Both are needed, and the cases are few: each counts CASE_WEIGHT times.
Printed beside it: the same fit with each list left out, measured on that list; the cases across five folds.
Writes data/name_thresholds.csv too. Needs bench/requirements.txt (numpy, scipy).
"""

import csv
import math
import random
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from labelled import REPOSITORY, best_f1, codes_of, country_codes, pairs, read_tsv, recall_at, run

TABLE = REPOSITORY / "data/name_features.csv"
FEATURES = 20
BY_HAND = {
    "number_near",
    "one_word",
    "country_same",
    "country_conflict",
    "identifier_same",
    "identifier_conflict",
}
PULL = 10.0  # strength of the hand's weights, in observations
LEAST = 0.3  # share of words that must agree in a pair of the same: other aliases teach nothing
ALARMS = {"possible_from": 0.01}  # match_from is stricter and set by hand: see docs/resolve.md
CASE_WEIGHT = 30
FOLDS = 5
ORGANISATIONS = ("Company", "Organization", "LegalEntity")
THRESHOLDS = REPOSITORY / "data/name_thresholds.csv"
RATES = (0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005)
SOURCE = "fitted to labelled aliases of three public lists and published cases (bench/resolve/fit.py)"


def samples(program, shared, codes):
    """(list, match, features, offset) of labelled pairs and of what screening brings up."""
    rows = [
        (kind.split(":")[0], match, row)
        for name in ("alias_pairs", "cand_pairs")
        for match, kind, row in pairs(shared / f"matching/{name}.tsv", codes)
    ]
    rows += screened(program, shared, codes)
    rows = list(dict.fromkeys(rows))
    features = run(program, ["pairs"], [row for _, _, row in rows])
    data = [
        (name, match, [float(v) for v in f[1:]]) for (name, match, _), f in zip(rows, features, strict=True)
    ]
    return [row for row in data if row[2][0] > LEAST or (row[2][0] > 0 and not row[1])]


def screened(program, shared, codes):
    queries = {q["query_id"]: q for q in read_tsv(shared / "matching/screen_queries.tsv")}
    index = Path(program).parent / "screen_index.tsv"
    listed = read_tsv(shared / "matching/screen_index.tsv")
    country = {row["id"]: codes_of(row["country"], codes) for row in listed}
    index.write_text(
        "".join(f"{r['id']}\t{r['name']}\t{country[r['id']]}\n" for r in listed), encoding="utf-8"
    )
    sent = [f"{i}\t{q['name']}\t{codes_of(q['country'], codes)}" for i, q in queries.items()]
    for row in run(program, ["screen", str(index), "3"], sent):
        query = queries[row[0]]
        own = codes_of(query["country"], codes)
        yield (
            query["kind"].split(":")[-1],
            row[2] == query["true_id"],
            f"{query['name']}\t{row[6]}\t{own}\t{country[row[2]]}",
        )


def cases(program, shared):
    """(match, features) of the organisations among the published name cases."""
    with open(shared / "entities/name_match_cases.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["schema"] in ORGANISATIONS]
    features = run(program, ["pairs"], [f"{row['name1']}\t{row['name2']}\t\t" for row in rows])
    return [
        (row["is_match"] == "true", [float(v) for v in f[1:]]) for row, f in zip(rows, features, strict=True)
    ]


def fitted(pairs, judged, names, prior):
    """Weights for (list, match, features) and, each counted CASE_WEIGHT times, (match, features)."""
    values = np.array([[*f, 1.0] for _, _, f in pairs] + [[*f, 1.0] for _, f in judged])
    match = np.array([m for _, m, _ in pairs] + [m for m, _ in judged], dtype=float)
    count = np.array([1.0] * len(pairs) + [CASE_WEIGHT] * len(judged))
    hand = np.array(prior)
    free = np.array([name not in BY_HAND for name in names])
    fixed = values[:, ~free] @ hand[~free]
    values, hand = values[:, free], hand[free]
    sides = [(0, None) if w > 0 else (None, 0) for w in hand[:-1]] + [(None, None)]

    def loss(weights):
        logit = fixed + values @ weights
        p = 1 / (1 + np.exp(-logit))
        pull = weights - hand
        value = (count * (np.logaddexp(0, logit) - match * logit)).sum() + PULL / 2 * (pull**2).sum()
        return value, values.T @ (count * (p - match)) + PULL * pull

    found = minimize(loss, hand / 4, jac=True, method="L-BFGS-B", bounds=sides, options={"maxiter": 5000})
    weights = np.array(prior)
    weights[free] = found.x
    return weights.tolist()


def scores(rows, weights):
    return [(sum(w * v for w, v in zip(weights, f, strict=False)) + weights[FEATURES], m) for m, f in rows]


def leave_one_out(data, judged, names, prior):
    for held in ("ofac", "eu", "un"):
        weights = fitted([row for row in data if row[0] != held], judged, names, prior)
        of_list = scores([row[1:] for row in data if row[0] == held], weights)
        print(
            f"without {held}: F1 {best_f1(of_list)[0]:.3f}, recall {recall_at(of_list, 0.01):.3f} at 1%, "
            f"{recall_at(of_list, 0.001):.3f} at 0.1%"
        )


def across_cases(data, judged, names, prior):
    """The published cases, each scored by a fit that has not seen its fifth; and by one that saw none."""
    order = list(range(len(judged)))
    random.Random(1).shuffle(order)
    unseen = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        seen = [row for i, row in enumerate(judged) if i not in held]
        weights = fitted(data, seen, names, prior)
        unseen += scores([judged[i] for i in held], weights)
    none = scores(judged, fitted(data, [], names, prior))
    print(f"cases: F1 {best_f1(unseen)[0]:.3f} over {FOLDS} folds, {best_f1(none)[0]:.3f} fitted without any")


def calibrated(scored):
    """Slope and offset of a logistic curve from log-odds to the share of true matches."""
    slope, offset = 1.0, 0.0
    for _ in range(2000):
        errors = [(m - 1 / (1 + math.exp(-max(-30, min(30, offset + slope * s)))), s) for s, m in scored[::7]]
        offset += 2 * sum(e for e, _ in errors) / len(errors)
        slope += 0.1 * sum(e * s for e, s in errors) / len(errors)
    return slope, offset


def main():
    program, shared = (
        sys.argv[1],
        Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY.parent / "shared/data",
    )
    with open(TABLE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row["feature"] for row in rows[: FEATURES + 1]]
    prior = [float(row["by_hand"]) for row in rows[: FEATURES + 1]]
    codes = country_codes()
    data = samples(program, shared, codes)
    print(f"{len(data)} pairs, {sum(match for _, match, _ in data)} of them the same")
    judged = cases(program, shared)
    leave_one_out(data, judged, names, prior)
    across_cases(data, judged, names, prior)
    weights = fitted(data, judged, names, prior)
    found = dict(zip(names, weights, strict=True))
    found.update(thresholds(program, shared, codes, weights))
    for row in rows:
        if row["feature"] in found and row["feature"] not in BY_HAND:
            row.update(weight=f"{found[row['feature']]:.4f}", status="derived", source=SOURCE)
    with open(TABLE, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def thresholds(program, shared, codes, weights):
    """Log-odds that the best candidate of a query without a true one exceeds once in 100; the calibration."""
    queries = {q["query_id"]: q for q in read_tsv(shared / "matching/screen_queries.tsv")}
    rows = list(screened(program, shared, codes))
    features = run(program, ["pairs"], [row for _, _, row in rows])
    data = [(m, [float(v) for v in f[1:]]) for (_, m, _), f in zip(rows, features, strict=True)]
    best = {}
    for (_, match, row), (score, _) in zip(rows, scores(data, weights), strict=True):
        key = tuple(row.split("\t")[::2])
        best[key] = max(best.get(key, (-99.0, False)), (score, match))
    absent = {(q["name"], codes_of(q["country"], codes)) for q in queries.values() if not q["true_id"]}
    alarms = [score for key, (score, _) in best.items() if key in absent]
    alarms = sorted(alarms + [-99.0] * (len(absent) - len(alarms)), reverse=True)
    write_thresholds(alarms)
    limits = {name: alarms[int(share * len(absent))] for name, share in ALARMS.items()}
    slope, offset = calibrated(list(best.values()))
    return limits | {"calibration_slope": slope, "calibration_offset": offset}


def write_thresholds(alarms):
    """Log-odds above which the best hit of at most this share of the names that are not listed lies."""
    with open(THRESHOLDS, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["false_alarms", "log_odds", "names", "status", "source"])
        for rate in sorted(RATES):
            limit = alarms[int(rate * len(alarms))]
            writer.writerow([f"{rate:g}", f"{limit:.4f}", len(alarms), "derived", SOURCE])


if __name__ == "__main__":
    main()
