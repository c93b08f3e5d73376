"""Row numbers (số thứ tự) of a table that Tesseract misreads: `|` for 1, `H` for II, `Hi` for III.

A cell with one mark gives Tesseract nothing to compare with. The sequence of the column says which of the numbers that
look like the mark it is; where the sequence leaves a choice, and wherever a number was read surely, nothing changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
SURE = 0.85
"""Confidence from which a number is left as it was read. Lone digits that are right had 0.95 and more in the three
tables looked at; a bar for a 1 had 0.82 and 0.87."""
COUNTED = 2
"""Numbers that have to be read surely before a column is taken for one that counts its rows."""
GROUPS_SHARE = 0.5
"""Share of rows with nothing but a title above which these are no group rows: an empty form to be filled in."""

_STEMS = str.maketrans({**dict.fromkeys("|lIiÌÍỊìíịỈỉ!¡1Jj'", "I"), "H": "II", "N": "II", "T": "I", "Y": "V"})
"""What misread Roman numerals are made of, by their upright strokes."""
_DIGITS = str.maketrans(
    {**dict.fromkeys("|lIiÌÍỊìíịỈỉ!¡'", "1"), **dict.fromkeys("ŠS§$", "5"), "B": "8", "O": "0", "Z": "2"}
)


@dataclass(frozen=True, slots=True)
class NumberCell:
    """The first cell of a row."""

    text: str
    confidence: float
    is_group: bool
    """Whether the row holds nothing but a title beside its number."""
    is_stroke: bool = False
    """Whether its ink is one upright stroke, whatever was read."""


def repair_row_numbers(cells: Sequence[NumberCell]) -> tuple[str | None, ...]:
    """The numbers that were misread, by row; None where the reading stays.

    >>> repair_row_numbers([NumberCell("|", 0.8, False), NumberCell("2", 0.97, False), NumberCell("3", 0.97, False)])
    ('1', None, None)
    """
    if sum(_sure_number(cell) is not None for cell in cells) < COUNTED:
        return (None,) * len(cells)
    if sum(cell.is_group for cell in cells) > GROUPS_SHARE * len(cells):
        cells = [NumberCell(cell.text, cell.confidence, False, cell.is_stroke) for cell in cells]
    found: list[str | None] = []
    number: int | None = 0
    group: int | None = 0
    for i, cell in enumerate(cells):
        if cell.is_group:
            new, group = _roman(cell, group)
            number = None
        else:
            new, number = _arabic(cell, number, _next_number(cells, i), restarts=i == 0 or cells[i - 1].is_group)
        found.append(new)
    return tuple(found)


def _sure_number(cell: NumberCell) -> int | None:
    digits = re.fullmatch(r"(\d{1,3})[.)]?", cell.text)
    return int(digits[1]) if digits and cell.confidence >= SURE else None


def _next_number(cells: Sequence[NumberCell], i: int) -> int | None:
    """The number that the row below allows this one, when that is sure and of the same group."""
    if i + 1 == len(cells) or cells[i + 1].is_group:
        return None
    following = _sure_number(cells[i + 1])
    return None if following is None else following - 1


def _arabic(
    cell: NumberCell, last: int | None, before_next: int | None, *, restarts: bool
) -> tuple[str | None, int | None]:
    """What to write instead, and the number that the row has as far as it is known."""
    sure = _sure_number(cell)
    if sure is not None:
        return None, sure
    if not cell.text and not cell.is_stroke:
        return None, last
    read = cell.text.rstrip(".)").translate(_DIGITS) if cell.text else ""
    looks_like = {read} | ({"1"} if cell.is_stroke else set())
    expected = (
        {before_next} if before_next is not None else {None if last is None else last + 1, 1 if restarts else None}
    )
    matching = [number for number in expected if number is not None and str(number) in looks_like]
    if len(matching) != 1:
        return None, None
    return (None if cell.text.rstrip(".)") == str(matching[0]) else str(matching[0])), matching[0]


def _roman(cell: NumberCell, last: int | None) -> tuple[str | None, int | None]:
    text = cell.text.rstrip(".)")
    if _sure_number(cell) is not None:
        return None, last
    stems = text.translate(_STEMS) if text else "I" if cell.is_stroke else ""
    if stems not in ROMANS:
        return None, None if last is None else last + 1
    value = ROMANS.index(stems) + 1
    if text == stems or (last not in (None, 0) and value != (last or 0) + 1):
        return None, value
    return stems, value
