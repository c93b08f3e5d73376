"""Two pages on one picture: a book or a stapled document that was laid open on the glass.

Its lines must not be read across. The picture is cut where a white corridor, or the shadow of the fold, runs through
its middle from top to bottom, and only when both halves have the shape and the print of a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from planparse.ocr.picture import WHITE, Grey, Picture
from planparse.ocr.rules import Rule
from planparse.pagetext import PageText

LEAST_ASPECT, MOST_ASPECT = 1.2, 1.6
"""Width by height of two pages side by side: 1.41 for two A4 pages, less or more where the scan is cut."""
REACH = (0.45, 0.55)
"""Where the corridor lies, as shares of the picture's width."""
GUTTER_INCHES = 0.5
"""Width of the corridor: the inner margins of two pages (2 cm each at least); the columns of a letterhead or a table
without rules stand closer."""
COARSE_DPI = 40
DARK = 150
FREE = 0.995
"""Share of the corridor's rows that have no ink: a speck is allowed, a line of print is not."""
LEAST_LINES = 8
"""Lines of print that each half must have: a slide or a form of two blocks has fewer."""


@dataclass(frozen=True, slots=True)
class Halves:
    """Where a picture of two pages is cut."""

    cut: int
    """First column of pixels of the right page."""
    fold: tuple[int, int]
    """The columns of the corridor, which may hold the shadow of the fold."""


def find_halves(picture: Picture, rules: Sequence[Rule]) -> Halves | None:
    """Where to cut a picture of two pages; None for everything else.

    Args:
        picture: upright.
        rules: its ruled lines: none of two pages crosses the fold.
    """
    rows, columns = picture.grey.shape
    if not LEAST_ASPECT <= columns / rows <= MOST_ASPECT:
        return None
    factor = max(1, round(picture.dpi / COARSE_DPI))
    dark = cv2.threshold(picture.grey, DARK, 255, cv2.THRESH_BINARY_INV)[1]
    size = (columns // factor, rows // factor)
    ink = cv2.resize(dark, size, interpolation=cv2.INTER_AREA) > 16
    width = max(1, round(GUTTER_INCHES * picture.dpi / factor))
    first, last = round(REACH[0] * size[0]), round(REACH[1] * size[0]) - width
    for left in sorted(range(first, last + 1), key=lambda x: abs(x + width / 2 - size[0] / 2)):
        corridor = ink[:, left : left + width].copy()
        corridor[:, corridor.mean(axis=0) > 0.8] = False  # the shadow of the fold
        if (~corridor.any(axis=1)).mean() < FREE:
            continue
        cut = (left + width // 2) * factor
        if any(rule.horizontal and rule.start < cut < rule.end for rule in rules):
            return None
        if min(_lines(ink[:, :left]), _lines(ink[:, left + width :])) >= LEAST_LINES:
            return Halves(cut, (left * factor, (left + width) * factor))
        return None
    return None


def _lines(ink: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """How many lines of print a coarse picture has: runs of rows with ink in a good part of their width."""
    full = ink.mean(axis=1) > 0.2
    return int(np.count_nonzero(full[1:] & ~full[:-1])) + int(full[0])


def half(picture: Picture, halves: Halves, side: int) -> Picture:
    """The left (0) or the right (1) page, the other one white: its words keep their places on the picture."""

    def alone(grey: Grey) -> Grey:
        page = grey.copy()
        page[:, halves.fold[0] : halves.fold[1]] = WHITE
        page[:, slice(halves.cut, None) if side == 0 else slice(0, halves.cut)] = WHITE
        return page

    coloured = None if picture.coloured is None else alone(picture.coloured)
    return replace(picture, grey=alone(picture.grey), coloured=coloured)


def joined(left: PageText, right: PageText) -> PageText:
    """Two pages on one picture as one page, the left one before the right one."""
    if not left.text or not right.text:
        return replace(left if left.text else right, unread=left.unread + right.unread)
    shift = len(left.text) + 1
    words = (replace(word, start=word.start + shift, end=word.end + shift) for word in right.words)
    grids = (
        replace(
            grid,
            start=grid.start + shift,
            end=grid.end + shift,
            cells=tuple(replace(cell, start=cell.start + shift, end=cell.end + shift) for cell in grid.cells),
        )
        for grid in right.grids
    )
    return replace(
        left,
        text=f"{left.text}\n{right.text}",
        words=(*left.words, *words),
        grids=(*left.grids, *grids),
        unread=left.unread + right.unread,
    )
