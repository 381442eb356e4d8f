"""How a name is written differently by someone who means the same company; the shares are stated here.

Only random.random() is drawn from: Python promises its sequence for a seed, and not that of choice or shuffle.
"""

import random
import re
import unicodedata

# Share of the queries whose change is of this kind. One in SECOND has another, drawn the same way.
SHARES = {
    "exact": 0.05,
    "letter": 0.25,  # one letter left out, doubled, swapped with its neighbour or replaced
    "form": 0.20,  # legal form left out, added or another of its country
    "order": 0.10,  # the first word last, or two neighbours the other way round
    "typing": 0.10,  # other case, no accents, no punctuation
    "join": 0.10,  # two words written together, or one long word in two
    "abbreviation": 0.10,  # a common word shortened
    "drop": 0.10,  # a common word left out
}
SECOND = 0.30
USUAL = {
    "international": "Intl", "company": "Co", "corporation": "Corp", "manufacturing": "Mfg", "industries": "Ind",
    "services": "Svcs", "management": "Mgmt", "engineering": "Engg", "technology": "Tech", "technologies": "Tech",
    "development": "Dev", "investment": "Inv", "investments": "Invs", "holdings": "Hldgs", "private": "Pvt",
    "limited": "Ltd", "association": "Assn", "department": "Dept", "enterprises": "Ent", "brothers": "Bros",
    "and": "&", "general": "Gen", "national": "Natl", "construction": "Constr", "partners": "Ptnrs",
}  # fmt: skip
LETTERS = "aeiourstnlmdcpbgkh"
SHORTEST_MISSPELT = 4  # letters
SHORTEST_SPLIT = 8
CUT_TO = 4  # letters left of a word that has no usual abbreviation


def pick(rng: random.Random, items):
    return items[int(rng.random() * len(items))]


def plain(word: str) -> str:
    return re.sub(r"\W", "", word.casefold())


def letter(name, rng):
    words = name.core
    long = [i for i, word in enumerate(words) if len(plain(word)) >= SHORTEST_MISSPELT]
    if not long:
        return False
    at = pick(rng, long)
    word = words[at]
    i = 1 + int(rng.random() * (len(word) - 1))
    kind = int(rng.random() * 4)
    other = pick(rng, LETTERS)
    other = other.upper() if word[i].isupper() else other
    words[at] = [
        word[:i] + word[i + 1 :],
        word[: i + 1] + word[i:],
        word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :],
        word[:i] + other + word[i + 1 :],
    ][kind]
    return True


def form(name, rng):
    forms = name.forms_of_country
    if name.form and (rng.random() < 0.5 or not forms):
        name.form = ""
        return True
    if not forms:
        return False
    name.form = pick(rng, forms)
    return True


def order(name, rng):
    words = name.core
    if len(words) < 2:
        return False
    if rng.random() < 0.5:
        words.append(words.pop(0))
    else:
        i = int(rng.random() * (len(words) - 1))
        words[i], words[i + 1] = words[i + 1], words[i]
    return True


def typing(name, rng):
    text = unicodedata.normalize("NFD", " ".join(name.core))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[^\w\s&]", "", text)
    if not text.split():
        return False
    name.core = (text.title() if text.isupper() else text.upper()).split()
    name.form = re.sub(r"[^\w\s]", "", name.form)
    return True


def join(name, rng):
    words = name.core
    long = [i for i, word in enumerate(words) if len(word) >= SHORTEST_SPLIT and word.isalpha()]
    if long and (rng.random() < 0.5 or len(words) < 2):
        at = pick(rng, long)
        cut = 3 + int(rng.random() * (len(words[at]) - 5))
        words[at : at + 1] = [words[at][:cut], words[at][cut:]]
        return True
    if len(words) < 2:
        return False
    at = int(rng.random() * (len(words) - 1))
    words[at : at + 2] = [words[at] + words[at + 1]]
    return True


def abbreviation(name, rng):
    words = name.core
    some = [i for i, w in enumerate(words) if plain(w) in name.common and len(plain(w)) > CUT_TO]
    if not some:
        return False
    at = pick(rng, some)
    words[at] = USUAL.get(plain(words[at]), words[at][:CUT_TO] + ".")
    return True


def drop(name, rng):
    some = [i for i, word in enumerate(name.core) if plain(word) in name.common]
    if not some or len(name.core) < 2:
        return False
    del name.core[pick(rng, some)]
    return True


KINDS = {
    "exact": lambda name, rng: True,
    "letter": letter,
    "form": form,
    "order": order,
    "typing": typing,
    "join": join,
    "abbreviation": abbreviation,
    "drop": drop,
}


def drawn_kind(rng: random.Random) -> str:
    chance = rng.random()
    for kind, share in SHARES.items():
        chance -= share
        if chance < 0:
            return kind
    return "exact"


def changed(name, rng: random.Random) -> str:
    """Changes `name` (of make_register.Name) in place; what was done: "letter" or "letter+form".

    A kind that a name offers no room for becomes the first of those that it does.
    """
    kinds = [drawn_kind(rng)]
    if kinds[0] != "exact" and rng.random() < SECOND:
        kinds.append(drawn_kind(rng))
    done = []
    for kind in kinds:
        order_of_trial = [kind, "letter", "form", "typing", "exact"]
        done.append(next(k for k in order_of_trial if KINDS[k](name, rng)))
    return "+".join(k for k in done if k != "exact") or "exact"
