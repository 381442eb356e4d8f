"""Derives data/countries.csv: ISO 3166-1 and Kosovo, with region, income group and currency."""

from table import folders, read_rows, write_table

SOURCE = (
    "ISO 3166-1, UN M49 and ISO 4217 as in datasets/country-codes (PDDL); "
    "region: ILO grouping derived from M49 (unverified); "
    "income: World Bank country classification 2021 (CC BY 4.0)"
)
KOSOVO_SOURCE = (
    "user-assigned code XKX as in World Bank tables; region derived (unverified); "
    "income: World Bank country classification 2021 (CC BY 4.0)"
)
# M49 Western Asia holds the ILO's Arab States and six countries of its Europe and Central Asia.
EUROPEAN_WESTERN_ASIA = {"ARM", "AZE", "CYP", "GEO", "ISR", "TUR"}
ILO_REGION = {
    "Africa": "Africa",
    "Americas": "Americas",
    "Europe": "Europe and Central Asia",
    "Asia": "Asia and the Pacific",
    "Oceania": "Asia and the Pacific",
}
NAMES = {
    "CIV": "Côte d'Ivoire",
    "COD": "Congo, Democratic Republic of the",
    "COG": "Congo, Republic of the",
    "GBR": "United Kingdom",
    "USA": "United States",
}
# Where the list names two currencies, or none, the one that invoices are written in.
CURRENCIES = {"BTN": "BTN", "SLV": "USD", "TUR": "TRY"}


def ilo_region(area):
    if area["Sub-region Name"] == "Western Asia":
        european = area["ISO3166-1-Alpha-3"] in EUROPEAN_WESTERN_ASIA
        return "Europe and Central Asia" if european else "Arab States"
    if area["Sub-region Name"] == "Central Asia":
        return "Europe and Central Asia"
    return ILO_REGION.get(area["Region Name"], "")


def display_name(area):
    name = NAMES.get(area["ISO3166-1-Alpha-3"], area["CLDR display name"])
    return name.replace(" & ", " and ").replace("St. ", "Saint ").replace("’", "'")


def country(area, income):
    iso3 = area["ISO3166-1-Alpha-3"]
    return {
        "iso3": iso3,
        "iso2": area["ISO3166-1-Alpha-2"],
        "name": display_name(area),
        "region": ilo_region(area),
        "subregion": area["Intermediate Region Name"] or area["Sub-region Name"],
        "income_group": income.get(iso3, ""),
        "currency": CURRENCIES.get(iso3, area["ISO4217-currency_alphabetic_code"].split(",")[0]),
        "status": "derived",
        "source": SOURCE,
    }


def kosovo(income):
    return {
        "iso3": "XKX",
        "iso2": "XK",
        "name": "Kosovo",
        "region": "Europe and Central Asia",
        "subregion": "Southern Europe",
        "income_group": income["XKX"],
        "currency": "EUR",
        "status": "derived",
        "source": KOSOVO_SOURCE,
    }


def main():
    at = folders(__doc__)
    areas = read_rows(at.shared / "codes" / "country-codes.csv")
    groups = read_rows(at.shared / "reference" / "income_groups_2021.csv")
    income = {row["Country Code"]: row["IncomeGroup"] for row in groups}
    rows = [country(area, income) for area in areas] + [kosovo(income)]
    write_table(at.out / "countries.csv", ["iso3"], rows)


if __name__ == "__main__":
    main()
