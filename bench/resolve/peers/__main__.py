"""What an analyst would use instead, answering as names.cpp does: the same rows in, the same rows out.

    python -m peers CONTENDER screen RECORDS TOP TIMINGS < QUERIES     query, rank, record, score, -, name
    python -m peers CONTENDER pairs TIMINGS < PAIRS                    score

Times are the processor's, all threads. Imports and reading files are not counted; an index is, on its own. Listed
names in plain letters are made once and kept beside RECORDS: 0.2 ms each, not counted either.
"""

import json
import sys
import time
from collections import defaultdict

from peers import CONTENDERS
from peers.plain_names import plain_beside

PASSES, SHORT = 5, 2.0  # work of fewer seconds is done again, and the fastest pass counts


def rows(lines, columns):
    for line in lines:
        yield (line.rstrip("\n").split("\t") + [""] * columns)[:columns]


def read_records(path, plainly):
    """[(id, names, countries)]: rows of one id are names of one record."""
    letters = plain_beside(path) if plainly else None
    records = {}
    with open(path, encoding="utf-8", newline="\n") as file:
        for place, (identity, name, country) in enumerate(rows(file, 3)):
            _, names, countries = records.setdefault(identity, (identity, [], set()))
            names.append(letters[place] if plainly else name)
            countries.update(filter(None, country.split(";")))
    return list(records.values())


def spent(work):
    start = time.process_time()
    return work(), time.process_time() - start


def peak_mib():
    """Of this program alone: what getrusage says holds that of the program that started it."""
    with open("/proc/self/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM:"))


def screen(contender, records_path, top, queries):
    records = read_records(records_path, contender.plainly)
    names = {identity: listed for identity, listed, _ in records}
    _, build = spent(lambda: contender.build(records))
    answers, asked = spent(lambda: list(contender.screen(queries, top)))
    by_query = defaultdict(list)
    for query, record, score in answers:
        by_query[query].append((-score, record))
    for query, _, _ in queries:
        for rank, (score, record) in enumerate(sorted(by_query[query])[:top], 1):
            print(f"{query}\t{rank}\t{record}\t{-score:.9f}\t\t{names[record][0]}")
    return {"records": len(records), "queries": len(queries), "build_cpu_s": build, "cpu_s": asked}


def compare_pairs(contender, pairs):
    prepared = contender.prepare(pairs)
    scores, asked = spent(lambda: contender.compare(prepared))
    for _ in range(PASSES - 1 if asked < SHORT else 0):
        asked = min(asked, spent(lambda: contender.compare(prepared))[1])
    print("\n".join(f"{score:.9f}" for score in scores))
    return {"pairs": len(pairs), "cpu_s": asked}


def main():
    name, command, *rest, timings = sys.argv[1:]
    contender = CONTENDERS[name]()
    if command == "screen":
        queries = list(rows(sys.stdin, 3))
        result = screen(contender, rest[0], int(rest[1]), queries)
    else:
        result = compare_pairs(contender, list(rows(sys.stdin, 4)))
    result["peak_mib"] = peak_mib()
    with open(timings, "w", encoding="utf-8") as file:
        json.dump(result, file)


if __name__ == "__main__":
    main()
