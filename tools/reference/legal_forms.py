"""data/legal_forms.csv: legal forms of companies, their kind, and where in a name they stand.

From the Entity Legal Forms code list of GLEIF; the position is counted over GLEIF's company names.
Forms in everyday use that the code list does not hold are written here and marked as assumed.
"""

import csv
import gzip
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from table import folders, write_table

ELF = "GLEIF ELF code list 1.4.1 (CC0); position over GLEIF names"
OWN = "Headwater, everyday use"
LONGEST_NAME = 6  # words
SHORT = 6  # letters

# The first pattern found in a form's name gives its kind; forms of no kind are left out.
KINDS = [
    (
        "partnership",
        r"partnership|kommandit|commandit|comandit|komandit|maatschap|vennootschap onder|nom "
        r"collectif|nombre colectivo|nome collettivo|offene handels|tovarishchestv|verejna obchodni|"
        r"betéti|spółka jawna|spółka komandytowa|ansvarlig selskap|handelsbolag",
    ),
    (
        "limited",
        r"limited|responsabilid|responsabilit|responsável|aansprakelijk|haftung|ogranichenn|"
        r"ručením|rucenim|ogranicenom|omejen|ograniczon|korlátolt|korlatolt|anpartssel|osaühing|osauhing|ierobežot|"
        r"uždaroji|uzdaroji|quotas|răspundere|raspundere|periorismen|περιορισμ|limited şirket|terbatas|berhad|"
        r"sendirian|ehf|einkahlutaf|有限|合同会社",
    ),
    (
        "stock",
        r"joint.stock|stock company|corporation|incorporated|public company|sociedad an|sociedade an|"
        r"société an|societe an|società per|societa per|societate pe|naamloze|aktien|aktie|aksje|allmennaksje|osakeyhti|"
        r"aktsia|akciová|akciova|akcyjna|akciju|akcinė|akcine|részvény|reszveny|delniška|delniska|dioničko|dionicko|"
        r"aktsionern|anonim şirket|anonymi|ανώνυμ|ανωνυμ|hlutaf|societas europaea|european company|株式|"
        r"aandelen|actions|acções|acciones|azioni",
    ),
    (
        "cooperative",
        r"cooperativ|coöperati|co-operative|genossenschaft|osuuskunta|kooperativ|družstvo|ühistu",
    ),
    ("state", r"unitarn|state.owned|state enterprise|fgup|empresa pública|empresa publica"),
]

