"""data/place_words.csv: countries, their adjectives and some large places as company names write them.

Country names in many languages are those of data/country_aliases.csv; adjectives, abbreviations and Chinese
places are written here.
"""

import re

from legal_forms import folded, romanised
from table import folders, read_rows, write_table

ALIASES = "data/country_aliases.csv"
OWN = "Headwater, everyday use"
LONGEST = 3  # words
# Also common words or names of people and firms.
AMBIGUOUS = {
    "ai",
    "man",
    "an",
    "it",
    "do",
    "no",
    "mali",
    "mars",
    "usa",
    "nil",
    "ua",
    "ilha",
    "saint",
    "reunion",
}

# country, then words for what is of it
WRITTEN = """
AFG afghan|afghani|afganskiy
ALB albanian|albanskiy
ARE emirates|emirati|uae|emirat
ARG argentine|argentinian|argentino|argentina
ARM armenian|armyanskiy
AUS australian|australiano|aussie
AUT austrian|osterreichische|osterreichisch|autrichienne
AZE azerbaijani|azeri|azerbaydzhanskiy|azerbaycan
BEL belgian|belge|belgische
BGD bangladeshi|bangla
BGR bulgarian|bolgarskiy|bulgarische
BLR belarusian|belarus|belorusskiy|belorusskaya|belorussian|byelorussian
BOL bolivian|boliviana|boliviano
BRA brazilian|brasileira|brasileiro|brasilena|brasileno
CAN canadian|canadienne|canadiense|kanadische
CHE swiss|suisse|schweizer|schweizerische|svizzera|suiza|svizzero
CHL chilean|chilena|chileno
CHN chinese|kitayskiy|kitayskaya|prc|chine|chinoise|chinesische|chunghwa|zhongguo
COD congolese|congolaise|drc
COL colombian|colombiana|colombiano
CRI costarricense
CUB cuban|cubana|cubano|kubinskaya
CYP cypriot|kipr
CZE czech|ceska|cesky|ceske|tschechische
DEU german|deutsche|deutscher|deutsches|nemetskiy|allemande|alemana|tedesca|brd
DNK danish|danske|dansk
DZA algerian|algerienne
ECU ecuadorian|ecuatoriana|ecuatoriano
EGY egyptian|misr|masr|egipetskiy
ESP spanish|espanola|espanol|ispanskiy
EST estonian|eesti
ETH ethiopian
FIN finnish|suomen|suomalainen
FRA french|francaise|francais|frantsuzskiy|francesa
GBR british|uk|english|britanskiy|britannique|britain|great britain
GEO georgian|gruzinskiy
GHA ghanaian
GRC greek|hellenic|hellas|ellinikh|elliniki
HKG hong kong|hongkong|hk|honkong
HRV croatian|hrvatska|hrvatske
HUN hungarian|magyar|vengerskiy
IDN indonesian|indonezia
IND indian|bharat|hindustan|bharatiya|indiyskiy
IRL irish
IRN iranian|irani|iranskiy|iraniyan|persian
IRQ iraqi
ISR israeli|izrail
ITA italian|italiana|italiano|italiane|italienische|italyanskiy
JOR jordanian
JPN japanese|nippon|nihon|yaponskiy|japonaise
KAZ kazakh|kazakhstani|kazakhskiy|kazakhstanskaya|qazaq
KEN kenyan
KGZ kyrgyz|kirghiz
KHM cambodian|khmer
KOR korean|rok|hanguk|koreyskiy
KWT kuwaiti
LAO laotian|lao
LBN lebanese|libanaise
LBY libyan
LKA lankan|ceylon
LTU lithuanian|lietuvos
LUX luxembourgish
LVA latvian|latvijas
MAR moroccan|marocaine|maroc
MDA moldovan|moldavian|moldavskiy
MEX mexican|mexicana|mexicano|mexicanos|meksika
MKD macedonian
MMR burmese|burma|myanma
MNG mongolian
MYS malaysian|malayan
NGA nigerian
NLD dutch|nederlandse|nederland|hollandsche|holland
NOR norwegian|norsk|norske
NPL nepalese|nepali
NZL zealand|new zealand
OMN omani
PAK pakistani|pak
PAN panamanian|panamena|panameno
PER peruvian|peruana|peruano
PHL philippine|filipino|pilipinas|philippines
POL polish|polska|polski|polskie|polskiy
PRK dprk|choson|chosun|north korea|korea north
PRT portuguese|portuguesa
PRY paraguayan|paraguaya
PSE palestinian
QAT qatari
ROU romanian|romana
RUS russian|russkiy|russkaya|russkie|russkoye|rossiyskiy|rossiyskaya|rossiyskoye|rossiyskii|rossiiskaya|rossiiskii|rossii|ross|rossiyskoi|russie|russische|rusa|ruso|russkikh|russkogo|rossiyskoy|all russian|all russia|vserossiyskiy|vserossiyskaya|russian federation|rossiyskoy federatsii|russkii|obshcherossiyskiy|rf
SAU saudi|saudi arabian|ksa
SDN sudanese
SEN senegalese|senegalaise
SGP singaporean|singapura
SRB serbian|srpska|srbija|serbskiy
SVK slovak|slovenska|slovenske
SVN slovenian|slovenske|slovenian
SWE swedish|svenska|svensk|shvedskiy
SYR syrian|siriyskiy
THA thai|thailand|thay
TJK tajik|tajikistani
TKM turkmen|turkmenskiy
TUN tunisian|tunisienne
TUR turkish|turk|turkiye|turetskiy|turkische
TWN taiwanese|formosa
TZA tanzanian
UGA ugandan
UKR ukrainian|ukrayina|ukrayinska|ukrainskiy|ukrainska|ukrainskaya
URY uruguayan|uruguaya
USA american|americana|america|us|usa|united states|united states of america|americano|amerikanskiy|amerikan
UZB uzbek|uzbekskiy|ozbekiston
VEN venezuelan|venezolana|venezolano
VNM vietnamese|viet nam|vietnam
YEM yemeni
ZAF south african|south africa|rsa
ZMB zambian
ZWE zimbabwean
europe european|europeenne|europaische|europea|europeo|evropeyskiy|evropeyskaya|evropa|avrupa|yevropeyskaya|yevropeyskiy|europa|europeu|europaischer|euro|欧洲|ヨーロッパ|유럽
asia asian|asiatic|asie|aziatskiy|asya|asiatica|亚洲|亞洲|アジア|아시아
africa african|afrique|afrika|africain|afrikanskiy|africana|非洲
arab arabian|arabe|arabia|arabskaya|arabiya|al arabiya
moscow moskva|moskovskiy|moskovskaya|moskovskoye|moskau|moscou|moskovskii
beijing peking|pekin|北京
shanghai 上海
shenzhen 深圳
guangzhou canton|广州|廣州
guangdong 广东|廣東
dongguan 东莞|東莞
ningbo 宁波|寧波
hangzhou 杭州
suzhou 苏州|蘇州
nanjing 南京
tianjin 天津
chongqing 重庆|重慶
chengdu 成都
wuhan 武汉|武漢
xian 西安
qingdao 青岛|青島
dalian 大连|大連
xiamen 厦门|廈門
fuzhou 福州
yiwu 义乌|義烏
wenzhou 温州|溫州
zhejiang 浙江
jiangsu 江苏|江蘇
shandong 山东|山東
fujian 福建
hebei 河北
henan 河南
hubei 湖北
hunan 湖南
sichuan 四川
anhui 安徽
jiangxi 江西
liaoning 辽宁|遼寧
jilin 吉林
heilongjiang 黑龙江|黑龍江
shanxi 山西
shaanxi 陕西|陝西
yunnan 云南|雲南
guangxi 广西|廣西
guizhou 贵州|貴州
hainan 海南
gansu 甘肃|甘肅
inner mongolia 内蒙古
ningxia 宁夏|寧夏
qinghai 青海
xinjiang 新疆
urumqi 乌鲁木齐|烏魯木齊
kashgar 喀什
aksu 阿克苏|阿克蘇
hotan 和田
tibet 西藏
zhengzhou 郑州|鄭州
foshan 佛山
zhuhai 珠海
macau 澳门|澳門
taipei 台北|臺北
tokyo 東京
osaka 大阪
seoul 서울
pyongyang 평양
busan 부산
bangkok กรุงเทพ
"""


