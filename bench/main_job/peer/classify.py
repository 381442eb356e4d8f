"""Wording to CPV divisions and sectors: known titles first, then words of the term table, misspelt ones corrected."""

import pathlib
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz, process

from peer.resolve import plain

CLOSE = 80.0  # of 100: a word this near to a known one is read as it


@dataclass
class Tables:
    titles: pd.DataFrame  # title, cpv_division, weight
    terms: pd.DataFrame  # term, division, weight
    concordance: pd.DataFrame  # cpv_division, sector, share


def read_tables(data: pathlib.Path) -> Tables:
    titles = pd.read_csv(data / "unspsc_segments.csv", dtype={"cpv_division": str, "segment": str})
    terms = pd.read_parquet(data / "classification_terms.parquet")[["term", "division", "weight"]].dropna()
    codes = pd.read_csv(data / "concordance.csv", dtype={"prefix": str})
    codes = codes[(codes["scheme"] == "CPV") & (codes["prefix"].str.len() == 2)]
    concordance = codes.rename(columns={"prefix": "cpv_division"})[["cpv_division", "sector", "share"]]
    return Tables(titles[["title", "cpv_division", "weight"]], terms, concordance)


def by_title(wordings: pd.Series, titles: pd.DataFrame) -> pd.DataFrame:
    found = wordings.rename("title").rename_axis("wording").reset_index()
    return found.merge(titles, on="title")[["wording", "cpv_division", "weight"]]


def corrected(words: pd.Series, known: list[str]) -> pd.Series:
    """Each unknown word's nearest known word, NA where none is close."""
    nearest = [process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=CLOSE) for word in words]
    return pd.Series([hit[0] if hit else None for hit in nearest], index=words.to_numpy())


def by_words(wordings: pd.Series, terms: pd.DataFrame) -> pd.DataFrame:
    """Weights of the words' terms summed over the words of a wording."""
    words = wordings.str.split().explode().rename("term").rename_axis("wording").reset_index().dropna()
    known = set(terms["term"])
    unknown = pd.Series(
        words.loc[~words["term"].isin(known) & (words["term"].str.len() > 3), "term"].unique()
    )
    words["term"] = words["term"].map(corrected(unknown, sorted(known))).fillna(words["term"])
    hits = words.merge(terms, on="term").rename(columns={"division": "cpv_division"})
    return hits.groupby(["wording", "cpv_division"], as_index=False)["weight"].sum()


def classify(descriptions: pd.Series, data: pathlib.Path) -> tuple[pd.Series, pd.DataFrame]:
    """The wording of each line, and the sector weights of each wording (`wording`, `sector`, `weight`)."""
    tables = read_tables(data)
    wording, distinct = pd.factorize(plain(descriptions))
    wordings = pd.Series(distinct)
    titled = by_title(wordings, tables.titles)
    rest = wordings[~wordings.index.isin(titled["wording"])]
    divisions = pd.concat([titled, by_words(rest, tables.terms)], ignore_index=True)
    sectors = divisions.merge(tables.concordance, on="cpv_division")
    sectors["weight"] *= sectors["share"]
    sectors = sectors.groupby(["wording", "sector"], as_index=False)["weight"].sum()
    sectors["weight"] /= sectors.groupby("wording")["weight"].transform("sum")
    return pd.Series(wording, index=descriptions.index), sectors
