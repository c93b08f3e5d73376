"""The header of a table (đầu bảng): which rows it has, and what they say when a merged cell spans two columns."""

from __future__ import annotations

import re

from planparse.tables.pieces import PieceCell, Row, texts

LONGEST_TITLE = 90
"""Characters. Longer than the column titles of the plans looked at, shorter than most tasks; not measured."""
DEEPEST = 3
"""Rows that a header may have."""
FEWEST_TITLES = 3
"""Titles that have to stand beside a misread `TT` before the row is a header."""

LOOK_AHEAD = 4
"""Rows from the top of a table in which one is numbered where the first names columns."""
_NAMED = re.compile(r"[^\W\d]{2,}\s.*[^\W\d]{2}|^[^\W\d]{3,}$")
"""Words, among which a number may stand: `Vị trí lấy mẫu (theo tọa độ VN-2000)`."""
_NUMBERING_TITLE = re.compile(r"(?i)\W*(?:s\s?t\s?t|t\s?t|số\s+t\s?t|số\s+thứ\s+tự|no)\W*")
_MISREAD_NUMBERING_TITLE = re.compile(r"[1Il7T]{2,3}")
"""What OCR makes of `TT`; tables that start with row 11 or 17 have no further cells that sound like titles."""
_TITLE_WORDS = re.compile(
    r"""(?ix) \b (?:
        nội\s+dung | nhiệm\s+vụ | công\s+việc | hoạt\s+động | chỉ\s+tiêu | tiêu\s+chí | mục\s+tiêu | sản\s+phẩm
      | thời\s+(?:gian|hạn|điểm) | tiến\s+độ | hoàn\s+thành | đơn\s+vị | cơ\s+quan | chủ\s+trì | phối\s+hợp
      | phụ\s+trách | thực\s+hiện | kết\s+quả | ghi\s+chú | kinh\s+phí | số\s+lượng | tên | họ\s+(?:và\s+)?tên
      | đối\s+tượng | địa\s+điểm | địa\s+bàn | chức\s+vụ | chức\s+danh | năm\s+\d{4} | kế\s+hoạch | tỷ\s+lệ | tổng\s+số
      | danh\s+mục | lĩnh\s+vực | văn\s+bản | số\s+(?:hiệu|điện\s+thoại|tiền) | diễn\s+giải | giải\s+pháp | mức\s+độ
    ) \b"""
)
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,6}|[A-Za-zđĐ])[.)]?")
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-ZĐ])\)?(?:\s*=.*)?")
_AMOUNT = re.compile(r"[\d.,%]+")
_SENTENCE_END = re.compile(r"[.;]\W*\Z")


def is_item_number(text: str) -> bool:
    """Whether a cell holds nothing but the number of a row: `3`, `2.1`, `IV`, `a)`."""
    return _ITEM_NUMBER.fullmatch(text.strip()) is not None


def is_numbering_title(text: str) -> bool:
    """Whether a cell is the title of the column of row numbers: `STT`, `TT`, `Số TT`."""
    return _NUMBERING_TITLE.fullmatch(text.strip()) is not None


def is_title_row(row: Row) -> bool:
    """Whether a row names columns: short texts, no item number, and words that such titles are made of.

    >>> is_title_row(row_of("STT", "Nội dung công việc", "Thời gian"))  # doctest: +SKIP
    True
    """
    filled = [text for text in texts(row) if text]
    if len(filled) < 2 or any(len(text) > LONGEST_TITLE for text in filled):
        return False
    if is_numbering_title(filled[0]):
        return True
    if not row[0].spans or any(text[0].islower() or _SENTENCE_END.search(text) for text in filled):
        return False  # without a first cell, or in lower case: the rest of a row that a page break cuts
    if is_item_number(filled[0]):
        return _is_misread_title_row(filled)
    return sum(_TITLE_WORDS.search(text) is not None for text in filled) * 2 >= len(filled)


def _is_misread_title_row(filled: list[str]) -> bool:
    titles = filled[1:]
    return (
        _MISREAD_NUMBERING_TITLE.fullmatch(filled[0]) is not None
        and len(titles) >= FEWEST_TITLES
        and all(_TITLE_WORDS.match(title) for title in titles)
    )


def numbers_columns(row: Row) -> bool:
    """Whether a row only counts the columns: `(1) (2) (3)`, `A B 1 2`."""
    cells = texts(row)
    if len(cells) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in cells if text):
        return False
    numbers = [int(digits.group()) for text in cells if (digits := re.search(r"\d+", text))]
    filled = sum(bool(text) for text in cells)
    return (
        filled >= len(cells) - 1 and len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )


