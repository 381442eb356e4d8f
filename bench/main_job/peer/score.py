"""A thousand draws of the rates with numpy: the ledger's interval, and the rank interval of each supplier."""

import pathlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse, stats

from peer.trace import Footprint, Network


@dataclass
class Spread:
    """Coefficients of variation (data/assumptions.csv, score.cv.*) and the world region of each country."""

    region: float
    sector: float
    cell: float
    synthetic: float
    world_region: dict[str, str]
    split_countries: set[str]


def read_spread(data: pathlib.Path) -> Spread:
    values = pd.read_csv(data / "assumptions.csv").set_index("key")["value"]
    cv = {part: float(values[f"score.cv.{part}"]) for part in ("region", "sector", "cell", "synthetic")}
    countries = pd.read_csv(data / "countries.csv", keep_default_na=False)
    regions = pd.read_csv(data / "io/regions.csv", keep_default_na=False)
    split = set(regions.loc[regions["kind"] == "synthetic", "region"])
    return Spread(
        **cv,
        world_region=dict(zip(countries["iso3"], countries["region"], strict=True)),
        split_countries=split,
    )


def lognormal(rng: np.random.Generator, cv: float | np.ndarray, size: tuple[int, ...]) -> np.ndarray:
    """Factors with mean 1."""
    variance = np.log1p(cv * cv)
    return rng.lognormal(-variance / 2, np.sqrt(variance), size)


def draw_rates(network: Network, rates: pd.Series, spread: Spread, draws: int, seed: int) -> np.ndarray:
    """Cells x draws."""
    rng = np.random.default_rng(seed)
    countries = network.cells.get_level_values(0)
    _, region = np.unique([spread.world_region.get(c, c) for c in countries], return_inverse=True)
    _, sector = np.unique(network.cells.get_level_values(1), return_inverse=True)
    cell = np.where(
        countries.isin(spread.split_countries), np.hypot(spread.cell, spread.synthetic), spread.cell
    )
    drawn = lognormal(rng, spread.region, (region.max() + 1, draws))[region]
    drawn *= lognormal(rng, spread.sector, (sector.max() + 1, draws))[sector]
    drawn *= lognormal(rng, cell[:, None], (len(network.cells), draws))
    return drawn * rates.to_numpy()[:, None]


def supplier_lines(purchases: pd.DataFrame, sectors: pd.DataFrame) -> pd.DataFrame:
    """Base USD by entity, country and sector."""
    lines = purchases.loc[purchases["entity"].notna(), ["entity", "country", "wording_id", "base_usd"]]
    lines = lines.merge(sectors, on="wording_id")
    lines["base_usd"] *= lines["weight"]
    return lines.groupby(["entity", "country", "sector"], as_index=False)["base_usd"].sum()


def key_multipliers(
    keys: pd.DataFrame, origins: pd.DataFrame, cells: pd.MultiIndex, m: np.ndarray
) -> np.ndarray:
    """Cases per million bought of each (country, sector) key, for each draw."""
    joined = keys.reset_index(names="key").merge(origins, on=["country", "sector"])
    at = cells.get_indexer(pd.MultiIndex.from_frame(joined[["region", "region_sector"]]))
    shape = (len(keys), len(cells))
    return sparse.csr_matrix((joined["weight"], (joined["key"], at)), shape=shape) @ m


@dataclass
class Scores:
    total_low: float
    total_high: float
    ranks: pd.DataFrame  # entity, rank, rank_low, rank_high


def score(
    network: Network,
    footprint: Footprint,
    lines: pd.DataFrame,
    origins: pd.DataFrame,
    spread: Spread,
    draws: int = 1000,
    seed: int = 1,
) -> Scores:
    drawn = draw_rates(network, footprint.rates, spread, draws, seed)
    totals = footprint.required.to_numpy() @ drawn
    multipliers = network.inverse.to_numpy().T @ drawn
    keys = lines[["country", "sector"]].drop_duplicates(ignore_index=True)
    per_key = key_multipliers(keys, origins, network.cells, multipliers)
    entities, entity = np.unique(lines["entity"], return_inverse=True)
    key = lines.merge(keys.reset_index(names="key"), on=["country", "sector"])["key"]
    spend = sparse.csr_matrix((lines["base_usd"] / 1e6, (entity, key)), shape=(len(entities), len(keys)))
    exposure = spend @ per_key
    ranks = stats.rankdata(-exposure, axis=0, method="ordinal")
    low, middle, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=1)
    table = pd.DataFrame({"entity": entities, "rank": middle, "rank_low": low, "rank_high": high})
    return Scores(float(np.quantile(totals, 0.05)), float(np.quantile(totals, 0.95)), table)
