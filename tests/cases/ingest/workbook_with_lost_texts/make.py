import zipfile


def book(path, sheet, start="", strings="<sst/>"):
    parts = {
        "xl/workbook.xml": start
        + '<workbook xmlns:r="r"><sheets><sheet name="Spend" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)


def cells(*texts):
    return "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)


def sheet(rows):
    return (
        "<worksheet><sheetData>" + "".join(f"<row>{row}</row>" for row in rows) + "</sheetData></worksheet>"
    )


book(
    "ledger.xlsx",
    sheet(
        [
            cells("supplier", "amount", "currency", "year"),
            cells("Acme Ltd") + "<c><v>10.5</v></c>" + cells("GBP", "2015"),
            '<c t="s"><v>0</v></c><c><v>20</v></c>' + cells("GBP", "2015"),
            '<c t="s"><v>7</v></c><c><v>30</v></c>' + cells("GBP", "2015"),
        ]
    ),
    strings="<sst><si><t>Mirenta Works</t></si></sst>",
)
