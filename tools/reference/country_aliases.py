"""Derives data/country_aliases.csv: names in many languages, official names, codes, real-world spellings."""

import difflib
import json
import re
from collections import defaultdict

from babel import Locale

from country_names import fold, skeleton
from country_spellings import NO_COUNTRY, SEEN, TARGETS
from table import folders, read_rows, write_table

CODES = "ISO 3166-1 as in datasets/country-codes (PDDL)"
UNTERM = "UN UNTERM and M49 names as in datasets/country-codes (PDDL)"
CLDR = "Unicode CLDR by babel 2.18.0 (Unicode-3.0)"
REAL_WORLD = "spellings seen in UN, World Bank and US procurement records"
UNTERM_LANGUAGES = {
    "Arabic": "ar",
    "Chinese": "zh",
    "English": "en",
    "French": "fr",
    "Russian": "ru",
    "Spanish": "es",
}
M49 = {"en": "en", "fr": "fr", "es": "es", "ru": "ru", "cn": "zh", "ar": "ar"}
CLDR_LANGUAGES = (
    "en fr es ru zh ar de it pt pt_PT nl pl tr ro bg cs el hu sv da fi hr sk sl lt lv et nb uk ja ko vi id"
)
KINDS = ["code", "name", "official", "language", "historic", "misspelling"]
ARTICLE_BEFORE = re.compile(r"^(?:(?:the|la|le|les|el|los|las) |l['’])", re.IGNORECASE)
ARTICLE_AFTER = re.compile(r" ?\((?:the|la|le|les|el|los|las|l['’])\)$", re.IGNORECASE)


def spellings(text):
    """The text as written, and with its article, footnote star, apostrophe or `Saint` written otherwise."""
    text = " ".join(text.replace("*", " ").split())
    bare = ARTICLE_AFTER.sub("", ARTICLE_BEFORE.sub("", text))
    forms = [text, bare]
    if text.endswith("(the)"):
        forms += [f"The {bare}", f"{bare}, The"]
    for form in forms:
        for saint in ("Saint ", "St. ", "St "):
            written = re.sub(r"\b(?:Saint|St\.) ", saint, form)
            yield written
            yield written.replace("’", "'")
            yield written.replace("&", "and")


def language_kind(language):
    return "name" if language == "en" else f"language {language}"


def code_list_names(area):
    """(text, kind) for every name that the code list gives one area."""
    for column, language in UNTERM_LANGUAGES.items():
        yield area[f"UNTERM {column} Short"], language_kind(language)
        yield area[f"UNTERM {column} Formal"], "official"
    for column, language in M49.items():
        yield area[f"official_name_{column}"], language_kind(language)
    yield area["CLDR display name"], "name"
    yield area["ISO4217-currency_country_name"], "name"


def published(countries, areas):
    """(alias, iso3, kind, source) of names and codes in published lists."""
    for row in countries:
        yield row["name"], row["iso3"], "name", CODES
        yield row["iso2"], row["iso3"], "code", CODES
        yield row["iso3"], row["iso3"], "code", CODES
    for area in areas:
        for text, kind in code_list_names(area):
            yield text, area["ISO3166-1-Alpha-3"], kind, UNTERM
    for language in CLDR_LANGUAGES.split():
        territories = Locale.parse(language).territories
        for row in countries:
            yield territories.get(row["iso2"], ""), row["iso3"], language_kind(language[:2]), CLDR


def misspells(alias, name):
    """As many words as the name, each a letter or two off at most."""
    words = list(zip(alias.split(), name.split(), strict=False))
    if alias == name or len(alias.split()) != len(name.split()):
        return False
    return all(difflib.SequenceMatcher(None, *pair).ratio() >= 0.8 for pair in words)


def real_world(path, rows):
    """The collected spellings, resolved by the published names given in `rows`."""
    country_of = {skeleton(alias): iso3 for alias, iso3, _, _ in rows}
    names = defaultdict(list)
    for alias, iso3, _, _ in rows:
        names[iso3].append(skeleton(alias))
    for alias, target in json.loads(path.read_text(encoding="utf-8")).items():
        if target in NO_COUNTRY:
            continue
        iso3 = TARGETS.get(target) or country_of[skeleton(target)]
        for text in {alias, target}:
            wrong = any(misspells(skeleton(text), name) for name in names[iso3])
            wrong = wrong and skeleton(text) not in names[iso3]
            yield text, iso3, "misspelling" if wrong else "name", REAL_WORLD


def spread(found):
    """Every spelling of every name found, empty ones left out."""
    for text, iso3, kind, source in found:
        for alias in dict.fromkeys(spellings(text)):
            if alias:
                yield alias, iso3, kind, source


def countries_meant(rows):
    meant = defaultdict(set)
    for alias, iso3, _, _ in rows:
        meant[skeleton(alias)].add(iso3)
    return meant


def ambiguous(rows):
    """Skeletons that stand for more than one country."""
    return {text: sorted(codes) for text, codes in countries_meant(rows).items() if len(codes) > 1}


def codes_first(rows):
    """A name that reads like the code of another country gives way to the code."""
    codes = countries_meant(row for row in rows if row[2] == "code")
    kept = []
    for row in rows:
        if row[1] in codes.get(skeleton(row[0]), {row[1]}):
            kept.append(row)
        else:
            other = min(codes[skeleton(row[0])])
            print(f"left out, reads as the code of {other}: {row[0]} ({row[1]}, {row[2]})")
    return kept


def table(rows, dropped):
    """One row a folded alias: the plainest kind wins, then the first in the sources' order."""
    best = {}
    for alias, iso3, kind, source in sorted(rows, key=lambda row: KINDS.index(row[2].split()[0])):
        if skeleton(alias) in dropped:
            continue
        status = "assumed" if "unverified" in source else "derived" if source == REAL_WORLD else "sourced"
        row = {"alias": alias, "iso3": iso3, "kind": kind, "status": status, "source": source}
        best.setdefault(fold(alias), row)
    return list(best.values())


def main():
    at = folders(__doc__)
    countries = read_rows(at.out / "countries.csv")
    areas = read_rows(at.shared / "codes" / "country-codes.csv")
    rows = list(spread(published(countries, areas)))
    rows += spread(SEEN)
    rows += spread(sorted(real_world(at.shared / "codes" / "country_aliases.json", rows)))
    rows = codes_first(rows)
    dropped = ambiguous(rows)
    for text, codes in sorted(dropped.items()):
        print(f"left out, stands for {' and '.join(codes)}: {text}")
    write_table(at.out / "country_aliases.csv", ["alias"], table(rows, dropped))


if __name__ == "__main__":
    main()
