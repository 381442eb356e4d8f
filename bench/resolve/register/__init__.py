"""The register of make_register.py, made once a working folder."""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def made_register(bench):
    folder = bench.work / "register"
    if not (folder / "summary.json").exists():  # written last
        command = [sys.executable, HERE / "make_register.py", bench.shared / "matching", folder]
        subprocess.run(command, check=True)
    return folder


def read_queries(path):
    keys = ("query_id", "name", "country", "true_id", "kind")
    with open(path, encoding="utf-8", newline="\n") as file:
        return [dict(zip(keys, line.rstrip("\n").split("\t"), strict=True)) for line in file]
