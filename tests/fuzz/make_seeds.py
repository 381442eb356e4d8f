"""Writes the seeds of the parsers: one small file for each way a value or a table is written in the wild.

Run with .deps/venv/bin/python after `tools/setup dev` (pyarrow writes the Parquet files).
"""

import gzip
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SEEDS = Path(__file__).parent / "seeds"

AMOUNTS = [
    "1.234,56", "1,234.56", "1 234,56", "1'234.50", "(1,234)", "12-", "-12", "EUR 5", "5 €", "£1,000",
    "-", "n/a", "1.234", "1,23,456.00", "1e5", "0x10", "∞", "１２３", "٣٤٥", "--5", "1..2", "9" * 400,
]  # fmt: skip
DATES = [
    "2015-03-04", "20150304", "04.03.2015", "3/4/15", "13/4/2015", "4 March 2015", "March 4, 2015", "4-Mar-15",
    "2015-03-04T10:00:00Z", "29.02.2015", "29.02.2016", "00/00/0000", "4 mars 2015", "4 de marzo de 2015", "42067",
]  # fmt: skip
MATRICES = {
    "icio": "V1,DEU_A01,DEU_HFCE,OUT\nDEU_A01,1.5,2e3,3\nOUT,4,,\n",
    "quoted": 'x,"a,b",c\r\n"q ""r""",1,2\r\nu,-0.5,nan\r\n',
    "short": "a,b\n1\n",
    "word": "a,b\nr,one\n",
    "blank": "a,b\n\n\nr,1\n\n",
    "narrow": "a\n",
    "empty": "",
}
CODES = [
    "09100000-1",
    "9100000",
    "0201.10",
    "A0111",
    "5415",
    "14111507",
    "CPV 2008",
    "HS 2012",
    "UNSPSC v14",
    "٠٩",
]
TEXTS = [
    "Ürün  A.Ş.",
    "ＡＢＣ１２",
    "Łódź",
    "Straße",
    "Ac\u200bme\u202e",
    "中国 石油-公司",
    "ﷺ",
    "e\u0301\u0301",
    "\0\x1b[31m",
]
ENCODINGS = {
    "utf8_bom": "\ufeffname;betrag\nMüller;1\n".encode(),
    "utf16le": "\ufeffname;betrag\nMüller;1\n".encode("utf-16-le"),
    "utf16be": "\ufeffname;betrag\nMüller;1\n".encode("utf-16-be"),
    "latin1": "name;betrag\nMüller;1\n".encode("latin-1"),
    "cp1251": "имя;сумма\nРомашка;1\n".encode("cp1251"),
    "shift_jis": "名前,金額\n日本,1\n".encode("shift_jis"),
    "mixed": "Müller;1\n".encode() + "Möller;2\n".encode("latin-1"),
    "cut": "Mü".encode()[:-1],
}
CSV = {
    "plain": b"a,b,c\n1,2,3\n",
    "semicolons": b"a;b;c\r\n1;2,5;3\r\n",
    "tabs": b"a\tb\n1\t2\n",
    "pipes": b"a|b\n1|2\n",
    "quoted_newline": b'a,b\n"x\ny",2\n',
    "quote_inside": b'a,b\n5" pipe,2\n',
    "never_closed": b'a,b\n"x,2\n3,4\n',
    "doubled_quote": b'a,b\n"say ""hi""",2\n',
    "blank_lines": b"\n\na,b\n\n1,2\n\n",
    "ragged": b"a,b\n1\n1,2,3\n",
    "old_mac": b"a,b\r1,2\r",
    "empty": b"",
    "nul": b"a,b\n1,\x002\n",
}
MAPPINGS = {
    "all_keys": 'encoding = "windows-1252"\ndelimiter = "tab"\nsheet = "2019"\ndecimal = ","\ndate_order = "day first"\n'
    '[columns]\nsupplier = ["Lieferant", "Firma"]\namount = "Betrag"\n[constants]\ncurrency = "EUR"\n',
    "unknown_key": 'colour = "blue"\n',
    "unknown_field": '[columns]\ncolour = "Farbe"\n',
    "no_toml": "supplier: Lieferant\n",
    "section_as_text": 'columns = "Lieferant"\n',
}
LEDGERS = {
    "ledger": b"supplier,supplier_country,description,amount,currency,date\n"
    b'"Invented Mills Ltd",IN,"cotton, raw","1,200.50",USD,2019-03-01\nPretend SA,Atlantis,shirts,(5),EUR,31/12/2018\n',
    "german": "Lieferant;Land;Betrag;W\u00e4hrung;Datum\nErfunden GmbH;Deutschland;1.234,56;EUR;04.03.2015\n".encode(
        "latin-1"
    ),
    "links": b"buyer,supplier,product,amount,currency,period,source\nA Ltd,B Ltd,cotton,100,USD,2019,report\n",
    "facilities": b"os_id,contributor,name,address,country_code,lat,lng,sector\nX1,B,Pretend Mill,1 Road,IN,12.5,77.1,Apparel\n",
    "list_csv": b'id,schema,name,aliases,countries,topics\nL1,Company,Invented Ltd,"Inv;Made",cn,sanction\n',
    "follow_the_money": b'{"id":"L1","schema":"Company","properties":{"name":["Invented Ltd"],"country":["cn"]}}\n',
    "json_lines": b'{"supplier":"Pretend SA","amount":5,"currency":"EUR"}\n{"supplier":null}\n',
    "ocds": b'{"releases":[{"ocid":"o-1","buyer":{"name":"Town"},"awards":[{"id":"1","date":"2019-01-02",'
    b'"suppliers":[{"name":"Pretend SA"}],"value":{"amount":5,"currency":"EUR"},"items":[{"description":"paint"}]}]}]}',
    "parquet_cut": b"PAR1\x15\x04\x15",
    "zip_cut": b"PK\x03\x04\x14\x00",
    "gzip_cut": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b",
}


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
STRINGS = (
    f'{DECLARATION}<sst {MAIN} count="6"><si><t>supplier</t></si><si><t>country</t></si><si><t>description</t></si>'
    '<si><t>amount</t></si><si><t>date</t></si><si><r><t>Invented </t></r><r><t xml:space="preserve">Mills _x000D_Ltd'
    "</t></r><rPh><t>not read</t></rPh></si></sst>"
)
STYLES = (
    f'{DECLARATION}<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="#,##0.00\\ [$\u20ac-407]"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="166" formatCode="&quot;kr&quot;\\ 0_-"/>'
    '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="166"/>'
    "</cellXfs></styleSheet>"
)

