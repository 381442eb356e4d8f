"""The comparison of resolve.py done by nomenklatura's logic-v2 on FollowTheMoney companies, same pairs."""

import pathlib

import numpy as np
import pandas as pd
from followthemoney import model
from nomenklatura.matching import get_algorithm

MATCHER = "logic-v2"
THRESHOLD = 0.7  # the score nomenklatura's own documentation treats as a match


def iso2(data: pathlib.Path) -> dict[str, str]:
    countries = pd.read_csv(data / "countries.csv", dtype=str, keep_default_na=False)
    return dict(zip(countries["iso3"], countries["iso2"].str.lower(), strict=True))


def company(number: int, name: str, country: str | None):
    properties = {"name": [name]} | ({"country": [country]} if country else {})
    return model.get_proxy({"id": f"n{number}", "schema": "Company", "properties": properties})


def similarity(names: pd.Series, countries: pd.Series, pairs: pd.DataFrame, data: pathlib.Path) -> np.ndarray:
    """0..1 for each pair of row numbers in name_left and name_right."""
    codes = countries.map(iso2(data))
    used = pd.unique(pairs[["name_left", "name_right"]].to_numpy().ravel())
    companies = {
        i: company(i, names[i], codes[i] if isinstance(codes[i], str) else None) for i in used.tolist()
    }
    algorithm = get_algorithm(MATCHER)
    config = algorithm.default_config()
    rows = zip(pairs["name_left"].tolist(), pairs["name_right"].tolist(), strict=True)
    return np.array([algorithm.compare(companies[a], companies[b], config).score for a, b in rows])