# form, kind, position, countries
WRITTEN = [
    (
        "Ltd|Limited|Co Ltd|Company Limited|Co Limited|Company Ltd|Corp Ltd|Corporation Limited|LLC|Limited Liability "
        "Company|LC|Limited Company|Ltda|Limitada|Limitee|Ltee|Pty Ltd|Pty Limited|Proprietary Limited|Pty|"
        "Pte Ltd|Pte Limited|Pte|Private Ltd|Private Limited|Pvt Ltd|Pvt Limited|Pvt|P Ltd|P Limited|PLC Ltd|"
        "Sdn Bhd|Sendirian Berhad|Bhd|GmbH|mbH|Gesellschaft mit beschrankter Haftung|UG|Sarl|SRL|Srlu|Sprl|BV|"
        "BVBA|ApS|Kft|Sp z oo|Spolka z oo|sro|spol sro|doo|DOOEL|EOOD|OOD|OU|SIA|UAB|EURL|SLU|SL|WLL|SPC|FZE|"
        "FZCO|FZ LLC|FZ|FZC|Free Zone Establishment|Free Zone Company|LLP Ltd|Lda|Epe|Ltd Sti|Limited Sirketi|"
        "Ltd Sirketi|San Ve Tic Ltd Sti|Sanayi Ve Ticaret Ltd Sti|Sanayi Ve Ticaret Limited Sirketi|MChJ|TShch|"
        "Co Pvt Ltd|Company Private Limited|Co Pte Ltd|Sh P K|Shpk|TOV",
        "limited",
        "behind",
    ),
    (
        "OOO|TOO|OsOO|TOV|MMC|XXI|TNHH|Cong Ty TNHH|Cong Ty Trach Nhiem Huu Han|Obshchestvo s ogranichennoy "
        "otvetstvennostyu|Obshchestvo s ogranichennoi otvetstvennostyu|Tovarishchestvo s ogranichennoy "
        "otvetstvennostyu|Tovarystvo z obmezhenoyu vidpovidalnistyu|UAB|SIA|Limited Liability Company|LLC|OU|"
        "Uzhdaroi aktsine bendrove|Limited Liability Partnership|LLP",
        "limited",
        "front",
    ),
    (
        "Inc|Incorporated|Corp|Corporation|PLC|Public Limited Company|JSC|Joint Stock Company|PJSC|Public Joint Stock "
        "Company|OJSC|Open Joint Stock Company|CJSC|Closed Joint Stock Company|SA|SAS|SASU|SpA|AG|NV|AB|ASA|A S|"
        "AS|Oy|Oyj|Oy Ab|Aktiengesellschaft|Sociedad Anonima|Societe Anonyme|Societa per Azioni|SA de CV|SAB de CV|"
        "SAPI de CV|S de RL de CV|S de RL|SA de RL|SAU|SAC|SAA|SAE|SAL|SAOC|SAOG|KSC|KSCC|BSC|QSC|PSC|QPSC|SE|ad|"
        "EAD|dd|Zrt|Nyrt|Rt|Tbk|Anonim Sirketi|Anonim Sirket|San Ve Tic AS|Sanayi Ve Ticaret AS|Sanayi Ve Ticaret "
        "Anonim Sirketi|Co Inc|Company Inc|Co SA|CA|Compania Anonima|Kabushiki Kaisha|KK|SCA|VAT|PAT|PrAT|Sha",
        "stock",
        "behind",
    ),
    (
        "OAO|ZAO|PAO|AO|NAO|VAT|PAT|PrAT|PT|Perseroan Terbatas|Otkrytoye aktsionernoye obshchestvo|Zakrytoye "
        "aktsionernoye obshchestvo|Publichnoye aktsionernoye obshchestvo|Aktsionernoye obshchestvo|Otkrytoe "
        "aktsionernoe obshchestvo|Zakrytoe aktsionernoe obshchestvo|Aktsionernoe obshchestvo|Joint Stock Company|"
        "JSC|PJSC|Public Joint Stock Company|OJSC|Open Joint Stock Company|CJSC|Closed Joint Stock Company|Cong Ty Co "
        "Phan|QSJ|Sherkat Sahami|Publichnoe aktsionernoe obshchestvo|Kabushiki Kaisha",
        "stock",
        "front",
    ),
    (
        "LP|LLP|Limited Partnership|KG|GmbH & Co KG|GmbH and Co KG|OHG|GbR|SNC|SCS|CV|VOF|KD|Limited Liability "
        "Partnership|SNC di|SAS di|ANS|HB|KB|Ky|bt|Sp k|Sp j",
        "partnership",
        "behind",
    ),
    ("CV|UD", "partnership", "front"),
    (
        "FGUP|FGUE|GUP|Federal State Unitary Enterprise|Federalnoye gosudarstvennoye unitarnoye predpriyatiye|"
        "Federalnoe gosudarstvennoe unitarnoe predpriyatie|State Unitary Enterprise|GP|RUP|DP|FKP|Federal State "
        "Budgetary Institution|FGBU",
        "state",
        "front",
    ),
    ("SCoop|Coop|SCRL|SCARL|Soc Coop|SCPA|eG|SCCL", "cooperative", "behind"),
    (
        "Co|Company|& Co|and Co|and Company|and Sons Co|Cie|et Cie|y Cia|e Cia|Cia|Ent|Est|Establishment|Firm|Reg|Regd|Sti",
        "unstated",
        "behind",
    ),
    (
        "M/S|Ms|Messrs|Firma|Fa|Ste|Sté|Ets|Etablissement|Etablissements|Societe|Company|Firm|The|Etn|Cong Ty|"
        "Sherkat|Sharikat|Sharika",
        "unstated",
        "front",
    ),
    (
        "Obschestvo s ogranichennoi otvetstvennostyu|Obshestvo s ogranichennoy otvetstvennostyu|Obschestvo s "
        "ogranichennoy otvetstvennostyu|Obshchestvo s ogranichennoj otvetstvennostyu|Societatea cu raspundere "
        "limitata|Societate cu raspundere limitata|SRL|Zhauapkershiligi shekteuli seriktestigi|Zhoopkerchiligi "
        "chektelgen koomu|Tavarystva z abmezhavanay adkaznastsyu|Masuliyati cheklangan jamiyat|Borisat|GmbH|Sarl|"
        "Sherkat ba masouliyat mahdoud|Yugen Kaisha|Yugen Gaisha|Godo Kaisha|Private Limited Company|EOOD|OOD|LLC FZ|"
        "FZ LLC|FZE|DMCC|Limited",
        "limited",
        "front",
    ),
    (
        "OOO|TOO|OsOO|MMC|Zhauapkershiligi shekteuli seriktestigi|Zhoopkerchiligi chektelgen koomu|Masuliyati "
        "cheklangan jamiyat|Mehdud mesuliyyetli cemiyyet|Chamkat|Yugen Kaisha|Yugen Gaisha|Godo Kaisha|LLC FZ|FZ LLC|"
        "DMCC|Private Limited Company|Lmtd|Lmt|DWC LLC|Free Zone LLC|EPE|IKE|Etaireia Periorismenes Euthynes|SPR de "
        "RI|Sociedad de Produccion Rural de Responsabilidad Ilimitada|SPR de RL|Responsabilidad Limitada|S de RL MI|"
        "EU|LLC Company|Limited Liability Co|Company LLC|Co LLC|Trading LLC Co|Obshchestvo s ogranichennoy "
        "otvetstvennostyu|Obschestvo s ogranichennoi otvetstvennostyu|Obshchestvo s ogranichennoi otvetstvennostyu",
        "limited",
        "behind",
    ),
    (
        "OAO|ZAO|PAO|AO|NAO|OJSC|CJSC|AkG|Joint Stock Co|JSCo|JSC Co|Public Company Limited|PCL|Public Joint Stock Co|"
        "AE|Anonyme Etaireia|Otkrytoye aktsionernoye obshchestvo|Zakrytoye aktsionernoye obshchestvo|Publichnoye "
        "aktsionernoye obshchestvo|Aktsionernoye obshchestvo|Aktsionernoe obshchestvo|Sherkat Sahami Khass|Sahami "
        "Khass|Sahami Aam|Private Joint Stock Company|PrJSC|PJS|Publ|AB Publ|Open Joint Stock Co",
        "stock",
        "behind",
    ),
    (
        "AOZT|OAO|AOOT|Otkrytoe aktsionernoe obschestvo|Aktsionernoe obschestvo|Zakrytoe aktsionernoe obschestvo|"
        "Publichnoe aktsionernoe obschestvo|Private Joint Stock Company|PrJSC|Nepublichnoye aktsionernoye obshchestvo|"
        "Public Joint Stock Co|Joint Stock Co",
        "stock",
        "front",
    ),
    (
        "FKP|FKU|FGU|FGBOU|FGBU|FGBUN|FGAU|FGAOU|FGUP|FSUE|FSE|FSBI|FSBEI|MUP|GUP|RUP|UP|Unitary Enterprise|Republican "
        "Unitary Enterprise|Respublikanskoye unitarnoye predpriyatiye|Respublikanskoe unitarnoe predpriyatie|Federal "
        "State Enterprise|Federal State Budgetary Institution of Science|Federal State Budgetary Scientific "
        "Institution|Federal State Budgetary Educational Institution|Federalnoye kazennoye predpriyatiye|Federalnoe "
        "kazennoe predpriyatie|Federalnoye gosudarstvennoye byudzhetnoye uchrezhdeniye|Federalnoye gosudarstvennoye "
        "byudzhetnoye uchrezhdeniye nauki|Federalnoe gosudarstvennoe byudzhetnoe uchrezhdenie|Federalnoe "
        "gosudarstvennoe byudzhetnoe uchrezhdenie nauki|Gosudarstvennoye predpriyatiye|Gosudarstvennoe predpriyatie|"
        "State Enterprise|State Owned Enterprise|Derzhavne pidpryyemstvo|Foreign Trade Unitary Enterprise|State Owned "
        "Foreign Trade Unitary Enterprise",
        "state",
        "front",
    ),
    (
        "ANO|Avtonomnaya nekommercheskaya organizatsiya|Autonomous Non Profit Organization|Autonomous Noncommercial "
        "Organization|ASBL|VZW|ONLUS|Asociacion Civil",
        "nonprofit",
        "front",
    ),
    (
        "eV|Eingetragener Verein|gGmbH|gemeinnutzige GmbH|ASBL|VZW|ONLUS|AC|IAP|Asociacion Civil|ANO|Autonomous Non "
        "Profit Organization",
        "nonprofit",
        "behind",
    ),
    (
        'בעמ|בע"מ|ذ.م.م|ذ م م|ش.ذ.م.م|المحدودة|محدودة|مسئولیت محدود|با مسئولیت محدود|م.م.ح|م م ح|منطقة حرة|م.د.م.س|შპს|ՍՊԸ|'
        "प्राइवेट लिमिटेड|लिमिटेड|প্রাইভেট লিমিটেড|লিমিটেড|有限責任會社|유한책임회사|有限合伙企业|有限會社",
        "limited",
        "both",
    ),
    (
        "ش.م.ل|ش.م.م|شركة مساهمة|مساهمة|سهامی خاص|سهامی عام|სს|ՓԲԸ|ԲԲԸ|株式會社|股份有限责任公司|มหาชน",
        "stock",
        "both",
    ),
    ("ห้างหุ้นส่วนจำกัด|合資会社|有限合伙|普通合伙", "partnership", "both"),
    ("有限公司|有限责任公司|有限責任公司|合同会社|有限会社|유한회사|บริษัท จำกัด|บริษัท|จำกัด", "limited", "both"),
    ("股份有限公司|股份公司|株式会社|주식회사", "stock", "both"),
    ("公司|会社|شركة|شرکت|הברה|חברה", "unstated", "both"),
]


