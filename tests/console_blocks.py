"""The ```console blocks of a document, run in order in one folder.

A line starting with `$ ` is a command (continued after a `\\` at its end), the lines below it are its
output, where a line `...` stands for any lines. `# exit 2` at the end of a command says how it ends.
The folder holds a link to the project's data/, so that examples can name the bundled ledger.
"""

import re
from dataclasses import dataclass, field

from sandbox import ROOT, VERSION, Sandbox

ANYTHING = ("...", "…")


@dataclass
class Step:
    line: int  # index of the first line of its output
    command: str
    output: list = field(default_factory=list)

    @property
    def exit(self):
        stated = re.search(r"# exit (\d+)$", self.command)
        return int(stated[1]) if stated else 0


def steps_of(lines):
    """Commands of all console blocks, each with the output below it."""
    steps, inside, unfinished = [], False, False
    for number, line in enumerate(lines):
        if line.strip() == "```console":
            inside = True
        elif line.strip() == "```":
            inside = unfinished = False
        elif inside and unfinished:
            steps[-1].command += "\n" + line
            steps[-1].line = number + 1
            unfinished = line.endswith("\\")
        elif inside and line.startswith("$ "):
            steps.append(Step(number + 1, line[2:]))
            unfinished = line.endswith("\\")
        elif inside and steps:
            steps[-1].output.append(VERSION.sub("headwater VERSION", line))
    return steps


def matches(wanted, got):
    if not wanted:
        return not got
    if wanted[0].strip() in ANYTHING:
        return any(matches(wanted[1:], got[skipped:]) for skipped in range(len(got) + 1))
    return bool(got) and wanted[0].rstrip() == got[0].rstrip() and matches(wanted[1:], got[1:])


def run_document(path, binary, blessing):
    """Empty where all is as written, otherwise what was not."""
    lines = path.read_text().splitlines()
    problems, moved = [], 0
    with Sandbox(binary) as sandbox:
        (sandbox.folder / "data").symlink_to(ROOT / "data")
        for step in steps_of(lines):
            outcome = sandbox.run(step.command, joined=True)
            got = outcome.out.decode(errors="backslashreplace").splitlines()
            if outcome.exit == step.exit and matches(step.output, got):
                continue
            if blessing:
                start = step.line + moved
                lines[start : start + len(step.output)] = got
                moved += len(got) - len(step.output)
                continue
            problems.append(
                f"line {step.line}: $ {step.command}\n"
                f"exit {outcome.exit}, should be {step.exit}; printed:\n" + "\n".join(got) + "\n"
            )
    if blessing and lines != path.read_text().splitlines():
        path.write_text("\n".join(lines) + "\n")
    return "".join(problems)
