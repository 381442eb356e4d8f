"""Writes the seeds of the text parsers: one small file for each way a value is written in the wild."""

from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"

AMOUNTS = [
    "1.234,56", "1,234.56", "1 234,56", "1'234.50", "(1,234)", "12-", "-12", "EUR 5", "5 €", "£1,000",
    "-", "n/a", "1.234", "1,23,456.00", "1e5", "0x10", "∞", "１２３", "٣٤٥", "--5", "1..2", "9" * 400,
]  # fmt: skip
DATES = [
    "2015-03-04", "20150304", "04.03.2015", "3/4/15", "13/4/2015", "4 March 2015", "March 4, 2015", "4-Mar-15",
    "2015-03-04T10:00:00Z", "29.02.2015", "29.02.2016", "00/00/0000", "4 mars 2015", "4 de marzo de 2015", "42067",
]  # fmt: skip
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
