"""The labelled pairs as resolve.py sees them: candidates by its blocking, scores by its comparison."""

import pathlib

import pandas as pd

from peer import resolve


def look_up(pairs: pd.DataFrame, data: pathlib.Path, matcher: str, workers: int) -> pd.DataFrame:
    """name_a, name_b, score for every candidate pair."""
    left = pd.Series(pairs["name_a"].unique())
    right = pd.Series(pairs["name_b"].unique())
    left_core, right_core = resolve.cores(left, data), resolve.cores(right, data)
    candidates = resolve.candidate_pairs(left_core, right_core)
    if matcher == "nomenklatura":
        from peer import resolve_nomenklatura

        names = pd.concat([left, right], ignore_index=True)
        shifted = candidates.assign(name_right=candidates["name_right"] + len(left))
        nowhere = pd.Series([None] * len(names), dtype=object)
        score = resolve_nomenklatura.similarity(names, nowhere, shifted, data)
    else:
        score = resolve.similarity(
            left_core.loc[candidates["name_left"]], right_core.loc[candidates["name_right"]], workers
        )
    return pd.DataFrame(
        {
            "name_a": left.loc[candidates["name_left"]].to_numpy(),
            "name_b": right.loc[candidates["name_right"]].to_numpy(),
            "score": score,
        }
    )
