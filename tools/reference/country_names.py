"""Folds country names and looks them up in data/country_aliases.csv."""

import unicodedata

from table import read_rows

PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


def fold(name):
    """Case, diacritics and runs of space: what any reader of the table ignores."""
    decomposed = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def skeleton(name):
    """Also drops punctuation and special letters: two countries may not share one."""
    text = fold(name).translate(PLAIN)
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())


class CountryNames:
    """Resolves any known spelling or code to an ISO 3166-1 alpha-3 code."""

    def __init__(self, data):
        self.known = {row["iso3"] for row in read_rows(data / "countries.csv")}
        self.by_skeleton_ = {}
        for row in read_rows(data / "country_aliases.csv"):
            self.by_skeleton_[skeleton(row["alias"])] = row["iso3"]

    def iso3(self, name):
        """The code, or None where the name is unknown or stands for two countries."""
        return self.by_skeleton_.get(skeleton(name))
