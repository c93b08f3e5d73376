"""Rows that a page break cuts in two: does the first row of a page go on with the last row of the page before?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.tables.header_rows import is_item_number
from planparse.tables.pieces import Row, texts

NUMBERED = 0.5
"""Share of the rows with an item number from which the first column counts the rows."""

_OPEN_END = re.compile(
    r"""(?ix) (?: [,\-–—(/&:] | \b (?: và | hoặc | của | cho | về | với | theo | tại | trong | các | những | đến | từ
      | để | do | bởi | là | được | không | số | thuộc | trên | khi | sau | trước | bằng | đối | nhằm | phối | tổ | quy
      | phê | xây | ủy | uỷ | thường | trưởng | giám | chủ ) ) \Z"""
)
"""Ends that ask for more: a dash, a comma, a preposition, the first half of a common word of two syllables. Syllables
that also end words (văn phòng, cán bộ, công việc, trong năm) are not among them."""
_CLOSED_END = re.compile(r"""[.;!?]["”')\]]*\Z""")


def continues_row(above: Sequence[Row], row: Row) -> bool:
    """Whether `row`, the first after a page break, is the rest of the last of the rows `above`.

    The number column decides when there is one: a row with a number of its own is a new row. Otherwise the texts are
    compared cell by cell: a lower-case start or an open end speaks for one row, a closed end or a text below an empty
    cell against it.
    """
    cells, last = texts(row), texts(above[-1])
    if not any(cells) or not any(last):
        return False
    if is_item_number(cells[0]) or (cells[0] and cells[0][0].isupper() and len(cells[0]) > 1 and not last[0]):
        return False
    pairs = [(k, before, after) for k, (before, after) in enumerate(zip(last, cells, strict=True)) if after]
    score = sum(_continuity(before, after) for _, before, after in pairs)
    if not cells[0] and _counts_rows(above):
        # In a table that counts its rows, one without a number is mostly the rest of another.
        score += 1
        if any(not before and _is_main(above[:-1], k) for k, before, _ in pairs):
            return True
    return score > 0


def _counts_rows(rows: Sequence[Row]) -> bool:
    return sum(is_item_number(row[0].text) for row in rows) >= NUMBERED * len(rows)


def _is_main(rows: Sequence[Row], column: int) -> bool:
    """Whether a column says what the rows are about: it is always filled, and holds the most text. A row without it is
    not whole: where cells are centred, the number stands above the page break and all of the text below."""
    if not rows or not all(row[column].text for row in rows):
        return False
    lengths = [sum(len(row[k].text) for row in rows) for k in range(len(rows[0]))]
    return lengths[column] == max(lengths)


def _continuity(before: str, after: str) -> int:
    """How much two texts look like the halves of one, -2 to 2."""
    if not before:
        return -1
    if not any(map(str.isalnum, after)):
        return 0  # a dash in the place of a number, in every row
    if after[0].islower() or after[0] in ",.;:)-–/%":
        return 0 if after[:2] in {"- ", "– "} else 2
    if _OPEN_END.search(before):
        return 2
    return -2 if _CLOSED_END.search(before) else 0
