"""A ledger with pandas: amounts, countries by the shared alias table, prices of the base year."""

import pathlib
import re
import unicodedata

import pandas as pd


def normalised(text: pd.Series) -> pd.Series:
    """Lower case without diacritics, punctuation as blanks: what names of countries are matched on."""
    plain = text.str.normalize("NFKD").str.replace(r"[\u0300-\u036f]", "", regex=True).str.casefold()
    return plain.str.replace(r"[\W_]+", " ", regex=True).str.strip()


def country_codes(data: pathlib.Path) -> pd.Series:
    """ISO alpha-3 by normalised alias."""
    aliases = pd.read_csv(data / "country_aliases.csv", dtype=str, keep_default_na=False)
    aliases["key"] = normalised(aliases["alias"])
    return aliases.drop_duplicates("key").set_index("key")["iso3"]


def known_countries(written: pd.Series, codes: pd.Series) -> pd.Series:
    """By name or code; NA for what is no country of today."""
    distinct = written.drop_duplicates()
    return written.map(pd.Series(normalised(distinct).map(codes).to_numpy(), index=distinct))


def plain(text: str) -> str:
    """Without diacritics, lower case."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").lower()


def places(purchases: pd.DataFrame, data: pathlib.Path) -> pd.Series:
    """Where each line is taken to come from: the country, marked ~ where the seller's name says that it trades."""
    table = pd.read_csv(data / "trader_words.csv", dtype=str, keep_default_na=False)
    table["word"] = table["word"].map(plain)
    words = set(table.loc[table["kind"] == "word", "word"])
    parts = tuple(table.loc[table["kind"] == "part", "word"])

    def trades(name: str) -> bool:
        name = plain(name)
        return not words.isdisjoint(re.split(r"[\W\d_]+", name)) or any(part in name for part in parts)

    known = purchases["country"].notna()
    traders = {name for name in purchases.loc[known, "supplier"].unique() if trades(name)}
    place = purchases["country"].fillna("UNK")
    return place.mask(known & purchases["supplier"].isin(traders), "~" + place)


def price_index(data: pathlib.Path, base_year: int = 2011) -> pd.Series:
    """US price level of the base year over that of each year."""
    deflators = pd.read_csv(data / "deflators.csv")
    level = deflators[deflators["iso3"] == "USA"].set_index("year")["index_2011"]
    return level[base_year] / level


def ingest(ledger: pathlib.Path, data: pathlib.Path) -> pd.DataFrame:
    """Columns supplier, country (NA where unknown), description, amount_usd, base_usd."""
    raw = pd.read_csv(ledger, dtype=str, keep_default_na=False)
    purchases = pd.DataFrame()
    purchases["supplier"] = raw["vendor_name"].str.strip()
    codes = country_codes(data)
    purchases["country"] = known_countries(raw["vendor_country"], codes)
    purchases["country"] = purchases["country"].fillna(known_countries(raw["vendor_iso3"], codes))
    purchases["description"] = raw["description"].map(lambda text: unicodedata.normalize("NFC", text).strip())
    purchases["year"] = pd.to_numeric(raw["year"])
    if set(raw["currency"]) != {"USD"}:
        raise ValueError("this peer converts no currency: give it the UN ledger")
    purchases["amount_usd"] = pd.to_numeric(raw["amount"], errors="coerce")
    purchases["base_usd"] = purchases["amount_usd"] * purchases["year"].map(price_index(data))
    return purchases
