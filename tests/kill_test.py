"""Kills `headwater run` at random moments: the case must open again, what people entered must all be
there, a re-run must complete, and its results must be those of a run nobody disturbed.
"""

import argparse
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sandbox import ROOT

LEDGER = ROOT / "data/examples/eu_awards.csv"
KILLS = 12


def command(binary, case):
    return [binary, "run", LEDGER, "--case", case, "--overwrite", "--draws", "50", "--threads", "2"]


def run(binary, case):
    done = subprocess.run(command(binary, case), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"a run ended with {done.returncode}: {done.stderr}")


def enter_note(case, text):
    """What a person would enter between two runs; it is acknowledged once this returns."""
    with sqlite3.connect(case / "records.sqlite") as records:
        records.execute(
            "INSERT INTO notes (made, who, about, text) VALUES ('2020-01-01T00:00:00Z', 'a reviewer', 'ledger', ?)",
            (text,),
        )
    records.close()


def record_problems(case, notes):
    records = sqlite3.connect(case / "records.sqlite")
    integrity = records.execute("PRAGMA integrity_check").fetchone()[0]
    kept = [text for (text,) in records.execute("SELECT text FROM notes ORDER BY note_id")]
    records.close()
    if integrity != "ok":
        yield f"records.sqlite: {integrity}"
    if kept != notes:
        yield f"records.sqlite holds {kept}, entered were {notes}"


def kill_once(binary, case, after_seconds):
    started = subprocess.Popen(command(binary, case), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after_seconds)
    started.send_signal(signal.SIGKILL)
    return started.wait() == -signal.SIGKILL


def opens(binary, case):
    done = subprocess.run(
        [binary, "why", case, "ledger", "--json"], capture_output=True, text=True, check=False
    )
    return (
        "" if done.returncode == 0 and done.stdout else f"`why` ended with {done.returncode}: {done.stderr}"
    )


def exports(case):
    return {path.name: path.read_bytes() for path in sorted((case / "exports").iterdir())}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--binary", type=lambda path: Path(path).resolve(), default=ROOT / "build/dev/headwater"
    )
    parser.add_argument("--kills", type=int, default=KILLS)
    arguments = parser.parse_args()
    moments = random.Random(1)
    problems, notes, killed = [], [], 0
    with tempfile.TemporaryDirectory(prefix="headwater-kill-") as temporary:
        untouched, case, young = (Path(temporary, name) for name in ("untouched", "case", "young"))
        began = time.monotonic()
        run(arguments.binary, untouched)
        seconds = time.monotonic() - began
        shutil.copytree(untouched, case)
        for kill in range(arguments.kills):
            notes.append(f"note {kill}")
            enter_note(case, notes[-1])
            moment = moments.uniform(0, 1.1 * seconds)
            killed += kill_once(arguments.binary, case, moment)
            found = [*record_problems(case, notes), opens(arguments.binary, case)]
            problems += [f"killed after {moment:.2f} s: {problem}" for problem in found if problem]
            kill_once(arguments.binary, young, moments.uniform(0, seconds))
        for each in (case, young):
            run(arguments.binary, each)
            if exports(each) != exports(untouched):
                problems.append(f"the {each.name} case, run again, differs from a run nobody disturbed")
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{killed} of {arguments.kills} runs of {seconds:.1f} s killed, {len(problems)} problems")
    return 1 if problems or not killed else 0


if __name__ == "__main__":
    sys.exit(main())
