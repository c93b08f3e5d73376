"""The two places of an administrative document that are set in two columns: letterhead and signature block.

Decree 30/2020/NĐ-CP sets the issuing body (left) beside the national motto (right) at the head, and the recipients
(Nơi nhận, left) beside the signature (right) at the end. Everything else is one column, also where words stand far
apart: a justified line, a table without rules. So columns are never cut on white space alone: a zone starts from a line
that only these two places have, and grows over its neighbours while they keep to the two sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from planparse.folding import fold
from planparse.layout.column_seeds import Place, Seed, find_seed
from planparse.layout.column_wording import ADDRESSEE, is_capitals, is_recipients, is_remark, opens_form
from planparse.layout.line_parts import PartedLine, W, cut, measure

PART_GAP = 0.9
"""White space inside a line that separates its parts, in word heights; a word space is 0.3-0.5."""
HEAD_LEADING = 2.6
"""Largest distance of a letterhead line from the one above, in word heights; the title below stands farther."""
MOST_HEAD_LINES = 9
MOST_PAIRED_LINES = 4
"""Lines with print on both sides of a zone that only its capitals tell; a table of two columns has more."""


@dataclass(frozen=True)
class Zone(Generic[W]):
    """Lines `first` to `last` (exclusive) of a page, set in two columns."""

    first: int
    last: int
    left: tuple[W, ...]
    right: tuple[W, ...]


def two_column_zones(
    lines: Sequence[Sequence[W]], width: float, word_height: float, *, first_page: bool
) -> list[Zone[W]]:
    """The letterheads and signature blocks among the lines of a page, from top to bottom; they do not overlap."""
    page = [measure(line, PART_GAP * word_height) for line in lines]
    zones: list[Zone[W]] = []
    for i in range(len(page)):
        if zones and i < zones[-1].last:
            continue
        seed = find_seed(page, i, width, word_height, first_page)
        if seed is not None:
            zone = _grow(page, seed, width, word_height, zones[-1].last if zones else 0)
            if zone is not None:
                zones.append(zone)
    return zones


def _grow(
    lines: Sequence[PartedLine[W]], seed: Seed, width: float, word_height: float, earliest: int
) -> Zone[W] | None:
    """The zone around a seed: its neighbours above and below that leave the gutter free."""
    page = [*lines[: seed.line], cut(lines[seed.line], (seed.left + seed.right) / 2), *lines[seed.line + 1 :]]
    sides = _Sides(seed, width, word_height)
    if not sides.take(page[seed.line]):
        return None
    first, last = seed.line, seed.line + 1
    while first > max(earliest, seed.line - 4) and sides.may_precede(page[first - 1], page[first]):
        first -= 1
        sides.take(page[first])
    while last < len(page) and sides.may_follow(page[last], page[last - 1]) and sides.take(page[last]):
        last += 1
    left, right, paired = sides.split(page[first:last])
    if not left or not right or (not seed.by_words and paired > MOST_PAIRED_LINES):
        return None
    return Zone(first, last, tuple(left), tuple(right))


class _Sides:
    """The two sides of a zone while it grows."""

    def __init__(self, seed: Seed, width: float, word_height: float) -> None:
        self.place, self.seed_line = seed.place, seed.line
        self.left, self.right = seed.left, seed.right
        self.width, self.unit = width, word_height
        self.right_end = seed.right
        self.left_start = seed.left
        self.taken = 0

    def take(self, line: PartedLine[W]) -> bool:
        """Narrow the gutter so that the line keeps to its sides; False where the line runs across it."""
        middle = (self.left + self.right) / 2
        left = [part for part in line.parts if part.centre < middle]
        right = [part for part in line.parts if part.centre >= middle]
        new_left = max([self.left, *(part.x1 for part in left)])
        new_right = min([self.right, *(part.x0 for part in right)])
        if new_right - new_left < 0.1 * self.unit:
            return self._overhangs(line)
        self.left, self.right = new_left, new_right
        self.right_end = max([self.right_end, *(part.x1 for part in right)])
        self.left_start = min([self.left_start, *(part.x0 for part in left)])
        self.taken += 1
        return True

    def _overhangs(self, line: PartedLine[W]) -> bool:
        """Whether the line is a long recipient that runs below the signature's first lines."""
        return (
            self.place is Place.CLOSING
            and len(line.parts) == 1
            and abs(line.parts[0].x0 - self.left_start) < 2 * self.unit
            and line.parts[0].x1 < (self.right + self.right_end) / 2
        )

    def may_precede(self, line: PartedLine[W], below: PartedLine[W]) -> bool:
        """Whether a line above the zone belongs to it; body text that ends above a signature does not."""
        if below.top - line.bottom > HEAD_LEADING * self.unit or _has_no_letters(line):
            return False
        if any(part.x0 < self.right and part.x1 > self.left for part in line.parts):
            return False
        if self.place is Place.CLOSING:
            return line.parts[0].x0 > self.right - self.unit
        return line.parts[0].x1 < self.left + self.unit and is_capitals(line.parts[0].text)

    def may_follow(self, line: PartedLine[W], above: PartedLine[W]) -> bool:
        """Whether a line below the zone can belong to it, before its place on the sides is looked at."""
        if _is_page_number(line):
            return False
        if self.place is Place.CLOSING:
            text = line.parts[0].text
            ends = is_remark(text) or opens_form(text) or (self.taken > 1 and is_recipients(text))
            return not (len(line.parts) == 1 and ends)
        if self.taken >= MOST_HEAD_LINES or line.top - above.bottom > HEAD_LEADING * self.unit:
            return False
        return not self._is_title(line)

    def _is_title(self, line: PartedLine[W]) -> bool:
        """Whether the line stands in the middle of the page, not under one of the two blocks."""
        if fold(line.parts[0].text).startswith(ADDRESSEE):
            return True
        centre = (line.parts[0].x0 + line.parts[-1].x1) / 2
        right_centre = (self.right + self.right_end) / 2
        alone = line.parts[0].x0 > self.left or line.parts[-1].x1 < self.right or len(line.parts) == 1
        return alone and abs(centre - self.width / 2) < min(0.08 * self.width, abs(centre - right_centre))

    def split(self, lines: Sequence[PartedLine[W]]) -> tuple[list[W], list[W], int]:
        """The words left and right of the gutter, and how many lines have both."""
        middle = (self.left + self.right) / 2
        left: list[W] = []
        right: list[W] = []
        paired = 0
        for line in lines:
            sides = [part.centre < middle for part in line.parts]
            paired += len(set(sides)) == 2
            for part, is_left in zip(line.parts, sides, strict=True):
                (left if is_left else right).extend(part.words)
        return left, right, paired


def _is_page_number(line: PartedLine[W]) -> bool:
    return len(line.parts) == 1 and bool(re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*", line.parts[0].text))


def _has_no_letters(line: PartedLine[W]) -> bool:
    return not any(c.isalpha() for part in line.parts for c in part.text)
