"""Whether both contenders gave the same answers, before anyone looks at a clock."""

import pathlib
import subprocess

import duckdb
import numpy as np
import pandas as pd

from headwater import Engine, common
from pairs import PAIR_FILES, best_quality, lookup, quality, read_pairs
from peer.pairs import look_up

CENT = 0.005
RELATIVE = 1e-9


def share_inputs(derived: pathlib.Path, work: pathlib.Path) -> None:
    """What both contenders are given: origins and rates as the engine holds them, and its answers to compare."""
    with duckdb.connect(str(derived), read_only=True) as case:
        for name, query in {
            "origins": "SELECT country, sector, region, region_sector, weight FROM origins ORDER BY ALL",
            "row_wordings": "SELECT wording_id FROM purchases JOIN purchase_wordings USING (purchase_id) ORDER BY purchase_id",
            "wording_sectors": "SELECT wording_id, sector, weight FROM wording_sectors ORDER BY ALL",
            "rates": "SELECT region, sector, rate FROM cells ORDER BY ALL",
            "engine_spend": "SELECT country, sector, spend_usd, base_usd FROM demand ORDER BY ALL",
            "engine_cells": "SELECT region, sector, rate, multiplier, demand_musd, required_musd FROM cells ORDER BY ALL",
        }.items():
            case.sql(query).write_parquet(str(work / f"{name}.parquet"))


def engine_total(work: pathlib.Path) -> float:
    cells = pd.read_parquet(work / "engine_cells.parquet")
    return float((cells["multiplier"] * cells["demand_musd"]).sum())


def spend_differences(work: pathlib.Path, matcher: str) -> list[str]:
    """Cells of country x sector whose spend is not the same to the cent."""
    key = ["country", "sector"]
    ours = pd.read_parquet(work / "engine_spend.parquet").set_index(key)["spend_usd"]
    theirs = pd.read_parquet(work / f"peer-{matcher}/spend.parquet").set_index(key)["spend_usd"]
    ours, theirs = ours.align(theirs, fill_value=0.0)
    apart = (ours - theirs).abs()
    wrong = apart[apart > CENT]
    print(
        f"spend       {matcher}: {len(ours)} cells of country x sector, {len(wrong)} differ by a cent or more"
    )
    if len(wrong) == 0:
        return []
    return [
        f"spend by country x sector, {matcher}: {len(wrong)} cells, most {apart.max():.2f} USD at {apart.idxmax()}"
    ]


def print_classification(work: pathlib.Path, matcher: str) -> None:
    """Two methods on the same wordings: how often the leading sector is the same, no verdict."""
    weights = pd.read_parquet(work / "wording_sectors.parquet").sort_values(
        ["wording_id", "weight", "sector"], ascending=[True, False, True]
    )
    leading = weights.drop_duplicates("wording_id").set_index("wording_id")["sector"]
    ours = pd.read_parquet(work / "row_wordings.parquet")["wording_id"].map(leading)
    theirs = pd.read_parquet(work / f"peer-{matcher}/leading.parquet")["sector"]
    same, none = (ours == theirs).mean(), theirs.isna().mean()
    print(
        f"wording     {matcher}: same leading sector on {same:.1%} of the lines, {none:.1%} not recognised by the peer"
    )


def differences(work: pathlib.Path, matcher: str, peer: dict) -> list[str]:
    found = spend_differences(work, matcher)
    print_classification(work, matcher)
    total = engine_total(work)
    relative = abs(peer["R"] - total) / abs(total)
    print(f"R           {matcher}: relative difference {relative:.1e}")
    if not np.isfinite(relative) or relative > RELATIVE:
        found.append(f"R, {matcher}: {peer['R']:.9g} and {total:.9g}, relative {relative:.1e}")
    return found


def engine_look_up(engine: Engine, pairs: pd.DataFrame, work: pathlib.Path) -> pd.DataFrame:
    """The engine's screening of the left names against the right ones: name_a, name_b, score, decision."""
    names, listed, out = work / "names.csv", work / "listed.csv", work / "screened.csv"
    pd.DataFrame({"name": pairs["name_a"].unique()}).to_csv(names, index=False)
    right = pd.DataFrame({"name": pairs["name_b"].unique()})
    right.insert(0, "id", [f"L{i}" for i in range(len(right))])
    right.to_csv(listed, index=False)
    command = [
        engine.binary,
        "screen",
        names,
        "--list",
        listed,
        "--top",
        "50",
        "--threshold",
        "0",
        *common(engine),
    ]
    with out.open("w") as file:
        subprocess.run(command, check=True, stdout=file, stderr=subprocess.DEVNULL)
    found = pd.read_csv(out, dtype={"query_name": str, "candidate_name": str}, keep_default_na=False)
    return found.rename(columns={"query_name": "name_a", "candidate_name": "name_b"})


def print_quality(file: str, who: str, result: dict[str, float]) -> None:
    at = f" at {result['threshold']:.3g}" if "threshold" in result else " as decided"
    print(f"pairs       {file}: {who:<24} F1 {result['f1']:.3f} (precision {result['precision']:.3f}, "
          f"recall {result['recall']:.3f}){at}")  # fmt: skip


def judge_pairs(engine: Engine, folder: pathlib.Path, matchers: list[str], work: pathlib.Path) -> None:
    for file in PAIR_FILES:
        pairs = read_pairs(folder / file)
        truth = pairs["match"].to_numpy()
        found = engine_look_up(engine, pairs, work)
        decided = lookup(pairs, found[found["decision"] == "match"].assign(score=1.0)) > 0
        print_quality(file, "headwater", quality(truth, decided))
        print_quality(file, "headwater, best", best_quality(truth, lookup(pairs, found)))
        for matcher in matchers:
            scores = lookup(pairs, look_up(pairs, engine.data, matcher, engine.threads))
            print_quality(file, f"{matcher}, best", best_quality(truth, scores))
