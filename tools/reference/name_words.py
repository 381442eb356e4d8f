"""data/name_words.csv: how common the words of company names are, counted over published names.

The weight of a word in a comparison is the logarithm of its rarity; words not in the table are rare.
"""

import csv
import gzip
from collections import Counter

from legal_forms import folded
from table import folders, number, write_table

SOURCE = "GLEIF names (CC0), UN vendors 2010-2016"
KEPT = 3000


def names(shared):
    with gzip.open(shared / "matching/gleif_names.tsv.gz", "rt", encoding="utf-8") as file:
        gleif = {line.split("\t")[1] for line in file}
    with open(shared / "ledgers/un_procurement_2010_2016.csv", encoding="utf-8-sig", newline="") as file:
        vendors = {row["vendor_name"] for row in csv.DictReader(file)}
    return gleif, vendors


def shares(listed):
    counts = Counter(word for name in listed for word in set(folded(name).split()))
    return {word: count * 1e5 / len(listed) for word, count in counts.items()}


def main():
    options = folders(__doc__)
    gleif, vendors = (shares(listed) for listed in names(options.shared))
    # A word common in either kind of name is common: the larger share counts.
    share = {w: max(gleif.get(w, 0), vendors.get(w, 0)) for w in gleif.keys() | vendors.keys() if w.isalnum()}
    kept = sorted(share, key=lambda w: (-share[w], w))[:KEPT]
    rows = [{"word": w, "per_100k": number(share[w], 0), "status": "derived", "source": SOURCE} for w in kept]
    write_table(options.out / "name_words.csv", ["word"], rows)


if __name__ == "__main__":
    main()
