"""Speed of screening against 21,000 and a million names on one core, and what the index of a million takes.

The engine's answers are first compared with its slow twin's, which compares every record: where a score of the same
pair differs, no time is shown.
"""

import quality
from contenders import ENGINE, Figure, answers_of, every, screen_rows, screened
from contenders import run as run_contender
from labelled import country_codes
from register import made_register, read_queries

TOP = 10
TWIN_QUERIES = 40
REPORTED = 0.6  # weakest score that screening reports, if not told otherwise
TAB = "\t"
PASSES = 3
# Queries a peer is asked: a tenth of a second to seconds each, where all names are gone through.
SAMPLES = {
    "small": {"logic-v2": 1_200, "token_sort": 600, "WRatio": 300},
    "million": {
        "logic-v2": 300,
        "token_sort": 60,
        "WRatio": 20,
        "tantivy words": 2_000,
        "tantivy 3-grams": 1_000,
    },
}
LARGE = 20_000


def run(bench):
    folder = made_register(bench)
    queries = read_queries(folder / "queries.tsv")
    if same_as_twin(bench, folder / "small.tsv", queries):
        lists(bench, folder / "small.tsv")
        million(bench, folder / "million.tsv", queries)
        index_of_million(bench, folder / "million.tsv")


def rows_of(queries):
    return [f"{q['query_id']}\t{q['name']}\t{q['country']}" for q in queries]


def one_name_each(bench, records):
    """The same rows with an id each: a record's other names do not stand in for the one compared."""
    path = bench.work / "twin.tsv"
    with open(records, encoding="utf-8", newline="\n") as file:
        rows = [f"{place}\t{line.split(TAB, 1)[1]}" for place, line in enumerate(file)]
    path.write_text("".join(rows), encoding="utf-8", newline="\n")
    return path


def same_as_twin(bench, records, queries):
    sample = every([q for q in queries if q["kind"].startswith("listed")], TWIN_QUERIES // 2)
    sample += every([q for q in queries if not q["kind"].startswith("listed")], TWIN_QUERIES // 2)
    names = one_name_each(bench, records)
    answers, _ = screened(bench, ENGINE, names, rows_of(sample), TOP)
    lines, _ = run_contender(bench, ENGINE, "brute", [names, 100_000], rows_of(sample))
    wrong, missed = quality.twin_differences(answers, answers_of(lines), REPORTED)
    for line in wrong[:5]:
        print(f"DIFFERS  {line}")
    bench.add(
        Figure("speed", "scores that differ from the slow twin's", {ENGINE: len(wrong)}, at_most=0),
        Figure(
            "speed",
            f"of its best answers of {REPORTED} or more, not found by the index",
            {ENGINE: missed},
            note=f"{len(sample)} queries × 21,000 names",
        ),
    )
    return not wrong


def lists(bench, records):
    """The labelled queries against 21,000 names: four in five are on no list, as in a ledger."""
    _, rows, _ = screen_rows(bench, country_codes())
    speeds = {}
    for who in [ENGINE, *bench.peers]:
        some = rows if who == ENGINE else every(rows, SAMPLES["small"].get(who, len(rows)))
        options = {"threshold": REPORTED, "passes": PASSES} if who == ENGINE else {}
        _, timings = screened(bench, who, records, some, 5, **options)
        speeds[who] = len(some) / timings["cpu_s"]
    bench.add(Figure("speed", "queries/s/core, 21,000 names", speeds, 50_000, note="first 5"))


def million(bench, records, queries):
    noisy = [q for q in queries if q["kind"].startswith("noise")]
    results = {}
    for who in [ENGINE, *bench.peers]:
        wanted = int(LARGE * bench.scale) if who == ENGINE else SAMPLES["million"][who]
        some = every(noisy, wanted)
        answers, timings = screened(bench, who, records, rows_of(some), TOP)
        results[who] = (some, answers, timings)
        recall = quality.recall({q["query_id"]: q["true_id"] for q in some}, answers)
        print(
            f"    {who}: recall@10 {recall:.3f}, {len(some) / timings['cpu_s']:,.0f}/s of {len(some)}",
            flush=True,
        )
    report_million(bench, results)
    by_kind(bench, *results[ENGINE][:2])
    real(bench, records, queries)


def report_million(bench, results):
    recall = {
        who: quality.recall({q["query_id"]: q["true_id"] for q in some}, answers)
        for who, (some, answers, _) in results.items()
    }
    samples = ", ".join(f"{who} {len(some):,}" for who, (some, _, _) in results.items())
    speeds = {who: len(some) / timings["cpu_s"] for who, (some, _, timings) in results.items()}
    build = {who: timings["build_cpu_s"] for who, (_, _, timings) in results.items()}
    peak = {who: timings["peak_mib"] for who, (_, _, timings) in results.items()}
    bench.add(
        Figure("speed", "recall@10, 1,000,000 names", recall, 0.98, note=f"queries: {samples}"),
        Figure("speed", "queries/s/core, 1,000,000 names", speeds, 25_000, note="first 10"),
        Figure("speed", "processor s to build, names read to index made", build),
        Figure("speed", "peak memory MiB, all of it", peak),
    )


def by_kind(bench, queries, answers):
    for kind in [*sorted({q["kind"] for q in queries if "+" not in q["kind"]}), "two changes"]:
        of = {
            q["query_id"]: q["true_id"]
            for q in queries
            if q["kind"] == kind or (kind == "two changes" and "+" in q["kind"])
        }
        bench.add(
            Figure("speed", f"recall@10, {kind}", {ENGINE: quality.recall(of, answers)}, note=f"{len(of):,}")
        )


def real(bench, records, queries):
    """Aliases and other scripts as lists publish them, found again among the million; names held out of it."""
    listed = [q for q in queries if q["kind"].startswith("listed")]
    answers, _ = screened(bench, ENGINE, records, rows_of(listed), TOP)
    truth = {q["query_id"]: q["true_id"] for q in listed}
    bench.add(
        Figure("speed", "recall@10, real aliases among 1,000,000", {ENGINE: quality.recall(truth, answers)})
    )
    held_out = [q for q in queries if q["kind"] == "held-out"]
    lines, _ = run_contender(bench, ENGINE, "screen", [records, 1, 0, 1, 1], rows_of(held_out))
    matches = sum(line.split("\t")[4] == "2" for line in lines) / len(held_out)
    bench.add(Figure("speed", "real names held out of the million: share called a match", {ENGINE: matches},
                     note="some are sister companies whose names differ by a number or a word"))  # fmt: skip


def index_of_million(bench, records):
    _, timings = run_contender(bench, ENGINE, "index", [records, 2], [])
    size = timings.get("file_mib", timings["index_mib"])
    bench.add(
        Figure("speed", "index of 1,000,000 names, MiB", {ENGINE: size}, at_most=1024,
               note="file" if "file_mib" in timings else "in memory"),
        Figure("speed", "built in, s on two cores", {ENGINE: timings["build_wall_s"]}, at_most=20,
               note=f"{timings['build_cpu_s']:.1f} s of the processors"),
    )  # fmt: skip
