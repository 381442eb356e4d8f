"""The benches of names, the engine beside its peers in one table; ends with 1 where a bar is missed.

    build/bench/bin/python bench/resolve/run.py ../shared/data [--tasks screening cases] [--peers logic-v2]

Build first: tools/build release 2 resolve_names resolve_pairs.
"""

import argparse
import importlib
import importlib.metadata
import json
import os
import pathlib
import platform
import sys

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path[:0] = [str(HERE), str(REPOSITORY / "bench/main_job")]

from contenders import ENGINE, Bench, shown  # noqa: E402
from machine import first_match  # noqa: E402
from peers import CONTENDERS  # noqa: E402

TASKS = ["screening", "cases", "pairs", "speed", "link"]
LIBRARIES = ["nomenklatura", "rigour", "followthemoney", "rapidfuzz", "tantivy", "duckdb"]


def describe():
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    print(f"machine  {first_match('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, "
          f"{first_match('/proc/meminfo', 'MemTotal')} memory, {platform.system()} {platform.release()}, "
          f"load {os.getloadavg()[0]:.2f}")  # fmt: skip
    print(f"peers    Python {platform.python_version()}, {versions}")


def table(rows):
    """Markdown: a contender a column."""
    who = [ENGINE] + [p for p in CONTENDERS if any(p in row.values for row in rows)]
    lines = [
        f"| task | figure | bar | {' | '.join(who)} | |",
        "|---|---|---|" + "---|" * (len(who) + 1),
    ]
    for row in rows:
        values = [shown(row.values.get(w)) for w in who]
        values[0] = f"**{values[0]}**, missed" if row.missed() else values[0]
        lines.append(f"| {row.task} | {row.figure} | {row.bar()} | {' | '.join(values)} | {row.note} |")
    return "\n".join(lines)


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("shared", type=pathlib.Path, help="folder with matching/ and entities/")
    options.add_argument("--tasks", nargs="*", choices=TASKS, default=TASKS)
    options.add_argument("--peers", nargs="*", choices=list(CONTENDERS), default=list(CONTENDERS))
    options.add_argument("--build", type=pathlib.Path, default=REPOSITORY / "build/release")
    options.add_argument("--work", type=pathlib.Path, default=REPOSITORY / "build/resolve_bench")
    options.add_argument(
        "--reuse-peers", action="store_true", help="take peers' answers and times from an earlier run"
    )
    options.add_argument(
        "--scale", type=float, default=1.0, help="of the engine's large samples: 0.1 for a look"
    )
    options.add_argument("--json", type=pathlib.Path, help="where the figures are written")
    arguments = options.parse_args()
    bench = Bench(
        arguments.shared.resolve(),
        arguments.build.resolve(),
        arguments.work.resolve(),
        arguments.peers,
        arguments.scale,
        arguments.reuse_peers,
    )
    bench.work.mkdir(parents=True, exist_ok=True)
    describe()
    for task in arguments.tasks:
        importlib.import_module(task).run(bench)
    print(table(bench.rows))
    if arguments.json:
        arguments.json.write_text(json.dumps([vars(row) for row in bench.rows], indent=1) + "\n")
    missed = [row for row in bench.rows if row.missed()]
    print(f"{len(missed)} of {sum(bool(row.bar()) for row in bench.rows)} bars missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
