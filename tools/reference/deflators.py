"""Derives data/deflators.csv: the yearly growth of the GDP deflator chained to an index, 2011 = 1."""

from collections import defaultdict

from country_names import CountryNames
from table import folders, read_rows, significant, write_table

BASE_YEAR = 2011
FIRST_YEAR = 1999
SOURCE = "World Bank, WDI NY.GDP.DEFL.KD.ZG yearly growth (PDDL), chained; in the country's own currency"


def chained(growth):
    """Index by year from growth in percent by year; stops at the first gap on either side of 2011."""
    if BASE_YEAR not in growth and BASE_YEAR + 1 not in growth:
        return {}
    index = {BASE_YEAR: 1.0}
    year = BASE_YEAR
    while year + 1 in growth:
        index[year + 1] = index[year] * (1 + growth[year + 1] / 100)
        year += 1
    year = BASE_YEAR
    while year in growth and year > FIRST_YEAR:
        index[year - 1] = index[year] / (1 + growth[year] / 100)
        year -= 1
    return index


def main():
    at = folders(__doc__)
    known = CountryNames(at.out).known
    growth = defaultdict(dict)
    for row in read_rows(at.shared / "reference" / "gdp_deflator_growth.csv"):
        if row["Country Code"] in known and row["Inflation"]:
            growth[row["Country Code"]][int(row["Year"])] = float(row["Inflation"])
    rows = []
    for iso3, by_year in growth.items():
        index = chained(by_year)
        if not index:
            print(f"left out, no growth around {BASE_YEAR}: {iso3}")
        for year, value in index.items():
            row = {"iso3": iso3, "year": str(year), "index_2011": significant(value)}
            rows.append({**row, "status": "derived", "source": SOURCE})
    write_table(at.out / "deflators.csv", ["iso3", "year"], rows)


if __name__ == "__main__":
    main()
