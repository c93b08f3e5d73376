"""Ruled tables in a page picture: where they are, and a clean picture of every cell that holds ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from planparse.ocr.picture import WHITE, Grey, Mask, Picture, PixelBox, paper_of
from planparse.ocr.rules import Rule
from planparse.ocr.straight_runs import straight_runs
from planparse.ocr.white_columns import white_columns
from planparse.tables.lattice import Lattice, LatticeCell, Line, find_lattices, is_table

MEET_INCHES = 0.06
"""Rules that miss each other by less (12 pixels at 200 dpi) meet: photocopies eat corners. Chosen by eye; not
measured."""
SPECK_INCHES = 0.025
"""Ink smaller than this (5 pixels at 200 dpi) in one direction is a speck, unless it is as high as a digit 1, which may
be a cell. Chosen by eye; not measured."""
MARGIN_INCHES = 0.06
"""White margin around the picture of a cell; without it Tesseract drops letters that touch the edge."""
EDGE_INCHES = 0.03
"""How far beside a rule its pixels lie (2 points); print keeps 4 points or more away."""
LONG_INCHES = 0.6
"""A straight piece of this length is a rule wherever it stands: a line for writing, a rule that parts nothing."""
DARK, PALE = 128, 190
"""What is darker is ink, and may be ink beside it."""


@dataclass(frozen=True, slots=True)
class CellPicture:
    """The part of the page picture inside a cell, trimmed to its ink."""

    table: int
    """Index of the table on the page."""
    cell: LatticeCell
    box: PixelBox
    """Where the trimmed part lies on the page picture."""


def find_tables(rules: tuple[Rule, ...], picture: Picture) -> tuple[Lattice, ...]:
    """The tables of a page, in pixels."""

    def lines(*, horizontal: bool) -> list[Line]:
        return [Line(rule.at, rule.start, rule.end) for rule in rules if rule.horizontal is horizontal]

    down = [*lines(horizontal=False), *white_columns(rules, picture)]
    found = find_lattices(lines(horizontal=True), down, tolerance=picture.inches(MEET_INCHES))
    return tuple(lattice for lattice in found if is_table(lattice))


def outline_of(table: Lattice, picture: Picture) -> PixelBox:
    """The box of a table with its outer rules."""
    margin = picture.inches(0.03)
    rows, columns = picture.grey.shape
    return PixelBox(
        max(0, round(table.xs[0]) - margin),
        max(0, round(table.ys[0]) - margin),
        min(columns, round(table.xs[-1]) + margin),
        min(rows, round(table.ys[-1]) + margin),
    )


def without_tables(picture: Picture, tables: tuple[Lattice, ...], degrees: float = 0.0) -> Grey:
    """The page picture with the tables painted white, so that nothing is read twice.

    Args:
        degrees: by how much the picture was turned counter-clockwise, about its middle, before the tables were found.
    """
    if not tables:
        return picture.grey
    grey = picture.grey.copy()
    paper = paper_of(grey)
    rows, columns = grey.shape
    back = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    for table in tables:
        box = outline_of(table, picture)
        corners = np.array([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)])
        placed = corners @ back[:, :2].T + back[:, 2]
        cv2.fillPoly(grey, [np.rint(placed).astype(np.int32)], (paper,))
    return grey


def without_rules(
    grey: Grey, mask: Mask, rules: tuple[Rule, ...], tables: tuple[Lattice, ...], picture: Picture
) -> Grey:
    """The page picture with the rules painted white, so that none looks like a letter (l, 1, |) at a cell's edge.

    Short pieces count as rules only along the lines of a table: the feet of serifs that blur has joined are as
    straight, and on scans of 11 pt print at 200 dpi the lower half of `Các` was painted over (95 of 657 cells were
    misread; now 15 are).

    Args:
        mask: the pixels of all pieces, as `find_rules` gives them.
    """
    painted = np.zeros_like(mask)
    width = 2 * picture.inches(EDGE_INCHES)
    for rule in rules:
        if any(_is_line_of(rule, table, picture) for table in tables):
            ends = [(round(along), round(rule.position(along))) for along in (rule.start, rule.end)]
            first, last = ends if rule.horizontal else [(x, y) for y, x in ends]
            cv2.line(painted, first, last, (255,), width)
    length = picture.inches(LONG_INCHES)
    for horizontal in (True, False):
        painted = np.maximum(painted, straight_runs(mask, length, horizontal=horizontal)).astype(np.uint8)
    clean = grey.copy()
    clean[cv2.dilate(mask & painted, np.ones((3, 3), np.uint8)) > 0] = paper_of(grey)
    return clean


def _is_line_of(rule: Rule, table: Lattice, picture: Picture) -> bool:
    """Whether a rule lies on a line of a table."""
    lines, across = (table.ys, table.xs) if rule.horizontal else (table.xs, table.ys)
    on_line = min(abs(rule.at - line) for line in lines) <= picture.inches(MEET_INCHES)
    return on_line and rule.start < across[-1] and rule.end > across[0]


def cell_pictures(clean: Grey, tables: tuple[Lattice, ...], picture: Picture) -> Iterator[CellPicture]:
    """The cells that hold ink, table by table, in reading order."""
    inset, speck = picture.inches(0.01), picture.inches(SPECK_INCHES)
    for number, table in enumerate(tables):
        for cell in table.cells:
            left, top, right, bottom = (round(edge) for edge in table.box(cell))
            inside = PixelBox(left + inset, top + inset, right - inset + 1, bottom - inset + 1)
            box = _ink_box(clean, inside, speck)
            if box is not None:
                yield CellPicture(number, cell, box)


def _ink_box(clean: Grey, inside: PixelBox, speck: int) -> PixelBox | None:
    """The box around the print of a cell, without specks apart from it; None for an empty cell."""
    left, top = max(0, inside.left), max(0, inside.top)
    part = clean[top : inside.bottom, left : inside.right]
    if part.size == 0:
        return None
    marks = _marks(part, DARK)
    if not any((width > speck and height > speck) or height > 2 * speck for _, _, width, height in marks):
        return None
    box = _around([mark for mark in marks if max(mark[2:]) > speck])
    # Full stops, and the dots of a nặng, which blur makes pale: `Hoàn thiện` became `Hoàn thiên`.
    close = 2 * speck
    near = PixelBox(box.left - close, box.top - close, box.right + close, box.bottom + close)
    dots = [mark for mark in _marks(part, PALE) if _lies_in(mark, near)]
    box = _around([(box.left, box.top, box.right - box.left, box.bottom - box.top), *dots])
    return PixelBox(left + box.left, top + box.top, left + box.right, top + box.bottom)


def _marks(part: Grey, level: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of the connected ink of more than two pixels that is darker than a level."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < level).astype(np.uint8), connectivity=8)
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:] if max(w, h) > 2]


def _around(marks: Sequence[tuple[int, int, int, int]]) -> PixelBox:
    return PixelBox(
        min(x for x, _, _, _ in marks),
        min(y for _, y, _, _ in marks),
        max(x + width for x, _, width, _ in marks),
        max(y + height for _, y, _, height in marks),
    )


def _lies_in(mark: tuple[int, int, int, int], box: PixelBox) -> bool:
    left, top, width, height = mark
    return left >= box.left and top >= box.top and left + width <= box.right and top + height <= box.bottom


def crop(clean: Grey, box: PixelBox, picture: Picture) -> tuple[Grey, int, int]:
    """The picture of a cell with a white margin, and the page coordinates of its top left pixel.

    On grey paper, too: with a margin of paper 287 of 296 cells were right, with a white one 289.
    """
    margin = picture.inches(MARGIN_INCHES)
    part = clean[box.top : box.bottom, box.left : box.right]
    framed = cv2.copyMakeBorder(part, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(WHITE,))
    return framed.astype(np.uint8), box.left - margin, box.top - margin
