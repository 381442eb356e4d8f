"""Weights of data/name_features.csv from labelled names. Run: fit.py PROGRAM [SHARED_DATA].

A logistic regression drawn towards the weights written by hand, each kept on its own side of zero.
Country and identifier keep the hand's weight: in the labelled names they come from the same record.
So does a single word in common, which says less in a ledger than among names known to be listed.
Printed beside it: the same fit with each list left out, measured on that list.
"""

import csv
import math
import sys
from pathlib import Path

from labelled import REPOSITORY, best_f1, codes_of, country_codes, pairs, read_tsv, recall_at, run

TABLE = REPOSITORY / "data/name_features.csv"
FEATURES = 17
BY_HAND = {"one_word", "country_same", "country_conflict", "identifier_same", "identifier_conflict"}
PULL = 60.0  # strength of the hand's weights, in observations
LEAST = 0.3  # share of words that must agree in a pair of the same: other aliases teach nothing
ALARMS = {"possible_from": 0.01}  # match_from is stricter and set by hand: see docs/resolve.md
SOURCE = "fitted to labelled aliases of three public lists (bench/resolve/fit.py)"


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


def solve(matrix, vector):
    """Gaussian elimination with pivots; small and symmetric."""
    n = len(vector)
    rows = [[*matrix[i], vector[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(i + 1, n):
            factor = rows[k][i] / rows[i][i]
            rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i], strict=True)]
    result = [0.0] * n
    for i in reversed(range(n)):
        result[i] = (rows[i][n] - sum(rows[i][k] * result[k] for k in range(i + 1, n))) / rows[i][i]
    return result


def newton_step(data, weights, prior, free):
    n = len(free)
    gradient = [PULL * (prior[j] - weights[j]) for j in free]
    hessian = [[PULL * (i == k) for k in range(n)] for i in range(n)]
    for _, match, values in data:
        logit = sum(w * v for w, v in zip(weights, values, strict=False)) + weights[FEATURES]
        p = 1 / (1 + math.exp(-max(-30, min(30, logit))))
        x = [values[j] if j < FEATURES else 1.0 for j in free]
        for i in range(n):
            if x[i]:
                gradient[i] += (match - p) * x[i]
                scale = p * (1 - p) * x[i]
                for k in range(n):
                    hessian[i][k] += scale * x[k]
    return solve(hessian, gradient)


def fitted(data, names, prior):
    weights = [w / 4 for w in prior]  # near zero, where Newton's steps are safe
    for j, name in enumerate(names):
        weights[j] = prior[j] if name in BY_HAND else weights[j]
    free = [j for j, name in enumerate(names) if name not in BY_HAND]
    for _ in range(60):
        step = newton_step(data, weights, prior, free)
        longest = max(abs(s) for s in step)
        for j, change in zip(free, step, strict=True):
            weights[j] += change * min(1.0, 2.0 / longest)
        if longest > 0.01:
            continue
        wrong = [j for j in free if j < FEATURES and weights[j] * prior[j] < 0]
        if not wrong:
            break
        worst = max(wrong, key=lambda j: abs(weights[j] / prior[j]))
        weights[worst] = 0.0
        free.remove(worst)
    return weights


def scores(data, weights):
    return [
        (sum(w * v for w, v in zip(weights, values, strict=False)) + weights[FEATURES], match)
        for _, match, values in data
    ]


def leave_one_out(data, names, prior):
    for held in ("ofac", "eu", "un"):
        weights = fitted([row for row in data if row[0] != held], names, prior)
        of_list = scores([row for row in data if row[0] == held], weights)
        print(
            f"without {held}: F1 {best_f1(of_list)[0]:.3f}, recall {recall_at(of_list, 0.01):.3f} at 1%, "
            f"{recall_at(of_list, 0.001):.3f} at 0.1%"
        )


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
    leave_one_out(data, names, prior)
    weights = fitted(data, names, prior)
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
    data = [(n, m, [float(v) for v in f[1:]]) for (n, m, _), f in zip(rows, features, strict=True)]
    best = {}
    for (_, match, row), (score, _) in zip(rows, scores(data, weights), strict=True):
        key = tuple(row.split("\t")[::2])
        best[key] = max(best.get(key, (-99.0, False)), (score, match))
    absent = {(q["name"], codes_of(q["country"], codes)) for q in queries.values() if not q["true_id"]}
    alarms = sorted((score for key, (score, _) in best.items() if key in absent), reverse=True)
    limits = {name: alarms[int(share * len(absent))] for name, share in ALARMS.items()}
    slope, offset = calibrated(list(best.values()))
    return limits | {"calibration_slope": slope, "calibration_offset": offset}


if __name__ == "__main__":
    main()
