"""Names as a careful user of a string matcher would give them: Latin letters, legal forms written one way."""

import pathlib
import re

from rigour.names import replace_org_types_compare
from rigour.text.translit import ascii_text


def plain(name: str) -> str:
    text = re.sub(r"[^a-z0-9 ]+", " ", ascii_text(name).casefold().replace(".", ""))
    return " ".join(replace_org_types_compare(" ".join(text.split())).split())


def plain_beside(path: str) -> list[str]:
    """The names of a file of records (id, name, country), made once: a register of a million takes minutes."""
    kept = pathlib.Path(f"{path}.plain")
    if not kept.exists() or kept.stat().st_mtime < pathlib.Path(path).stat().st_mtime:
        with open(path, encoding="utf-8", newline="\n") as file:
            names = [plain(line.split("\t")[1]) for line in file]
        part = kept.with_suffix(".part")
        part.write_text("\n".join(names), encoding="utf-8", newline="\n")
        part.rename(kept)
    return kept.read_text(encoding="utf-8").split("\n")
