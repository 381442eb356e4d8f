"""The main job, the engine beside the Python pipeline: answers first, then time and memory.

    python3 bench/main_job/compare.py ../shared/data/ledgers/un_procurement_2010_2016.csv --pairs ../shared/data/matching

Ends with 1 where an answer differs; times are then not shown. Nothing is written outside --work.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import pandas as pd

import answers
import headwater
import machine

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]


def run_peer(arguments: argparse.Namespace, matcher: str, work: pathlib.Path) -> dict:
    out = work / f"peer-{matcher}"
    out.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "peer", str(arguments.ledger.resolve()), "--data", str(arguments.data)]
    command += [
        "--shared",
        str(work),
        "--out",
        str(out),
        "--matcher",
        matcher,
        "--threads",
        str(arguments.threads),
    ]
    subprocess.run(command, cwd=HERE, check=True)
    return json.loads((out / "totals.json").read_text())


def whole(rows: list[dict]) -> dict[str, float]:
    stages = pd.DataFrame(rows)
    return {
        "seconds": stages["seconds"].sum(),
        "cpu_s": stages["cpu_s"].sum(),
        "peak_mib": stages["peak_mib"].max(),
    }


def print_times(engine_run: dict, engine_stages: list[dict], peers: dict[str, dict]) -> None:
    table = pd.DataFrame(engine_stages).set_index("stage").add_prefix("engine ")
    for name, peer in peers.items():
        table = table.join(pd.DataFrame(peer["stages"]).set_index("stage").add_prefix(f"{name} "))
    print(table.round(2).to_string(na_rep="-"))
    ours = whole([engine_run])
    print(
        f"headwater run: {ours['seconds']:.2f} s, processors {ours['cpu_s']:.2f} s, {ours['peak_mib']:.0f} MiB"
    )
    for name, peer in peers.items():
        theirs = whole(peer["stages"])
        ratios = {part: theirs[part] / ours[part] for part in ours}
        print(f"{name}: {theirs['seconds']:.2f} s, processors {theirs['cpu_s']:.2f} s, {theirs['peak_mib']:.0f} MiB: "
              f"{ratios['seconds']:.1f}x the time, {ratios['cpu_s']:.1f}x the processors' time, "
              f"{ratios['peak_mib']:.1f}x the memory")  # fmt: skip


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("ledger", type=pathlib.Path, help="the UN ledger or what make_million.py made of it")
    options.add_argument("--binary", type=pathlib.Path, default=REPOSITORY / "build/release/headwater")
    options.add_argument("--data", type=pathlib.Path, default=REPOSITORY / "data")
    options.add_argument("--pairs", type=pathlib.Path, help="folder of the labelled pairs")
    options.add_argument("--matchers", nargs="*", default=["rapidfuzz", "nomenklatura"])
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--work", type=pathlib.Path, help="kept if given; else a temporary folder")
    arguments = options.parse_args()
    arguments.data = arguments.data.resolve()
    with tempfile.TemporaryDirectory() as temporary:
        work = (arguments.work or pathlib.Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        return compare(arguments, work)


def compare(arguments: argparse.Namespace, work: pathlib.Path) -> int:
    engine = headwater.Engine(arguments.binary.resolve(), arguments.data, arguments.threads)
    machine.describe(engine.binary)
    engine_run = headwater.run_whole(engine, arguments.ledger, work / "case")
    answers.share_inputs(work / "case/derived.duckdb", work)
    peers = {matcher: run_peer(arguments, matcher, work) for matcher in arguments.matchers}
    differing = [d for m, p in peers.items() for d in answers.differences(work, m, p)]
    if arguments.pairs:
        answers.judge_pairs(engine, arguments.pairs, arguments.matchers, work)
    for line in differing:
        print(f"DIFFERS  {line}")
    if differing:
        return 1
    print_times(engine_run, headwater.run_stages(engine, arguments.ledger, work / "stages"), peers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
