"""The main job as an analyst would do it today: pandas, RapidFuzz or nomenklatura, pymrio. Called by compare.py.

Reads the same reference tables as the engine, and from --shared what both are given: the sectors of each line
(row_wordings.parquet, wording_sectors.parquet), where a purchase is taken to be made (origins.parquet) and the direct
rates of the cells (rates.parquet). Its own classification is timed and compared, but not what it sums spend by.
"""

import argparse
import json
import pathlib

import pandas as pd

from peer.classify import classify
from peer.ingest import ingest, places
from peer.measure import Stages
from peer.resolve import resolve
from peer.score import read_spread, score, supplier_lines
from peer.trace import read_network, trace


def spend_table(purchases: pd.DataFrame, sectors: pd.DataFrame) -> pd.DataFrame:
    """USD and base USD by place ('UNK' where unknown) and sector."""
    lines = purchases[["country", "wording_id", "amount_usd", "base_usd"]].merge(sectors, on="wording_id")
    lines["spend_usd"] = lines["amount_usd"] * lines["weight"]
    lines["base_usd"] *= lines["weight"]
    return lines.groupby(["country", "sector"], as_index=False)[["spend_usd", "base_usd"]].sum()


def wordings_by_row(shared: pathlib.Path, rows: int) -> pd.Series:
    wordings = pd.read_parquet(shared / "row_wordings.parquet")["wording_id"]
    if len(wordings) != rows:
        raise SystemExit(f"the engine kept {len(wordings)} lines of the ledger, the peer {rows}")
    return wordings


def leading_sector(wording: pd.Series, sectors: pd.DataFrame) -> pd.Series:
    """The sector with the most weight for each line, NA where nothing was recognised."""
    ordered = sectors.sort_values(["wording", "weight", "sector"], ascending=[True, False, True])
    return wording.map(ordered.drop_duplicates("wording").set_index("wording")["sector"]).rename("sector")


def read_rates(shared: pathlib.Path) -> pd.Series:
    return pd.read_parquet(shared / "rates.parquet").set_index(["region", "sector"])["rate"]


def run(arguments: argparse.Namespace) -> None:
    stages = Stages()
    data, out = arguments.data, arguments.out
    with stages.stage("ingest"):
        purchases = ingest(arguments.ledger, data)
    with stages.stage("classify"):
        wording, own_sectors = classify(purchases["description"], data)
    with stages.stage("resolve"):
        purchases["entity"] = resolve(purchases, data, arguments.matcher, arguments.threads)
    with stages.stage("trace"):
        purchases["country"] = places(purchases, data)
        purchases["wording_id"] = wordings_by_row(arguments.shared, len(purchases))
        sectors = pd.read_parquet(arguments.shared / "wording_sectors.parquet")
        spend = spend_table(purchases, sectors)
        network = read_network(data / "io")
        origins = pd.read_parquet(arguments.shared / "origins.parquet")
        footprint = trace(network, spend, origins, read_rates(arguments.shared))
    with stages.stage("score"):
        lines = supplier_lines(purchases, sectors)
        scores = score(network, footprint, lines, origins, read_spread(data), arguments.draws)
    with stages.stage("share"):
        spend.to_parquet(out / "spend.parquet")
        leading_sector(wording, own_sectors).to_frame().to_parquet(out / "leading.parquet")
        scores.ranks.to_csv(out / "suppliers.csv", index=False)
        cells = pd.DataFrame(
            {"demand": footprint.demand, "required": footprint.required, "m": footprint.multipliers}
        )
        cells.to_csv(out / "cells.csv")
    totals = {
        "R": footprint.total,
        "R_low": scores.total_low,
        "R_high": scores.total_high,
        "purchases": len(purchases),
        "entities": int(purchases["entity"].nunique()),
    }
    (out / "totals.json").write_text(json.dumps({"stages": stages.rows, **totals}, indent=1))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("ledger", type=pathlib.Path)
    options.add_argument("--data", type=pathlib.Path, required=True)
    options.add_argument("--shared", type=pathlib.Path, required=True)
    options.add_argument("--out", type=pathlib.Path, required=True)
    options.add_argument("--matcher", choices=["rapidfuzz", "nomenklatura"], default="rapidfuzz")
    options.add_argument("--draws", type=int, default=1000)
    options.add_argument("--threads", type=int, default=2)
    run(options.parse_args())


if __name__ == "__main__":
    main()
