"""Commas and semicolons, told from full stops and colons by their ink.

In small or blurred print Tesseract reads `Các Sở. ban, ngành:` where `Các Sở, ban, ngành;` is printed, surely: one
recipient becomes two sentences, and a list seems to follow. At 200 dpi the tail of a comma is a grey pixel, so that
what counts is how much ink there is, grey pixels by their darkness: the lower part of a semicolon has 1.4 to 2 times
the ink of its dot, that of a colon 0.8 to 1.15. On 71 printed and real scans 141 of 170 such signs were put right, and
two of some 3,000 full stops and colons were taken for others.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
PAPER = 80
"""Percentile of the pixels around the end of a word that is paper."""
LEAST_CONTRAST = 60
FEWEST_PIXELS = 4
SEMICOLON = 1.4
"""Ink of the lower part of a semicolon by that of its dot, at least."""
BEFORE_SMALL, BEFORE_OTHERS, IN_SMALL_PRINT = (0.82, 1.6), (0.88, 1.15), (1.0, 1.48)
"""Ink of a comma by that of the commas of its page, at least and at most: before a small letter, which no full stop
stands before, elsewhere, and in small print, which is never bold. Full stops have 0.55 to 0.85, in bold 1.2 and more;
commas of small print 1.1 to 1.5, since its ink does not shrink as much as its height."""
SMALL_PRINT = 0.85
"""Ink by that of most of the page, from which print is small: 11 of 14 pt have 0.62."""
FEWEST_COMMAS = 6
"""From so many on the commas of a page say how much ink one has."""
FEWEST_WORDS = 8
"""From so many on the words of a block say how large its print is."""
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
    ink = {i: _ink_at_end(word, grey) for i, word in enumerate(words) if word.text[-1:] in (".", ",", ":")}
    sizes = _sizes(words)
    commas = [
        sign.amount / sizes[i]
        for i, parts in ink.items()
        if words[i].text[-1] == "," and (sign := _lowest(words[i], parts)) is not None
    ]
    usual = median(commas) if len(commas) >= FEWEST_COMMAS else None
    told = list(words)
    for i, parts in ink.items():
        word = words[i]
        if word.text[-1] == ":" and _is_semicolon(word, parts):
            told[i] = replace(word, text=f"{word.text[:-1]};")
        elif word.text[-1] == "." and _is_comma(word, parts, usual, sizes[i], _letter_behind(words, i)):
            told[i] = replace(word, text=f"{word.text[:-1]},")
    return tuple(told)


def _letter_behind(words: Sequence[ReadWord], i: int) -> str:
    """The first letter of the next word; empty behind the number of a heading and behind `KT.`, which begin a line."""
    begins = i == 0 or words[i - 1].line != words[i].line
    if i + 1 == len(words) or (begins and not words[i].text[-2:-1].islower()):
        return ""
    return words[i + 1].text[:1]


def _sizes(words: Sequence[ReadWord]) -> list[float]:
    """By how much more ink the print of each word has than most of its page: that of recipients is smaller."""
    heights: dict[tuple[int, int], list[int]] = defaultdict(list)
    for word in words:
        heights[word.picture, word.line[0]].append(word.height)
    usual = median(word.height for word in words) if words else 1
    of_block = {
        block: (median(its) / usual) ** 2 if len(its) >= FEWEST_WORDS else 1.0 for block, its in heights.items()
    }
    return [of_block[word.picture, word.line[0]] for word in words]


def _ink_at_end(word: ReadWord, grey: Grey) -> list[_Ink]:
    """The parts of the ink at the right end of a word, from left to right; nothing where there is no contrast."""
    height = word.height
    top, left = max(0, word.top - 2), max(0, word.right - round(INSIDE * height))
    cut = grey[top : word.bottom + round(BELOW * height), left : word.right + round(BESIDE * height)]
    if not cut.size:
        return []
    brighter = PAPER * cut.size // 100
    ink, paper = int(cut.min()), int(np.partition(cut, brighter, axis=None)[brighter])
    if paper - ink < LEAST_CONTRAST:
        return []
    dark = cv2.threshold(cut, (ink + paper) / 2, 1, cv2.THRESH_BINARY_INV)[1]
    found = cv2.connectedComponentsWithStats(dark, connectivity=8)[2]
    darkness = cv2.subtract(np.full_like(cut, paper), cut)  # 0 where a pixel is brighter than the paper
    parts = []
    for x, y, w, h, size in found[1:].tolist():
        if size >= FEWEST_PIXELS:
            around = darkness[max(0, y - 1) : y + h + 2, max(0, x - 1) : x + w + 1]
            parts.append(_Ink(left + x, top + y, w, h, cv2.sumElems(around)[0] / (paper - ink)))
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


def _is_comma(word: ReadWord, parts: Sequence[_Ink], usual: float | None, size: float, behind: str) -> bool:
    """Whether a full stop is a comma.

    Args:
        usual: ink of a comma of the page; None where it has too few to say.
        size: ink of its print by that of most of the page.
        behind: the first letter of the next word, see `_letter_behind`.
    """
    sign, before = _lowest(word, parts), word.text[-2:-1]
    small_print = size < SMALL_PRINT
    goes_on = behind.islower() or (small_print and behind != "")
    may_be = before.islower() or ((before.isalnum() or before == ")") and goes_on)
    if sign is None or not may_be:
        return False
    if usual is not None:
        least, most = IN_SMALL_PRINT if small_print else BEFORE_SMALL if behind.islower() else BEFORE_OTHERS
        return least <= sign.amount / (usual * size) <= most
    return before.islower() and _stands_on_line(word.text[:-1]) and _goes_below(word, sign, parts)


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
