"""One supplier from its spellings with pandas and RapidFuzz: normalise, block, compare, join."""

import itertools
import pathlib

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process
from scipy import sparse

COMMON = 400  # names that may share a key; as in engine/resolve/name_index.cpp
COMPARED = 25  # candidates of a name; as there
SHORTEST_WITH_NEIGHBOURS = 4  # letters of a word
THRESHOLD = 92.0  # of 100; pairs.py shows what other values give


def plain(names: pd.Series) -> pd.Series:
    """Lower case, Latin letters without diacritics, punctuation as blanks."""
    marks_off = names.str.normalize("NFKD").str.replace(r"[\u0300-\u036f]", "", regex=True).str.casefold()
    joined = marks_off.str.replace(r"(?<=\b\w)[. ](?=\w\b)", "", regex=True)  # s.a. -> sa
    return joined.str.replace(r"[\W_]+", " ", regex=True).str.strip()


def legal_forms(data: pathlib.Path) -> set[str]:
    return set(pd.read_csv(data / "legal_forms.csv", dtype=str, keep_default_na=False)["form"])


def without_legal_forms(name: str, forms: set[str]) -> str:
    """The longest legal form at either end is dropped; a name that is nothing else stays whole."""
    words = name.split()
    for size in range(min(4, len(words) - 1), 0, -1):
        if " ".join(words[-size:]) in forms:
            words = words[:-size]
            break
    for size in range(min(4, len(words) - 1), 0, -1):
        if " ".join(words[:size]) in forms:
            words = words[size:]
            break
    return " ".join(words)


def cores(names: pd.Series, data: pathlib.Path) -> pd.Series:
    forms = legal_forms(data)
    return plain(names).map(lambda name: without_legal_forms(name, forms))


def one_letter_out(word: str) -> list[str]:
    """The word and the word without each of its letters: two words one edit apart share one of them."""
    if len(word) < SHORTEST_WITH_NEIGHBOURS:
        return []
    return [f"~{word}", *{f"~{word[:i]}{word[i + 1 :]}" for i in range(len(word))}]


def name_keys(core: str) -> list[str]:
    """The engine's kinds of key: neighbours written together, the whole core, its words sorted, its initials."""
    words = core.split()
    keys = [a + b for a, b in itertools.pairwise(words)]
    keys += ["=" + "".join(words), "=" + "".join(sorted(words))]
    return [*keys, "." + "".join(word[0] for word in words)] if len(words) >= 3 else keys


def keys(core: pd.Series) -> pd.DataFrame:
    """Blocking keys of each name: `name`, `key`."""
    words = core.str.split().explode().dropna()
    distinct = pd.Series(words.unique())
    neighbours = pd.DataFrame({"word": distinct, "key": distinct.map(one_letter_out)}).explode("key").dropna()
    by_edit = (
        words.rename("word").rename_axis("name").reset_index().merge(neighbours, on="word")[["name", "key"]]
    )
    by_word = words.rename("key").rename_axis("name").reset_index()
    by_name = core.map(name_keys).explode().rename("key").rename_axis("name").reset_index()
    return (
        pd.concat([by_word, by_edit, by_name], ignore_index=True).dropna().drop_duplicates(ignore_index=True)
    )


def candidate_pairs(left: pd.Series, right: pd.Series | None = None) -> pd.DataFrame:
    """Index pairs of names that share keys, for each name on the left the COMPARED that share the rarest ones.

    Within `left` alone if no `right` is given, each pair once.
    """
    left_keys = keys(left)
    right_keys = left_keys if right is None else keys(right)
    shared = right_keys["key"].value_counts()
    shared = shared[shared <= COMMON]
    rarity = (2 / np.log2(2 + shared)).rename("rarity")
    pairs = left_keys.merge(rarity, on="key").merge(right_keys, on="key", suffixes=("_left", "_right"))
    if right is None:
        pairs = pairs[pairs["name_left"] != pairs["name_right"]]
    weight = pairs.groupby(["name_left", "name_right"], as_index=False, sort=False)["rarity"].sum()
    weight = weight.sort_values(["name_left", "rarity", "name_right"], ascending=[True, False, True])
    best = weight.groupby("name_left").head(COMPARED)[["name_left", "name_right"]]
    if right is None:
        best = pd.DataFrame(np.sort(best.to_numpy(), axis=1), columns=best.columns).drop_duplicates()
    return best.reset_index(drop=True)


def candidates_by_country(core: pd.Series, countries: pd.Series) -> pd.DataFrame:
    """Spellings are joined within one country, or among those without."""
    found = [
        candidate_pairs(group) for _, group in core.groupby(countries.fillna("").to_numpy()) if len(group) > 1
    ]
    return pd.concat(found, ignore_index=True)


def similarity(left: pd.Series, right: pd.Series, workers: int) -> np.ndarray:
    """0..100 for each row of two columns."""
    return process.cpdist(left.to_numpy(), right.to_numpy(), scorer=fuzz.token_sort_ratio, workers=workers)


def scored_pairs(
    names: pd.Series, countries: pd.Series, data: pathlib.Path, matcher: str, workers: int
) -> pd.DataFrame:
    """Candidate pairs with `same`: whether the matcher takes both for one."""
    core = cores(names, data)
    pairs = candidates_by_country(core, countries)
    if matcher == "nomenklatura":
        from peer import resolve_nomenklatura  # imported only here: it takes seconds and 100 MiB

        score = resolve_nomenklatura.similarity(names, countries, pairs, data)
        return pairs.assign(same=score >= resolve_nomenklatura.THRESHOLD)
    score = similarity(core.loc[pairs["name_left"]], core.loc[pairs["name_right"]], workers)
    return pairs.assign(same=score >= THRESHOLD)


def joined(pairs: pd.DataFrame, size: int) -> np.ndarray:
    """A number for each name, equal where pairs join them."""
    ones = np.ones(len(pairs), dtype=np.int8)
    graph = sparse.coo_matrix((ones, (pairs["name_left"], pairs["name_right"])), shape=(size, size))
    return sparse.csgraph.connected_components(graph, directed=False)[1]


def resolve(purchases: pd.DataFrame, data: pathlib.Path, matcher: str, workers: int) -> pd.Series:
    """The entity of each purchase; NA where the supplier is withheld or missing."""
    withheld = purchases["supplier"].str.contains(r"(?i)withheld|unspecified|^n/?a$|^$", regex=True)
    named = purchases.loc[~withheld, ["supplier", "country"]]
    spellings = named.drop_duplicates(ignore_index=True)
    pairs = scored_pairs(spellings["supplier"], spellings["country"], data, matcher, workers)
    spellings["entity"] = joined(pairs[pairs["same"]], len(spellings))
    found = (
        named.reset_index(names="row").merge(spellings, on=["supplier", "country"]).set_index("row")["entity"]
    )
    return found.reindex(purchases.index).astype("Int64")
