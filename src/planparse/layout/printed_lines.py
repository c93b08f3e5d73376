"""Printed lines: words with boxes, in any order, become lines as the eye sees them.

Words are chained from left to right: each joins the line whose recent words it overlaps most in height. A chain follows
the slant of a scan, and small marks (hyphens, superscripts, full stops) fall inside the height of their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Protocol, TypeVar

from planparse.pagetext import BBox

MIN_OVERLAP = 0.45
"""Share of the smaller height that a word must have in common with its line. Neighbouring lines of the densest print
(pitch 1.0 em in table headers) share at most 0.25; a superscript shares 0.6 and more with its own line."""
TALL = 2.2
"""A box this many times the median height is no printed word (a stamp, a brace): it must not widen its line."""
SAME_LINE = 0.4
"""Added to the overlap of words that the reader put on one line: a hyphen on a slanted page may overlap the line above
as much as its own."""
ON_TOP = 0.3
"""Taken from the overlap of a word that lies on top of the line's last word. Readers give such boxes now and then
(a hyphen inside `chính`), so it is no proof; but two words on top of each other mostly belong to two lines."""
MEMORY = 4
"""Words at the end of a line that make up its height: enough to hold an ascender and a descender, few enough to follow
a slanted line."""
LONG_LINE = 0.4
"""Share of the text's width above which a line tells the slant of the page."""
LEAST_SLANT = 0.002
"""Slants below this (a tenth of a degree, 1 pt over a line) change nothing."""
BUCKET_LINES = 2.0
"""Height of the index buckets in median word heights; a word looks into its own bucket and the two beside it."""


class Placed(Protocol):
    """Anything with a box."""

    @property
    def bbox(self) -> BBox:
        """Where it stands."""

    @property
    def line(self) -> int | None:
        """The line that its reader put it on, if the reader tells lines."""


P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class _Chain:
    members: list[int]
    tops: list[float]
    bottoms: list[float]
    right: float
    top: float = 0.0
    bottom: float = 0.0
    bucket: int = 0
    hints: set[int | None] = field(default_factory=set)
    """The reader's lines of its words."""


def printed_lines(words: Sequence[P]) -> list[list[P]]:
    """The lines of a column of text from top to bottom, each with its words from left to right."""
    if not words:
        return []
    boxes = [(w.bbox.x0, w.bbox.top, w.bbox.x1, w.bbox.bottom) for w in words]
    hints = [w.line for w in words]
    chains = _chain(boxes, hints)
    slant = _slant(boxes, chains)
    if abs(slant) > LEAST_SLANT:
        boxes = [(x0, top - slant * x0, x1, bottom - slant * x0) for x0, top, x1, bottom in boxes]
        chains = _chain(boxes, hints)
    chains.sort(key=lambda members: _level(boxes, members))
    return [[words[i] for i in members] for members in chains]


def line_box(words: Iterable[Placed]) -> BBox:
    """The box around the words of a line."""
    boxes = [word.bbox for word in words]
    return BBox(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


_Box = tuple[float, float, float, float]


def _chain(boxes: Sequence[_Box], hints: Sequence[int | None]) -> list[list[int]]:
    height = max(median(bottom - top for _, top, _, bottom in boxes), 0.01)
    size = height * BUCKET_LINES
    buckets: dict[int, list[_Chain]] = {}
    chains: list[_Chain] = []
    in_order = sorted(range(len(boxes)), key=lambda i: (boxes[i][3] - boxes[i][1] > TALL * height, boxes[i][0]))
    for i in in_order:
        _, top, x1, bottom = boxes[i]
        if bottom - top > TALL * height:
            _add_tall(chains, i, boxes)
            continue
        place = int((top + bottom) / 2 / size)
        chain = _best(buckets, place, boxes[i], hints[i])
        if chain is None:
            chain = _Chain([i], [top], [bottom], x1, top, bottom, place, {hints[i]})
            chains.append(chain)
            buckets.setdefault(place, []).append(chain)
            continue
        chain.members.append(i)
        chain.right = max(chain.right, x1)
        chain.hints.add(hints[i])
        chain.tops.append(top)
        chain.bottoms.append(bottom)
        chain.top, chain.bottom = min(chain.tops[-MEMORY:]), max(chain.bottoms[-MEMORY:])
        now = int((chain.top + chain.bottom) / 2 / size)
        if now != chain.bucket:
            buckets[chain.bucket].remove(chain)
            buckets.setdefault(now, []).append(chain)
            chain.bucket = now
    return [chain.members for chain in chains]


def _add_tall(chains: list[_Chain], i: int, boxes: Sequence[_Box]) -> None:
    """Put a tall box into the line that runs through its middle, or into a line of its own."""
    x0, top, x1, bottom = boxes[i]
    middle = (top + bottom) / 2
    for chain in chains:
        if chain.top <= middle <= chain.bottom and boxes[chain.members[0]][0] - x1 < bottom - top > x0 - chain.right:
            chain.members.append(i)
            chain.members.sort(key=lambda member: boxes[member][0])
            return
    chains.append(_Chain([i], [top], [bottom], x1, top, bottom))


def _best(buckets: dict[int, list[_Chain]], place: int, box: _Box, hint: int | None) -> _Chain | None:
    """The chain that shares most of its height with the box, if it shares enough."""
    x0, top, x1, bottom = box
    best, best_share = None, MIN_OVERLAP
    for key in (place - 1, place, place + 1):
        for chain in buckets.get(key, ()):
            shared = (bottom if bottom < chain.bottom else chain.bottom) - (top if top > chain.top else chain.top)
            if shared <= 0:
                continue
            share = shared / max(0.1, min(bottom - top, chain.bottom - chain.top))
            if hint is not None and hint in chain.hints:
                share += SAME_LINE
            elif chain.right - x0 > 0.5 * (x1 - x0) + 1.0:
                share -= ON_TOP
            if share > best_share:
                best, best_share = chain, share
    return best


def _slant(boxes: Sequence[_Box], chains: Sequence[Sequence[int]]) -> float:
    """Points that long lines sink per point to the right; the median, so that one bad chain does not matter."""
    width = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    slopes = []
    for members in chains:
        first, last = boxes[members[0]], boxes[members[-1]]
        run = last[0] - first[0]
        if len(members) >= 5 and run > LONG_LINE * width:
            # The lower edge of a word without descender lies on the base line: take the higher of neighbouring two.
            left = min(boxes[i][3] for i in members[:3])
            right = min(boxes[i][3] for i in members[-3:])
            slopes.append((right - left) / run)
    return median(slopes) if slopes else 0.0


def _level(boxes: Sequence[_Box], members: Sequence[int]) -> float:
    return median((boxes[i][1] + boxes[i][3]) / 2 for i in members)