UN_PARTY = (
    "<ENTITY><DATAID>2</DATAID><FIRST_NAME>ZARNAVO TRADING COMPANY (ZTC) ; ZARNAVO HOUSE</FIRST_NAME>"
    "<UN_LIST_TYPE>Nowhere</UN_LIST_TYPE><REFERENCE_NUMBER>NWe.001</REFERENCE_NUMBER><LISTED_ON>2015-04-07-04:00</LISTED_ON>"
    "<NAME_ORIGINAL_SCRIPT>\u0417\u0430\u0440\u043d\u0430\u0432\u043e\n Trade</NAME_ORIGINAL_SCRIPT>"
    "<ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Old &amp; House</ALIAS_NAME></ENTITY_ALIAS>"
    "<ENTITY_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>ZTC</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ALIAS><QUALITY/><ALIAS_NAME/></ENTITY_ALIAS>"
    "<ENTITY_ADDRESS><COUNTRY>Serbia</COUNTRY></ENTITY_ADDRESS></ENTITY>"
)


def un_list(individuals, entities, date="2026-02-27T00:00:09.554Z"):
    return (
        f'{DECLARATION}<CONSOLIDATED_LIST dateGenerated="{date}"><INDIVIDUALS>{individuals}</INDIVIDUALS>'
        f"<ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    )


UN_LISTS = {
    "entity": un_list("", UN_PARTY),
    "individual": un_list(UN_PARTY.replace("ENTITY", "INDIVIDUAL"), ""),
    "empty": un_list("", "", ""),
    "nameless": un_list("<INDIVIDUAL/>", "<ENTITY><FIRST_NAME> ; ()</FIRST_NAME></ENTITY>"),
    "odd_date": un_list(
        "", "<ENTITY><LISTED_ON>\u0661\u0662\u0663\u0664\u0665\u0666\u0667</LISTED_ON></ENTITY>"
    ),
    "cut": un_list("", UN_PARTY)[:400],
    "entities_declared": '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + un_list("", UN_PARTY),
    "another_xml": DECLARATION + "<list><ENTITY/></list>",
}


def sheet(rows, prefix=""):
    name = f"{MAIN.replace('xmlns', 'xmlns:x')}" if prefix else MAIN
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>" if rows else f"<{prefix}sheetData/>"
    return f"{DECLARATION}<{prefix}worksheet {name}><{prefix}cols/>{data}</{prefix}worksheet>"


SHEETS = {
    "ledger": sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>'
        '<c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>'
        '<row r="2"><c r="A2" t="s"><v>5</v></c><c r="B2" t="inlineStr"><is><t>India</t></is></c>'
        '<c r="C2" t="str"><f>"cot"&amp;"ton"</f><v>cotton</v></c><c r="D2" s="1"><v>1200.5</v></c>'
        '<c r="E2" s="2"><v>43525</v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>Pretend SA</t></is></c><c r="D4" s="4"><v>33255.809999999998</v></c>'
        '<c r="E4" s="3"><v>59</v></c></row>'
    ),
    "no_references": sheet(
        '<row><c t="s"><v>0</v></c><c><v>1</v></c></row><row/><row><c t="b"><v>1</v></c></row>'
    ),
    "prefixed": sheet('<x:row r="3"><x:c r="AB3" t="e"><x:v>#N/A</x:v></x:c></x:row>', "x:"),
    "empty": sheet(""),
    "out_of_order": sheet('<row r="2"/><row r="1"/>'),
    "far_apart": sheet('<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>'),
    "past_the_end": sheet('<row r="1048577"/>'),
    "unknown_string": sheet(
        '<row r="1"><c r="A1" t="s"><v>99</v></c><c r="B1" s="77"><v>1e999</v></c></row>'
    ),
    "entity": sheet('<row r="1"/>').replace("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
    "rows_after_the_data": sheet('<row r="1"><c><v>1</v></c></row>').replace(
        "</worksheet>", "<x><row><c><v>2</v></c></row></x></worksheet>"
    ),
    "wide_without_references": sheet('<row><c r="XFD1"/><c/></row>'),
    "cut": sheet('<row r="1"><c r="A1"><v>1</v></c></row>')[:-30],
}
OTHER_JSON = {
    "array": b'[{"supplier":"Pretend SA","lines":[{"what":"paint"},{"what":"glue"}]},7]',
    "nested": b'{"buyer":{"name":"Town"},"items":[1,2.50,true,null,"x"]}\r\n\r\n{"a":"\\ud83d\\ude00 \\u0000"}\n',
    "deep": b"[" * 70 + b"]" * 70,
    "cut": b'{"supplier":"Pretend SA","amount":5',
    "no_json": b"{supplier: 'Pretend SA'}\n{}\n[]\n\xff\n",
    "large_number": b'{"amount":1e400}\n{"amount":123456789012345678901234567890}\n',
    "same_key": b'{"a":1,"a":2,"a.b":3}\n{"a":{"b":4}}\n',
}
OCDS_RELEASE = (
    b'{"ocid":"o-2","date":"2019-02-01T00:00:00Z","buyer":{"id":"b1"},"parties":[{"id":"b1","name":"Town"},'
    b'{"id":"s1","name":"Invented Mills Ltd","identifier":{"id":"0007"},"address":{"countryName":"India"}}],'
    b'"tender":{"title":"cotton"},"awards":[{"id":"1","suppliers":[{"id":"s1"},{"name":"Pretend SA"}]},'
    b'{"id":"2","status":"cancelled"}],"contracts":[{"awardID":"1","value":{"amount":7.5,"currency":"USD"}}]}'
)
OCDS = {
    "records": b'{"records":[{"compiledRelease":'
    + OCDS_RELEASE
    + b'},{"releases":['
    + OCDS_RELEASE
    + b"]}]}",
    "lines": OCDS_RELEASE + b"\n" + OCDS_RELEASE.replace(b"o-2", b"o-3") + b"\n",
    "odd": b'{"releases":[{"awards":[{},{"suppliers":[1]},2,{"id":0,"status":"cancelled"}]},3],"ocid":null}',
}
FOLLOW_THE_MONEY = (
    b'{"id":"L1","schema":"Company","caption":"Invented Ltd","properties":{"name":["Invented Limited"],'
    b'"alias":["Inv"],"country":["cn","hk"],"topics":["sanction"],"innCode":["0007"]}}\n'
    b'{"id":"L2","schema":"Address","properties":{"full":["1 Road"]}}\n'
    b'{"id":"L3","schema":"Vessel","properties":{"name":["Pretend"],"imoNumber":["IMO0000001"],"flag":["pa"]}}\n'
    b'{"id":"L4","schema":"Person","properties":{}}\n'
)
NAMES = {
    "legal_form": "Invented Mills Ltd\nINVENTED MILLS LIMITED\ncc\n0007000007",
    "brackets": "Invented (Erfunden GmbH) Mills\nErfunden\ni",
    "other_name": "Pretend SA formerly Invented SA\nInvented S.A.",
    "scripts": "\u0420\u043e\u043c\u0430\u0448\u043a\u0430 \u041e\u041e\u041e\nRomashka OOO\n c",
    "han": "\u65b0\u7586\u68c9\u4e1a\u6709\u9650\u516c\u53f8\nXinjiang Cotton Co., Ltd.\nc ",
    "initials": "I. M. & S. Works\nIMS",
    "numbers": "Plant No. IV\nPlant 4",
    "written_apart": "Pl ant M. IV\nPlant 8",
    "nothing": "...\n()",
    "one_long_word": "a" + "\u00e6" * 60 + "\nb",
    "long": "word " * 60 + "\n" + "w " * 60,
}


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content, method)
    return packed.getvalue()


