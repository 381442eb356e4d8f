"""Fails on any #include that engine/CMakeLists.txt, which is the architecture, does not allow.

A room may include itself and the rooms it USES, which must be declared above it. Doors (cli/) call
pipeline and may name the types it takes and gives; tests may include anything.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "engine"
KEYWORDS = ("SOURCES", "USES", "LINKS", "EMBEDS")
DOORS = {
    "cli": {
        "pipeline",
        "store",
        "share",
        "ingest",
        "resolve",
        "hindcast",
        "score",
        "reference",
        "model",
        "base",
        "server",
    },
    "server": {"pipeline", "views", "store", "share", "plan", "ingest", "model", "base"},
}


def rooms_of(text):
    """name -> the rooms it USES, from the add_room calls."""
    rooms = {}
    for call in re.finditer(r"^add_room\(([^)]*)\)", re.sub(r"#.*", "", text), re.MULTILINE):
        words = call[1].split()
        uses, keyword = set(), None
        for word in words[1:]:
            if word in KEYWORDS:
                keyword = word
            elif keyword == "USES":
                uses.add(word)
        rooms[words[0]] = uses
    return rooms


def order_problems(rooms):
    """Rooms may only use rooms declared above them, so the order of the file is the order of the house."""
    above = set()
    for room, uses in rooms.items():
        for used in sorted(uses - above):
            yield f"engine/CMakeLists.txt: {room} uses {used}, which is not declared above it"
        above.add(room)


def include_problems(folder, allowed, rooms):
    for file in sorted([*folder.rglob("*.h"), *folder.rglob("*.cpp")]):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            included = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
            if not included:
                continue
            first, slash, _ = included[1].partition("/")
            where = f"{file.relative_to(ROOT)}:{number}"
            if slash and first in rooms and first not in allowed:
                yield f"{where}: includes {included[1]}, but {folder.name} does not use {first}"
            elif ".." in included[1]:
                yield f"{where}: includes {included[1]} by a way around the rooms"


def main():
    rooms = rooms_of((ENGINE / "CMakeLists.txt").read_text())
    problems = list(order_problems(rooms))
    for room, uses in rooms.items():
        problems += include_problems(ENGINE / room, uses | {room}, rooms)
    for folder in sorted(path.name for path in ENGINE.iterdir() if path.is_dir()):
        if folder not in rooms:
            problems.append(f"engine/{folder}: a folder that is no room")
    for door, allowed in DOORS.items():
        problems += include_problems(ROOT / door, allowed | {door}, rooms)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(rooms)} rooms, {len(problems)} problems")
    return 1 if problems or not rooms else 0


if __name__ == "__main__":
    sys.exit(main())
