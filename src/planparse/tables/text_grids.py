"""Tables in text: lines whose cells are separated by tabs become grids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.folding import fold
from planparse.pagetext import Grid, GridCell, PageText

SEPARATOR = "\t"
FEWEST_ROWS = 2
"""One line with a tab is a typist's indent or two aligned words, such as a signature block."""
SPARE_COLUMNS = 1
"""Trailing empty cells lose their tabs when a dump is trimmed; rows that differ by more belong to different tables."""
FEWEST_COLUMNS = 3
"""Of a table in which a line without tabs may be the title of a group."""
MOST_LEVELS = 3
"""Titles of groups that follow each other: `A. NHIỆM VỤ CHUNG` / `I. Thể chế`."""
MOST_COLUMN_CELLS = 60
"""A letterhead has 3 to 6 lines, recipients up to 25."""
_COLUMN = re.compile(r"\W*(?:cong hoa xa hoi chu nghia|doc lap\s*[-–—]\s*tu do|dang cong san viet nam|noi nhan\W*:)")
_GROUP = re.compile(r"\s*(?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,2})\s?[./):-]\s*[^\W\d_]")
_ROW_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}|[a-zđ])?\W*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with tabs: `text[start:end]`, and the spans of its cells without white space at their ends."""

    start: int
    end: int
    cells: tuple[tuple[int, int], ...]

    @property
    def filled(self) -> int:
        """Number of cells that hold text."""
        return sum(start < end for start, end in self.cells)


def find_text_grids(page: PageText) -> PageText:
    """The page with a grid for every block of consecutive lines with tabs; its text stays as it is.

    >>> page = PageText(1, "TT\\tNhiệm vụ\\n1\\tRà soát", (), Origin.TEXT)
    >>> find_text_grids(page).grids[0].n_columns
    2
    """
    if SEPARATOR not in page.text:
        return page
    blocks = (rows for rows in _blocks(page.text) if _is_table(rows) and not _is_two_columns(page.text, rows))
    grids = tuple(map(_grid, blocks))
    return replace(page, grids=grids) if grids else page


def _blocks(text: str) -> Iterator[list[_Row]]:
    """Runs of lines with tabs and about as many cells, and the titles of groups of rows between them; every other line,
    blank ones too, ends a run."""
    block: list[_Row] = []
    offset = 0
    lines = text.split("\n")
    for i, line in enumerate(lines):
        is_group = SEPARATOR not in line and len(block) > 0 and _is_group(lines, i, len(block[0].cells))
        row = _row(line, offset) if is_group or SEPARATOR in line.strip(" ") else None
        offset += len(line) + 1
        if row is None or (block and not is_group and abs(len(row.cells) - len(block[0].cells)) > _slack(block, row)):
            if block:
                yield block
            block = []
        if row is not None:
            block.append(row)
    if block:
        yield block


def _is_group(lines: Sequence[str], i: int, n_columns: int) -> bool:
    """Whether a line without tabs is the title of a group of rows: a merged cell, of which a dump keeps the text alone.

    A numbered row of the same table follows; a table of its own would begin with its header.
    """
    if n_columns < FEWEST_COLUMNS or not _GROUP.match(lines[i]):
        return False
    for line in lines[i + 1 : i + MOST_LEVELS + 1]:
        if SEPARATOR in line:
            first, *rest = line.split(SEPARATOR)
            return abs(len(rest) + 1 - n_columns) <= SPARE_COLUMNS and _ROW_NUMBER.fullmatch(first) is not None
        if not _GROUP.match(line):
            return False
    return False


def _slack(block: Sequence[_Row], row: _Row) -> int:
    """How far the cell counts of a block and a further row may differ; a group row often loses all its tabs but one."""
    short = row if len(row.cells) < len(block[0].cells) else block[0]
    return max(len(row.cells), len(block[0].cells)) if short.filled <= 2 <= len(short.cells) else SPARE_COLUMNS


def _row(line: str, offset: int) -> _Row:
    cells = []
    start = offset
    for cell in line.split(SEPARATOR):
        left = start + len(cell) - len(cell.lstrip())
        cells.append((left, max(left, start + len(cell.rstrip()))))
        start += len(cell) + 1
    return _Row(offset, offset + len(line), tuple(cells))


def _is_table(rows: Sequence[_Row]) -> bool:
    """Two rows or more, or one with three filled cells: the rest of a table whose other rows stand past a page break.

    Lines that start with tabs and hold one piece of text are indented text.
    """
    if len(rows) >= FEWEST_ROWS:
        return any(row.filled >= 2 for row in rows) or all(len(row.cells) > 2 for row in rows)
    return len(rows[0].cells) >= 3 and rows[0].filled >= 2


def _is_two_columns(text: str, rows: Sequence[_Row]) -> bool:
    """Whether the lines are a letterhead or a block of recipients beside a signature: columns of a page, no table."""
    cells = [cell for row in rows for cell in row.cells]
    return len(cells) <= MOST_COLUMN_CELLS and any(_COLUMN.match(fold(text[start:end])) for start, end in cells)


def _grid(rows: Sequence[_Row]) -> Grid:
    n_columns = max(len(row.cells) for row in rows)
    cells = tuple(
        GridCell(row=i, column=j, start=start, end=end)
        for i, row in enumerate(rows)
        for j, (start, end) in enumerate(row.cells)
    )
    return Grid(rows[0].start, rows[-1].end, len(rows), n_columns, cells)
