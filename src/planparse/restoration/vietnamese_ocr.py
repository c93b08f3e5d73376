"""How Tesseract's Vietnamese model misreads marks (dấu).

Of the words that it misreads on spoiled print, 78 % have the right letters under wrong marks: `triên` for `triển`,
`chông` for `chống`, `chỉ` for `chi` (1,181 of 1,506 in 40,629 words of 2,919 lines). A table says how often each marked
letter is read as another one with the same letter under it; the language model chooses among the words it allows.

    python -m planparse.restoration.vietnamese_ocr PAIRS.jsonl... --out dictionaries/vietnamese_ocr_marks.tsv
"""

from __future__ import annotations

import argparse
import json
import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from planparse.knowledge import Dictionaries
from planparse.restoration.syllables import strip_marks

MARKS = "vietnamese_ocr_marks.tsv"
WORDS = "vietnamese_ocr_words.tsv"
MIN_COUNT = 2
"""A confusion seen once in 40,000 words is left to `UNSEEN`."""
UNSEEN = 2e-3
"""Probability of a confusion of marks that was never seen. Real scans lose marks in more ways than spoiled print: of
215 misread words in four scanned plans 153 stay with 1e-4 and 140 with 2e-3, and clean text changes alike."""
MOST_MISREAD = 0.25
"""Share of words in a training line that may be misread: beyond it the line was not read but guessed."""


@dataclass(frozen=True, slots=True)
class MarkConfusion:
    """A printed letter, the letter read in its place, and how often that happens (0 to 1)."""

    printed: str
    read: str
    probability: float


@dataclass(frozen=True, slots=True)
class WordConfusion:
    """A printed word, the word read in its place, how often that happens (0 to 1), and where it was seen."""

    printed: str
    read: str
    probability: float
    example: str


class MarkChannel:
    """P(read word | printed word) for words that differ in marks alone."""

    def __init__(self, confusions: Sequence[MarkConfusion], words: Sequence[WordConfusion] = ()) -> None:
        self._words = {(word.printed, word.read): -math.log(word.probability) for word in words}
        self._cost = {(c.printed, c.read): -math.log(c.probability) for c in confusions}
        wrong: dict[str, float] = defaultdict(float)
        for c in confusions:
            wrong[c.printed] += c.probability
        self._right = {letter: -math.log(1 - share) for letter, share in wrong.items()}

    @classmethod
    def load(cls, dictionaries: Dictionaries) -> MarkChannel:
        """The channel of the dictionaries.

        Raises:
            DictionaryError: the table is missing or damaged.
        """
        return _load(dictionaries)

    def cost(self, printed: str, read: str) -> float:
        """Negative log probability that `printed` is read as `read`; both lower case and of one length."""
        known = self._words.get((printed, read))
        if known is not None:
            return known
        return sum(
            self._right.get(p, 0.0) if p == r else self._cost.get((p, r), -math.log(UNSEEN))
            for p, r in zip(printed, read, strict=True)
        )


@lru_cache(maxsize=4)
def _load(dictionaries: Dictionaries) -> MarkChannel:
    return MarkChannel(dictionaries.rows(MARKS, MarkConfusion), dictionaries.rows(WORDS, WordConfusion))


def learn_mark_confusions(pairs: Iterable[tuple[str, str]]) -> tuple[MarkConfusion, ...]:
    """Count which marks are read for which, in pairs of a printed line and the same line as read.

    Lines with lost or joined words, and lines that were hardly read at all, are passed over.
    """
    printed_letters: Counter[str] = Counter()
    confused: Counter[tuple[str, str]] = Counter()
    for printed, read in pairs:
        words = _words_of(printed, read)
        if sum(truth != seen for truth, seen in words) > MOST_MISREAD * len(words):
            continue
        for truth, seen in words:
            printed_letters.update(truth)
            if truth != seen and len(truth) == len(seen) and strip_marks(truth) == strip_marks(seen):
                confused.update((t, s) for t, s in zip(truth, seen, strict=True) if t != s)
    rows = [
        MarkConfusion(t, s, round(count / printed_letters[t], 5))
        for (t, s), count in confused.items()
        if count >= MIN_COUNT
    ]
    return tuple(sorted(rows, key=lambda row: (row.printed, -row.probability, row.read)))


def _words_of(printed: str, read: str) -> Sequence[tuple[str, str]]:
    truth, seen = (unicodedata.normalize("NFC", line).lower().split() for line in (printed, read))
    if len(truth) != len(seen):
        return ()
    pairs = [(t.strip('.,;:()"“”'), s.strip('.,;:()"“”')) for t, s in zip(truth, seen, strict=True)]
    return [(t, s) for t, s in pairs if t.isalpha()]


def _write(rows: Iterable[MarkConfusion], out: Path) -> None:
    head = (
        "# Marks that Tesseract's Vietnamese model misreads: the printed letter, the letter read, and how often.\n"
        "# Learned by restoration/vietnamese_ocr.py from pages printed in serif fonts, spoiled, and read with -l vie.\n"
        "printed\tread\tprobability\n"
    )
    lines = (f"{row.printed}\t{row.read}\t{row.probability:.5f}\n" for row in rows)
    out.write_text(head + "".join(lines), encoding="utf-8")


def _pairs(files: Sequence[Path]) -> Iterable[tuple[str, str]]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            record: Mapping[str, str] = json.loads(line)
            yield record["truth"], record["read"]


def main() -> None:
    """Learn the table from files of line pairs."""
    parser = argparse.ArgumentParser(description="Learn how a Vietnamese OCR misreads marks.")
    parser.add_argument("pairs", type=Path, nargs="+", help="JSONL files with the keys truth and read")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    _write(learn_mark_confusions(_pairs(arguments.pairs)), arguments.out)


if __name__ == "__main__":
    main()
