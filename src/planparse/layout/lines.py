"""The printed lines of a document, with what its layout says about them, and the places of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import NamedTuple

from planparse.layout.marks import is_capitals
from planparse.restoration.edits import RestoredText
from planparse.spans import Spans
from planparse.tables.table import Table


class Line(NamedTuple):
    """One printed line: `text == page.text[start:end]`, without white space at its ends."""

    page: RestoredText
    start: int
    end: int
    text: str
    blank_before: bool = False
    """An empty line stands between this line and the one before, on the same page."""
    first_on_page: bool = False
    left: float | None = None
    """Left edge of the first word in points; None where words have no boxes."""
    right: float | None = None
    top: float | None = None

    @property
    def in_capitals(self) -> bool:
        """Whether the words are in capitals; asked of few lines, of some of them several times."""
        return _is_capitals(self.text)


_is_capitals = lru_cache(maxsize=1024)(is_capitals)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """A table stands here: its index in `Outline.tables`."""

    table: int


def lines_and_tables(pages: Sequence[RestoredText], tables: Sequence[Table]) -> list[Line | TablePlace]:
    """All lines in reading order; the lines of a table are left out, and its place is marked where it begins."""
    on_page: dict[int, list[int]] = {}
    for i, table in enumerate(tables):
        for number in range(table.first_page, table.last_page + 1):
            on_page.setdefault(number, []).append(i)
    ordered: list[Line | TablePlace] = []
    for page in pages:
        here = on_page.get(page.page.number, [])
        hidden = _hidden_spans(page, [tables[i] for i in here])
        pending = [(tables[i].first_offset, i) for i in here if tables[i].first_page == page.page.number]
        pending.sort(reverse=True)
        for line in _lines_of(page):
            while pending and pending[-1][0] <= line.start:
                ordered.append(TablePlace(pending.pop()[1]))
            if not (here and hidden.meet(line.start, line.end)):
                ordered.append(line)
        ordered += [TablePlace(i) for _, i in reversed(pending)]
    return ordered


def _hidden_spans(page: RestoredText, tables: Sequence[Table]) -> Spans:
    """The spans of a page that tables cover: the grids that lie between a table's first and last character."""
    number, grids = page.page.number, page.page.grids
    covered = [
        (
            table.first_offset if number == table.first_page else 0,
            table.last_offset if number == table.last_page else len(page.text),
        )
        for table in tables
    ]
    # A table that runs over a page break spans the page number between its two grids, which stays a line.
    inside = [(page.from_raw(grid.start), page.from_raw(grid.end)) for grid in grids] if covered else []
    whole = Spans(covered)
    return Spans(span for span in inside if whole.meet(*span)) if inside else whole


def _lines_of(page: RestoredText) -> Iterator[Line]:
    offset, blank, first = 0, False, True
    has_boxes = any(word.bbox is not None for word in page.page.words[:50])
    for printed in page.text.split("\n"):
        stripped = printed.strip()
        if stripped:
            start = offset + printed.index(stripped)
            end = start + len(stripped)
            left, right, top = _edges(page, start, end) if has_boxes else (None, None, None)
            yield Line(page, start, end, stripped, blank and not first, first, left, right, top)
            first = False
        blank = not stripped
        offset += len(printed) + 1


def _edges(page: RestoredText, start: int, end: int) -> tuple[float | None, float | None, float | None]:
    boxes = [w.bbox for w in page.page.words_between(*page.raw_span(start, end)) if w.bbox is not None]
    if not boxes:
        return None, None, None
    return min(b.x0 for b in boxes), max(b.x1 for b in boxes), median(b.top for b in boxes)
