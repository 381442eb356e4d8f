"""Does wording alone tell what was bought? TED titles against their CPV division. Run: measure.py PROGRAM [SHARED_DATA].

One row a notice; the program sees titles only, never a code. Notices are split by buyer (a hash of the
name) into a half on which settings were chosen and a half that was only measured. A language with fewer
than 30 notices is shown, not judged; one with more is held to the same shares, and to its commonest
division once (two fifths of the German notices are works). Exit 1 if a bar is missed.
"""

import csv
import hashlib
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import py3langid

REPOSITORY = Path(__file__).resolve().parents[2]
LEDGER = "ledgers/eu_ted_awards_2014_2020.csv"
LANGUAGES = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl no pl pt ro sk sl sv".split()
TOP_1, TOP_3, TIMES_BASELINE, JUDGED_FROM = 0.50, 0.70, 2, 30


def read_notices(path):
    """One row a notice: title, division, half, language."""
    with open(path, encoding="utf-8", newline="") as file:
        first = {}
        for row in csv.DictReader(file):
            first.setdefault(row["notice_id"], row)
    py3langid.set_languages(LANGUAGES)
    for _, row in sorted(first.items()):
        digest = hashlib.sha256(row["buyer_name"].strip().casefold().encode()).hexdigest()
        yield {
            "title": row["title"],
            "division": row["cpv_main"][:2],
            "half": "held-out half" if int(digest, 16) % 2 else "tuning half",
            "language": py3langid.classify(row["title"])[0],
        }


def classify(program, titles):
    """[(division, weight)] of each title, best first, from the real program."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "titles.csv"
        with open(ledger, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["supplier", "description", "amount", "currency", "date"])
            writer.writerows(["", " ".join(title.split()), 1, "EUR", "2018-01-01"] for title in titles)
        command = [program, "classify", ledger, "--format", "csv"]
        out = subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPOSITORY).stdout
    found = defaultdict(list)
    for row in csv.DictReader(out.splitlines()):
        found[int(row["row"]) - 2].append((row["cpv_division"], float(row["weight"])))
    return [found[n] for n in range(len(titles))]


def measure(notices):
    """Shares right at first and among the first three, and of the commonest division."""
    count = len(notices)
    right = [[division for division, _ in n["found"]] for n in notices]
    top1 = sum(n["division"] in r[:1] for n, r in zip(notices, right, strict=True)) / count
    top3 = sum(n["division"] in r[:3] for n, r in zip(notices, right, strict=True)) / count
    baseline = Counter(n["division"] for n in notices).most_common(1)[0][1] / count
    return top1, top3, baseline


def show(name, notices, times_baseline=TIMES_BASELINE, judged=True):
    top1, top3, baseline = measure(notices)
    passed = top1 >= TOP_1 and top3 >= TOP_3 and top1 >= times_baseline * baseline
    verdict = ("pass" if passed else "MISSED") if judged else "not judged"
    print(f"{name:16} {len(notices):5} {top1:6.3f} {top3:6.3f} {baseline:9.3f}  {verdict}")
    return passed or not judged


def log_loss(notices, factor):
    """Mean log loss if the temperature were `factor` times what it is; a division not listed counts 0.001."""
    loss = 0.0
    for notice in notices:
        weights = {division: max(weight, 1e-9) ** (1 / factor) for division, weight in notice["found"]}
        share = weights.get(notice["division"], 0) / sum(weights.values()) if weights else 0
        loss -= math.log(max(share, 0.001))
    return loss / len(notices)


def main():
    program = Path(sys.argv[1]).resolve()
    shared = Path(sys.argv[2]) if len(sys.argv) > 2 else REPOSITORY.parent / "shared" / "data"
    if not (shared / LEDGER).exists():
        sys.exit(f"{LEDGER} is not in {shared.name}: nothing to measure")
    notices = list(read_notices(shared / LEDGER))
    for notice, found in zip(notices, classify(program, [n["title"] for n in notices]), strict=True):
        notice["found"] = found
    print(f"{'':16} {'n':>5} {'top-1':>6} {'top-3':>6} {'commonest':>9}")
    passed = show("all", notices)
    for half in ("tuning half", "held-out half"):
        passed &= show(half, [n for n in notices if n["half"] == half])
    languages = Counter(n["language"] for n in notices)
    for language, count in sorted(languages.items(), key=lambda item: (-item[1], item[0])):
        spoken = [n for n in notices if n["language"] == language]
        passed &= show(language, spoken, times_baseline=1, judged=count >= JUDGED_FROM)
    tuning = [n for n in notices if n["half"] == "tuning half"]
    losses = {factor / 10: log_loss(tuning, factor / 10) for factor in range(6, 19)}
    best = min(losses, key=losses.get)
    print(
        f"log loss of the tuning half {losses[1.0]:.3f}; least, {losses[best]:.3f}, at {best} times the temperature"
    )
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
