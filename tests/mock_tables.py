"""Writes small invented tables in the layouts of publishers: three regions, four sectors, every number made up.

  mock_tables.py LAYOUT FOLDER [DAMAGE]

The same table in each layout (GLORIA's industries and products are made from it), so that what is read of one can be
compared with another. DAMAGE breaks it in one of the ways a table is broken in the wild (see DAMAGES).
"""

import argparse
import csv
import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl

SECTORS = 4
REGIONS = 3
CELLS = SECTORS * REGIONS
DEMANDS = 2
# What each layout calls the regions, the sectors and final demand.
NAMES = {
    "exiobase3": (
        ["DE", "IN", "WA"],
        [
            "Cultivation of wheat",
            "Manufacture of textiles (17)",
            "Hotels and restaurants (55)",
            "Computer and related activities (72)",
        ],
        ["Final consumption expenditure by households", "Gross fixed capital formation"],
    ),
    "icio": (["DEU", "IND", "ROW"], ["A01_02", "C13T15", "G", "J62_63"], ["HFCE", "GFCF"]),
    "figaro": (["DE", "IN", "FIGW1"], ["A01", "C13T15", "I", "J62_63"], ["P3_S14", "P51G"]),
    "gloria": (
        ["DEU", "IND", "XAS"],
        ["Growing wheat", "Textiles and clothing", "Hospitality", "Information services"],
        ["Household final consumption P.3h", "Gross fixed capital formation P.51"],
    ),
    "wiod2016": (["DEU", "IND", "ROW"], ["A01", "C13-C15", "I", "J62_J63"], ["CONS_h", "GFCF"]),
    "wiod2013": (["DEU", "IND", "RoW"], ["c1", "c4", "c22", "c30"], ["c37", "c41"]),
    "eora26": (
        ["DEU", "SUD", "ANT"],
        ["Agriculture", "Textiles and Wearing Apparel", "Hotels and Restraurants", "Others"],
        ["Household final consumption P.3h", "Gross fixed capital formation P.51"],
    ),
}
DAMAGES = {
    "negative": "a flow below zero",
    "missing": "an empty cell",
    "text": "a cell that is no number",
    "unbalanced": "a row that sells less than it makes",
    "broken": "outputs of another table",
    "idle": "flows of a cell without output",
    "greedy": "a cell that buys more than it makes",
    "gain": "two cells that feed each other more than they make",
    "truncated": "the last lines are lost",
    "cut": "the last line is cut in the middle",
    "label": "a label is lost",
    "unknown": "a region nobody knows",
    "sector": "a sector nobody knows",
}


def flows():
    """Purchases of cell j from cell i, final demand of region r: multiples of a quarter, so sums are exact."""
    z = [[((7 * i + 5 * j) % 11 + 1) * 25005.25 for j in range(CELLS)] for i in range(CELLS)]
    y = [
        [((3 * i + r + 2 * d) % 7 + 1) * 180010.5 for r in range(REGIONS) for d in range(DEMANDS)]
        for i in range(CELLS)
    ]
    return z, y


class Table:
    def __init__(self, layout, damage):
        self.regions, self.sectors, self.demands = (list(names) for names in NAMES[layout])
        self.layout = layout
        self.damage = damage
        self.z, self.y = flows()
        if damage == "negative":
            self.z[1][5] = -40010.5
        if damage in ("greedy", "gain"):
            self.z[1][5] += 1_800_000
        if damage == "gain":
            self.z[5][1] += 20_000_000
            self.z[1][5] += 20_000_000
        self.x = [sum(self.z[i]) + sum(self.y[i]) for i in range(CELLS)]
        if damage == "gain":  # neither makes what it buys of the other
            self.x[1] = self.x[5] = 18_000_000.0
            self.y[1] = [(self.x[1] - sum(self.z[1])) / len(self.y[1])] * len(self.y[1])
            self.y[5] = [(self.x[5] - sum(self.z[5])) / len(self.y[5])] * len(self.y[5])
        if damage == "greedy":
            self.z[1][5] -= 1_800_000
            self.z[0][5] += 8_000_000
            self.x[0] += 8_000_000
        if damage == "unbalanced":
            self.x[2] += 600_000
        if damage == "broken":
            self.x = [3 * value for value in self.x]
        if damage == "idle":
            self.x[3] = 0
        if damage == "unknown":
            self.regions[1] = "QQ"
        if damage == "sector":
            self.sectors[1] = "Weaving of moonlight"

    def cells(self):
        return [(region, sector) for region in self.regions for sector in self.sectors]

    def buyers(self):
        return [(region, demand) for region in self.regions for demand in self.demands]

    def value_added(self):
        return [self.x[j] - sum(row[j] for row in self.z) for j in range(CELLS)]


