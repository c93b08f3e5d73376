"""The measure (độ rộng dòng) of a document: how long a line is that was broken because it was full."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

from planparse.layout.line_width import printed_width
from planparse.layout.lines import Line

SENTENCE_END = ".;:!?…"
"""A line that ends in one of these may be the last of its paragraph."""
MIN_EVIDENCE = 4
"""Fewer lines that are certainly broken say nothing about the measure of a page; then the document's is used."""
DEFAULT_MEASURE = 95.0
"""Characters: the longest lines of Times 14 on A4 hold 80 to 95."""
UNWRAPPED = 160.0
"""Characters: text whose lines go on beyond this was saved with one paragraph a line."""
CLEARLY_SHORT = 0.86
"""A line that would have had room for the next word at this share of the measure ended on purpose: see `line_width`."""
CLEARLY_SHORT_BOXES = 0.97
"""The same where widths are known in points: justified lines end at the margin."""

_ITEM = re.compile(r"[a-zđ]{1,2}[).]")
"""`a) Nâng cấp đê` below `1. Nội dung` begins with a small letter and goes on with nothing."""

BALANCED = 12.0
"""Points by which the two sides of a nearly full centred line differ at most; a first-line indent alone is wider."""
CENTRED = 40.0
"""Points of room at least on either side of a centred line, and at most between the two: a first-line indent has 36."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Left and right margin of the running text, in points, or 0 and a width in characters."""

    left: float
    right: float
    boxes: bool

    @property
    def unwrapped(self) -> bool:
        """Whether the text was saved with one paragraph a line."""
        return not self.boxes and self.right > UNWRAPPED

    def has_room(self, line: Line, next_line: Line) -> bool:
        """Whether the first word of the next line would have fit on this one."""
        word = next_line.text.split(maxsplit=1)[0]
        if self.boxes and line.left is not None and line.right is not None:
            per_character = (line.right - line.left) / max(1, len(line.text))
            width = line.right - self.left + (len(word) + 1) * per_character
            return width <= (self.right - self.left) * CLEARLY_SHORT_BOXES
        return printed_width(line.text, word) <= self.right * CLEARLY_SHORT

    def balanced(self, line: Line) -> bool:
        """Whether a line has the same small room on both sides: a centred one that is nearly full."""
        if not self.boxes or line.left is None or line.right is None:
            return False
        before, after = line.left - self.left, self.right - line.right
        return min(before, after) > BALANCED / 2 and abs(before - after) < BALANCED

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, with room on both sides; False where boxes are unknown."""
        if not self.boxes or line.left is None or line.right is None:
            return False
        before, after = line.left - self.left, self.right - line.right
        return before > CENTRED and after > CENTRED and abs(before - after) < CENTRED


def continues(line: Line, next_line: Line) -> bool:
    """Whether the text of a line certainly goes on in the next one."""
    below = next_line.text
    if line.text[-1] in SENTENCE_END or not below[:1].islower():
        return False
    return below[1:3].isalnum() or not _ITEM.match(below)


def unfinished_pairs(lines: Sequence[Line]) -> list[int]:
    """The lines, by their index, that certainly go on what the line before them says."""
    return [i for i, (line, following) in enumerate(pairwise(lines), start=1) if continues(line, following)]


def measure_of(lines: Sequence[Line], unfinished: Sequence[int]) -> dict[int, Measure]:
    """The measure of every page, by page number; see `unfinished_pairs`."""
    by_page: dict[int, list[tuple[Line, Line]]] = {}
    for i in unfinished:
        line = lines[i - 1]
        if len(line.text) > 1:
            by_page.setdefault(line.page.page.number, []).append((line, lines[i]))
    together = [pair for pairs in by_page.values() for pair in pairs]
    # The widths of all lines, asked for of every document, took a twenty-fifth of the time of parsing.
    everywhere = _measure(together) if len(together) >= MIN_EVIDENCE else _longest(lines)
    numbers = {line.page.page.number for line in lines}
    if len(numbers) == 1:  # a text dump
        return dict.fromkeys(numbers, everywhere)
    result: dict[int, Measure] = {}
    for number in numbers:
        pairs = by_page.get(number, [])
        result[number] = _measure(pairs) if len(pairs) >= MIN_EVIDENCE else everywhere
    return result


def _longest(lines: Sequence[Line]) -> Measure:
    lengths = sorted(printed_width(line.text) for line in lines)
    if not lengths:
        return Measure(0, DEFAULT_MEASURE, boxes=False)
    longest = lengths[int(0.9 * (len(lengths) - 1))]
    return Measure(0, longest if longest > UNWRAPPED else max(longest, DEFAULT_MEASURE * 0.6), boxes=False)


def _measure(pairs: Sequence[tuple[Line, Line]]) -> Measure:
    lefts = [following.left for _, following in pairs if following.left is not None]
    rights = [line.right for line, _ in pairs if line.right is not None]
    if len(lefts) >= MIN_EVIDENCE and len(rights) >= MIN_EVIDENCE:
        return Measure(quantiles(lefts, n=4)[0], quantiles(rights, n=4)[2], boxes=True)
    lengths = [printed_width(line.text) for line, _ in pairs]
    return Measure(0, quantiles(lengths, n=4)[2], boxes=False)
