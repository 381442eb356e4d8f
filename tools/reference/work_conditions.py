"""Derives data/work_conditions.csv: work without a contract and children at work, by country and year."""

from country_names import CountryNames
from table import folders, number, read_rows, write_table

FIRST_YEAR = 2002  # the oldest a forecast from 2014 takes
CHILDREN = "Children in employment, total (% of children ages 7-14)"
VULNERABLE = "Vulnerable employment, {sex} (% of {sex} employment) (modeled ILO estimate)"
SOURCES = {
    "children_in_employment": "World Bank, WDI SL.TLF.0714.ZS",
    "vulnerable_employment": "ILO modelled estimates via World Bank, WDI SL.EMP.VULN; mean of the two sexes",
}


def condition(row, indicator, value, status):
    return {
        "iso3": row["Country Code"],
        "indicator": indicator,
        "year": row["Year"],
        "value": number(value, 2),
        "unit": "percent",
        "status": status,
        "source": SOURCES[indicator],
    }


def conditions(row):
    if row[CHILDREN]:
        yield condition(row, "children_in_employment", float(row[CHILDREN]), "sourced")
    shares = [row[VULNERABLE.format(sex=sex)] for sex in ("female", "male")]
    if all(shares):
        yield condition(row, "vulnerable_employment", sum(map(float, shares)) / 2, "derived")


def main():
    at = folders(__doc__)
    known = CountryNames(at.out).known
    rows = [
        found
        for row in read_rows(at.shared / "reference" / "wdi_social_development.csv")
        if row["Country Code"] in known and int(row["Year"]) >= FIRST_YEAR
        for found in conditions(row)
    ]
    write_table(at.out / "work_conditions.csv", ["iso3", "indicator", "year"], rows)


if __name__ == "__main__":
    main()
