"""Numbers that were torn between two ones: `số I 18/2025/NĐ-CP`, `ngày 20/1 1/2025`, `281 1/QĐ-UBND`.

The ones of Times stand so far apart, 0.32 of their height, that Tesseract ends a word between them. On printed pages
the boxes of such halves had 0.37 to 0.48 between them. Behind a real space another one begins after 0.61 to 0.78 in
five upright faces; in bold and slanted ones after 0.49 to 0.6, but those are not torn: their ones stand closer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord

NEAR = 0.5
"""Space between two ones of a number, at most, as a share of the height of the lower word."""
UNSURE = 0.9
"""Confidence of what is joined, at most: it is read again like every number in doubt."""
_ONES = "1Il|"
_ENDS = re.compile(rf"(?:.*[\d/.,(-])?[{_ONES}]")
_BEGINS = re.compile(rf"[{_ONES}](?:[\d/.,;:)%-].*)?")


def with_ones_joined(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, with such numbers in one."""
    return tuple(word for line in lines_of(words) for word in _line(line))


def _line(line: Sequence[ReadWord]) -> Iterator[ReadWord]:
    held: ReadWord | None = None
    for word in line:
        if held is not None and _are_one(held, word):
            held = _joined(held, word)
            continue
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held


def _are_one(first: ReadWord, second: ReadWord) -> bool:
    if not (_ENDS.fullmatch(first.text) and _BEGINS.fullmatch(second.text)):
        return False
    if not any(map(str.isdigit, first.text + second.text)):
        return False  # `I I` may be a Roman numeral, or the sides of a frame
    gap = second.left - first.right
    level = first.top < second.bottom and second.top < first.bottom
    return level and 0 <= gap < NEAR * min(first.height, second.height)


def _joined(first: ReadWord, second: ReadWord) -> ReadWord:
    top = min(first.top, second.top)
    return replace(
        first,
        text=f"{first.text[:-1]}11{second.text[1:]}",
        top=top,
        width=second.right - first.left,
        height=max(first.bottom, second.bottom) - top,
        confidence=min(first.confidence, second.confidence, UNSURE),
        handwritten=first.handwritten or second.handwritten,
    )