def workbook(*sheets, strings=STRINGS, method=zipfile.ZIP_DEFLATED):
    numbers = range(1, len(sheets) + 1)
    entries = "".join(f'<sheet name="Sheet {n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    targets = "".join(f'<Relationship Id="rId{n}" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    parts = {
        "xl/workbook.xml": f'{DECLARATION}<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>{entries}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"{DECLARATION}<Relationships>{targets}</Relationships>",
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": STYLES,
    }
    return zipped(
        parts | {f"xl/worksheets/sheet{n}.xml": content for n, content in zip(numbers, sheets, strict=True)},
        method,
    )


def parquet(columns):
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed, compression="none")
    return packed.getvalue()


WORKBOOKS = {
    "xlsx": workbook(SHEETS["ledger"]),
    "xlsx_stored": workbook(SHEETS["ledger"], method=zipfile.ZIP_STORED),
    "xlsx_two_sheets": workbook(SHEETS["empty"], SHEETS["ledger"]),
    "xlsx_prefixed": workbook(SHEETS["prefixed"]),
    "xlsx_far_apart": workbook(SHEETS["far_apart"]),
    "xlsx_entity": workbook(SHEETS["entity"]),
    "xlsx_carriage_returns": workbook(
        SHEETS["ledger"], strings=f"<sst {MAIN}><si><t>{'_x000D_' * 200_000}</t></si></sst>"
    ),
    "zip_without_workbook": zipped({"notes.txt": "no table"}),
}
PACKED = {
    "parquet": parquet(
        {
            "supplier": ["Invented Mills Ltd", "Pretend SA"],
            "supplier_country": ["IN", None],
            "description": ["cotton", "paint"],
            "amount": [1200.5, -5.0],
            "currency": ["USD", "EUR"],
            "date": pa.array([17956, None], pa.date32()),
        }
    ),
    "parquet_nested": parquet({"supplier": ["Pretend SA"], "items": [[{"what": "paint", "amount": 5}]]}),
    "gzip_ledger": gzip.compress(LEDGERS["ledger"], mtime=0),
    "gzip_json_lines": gzip.compress(LEDGERS["json_lines"], mtime=0),
    "gzip_two_members": gzip.compress(b"supplier,amount\n", mtime=0)
    + gzip.compress(b"Pretend SA,5\n", mtime=0),
    "gzip_cut_later": gzip.compress(LEDGERS["ledger"] * 20, mtime=0)[:-40],
}


