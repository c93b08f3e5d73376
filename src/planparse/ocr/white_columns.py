"""Tables that have horizontal rules alone: their columns are told apart by the white between them.

The rules have to begin and end at the same places, as those of one table do; lines under a letterhead, above footnotes
and for writing on do not, or have no columns of print between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from planparse.ocr.picture import Picture
from planparse.ocr.rules import Rule
from planparse.tables.lattice import Line

SHORTEST_INCHES = 2.0
"""A narrower table is none."""
END_INCHES = 0.1
"""How far the ends of the rules of one table may be apart."""
ROW_INCHES = (0.15, 3.0)
"""Lowest and highest row: a line of small print; most of a page would be two tables, or none."""
FEWEST_RULES = 3
CORRIDOR_INCHES, WIDE_CORRIDOR_INCHES = 0.1, 0.2
"""Narrowest white between columns; where there are only two rows, spaces may lie below each other by chance, and it has
to be wider. Spaces between words of 14 pt have 0.05, in justified lines up to 0.1."""
CROSSED = 0.25
"""Share of the rows that may have a cell over several columns."""
FILLED = 0.5
"""Share of the rows in which a column must hold something."""
INSET_INCHES = 0.03
"""How far beside a rule its pixels lie, and how far print may stick out of a table."""
DARK = 128


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rules of a table from top to bottom, and which columns of pixels hold ink between each two of them."""

    left: int
    right: int
    ys: tuple[float, ...]
    inked: NDArray[np.bool_]


def white_columns(rules: Sequence[Rule], picture: Picture) -> Iterator[Line]:
    """The vertical lines that tables without any would have, row by row."""
    down = [rule for rule in rules if not rule.horizontal]
    for group in _of_one_table(rules, picture):
        if not any(_meet(across, rule, picture) for across in group for rule in down):
            rows = _rows(group, picture)
            yield from _lines(rows, _corridors(rows, picture), picture)


def _of_one_table(rules: Sequence[Rule], picture: Picture) -> Iterator[list[Rule]]:
    """The horizontal rules that begin and end at the same places, not too far from each other."""
    near, (low, high) = picture.inches(END_INCHES), map(picture.inches, ROW_INCHES)
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not rule.horizontal or rule.length < picture.inches(SHORTEST_INCHES):
            continue
        for group in groups:
            last = group[-1]
            if max(abs(rule.start - last.start), abs(rule.end - last.end)) <= near and rule.at - last.at <= high:
                if rule.at - last.at >= low:  # a double rule is one
                    group.append(rule)
                break
        else:
            groups.append([rule])
    return (group for group in groups if len(group) >= FEWEST_RULES)


def _meet(across: Rule, down: Rule, picture: Picture) -> bool:
    near = picture.inches(END_INCHES)
    beside = across.start - near <= down.at <= across.end + near
    return beside and down.start - near <= across.at <= down.end + near


def _rows(group: Sequence[Rule], picture: Picture) -> _Rows:
    inset = picture.inches(INSET_INCHES)
    left = max(0, round(min(rule.start for rule in group)) - inset)
    right = min(picture.grey.shape[1], round(max(rule.end for rule in group)) + inset)
    ys = tuple(rule.at for rule in group)
    dark = (picture.grey[round(y) + inset : round(below) - inset, left:right] < DARK for y, below in pairwise(ys))
    return _Rows(left, right, ys, np.array([np.count_nonzero(row, axis=0) > 1 for row in dark]))


def _corridors(rows: _Rows, picture: Picture) -> list[tuple[int, int]]:
    """The first column of pixels of each corridor, and the first behind it; none where what is between them is no
    column."""
    count = len(rows.inked)
    quiet = rows.inked.sum(axis=0) <= int(CROSSED * count)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], quiet.view(np.int8), [0]))))
    narrowest = picture.inches(CORRIDOR_INCHES if count > 2 else WIDE_CORRIDOR_INCHES)
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= narrowest]
    between = [(a, b) for a, b in runs if a > 0 and b < len(quiet)]
    ends = [0, *(edge for corridor in between for edge in corridor), len(quiet)]
    columns = [rows.inked[:, a:b].any(axis=1).sum() for a, b in zip(ends[::2], ends[1::2], strict=True)]
    return between if min(columns) >= max(2, FILLED * count) else []


def _lines(rows: _Rows, corridors: Sequence[tuple[int, int]], picture: Picture) -> Iterator[Line]:
    if not corridors:
        return
    half = picture.inches(CORRIDOR_INCHES) // 2
    for inked, (top, bottom) in zip(rows.inked, pairwise(rows.ys), strict=True):
        yield Line(rows.left, top, bottom)
        yield Line(rows.right, top, bottom)
        for first, end in corridors:
            middle = (first + end) // 2
            if not inked[middle - half : middle + half].any():
                yield Line(rows.left + middle, top, bottom)
