"""The engine under measure: its real binary, whole and stage by stage, each run a process of its own."""

import os
import pathlib
import shutil
import subprocess
import time
from dataclasses import dataclass

STAGES = ["ingest", "classify", "resolve", "trace", "score", "plan", "share"]


@dataclass
class Engine:
    binary: pathlib.Path
    data: pathlib.Path
    threads: int
    budget: str = "1000000USD"


class Failed(Exception):
    """A command of the engine that did not end with 0; its own words."""


def measured(name: str, command: list[str]) -> dict:
    """Seconds by the clock and of the processors, and peak MiB, of one process."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise Failed(f"{' '.join(command)}: {errors.strip()[-400:]}")
    cpu = usage.ru_utime + usage.ru_stime
    return {"stage": name, "seconds": seconds, "cpu_s": cpu, "peak_mib": usage.ru_maxrss / 1024}


def common(engine: Engine) -> list[str]:
    return ["--data", str(engine.data), "--threads", str(engine.threads)]


def run_whole(engine: Engine, ledger: pathlib.Path, case: pathlib.Path) -> dict:
    """`headwater run`: what a user waits for."""
    shutil.rmtree(case, ignore_errors=True)
    command = [str(engine.binary), "run", str(ledger), "--case", str(case), "--budget", engine.budget]
    return measured("run", command + common(engine))


def run_stages(engine: Engine, ledger: pathlib.Path, case: pathlib.Path) -> list[dict]:
    """The same job one command at a time; each row holds starting up, opening the case and writing it again."""
    shutil.rmtree(case, ignore_errors=True)
    rows = []
    for stage in STAGES:
        command = [str(engine.binary), stage]
        command += [str(ledger)] if stage == "ingest" else ["--overwrite"]
        command += ["--budget", engine.budget] if stage == "plan" else []
        rows.append(measured(stage, [*command, "--case", str(case), *common(engine)]))
    return rows
