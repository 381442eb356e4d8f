"""A register of a million names, queries with a known true record, and another million names to link to it.

    python3 bench/resolve/register/make_register.py ../shared/data/matching build/register

Real names are those of gleif_names.tsv.gz (distinct but for case; every 50th is held out) and of screen_index.tsv.
The rest is recombined: two real names of one country are cut between words and swap their ends, so the frequencies of
words stay as they are; each has a legal form drawn from those of its country. How queries differ from their records
is stated in noise.py and counted in summary.json. Same input, same bytes. Standard library only.

Tab-separated, no header:
    million.tsv, small.tsv   id, name, country             1,000,000 and 21,000 records
    queries.tsv              id, name, country, true id, kind   noise | listed alias | held out (no true id)
    others.tsv               the same, 1,000,000: six in ten are a record's name written differently
"""

import argparse
import collections
import csv
import gzip
import itertools
import json
import pathlib
import random
import re
import sys
from dataclasses import dataclass

import noise

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(REPOSITORY / "bench/resolve"))
from labelled import codes_of, country_codes, read_tsv  # noqa: E402

RECORDS, SMALL, NOISY, OTHERS = 1_000_000, 21_000, 20_000, 1_000_000
HELD_OUT_EVERY = 50
HELD_OUT_QUERIES = 5_000
PLANTED = 0.6  # share of the others that are a record's
COUNTRY_GIVEN = 0.5  # share of queries and others that say the country
COMMON_WORDS = 1_000
LONGEST_FORM = 5  # words


@dataclass
class Name:
    core: list[str]
    form: str
    country: str
    forms_of_country: list[str]
    common: frozenset[str]

    def written(self) -> str:
        return " ".join([*self.core, self.form]).strip()


class Register:
    """The real names, read once: words, legal forms by country, common words."""

    def __init__(self, folder: pathlib.Path):
        self.codes = country_codes()
        with open(REPOSITORY / "data/legal_forms.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["position"] != "front"]
        self.known_forms = {row["form"].replace(" ", "") for row in rows}
        self.real = list(self.read_real(folder / "gleif_names.tsv.gz"))
        self.listed = [
            (row["id"], row["name"], codes_of(row["country"], self.codes))
            for row in read_tsv(folder / "screen_index.tsv")
        ]
        self.read_words()

    def read_real(self, path):
        seen = set()
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            for lei, name, country in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                written = " ".join(name.split())
                if written and written.casefold() not in seen:
                    seen.add(written.casefold())
                    yield lei, written, codes_of(country, self.codes)

    def read_words(self):
        self.forms = collections.defaultdict(list)
        counts = collections.Counter()
        self.cores = collections.defaultdict(list)
        for _, name, country in self.real:
            core, form = self.parted(name)
            counts.update(noise.plain(word) for word in core)
            if form:
                self.forms[country].append(form)
            if len(core) > 1:
                self.cores[country].append(core)
        self.common = frozenset(word for word, _ in counts.most_common(COMMON_WORDS) if word)

    def parted(self, name):
        """(words, legal form as written): the longest known form that ends the name."""
        words = name.split()
        for size in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
            if re.sub(r"\W", "", "".join(words[-size:]).casefold()) in self.known_forms:
                return words[:-size], " ".join(words[-size:])
        return words, ""

    def name(self, written, country):
        core, form = self.parted(written)
        return Name(core, form, country, self.forms.get(country, []), self.common)


def shuffled(items, rng):
    return [items[i] for _, i in sorted((rng.random(), i) for i in range(len(items)))]


def recombined(register, rng, seen):
    """(name, country), for ever: pairs of one country with their ends swapped, anew in each round."""
    while True:
        round_of = []
        for country, cores in sorted(register.cores.items()):
            mixed = shuffled(cores, rng)
            round_of += [(country, a, b) for a, b in zip(mixed[::2], mixed[1::2], strict=False)]
        for country, a, b in shuffled(round_of, rng):
            cut_a, cut_b = (1 + int(rng.random() * (len(core) - 1)) for core in (a, b))
            for core in (a[:cut_a] + b[cut_b:], b[:cut_b] + a[cut_a:]):
                forms = register.forms.get(country)
                form = noise.pick(rng, forms) if forms else ""
                written = " ".join([*core, form]).strip()
                if written.casefold() not in seen:
                    seen.add(written.casefold())
                    yield written, country


def drawn_records(register, rng):
    """The records, and an endless stream of further recombined names."""
    kept = [row for i, row in enumerate(register.real) if i % HELD_OUT_EVERY != HELD_OUT_EVERY - 1]
    held_out = register.real[HELD_OUT_EVERY - 1 :: HELD_OUT_EVERY]
    seen = {name.casefold() for _, name, _ in [*register.real, *register.listed]}
    more = recombined(register, rng, seen)
    fresh = itertools.islice(more, RECORDS - len(register.listed) - len(kept))
    made = [(f"R{i}", name, country) for i, (name, country) in enumerate(fresh)]
    return register.listed + kept + made, kept, held_out, more


def said(country, rng):
    return country if rng.random() < COUNTRY_GIVEN else ""


def varied(register, record, rng):
    """(name, country given, kind) of a record written differently."""
    _, written, country = record
    name = register.name(written, country)
    kind = noise.changed(name, rng)
    return name.written(), said(country, rng), kind


def queries(register, records, held_out, folder, rng):
    places = shuffled(range(len(register.listed), len(records)), rng)[:NOISY]
    for i, place in enumerate(places):
        yield (f"N{i}", *with_truth(varied(register, records[place], rng), records[place][0]))
    for i, (_, name, country) in enumerate(held_out[:HELD_OUT_QUERIES]):
        yield (f"H{i}", name, said(country, rng), "", "held-out")
    for row in read_tsv(folder / "screen_queries.tsv"):
        if row["true_id"]:
            country = codes_of(row["country"], register.codes)
            yield f"L{row['query_id']}", row["name"], country, row["true_id"], f"listed:{row['kind']}"


def with_truth(variation, true_id):
    name, country, kind = variation
    return name, country, true_id, f"noise:{kind}"


def others(register, records, more, rng):
    places = iter(shuffled(range(len(register.listed), len(records)), rng))
    for i in range(OTHERS):
        if rng.random() < PLANTED:
            record = records[next(places)]
            yield (f"O{i}", *with_truth(varied(register, record, rng), record[0]))
        else:
            name, country = next(more)
            yield f"O{i}", name, said(country, rng), "", "none"


def write(path, rows):
    counted = collections.Counter()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            counted[row[-1].split("+")[0] if len(row) > 3 else "records"] += 1
            file.write("\t".join(row) + "\n")
    return dict(sorted(counted.items()))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("folder", type=pathlib.Path, help="with gleif_names.tsv.gz and screen_*.tsv")
    options.add_argument("out", type=pathlib.Path)
    arguments = options.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(20261126)
    register = Register(arguments.folder)
    records, kept, held_out, more = drawn_records(register, rng)
    small = register.listed + kept[:: len(kept) // SMALL][: SMALL - len(register.listed)]
    summary = {"listed": len(register.listed), "real": len(kept), "recombined": RECORDS - len(kept)}
    summary["recombined"] -= len(register.listed)
    summary["noise"] = noise.SHARES | {"of these with a second": noise.SECOND}
    for name, rows in {
        "million": records,
        "small": small,
        "queries": queries(register, records, held_out, arguments.folder, rng),
        "others": others(register, records, more, rng),
    }.items():
        summary[name] = write(arguments.out / f"{name}.tsv", rows)
    text = json.dumps(summary, indent=1)
    (arguments.out / "summary.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
