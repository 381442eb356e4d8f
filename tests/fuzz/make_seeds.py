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
CODES = ["09100000-1", "9100000", "0201.10", "A0111", "5415", "14111507", "CPV 2008", "HS 2012", "UNSPSC v14", "٠٩"]
TEXTS = ["Ürün  A.Ş.", "ＡＢＣ１２", "Łódź", "Straße", "Ac\u200bme\u202e", "中国 石油-公司", "ﷺ", "e\u0301\u0301", "\0\x1b[31m"]
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
for name, content in CSV.items():
    write("csv_survey", name, content)
