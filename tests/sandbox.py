"""A temporary folder in which one case runs: a plain environment, and output any machine would give."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 300
PASSED_ON = re.compile(r"(ASAN|UBSAN|TSAN|LSAN)_OPTIONS$")
VERSION = re.compile(r"\bheadwater \d+\.\d+\.\d+[\w.+-]*")


@dataclass
class Outcome:
    out: bytes
    err: bytes
    exit: int


class Sandbox:
    """Use as a context manager; `folder` is gone afterwards."""

    def __init__(self, binary):
        self.binary = Path(binary).resolve()

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="headwater-case-", ignore_cleanup_errors=True)
        base = Path(self.temporary.name).resolve()
        self.folder = base / "case"
        self.folder.mkdir()
        commands = base / "bin"
        commands.mkdir()
        (commands / "headwater").symlink_to(self.binary)
        for command in (ROOT / "tests" / "bin").iterdir():
            (commands / command.name).symlink_to(command)
        self.environment = {
            "PATH": f"{commands}:/usr/local/bin:/usr/bin:/bin",
            "PYTHON": str(ROOT / ".deps/venv/bin/python"),
            "HOME": str(base),
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "SOURCE_DATE_EPOCH": "1577836800",  # 2020-01-01, so that no output depends on the day
        } | {name: value for name, value in os.environ.items() if PASSED_ON.match(name)}
        return self

    def __exit__(self, *_):
        # A case may leave folders behind that only their owner's permissions keep from being deleted.
        subprocess.run(["chmod", "-R", "u+rwX", self.temporary.name], check=False, capture_output=True)
        self.temporary.cleanup()

    def run(self, script, *, joined=False):
        """Runs a bash script; with `joined`, standard error goes where standard output goes."""
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if joined else subprocess.PIPE,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
        return Outcome(self.plain(done.stdout), self.plain(done.stderr or b""), done.returncode)

    def plain(self, output):
        """Temporary paths and versions out; nothing else is touched."""
        text = output.decode("utf-8", "surrogateescape")
        text = text.replace(str(self.folder), "$CASE").replace(str(ROOT), "$ROOT")
        return VERSION.sub("headwater VERSION", text).encode("utf-8", "surrogateescape")
