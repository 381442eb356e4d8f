"""Derive data/examples/eu_awards.csv, the bundled example ledger, from the shared TED award table.

Facts (buyer, supplier, code, amount, date, notice) are carried over with their notice id on each row; the
wording of a line is our own, from example_wordings.csv. Same input, same bytes. Standard library only.

    python3 tools/reference/example_ledger.py --shared ../shared/data
"""

import argparse
import collections
import csv
import hashlib
import pathlib
import re

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
LEDGER = "ledgers/eu_ted_awards_2014_2020.csv"
COLUMNS = ["notice_id", "award_date", "buyer", "buyer_country", "supplier", "supplier_country",
           "description", "cpv", "amount", "currency", "source"]  # fmt: skip
ROWS_PER_NOTICE = 3
ROWS_PER_DIVISION = 60
SMALLEST_AMOUNT = 100.0  # below this the published figure is a unit price
LARGEST_AMOUNT = 2e8  # above this one contract would be most of the ledger
LONGEST_NAME = 120  # longer ones hold addresses and register entries
# Forms for changed contracts, and for concessions, whose value is a turnover and not spend.
NOT_A_PURCHASE = {"F20_2014", "F23_2014", "F25_2014"}

LEGAL_FORMS = r"""
    AD EAD EOOD OOD АД ЕАД ООД ЕООД SA s\.a\. S\.\s?A\.?(?:\s?U\.)? S\.\s?L\.?(?:\s?[UL]\.)? SAS SARL
    [Ss]\.?[Pp]\.?[Aa]\.? [Ss]\.?[Rr]\.?[Ll]\.? GmbH Gmbh AG SE KG e\.\s?V\. gGmbH mbH Ltd LTD Limited LLP
    LLC Inc plc B\.?V\.? N\.?V\.? NV nv bv AB Oy OY AS A/S ApS OÜ Osaühing Aktsiaselts
    (?:spol\.\s)?s\.?\s?r\.\s?o\. a\.\s?s\. d\.\s?o\.\s?o\. d\.d\. Kft KFT Zrt Társaság Részvénytársaság
    [Ss][Pp]\.\s[Zz]\s?[Oo]\.\s?[Oo]\.? Spółka\sAkcyjna Spółk[aą]\sz\sograniczoną ry sr Α\.Ε\. Εταιρεία
    Cooperativa COOPERATIVA VOS EESV SPL Corporation
"""
ORGANISATION_WORDS = r"""
    NHS Trust Foundation Fondation Fundación Asociación Association Instytut Institut Society säätiö
    Rotes\sKreuz Stiftung Fédération Comune Hospital Société Compagnie Radio Радио Business\sSchool
    Centrum\sOnkologii Medical\sCentre Health\sCentre Medical\sPractice University Lennuakadeemia Ośrodek
    Polska POLSKA Deutschland España France ROM[AÂ]NIA COMPANIA Orange IBM Fujitsu Siemens Colas Eiffage
    Eurovia Veolia Suez Saur KONE OTIS Schindler Elsevier Naval Transdev Stagecoach National Technologies
    Železnice PHARMNET HOLDING EXIM
"""
# Consortia repeat one amount for each member; sole traders, practitioners (also as a company) and
# partnerships of named people are private.
LEFT_OUT = r"""
    Konsorcjum [Gg]roupement Bieter(?:gemeinschaft|konsortium) ARGE UTE\s Combinatie ^ЕТ Individual Dr\b
    Ing\. [Ss][Ee][Ll](?:[Aa][Rr][Ll]|[Aa][Ss]) [Jj]awna Sp\.\s?J [Uu][Ll]\.\s candidat Herederos Dostawa N/A Codice\sFiscale ^\d en\scours
    Notärzte [Ll]ider \s/\s Avocat Cabinet Maitre Wspólnicy Komandytowa \sand\s.*Company T/A Trading\sAs
    ^(?:SARL|SAS|SA|Ets)\s\p[a-z]+\s\p[a-z]+
"""


def any_of(words: str) -> str:
    """One alternation of the listed patterns, the longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


LEGAL_FORM = re.compile(rf"(?<![\w.])(?:{any_of(LEGAL_FORMS)})(?!\w)")
ORGANISATION = re.compile(any_of(ORGANISATION_WORDS))
EXCLUDED = re.compile(any_of(LEFT_OUT.replace(r"\p", "[A-Z]")))


def is_organisation(name: str) -> bool:
    """True only for names with a legal form or an organisation word; in doubt, false."""
    return (
        len(name) <= LONGEST_NAME
        and not EXCLUDED.search(name)
        and bool(LEGAL_FORM.search(name) or ORGANISATION.search(name))
    )


def rank(*parts: str) -> str:
    """A fixed pseudo-random order that depends on the row alone."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def published_amount(award: dict, lots: int) -> tuple[float, str] | None:
    """The lot's value; the notice's total only where the notice has a single award."""
    value, currency = award["lot_value"], award["lot_currency"]
    if not value and lots == 1:
        value, currency = award["notice_total_value"], award["notice_currency"]
    if not value or not currency or not SMALLEST_AMOUNT <= float(value) <= LARGEST_AMOUNT:
        return None
    return float(value), currency


