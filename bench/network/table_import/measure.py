"""Measures `headwater table import` on made tables, beside pandas reading the same Z.txt. Answers first.

  measure.py [--binary build/release/headwater] [--sizes 5x200 10x200] [--work build/table_import]

Run with a Python that has pandas and duckdb (build/bench: bench/requirements.txt).
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parents[3]
EUR_PER_USD = (
    "SELECT units_per_usd FROM read_csv('{}/data/exchange_rates.csv') WHERE currency = 'EUR' AND year = 2011"
)


def timed(command):
    """Seconds, processor seconds and peak MiB of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out, err = process.communicate()
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{err}")
    return out, wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak(command):
    """The same command again under /usr/bin/time's own eyes: ru_maxrss of this one child."""
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    )
    return int(subprocess.check_output([sys.executable, "-c", code, *map(str, command)]))


def pandas_sum(folder):
    code = (
        "import pandas as pd, sys; z = pd.read_csv(sys.argv[1], sep='\\t', header=[0, 1], index_col=[0, 1]); "
        "print(repr(float(z.to_numpy().sum())))"
    )
    return [sys.executable, "-c", code, str(folder / "Z.txt")]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--binary", type=Path, default=ROOT / "build/release/headwater")
    parser.add_argument("--sizes", nargs="+", default=["5x200", "10x200"])
    parser.add_argument("--work", type=Path, default=ROOT / "build/table_import")
    parser.add_argument("--without-pandas", action="store_true")
    typed = parser.parse_args()
    rate = duckdb.sql(EUR_PER_USD.format(ROOT)).fetchone()[0]
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, duckdb {duckdb.__version__}"
    )
    for size in typed.sizes:
        regions, sectors = map(int, size.split("x"))
        folder = typed.work / size
        if not (folder / "IOT_2011_made").exists():
            make = Path(__file__).with_name("make.py")
            subprocess.run(
                [sys.executable, make, folder, "--regions", str(regions), "--sectors", str(sectors)],
                check=True,
            )
        text = folder / "IOT_2011_made"
        megabytes = (text / "Z.txt").stat().st_size / 1e6
        for sectors_kept in ("engine", "own"):
            command = [
                typed.binary,
                "table",
                "import",
                folder,
                "--layout",
                "exiobase3",
                "--sectors",
                sectors_kept,
            ]
            command += ["--out", folder / "out", "--overwrite", "--json", "--issues", folder / "issues.csv"]
            out, wall, cpu = timed(command)
            told = json.loads(out)
            kept = {c["name"]: c["measured"] for c in told["checks"]}
            if max(kept["flows_kept"], kept["demand_kept"], kept["output_kept"]) > 1e-12:
                raise SystemExit(f"{size}: totals are not kept: {kept}")
            flows = told["flows_musd"] * rate
            print(
                f"{size} {sectors_kept}: {megabytes:.0f} MB, {told['flows']} flows, {wall:.1f} s, {cpu:.1f} s of "
                f"processor, {peak(command)} MiB"
            )
        if not typed.without_pandas:
            out, wall, cpu = timed(pandas_sum(text))
            if abs(float(out) - flows) > 1e-9 * flows:
                raise SystemExit(f"{size}: pandas reads {out}, the engine {flows}")
            print(
                f"{size} pandas.read_csv alone: {wall:.1f} s, {cpu:.1f} s, {peak(pandas_sum(text))} MiB; same sum"
            )


if __name__ == "__main__":
    main()
