"""Row numbers: what the sequence repairs, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.row_numbers import NumberCell, repair_row_numbers


def column(*cells: tuple[str, float] | str) -> list[NumberCell]:
    """Cells from texts read surely, or (text, confidence); `>` before a text marks a group row, `#` a lone stroke."""
    made = []
    for cell in cells:
        text, confidence = cell if isinstance(cell, tuple) else (cell, 0.97)
        made.append(NumberCell(text.lstrip(">#"), confidence, ">" in text[:1], "#" in text[:2]))
    return made


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([("|", 0.8), "2", "3"], "1 2 3"),
        (["4", ("Š", 0.5), "6"], "4 5 6"),
        ([("#", 0.0), "2", "3"], "1 2 3"),
        ([(">l", 0.7), ("|", 0.8), "2", "3", (">H", 0.9), ("#", 0.0), "2", (">HI", 0.5)], "I 1 2 3 II 1 2 III"),
        ([(">Hi", 0.5), ("l", 0.5), "2", "3"], "III 1 2 3"),
        (["7", "8", (">TV", 0.6), "9"], "7 8 IV 9"),
    ],
)
def test_repaired(cells: list[tuple[str, float] | str], expected: str) -> None:
    marks = column(*cells)
    fixed = [new or cell.text for new, cell in zip(repair_row_numbers(marks), marks, strict=True)]
    assert " ".join(fixed) == expected


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "2", "8", "9"],
        ["1", "2", "3", ("", 0.0), "4"],
        [("H", 0.9), ("l", 0.4), ("Hội", 0.9)],
        ["a)", "b)", ("l", 0.5)],
        [(">IV", 0.9), "1", "2", (">H", 0.9)],
        ["1", "2", ("Tổng", 0.9)],
        ["1", ("Š", 0.5), "3", "4"],
    ],
    ids=[
        "a gap",
        "no number",
        "no numbers at all",
        "letters",
        "not in sequence",
        "a word",
        "a 5 after 1",
    ],
)
def test_left_alone(cells: list[tuple[str, float] | str]) -> None:
    assert not any(repair_row_numbers(column(*cells)))


def test_rows_of_an_empty_form_are_no_groups() -> None:
    cells = column((">|", 0.6), ">2", ">3", ">4")
    assert repair_row_numbers(cells) == ("1", None, None, None)


@given(st.lists(st.builds(NumberCell, st.text(max_size=4), st.floats(0, 1), st.booleans(), st.booleans()), max_size=9))
def test_a_number_that_was_read_surely_never_changes(cells: list[NumberCell]) -> None:
    for cell, new in zip(cells, repair_row_numbers(cells), strict=True):
        assert new is None or not (cell.text.isascii() and cell.text.isdigit() and cell.confidence >= 0.85)
