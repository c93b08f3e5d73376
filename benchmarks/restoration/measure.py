"""Accuracy, speed, memory and honesty of restoration on texts with a known answer.

    python benchmarks/restoration/measure.py GOLD.txt READ.txt [GOLD.txt READ.txt ...] [--strip] [--dictionaries DIR]

Words are compared in order over the whole text, case kept out, hoá = hóa. `--strip` restores the gold text without its
diacritics instead of READ (give the gold file twice). After the figures come the errors by class, the most frequent
ones, and the reliability table: how often edits of a score are right.
"""

from __future__ import annotations

import argparse
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from planparse.knowledge import Dictionaries
from planparse.restoration.edits import RestoredText
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.syllables import is_syllable, strip_marks, word_key

BOUNDS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.01)


@dataclass
class Tally:
    """What is counted over all files."""

    right: int = 0
    words: int = 0
    seconds: float = 0.0
    numbers_spoiled: int = 0
    wrong: Counter[tuple[str, str]] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    scored: dict[float, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))


def main() -> None:
    arguments = _arguments()
    dictionaries = Dictionaries(arguments.dictionaries) if arguments.dictionaries else Dictionaries()
    model = RestorationModel.load(dictionaries)
    begin = time.perf_counter()
    model.load_all()
    print(f"load {time.perf_counter() - begin:.2f} s")
    tally = Tally()
    for gold_path, read_path in zip(arguments.files[::2], arguments.files[1::2], strict=True):
        gold, read = (path.read_text(encoding="utf-8") for path in (gold_path, read_path))
        read = strip_marks(gold) if arguments.strip else read
        begin = time.process_time()
        pages = restore_text(read, model)
        took = time.process_time() - begin
        truth, found = _words(gold), _words("\f".join(page.text for page in pages))
        distance = Levenshtein.distance(truth, found)
        print(f"{read_path.name:40} {len(truth):6} words  {1 - distance / len(truth):.4f}")
        tally.right, tally.words = tally.right + len(truth) - distance, tally.words + len(truth)
        tally.seconds += took
        tally.numbers_spoiled += _numbers_spoiled(truth, _words(read), found)
        _count_errors(truth, found, tally)
        _score(pages, truth, tally)
    _report(tally, arguments.errors)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=20)
    parser.add_argument("--strip", action="store_true")
    parser.add_argument("--dictionaries", type=Path)
    return parser.parse_args()


def _words(text: str) -> list[str]:
    joined = re.sub(r"(?<=\w)-\s*\n\s*", "", text.replace("\f", " "))
    words = (re.sub(r"[^\w]", "", word) for word in joined.split())
    return [word_key(word) for word in words if word]


def _numbers_spoiled(truth: Sequence[str], read: Sequence[str], found: Sequence[str]) -> int:
    """Numbers that were read right and are not in the restored text."""
    gold, before, after = (Counter(word for word in words if word.isdigit()) for words in (truth, read, found))
    return ((gold & before) - after).total()


def _count_errors(truth: Sequence[str], found: Sequence[str], tally: Tally) -> None:
    for op in Levenshtein.opcodes(truth, found):
        if op.tag == "equal":
            continue
        expected, got = truth[op.src_start : op.src_end], found[op.dest_start : op.dest_end]
        tally.wrong[" ".join(expected), " ".join(got)] += 1
        if len(expected) != len(got):
            tally.classes["split, joined or lost"] += max(len(expected), len(got))
            continue
        tally.classes.update(_error_class(*pair) for pair in zip(expected, got, strict=True))


def _error_class(expected: str, got: str) -> str:
    if any(char.isdigit() for char in expected):
        return "numbers and codes"
    if not is_syllable(expected):
        return "acronyms, numerals, foreign words"
    if re.search(r"\d{2}", got) or got.isdigit():
        return "letters read as digits (locked)"
    return "marks" if strip_marks(expected) == strip_marks(got) else "letters"


def _score(pages: Sequence[RestoredText], truth: Sequence[str], tally: Tally) -> None:
    """Whether each edit gave words of the gold text, as the two texts are aligned."""
    found: list[str] = []
    scores: list[float] = []
    for word, score in _scored_words(pages):
        found.append(word)
        scores.append(score)
    correct = [False] * len(found)
    for op in Levenshtein.opcodes(truth, found):
        if op.tag == "equal":
            correct[op.dest_start : op.dest_end] = [True] * (op.dest_end - op.dest_start)
    for score, outcome in zip(scores, correct, strict=True):
        if score >= 0:
            tally.scored[max(bound for bound in BOUNDS if bound <= score)].append((score, outcome))


def _scored_words(pages: Sequence[RestoredText]) -> Iterator[tuple[str, float]]:
    """The words of the restored text with the least score of the edits that made them; -1 without any."""
    for page in pages:
        for match in re.finditer(r"\S+", page.text):
            word = re.sub(r"[^\w]", "", match.group())
            if word:
                edits = page.edits_between(match.start(), match.end())
                yield word_key(word), min((edit.score for edit in edits), default=-1.0)


def _report(tally: Tally, errors: int) -> None:
    speed = tally.words / tally.seconds
    print(f"{'all':40} {tally.words:6} words  {tally.right / tally.words:.4f}  {speed:.0f} words/s")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"numbers that were read right and changed: {tally.numbers_spoiled}")
    for name, count in tally.classes.most_common():
        print(f"  {count:5} {name}")
    for (expected, got), count in tally.wrong.most_common(errors):
        print(f"  {count:4} {expected or '(nothing)'} -> {got or '(nothing)'}")
    for low, high in pairwise(BOUNDS):
        outcomes = tally.scored.get(low)
        if outcomes:
            mean = sum(score for score, _ in outcomes) / len(outcomes)
            share = sum(right for _, right in outcomes) / len(outcomes)
            print(f"  score {low:.2f} to {min(high, 1.0):.2f}: mean {mean:.3f}, right {share:.3f} of {len(outcomes)}")


if __name__ == "__main__":
    main()