def is_usable(award: dict) -> bool:
    """A purchase from one organisation, dated within the table's years."""
    return (
        award["form"] not in NOT_A_PURCHASE
        and award["consortium_size"] == "1"
        and "2014" <= award["award_date"][:4] <= "2020"
        and len(award["buyer_name"]) <= LONGEST_NAME
        and is_organisation(award["supplier_name"])
    )


def usable_awards(awards: list[dict]) -> list[dict]:
    """One row for each notice and amount."""
    lots = collections.Counter(award["notice_id"] for award in awards)
    chosen = {}
    for award in sorted(awards, key=lambda a: rank(a["notice_id"], a["lot_no"], a["supplier_name"])):
        amount = published_amount(award, lots[award["notice_id"]])
        if amount and is_usable(award):
            chosen.setdefault(
                (award["notice_id"], amount[0]), award | {"amount": amount[0], "currency": amount[1]}
            )
    return list(chosen.values())


def is_foreign(award: dict) -> bool:
    return award["buyer_country"] != award["supplier_country"]


def spread(awards: list[dict]) -> list[dict]:
    """Foreign suppliers first, then one row of each notice before a second; capped by notice and division."""
    by_notice = collections.defaultdict(list)
    for award in awards:
        by_notice[award["notice_id"]].append(award)
    queue = []
    for rows in by_notice.values():
        rows.sort(key=lambda a: (not is_foreign(a), rank(a["notice_id"], a["lot_no"], a["supplier_name"])))
        queue += [(place, award) for place, award in enumerate(rows[:ROWS_PER_NOTICE])]
    queue.sort(key=lambda e: (not is_foreign(e[1]), e[0], rank(e[1]["notice_id"], e[1]["lot_no"])))
    taken, per_division = [], collections.Counter()
    for _, award in queue:
        if per_division[award["cpv_main"][:2]] < ROWS_PER_DIVISION:
            per_division[award["cpv_main"][:2]] += 1
            taken.append(award)
    return taken


def read(path: pathlib.Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def iso3_codes(shared: pathlib.Path) -> dict[str, str]:
    codes = {
        row["ISO3166-1-Alpha-2"]: row["ISO3166-1-Alpha-3"] for row in read(shared / "codes/country-codes.csv")
    }
    return codes | {"UK": "GBR", "EL": "GRC"}  # the EU's own codes


def example_row(award: dict, wordings: dict[str, list[str]], iso3: dict[str, str]) -> dict:
    choices = wordings[award["cpv_main"]]
    choice = int(rank(award["notice_id"], award["lot_no"], award["supplier_name"])[:8], 16) % len(choices)
    return {
        "notice_id": award["notice_id"],
        "award_date": award["award_date"],
        "buyer": " ".join(award["buyer_name"].split()),
        "buyer_country": iso3[award["buyer_country"]],
        "supplier": " ".join(award["supplier_name"].split()),
        "supplier_country": iso3[award["supplier_country"]],
        "description": choices[choice],
        "cpv": award["cpv_main"],
        "amount": f"{award['amount']:.2f}",
        "currency": award["currency"],
        "source": f"TED notice {award['notice_id']}, https://ted.europa.eu",
    }


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--shared", type=pathlib.Path, default=REPOSITORY.parent / "shared/data")
    options.add_argument("--out", type=pathlib.Path, default=REPOSITORY / "data/examples/eu_awards.csv")
    arguments = options.parse_args()
    wordings = collections.defaultdict(list)
    for row in read(pathlib.Path(__file__).with_name("example_wordings.csv")):
        wordings[row["cpv"]].append(row["wording"])
    iso3 = iso3_codes(arguments.shared)
    awards = spread(usable_awards(read(arguments.shared / LEDGER)))
    missing = sorted({award["cpv_main"] for award in awards} - wordings.keys())
    if missing:
        raise SystemExit(f"no wording in example_wordings.csv for: {' '.join(missing)}")
    rows = sorted(
        (example_row(a, wordings, iso3) for a in awards), key=lambda r: tuple(r[c] for c in COLUMNS)
    )
    with arguments.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
