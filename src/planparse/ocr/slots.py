"""Where a number is written by hand: the place between two printed words of a letterhead.

Tesseract's boxes of words with handwriting in them reach over half of the writing, so that only their printed ends can
be used. How wide the print is follows from its letters: letterheads are set in Times or a face of the same widths
(Circular 01/2011/TT-BNV, Decree 30/2020/NĐ-CP).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from planparse.ocr.picture import Grey
from planparse.ocr.strips import Slot
from planparse.ocr.tsv import ReadWord

SURE = 0.8
"""Confidence from which a word's box is taken for the box of what was read."""
NEAR = 0.6
"""How far, in em, a box may end from where its letters say before the letters are believed."""
NARROWEST, WIDEST = 0.25, 8.0
"""Width of a place to write in, in em; a five-digit number in a large hand has 5."""
CAPITALS, FIGURES, DESCENDERS = 0.662, 0.676, 0.217
"""Heights above and depth below the line, in em of Times."""
BEARING = 0.06
"""What the ink of a word is narrower than its letters, in em."""
DARK = 128
CAPITALS_OFF = 0.25
"""How far the height of a line of capitals may be from what its size says, as share."""
_DESCENDING = frozenset("gjpqyQ,;()\N{COMBINING DOT BELOW}")
_WIDTHS = {
    **dict.fromkeys("il", 0.278), **dict.fromkeys("jtf/:;.,-", 0.3), **dict.fromkeys("rIsJ", 0.37),
    **dict.fromkeys("acez", 0.444), **dict.fromkeys("bdghknopquvxy", 0.5), **dict.fromkeys("wADGHKNOQUVXY&", 0.722),
    **dict.fromkeys("FPS", 0.556), **dict.fromkeys("ELTZ", 0.611), **dict.fromkeys("BCR", 0.667),
    **dict.fromkeys("mM", 0.83), "W": 0.944,
}  # fmt: skip
"""Advance widths of Times in em, near ones taken together; digits and the rest have 0.5."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A number between two printed pieces of text, as Tesseract read them."""

    line: Sequence[ReadWord]
    before: ReadWord
    """The word that the piece before the number begins in."""
    before_text: str
    """The piece: all of the word, or its first letters where the number hangs on it."""
    after: ReadWord
    after_text: str
    """The piece after the number: all of the word, or its last letters."""


def find_slot(grey: Grey, gap: Gap, words: Sequence[ReadWord]) -> Slot | None:
    """The place of the number in a gap; None where there is hardly any, or the size of the print is not known.

    Args:
        grey: the picture that was read.
        gap: what Tesseract read around the number.
        words: all words of the letterhead, which tell its size where the line itself does not.
    """
    em = size_of(gap.line) or size_of(words)
    if em is None:
        return None
    left = _edge(gap.before.left + text_width(gap.before_text) * em, gap.before.right, gap.before, gap.before_text, em)
    right = _edge(gap.after.right - text_width(gap.after_text) * em, gap.after.left, gap.after, gap.after_text, em)
    if not NARROWEST <= (right - left) / em <= WIDEST:
        return None
    baseline = _under_capitals(grey, gap.after, gap.after_text, em) or _under_words(gap, (left + right) / 2, em)
    return None if baseline is None else Slot(left, right, baseline, em)


def text_width(text: str) -> float:
    """Width of a printed text in em of Times.

    >>> round(text_width("tháng"), 2)
    2.3
    """
    bare = "".join(letter for letter in _taken_apart(text) if not unicodedata.combining(letter))
    return sum(_WIDTHS.get(letter, 0.5) for letter in bare)


def _taken_apart(text: str) -> str:
    return unicodedata.normalize("NFD", text).replace("Đ", "D").replace("đ", "d")


def size_of(words: Sequence[ReadWord]) -> float | None:
    """Size of the print in pixels of an em, from the widths of words that were read surely."""
    sizes = [
        word.width / (text_width(word.text) - BEARING)
        for word in words
        if word.confidence >= SURE and sum(map(str.isalnum, word.text)) >= 3 and word.width > word.height / 2
    ]
    return median(sizes) if sizes else None


def _edge(told: float, box: int, word: ReadWord, text: str, em: float) -> float:
    """Where a printed piece ends: its box where that can be, else where its letters say."""
    return float(box) if word.text == text and abs(told - box) <= NEAR * em else told


def _under_capitals(grey: Grey, word: ReadWord, text: str, em: float) -> float | None:
    """The row below the capitals of a code, from their ink; None for other text."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2 or not all(map(str.isupper, letters)):
        return None
    # The first letters stand beside the number, whose strokes may reach into them.
    left = round(word.right - (text_width(text) - 0.6) * em)
    top, bottom = max(0, round(word.top - 0.2 * em)), round(word.bottom + 0.2 * em)
    dark = (grey[top:bottom, max(0, left) : word.right] < DARK).sum(axis=1)
    if not dark.size or not dark.any():
        return None
    rows = np.flatnonzero(dark >= max(2, 0.2 * float(dark.max())))
    if not len(rows) or abs((rows[-1] + 1 - rows[0]) / em / CAPITALS - 1) > CAPITALS_OFF:
        return None
    return float(top + rows[-1] + 1)


def _under_words(gap: Gap, middle: float, em: float) -> float | None:
    """The row that the nearest sure words of the line stand on."""
    sure = [word for word in gap.line if word.confidence >= SURE and any(map(str.isalnum, word.text))]
    sure.sort(key=lambda word: abs((word.left + word.right) / 2 - middle))
    bottoms = [word.bottom - (DESCENDERS * em if _descends(word.text) else 0.0) for word in sure[:3]]
    return median(bottoms) if bottoms else None


def _descends(text: str) -> bool:
    return not _DESCENDING.isdisjoint(_taken_apart(text))
