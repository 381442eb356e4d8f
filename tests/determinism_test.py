"""The same run twice, on one thread and on two, writes the same bytes."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sandbox import ROOT

LEDGER = ROOT / "data/examples/eu_awards.csv"
ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": "1577836800"}


def shared_files(case):
    """What a run hands on: the report and the exports."""
    files = [case / "report.html", *sorted((case / "exports").rglob("*"))]
    return {path.relative_to(case): path.read_bytes() for path in files if path.is_file()}


def run(binary, case, threads, ledger):
    subprocess.run(
        [binary, "run", ledger, "--budget", "250000 EUR", "--case", case, "--threads", str(threads)],
        check=True,
        stdout=subprocess.DEVNULL,
        env=ENVIRONMENT,
    )
    return shared_files(case)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--binary", type=lambda path: Path(path).resolve(), default=ROOT / "build/dev/headwater"
    )
    parser.add_argument("--ledger", type=Path, default=LEDGER)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="headwater-determinism-") as temporary:
        runs = [
            run(arguments.binary, Path(temporary, name), threads, arguments.ledger)
            for name, threads in (("first", 1), ("second", 2), ("third", 2))
        ]
    different = sorted(
        str(path) for other in runs[1:] for path in runs[0] | other if runs[0].get(path) != other.get(path)
    )
    for path in different:
        print(f"{path} differs", file=sys.stderr)
    print(f"{len(runs[0])} files of {len(runs)} runs compared, {len(different)} differ")
    return 1 if different or not runs[0] else 0


if __name__ == "__main__":
    sys.exit(main())