def split_header(rows: tuple[Row, ...]) -> tuple[Row, tuple[Row, ...]]:
    """The header, flattened to one row, and the rows below it; the header's cells are empty when there is none.

    A title over several columns is put before the titles below it: `Đơn vị thực hiện / Chủ trì`.
    """
    if not rows or not is_title_row(rows[0]):
        has_header = bool(rows) and _looks_like_header(rows)
        depth = 1 if has_header else 0
    else:
        depth = _depth(rows)
    header = _flattened(rows[:depth]) if depth else tuple(PieceCell(page=cell.page) for cell in rows[0])
    body = rows[depth:]
    if body and numbers_columns(body[0]):
        body = body[1:]
    return header, body


def _looks_like_header(rows: tuple[Row, ...]) -> bool:
    """A first row of short texts in every column, over rows of which one is numbered or all are longer, though no title
    is known; a merged title (`Ghi chú`) leaves a place empty."""
    first = texts(rows[0])
    filled = [text for text in first if text]
    if len(rows) < 2 or not first[0] or is_item_number(first[0]):
        return False
    if any(len(text) > LONGEST_TITLE or (" " in text and _SENTENCE_END.search(text)) for text in filled):
        return False
    if len(filled) == len(first) and not any(re.search(r"\d", text) for text in filled):
        return not _SENTENCE_END.search(first[0])
    if len(filled) == len(first) and _stands_over_numbers(first, rows[1:LOOK_AHEAD]):
        return True  # `Nhà cấp IV (4)`, where (%) is printed, over 85, 65 and 35
    numbered = any(is_item_number(row[0].text) for row in rows[1:LOOK_AHEAD])
    spanned = sum(cell.column_span for cell in rows[0] if cell.spans) == len(first)
    names = sum(text[0].isupper() and _NAMED.search(text) is not None for text in filled)
    return numbered and spanned and len(filled) >= FEWEST_TITLES and names >= len(filled) - 1


def _stands_over_numbers(first: tuple[str, ...], below: tuple[Row, ...]) -> bool:
    """Whether all cells of a row are words, and most of those below it, but for the first column, are numbers."""
    cells = [text for row in below for text in texts(row)[1:] if text]
    numbers = sum(_AMOUNT.fullmatch(text) is not None for text in cells)
    return all(map(_NAMED.search, first)) and 2 * numbers > len(cells)


def _depth(rows: tuple[Row, ...]) -> int:
    """How many rows belong to the header: down to the lowest end of its merged cells, or, in text, as long as a row
    fills only places that the row above leaves to it."""
    depth = max(cell.row_span for cell in rows[0] if cell.spans)
    if depth == 1 and len(rows) > 1 and _continues_header(rows[0], rows[1]):
        depth = 2
    return min(depth, DEEPEST, len(rows))


def _continues_header(first: Row, second: Row) -> bool:
    above, below = texts(first), texts(second)
    if not any(below) or below[0] or numbers_columns(second):
        return False
    free = [i for i, text in enumerate(above) if not text]
    if not free:
        return False
    under = set(free) | {i - 1 for i in free}
    filled = [i for i, text in enumerate(below) if text]
    short = all(len(below[i]) <= LONGEST_TITLE and not _SENTENCE_END.search(below[i]) for i in filled)
    return set(filled) <= under and set(free) <= set(filled) and short


def _flattened(rows: tuple[Row, ...]) -> Row:
    """One header cell per column: its own text, under the merged title above it."""
    header = list(rows[0])
    for below in rows[1:]:
        title: PieceCell | None = None
        reach = 0
        for column, cell in enumerate(below):
            above = header[column]
            if above.spans:
                # Text has no merged cells: a title reaches as far as the places right of it are empty.
                title, reach = above, column + (above.column_span if above.bbox is not None else len(below))
            if cell.spans:
                header[column] = _titled(title if column < reach else None, cell, own=bool(above.spans))
    return tuple(header)


def _titled(title: PieceCell | None, cell: PieceCell, *, own: bool) -> PieceCell:
    if title is None:
        return cell
    alone = own and title.bbox is not None and title.column_span == 1
    # Two rows of one column are one title; a title over several columns is a level of its own.
    return title._replace(spans=title.spans + cell.spans) if alone else cell._replace(over=title)
