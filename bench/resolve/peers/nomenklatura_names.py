"""nomenklatura: candidates from its own index, compared by logic-v2, on FollowTheMoney companies."""

import csv
import functools
import pathlib
import tempfile
import types

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import get_algorithm

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
# A word is left out where names asked together × names indexed with it exceed a limit: small batches are to its favour.
ASKED_TOGETHER = 300


class LogicV2:
    plainly = False

    def __init__(self):
        self.algorithm = get_algorithm("logic-v2")
        self.config = self.algorithm.default_config()
        self.dataset = Dataset.make({"name": "bench", "title": "bench"})
        with open(REPOSITORY / "data/countries.csv", encoding="utf-8", newline="") as file:
            self.iso2 = {row["iso3"]: row["iso2"].lower() for row in csv.DictReader(file)}

    def company(self, identity, names, countries):
        codes = sorted(self.iso2[c] for c in countries if c in self.iso2)
        properties = {"name": names, "country": codes}
        return StatementEntity.from_data(
            self.dataset, {"id": identity, "schema": "Company", "properties": properties}
        )

    def build(self, records):
        """The index reads a stream, as from a store; the companies that are compared later are made then."""
        self.records = {identity: (names, countries) for identity, names, countries in records}
        companies = (self.company(f"i{i}", n, c) for i, (n, c) in self.records.items())
        view = types.SimpleNamespace(
            scope=types.SimpleNamespace(name="bench"), entities=lambda include_schemata: companies
        )
        self.folder = tempfile.TemporaryDirectory()
        self.index = Index(view, pathlib.Path(self.folder.name), {"max_candidates": 25})
        self.index.build()

    @functools.cache  # noqa: B019 (one of these lives as long as the process)
    def listed(self, record):
        return self.company(f"i{record}", *self.records[record])

    def screen(self, queries, top):
        """Each of at most 25 candidates (the index is told so) is compared."""
        for start in range(0, len(queries), ASKED_TOGETHER):
            batch = queries[start : start + ASKED_TOGETHER]
            asked = {f"q{q}": self.company(f"q{q}", [name], c.split(";")) for q, name, c in batch}
            found = list(self.index.match_entities(asked.values()))
            for query, candidates in found:
                for candidate, _ in candidates:
                    record = candidate.id[1:]
                    listed = self.listed(record)
                    score = self.algorithm.compare(asked[query.id], listed, self.config).score
                    yield query.id[1:], record, score

    def prepare(self, pairs):
        """Ids of their own: the matcher remembers names by id."""
        return [
            (self.company(f"a{i}", [a], c.split(";")), self.company(f"b{i}", [b], d.split(";")))
            for i, (a, b, c, d) in enumerate(pairs)
        ]

    def compare(self, companies):
        return [self.algorithm.compare(a, b, self.config).score for a, b in companies]
