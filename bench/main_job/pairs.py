"""Resolution judged on labelled pairs: precision, recall and best F1 of a matcher, misses by blocking included.

Each name of the left column is looked up among all names of the right column; a labelled pair that never becomes
a candidate scores 0. All contenders are judged by the same lines below.
"""

import csv
import pathlib

import numpy as np
import pandas as pd

PAIR_FILES = ["alias_pairs.tsv", "cand_pairs.tsv"]


def read_pairs(path: pathlib.Path) -> pd.DataFrame:
    pairs = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
    pairs["match"] = pairs["match"] == "1"
    return pairs


def quality(truth: np.ndarray, predicted: np.ndarray) -> dict[str, float]:
    hits = float((truth & predicted).sum())
    precision = hits / max(float(predicted.sum()), 1.0)
    recall = hits / float(truth.sum())
    f1 = 2 * precision * recall / max(precision + recall, 1e-12)
    return {"precision": precision, "recall": recall, "f1": f1}


def best_quality(truth: np.ndarray, scores: np.ndarray) -> dict[str, float]:
    """At the threshold that suits these pairs best: the same favour to each contender."""
    thresholds = np.unique(np.quantile(scores[scores > 0], np.linspace(0, 1, 201)))
    return max(
        (quality(truth, scores >= at) | {"threshold": float(at)} for at in thresholds), key=lambda q: q["f1"]
    )


def lookup(pairs: pd.DataFrame, found: pd.DataFrame) -> np.ndarray:
    """Score of each labelled pair; `found` has name_a, name_b, score."""
    best = found.groupby(["name_a", "name_b"], as_index=False)["score"].max()
    joined = pairs[["name_a", "name_b"]].merge(best, on=["name_a", "name_b"], how="left")
    return joined["score"].fillna(0.0).to_numpy()
