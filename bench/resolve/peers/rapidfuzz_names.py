"""RapidFuzz: every query against every name, no index; countries are not looked at."""

from rapidfuzz import fuzz, process

from peers.plain_names import plain


class RapidFuzz:
    plainly = True

    def __init__(self, scorer):
        self.scorer = getattr(fuzz, scorer)

    def build(self, records):
        self.names, self.owners = [], []
        for identity, names, _ in records:
            for name in names:
                self.names.append(name)
                self.owners.append(identity)

    def screen(self, queries, top):
        for query, name, _ in queries:
            found = process.extract(plain(name), self.names, scorer=self.scorer, limit=2 * top)
            best = {}
            for _, score, place in found:
                best.setdefault(self.owners[place], score)
            for record, score in list(best.items())[:top]:
                yield query, record, score / 100

    def prepare(self, pairs):
        return [plain(row[0]) for row in pairs], [plain(row[1]) for row in pairs]

    def compare(self, names):
        return process.cpdist(*names, scorer=self.scorer, workers=1) / 100
