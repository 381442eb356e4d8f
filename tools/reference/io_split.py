"""What io_table.py starts from: WIOD 2013, and the shares that split its rest of the world into countries."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

UNIT = 2**20  # units per million USD
REST = "ROW"
RENAME = {"ROM": "ROU", "RoW": REST}
# Weight of the workforce in the geometric mix workforce**w * gdp**(1-w); assumed.
WORKFORCE_WEIGHT = {f"c{i}": 0.0 for i in range(1, 36)}
WORKFORCE_WEIGHT |= {
    "c1": 0.7,
    "c3": 0.4,
    "c4": 0.5,
    "c5": 0.5,
    "c6": 0.4,
    "c11": 0.3,
    "c16": 0.4,
    "c35": 0.5,
}
WORKFORCE_WEIGHT |= dict.fromkeys(("c7", "c9", "c10", "c12", "c13", "c14", "c15"), 0.2)
CITY_ECONOMIES = {"HKG", "MAC", "SGP", "MCO"}  # almost no land: proxy of c1 and c2 times CITY_FACTOR
CITY_FACTOR = 0.05  # assumed
NO_WORKFORCE = {"NRU", "XKX"}  # completed estimates there equal the whole population: not a workforce
NO_GDP = {"PRK": 0.25}  # assumed: GDP per worker at this quantile of the other split countries
SECTORS = [f"c{i}" for i in range(1, 36)]


@dataclass
class Wiod:
    """WIOD in whole units; `flows` keys (region, sector, region, sector), `final` (region, sector, region, category)."""

    flows: dict
    final: dict
    output: dict


@dataclass
class Split:
    """The rest of the world by country: shares[c, i] of the output of sector i, gdp share by country."""

    countries: list
    shares: np.ndarray
    gdp: np.ndarray


def read_wiod(root: Path, year: int) -> Wiod:
    folder = root / "mrio" / "wiod2013"

    def rows(sql: str) -> list:
        return duckdb.sql(sql).fetchall()

    def name(region: str) -> str:
        return RENAME.get(region, region)

    def whole(value: float) -> int:
        assert value == int(value), "WIOD 2013 is in whole million USD"
        return int(value) * UNIT

    flows = rows(f"select * from '{folder}/flows_{year}.parquet'")
    final = rows(f"select * from '{folder}/final_{year}.parquet'")
    output = rows(f"select * from '{folder}/output_{year}.csv'")
    return Wiod(
        {(name(a), i, name(b), j): whole(v) for a, i, b, j, v in flows},
        {(name(a), i, name(b), k): whole(v) for a, i, b, k, v in final},
        {(name(a), i): whole(v) for a, i, v in output},
    )


def read_proxies(root: Path, known: set, year: int) -> tuple[list, np.ndarray, np.ndarray]:
    workforce = dict(
        duckdb.sql(
            f"""select ref_area, "Workforce (1000)" from '{root}/mrio/workforce_total_iso3.csv'
            where time = {year} and sex = 'SEX_T' and "Workforce (1000)" > 0"""
        ).fetchall()
    )
    gdp = dict(
        duckdb.sql(
            f"""select "Country Code", Value from '{root}/reference/gdp_current_usd.csv' where Year = {year}"""
        ).fetchall()
    )
    both = sorted(c for c in workforce if c in gdp and c not in known | NO_WORKFORCE)
    per_worker = [gdp[c] / workforce[c] for c in both]
    for country, quantile in NO_GDP.items():
        gdp[country] = workforce[country] * float(np.quantile(per_worker, quantile))
    countries = sorted([*both, *NO_GDP])
    return countries, np.array([workforce[c] for c in countries]), np.array([gdp[c] for c in countries])


def split_rest(root: Path, known: set, year: int) -> Split:
    countries, workforce, gdp = read_proxies(root, known, year)
    weight = np.array([WORKFORCE_WEIGHT[s] for s in SECTORS])
    proxy = workforce[:, None] ** weight * gdp[:, None] ** (1 - weight)
    for row, country in enumerate(countries):
        if country in CITY_ECONOMIES:
            proxy[row, :2] *= CITY_FACTOR
    return Split(countries, proxy / proxy.sum(axis=0), gdp / gdp.sum())


def allocate(total: int, shares: np.ndarray) -> np.ndarray:
    """Whole units that sum to `total` exactly; the largest remainders get the last units, ties by position."""
    exact = total * (shares / shares.sum())
    units = np.floor(exact).astype(np.int64)
    order = np.lexsort((np.arange(len(shares)), units - exact))
    short = int(total - units.sum())
    if short < 0 or short > len(shares):  # float noise on a large total: settle it on the largest share
        units[int(np.argmax(shares))] += short
        return units
    units[order[:short]] += 1
    return units
