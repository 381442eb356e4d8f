"""The benches of the network, the engine beside its peers; answers first. Ends with 1 where one differs or a bar is missed.

    build/bench/bin/python bench/network/run.py ../shared/data [--tasks multipliers paths] [--without-peers]

Build first: tools/build release 2 network_kernels. The ledger task needs a case of a million lines: --case FOLDER.
"""

import argparse
import importlib.metadata
import json
import os
import pathlib
import platform
import shutil
import subprocess
import sys

import numpy as np
import scipy.sparse as sp

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE), str(REPOSITORY / "bench/main_job")]

import peers  # noqa: E402
import tables  # noqa: E402
from machine import first_match  # noqa: E402

TASKS = ["loading", "multipliers", "paths", "total", "suppliers", "ledger"]
LIBRARIES = ["pymrio", "pyspa", "bw2calc", "numpy", "scipy", "pandas"]
CV = peers.CV  # of each coefficient
SAME = 1e-9


class Bench:
    """Runs the engine and keeps the rows of the table."""

    def __init__(self, typed):
        self.typed = typed
        self.rows = []
        self.wrong = []

    def engine(self, task, table, *words):
        return self.run(task, table.folder, table.folder, *words)

    def run(self, *words):
        command = [self.typed.build / "network_kernels", *map(str, words)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(done.stderr)
        return json.loads(done.stdout)

    def hold(self, what, value, at_most):
        """An answer that must hold before a time is shown."""
        fine = bool(value <= at_most)
        print(f"  {'same' if fine else 'DIFFERENT'}  {what}: {value:.2g} (at most {at_most:g})")
        if not fine:
            self.wrong.append(what)

    def row(self, table, figure, bar, engine, peer="", met=True):
        self.rows.append((table, figure, bar, engine if met else f"**{engine}**, missed", peer, met))


def read(table, name):
    return np.fromfile(table.folder / name)


def largest(a, b):
    return float(np.max(np.abs(a - b)) / np.max(np.abs(b)))


def ms(seconds):
    return f"{seconds * 1e3:.3g} ms"


def loading(bench, name, table):
    told = bench.engine("load", table, table.folder)
    bench.hold("tables whose m differs, read or mapped", told["differing"], 0)
    bench.row(
        name, "table mapped", "", ms(told["mapped"]["wall"]), f"read from Parquet {ms(told['read']['wall'])}"
    )


def multipliers(bench, name, table):
    rates, demand = table.vectors()
    told = bench.engine("solve", table, 2, 20)
    bench.hold("|m·y − r·X| / R", told["identity"], SAME)
    m, required = read(table, "multiplier"), read(table, "required")
    inputs = table.requirements()
    bench.hold("m − Aᵀm − r, of the largest m", largest(m - inputs.T @ m, rates), SAME)
    bench.hold("X − AX − y, of the largest y", largest(required - inputs @ required, demand), SAME)
    final = table.final.sum(axis=1)
    unbalanced = table.output - table.flows.sum(axis=1) - final
    gap = rates @ table.output - m @ final
    bench.hold("r·x − m·Y is m·(x − Ax − Y)", abs(gap - m @ unbalanced) / (rates @ table.output), SAME)
    wall, cpu = told["adjoint"]["wall"], told["adjoint"]["processor"]
    limit, times = (0.002, 300) if name == "wiod" else (0.03, 1000)
    ratio, said = None, ""
    if peer := bench.peer("multipliers", name, table):
        bench.hold("m of pymrio", largest(m, np.array(peer["multiplier"])), SAME)
        bench.hold("footprints of pymrio", largest(m @ table.final, np.array(peer["footprint"])), SAME)
        ratio = peer["processor"] / cpu
        said = f"pymrio calc_all {peer['processor']:.3g} s of processor, {peer['peak_mib']:.0f} MiB: {ratio:,.0f} ×"
    bench.row(name, "multipliers, two threads", f"≤ {ms(limit)}", ms(wall), met=wall <= limit)
    if ratio:
        bench.row(name, "processor time of them", f"≥ {times} ×", ms(cpu), said, ratio >= times)
    bench.row(name, "required output X", "", ms(told["required"]["wall"]))


def paths(bench, name, table):
    limit = 0.02 if name == "wiod" else 0.06
    top = bench.engine("paths", table, 10_000, 10)
    bench.hold("paths + remainder against R", top["identity"], SAME)
    many = bench.engine("paths", table, 1_000_000, 3)
    bench.hold("paths + remainder against R, a million", many["identity"], SAME)
    with open(table.folder / "paths.tsv") as file:
        values = np.array([float(line.split("\t", 1)[0]) for line in file])
    bench.hold("steps up in the order of a million", float((np.diff(values) > 0).sum()), 0)
    peer = bench.peer("paths", name, table)
    if peer:
        compare_paths(bench, table, peer)
    first = top["first"]["wall"]
    bench.row(name, "top 10,000, rates new to it", f"≤ {ms(limit)}", ms(first), met=first <= limit)
    bench.row(name, "top 10,000 again", "", ms(top["again"]["wall"]))
    speed = many["paths"] / many["first"]["processor"]
    bench.row(name, "certified paths/s/core", "≥ 1,000,000", f"{speed:,.0f}", met=speed >= 1e6)
    if peer:
        same = bench.engine("paths", one_product(table, peer), len(peer["paths"]), 10)
        ratio = peer["processor"] / same["first"]["processor"]
        said = (
            f"pyspa {peer['processor']:.3g} s: {ratio:,.0f} ×; it went through {peer['nodes']} nodes, "
            f"{peer['nodes'] / peer['processor']:.0f}/s"
        )
        bench.row(
            name,
            f"{len(peer['paths'])} paths of one product worth {peer['threshold']:.2g} or more",
            "≥ 2,000 ×",
            ms(same["first"]["processor"]),
            said,
            ratio >= 2000,
        )


def one_product(table, peer):
    """The same table, bought of in one cell."""
    folder = table.folder / "one_product"
    folder.mkdir(exist_ok=True)
    for file in ("flows.parquet", "output.parquet", "final_demand.parquet", "rates"):
        shutil.copy(table.folder / file, folder)
    demand = np.zeros(len(table.cells))
    demand[peer["target"]] = 1
    demand.tofile(folder / "demand")
    return tables.Table(folder, table.cells, table.flows, table.output, table.final, table.consumers)


def compare_paths(bench, table, peer):
    alone = one_product(table, peer)
    bench.engine("paths", alone, len(peer["paths"]), 1)
    mine = {}
    for line in (alone.folder / "paths.tsv").read_text().splitlines():
        value, *cells = line.split("\t")
        mine[tuple(map(int, cells))] = float(value)
    theirs = {tuple(p): v for p, v in peer["paths"]}
    bench.hold("paths that only one of pyspa and the engine has", len(set(mine) ^ set(theirs)), 0)
    both = set(mine) & set(theirs)
    worst = max((abs(mine[p] - theirs[p]) / theirs[p] for p in both), default=1)
    bench.hold("values of the same paths", worst, SAME)


def disturbed(table, draws, seed=5):
    """Brute force: A with every coefficient drawn, columns back to their totals."""
    inputs = table.requirements()
    columns = np.repeat(np.arange(len(table.cells)), np.diff(inputs.indptr))
    totals = np.bincount(columns, inputs.data, len(table.cells))
    random = np.random.default_rng(seed)
    sigma = np.sqrt(np.log1p(CV**2))
    for _ in range(draws):
        data = inputs.data * random.lognormal(-sigma * sigma / 2, sigma, len(inputs.data))
        now = np.bincount(columns, data, len(table.cells))
        data *= np.divide(totals, now, out=np.zeros_like(totals), where=now > 0)[columns]
        yield sp.csc_array((data, inputs.indices, inputs.indptr), inputs.shape)


def summed(inputs, start):
    """(I - A)^-1 of it, term by term."""
    x = start.copy()
    step = start
    while step.max() > 1e-9 * start.max():
        step = inputs @ step
        x += step
    return x


def total(bench, name, table):
    limit, by_hand = (0.1, 1500) if name == "wiod" else (1.0, 200)
    told = bench.engine("total", table, CV, 1000, 2, 5)
    bench.engine("total", table, CV, 20_000, 2, 1)  # its spread, with less noise
    factors = read(table, "totals")
    rates, demand = table.vectors()
    hand = np.array([rates @ summed(inputs, demand) for inputs in disturbed(table, by_hand)])
    ratio = (np.std(factors) / np.mean(factors)) / (np.std(hand) / np.mean(hand))
    noise = 1 / np.sqrt(2 * by_hand)
    print(f"  coefficient of variation: {np.std(factors) / np.mean(factors):.5f}, by brute force "
          f"{np.std(hand) / np.mean(hand):.5f} ± {100 * noise:.1f}% of itself")  # fmt: skip
    bench.hold(
        "coefficient of variation off brute force",
        abs(ratio - 1),
        0.05 + (2 * noise if by_hand < 1000 else 0),
    )
    bench.hold(
        "mean of the draws off brute force", abs(np.mean(factors) * r_of(table) / np.mean(hand) - 1), 2e-3
    )
    wall = told["time"]["wall"]
    bench.row(name, "1,000 draws, ledger total", f"≤ {ms(limit)}", ms(wall), met=wall <= limit)
    if peer := bench.peer("draws", name, table):
        bench.hold("score of bw2calc without draws", abs(peer["score"] / r_of(table) - 1), 1e-6)
        ratio = peer["processor"] * 1000 / told["time"]["processor"]
        said = f"bw2calc {peer['processor']:.3g} s a draw ({peer['draws']} made): {ratio:,.0f} ×"
        bench.row(
            name, "processor time of them", "≥ 1,000 ×", ms(told["time"]["processor"]), said, ratio >= 1000
        )


def r_of(table):
    return float(read(table, "multiplier") @ read(table, "demand"))


def suppliers(bench, name, table):
    told = bench.engine("suppliers", table, CV, 1000, 10_000, 2, 1)
    if name == "wiod":
        check_intervals(bench, table)
    wall = told["time"]["wall"]
    bar = "≤ 2 s" if name == "wiod" else ""
    said = f"peak {told['peak_mib']:.0f} MiB"
    bench.row(name, "1,000 draws of 10,000 suppliers", bar, ms(wall), said, not bar or wall <= 2)


def check_intervals(bench, table, draws=1000):
    """Widths of the intervals beside those of draws solved whole; both are samples."""
    number, cell, amount = np.loadtxt(table.folder / "sales.tsv").T
    rates, _ = table.vectors()
    risk = []
    for inputs in disturbed(table, draws):
        m = summed(inputs.T.tocsr(), rates)
        risk.append(np.bincount(number.astype(int), m[cell.astype(int)] * amount))
    low, high = np.quantile(risk, [0.05, 0.95], axis=0)
    mine = read(table, "intervals").reshape(-1, 2)
    some = high > low  # cells without output buy nothing
    ratios = (mine[some, 1] - mine[some, 0]) / (high - low)[some]
    bench.hold(f"median width of {some.sum():,} intervals off brute force", abs(np.median(ratios) - 1), 0.05)
    bench.hold("the same for nine in ten", np.quantile(np.abs(ratios - 1), 0.9), 0.2)


def ledger(bench):
    """The table that ships, and a case that was ingested and classified: a copy of it is written to."""
    work, data = bench.typed.work / "shipped", REPOSITORY / "data"
    work.mkdir(parents=True, exist_ok=True)
    shutil.copytree(bench.typed.case, work / "case", dirs_exist_ok=True)
    count = bench.run("cells", data / "io", work)["cells"]
    np.random.default_rng(11).lognormal(-3, 1.5, count).tofile(work / "rates")
    told = bench.run("ledger", data / "io", work, work / "case", data, 2, 7)
    reading, booking, tracing = (told[part]["wall"] for part in ("reading", "booking", "tracing"))
    name = f"{told['lines']:,} lines"
    parts = f"sums by place and sector {ms(booking)}, origins and risk {ms(tracing)}"
    bench.row(name, "in memory, to risk", "≤ 50 ms", ms(booking + tracing), parts, booking + tracing <= 0.05)
    bench.row(name, "in a case, to risk", "", ms(reading + booking + tracing), f"of it reading {ms(reading)}")


def describe():
    versions = ", ".join(f"{n} {importlib.metadata.version(n)}" for n in LIBRARIES)
    print(f"machine  {first_match('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, "
          f"{first_match('/proc/meminfo', 'MemTotal')} memory, {platform.system()} {platform.release()}, "
          f"load {os.getloadavg()[0]:.2f}")  # fmt: skip
    print(f"peers    Python {platform.python_version()}, {versions}")


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("shared", type=pathlib.Path, help="folder with mrio/wiod2013")
    options.add_argument("--tasks", nargs="*", choices=TASKS, default=TASKS)
    options.add_argument("--tables", nargs="*", choices=["wiod", "built"], default=["wiod", "built"])
    options.add_argument("--case", type=pathlib.Path, help="ingested and classified, for the ledger task")
    options.add_argument("--without-peers", action="store_true")
    options.add_argument("--build", type=pathlib.Path, default=REPOSITORY / "build/release")
    options.add_argument("--work", type=pathlib.Path, default=REPOSITORY / "build/network_bench")
    bench = Bench(options.parse_args())
    typed = bench.typed
    bench.peer = lambda task, name, table: None if typed.without_peers else peers.ask(task, name, table)
    describe()
    for name in typed.tables:
        folder = typed.work / name
        table = tables.wiod(typed.shared, folder) if name == "wiod" else tables.built(folder)
        for vector, values in zip(("rates", "demand"), table.vectors(), strict=True):
            values.tofile(folder / vector)
        bench.engine("solve", table, 2, 1)  # peers need multipliers of these very rates
        print(f"{name}: {len(table.cells):,} cells, {table.flows.nnz:,} flows")
        for task in typed.tasks:
            if task != "ledger":
                globals()[task](bench, name, table)
    if "ledger" in typed.tasks and typed.case:
        ledger(bench)
    print("\n| table | figure | bar | engine | peer in the same run |\n|---|---|---|---|---|")
    for table, figure, bar, engine, peer, _ in bench.rows:
        print(f"| {table} | {figure} | {bar} | {engine} | {peer} |")
    for what in bench.wrong:
        print(f"DIFFERENT: {what}; the times above count for nothing")
    return 1 if bench.wrong or not all(row[-1] for row in bench.rows) else 0


if __name__ == "__main__":
    sys.exit(main())
