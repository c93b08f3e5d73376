"""Ruled tables of digital PDF pages: the lines come from pdfplumber, the words from planparse's own reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord
from planparse.pagetext import BBox
from planparse.tables.lattice import Lattice, Line, find_lattices, is_table

THIN = 2.5
"""Points. Word processors draw rules as filled boxes up to 1.5 points thick; larger filled boxes are backgrounds of
paragraphs, whose edges rule nothing."""
TOLERANCE = 3.0
"""Points by which drawn lines may miss each other; pdfplumber's own default for snapping."""
SHORTEST = 5.0
"""Points; dots and dashes of drawn borders are joined up to here by pdfplumber."""


def find_grids(
    data: bytes, page_number: int, words: Sequence[PlacedWord], *, password: str | None = None
) -> tuple[tuple[PlacedGrid, ...], tuple[PlacedWord, ...]]:
    """The ruled tables of a page with the words in their cells, and the words outside every table.

    Frames around text and single-row boxes are not tables; their words stay outside.

    Args:
        data: the PDF file.
        page_number: from 1.
        words: the words of the page in points from the top left corner of the upright page.
        password: opens an encrypted file.
    """
    grids: list[PlacedGrid] = []
    outside = tuple(words)
    for table in filter(is_table, _lattices(data, page_number, password)):
        grid, outside = _fill(table, outside)
        if any(cell.words for cell in grid.cells):
            grids.append(grid)
    return tuple(grids), outside


def _lattices(data: bytes, page_number: int, password: str | None) -> tuple[Lattice, ...]:
    import pdfplumber

    with pdfplumber.open(BytesIO(data), pages=[page_number], password=password) as document:
        page = document.pages[0]
        try:
            left, top = page.cropbox[:2]
            edges = pdfplumber.table.TableFinder(page.filter(_may_rule), {"edge_min_length": SHORTEST}).edges
            horizontal = [_line(edge, left, top) for edge in edges if edge["orientation"] == "h"]
            vertical = [_line(edge, left, top) for edge in edges if edge["orientation"] == "v"]
        finally:
            page.close()  # pdfplumber keeps every page that was opened
    return find_lattices(horizontal, vertical, tolerance=TOLERANCE)


def _may_rule(drawn: dict[str, Any]) -> bool:
    """Whether the edges of a drawn object may be ruled lines: strokes, and filled boxes that are thin."""
    if drawn["object_type"] == "line":
        return True
    if drawn["object_type"] not in {"rect", "curve"}:
        return False
    return bool(drawn.get("stroke")) or min(drawn["width"], drawn["height"]) <= THIN


def _line(edge: dict[str, Any], left: float, top: float) -> Line:
    if edge["orientation"] == "h":
        return Line(float(edge["top"] - top), float(edge["x0"] - left), float(edge["x1"] - left))
    return Line(float(edge["x0"] - left), float(edge["top"] - top), float(edge["bottom"] - top))


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