# Cyrillic as the English-speaking press writes it (BGN/PCGN) and Greek as ICU does, as when names are read.
LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџѓќ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya ye i i ye g u j lj nj c d dz g k".split(
            " "
        ),
        strict=True,
    )
)
GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a b g d e z e th i k l m n x o p r s s t y ph ch ps o".split(),
        strict=True,
    )
)


BASE_LETTERS = str.maketrans("łøđı", "lodi")


def romanised(text):
    """Cyrillic letters in Latin; e is ye at the beginning of a word and after a vowel or a sign."""
    result, before = "", " "
    for letter in unicodedata.normalize("NFC", text).casefold():
        starts = before in "аеёиоуыэюяъьй" or not before.isalpha()
        base = unicodedata.normalize("NFD", letter)[0]
        result += "ye" if letter == "е" and starts else LETTERS.get(letter) or GREEK.get(base, letter)
        before = letter
    return result


def folded(text):
    if not re.search(r"[A-Za-zÀ-ԯḀ-ỿἀ-῿]", text):  # looked for as it is written
        return " ".join(unicodedata.normalize("NFC", text).replace('"', "").split())
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(BASE_LETTERS)
    text = re.sub(r"[.'’`\"]", "", text)
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def kind_of(name):
    return next((kind for kind, pattern in KINDS if re.search(pattern, name.casefold())), None)


