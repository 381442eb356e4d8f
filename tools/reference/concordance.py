"""Derives data/concordance.csv and data/cpv_divisions.csv: codes of five schemes to the table's 35 sectors.

A longer prefix is written only where its split differs from its parent's, so the longest match wins.
"""

from collections import defaultdict
from pathlib import Path

from table import folders, number, read_rows, write_table

HERE = Path(__file__).resolve().parent
BY_HAND = "Headwater project: hand-set from the meaning of the code; unverified; "
EQUAL = ", each finest code counting once"
HS = "hs5_isic3 concordance of HS 2012 to ISIC rev. 3" + EQUAL
ISIC4 = "isic4_isic3 correspondence of ISIC rev. 4 to rev. 3" + EQUAL
NAICS = "naics2017_isic4 and isic4_isic3 correspondences" + EQUAL
ISIC3 = "World Input-Output Database 2013 release: ISIC rev. 3 range of the sector"
LETTERS = {"A": "01", "B": "05", "C": "10 11 12 13 14", "E": "40 41", "F": "45", "H": "55"}
LETTERS |= {"J": "65 66 67", "L": "75", "M": "80", "N": "85", "O": "90 91 92 93", "P": "95"}
EXTRATERRITORIAL = "99"  # not in the table; its bodies are bought from like public administration


def divisions_of(isic3):
    """`15t16` -> 15, 16; `AtB` -> 01, 02, 05; `H` -> 55."""
    first, _, last = isic3.partition("t")
    if first == "A":
        return ["01", "02", "05"]
    if first.isdigit():
        return [f"{n:02d}" for n in range(int(first), int(last or first) + 1)]
    return LETTERS[first].split()


def shares(counts):
    """Shares of one prefix; a sector that has less than one code in thirty is left out."""
    floor = sum(counts.values()) / 30
    kept = {sector: count for sector, count in sorted(counts.items()) if count >= floor}
    rounded = {sector: round(count / sum(kept.values()), 4) for sector, count in kept.items()}
    rounded[max(rounded, key=rounded.get)] += 1 - sum(rounded.values())  # they sum to one as written
    return rounded


def prefixes(codes, sector_of, longest):
    """codes: (code, [isic3 division]) -> {prefix: {sector: share}} without repetition of the parent."""
    counts = defaultdict(lambda: defaultdict(float))
    for code, isic3 in codes:
        for division in isic3:
            for length in range(2, longest + 1):
                counts[code[:length]][sector_of[division]] += 1 / len(isic3)
    found = {prefix: shares(count) for prefix, count in counts.items()}
    return {p: s for p, s in found.items() if not same(s, parent(p, found))}


def parent(prefix, found):
    return next((found[prefix[:n]] for n in range(len(prefix) - 1, 1, -1) if prefix[:n] in found), None)


def same(left, right):
    return right is not None and set(left) == set(right) and all(abs(left[s] - right[s]) < 0.05 for s in left)


def rows_of(scheme, splits, status, source):
    spread = 0.2
    for prefix, split in splits.items():
        for sector, share in split.items():
            low, high = (share, share) if len(split) == 1 else (share - spread, share + spread)
            yield {
                "scheme": scheme,
                "prefix": prefix,
                "sector": sector,
                "share": number(share, 4),
                "low": number(max(0.0, low), 4),
                "high": number(min(1.0, high), 4),
                "status": status,
                "source": source(prefix) if callable(source) else source,
            }


def parse_split(text):
    return {key: float(value) for key, value in (part.split(":") for part in text.split())}


def unspsc_splits(titles, cpv):
    """Segment -> sectors, through the CPV divisions its title was given."""
    found = {}
    for row in titles:
        if not row["segment"] or row["segment"] in found:
            continue
        split = defaultdict(float)
        for division, weight in parse_split(row["cpv"]).items():
            for sector, share in cpv[division].items():
                split[sector] += weight * share
        found[row["segment"]] = dict(sorted(split.items()))
    return found


def codes_by_isic3(table, code, *, through=None):
    found = defaultdict(list)
    found = defaultdict(list)
    for row in table:
        found[row[code]] += through[row["ISIC4_4d"]] if through else [row["ISIC3_2d"]]
    return [(key, value) for key, value in sorted(found.items()) if key and all(value)]


def division_rows(by_hand):
    for row in by_hand:
        if row["name"]:
            source = "Headwater project: own short words for the divisions of the CPV 2008, Regulation (EC) 213/2008"
            yield {
                "division": row["prefix"],
                "name": row["name"],
                "kind": row["kind"],
                "status": "assumed",
                "source": source,
            }


def main():
    at = folders(__doc__)
    codes = at.shared / "codes"
    sector_of = {EXTRATERRITORIAL: "c31"}
    sector_of |= {d: s["sector"] for s in read_rows(at.out / "sectors.csv") for d in divisions_of(s["isic3"])}
    by_hand = read_rows(HERE / "cpv_sectors.csv")
    cpv = {row["prefix"]: parse_split(row["sectors"]) for row in by_hand}
    notes = {row["prefix"]: row["note"] for row in by_hand}
    isic4 = codes_by_isic3(read_rows(codes / "isic4_isic3.csv"), "ISIC4_4d")
    hs = codes_by_isic3(read_rows(codes / "hs5_isic3.csv"), "HS5_6d")
    naics_table = read_rows(codes / "naics2017_isic4.csv")
    naics = codes_by_isic3(naics_table, "NAICS2017_6d", through=defaultdict(list, isic4))
    unspsc = unspsc_splits(read_rows(HERE / "unspsc_titles.csv"), cpv)
    rows = [
        *rows_of("CPV", cpv, "assumed", lambda prefix: BY_HAND + notes[prefix]),
        *rows_of("HS", prefixes(hs, sector_of, 4), "derived", HS),
        *rows_of("ISIC3", {d: {s: 1.0} for d, s in sector_of.items()}, "derived", ISIC3),
        *rows_of("ISIC4", prefixes(isic4, sector_of, 4), "derived", ISIC4),
        *rows_of("NAICS", prefixes(naics, sector_of, 6), "derived", NAICS),
        *rows_of(
            "UNSPSC", unspsc, "assumed", BY_HAND + "segment number from memory, by way of CPV divisions"
        ),
    ]
    write_table(at.out / "concordance.csv", ["scheme", "prefix", "sector"], rows)
    write_table(at.out / "cpv_divisions.csv", ["division"], list(division_rows(by_hand)))


if __name__ == "__main__":
    main()
