"""Ruled tables in a page picture: where they are, and a clean picture of every cell that holds ink."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from planparse.ocr.picture import WHITE, Grey, Mask, Picture, PixelBox
from planparse.ocr.rules import Rule
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
"""How far from the edge of a cell its rule is drawn (2 points); print keeps 4 points or more away."""
LONG_INCHES = 0.6
"""A straight piece of this length is a rule wherever it stands: a line for writing, a rule that parts nothing."""
DARK = 128


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

    found = find_lattices(lines(horizontal=True), lines(horizontal=False), tolerance=picture.inches(MEET_INCHES))
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
    rows, columns = grey.shape
    back = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    for table in tables:
        box = outline_of(table, picture)
        corners = np.array([(box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom)])
        placed = corners @ back[:, :2].T + back[:, 2]
        cv2.fillPoly(grey, [np.rint(placed).astype(np.int32)], (WHITE,))
    return grey


def without_rules(grey: Grey, rules: Mask, tables: tuple[Lattice, ...], picture: Picture) -> Grey:
    """The page picture with the rules painted white, so that none looks like a letter (l, 1, |) at a cell's edge.

    Short pieces count as rules only along the edges of cells: the feet of serifs that blur has joined are as straight,
    and on scans of 11 pt print at 200 dpi the lower half of `Các` was painted over (95 of 657 cells were misread; 22 are
    now).
    """
    near = np.zeros_like(rules)
    width = 2 * picture.inches(EDGE_INCHES)
    for table in tables:
        for cell in table.cells:
            left, top, right, bottom = (round(edge) for edge in table.box(cell))
            cv2.rectangle(near, (left, top), (right, bottom), (255,), width)
    length = picture.inches(LONG_INCHES)
    for size in ((length, 1), (1, length)):
        long = cv2.morphologyEx(rules, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        near = np.maximum(near, long).astype(np.uint8)
    clean = grey.copy()
    clean[cv2.dilate(rules & near, np.ones((3, 3), np.uint8)) > 0] = WHITE
    return clean


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
    """The box around everything in a cell that is larger than a speck; None for an empty cell."""
    part = clean[max(0, inside.top) : inside.bottom, max(0, inside.left) : inside.right]
    if part.size == 0:
        return None
    dark = (part < DARK).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    marks = [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in stats[1:]]
    if not any((w > speck and h > speck) or h > 2 * speck for _, _, w, h in marks):
        return None
    kept = [mark for mark in marks if max(mark[2], mark[3]) > 2]
    left, top = max(0, inside.left), max(0, inside.top)
    # Around it the dots of a nặng are left in, which blur makes as pale as specks: `Hoàn thiện` became `Hoàn thiên`.
    rows, columns = part.shape
    return PixelBox(
        left + max(0, min(x for x, _, _, _ in kept) - speck),
        top + max(0, min(y for _, y, _, _ in kept) - speck),
        left + min(columns, max(x + w for x, _, w, _ in kept) + speck),
        top + min(rows, max(y + h for _, y, _, h in kept) + speck),
    )


def crop(clean: Grey, box: PixelBox, picture: Picture) -> tuple[Grey, int, int]:
    """The picture of a cell with a white margin, and the page coordinates of its top left pixel."""
    margin = picture.inches(MARGIN_INCHES)
    part = clean[box.top : box.bottom, box.left : box.right]
    framed = cv2.copyMakeBorder(part, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(WHITE,))
    return framed.astype(np.uint8), box.left - margin, box.top - margin
