"""Accuracy, speed, memory and honesty of restoration on texts with a known answer.

    python benchmarks/restoration/measure.py GOLD.txt READ.txt [GOLD.txt READ.txt ...] [--errors 20] [--strip]

Words are compared in order over the whole text, case kept out, hoá = hóa. `--strip` restores the gold text without its
diacritics instead of READ (give the gold file twice). The last table shows how often edits of a score are right.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from bisect import bisect_right
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from planparse.knowledge import Dictionaries
from planparse.restoration.edits import RestoredText
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.syllables import strip_marks, word_key


def main() -> None:
    arguments = _arguments()
    begin = time.perf_counter()
    model = RestorationModel.load(Dictionaries())
    print(f"load {time.perf_counter() - begin:.2f} s")
    wrong: Counter[tuple[str, str]] = Counter()
    scored: dict[int, list[bool]] = {}
    right = total = 0
    seconds = 0.0
    for gold_path, read_path in zip(arguments.files[::2], arguments.files[1::2], strict=True):
        gold, read = (path.read_text(encoding="utf-8") for path in (gold_path, read_path))
        begin = time.process_time()
        pages = restore_text(strip_marks(gold) if arguments.strip else read, model)
        took = time.process_time() - begin
        truth, found = _words(gold), _words("\f".join(page.text for page in pages))
        distance = Levenshtein.distance(truth, found)
        for op in Levenshtein.opcodes(truth, found):
            if op.tag != "equal":
                expected, got = truth[op.src_start : op.src_end], found[op.dest_start : op.dest_end]
                wrong[" ".join(expected), " ".join(got)] += 1
        if len(pages) == 1:
            _score(pages[0], gold.split("\n"), scored)
        accuracy, speed = 1 - distance / len(truth), len(truth) / took
        print(f"{read_path.name:30} {len(truth):6} words  {accuracy:.4f}  {speed:6.0f} words/s")
        right, total, seconds = right + len(truth) - distance, total + len(truth), seconds + took
    print(f"{'all':30} {total:6} words  {right / total:.4f}  {total / seconds:6.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for (expected, got), count in wrong.most_common(arguments.errors):
        print(f"  {count:4} {expected or '(nothing)'} -> {got or '(nothing)'}")
    for tenth, outcomes in sorted(scored.items()):
        print(f"  score {tenth / 10:.1f} and more: {sum(outcomes) / len(outcomes):.3f} of {len(outcomes)} edits right")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=20)
    parser.add_argument("--strip", action="store_true")
    return parser.parse_args()


def _words(text: str) -> list[str]:
    joined = re.sub(r"(?<=\w)-\s*\n\s*", "", text.replace("\f", " "))
    words = (re.sub(r"[^\w]", "", word) for word in joined.split())
    return [word_key(word) for word in words if word]


def _score(page: RestoredText, gold_lines: list[str], scored: dict[int, list[bool]]) -> None:
    """Whether the outcome of each edit stands in the gold line, by tenths of its score."""
    starts = [0]
    for line in page.page.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for edit in page.edits:
        line = bisect_right(starts, edit.start) - 1
        if line < len(gold_lines):
            printed = {word_key(word) for word in re.findall(r"\w+", gold_lines[line])}
            outcome = all(word_key(word) in printed for word in re.findall(r"\w+", edit.after))
            scored.setdefault(int(edit.score * 10), []).append(outcome)


if __name__ == "__main__":
    main()
