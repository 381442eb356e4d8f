"""The contenders by name; each imports its library only when it is made."""


def logic_v2():
    from peers.nomenklatura_names import LogicV2

    return LogicV2()


def rapidfuzz(scorer):
    def made():
        from peers.rapidfuzz_names import RapidFuzz

        return RapidFuzz(scorer)

    return made


def tantivy(grams):
    def made():
        from peers.tantivy_names import Tantivy

        return Tantivy(grams)

    return made


CONTENDERS = {
    "logic-v2": logic_v2,
    "token_sort": rapidfuzz("token_sort_ratio"),
    "WRatio": rapidfuzz("WRatio"),
    "tantivy words": tantivy(grams=False),
    "tantivy 3-grams": tantivy(grams=True),
}
