"""Which of the words that Tesseract reads in a table cell are printed there: the rest are specks and rests of rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from planparse.layout.composition import PlacedWord
from planparse.ocr.debris import LOW

LONE_SIGNS = frozenset("-–—x+*%‰")
"""Signs that may be all of a cell: those that fill an empty place in, and what a column is measured in."""
SURE = 0.5
"""Confidence from which such a sign is one."""
_REST_OF_RULE = re.compile(r"[_~|¬^]")
"""Signs that no cell of words prints by themselves: `Hệ thống đưa vào sử dụng _.`"""
_LONE_ONE = re.compile(r"[|l!ỊÌÍ]")


def words_of_cell(words: Sequence[PlacedWord]) -> tuple[PlacedWord, ...]:
    """The words of a cell. A bar that is all of a cell is the number 1: rules were painted over before."""
    if len(words) == 1 and _LONE_ONE.fullmatch(words[0].text):
        return (replace(words[0], text="1"),)
    if not any(any(c.isalnum() for c in word.text) for word in words):
        return tuple(word for word in words if word.text in LONE_SIGNS and word.confidence > SURE)
    height = median([word.bbox.height for word in words if sum(map(str.isalpha, word.text)) > 1] or [0.0])
    return tuple(word for word in words if _is_print(word, height))


def _is_print(word: PlacedWord, height: float) -> bool:
    """Whether a word of a cell is more than the tone marks of a line, which are read once more as a line of their own
    (`w ^ ^ 2` above `năng số, công nghệ số`), and no rest of a rule; `height` is that of the words around it."""
    if any(c.isalnum() for c in word.text):
        return word.bbox.height >= LOW * height
    return not _REST_OF_RULE.search(word.text)