def text(value, thousands=False):
    return repr(1000 * value if thousands else value).removesuffix(".0")


def thousands(values):
    return [text(value, True) for value in values]


def damaged(lines, damage):
    """Lines of a text, each a list of cells, with what breaks a file rather than a table."""
    if damage == "missing":
        lines[5][5] = ""
    if damage == "text":
        lines[5][5] = "1,2 or so"
    if damage == "label":
        lines[5][0] = ""
    if damage == "truncated":
        del lines[-3:]
    if damage == "cut":
        lines[-1] = lines[-1][: len(lines[-1]) // 2]
    return lines


def write(path, lines, delimiter="\t"):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(lines)


def exiobase3(table, folder):
    folder = folder / "IOT_2011_ixi"
    cells = table.cells()

    def matrix(first, second, columns, rows):
        yield ["region", "", *[c[0] for c in columns]]
        yield [first, "", *[c[1] for c in columns]]
        yield ["region", "sector", *[""] * len(columns)]
        for cell, values in zip(cells, rows, strict=True):
            yield [*cell, *map(text, values)]

    write(folder / "Z.txt", damaged(list(matrix("region", "sector", cells, table.z)), table.damage))
    write(folder / "Y.txt", matrix("region", "category", table.buyers(), table.y))
    write(
        folder / "x.txt",
        [["region", "sector", "indout"], *[[*c, text(v)] for c, v in zip(cells, table.x, strict=True)]],
    )
    write(folder / "unit.txt", [["region", "sector", "unit"], *[[*c, "M.EUR"] for c in cells]])


def exiobase_coefficients(table, folder):
    """A.txt in place of Z.txt, all of it in a zip archive as published."""
    exiobase3(table, folder)
    inside = folder / "IOT_2011_ixi"
    lines = (inside / "Z.txt").read_text().splitlines()
    for i, line in enumerate(lines[3:], 3):
        cells = line.split("\t")
        cells[2:] = [repr(float(v) / x) for v, x in zip(cells[2:], table.x, strict=True)]
        lines[i] = "\t".join(cells)
    (inside / "Z.txt").unlink()
    (inside / "A.txt").write_text("\n".join(lines) + "\n")
    with zipfile.ZipFile(folder / "IOT_2011_ixi.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(inside.iterdir()):
            archive.write(file, f"IOT_2011_ixi/{file.name}")
            file.unlink()
    inside.rmdir()


def labelled(table, corner, tail):
    columns = [f"{r}_{s}" for r, s in table.cells()] + [f"{r}_{d}" for r, d in table.buyers()]
    lines = [[corner, *columns, *tail]]
    for i, (region, sector) in enumerate(table.cells()):
        end = [text(table.x[i])] if tail else []
        lines.append([f"{region}_{sector}", *map(text, table.z[i] + table.y[i]), *end])
    return lines


def icio(table, folder):
    lines = labelled(table, "V1", ["OUT"])
    none = [""] * (len(table.buyers()) + 1)
    lines.append(["TLS", *["0"] * CELLS, *["0"] * len(table.buyers()), ""])
    lines.append(["VA", *map(text, table.value_added()), *none])
    lines.append(["OUT", *map(text, table.x), *none])
    write(folder / "2019_SML.csv", damaged(lines, table.damage), ",")


def figaro(table, folder):
    lines = labelled(table, "rowLabels", [])
    lines.append(["W2_D1", *map(text, table.value_added()), *["0"] * len(table.buyers())])
    write(folder / "matrix_eu-ic-io_ind-by-ind_25ed_2019.csv", damaged(lines, table.damage), ",")


def figaro_flat(table, folder):
    header = ["icioiRow", "icioiCol", "refArea", "rowIi", "counterpartArea", "colIi", "obsValue"]
    lines = [header]
    columns = table.cells() + table.buyers()
    for i, seller in enumerate(table.cells()):
        for buyer, value in zip(columns, table.z[i] + table.y[i], strict=True):
            lines.append(["_".join(seller), "_".join(buyer), *seller, *buyer, text(value)])
    for buyer, value in zip(table.cells(), table.value_added(), strict=True):
        lines.append(["W2_D1", "_".join(buyer), "W2", "D1", *buyer, text(value)])
    file = io.StringIO()
    if table.damage in ("missing", "text"):
        lines[5][6] = "" if table.damage == "missing" else "1,2 or so"
    elif table.damage != "label":
        lines = damaged(lines, table.damage)
    csv.writer(file, lineterminator="\n").writerows(lines)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / "flatfile_eu-ic-io_ind-by-ind_25ed_2019.zip", "w") as archive:
        archive.writestr("flatfile_eu-ic-io_ind-by-ind_25ed_2019.csv", file.getvalue())


def gloria(table, folder):
    """Half of what the second industry makes is the third product; it has the sales of both."""
    width = 2 * CELLS
    rows = [["0"] * width for _ in range(width)]
    demand = [["0"] * len(table.buyers()) for _ in range(width)]
    for i in range(CELLS):
        region, sector = divmod(i, SECTORS)
        industry, product = 2 * region * SECTORS + sector, (2 * region + 1) * SECTORS + sector
        rows[industry][product] = text(table.x[i], True)
        demand[product] = thousands(table.y[i])
        for j in range(CELLS):
            region_j, sector_j = divmod(j, SECTORS)
            rows[product][2 * region_j * SECTORS + sector_j] = text(table.z[i][j], True)
    # Industry 1 of the first region makes half of product 2 there, industry 2 the other half.
    half = table.x[2] / 2
    rows[1][SECTORS + 2] = rows[2][SECTORS + 2] = text(half, True)
    name = "20240111_120secMother_AllCountries_002_{}-Results_2019_059_Markup001(full).csv"
    write(folder / name.format("T"), damaged(rows, table.damage), ",")
    write(folder / name.format("Y"), demand, ",")
    book = openpyxl.Workbook()
    for sheet, column, names in (
        ("Regions", "Region_acronyms", table.regions),
        ("Sectors", "Sector_names", table.sectors),
        ("Value added and final demand", "Final_demand_names", table.demands),
    ):
        page = book.create_sheet(sheet)
        page.append(["Lfd_Nr", column])
        for number, value in enumerate(names, 1):
            page.append([number, value])
    del book["Sheet"]
    book.save(folder / "GLORIA_ReadMe_059.xlsx")


def wiod_codes(table):
    """Columns as c1 …, of final demand after the release's last sector."""
    if table.layout == "wiod2013":
        return table.sectors, table.demands
    return [f"c{n + 1}" for n in range(SECTORS)], ["c57", "c60"]


def wiod_sheet(table):
    codes, demands = wiod_codes(table)
    columns = [(s, s, r, c) for r in table.regions for s, c in zip(table.sectors, codes, strict=True)]
    columns += [(d, d, r, c) for r in table.regions for d, c in zip(table.demands, demands, strict=True)]
    columns.append(("GO", "Total output", "TOT", "c99"))
    lines = [["Intercountry Input-Output Table"], ["", "", "", ""]]
    lines += [
        [["(industry-by-industry)", "", "", ""][k], "", "", "", *[c[k] for c in columns]] for k in range(4)
    ]
    for i, cell in enumerate(columns[:CELLS]):
        lines.append([*cell, *table.z[i], *table.y[i], table.x[i]])
    none = [""] * (len(table.buyers()) + 1)
    lines.append(["VA", "Value added", "TOT", "r64", *table.value_added(), *none])
    total = "r69" if table.layout == "wiod2013" else "r73"
    lines.append(["GO", "Output at basic prices", "TOT", total, *table.x, *none])
    width = max(map(len, lines))
    return [line + [""] * (width - len(line)) for line in lines]


def wiod_sheet_csv(table, folder):
    name = "WIOT2014_Nov16_ROW.csv" if table.layout == "wiod2016" else "wiot11_row_apr12_2011.csv"
    write(folder / name, damaged(wiod_sheet(table), table.damage), ",")


def wiod_sheet_xlsx(table, folder):
    folder.mkdir(parents=True, exist_ok=True)
    book = openpyxl.Workbook()
    for line in wiod_sheet(table):
        book.active.append([None if cell == "" else cell for cell in line])
    book.save(folder / "WIOT2014_Nov16_ROW.xlsx")


def wiod_frame(table):
    columns = [f"{r}{n + 1}" for r in table.regions for n in range(SECTORS)]
    columns += [f"{r}{n}" for r in table.regions for n in (57, 60)]
    lines = [["IndustryCode", "IndustryDescription", "Country", "RNr", "Year", *columns, "TOT"]]
    for i, (region, sector) in enumerate(table.cells()):
        label = [sector, f"{sector}, in words", region, i % SECTORS + 1, 2014]
        lines.append([*label, *table.z[i], *table.y[i], table.x[i]])
    none = [0] * (len(table.buyers()) + 1)
    lines.append(["VA", "Value added", "TOT", 70, 2014, *table.value_added(), *none])
    lines.append(["GO", "Output", "TOT", 73, 2014, *table.x, *none])
    return lines


def wiod2016(table, folder):
    write(folder / "WIOT2014.csv", damaged(wiod_frame(table), table.damage), ",")


def wiod_parquet(table, folder):
    wiod2016(table, folder)
    source = folder / "WIOT2014.csv"
    duckdb.sql(f"COPY (FROM read_csv('{source}', header = true)) TO '{folder}/WIOT2014.parquet'")
    source.unlink()


def wiod2013(table, folder):
    sellers = table.cells()
    flow_lines = [["from_region", "from_sector", "to_region", "to_sector", "value"]]
    demand_lines = [["from_region", "from_sector", "to_region", "category", "value"]]
    for i, seller in enumerate(sellers):
        flow_lines += [[*seller, *b, text(v)] for b, v in zip(sellers, table.z[i], strict=True)]
        demand_lines += [[*seller, *b, text(v)] for b, v in zip(table.buyers(), table.y[i], strict=True)]
    if table.damage in ("missing", "text"):
        flow_lines[5][4] = "" if table.damage == "missing" else "1,2 or so"
    write(folder / "flows_2011.csv", flow_lines, ",")
    write(folder / "final_2011.csv", demand_lines, ",")
    outputs = [[*c, text(v)] for c, v in zip(sellers, table.x, strict=True)]
    if table.damage == "truncated":
        del outputs[-1]
    write(folder / "output_2011.csv", [["region", "sector", "output"], *outputs], ",")


def eora26(table, folder):
    """With the row and column of Eora's rest of the world, which only hold what does not add up."""
    extra = 7.5
    rows = [[*thousands(values), text(extra)] for values in table.z]
    rows.append([text(extra)] * CELLS + ["0"])
    demand = [[*thousands(values), "0"] for values in table.y] + [["0"] * (len(table.buyers()) + 1)]
    write(folder / "Eora26_2015_bp_T.txt", damaged(rows, table.damage))
    write(folder / "Eora26_2015_bp_FD.txt", demand)
    write(folder / "Eora26_2015_bp_VA.txt", [[*thousands(table.value_added()), "0"]])
    labels = [["Somewhere", r, "Industries", s] for r, s in table.cells()]
    write(folder / "labels_T.txt", [*labels, ["Rest of World", "ROW", "Industries", "TOTAL"]])
    labels = [["Somewhere", r, "Final Demand", d] for r, d in table.buyers()]
    write(folder / "labels_FD.txt", [*labels, ["Rest of World", "ROW", "Final Demand", "TOTAL"]])


FORMS = {
    "exiobase3": (exiobase3, "exiobase3"),
    "exiobase3-zip": (exiobase_coefficients, "exiobase3"),
    "icio": (icio, "icio"),
    "figaro": (figaro, "figaro"),
    "figaro-flat": (figaro_flat, "figaro"),
    "gloria": (gloria, "gloria"),
    "wiod2016": (wiod2016, "wiod2016"),
    "wiod2016-sheet": (wiod_sheet_csv, "wiod2016"),
    "wiod2016-xlsx": (wiod_sheet_xlsx, "wiod2016"),
    "wiod2016-parquet": (wiod_parquet, "wiod2016"),
    "wiod2013": (wiod2013, "wiod2013"),
    "wiod2013-sheet": (wiod_sheet_csv, "wiod2013"),
    "eora26": (eora26, "eora26"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("form", choices=FORMS)
    parser.add_argument("folder", type=Path)
    parser.add_argument("damage", nargs="?", choices=DAMAGES)
    typed = parser.parse_args()
    form, layout = FORMS[typed.form]
    form(Table(layout, typed.damage), typed.folder)


if __name__ == "__main__":
    main()
