"""Runs the engine's programs and the peers alike: the same rows in, answers and timings out."""

import datetime
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
ENGINE = "headwater"


@dataclass
class Bench:
    """What a task is given."""

    shared: pathlib.Path
    build: pathlib.Path  # with resolve_names and resolve_pairs
    work: pathlib.Path
    peers: list[str]
    scale: float = 1.0  # of the engine's large samples; below 1 for a first look
    reuse_peers: bool = False  # answers and times of peers kept in `work` by an earlier run
    rows: list = field(default_factory=list)  # Figure

    def add(self, *figures):
        for figure in figures:
            self.rows.append(figure)
            print(figure.line(), flush=True)

    def command(self, who, task, *arguments):
        if who == ENGINE:
            return [self.build / "resolve_names", task, *map(str, arguments)]
        return [sys.executable, "-m", "peers", who, task, *map(str, arguments)]


@dataclass
class Figure:
    task: str
    figure: str
    values: dict  # contender -> value
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    def missed(self):
        value = self.values.get(ENGINE)
        if self.at_least is None and self.at_most is None:
            return False
        below = self.at_least is not None and not value >= self.at_least
        return below or (self.at_most is not None and not value <= self.at_most)

    def bar(self):
        if self.at_least is not None:
            return f"≥ {shown(self.at_least)}"
        return f"≤ {shown(self.at_most)}" if self.at_most is not None else ""

    def line(self):
        values = ", ".join(f"{who} {shown(value)}" for who, value in self.values.items())
        verdict = " MISSED" if self.missed() else ""
        bar = f" (bar {self.bar()}){verdict}" if self.bar() else ""
        return f"{self.task:<10} {self.figure}: {values}{bar}{' — ' + self.note if self.note else ''}"


def shown(value):
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if value == 0 or isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3f}" if abs(value) < 2 else f"{value:.1f}"


def run(bench, who, task, arguments, rows):
    """(lines written, timings) of a contender; a peer's are kept, to be used again where that is asked for."""
    if who == ENGINE:
        return run_now(bench, who, task, arguments, rows)
    kept = bench.work / "peers" / f"{who.replace(' ', '-')}-{task}-{asked(who, task, arguments, rows)}.json"
    if bench.reuse_peers and kept.exists():
        print(
            f"    {who}: {task} of {datetime.date.fromtimestamp(kept.stat().st_mtime)} used again", flush=True
        )
    else:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps(run_now(bench, who, task, arguments, rows)), encoding="utf-8")
    return json.loads(kept.read_text(encoding="utf-8"))


def asked(who, task, arguments, rows):
    """What a peer was asked, with which code and versions: equal where its answers would be."""
    digest = hashlib.sha256(repr((who, task, list(map(str, arguments)), rows)).encode())
    files = [*(HERE / "peers").glob("*.py"), HERE.parent / "requirements.txt"]
    files += [path for path in arguments if isinstance(path, pathlib.Path)]
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def run_now(bench, who, task, arguments, rows):
    with tempfile.TemporaryDirectory(dir=bench.work) as folder:
        timings = pathlib.Path(folder) / "timings.json"
        done = subprocess.run(
            bench.command(who, task, *arguments, timings),
            input=("\n".join(rows) + "\n").encode(),
            stdout=subprocess.PIPE,
            cwd=HERE,
            check=True,
        )
        return done.stdout.decode().split("\n")[:-1], json.loads(timings.read_text(encoding="utf-8"))


def answers_of(lines):
    """query -> [(record, score)], best first."""
    answers = defaultdict(list)
    for line in lines:
        query, _, record, score, *_ = line.split("\t")
        answers[query].append((record, float(score)))
    return dict(answers)


def screened(bench, who, records, rows, top, threshold=0, threads=1, passes=1):
    """(answers, timings): `rows` of id, name, country against the file of `records`."""
    arguments = [records, top] + ([threshold, threads, passes] if who == ENGINE else [])
    lines, timings = run(bench, who, "screen", arguments, rows)
    return answers_of(lines), timings


def every(rows, wanted):
    """At most so many of the rows, spread over all of them."""
    step = max(1, -(-len(rows) // max(1, wanted)))
    return rows[::step]


def screen_rows(bench, codes):
    """The labelled queries, their rows, and the file of the listed names."""
    from labelled import codes_of, read_tsv

    queries = read_tsv(bench.shared / "matching/screen_queries.tsv")
    rows = [f"{q['query_id']}\t{q['name']}\t{codes_of(q['country'], codes)}" for q in queries]
    index = bench.work / "screen_index.tsv"
    listed = read_tsv(bench.shared / "matching/screen_index.tsv")
    text = "".join(f"{r['id']}\t{r['name']}\t{codes_of(r['country'], codes)}\n" for r in listed)
    index.write_text(text, encoding="utf-8", newline="\n")
    return queries, rows, index
