"""Derives data/classification_terms.parquet: what words and letter runs say about CPV divisions.

Two layers. Terms of the own dictionary (classification_words.csv) carry a concept and its weights. Runs
of five letters get weights from the CPV 2008 labels in 24 languages: tf-idf by division, log share
against the mean division, the five divisions that gain most. No title of a notice is read here.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

import numpy
import pyarrow
import pyarrow.parquet as parquet

from table import folders, read_rows

RUN = 5
MIN_LABELS = 8  # a run seen in fewer labels says little and costs as much
KEPT_DIVISIONS = 5
SMOOTHING = 0.1
STEPS = 250  # weights are whole steps: the file stays small
LETTERS = re.compile(r"[^\W\d_]+")
BASE_LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})  # as words.cpp
SCHEMA = pyarrow.schema(
    [(name, pyarrow.string()) for name in ("term", "concept", "division")]
    + [("weight", pyarrow.float32()), ("langs", pyarrow.string())]
)
# Written into the file: a Parquet table has no source on its rows.
METADATA = {
    "source": "CPV 2008 labels in 24 languages (OP-TED/eForms-SDK @ 3242fbf7); own dictionary of procurement words "
    "(classification_words.csv, classification_concepts.csv)",
    "licence": "CC BY 4.0 (the labels, of which terms and weights are kept); Apache-2.0 (the dictionary)",
    "limits": "weights of letter runs are derived from labels, those of the dictionary are assumed; see docs/classify.md",
    "status": "derived; dictionary assumed",
    "script": "tools/reference/classification_terms.py",
}


def fold(text):
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(BASE_LETTERS)


def words(text):
    return LETTERS.findall(fold(text))


@cache
def runs(word):
    marked = f"_{word}_"
    return sorted({marked[i : i + RUN] for i in range(max(1, len(marked) - RUN + 1))})


def read_labels(path):
    """(division, runs of the label) for every label of every language."""
    table = parquet.read_table(path).sort_by([("cpv", "ascending"), ("language", "ascending")]).to_pydict()
    for cpv, label in zip(table["cpv"], table["label"], strict=True):
        found = {run for word in words(label) if len(word) >= 3 for run in runs(word)}
        if found:
            yield cpv[:2], sorted(found)


def label_weights(labels):
    """runs × divisions: how much a run says for a division, in steps; few are not zero."""
    divisions = sorted({division for division, _ in labels})
    column = {division: n for n, division in enumerate(divisions)}
    count = Counter(run for _, found in labels for run in found)
    vocabulary = sorted(run for run, seen in count.items() if seen >= MIN_LABELS)
    row = {run: n for n, run in enumerate(vocabulary)}
    idf = numpy.log(len(labels) / numpy.array([count[run] for run in vocabulary], float))
    mass = numpy.zeros((len(vocabulary), len(divisions)))
    for division, found in labels:
        rows = numpy.array([row[run] for run in found if run in row], int)
        if len(rows):
            mass[rows, column[division]] += idf[rows] / numpy.sqrt((idf[rows] ** 2).sum())
    share = numpy.log((mass + SMOOTHING) / (mass + SMOOTHING).sum(0))
    weight = (share - share.mean(1, keepdims=True)) * idf[:, None]
    floor = numpy.sort(weight, axis=1)[:, -KEPT_DIVISIONS][:, None]
    kept = numpy.where((weight >= floor) & (weight > 0), weight, 0)
    return vocabulary, divisions, numpy.round(kept / kept.max() * STEPS)


def label_rows(labels):
    vocabulary, divisions, weights = label_weights(labels)
    for run, line in zip(vocabulary, weights, strict=True):
        for n in numpy.flatnonzero(line):
            yield run, "", divisions[n], line[n], ""


def term_of(written):
    """`Reinigung_` -> `reinigung_`; `food+_oil` -> both parts, each from the beginning of a word."""
    first, *rest = fold(written.strip()).split("+")
    return "+".join([first, *(part if part.startswith("_") else "_" + part for part in rest)])


def word_rows(words_table, concepts_table):
    """Terms with their concept and languages (no division), and concepts with their weights (no term)."""
    languages = defaultdict(set)
    for row in words_table:
        for term in row["terms"].split(";"):
            languages[term_of(term), row["concept"]].add(row["language"])
    for (term, concept), spoken in languages.items():
        yield term, concept, "", 0, " ".join(sorted(spoken))
    for row in concepts_table:
        yield "", row["concept"], row["division"], float(row["weight"]), ""


def main():
    at = folders(__doc__)
    tables = (read_rows(at.out / f"classification_{name}.csv") for name in ("words", "concepts"))
    labels = list(read_labels(at.shared / "codes" / "cpv2008_labels.parquet"))
    rows = sorted([*label_rows(labels), *word_rows(*tables)])
    path = at.out / "classification_terms.parquet"
    columns = [[row[n] or None for row in rows] for n in range(len(SCHEMA))]
    with parquet.ParquetWriter(
        path,
        SCHEMA,
        compression="zstd",
        compression_level=19,
        column_encoding={"term": "DELTA_BYTE_ARRAY", "weight": "BYTE_STREAM_SPLIT"},
        use_dictionary=["concept", "division", "langs"],
        store_schema=False,
    ) as writer:
        writer.write_table(pyarrow.table(columns, schema=SCHEMA))
        writer.add_key_value_metadata(METADATA)
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
