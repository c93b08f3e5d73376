"""The grids of single pages as rows of cells over restored text: what stitching works on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planparse.layout.passages import Passage, mean_confidence, passage_from_spans
from planparse.pagetext import BBox, Grid, Origin
from planparse.restoration.edits import RestoredText
from planparse.tables.table import Cell

LEVELS = " / "
"""Stands between a title over several columns and the titles below it; it is not on the page."""

Span = tuple[RestoredText, int, int]
"""A piece of the restored text of a page."""


class PieceCell(NamedTuple):
    """A cell of a grid, or of several grids when a page break runs through it."""

    spans: tuple[Span, ...] = ()
    page: int = 0
    bbox: BBox | None = None
    row_span: int = 1
    column_span: int = 1
    over: PieceCell | None = None
    """Of a column title: the merged title above it."""

    @property
    def text(self) -> str:
        """The text on one line, without that of the merged title above."""
        return " ".join(" ".join(page.text[start:end].split()) for page, start, end in self.spans)

    def joined(self, below: PieceCell) -> PieceCell:
        """This cell with the part of it that stands after a page break."""
        first = self if self.spans or self.bbox is not None else below
        return first._replace(spans=self.spans + below.spans)

    def cell(self) -> Cell:
        """The cell as it is given on."""
        return Cell(
            passage=self._passage(),
            page=self.page,
            bbox=self.bbox,
            confidence=mean_confidence(self.spans),
            row_span=self.row_span,
            column_span=self.column_span,
        )

    def _passage(self) -> Passage:
        own = passage_from_spans(self.spans)
        if self.over is None:
            return own
        above = self.over._passage()
        shift = len(above.text) + len(LEVELS)
        moved = tuple(s._replace(start=s.start + shift, end=s.end + shift) for s in own.segments)
        return Passage(above.text + LEVELS + own.text, above.segments + moved)


Row = tuple[PieceCell, ...]


def texts(row: Row) -> tuple[str, ...]:
    """The texts of a row's cells."""
    return tuple(cell.text for cell in row)


@dataclass(frozen=True)
class Piece:
    """A grid as it lies on one page; all rows have the same number of cells."""

    page: RestoredText
    start: int
    """Offsets in the restored text of the page."""
    end: int
    rows: tuple[Row, ...]
    edges: tuple[float, ...] = ()
    """The x of the column borders in points, one more than there are columns; empty for text."""

    @property
    def n_columns(self) -> int:
        """Cells in a row."""
        return len(self.rows[0]) if self.rows else 0

    @property
    def is_text(self) -> bool:
        """Whether the page is a text dump, where page breaks look like blank lines."""
        return self.page.page.origin is Origin.TEXT


def pieces_of(pages: Sequence[RestoredText]) -> Iterator[Piece]:
    """All grids in reading order."""
    for page in pages:
        for grid in sorted(page.page.grids, key=lambda grid: grid.start):
            if grid.n_rows and grid.n_columns:
                yield _piece(page, grid)


def _piece(page: RestoredText, grid: Grid) -> Piece:
    number = page.page.number
    rows = [[PieceCell(page=number)] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        start, end = page.from_raw(cell.start), page.from_raw(cell.end)
        spans = ((page, start, end),) if page.text[start:end].strip() else ()
        rows[cell.row][cell.column] = PieceCell(spans, number, cell.bbox, cell.row_span, cell.column_span)
    return Piece(
        page, page.from_raw(grid.start), page.from_raw(grid.end), tuple(tuple(row) for row in rows), _edges(grid)
    )


def _edges(grid: Grid) -> tuple[float, ...]:
    """The borders of the columns, from the cells that start and end at them; empty when some are not known."""
    edges: dict[int, float] = {}
    for cell in grid.cells:
        if cell.bbox is not None:
            edges.setdefault(cell.column, cell.bbox.x0)
            edges.setdefault(cell.column + cell.column_span, cell.bbox.x1)
    known = tuple(edges[i] for i in range(grid.n_columns + 1) if i in edges)
    return known if len(known) == grid.n_columns + 1 else ()
