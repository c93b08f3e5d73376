"""Lines that only a letterhead or a signature block has: from them the two-column zones of a page grow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise

from planparse.folding import fold
from planparse.layout.column_wording import (
    GARBLED_CAPITALS,
    MOTTO,
    NATION,
    SIGNATURE_HEADS,
    capital_share,
    is_capitals,
    is_recipients,
    opens_form,
    phrase_start,
)
from planparse.layout.line_parts import PartedLine, W

GUTTER = 2.0
"""White space between two blocks of capitals that makes them two columns, in word heights."""
MOST_WORDS = 24
"""Words of the longest line of a letterhead, both sides together."""
MIDDLE = (0.22, 0.75)
"""Where the gutter may lie, as a share of the page's width."""
ITEM_LINES = 3
"""Lines from a position to the end of an item beside it."""

_DASHES = "-–—−+•"
_ITEM_ENDS = ";,."


class Place(Enum):
    """Which of the two places a zone is."""

    HEAD = auto()
    CLOSING = auto()


@dataclass(slots=True)
class Seed:
    """A line that tells a two-column zone."""

    line: int
    place: Place
    left: float
    right: float
    """The white space between the columns, from `left` to `right`."""
    by_words: bool = True
    """Whether known words tell it, not only the look of the line."""


def find_seed(page: Sequence[PartedLine[W]], i: int, width: float, word_height: float, first_page: bool) -> Seed | None:
    """What line `i` starts: a letterhead, a signature block, or nothing."""
    return (
        _nation(page[i], i, width)
        or _form_head(page[i], i, width)
        or _recipients(page, i, width, word_height)
        or _item_beside_signature(page, i, width)
        or _capitals(page[i], i, width, word_height, Place.HEAD if first_page else Place.CLOSING)
    )


def _nation(line: PartedLine[W], i: int, width: float) -> Seed | None:
    """The name of the nation or its motto, with something to the left of it or nothing."""
    words = [word for part in line.parts for word in part.words]
    if not 3 <= len(words) <= MOST_WORDS:
        return None
    folded = [fold(word.text) for word in words]
    start = phrase_start(folded, NATION)
    if start is not None and capital_share(word.text for word in words[start:]) < GARBLED_CAPITALS:
        return None
    if start is None:
        start = phrase_start(folded, MOTTO)
    if start is None:
        return None
    left = words[start - 1].bbox.x1 if start else words[0].bbox.x0 - 2.0
    return _seed_between(i, Place.HEAD, left, words[start].bbox.x0, width)


def _form_head(line: PartedLine[W], i: int, width: float) -> Seed | None:
    """The name of a unit in capitals beside `Mẫu số 01` or `Phụ lục II`."""
    first, last = line.parts[0], line.parts[-1]
    if len(line.parts) < 2 or not is_capitals(first.text) or not opens_form(last.text):
        return None
    return _seed_between(i, Place.HEAD, line.parts[-2].x1, last.x0, width)


def _recipients(page: Sequence[PartedLine[W]], i: int, width: float, word_height: float) -> Seed | None:
    """`Nơi nhận` at the left, with a signature beside it or within the next lines."""
    first = page[i].parts[0]
    if first.x0 > 0.4 * width or not is_recipients(first.text):
        return None
    for line in (*page[i : i + 4], *page[max(0, i - 4) : i][::-1]):
        right = [part for part in line.parts if part.x0 > first.x1 + word_height and part.centre > 0.45 * width]
        if right and (line is page[i] or right[0] is line.parts[0] or is_capitals(right[0].text)):
            return _seed_between(i, Place.CLOSING, first.x1, right[0].x0, width)
    return None


def _item_beside_signature(page: Sequence[PartedLine[W]], i: int, width: float) -> Seed | None:
    """An item of a list beside a position: the rest of a signature block that a page break has cut.

    Its columns do not share their base lines, so that the two may count as lines of their own.
    """
    line, head = page[i], page[i].parts[-1]
    if not is_capitals(head.text) or not SIGNATURE_HEADS.match(fold(head.text)):
        return None
    beside = (other for other in page[max(0, i - 1) : i + 2] if other.top < line.bottom and other.bottom > line.top)
    for other in beside:
        left = [part for part in other.parts if part.x1 < head.x0]
        if left and left[0].text[0] in _DASHES and _item_ends(page[page.index(other) :], head.x0):
            return _seed_between(i, Place.CLOSING, left[-1].x1, head.x0, width)
    return None


def _item_ends(lines: Sequence[PartedLine[W]], right: float) -> bool:
    """Whether one of the next lines left of the signature ends as items of a list do: a long item runs on below, and
    its last line, `b/c);`, may be lost."""
    left = (part for line in lines[:ITEM_LINES] for part in line.parts if part.x1 < right)
    return any(part.text[-1] in _ITEM_ENDS for part in left)


def _capitals(line: PartedLine[W], i: int, width: float, word_height: float, place: Place) -> Seed | None:
    """Two blocks of capitals, far apart, and nothing else."""
    gaps = [(b.x0 - a.x1, k) for k, (a, b) in enumerate(pairwise(line.parts), start=1)]
    wide = [k for gap, k in gaps if gap >= GUTTER * word_height]
    if len(wide) != 1:
        return None
    left, right = line.parts[: wide[0]], line.parts[wide[0] :]
    if not all(is_capitals(" ".join(part.text for part in side)) for side in (left, right)):
        return None
    seed = _seed_between(i, place, left[-1].x1, right[0].x0, width)
    return None if seed is None else replace(seed, by_words=False)


def _seed_between(i: int, place: Place, left: float, right: float, width: float) -> Seed | None:
    inside = MIDDLE[0] * width < (left + right) / 2 < MIDDLE[1] * width
    return Seed(i, place, left, right) if inside and right > left else None
