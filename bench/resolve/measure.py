"""How well names are compared and found, on the labelled data. Run: measure.py PROGRAM [SHARED_DATA]."""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from labelled import REPOSITORY, best_f1, codes_of, country_codes, pairs, read_tsv, recall_at, run


def measure_pairs(program, shared, codes, name):
    labelled = list(pairs(shared / f"matching/{name}.tsv", codes))
    scores = [float(row[0]) for row in run(program, ["pairs"], [row for _, _, row in labelled])]
    scored = [(s, match) for s, (match, _, _) in zip(scores, labelled, strict=True)]
    report(name, scored)
    negatives = [score for score, match in scored if not match]
    for kind in ("latin", "xscript", "nonlatin"):
        of_kind = [s for s, (match, k, _) in zip(scores, labelled, strict=True) if match and k.endswith(kind)]
        limit = sorted(negatives, reverse=True)[int(0.01 * len(negatives))]
        print(f"    {kind}: recall {sum(s > limit for s in of_kind) / len(of_kind):.3f} at 1% false alarms")


def report(name, scored):
    f1, threshold = best_f1(scored)
    top = max(scored)[0]
    ties = sum(score == top for score, match in scored if not match)
    print(
        f"{name}: best F1 {f1:.3f} at {threshold:.2f}; recall {recall_at(scored, 0.01):.3f} at 1%, "
        f"{recall_at(scored, 0.001):.3f} at 0.1%; negatives tied at the top {ties}"
    )


def measure_cases(program, shared):
    with open(shared / "entities/name_match_cases.csv", encoding="utf-8", newline="") as file:
        cases = [
            row for row in csv.DictReader(file) if row["schema"] in ("Company", "Organization", "LegalEntity")
        ]
    scores = run(program, ["pairs"], [f"{row['name1']}\t{row['name2']}\t\t" for row in cases])
    report(
        "name_match_cases",
        [(float(s[0]), row["is_match"] == "true") for s, row in zip(scores, cases, strict=True)],
    )


def measure_screening(program, shared, codes):
    queries = read_tsv(shared / "matching/screen_queries.tsv")
    index = Path(program).parent / "screen_index.tsv"
    rows = [
        f"{r['id']}\t{r['name']}\t{codes_of(r['country'], codes)}"
        for r in read_tsv(shared / "matching/screen_index.tsv")
    ]
    index.write_text("\n".join(rows) + "\n", encoding="utf-8")
    sent = [f"{q['query_id']}\t{q['name']}\t{codes_of(q['country'], codes)}" for q in queries]
    found = defaultdict(list)
    for row in run(program, ["screen", str(index), "25"], sent):
        found[row[0]].append((float(row[3]), row[2]))
    best = {q["query_id"]: max(found[q["query_id"]], default=(0.0, ""), key=lambda f: f[0]) for q in queries}
    positives = [q for q in queries if q["true_id"]]
    right = [(best[q["query_id"]][0], best[q["query_id"]][1] == q["true_id"]) for q in queries]
    screening_report(queries, positives, best, found, right)


def screening_report(queries, positives, best, found, right):
    negatives = sorted((best[q["query_id"]][0] for q in queries if not q["true_id"]), reverse=True)
    ranked = sorted(right, reverse=True)
    f1 = max(2 * sum(ok for _, ok in ranked[:n]) / (n + len(positives)) for n in range(1, len(ranked), 3))
    print(f"screening: {len(queries)} queries, best F1 {f1:.3f}")
    for alarms in (0.01, 0.001):
        limit = negatives[int(alarms * len(negatives))]
        ok = sum(best[q["query_id"]][0] > limit and best[q["query_id"]][1] == q["true_id"] for q in positives)
        print(f"    recall {ok / len(positives):.3f} at {alarms:.1%} false alarms, score above {limit:.4f}")
    for kind in ("", "trivial", "alias", "xscript"):
        some = [q for q in positives if kind in q["kind"]]
        first = sum(best[q["query_id"]][1] == q["true_id"] for q in some) / len(some)
        among = sum(q["true_id"] in {i for _, i in found[q["query_id"]]} for q in some) / len(some)
        print(f"    {kind or 'all'}: first place {first:.3f}, among 25 candidates {among:.3f}")


def main():
    program = sys.argv[1]
    shared = Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY.parent / "shared/data"
    codes = country_codes()
    for name in ("alias_pairs", "cand_pairs"):
        measure_pairs(program, shared, codes, name)
    measure_cases(program, shared)
    measure_screening(program, shared, codes)


if __name__ == "__main__":
    main()
