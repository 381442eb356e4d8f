"""Merges and refusals of a resolved case, of different kinds, as a Markdown draft for people to check by eye.

    build/bench/bin/python bench/resolve/examples.py CASE build/release/resolve_names > draft.md

Merges are spellings with their witness. Refusals are suppliers of one country that are each other's nearest, compared
and kept apart. Only names with an organisation's word and without a word that is anyone's given or family name, as
far as rigour's lists know: a person in a company's name is passed over. Check again before it is published.
"""

import argparse
import collections
import difflib
import pathlib
import re
import subprocess
import sys
import tempfile

import duckdb

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from rigour.names import NameTypeTag, SymbolCategory, analyze_names, remove_org_types

from peers.plain_names import plain

EACH = 30
NEAREST = 3
ORGANISATION = re.compile(
    r"\b(ltd|limited|llc|inc|corp\w*|company|co|gmbh|ag|s\.?a\.?|b\.?v\.?|plc|pty|group|holdings?|"
    r"international|industr\w+|services?|enterprises?|trading|construction|engineering|technolog\w+|systems?|"
    r"laborator\w+|pharma\w*|bank|university|institut\w*|hotel|airlines?|motors|foundation|ministry|hospital)\b",
    re.IGNORECASE,
)


def is_organisation(name: str) -> bool:
    """Sure of it: says what it is, and no word of it is a person's name."""
    if not ORGANISATION.search(name) or re.search(
        r"\b(mr|mrs|ms|dr|sons?|bros|brothers|family)\b", name, re.I
    ):
        return False
    read = analyze_names(NameTypeTag.PER, [remove_org_types(name.casefold())])
    return not any(span.symbol.category == SymbolCategory.NAME for each in read for span in each.spans)


def core(name: str) -> list[str]:
    return plain(remove_org_types(name.casefold())).split()


def difference(a: str, b: str) -> str:
    """In what two names differ: the kind they are sorted under."""
    words_a, words_b = core(a), core(b)
    if plain(a) == plain(b):
        return "case, accents, punctuation or form written short"
    if words_a == words_b:
        return "legal form"
    if sorted(words_a) == sorted(words_b):
        return "order of words"
    if "".join(words_a) == "".join(words_b):
        return "written together or apart"
    only_a, only_b = ordered_rest(words_a, words_b), ordered_rest(words_b, words_a)
    if any(w.isdigit() for w in only_a + only_b):
        return "a number"
    if not only_a or not only_b:
        return "one says more: " + ("a word" if len(only_a + only_b) == 1 else "several words")
    return one_word(only_a, only_b)


def ordered_rest(words, others):
    left = collections.Counter(others)
    rest = []
    for word in words:
        if left[word]:
            left[word] -= 1
        else:
            rest.append(word)
    return rest


def one_word(only_a, only_b):
    a, b = " ".join(only_a), " ".join(only_b)
    if len(only_a) > 1 or len(only_b) > 1:
        return "several words differ"
    if a.startswith(b) or b.startswith(a):
        return "a word cut short"
    alike = difflib.SequenceMatcher(None, a, b).ratio()
    return "spelling of a word" if alike >= 0.75 else "one word is another"


def merges(case):
    with duckdb.connect(str(case / "derived.duckdb"), read_only=True) as tables:
        return tables.sql(
            "SELECT s.name, w.name, s.country, s.score, s.reasons FROM spellings s "
            "JOIN spellings w ON w.spelling_id = s.witness_id WHERE s.reasons IS NOT NULL ORDER BY s.spelling_id"
        ).fetchall()


def suppliers(case):
    with duckdb.connect(str(case / "derived.duckdb"), read_only=True) as tables:
        return tables.sql(
            "SELECT entity_id, name, coalesce(country, '') FROM entities WHERE name IS NOT NULL ORDER BY entity_id"
        ).fetchall()


def refusals(case, program):
    """Pairs of suppliers of one country, compared by screening each against all: not one, though alike."""
    known = {identity: (name, country) for identity, name, country in suppliers(case)}
    rows = "".join("\t".join([i, re.sub(r"\s+", " ", n), c]) + "\n" for i, (n, c) in known.items())
    with tempfile.TemporaryDirectory() as folder:
        listed = pathlib.Path(folder) / "suppliers.tsv"
        listed.write_text(rows, encoding="utf-8", newline="\n")
        command = [program, "screen", listed, str(NEAREST + 1), "0.3", "0", "1", listed.with_suffix(".json")]
        done = subprocess.run(command, input=rows.encode(), stdout=subprocess.PIPE, check=True)
    for line in done.stdout.decode().split("\n")[:-1]:
        query, _, record, score, _, _, reasons = line.split("\t")
        (name, country), (other, elsewhere) = known[query], known[record]
        if query < record and country == elsewhere:
            yield name, other, country, float(score), reasons


def chosen(pairs, nearest_first):
    """EACH of different kinds in turn; among a kind spread over the scores, or those nearest to a merge."""
    kinds = collections.defaultdict(list)
    shown = set()  # no company twice
    for pair in sorted(pairs, key=lambda pair: (-pair[3], pair[0], pair[1])):
        names = {plain(pair[0]), plain(pair[1])}
        if is_organisation(pair[0]) and is_organisation(pair[1]) and not names & shown:
            shown |= names
            kinds[difference(pair[0], pair[1])].append(pair)
    picked = []
    turn = 0
    while len(picked) < EACH and any(len(found) > turn for found in kinds.values()):
        for kind, found in sorted(kinds.items()):
            if turn < len(found) and len(picked) < EACH:
                step = 1 if nearest_first else max(1, len(found) // EACH)
                picked.append((kind, *found[(turn * step) % len(found)]))
        turn += 1
    return sorted(picked, key=lambda row: row[0])


def cell(text):
    return str(text).replace("|", "\\|")


def print_table(title, rows):
    print(
        f"## {title}\n\n| differs in | one | the other | country | score | the engine's reasons |\n|---|---|---|---|---|---|"
    )
    for kind, a, b, country, score, reasons in rows:
        cells = (kind, a, b, country or "", f"{score:.3f}", reasons)
        print("| " + " | ".join(map(cell, cells)) + " |")
    print()


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("case", type=pathlib.Path)
    options.add_argument("program", type=pathlib.Path)
    arguments = options.parse_args()
    print_table("Merged", chosen(merges(arguments.case), nearest_first=False))
    print_table(
        "Kept apart", chosen(refusals(arguments.case, arguments.program.resolve()), nearest_first=True)
    )


if __name__ == "__main__":
    main()
