"""Every language of the page says all that English says: the same keys, the same placeholders, the plural forms it needs."""

import csv
import json
import re
import sys

from sandbox import ROOT

FOLDER = ROOT / "web/src/i18n/messages"
# Plural categories of whole numbers in CLDR; without "many" of millions, for which "other" does.
PLURALS = {
    "en": {"one", "other"},
    "de": {"one", "other"},
    "fr": {"one", "other"},
    "it": {"one", "other"},
    "es": {"one", "other"},
    "ru": {"one", "few", "many", "other"},
}
SAME_IN_ALL = 0.25  # at most this share of a language's messages may be the English ones, word for word


def placeholders(text):
    return set(re.findall(r"\{(\w+)\}", text))


def forms(message):
    return {"other": message} if isinstance(message, str) else message


def problems_of(language, messages, english):
    for key in sorted(english.keys() ^ messages.keys()):
        yield f"{language}: {key} is {'missing' if key in english else 'not in English'}"
    for key in sorted(english.keys() & messages.keys()):
        said, meant = forms(messages[key]), forms(english[key])
        if isinstance(english[key], dict) and set(said) != PLURALS[language]:
            yield f"{language}: {key} needs the forms {sorted(PLURALS[language])}"
        wanted = placeholders(meant["other"])
        for form, text in said.items():
            missing = wanted - placeholders(text) - ({"count"} if form == "one" else set())
            if not text.strip() or missing or placeholders(text) - wanted:
                yield f"{language}: {key} ({form}) must hold {sorted(wanted)}"
    same = sum(messages.get(key) == text for key, text in english.items()) / len(english)
    if language != "en" and same > SAME_IN_ALL:
        yield f"{language}: {same:.0%} of the messages are English"


def used_keys():
    """Keys the page asks for by name; those put together from parts are left to the browser test."""
    for path in sorted((ROOT / "web/src").rglob("*")):
        if path.suffix in (".svelte", ".ts") and path.is_file():
            yield from re.findall(r"\bt\(\s*'([\w.]+)'", path.read_text())


def measures_elsewhere(english):
    """The page translates a measure only where it knows the very words of data/measures.csv."""
    with open(ROOT / "data/measures.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if english.get(f"measure.{row['id']}") != row["measure"]:
                yield f"en: measure.{row['id']} is not what data/measures.csv says"


def main():
    messages = {p.stem: json.loads(p.read_text()) for p in sorted(FOLDER.glob("*.json"))}
    problems = [f"{language}: no file" for language in sorted(PLURALS.keys() - messages.keys())]
    for language, said in messages.items():
        problems += problems_of(language, said, messages["en"])
    problems += measures_elsewhere(messages["en"])
    problems += [f"en: {key} is used and missing" for key in sorted(set(used_keys()) - messages["en"].keys())]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(messages['en'])} messages in {len(messages)} languages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
