"""Words that show where recipients (nơi nhận) and signature stand side by side on a page without a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.ocr.picture import PixelBox
from planparse.ocr.tsv import ReadWord

TITLE, FILE_COPY = "noi nhan", "luu:"
BESIDE_LINES = 8
"""Lines below the title of the recipients in which the signature begins at the latest."""


@dataclass(frozen=True)
class _AuthorityMark:
    """A line of `authority_lines.tsv`."""

    mark: str


def sign_of_columns(words: Sequence[ReadWord], width: int, dictionaries: Dictionaries) -> tuple[PixelBox, ...]:
    """The box of the first sign that there is; nothing where a page has none.

    It is the title of the recipients, where another column stands beside it; else their last line, since the title is
    what a reader of both columns loses first (`NN KT. THỦ TƯỚNG`); else the authority line (`Mới – ni Ieu 9; KT. BỘ
    TRƯỞNG`), where neither is left.

    Args:
        words: as they were read over both columns.
        width: of the page, in pixels.
    """
    pairs = list(pairwise(words))
    left = [(first, second) for first, second in pairs if second.right < width / 2]
    for first, second in left:
        if fold(f"{first.text} {second.text}").rstrip(" :.") != TITLE:
            continue
        bottom = second.bottom + BESIDE_LINES * second.height
        if any(word.left > width / 2 and first.top - first.height < word.top < bottom for word in words):
            return (_around(first, second),)
    for first, second in reversed(left):
        file_copy = fold(first.text) == FILE_COPY or (fold(first.text), fold(second.text)) == ("luu", "vt,")
        if file_copy and first.line == second.line:
            return (_around(first, second),)
    marks = _authority_marks(dictionaries)
    for first, second in reversed(pairs):
        signed = first.text.rstrip(".,") in marks and second.text.isupper()
        if signed and first.left > width / 2 and first.line == second.line:
            return (_around(first, second),)
    return ()


def _around(first: ReadWord, second: ReadWord) -> PixelBox:
    return PixelBox(first.left, first.top, second.right, second.bottom)


@lru_cache(maxsize=8)
def _authority_marks(dictionaries: Dictionaries) -> frozenset[str]:
    return frozenset(row.mark for row in dictionaries.rows("authority_lines.tsv", _AuthorityMark))
