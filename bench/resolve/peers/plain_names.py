"""Names as a careful user of a string matcher would give them: Latin letters, legal forms written one way."""

import re

from rigour.names import replace_org_types_compare
from rigour.text.translit import ascii_text


def plain(name: str) -> str:
    text = re.sub(r"[^a-z0-9 ]+", " ", ascii_text(name).casefold().replace(".", ""))
    return " ".join(replace_org_types_compare(" ".join(text.split())).split())