def is_kept(word):
    if re.search(r"[a-z]", word):
        return len(word) >= 4 and len(word.split()) <= LONGEST and word.isascii() and word not in AMBIGUOUS
    return True


def read_form(alias):
    """As names are read: Latin letters folded, Cyrillic romanised, scripts that stay native as they are."""
    if re.search(r"[Ͱ-ϿԱ-֏ऀ-෿Ⴀ-ჿက-႟ሀ-፿]", alias):
        return ""
    return folded(romanised(alias)) if re.search(r"[A-Za-zÀ-ӿḀ-ỿ]", alias) else alias


def main():
    options = folders(__doc__)
    name = {}
    for row in read_rows(options.out / "countries.csv"):
        plain = re.sub(r"\s*\(.*\)|,.*", "", row["name"])
        name[row["iso3"]] = folded(plain).replace(" ", "")
    rows = {}

    def add(word, place, status, source):
        if word and word != place and word not in rows:
            rows[word] = {"word": word, "place": place, "status": status, "source": source}

    for line in WRITTEN.strip().splitlines():
        place, words = re.fullmatch(r"(\S+|inner mongolia) (.+)", line).groups()
        for word in words.split("|"):
            add(word, name.get(place, place.replace(" ", "")), "assumed", OWN)
    for row in read_rows(options.out / "country_aliases.csv"):
        word = read_form(row["alias"])
        if row["iso3"] in name and row["kind"] != "code" and "(" not in row["alias"] and is_kept(word):
            add(word, name[row["iso3"]], "derived", ALIASES)
    write_table(options.out / "place_words.csv", ["word"], rows.values())


if __name__ == "__main__":
    main()
