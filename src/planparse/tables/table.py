"""Logical tables: one entry per table, also when it runs over several pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planparse.layout.passages import Passage
from planparse.pagetext import BBox


class Cell(NamedTuple):
    """A cell with its text, line breaks and page breaks joined; `passage` is empty where nothing is printed."""

    passage: Passage
    page: int
    bbox: BBox | None = None
    confidence: float = 1.0
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """The text of the cell on one line."""
        return self.passage.text


@dataclass(frozen=True)
class Table:
    """A table with two columns or more. Every row has as many cells as the header."""

    pages: tuple[int, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first_page: int
    first_offset: int
    """Offset of the table's first character in the restored text of its first page: its place in reading order."""
    last_page: int
    last_offset: int

    def covering(self, row: int, column: int) -> Cell | None:
        """The merged cell (ô gộp) above that reaches down to this place; None where none does."""
        above = self._filled_above[row][column]
        if above is None:
            return None
        cell = self.rows[above][column]
        return cell if cell.row_span > row - above else None

    @cached_property
    def _filled_above(self) -> list[list[int | None]]:
        """For every place, the nearest row above that has a text in its column; an empty column is walked once."""
        nearest: list[int | None] = [None] * len(self.header)
        found = []
        for i, row in enumerate(self.rows):
            found.append(nearest)
            nearest = [i if cell.passage else before for cell, before in zip(row, nearest, strict=True)]
        return found
