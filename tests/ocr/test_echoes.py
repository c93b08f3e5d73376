"""Echoes: ink that was read twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planparse.ocr.echoes import without_echoes
from planparse.ocr.tsv import ReadWord


def line(*words: tuple[str, int, int, float]) -> list[ReadWord]:
    """Words as text, left and right edge, and confidence."""
    return [ReadWord(0, (1, 1, 1), text, left, 340, right - left, 30, sure) for text, left, right, sure in words]


def kept(words: list[ReadWord]) -> str:
    return " ".join(word.text for word in without_echoes(words))


DATE = [("ngày", 1075, 1138, 0.95), ("21", 1147, 1175, 0.78), ("tháng", 1191, 1266, 0.94), ("11", 1276, 1303, 0.75)]


@pytest.mark.parametrize(
    ("at", "echo"),
    [
        (3, ("1", 1167, 1177, 0.96)),  # of 21, two words before
        (3, ("NUỆT", 1190, 1295, 0.0)),  # of tháng
        (1, ("ày", 1100, 1138, 0.99)),
        (1, ("šy", 1100, 1130, 0.7)),
    ],
)
def test_in_the_wild(at: int, echo: tuple[str, int, int, float]) -> None:
    assert kept(line(*DATE[:at], echo, *DATE[at:])) == "ngày 21 tháng 11"


@pytest.mark.parametrize("words", [DATE, [("1", 10, 20, 0.9), ("1", 24, 34, 0.2)], [("năm", 0, 60, 0.9)]])
def test_words_with_ink_of_their_own_stay(words: list[tuple[str, int, int, float]]) -> None:
    assert kept(line(*words)) == " ".join(word[0] for word in words)


def test_another_line_is_another_ink() -> None:
    first, second = line(("tháng", 100, 180, 0.95), ("NUỆT", 100, 180, 0.1))
    assert kept([first, replace(second, line=(1, 1, 2), top=380)]) == "tháng NUỆT"
