"""Composition of a page: placed words and ruled grids become lines of text in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from planparse.layout.columns import two_column_zones
from planparse.layout.printed_lines import printed_lines
from planparse.pagetext import BBox, Grid, GridCell, Origin, PageText, Word

CELL_SEPARATOR = "\t"
DRAWN_RULE = re.compile(r"[_\-–—─━=~.]*[_\-–—─━=]{3,}[_\-–—─━=~.]*")
"""A line that is drawn with characters, such as the one under the motto; alone on its line it is not text."""
BROKEN_SYMBOL = re.compile(r"(?<=\w)-\n(?=\w)|(?<=\d/)\n(?=[^\W\d])|(?<=\d)\n(?=/[^\W\d])")
"""A line break inside a document symbol or a range in a narrow cell: `753/KH-` + `DCT`, `2023-` + `2030`."""


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and its box, as a reader (PDF text layer or OCR) gives it; no order is assumed."""

    text: str
    bbox: BBox
    confidence: float = 1.0
    line: int | None = None
    """The line on which the reader put the word, where it says so: a hint that boxes alone do not give on slanted
    pages."""
    handwritten: bool = False
    """Whether it holds a number that was read from handwriting."""
    second: str | None = None
    """What a second look at a doubtful number gave, see `Word.second`."""


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


def compose(
    number: int,
    words: Sequence[PlacedWord],
    grids: Sequence[PlacedGrid] = (),
    *,
    origin: Origin,
    width: float,
    height: float,
    first_line: int = 1,
) -> PageText:
    """Write a page down: one printed line per line, the left column of letterhead and signature block before the right.

    A grid stands at its place among the lines, one line per row, its cells separated by tabs.

    Args:
        number: number of the page in the document, from 1; on page 1 two blocks of capitals are a letterhead.
        words: the words outside the grids, in any order.
        grids: the ruled tables with the words inside them.
        origin: where the words come from.
        width: width of the upright page in points.
        height: height of the upright page in points.
        first_line: number of the page's first line in the document.

    Example:
        >>> page = compose(1, [PlacedWord("HOẠCH", BBox(120, 50, 170, 62)), PlacedWord("KẾ", BBox(95, 48, 112, 62))],
        ...                origin=Origin.OCR, width=595, height=842)
        >>> page.text
        'KẾ HOẠCH'
    """
    page = _Writer()
    pending = sorted(grids, key=lambda grid: (grid.bbox.top, grid.bbox.x0))
    for line in reading_order([word for word in map(_clean, words) if word.text], pending, number=number, width=width):
        while pending and pending[0].bbox.top < _middle(line):
            page.grid(pending.pop(0))
        page.line(line)
    for grid in pending:
        page.grid(grid)
    return PageText(
        number=number,
        text="".join(page.pieces),
        words=tuple(page.words),
        origin=origin,
        width=width,
        height=height,
        grids=tuple(page.grids),
        first_line=first_line,
    )


def reading_order(
    words: Sequence[PlacedWord], grids: Sequence[PlacedGrid], *, number: int, width: float
) -> list[list[PlacedWord]]:
    """The printed lines of a page in the order in which they are read.

    Lines above and below a grid are looked at apart, so that no two-column zone reaches over a table.
    """
    if not words:
        return []
    word_height = median(word.bbox.height for word in words)
    lines: list[list[PlacedWord]] = []
    for band in _between(printed_lines(words), grids):
        zones = two_column_zones(band, width, word_height, first_page=number == 1)
        position = 0
        for zone in zones:
            lines += band[position : zone.first]
            lines += printed_lines(zone.left) + printed_lines(zone.right)
            position = zone.last
        lines += band[position:]
    return [line for line in lines if not all(DRAWN_RULE.fullmatch(word.text) for word in line)]


def _between(lines: list[list[PlacedWord]], grids: Sequence[PlacedGrid]) -> list[list[list[PlacedWord]]]:
    bands: list[list[list[PlacedWord]]] = [[]]
    tops = sorted(grid.bbox.top for grid in grids)
    for line in lines:
        while tops and tops[0] < _middle(line):
            tops.pop(0)
            bands.append([])
        bands[-1].append(line)
    return bands


def _middle(line: Sequence[PlacedWord]) -> float:
    return median((word.bbox.top + word.bbox.bottom) / 2 for word in line)


def _clean(word: PlacedWord) -> PlacedWord:
    """The word in NFC, without white space of its own that would pass for a line or cell break."""
    text = word.text
    if not text.isascii() or not text.isalnum():
        text = " ".join(unicodedata.normalize("NFC", text).split())
    return word if text == word.text else replace(word, text=text)


class _Writer:
    """Collects the text of a page together with the spans of its words and grids."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.words: list[Word] = []
        self.grids: list[Grid] = []

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)

    def _put_word(self, word: PlacedWord) -> None:
        start = self.length
        self._put(word.text)
        self.words.append(Word(start, self.length, word.bbox, word.confidence, word.handwritten, word.second))

    def _new_line(self) -> None:
        if self.length:
            self._put("\n")

    def line(self, line: Sequence[PlacedWord]) -> None:
        """One printed line, its words separated by single spaces."""
        self._new_line()
        for i, word in enumerate(line):
            if i:
                self._put(" ")
            self._put_word(word)

    def grid(self, grid: PlacedGrid) -> None:
        """The rows of a table; the places that a merged cell covers stay empty."""
        self._new_line()
        start = self.length
        by_place = {(cell.row, cell.column): cell for cell in grid.cells}
        cells: list[GridCell] = []
        for row in range(grid.n_rows):
            if row:
                self._put("\n")
            for column in range(grid.n_columns):
                if column:
                    self._put(CELL_SEPARATOR)
                cell = by_place.get((row, column))
                if cell is not None:
                    cells.append(self._cell(cell))
        self.grids.append(Grid(start, self.length, grid.n_rows, grid.n_columns, tuple(cells), grid.bbox))

    def _cell(self, cell: PlacedCell) -> GridCell:
        start = self.length
        lines = printed_lines([word for word in map(_clean, cell.words) if word.text])
        before = ""
        for line in lines:
            for i, word in enumerate(line):
                joined = i == 0 and BROKEN_SYMBOL.search(f"{before}\n{word.text}")
                if before and not joined:
                    self._put(" ")
                self._put_word(word)
                before = word.text
        confidences = [word.confidence for word in cell.words]
        return GridCell(
            row=cell.row,
            column=cell.column,
            start=start,
            end=self.length,
            row_span=cell.row_span,
            column_span=cell.column_span,
            bbox=cell.bbox,
            confidence=sum(confidences) / len(confidences) if confidences else 1.0,
        )
