"""Stitching: the grids of single pages become logical tables, also over page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from planparse.restoration.edits import RestoredText
from planparse.tables.header_rows import is_title_row, split_header
from planparse.tables.pieces import Piece, PieceCell, Row, pieces_of
from planparse.tables.row_breaks import continues_row
from planparse.tables.table import Table

SAME_TITLE = 0.8
"""Similarity (0 to 1) from which two header rows are the same; OCR reads one of ten letters of a bold title wrongly."""
MOVED = 0.45
"""A column of the next page belongs to the column that covers this share of its width; one that takes the place of two
equal ones, to the first."""

_NO_TEXT = re.compile(r"""(?ix) \W* (?: (?:trang|page)? \s* \d{1,4} (?: \s*/\s*\d{1,4} )? \W* | [^\W\d]{0,2} \W* ) """)
"""Lines that may stand between the halves of a table: page numbers, marks of a scanner."""


@dataclass(frozen=True)
class _Draft:
    """A logical table in the making."""

    pieces: tuple[Piece, ...]
    header: Row
    rows: tuple[Row, ...]


def stitch(pages: Sequence[RestoredText]) -> tuple[Table, ...]:
    """The logical tables of a document, in reading order.

    Grids of consecutive pages are one table when nothing but page numbers stands between them, their columns match and
    the second does not start with a header of its own. A repeated header is dropped, a row that the page break cuts is
    joined, and a header of several rows is flattened.
    """
    drafts: list[_Draft] = []
    numbers = {id(page): i for i, page in enumerate(pages)}
    for piece in pieces_of(pages):
        longer = _continued(drafts[-1], piece, pages, numbers) if drafts else None
        if longer is None:
            header, rows = split_header(piece.rows)
            drafts.append(_Draft((piece,), header, rows))
        else:
            drafts[-1] = longer
    return tuple(_table(draft) for draft in drafts if len(draft.header) >= 2)


def _continued(draft: _Draft, piece: Piece, pages: Sequence[RestoredText], numbers: dict[int, int]) -> _Draft | None:
    """The table with a further piece; None when the piece is another table."""
    last = draft.pieces[-1]
    if not _adjacent(last, piece, pages, numbers):
        return None
    aligned = _aligned(piece, draft)
    if aligned is None:
        return None
    rows, repeated = _without_repeated_header(aligned, draft.header)
    if not repeated:
        own_header = bool(rows) and is_title_row(rows[0]) and any(draft.header[i].spans for i in range(len(rows[0])))
        if own_header or (last.page is piece.page and not piece.is_text):
            return None
    elif last.page is piece.page:
        return None
    if rows and draft.rows and continues_row(draft.rows, rows[0]):
        joined = tuple(above.joined(below) for above, below in zip(draft.rows[-1], rows[0], strict=True))
        rows = (joined, *rows[1:])
        return _Draft((*draft.pieces, piece), draft.header, draft.rows[:-1] + rows)
    return _Draft((*draft.pieces, piece), draft.header, draft.rows + rows)


def _adjacent(last: Piece, piece: Piece, pages: Sequence[RestoredText], numbers: dict[int, int]) -> bool:
    """Whether nothing but page numbers and blank lines stands between two grids."""
    first, second = numbers[id(last.page)], numbers[id(piece.page)]
    if first == second:
        return _nothing(last.page.text[last.end : piece.start])
    if second != first + 1:
        return False
    return _nothing(last.page.text[last.end :]) and _nothing(piece.page.text[: piece.start])


def _nothing(text: str) -> bool:
    return all(_NO_TEXT.fullmatch(line.strip()) for line in text.split("\n"))


def _aligned(piece: Piece, draft: _Draft) -> tuple[Row, ...] | None:
    """The rows of a piece in the columns of the table; None when they do not fit."""
    wanted, last = len(draft.header), draft.pieces[-1]
    if piece.n_columns == wanted:
        return piece.rows
    if piece.edges and last.edges and last.n_columns == wanted:
        return _by_place(piece, last.edges)
    if not piece.edges and 1 < piece.n_columns < wanted:
        # A text dump loses the tabs of empty last cells.
        empty = (PieceCell(page=piece.page.page.number),) * (wanted - piece.n_columns)
        return tuple(row + empty for row in piece.rows)
    return None


def _by_place(piece: Piece, edges: tuple[float, ...]) -> tuple[Row, ...] | None:
    """Put every column of a piece where it lies among the columns of the page before; borders may have moved."""
    target = [_covering(left, right, edges) for left, right in pairwise(piece.edges)]
    places = [i for i in target if i is not None]
    if len(places) < len(target) or places != sorted(places):
        return None
    if piece.n_columns < len(edges) - 1 and len(set(places)) < len(places):
        return None
    rows = []
    for row in piece.rows:
        cells = [PieceCell(page=piece.page.page.number)] * (len(edges) - 1)
        for place, cell in zip(places, row, strict=True):
            cells[place] = cells[place].joined(cell)
        rows.append(tuple(cells))
    return tuple(rows)


def _covering(left: float, right: float, edges: tuple[float, ...]) -> int | None:
    shares = [min(right, b) - max(left, a) for a, b in pairwise(edges)]
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if shares[best] >= MOVED * (right - left) else None


def _without_repeated_header(rows: tuple[Row, ...], header: Row) -> tuple[tuple[Row, ...], bool]:
    """The rows without the header, when the piece starts with it once more."""
    if not rows:
        return rows, False
    if is_title_row(rows[0]):
        own, body = split_header(rows)
    else:
        # A misread title in the first cell (`TT` as `lãi`) hides a header that is still the same as before.
        own, body = rows[0], rows[1:]
    same = any(cell.spans for cell in header) and _similar(_whole(own), _whole(header)) >= SAME_TITLE
    return (body, True) if same else (rows, False)


def _whole(header: Row) -> str:
    return " | ".join(cell.cell().text for cell in header).casefold()


def _similar(first: str, second: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio(first, second) / 100


def _table(draft: _Draft) -> Table:
    first, last = draft.pieces[0], draft.pieces[-1]
    pages = dict.fromkeys(piece.page.page.number for piece in draft.pieces)
    return Table(
        pages=tuple(pages),
        header=tuple(cell.cell() for cell in draft.header),
        rows=tuple(
            tuple(cell.cell() for cell in row) for row in draft.rows if any(cell.spans for cell in row) or _ruled(row)
        ),
        first_page=first.page.page.number,
        first_offset=first.start,
        last_page=last.page.page.number,
        last_offset=last.end,
    )


def _ruled(row: Row) -> bool:
    """Whether an empty row is ruled on the page, as in a form, rather than a blank line of a text dump."""
    return any(cell.bbox is not None for cell in row)
