"""Commas and semicolons, told from full stops and colons by their ink.

In small or blurred print Tesseract reads `Các Sở. ban, ngành:` where `Các Sở, ban, ngành;` is printed, surely: one
recipient becomes two sentences, and a list seems to follow. At 200 dpi the tail of a comma is a grey pixel, so that
what counts is how much ink there is, grey pixels by their darkness. On 112 printed and real scans the lower part of a
semicolon has 1.4 to 2 times the ink of its dot, that of a colon 0.8 to 1.15; full stops have up to 0.7 of the ink of
the commas of their page, commas that were read as full stops 0.71 to 1.1.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import cv2
import numpy as np

from planparse.ocr.picture import Grey
from planparse.ocr.tsv import ReadWord

BESIDE, BELOW, INSIDE = 0.25, 0.5, 0.6
"""How far right of a word, below it, and into it from its right end its ink is looked at, as shares of its height."""
REACH = 0.3
"""How far from the right end of the word the middle of a dot may lie, as a share of its height."""
LARGEST_DOT = 0.35
"""Width of a dot, as a share of the height of the word, at most."""
LEAST_CONTRAST = 60
FEWEST_PIXELS = 4
SEMICOLON = 1.4
"""Ink of the lower part of a semicolon by that of its dot, at least."""
COMMA, MOST = 0.71, 1.15
"""Ink of a comma by that of the commas of its page, at least; and at most, as full stops in bold have 1.2."""
BEFORE_CAPITAL = (0.74, 0.9)
"""The same before a capital, where a full stop is likelier: those of smaller print in bold have 0.9 and more."""
FEWEST_COMMAS = 6
"""From so many on the commas of a page say how much ink one has."""
TAIL, TAIL_PIXELS = 0.22, 2
"""How far a comma goes below the line, as a share of its height and in pixels, where the page says nothing."""
SLIM = 1.1
"""Height of such a comma by its width, at least."""
TALLEST = 2.6
"""Height of the lower part of a semicolon by that of its dot, at most."""
_DESCENDING = frozenset("gjpqy")
_DOT_BELOW = "\N{COMBINING DOT BELOW}"


@dataclass(frozen=True, slots=True)
class _Ink:
    """Connected ink, in pixels of the page."""

    left: int
    top: int
    width: int
    height: int
    amount: float
    """Its pixels, grey ones by their darkness."""

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    @property
    def bottom(self) -> int:
        return self.top + self.height


def with_tails(words: Sequence[ReadWord], grey: Grey) -> tuple[ReadWord, ...]:
    """The words, with commas and semicolons where full stops and colons with tails were read at their ends.

    Args:
        words: of one picture.
        grey: the picture.
    """
    ink = {i: _ink_at_end(word, grey) for i, word in enumerate(words) if _may_have_tail(word.text)}
    commas = [sign.amount for i, parts in ink.items() if words[i].text[-1] == "," if (sign := _lowest(words[i], parts))]
    usual = median(commas) if len(commas) >= FEWEST_COMMAS else None
    told = list(words)
    for i, (word, behind) in enumerate(pairwise([*words, None])):
        assert word is not None
        if i in ink and word.text[-1] == ":" and _is_semicolon(word, ink[i]):
            told[i] = replace(word, text=f"{word.text[:-1]};")
        elif i in ink and word.text[-1] == "." and _is_comma(word, ink[i], usual, behind):
            told[i] = replace(word, text=f"{word.text[:-1]},")
    return tuple(told)


def _may_have_tail(text: str) -> bool:
    """Whether a sign at the end of a word can be told: full stops behind capitals and figures end no sentence, and
    those of headings are bold."""
    return text.endswith(":") or (text.endswith((".", ",")) and text[-2:-1].islower())


def _ink_at_end(word: ReadWord, grey: Grey) -> list[_Ink]:
    """The parts of the ink at the right end of a word, from left to right; nothing where there is no contrast."""
    height = word.height
    top, left = max(0, word.top - 2), max(0, word.right - round(INSIDE * height))
    cut = grey[top : word.bottom + round(BELOW * height), left : word.right + round(BESIDE * height)]
    if not cut.size:
        return []
    ink, paper = int(cut.min()), float(np.percentile(cut, 80))
    if paper - ink < LEAST_CONTRAST:
        return []
    _, _, found, _ = cv2.connectedComponentsWithStats((cut < (ink + paper) / 2).astype(np.uint8), connectivity=8)
    darkness = np.clip((paper - cut) / (paper - ink), 0, 1)
    parts = []
    for x, y, w, h, size in found[1:].tolist():
        if size >= FEWEST_PIXELS:
            amount = float(darkness[max(0, y - 1) : y + h + 2, max(0, x - 1) : x + w + 1].sum())
            parts.append(_Ink(left + x, top + y, w, h, amount))
    return sorted(parts, key=lambda part: part.middle)


def _dots(word: ReadWord, parts: Sequence[_Ink]) -> list[_Ink]:
    widest, reach = LARGEST_DOT * word.height + 2, REACH * word.height + 2
    return [part for part in parts if part.width <= widest and abs(part.middle - word.right) < reach]


def _lowest(word: ReadWord, parts: Sequence[_Ink]) -> _Ink | None:
    """The sign at the end of a word that stands on the line."""
    low = [part for part in _dots(word, parts) if word.top + word.height / 3 < part.top < word.bottom]
    return low[-1] if low else None


def _is_semicolon(word: ReadWord, parts: Sequence[_Ink]) -> bool:
    dots = _dots(word, parts)
    for lower in reversed(dots):
        for upper in dots:
            apart = abs(upper.middle - lower.middle)
            if upper.bottom < lower.top < word.bottom and apart <= max(2.0, max(upper.width, lower.width) / 2):
                shaped = upper.height <= lower.height <= TALLEST * upper.height
                return shaped and lower.amount >= SEMICOLON * upper.amount
    return False


def _is_comma(word: ReadWord, parts: Sequence[_Ink], usual: float | None, behind: ReadWord | None) -> bool:
    """Whether a full stop is a comma.

    Args:
        usual: ink of a comma of the page; None where it has too few to say.
        behind: the next word; a full stop is not followed by a small letter.
    """
    sign = _lowest(word, parts)
    if sign is None:
        return False
    if usual is not None:
        least, most = (COMMA, MOST) if behind is None or behind.text[:1].islower() else BEFORE_CAPITAL
        if least <= sign.amount / usual <= most:
            return True
    return _stands_on_line(word.text[:-1]) and _goes_below(word, sign, parts)


def _stands_on_line(before: str) -> bool:
    """Whether the last letter ends where the line is: not `g`, and not `ạ`."""
    marks = unicodedata.normalize("NFD", before[-1:])
    return marks[:1] not in _DESCENDING and _DOT_BELOW not in marks


def _goes_below(word: ReadWord, sign: _Ink, parts: Sequence[_Ink]) -> bool:
    before = [part for part in parts if part.left < sign.left and part.top < sign.top]
    letters = [part for part in before if 3 * part.height > word.height]
    if not letters:
        return False
    tail = sign.bottom - max(part.bottom for part in letters)
    return tail >= max(TAIL_PIXELS, TAIL * sign.height) and sign.height >= SLIM * sign.width
