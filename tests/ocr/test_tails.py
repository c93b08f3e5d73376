"""Commas and semicolons, told from full stops and colons by their tails."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from planparse.ocr.picture import Grey
from planparse.ocr.tails import with_tails
from planparse.ocr.tsv import ReadWord

LEFT, TOP, X_HEIGHT = 60, 40, 20
LINE = TOP + X_HEIGHT
"""Where letters stand."""
DOT = 6


def printed(signs: str, *, paper: int = 255, letter: str = "n") -> tuple[Grey, int]:
    """A letter with signs behind it, and where they end: `.` dot on the line, `,` with a tail, `:` and `;` the same
    with a dot above."""
    grey = np.full((120, 240), paper, np.uint8)
    bottom = LINE + 9 if letter == "g" else LINE
    for x in (LEFT, LEFT + 14):
        cv2.rectangle(grey, (x, TOP), (x + 3, bottom - 1), 20, -1)
    cv2.rectangle(grey, (LEFT, TOP), (LEFT + 17, TOP + 3), 20, -1)
    left = LEFT + 21
    for sign in signs:
        tail = 5 if sign in ",;" else 0
        cv2.rectangle(grey, (left, LINE - DOT), (left + DOT - 1, LINE - 1 + tail), 20, -1)
        if sign in ":;":
            cv2.rectangle(grey, (left, TOP), (left + DOT - 1, TOP + DOT - 1), 20, -1)
        left += DOT + 4
    return cv2.GaussianBlur(grey, (3, 3), 0).astype(np.uint8), left - 4


def again(read: str, signs: str, *, paper: int = 255, letter: str = "n") -> str:
    grey, right = printed(signs, paper=paper, letter=letter)
    word = ReadWord(0, (1, 1, 1), read, LEFT, TOP - 10, right - LEFT, 34, 0.93)
    (found,) = with_tails([word], grey)
    assert found.confidence == word.confidence
    return found.text


@pytest.mark.parametrize("paper", [255, 214])
@pytest.mark.parametrize(
    ("read", "sign", "expected"),
    [
        ("ban.", ",", "ban,"),
        ("ban.", ".", "ban."),
        ("tỉnh:", ";", "tỉnh;"),
        ("tỉnh:", ":", "tỉnh:"),
        ("2025:", ";", "2025;"),
    ],
)
def test_the_sign_is_the_one_that_is_printed(read: str, sign: str, expected: str, paper: int) -> None:
    assert again(read, sign, paper=paper) == expected


@pytest.mark.parametrize("read", ["2.", "IV.", "TP.", "vị.", "."])
def test_full_stops_behind_figures_capitals_and_dots_below_stay(read: str) -> None:
    assert again(read, ",") == read


def test_a_letter_that_goes_below_the_line_tells_nothing() -> None:
    assert again("trọng.", ",", letter="g") == "trọng."


@pytest.mark.parametrize("read", ["ban,", "tỉnh;", "ban"])
def test_other_words_are_not_looked_at(read: str) -> None:
    assert again(read, ".") == read


def test_words_at_the_edge_and_paper_without_ink() -> None:
    words = [ReadWord(0, (1, 1, 1), "ban.", 0, 0, 30, 20, 0.9), ReadWord(0, (1, 1, 1), "tỉnh:", 500, 500, 30, 20, 0.9)]
    assert with_tails(words, np.full((30, 40), 255, np.uint8)) == tuple(words)


def page(signs: str, dot: int = 5) -> tuple[Grey, list[ReadWord]]:
    """Words of one line that end in these signs, as blurred as at 200 dpi: a comma is only a little more than a dot."""
    grey = np.full((80, 60 * len(signs) + 40), 255, np.uint8)
    words = []
    for i, sign in enumerate(signs):
        left = 20 + 60 * i
        for x in (left, left + 14):
            cv2.rectangle(grey, (x, 20), (x + 3, 39), 20, -1)
        right = left + 21 + dot - 1
        cv2.rectangle(grey, (left + 21, 40 - dot), (right, 39), 20, -1)
        if sign == ",":
            cv2.rectangle(grey, (left + 22, 40), (right, 44), 60, -1)
        words.append(ReadWord(0, (1, 1, 1), f"ban{sign}", left, 10, right - left + 1, 34, 0.95))
    return cv2.GaussianBlur(grey, (5, 5), 0).astype(np.uint8), words


def test_the_commas_of_a_page_say_how_much_ink_one_has() -> None:
    grey, words = page(",,,,,,,,.")
    words[6] = replace(words[6], text="hợp.")  # a comma that was read as a full stop, behind a letter below the line
    found = [word.text for word in with_tails(words, grey)]
    assert found == [*["ban,"] * 6, "hợp,", "ban,", "ban."]


@pytest.mark.parametrize(
    ("read", "behind", "begins", "expected"),
    [
        ("CT.", "các", False, "CT,"),
        ("208.", "ngõ", False, "208,"),
        ("(lỗi).", "khác", False, "(lỗi),"),
        ("CT.", "Phó", False, "CT."),
        ("2.", "nội", True, "2."),
    ],
)
def test_a_full_stop_is_not_followed_by_a_small_letter(read: str, behind: str, begins: bool, expected: str) -> None:
    grey, words = page(",,,,,,,,,")
    words[7], words[8] = replace(words[7], text=read), replace(words[8], text=behind)
    if begins:
        words[7:] = [replace(word, line=(1, 1, 2)) for word in words[7:]]
    assert with_tails(words, grey)[7].text == expected
