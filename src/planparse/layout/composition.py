"""Composition of a page: placed words and ruled grids become lines of text in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.pagetext import BBox


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and its box, as a reader (PDF text layer or OCR) gives it; no order is assumed."""

    text: str
    bbox: BBox
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell of a ruled grid with the words read in it."""

    row: int
    column: int
    bbox: BBox
    words: tuple[PlacedWord, ...] = ()
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A ruled table on a page; every place of `n_rows` x `n_columns` is covered by exactly one cell."""

    bbox: BBox
    n_rows: int
    n_columns: int
    cells: tuple[PlacedCell, ...]
