"""Numbers that were torn between two ones: `số I 18/2025/NĐ-CP`, `ngày 20/1 1/2025`, `281 1/QĐ-UBND`.

The ones of Times stand so far apart, 0.32 of their height, that Tesseract ends a word between them. On printed pages
the boxes of such halves had 0.37 to 0.48 between them. Behind a real space another one begins after 0.61 to 0.78 in
five upright faces; in bold and slanted ones after 0.49 to 0.6, but those are not torn: their ones stand closer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.ocr.joined_neighbours import gap, with_neighbours_joined
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
    return with_neighbours_joined(words, _number, UNSURE)


def _number(first: ReadWord, second: ReadWord) -> str | None:
    if not (_ENDS.fullmatch(first.text) and _BEGINS.fullmatch(second.text)):
        return None
    if not any(map(str.isdigit, first.text + second.text)):
        return None  # `I I` may be a Roman numeral, or the sides of a frame
    return f"{first.text[:-1]}11{second.text[1:]}" if 0 <= gap(first, second) < NEAR else None
