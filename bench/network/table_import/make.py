"""Writes a table in EXIOBASE's layout, of any size, with invented numbers: to measure `headwater table import`.

  make.py FOLDER --regions 10 --sectors 200 [--fill 0.6] [--zip]

Regions are EXIOBASE's, sectors are names of its industries (the first of its 163 or, above that, products too). A
share `fill` of the flows is not zero; they have as many digits as the published files. Rows add up, each cell has
value added. The same arguments give the same bytes.
"""

import argparse
import csv
import random
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
REGIONS = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB US JP CN CA KR BR IN MX RU AU "
    "CH TR TW NO ID ZA WA WL WE WF WM"
).split()
CATEGORIES = [f"category {n}" for n in range(1, 8)]
POOL = 8191  # numbers that flows are taken from


def sector_names(count):
    with open(ROOT / "data" / "table_sectors.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["layout"] == "exiobase3"]
    products = count > 163
    names = [row["name"] for row in rows if row["code"].startswith("p" if products else "i")]
    return names[:count]


def write(folder, regions, sectors, fill, seed=1):
    cells = [(r, s) for r in REGIONS[:regions] for s in sector_names(sectors)]
    numbers = random.Random(seed)
    pool = [f"{numbers.lognormvariate(0, 3):.12g}" if numbers.random() < fill else "0" for _ in range(POOL)]
    values = [float(text) for text in pool]
    n = len(cells)
    bought = [0.0] * n
    sold = [0.0] * n
    with open(folder / "Z.txt", "w", encoding="utf-8") as file:
        head(file, "sector", cells)
        for i, cell in enumerate(cells):
            at = numbers.randrange(POOL)
            places = [(at + 7 * j) % POOL for j in range(n)]
            file.write("\t".join(cell) + "\t" + "\t".join([pool[p] for p in places]) + "\n")
            for j, p in enumerate(places):
                bought[j] += values[p]
            sold[i] = sum(values[p] for p in places)
    outputs = [2 * max(a, b) + 1 for a, b in zip(bought, sold, strict=True)]
    with open(folder / "Y.txt", "w", encoding="utf-8") as file:
        columns = [(r, c) for r in REGIONS[:regions] for c in CATEGORIES]
        head(file, "category", columns)
        for cell, output, sales in zip(cells, outputs, sold, strict=True):
            share = (output - sales) / len(columns)
            file.write("\t".join(cell) + f"\t{share:.12g}" * len(columns) + "\n")
    with open(folder / "x.txt", "w", encoding="utf-8") as file:
        file.write("region\tsector\tindout\n")
        file.writelines(f"{r}\t{s}\t{x:.12g}\n" for (r, s), x in zip(cells, outputs, strict=True))
    with open(folder / "unit.txt", "w", encoding="utf-8") as file:
        file.write("region\tsector\tunit\n")
        file.writelines(f"{r}\t{s}\tM.EUR\n" for r, s in cells)


def head(file, second, columns):
    file.write("region\t\t" + "\t".join(c[0] for c in columns) + "\n")
    file.write(f"{second}\t\t" + "\t".join(c[1] for c in columns) + "\n")
    file.write("region\tsector" + "\t" * len(columns) + "\n")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--regions", type=int, default=10)
    parser.add_argument("--sectors", type=int, default=200)
    parser.add_argument("--fill", type=float, default=0.6)
    parser.add_argument("--zip", action="store_true")
    typed = parser.parse_args()
    folder = typed.folder / "IOT_2011_made"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, typed.regions, typed.sectors, typed.fill)
    if typed.zip:
        with zipfile.ZipFile(typed.folder / "IOT_2011_made.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(folder.iterdir()):
                archive.write(file, f"IOT_2011_made/{file.name}")


if __name__ == "__main__":
    main()
