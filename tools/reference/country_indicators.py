"""Derives data/country_indicators.csv; aggregates such as the world or the Channel Islands are left out."""

from collections import Counter

from country_names import CountryNames
from table import folders, number, read_rows, write_table

FIRST_YEAR = 2005
GDP = "World Bank, WDI NY.GDP.MKTP.CD (PDDL)"
POPULATION = "World Bank, WDI SP.POP.TOTL (PDDL)"
RULE_OF_LAW = "World Bank, WGI rule of law 2024, derived"
CONFLICT = "UCDP GED (CC BY 4.0), best estimate, all types"
HDI = "UNDP, HDI 1980-2017"
WORKFORCE = "ILO modelled estimates via EXIOBASE/labor_extension"
COMPLETED_SPREAD = 0.3  # assumed: relative, either way
WORKFORCE_COMPLETED = (
    "estimate of EXIOBASE/labor_extension, no ILO figure; "
    f"low and high: {COMPLETED_SPREAD:.0%} either way, assumed"
)
# Completed estimates that are as large as the whole population (XKX and NRU by population here, the rest by
# comparison with areas alike): no workforce, so no row.
NO_WORKFORCE = {"BES", "GLP", "GUF", "MTQ", "MYT", "NRU", "SJM", "XKX"}
# Names that stand for two countries elsewhere; the publisher's own codes and values settle them here.
UCDP_CONGO = {"484": "COG", "490": "COD"}
HDI_NAMES = {"Congo": "COG", "Korea": "KOR"}


def indicator(iso3, name, year, value, unit, status, source, low="", high=""):
    return {
        "iso3": iso3,
        "indicator": name,
        "year": str(year),
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "status": status,
        "source": source,
    }


def world_bank(path, known, name, unit, source):
    for row in read_rows(path):
        if row["Country Code"] in known and int(row["Year"]) >= FIRST_YEAR and row["Value"]:
            value = number(float(row["Value"]), 0)
            yield indicator(row["Country Code"], name, row["Year"], value, unit, "sourced", source)


def rule_of_law(path):
    for row in read_rows(path):
        value = number(float(row["wgi_rule_of_law_2024"]), 3)
        yield indicator(row["iso3"], "rule_of_law", 2024, value, "score -2.5 to 2.5", "derived", RULE_OF_LAW)


def conflict_deaths(path, names):
    """State-based, non-state and one-sided violence together. Absence is not proof of peace."""
    deaths = Counter()
    for row in read_rows(path):
        iso3 = UCDP_CONGO.get(row["country_id"]) or names.iso3(row["country"])
        deaths[iso3, row["year"]] += int(row["best_deaths"])
    for (iso3, year), count in deaths.items():
        yield indicator(iso3, "conflict_deaths", year, str(count), "deaths", "derived", CONFLICT)


def development(path, names):
    values = {}
    for row in read_rows(path):
        value = row["Human Development Index (UNDP)"]
        if int(row["Year"]) < FIRST_YEAR or not value:
            continue
        iso3 = HDI_NAMES.get(row["Entity"]) or names.iso3(row["Entity"])
        if values.setdefault((iso3, row["Year"]), value) != value:
            raise ValueError(f"{row['Entity']} {row['Year']}: two values")
    for (iso3, year), value in values.items():
        yield indicator(iso3, "hdi", year, number(float(value), 3), "index 0 to 1", "sourced", HDI)


def completed_range(total):
    return number(total * (1 - COMPLETED_SPREAD), 3), number(total * (1 + COMPLETED_SPREAD), 3)


def workforce(path, known):
    """Both sexes; an area without workers (Antarctica) has no row; completed estimates are assumed."""
    for row in read_rows(path):
        area, total = row["ref_area"], float(row["Workforce (1000)"] or 0)
        if row["sex"] != "SEX_T" or int(row["time"]) < FIRST_YEAR or total <= 0:
            continue
        if area not in known or area in NO_WORKFORCE:
            continue
        ilo = row["source"] != ""
        source = WORKFORCE if ilo else WORKFORCE_COMPLETED
        status = "sourced" if ilo else "assumed"
        range_of_it = () if ilo else completed_range(total)
        yield indicator(
            area,
            "workforce_thousand",
            row["time"],
            number(total, 3),
            "thousand people",
            status,
            source,
            *range_of_it,
        )


def main():
    at = folders(__doc__)
    names = CountryNames(at.out)
    reference = at.shared / "reference"
    rows = [
        *world_bank(reference / "gdp_current_usd.csv", names.known, "gdp_usd", "USD", GDP),
        *world_bank(reference / "population.csv", names.known, "population", "people", POPULATION),
        *rule_of_law(reference / "wgi_rule_of_law_2024_derived.csv"),
        *conflict_deaths(reference / "ucdp_ged_country_year_2019_2023.csv", names),
        *development(reference / "undp_hdi_1980_2017.csv", names),
        *workforce(at.shared / "mrio" / "workforce_total_iso3.csv", names.known),
    ]
    unknown = {row["iso3"] for row in rows} - names.known
    if unknown:
        raise ValueError(f"unknown countries: {unknown}")
    write_table(at.out / "country_indicators.csv", ["iso3", "indicator", "year"], rows)


if __name__ == "__main__":
    main()
