"""Derives data/tip_tiers.csv: US State Department tier placements. An absent country has no known tier."""

from country_names import CountryNames
from table import folders, read_rows, write_table

TIERS = {"Tier 1": "1", "Tier 2": "2", "Watchlist": "2WL", "Tier 3": "3"}
REPORT = "US Department of State, Trafficking in Persons Report {year} (public domain), "
COMPILED = REPORT + "compiled 2001-2015"
RATINGS = REPORT + "via {seen}; tiers 1 and 2 only"


def known(names, text):
    iso3 = names.iso3(text)
    if iso3 is None:
        raise ValueError(f"unknown country: {text}")
    return iso3


def tier(iso3, year, placed, source):
    return {"iso3": iso3, "year": year, "tier": TIERS[placed], "status": "sourced", "source": source}


def main():
    at = folders(__doc__)
    names = CountryNames(at.out)
    reference = at.shared / "reference"
    rows = [
        tier(known(names, row["iso3"]), row["year"], row["tier"], COMPILED.format(year=row["year"]))
        for row in read_rows(reference / "tip_tiers_2001_2015.csv")
    ]
    for row in read_rows(reference / "tip_tiers_2020_2023_tier1_tier2_only.csv"):
        source = RATINGS.format(year=row["report_year"], seen=row["source_seen"])
        rows.append(tier(known(names, row["country"]), row["report_year"], row["tier"], source))
    write_table(at.out / "tip_tiers.csv", ["iso3", "year"], rows)


if __name__ == "__main__":
    main()
