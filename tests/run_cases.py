"""Runs golden cases and the console blocks of the docs.

tests/cases/<stage>/<case>/ holds `cmd` (a bash script, run in a copy of the folder with `headwater` on
the path), any inputs it needs, and what must come out: `out`, `err` and `exit` (0 where absent).

  tests/run_cases.py --binary build/dev/headwater [--bless] [STAGE | STAGE/CASE | FILE.md]...

--bless rewrites what came out differently; review the diff.
"""

import argparse
import difflib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from console_blocks import run_document
from sandbox import ROOT, Sandbox

CASES = ROOT / "tests" / "cases"
EXPECTATIONS = ("cmd", "out", "err", "exit")


def find(selection):
    """Case folders and documents, in order."""
    if not selection:
        documents = [*ROOT.glob("README.md"), *sorted((ROOT / "docs").rglob("*.md"))]
        selection = [*sorted(stage.name for stage in CASES.iterdir()), *documents]
    for chosen in selection:
        if str(chosen).endswith(".md"):
            yield (ROOT / chosen).resolve()
        elif (CASES / chosen / "cmd").exists():
            yield CASES / chosen
        else:
            found = sorted(cmd.parent for cmd in (CASES / chosen).glob("*/cmd"))
            if not found:
                raise SystemExit(f"no cases in tests/cases/{chosen}")
            yield from found


def expected(case, name):
    file = case / name
    return file.read_bytes() if file.exists() else b""


def bless(case, actual):
    for name, content in actual.items():
        if content and not (name == "exit" and content == b"0\n"):
            (case / name).write_bytes(content)
        else:
            (case / name).unlink(missing_ok=True)


def difference(name, wanted, got):
    lines = [part.decode(errors="backslashreplace").splitlines(keepends=True) for part in (wanted, got)]
    return "".join(difflib.unified_diff(*lines, f"{name} (expected)", f"{name} (actual)"))


def run_folder(case, binary, blessing):
    """Empty where all is as expected, otherwise the differences."""
    with Sandbox(binary) as sandbox:
        for item in case.iterdir():
            if item.name not in EXPECTATIONS:
                copy = shutil.copytree if item.is_dir() else shutil.copy2
                copy(item, sandbox.folder / item.name)
        outcome = sandbox.run((case / "cmd").read_text())
    actual = {"out": outcome.out, "err": outcome.err, "exit": b"%d\n" % outcome.exit}
    wanted = {name: expected(case, name) for name in actual}
    wanted["exit"] = wanted["exit"] or b"0\n"
    if blessing:
        bless(case, actual)
        return ""
    return "".join(
        difference(name, wanted[name], actual[name]) for name in actual if wanted[name] != actual[name]
    )


def run_one(path, binary, blessing):
    try:
        runner = run_document if path.suffix == ".md" else run_folder
        return runner(path, binary, blessing)
    except subprocess.TimeoutExpired as timeout:
        return f"still running after {timeout.timeout} s\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("selection", nargs="*")
    parser.add_argument("--binary", type=Path, default=ROOT / "build/dev/headwater")
    parser.add_argument("--bless", action="store_true")
    parser.add_argument("--parallel", type=int, default=2)
    arguments = parser.parse_args()
    paths = list(find(arguments.selection))
    with ThreadPoolExecutor(arguments.parallel) as pool:
        results = list(pool.map(lambda path: run_one(path, arguments.binary, arguments.bless), paths))
    failures = [(path, result) for path, result in zip(paths, results, strict=True) if result]
    for path, result in failures:
        print(f"FAILED {path.relative_to(ROOT)}\n{result}")
    print(f"{len(paths) - len(failures)} passed, {len(failures)} failed")
    return 1 if failures or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
