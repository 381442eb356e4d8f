"""House rules no formatter knows: what a tracked file may hold, and how long it may be."""

import ast
import re
import subprocess
import sys
from pathlib import Path

MAX_BYTES = 2 * 1024 * 1024
MAX_FUNCTION_LINES = 60
LONG_FILE_LINES = 250  # reported, not failed
SOURCES = (".cpp", ".h", ".py", ".mjs")

# Spelled in pieces, so that this file passes its own test.
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|tm" + r"p/hw)\b")
REGISTRY_HOSTS = re.compile(
    r"registry\.npm" + r"js\.org|pypi\." + r"org|files\.python" + r"hosted\.org|deb\.deb" + r"ian\.org"
)
NOT_A_FUNCTION = re.compile(
    r" *(namespace|class|struct|enum|union|extern|if|for|while|switch|do|else|try|case|}|#|public|private|//)"
)
TYPE_DEFINITION = re.compile(r"(?:struct|class|enum class|enum|union) ([A-Z]\w*)\b(?!::)[^;]*\{")
VAGUE_NAMES = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common)(_|\.|$)")


def tracked_files():
    listing = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True).stdout.decode()
    return [Path(name) for name in listing.split("\0") if name and Path(name).is_file()]


def text_problems(path, data):
    if b"\0" in data[:8000]:
        return
    for number, line in enumerate(data.decode(errors="replace").splitlines(), 1):
        if MACHINE_PATHS.search(line):
            yield f"{path}:{number}: a path of one machine"
        if REGISTRY_HOSTS.search(line):
            yield f"{path}:{number}: a registry's host name"


def indent_of(line):
    return len(line) - len(line.lstrip())


def cpp_functions(lines):
    """(first line, length) of each block that closes at column 0 or 2, in formatted code."""
    for number, line in enumerate(lines, 1):
        closing = re.match(r"( {0,2})}[);,]*$", line)
        if not closing:
            continue
        indent = len(closing[1])
        above = range(number - 1, 0, -1)
        first = next((n for n in above if lines[n - 1].strip() and indent_of(lines[n - 1]) <= indent), number)
        if not NOT_A_FUNCTION.match(lines[first - 1]):
            yield first, number - first + 1


def python_functions(lines):
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.FunctionDef):
            yield node.lineno, node.end_lineno - node.lineno + 1


def length_problems(path, lines):
    functions = python_functions if path.suffix == ".py" else cpp_functions
    for number, length in functions(lines):
        if length > MAX_FUNCTION_LINES:
            yield f"{path}:{number}: a function of {length} lines (at most {MAX_FUNCTION_LINES})"


def twice_named(headers):
    """Two types of one name in a namespace are one to the linker, whatever is in them."""
    places = {}
    for path, lines in headers.items():
        for line in lines:
            if found := TYPE_DEFINITION.match(line):
                places.setdefault(found[1], set()).add(str(path))
    for name, found in sorted(places.items()):
        if len(found) > 1:
            yield f"{name} is a type in {' and in '.join(sorted(found))}: call one otherwise"


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def report_lengths(lengths):
    if not lengths:
        return
    files, functions = zip(*lengths.values(), strict=True)
    every = [length for group in functions for length in group] or [0]
    short = sum(length <= 40 for length in every) / len(every)
    print(
        f"files p50/p90/max {percentile(files, 0.5)}/{percentile(files, 0.9)}/{max(files)} lines; "
        f"functions of at most 40 lines {short:.0%}, longest {max(every)}"
    )
    for path, (length, _) in sorted(lengths.items()):
        if length > LONG_FILE_LINES:
            print(f"  think again: {path} has {length} lines")


def main():
    problems, lengths, headers = [], {}, {}
    for path in tracked_files():
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            problems.append(f"{path}: {len(data)} bytes (at most {MAX_BYTES})")
        problems += text_problems(path, data)
        if VAGUE_NAMES.search(path.name):
            problems.append(f"{path}: a name that says nothing")
        if path.suffix in SOURCES:
            lines = data.decode().splitlines()
            problems += length_problems(path, lines)
            functions = python_functions if path.suffix == ".py" else cpp_functions
            if path.suffix == ".h" and path.parts[0] != "tests":
                headers[path] = lines
            lengths[path] = (len(lines), [length for _, length in functions(lines)])
    problems += twice_named(headers)
    report_lengths(lengths)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