def write(parser, name, content):
    folder = SEEDS / parser
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


for number, amount in enumerate(AMOUNTS):
    write("amount", f"{number:02}", amount.encode())
for number, date in enumerate(DATES):
    write("date", f"{number:02}", date.encode())
for number, code in enumerate(CODES):
    write("code", f"{number:02}", code.encode())
for number, text in enumerate(TEXTS):
    write("text", f"{number:02}", text.encode("utf-8", "surrogatepass"))
for name, content in ENCODINGS.items():
    write("encoding", name, content)
for name, text in MAPPINGS.items():
    write("mapping", name, text.encode())
for name, content in LEDGERS.items():
    write("ledger", name, content)
for name, content in CSV.items():
    write("ledger", f"csv_{name}", content)
for name, content in CSV.items():
    write("csv_survey", name, content)
    write("text_pieces", name, content)
for name, content in SHEETS.items():
    write("xlsx", name, b"\0".join(part.encode() for part in (content, STRINGS, STYLES)))
for name, text in UN_LISTS.items():
    write("un_list", name, text.encode())
for name, content in WORKBOOKS.items():
    write("ledger", name, content)
    write("zip", name, content)
for name, content in PACKED.items():
    write("ledger", name, content)
for name, content in {**LEDGERS, **PACKED}.items():
    write("file_text", name, content)
for name, content in {
    "json_lines": LEDGERS["json_lines"],
    "ocds": LEDGERS["ocds"],
    "follow_the_money_parties": FOLLOW_THE_MONEY,
    **{f"ocds_{name}": content for name, content in OCDS.items()},
    **{f"json_{name}": content for name, content in OTHER_JSON.items()},
}.items():
    for parser in ("ledger", "json_document", "json_table"):
        write(parser, name, content)
for name, text in MATRICES.items():
    write("matrix_text", name, text.encode())
for name, text in NAMES.items():
    write("name", name, text.encode())
