"""The figures, by the same lines for every contender; and whether the engine's answers are those of its slow twin."""

from labelled import best_f1, recall_at

LISTS = ("ofac", "eu", "un")


def best_answers(queries, answers):
    """(score, right) of each query's first answer; no answer scores 0."""
    first = {q: (found[0][1], found[0][0]) for q, found in answers.items() if found}
    return [
        (first[q["query_id"]][0], first[q["query_id"]][1] == q["true_id"] != "")
        if q["query_id"] in first
        else (0.0, False)
        for q in queries
    ]


def alarm_limit(queries, best, share):
    """The score that so many of the queries without a true record exceed."""
    negatives = sorted(
        (score for q, (score, _) in zip(queries, best, strict=True) if not q["true_id"]), reverse=True
    )
    return negatives[int(share * len(negatives))]


def screening(queries, answers):
    """Figures of screening; `answers`: query -> [(record, score)], best first."""
    best = best_answers(queries, answers)
    positives = [(q, b) for q, b in zip(queries, best, strict=True) if q["true_id"]]
    figures = {"best F1": screening_f1(best, len(positives))}
    for label, share in (("1%", 0.01), ("0.1%", 0.001)):
        limit = alarm_limit(queries, best, share)
        found = sum(score > limit and right for _, (score, right) in positives)
        figures[f"recall at {label} false alarms"] = found / len(positives)
    crossed = [right for q, (_, right) in positives if "xscript" in q["kind"]]
    figures["cross-script first place"] = sum(crossed) / len(crossed) if crossed else float("nan")
    among = sum(q["true_id"] in {r for r, _ in answers.get(q["query_id"], [])} for q, _ in positives)
    figures["candidate recall"] = among / len(positives)
    figures["most candidates a query"] = max(map(len, answers.values()), default=0)
    top = max(best)[0]
    figures["false answers at the top score"] = sum(score == top and not right for score, right in best)
    return figures


def screening_f1(best, positives):
    """Of (score, right) first answers at the threshold that suits best, ties taken together."""
    ranked = sorted(best, reverse=True)
    highest, right = 0.0, 0
    for n, (score, ok) in enumerate(ranked, 1):
        right += ok
        if score > 0 and (n == len(ranked) or ranked[n][0] < score):
            highest = max(highest, 2 * right / (n + positives))
    return highest


def pairs(scored):
    """Figures of (score, match)."""
    top = max(scored)[0]
    return {
        "best F1": best_f1(scored)[0],
        "recall at 1% false alarms": recall_at(scored, 0.01),
        "negatives at the top score": sum(score == top and not match for score, match in scored),
    }


def recall(truth, answers, top=10):
    """Share of queries whose true record is among the first answers; `truth`: query -> record."""
    found = sum(record in {r for r, _ in answers.get(query, [])[:top]} for query, record in truth.items())
    return found / len(truth)


def twin_differences(answers, slow, reported):
    """Scores that differ from the slow twin's for the same query and record; its best answers that are missed."""
    wrong, missed = [], 0
    for query, found in slow.items():
        theirs = dict(found)
        ours = answers.get(query, [])
        wrong += [f"{query} {r}: {s} and {theirs[r]}" for r, s in ours if r in theirs and s != theirs[r]]
        above = found[0][1] if found else 0.0
        missed += above >= reported and (not ours or ours[0][1] < above)
        wrong += [f"{query} {r}: {s} above the twin's best" for r, s in ours[:1] if s > above]
    return wrong, missed
