"""What a measurement was made on."""

import importlib.metadata
import os
import pathlib
import platform
import subprocess

PARTS = ["pandas", "rapidfuzz", "nomenklatura", "pymrio", "numpy", "scipy", "pyarrow"]


def first_match(path: str, label: str) -> str:
    lines = pathlib.Path(path).read_text().splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(label)), "unknown")


def describe(binary: pathlib.Path) -> None:
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"machine     {first_match('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, "
          f"{first_match('/proc/meminfo', 'MemTotal')} memory, {platform.system()} {platform.release()}")  # fmt: skip
    print(
        f"load        {os.getloadavg()[0]:.2f} before the first run (others on the machine make both slower)"
    )
    print(f"headwater   {version}")
    print(
        f"Python      {platform.python_version()}, "
        + ", ".join(f"{p} {importlib.metadata.version(p)}" for p in PARTS)
    )
