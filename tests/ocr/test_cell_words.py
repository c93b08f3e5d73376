"""Words of table cells: what is print, and what is left of rules."""

from __future__ import annotations

import pytest

from planparse.layout.composition import PlacedWord
from planparse.ocr.cell_words import words_of_cell
from planparse.pagetext import BBox


def cell(*read: tuple[str, float]) -> list[PlacedWord]:
    return [PlacedWord(text, BBox(20.0 * i, 0, 20.0 * i + 15, 10), sure) for i, (text, sure) in enumerate(read)]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ([("%", 0.93)], ["%"]),
        ([("‰", 0.9)], ["‰"]),
        ([("-", 0.8)], ["-"]),
        ([("x", 0.9)], ["x"]),
        ([("|", 0.8)], ["1"]),
        ([("%", 0.3)], []),
        ([("_", 0.9)], []),
        ([("“", 0.9), ("~", 0.9)], []),
        ([("sử", 0.9), ("dụng", 0.9), ("_.", 0.6)], ["sử", "dụng"]),
        ([("80,5", 0.9), ("%", 0.9)], ["80,5", "%"]),
        ([], []),
    ],
)
def test_what_is_printed(read: list[tuple[str, float]], printed: list[str]) -> None:
    assert [word.text for word in words_of_cell(cell(*read))] == printed


def test_tone_marks_read_as_a_line_of_their_own() -> None:
    low = PlacedWord("w", BBox(0, 0, 8, 3), 0.4)
    assert words_of_cell([low, *cell(("năng", 0.9), ("số", 0.9))])[0].text == "năng"
