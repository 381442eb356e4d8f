"""Risk upstream of a ledger with pymrio: dense A, the Leontief inverse, total requirements, R."""

import pathlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pymrio


@dataclass
class Network:
    """Cells are (region, sector); composites are cells that pass on what they receive, at no risk of their own."""

    cells: pd.MultiIndex
    requirements: pd.DataFrame  # A
    inverse: pd.DataFrame  # L = (I - A)^-1


def read_network(folder: pathlib.Path) -> Network:
    flows = pd.read_parquet(folder / "flows.parquet")
    output = pd.read_parquet(folder / "output.parquet").set_index(["region", "sector"])["output"]
    names = ["region", "sector"]
    sources = pd.MultiIndex.from_frame(flows[["from_region", "from_sector"]], names=names)
    targets = pd.MultiIndex.from_frame(flows[["to_region", "to_sector"]], names=names)
    cells = output.index.union(sources.unique()).union(targets.unique()).sort_values()
    dense = np.zeros((len(cells), len(cells)))
    np.add.at(dense, (cells.get_indexer(sources), cells.get_indexer(targets)), flows["value"].to_numpy())
    composite = cells.difference(output.index)
    received = flows.groupby(["to_region", "to_sector"])["value"].sum().rename_axis(names)
    total = output.reindex(cells).fillna(0.0)
    total[composite] = received.reindex(composite).fillna(0.0)
    requirements = pymrio.calc_A(pd.DataFrame(dense, index=cells, columns=cells), total)
    return Network(cells, requirements, pymrio.calc_L(requirements))


def demand_by_cell(spend: pd.DataFrame, origins: pd.DataFrame) -> pd.Series:
    """Million base USD bought of each cell; `spend` has country, sector, base_usd."""
    bought = spend.merge(origins, on=["country", "sector"])
    bought["musd"] = bought["base_usd"] * bought["weight"] / 1e6
    return bought.groupby(["region", "region_sector"])["musd"].sum().rename_axis(["region", "sector"])


@dataclass
class Footprint:
    demand: pd.Series  # y
    rates: pd.Series  # r
    required: pd.Series  # X = L y
    multipliers: pd.Series  # m = L' r
    total: float  # R = m . y


def trace(network: Network, spend: pd.DataFrame, origins: pd.DataFrame, rates: pd.Series) -> Footprint:
    demand = demand_by_cell(spend, origins)
    unknown = demand.index.difference(network.cells)
    if len(unknown):
        raise ValueError(f"demand outside the table: {list(unknown[:5])}")
    y = demand.reindex(network.cells).fillna(0.0)
    r = rates.reindex(network.cells).fillna(0.0)
    required = network.inverse @ y
    multipliers = r @ network.inverse
    return Footprint(y, r, required, multipliers, float(multipliers @ y))
