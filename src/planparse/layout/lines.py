"""The printed lines of a document, with what its layout says about them, and the places of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from planparse.restoration.edits import RestoredText
from planparse.tables.table import Table


@dataclass(frozen=True)
class Line:
    """One printed line: `page.text[start:end]`, without white space at its ends."""

    page: RestoredText
    start: int
    end: int
    blank_before: bool = False
    """An empty line stands between this line and the one before, on the same page."""
    first_on_page: bool = False
    left: float | None = None
    """Left edge of the first word in points; None where words have no boxes."""
    right: float | None = None
    top: float | None = None

    @cached_property
    def text(self) -> str:
        """The text of the line."""
        return self.page.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table stands here: its index in `Outline.tables`."""

    table: int


def lines_and_tables(pages: Sequence[RestoredText], tables: Sequence[Table]) -> list[Line | TablePlace]:
    """All lines in reading order; the lines of a table are left out, and its place is marked where it begins."""
    ordered: list[Line | TablePlace] = []
    for page in pages:
        hidden = _table_spans(page, tables)
        pending = [(t.first_offset, i) for i, t in enumerate(tables) if t.first_page == page.page.number]
        pending.sort()
        for line in _lines_of(page):
            while pending and pending[0][0] <= line.start:
                ordered.append(TablePlace(pending.pop(0)[1]))
            if not any(start < line.end and line.start < end for start, end in hidden):
                ordered.append(line)
        ordered += [TablePlace(i) for _, i in pending]
    return ordered


def _table_spans(page: RestoredText, tables: Sequence[Table]) -> list[tuple[int, int]]:
    """The spans of a page that tables cover: the grids that lie between a table's first and last character."""
    number, grids = page.page.number, page.page.grids
    spans: list[tuple[int, int]] = []
    for table in tables:
        if not table.first_page <= number <= table.last_page:
            continue
        start = table.first_offset if number == table.first_page else 0
        end = table.last_offset if number == table.last_page else len(page.text)
        inside = [(page.from_raw(g.start), page.from_raw(g.end)) for g in grids]
        # A table that runs over a page break spans the page number between its two grids, which stays a line.
        spans += [(a, b) for a, b in inside if a < end and b > start] if inside else [(start, end)]
    return spans


def _lines_of(page: RestoredText) -> Iterator[Line]:
    offset, blank, first = 0, False, True
    has_boxes = any(word.bbox is not None for word in page.page.words[:50])
    for printed in page.text.split("\n"):
        stripped = printed.strip()
        if stripped:
            start = offset + len(printed) - len(printed.lstrip())
            end = start + len(stripped)
            left, right, top = _edges(page, start, end) if has_boxes else (None, None, None)
            yield Line(page, start, end, blank and not first, first, left, right, top)
            first = False
        blank = not stripped
        offset += len(printed) + 1


def _edges(page: RestoredText, start: int, end: int) -> tuple[float | None, float | None, float | None]:
    boxes = [w.bbox for w in page.page.words_between(*page.raw_span(start, end)) if w.bbox is not None]
    if not boxes:
        return None, None, None
    return min(b.x0 for b in boxes), max(b.x1 for b in boxes), median(b.top for b in boxes)
