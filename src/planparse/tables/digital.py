"""Ruled tables of digital PDF pages: pdfplumber joins the drawn lines, the words are those of the text layer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord
from planparse.pagetext import BBox
from planparse.tables.lattice import Lattice, Line, find_lattices, is_table

TOLERANCE = 3.0
"""Points by which drawn lines may miss each other; pdfplumber's own default for snapping."""
SHORTEST = 5.0
"""Points; dots and dashes of drawn borders are joined up to here."""


def find_grids(
    words: Sequence[PlacedWord], rules: Sequence[BBox]
) -> tuple[tuple[PlacedGrid, ...], tuple[PlacedWord, ...]]:
    """The ruled tables of a page with the words in their cells, and the words outside every table.

    Frames around text and single-row boxes are not tables; their words stay outside.

    Args:
        words: the words of the page.
        rules: the straight lines drawn on it, each a box without width or without height.
    """
    grids: list[PlacedGrid] = []
    outside = tuple(words)
    for table in filter(is_table, _lattices(rules)):
        grid, outside = _fill(table, outside)
        if any(cell.words for cell in grid.cells):
            grids.append(grid)
    return tuple(grids), outside


def _lattices(rules: Iterable[BBox]) -> tuple[Lattice, ...]:
    from pdfplumber.table import merge_edges
    from pdfplumber.utils.geometry import filter_edges

    edges = merge_edges([_edge(rule) for rule in rules], *[TOLERANCE] * 4)
    lines: dict[str, list[Line]] = {"h": [], "v": []}
    for edge in filter_edges(edges, min_length=SHORTEST):
        lines[edge["orientation"]].append(_line(edge))
    return find_lattices(lines["h"], lines["v"], tolerance=TOLERANCE)


def _edge(rule: BBox) -> dict[str, Any]:
    """A line as pdfplumber describes it."""
    return {
        "object_type": "line",
        "orientation": "h" if rule.width > rule.height else "v",
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "doctop": rule.top,
        "width": rule.width,
        "height": rule.height,
    }


def _line(edge: dict[str, Any]) -> Line:
    if edge["orientation"] == "h":
        return Line(float(edge["top"]), float(edge["x0"]), float(edge["x1"]))
    return Line(float(edge["x0"]), float(edge["top"]), float(edge["bottom"]))


def _fill(table: Lattice, words: Iterable[PlacedWord]) -> tuple[PlacedGrid, tuple[PlacedWord, ...]]:
    """The grid of a table with the words whose middle lies in a cell, and the other words."""
    boxes = [table.box(cell) for cell in table.cells]
    inside: list[list[PlacedWord]] = [[] for _ in table.cells]
    outside: list[PlacedWord] = []
    for word in words:
        x, y = (word.bbox.x0 + word.bbox.x1) / 2, (word.bbox.top + word.bbox.bottom) / 2
        for i, (left, top, right, bottom) in enumerate(boxes):
            if left <= x < right and top <= y < bottom:
                inside[i].append(word)
                break
        else:
            outside.append(word)
    cells = tuple(
        PlacedCell(cell.row, cell.column, BBox(*box), tuple(found), cell.row_span, cell.column_span)
        for cell, box, found in zip(table.cells, boxes, inside, strict=True)
    )
    outline = BBox(table.xs[0], table.ys[0], table.xs[-1], table.ys[-1])
    return PlacedGrid(outline, table.n_rows, table.n_columns, cells), tuple(outside)
