"""Wall time and peak memory of one stage of a Python pipeline, in one process as in a notebook."""

import contextlib
import pathlib
import time
from collections.abc import Iterator


def peak_mib() -> float:
    """Highest resident memory since the last reset, in MiB."""
    for line in pathlib.Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM in /proc/self/status: this bench needs Linux")


def reset_peak() -> None:
    pathlib.Path("/proc/self/clear_refs").write_text("5")


class Stages:
    """Collects one row for each stage: name, seconds by the clock and of the processors, peak MiB with what is kept."""

    def __init__(self) -> None:
        self.rows: list[dict] = []

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        reset_peak()
        start, cpu = time.perf_counter(), time.process_time()
        yield
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        self.rows.append({"stage": name, "seconds": seconds, "cpu_s": cpu, "peak_mib": peak_mib()})