def listed_forms(path):
    """(form, kind, country) of the code list: abbreviations, names and both in Latin script."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name = row["Entity Legal Form name Local name"]
            latin = row["Entity Legal Form name Transliterated name (per ISO 01-140-10)"]
            kind = kind_of(name) or kind_of(latin)
            if not kind:
                continue
            short = re.split(
                r"[;|]", row["Abbreviations Local language"] + ";" + row["Abbreviations transliterated"]
            )
            names = [n for n in (name, latin) if len(folded(n).split()) <= LONGEST_NAME]
            for form in (*short, *names):
                yield folded(romanised(form)), kind, row["Country Code (ISO 3166-1)"]


def positions(path, forms):
    """How often each form stands in front and behind in company names."""
    front, behind = Counter(), Counter()
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            words = folded(line.split("\t")[1]).split()
            for n in range(1, min(LONGEST_NAME, len(words) - 1) + 1):
                front[" ".join(words[:n])] += 1
                behind[" ".join(words[-n:])] += 1
    return {
        f: "both"
        if len(f.split()) > 2
        else "front"
        if stands_in_front(f) and front[f] > 3 * behind[f]
        else "behind"
        for f in forms
    }


def stands_in_front(form):
    """A short form in front is too often a name of its own (SAP AG): only those written above stand there."""
    return len(form) > SHORT


def main():
    options = folders(__doc__)
    kinds, countries = defaultdict(Counter), defaultdict(set)
    for form, kind, country in listed_forms(options.shared / "matching/elf-codes-1.4.1.csv"):
        if len(form) >= 2 and not form.isdigit():
            kinds[form][kind] += 1
            countries[form].add(country)
    position = positions(Path(options.shared) / "matching/gleif_names.tsv.gz", kinds)
    rows = {}
    for form, counted in kinds.items():
        rows[form] = {
            "form": form,
            "kind": counted.most_common(1)[0][0],
            "position": position[form],
            "countries": ";".join(sorted(countries[form] - {""})),
            "status": "derived",
            "source": ELF,
        }
    for forms, kind, place in WRITTEN:
        for form in map(folded, forms.split("|")):
            listed = rows.get(form)
            place_here = place if not listed or listed["position"] == place else "both"
            base = listed or {"form": form, "countries": "", "status": "assumed", "source": OWN}
            rows[form] = {
                "form": form,
                "kind": kind,
                "position": place_here,
                "countries": base["countries"],
                "status": base["status"],
                "source": base["source"],
            }
    write_table(options.out / "legal_forms.csv", ["form"], rows.values())


if __name__ == "__main__":
    main()
