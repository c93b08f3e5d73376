"""Dashes and Roman numerals at the start of lines, told by their ink."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from planparse.ocr.line_starts import read_by_ink, upright_strokes
from planparse.ocr.picture import Grey
from planparse.ocr.tsv import ReadWord

DPI = 200.0


def paper(*marks: tuple[int, int, int, int]) -> Grey:
    """White with black boxes: left, top, width, height."""
    grey = np.full((60, 400), 255, np.uint8)
    for left, top, width, height in marks:
        grey[top : top + height, left : left + width] = 0
    return grey


def word(text: str, left: int, width: int, top: int = 15, height: int = 30, confidence: float = 0.9) -> ReadWord:
    return ReadWord(0, (1, 1, 1), text, left, top, width, height, confidence)


AFTER = [word("Xây", 60, 50), word("dựng", 120, 60)]
HYPHEN, DASH, SPECK = (30, 30, 9, 3), (30, 30, 19, 3), (24, 38, 5, 5)


@pytest.mark.parametrize(
    ("read", "marks", "printed"),
    [
        ("-", [HYPHEN], "-"),
        ("~", [HYPHEN], "-"),
        ("—", [HYPHEN], "-"),
        ("-", [DASH], "–"),
        ("—", [DASH], "–"),
        ("_", [DASH], "–"),
        (";", [HYPHEN, SPECK], "-"),
        ("._-", [HYPHEN, SPECK], "-"),
        ("h", [HYPHEN, SPECK], "-"),
    ],
)
def test_dash_of_a_list(read: str, marks: list[tuple[int, int, int, int]], printed: str) -> None:
    first, *rest = read_by_ink([word(read, 22, 30), *AFTER], paper(*marks), DPI)
    assert first.text == printed
    assert (first.left, first.top, first.width, first.height) == marks[0]
    assert rest == AFTER


@pytest.mark.parametrize(
    ("read", "marks"),
    [
        ("h", [(30, 15, 4, 28), (34, 25, 10, 3), (42, 25, 4, 18)]),  # a letter
        ("1.", [(30, 15, 6, 28), (40, 38, 5, 5)]),
        (";", [(30, 22, 5, 5), (30, 36, 5, 9)]),
        ("=", [(30, 24, 14, 3), (30, 33, 14, 3)]),
        ("+", [(30, 30, 15, 3), (36, 23, 3, 16)]),
        ("-", [SPECK]),
        ("-", []),
        ("_", [(22, 40, 30, 2)]),  # a blank to be filled in is longer than any dash
    ],
)
def test_what_is_no_dash_stays(read: str, marks: list[tuple[int, int, int, int]]) -> None:
    words = [word(read, 22, 30), *AFTER]
    assert read_by_ink(words, paper(*marks), DPI) == tuple(words)


def test_dash_between_words() -> None:
    words = [word("năm", 10, 18), word("-", 28, 25, confidence=0.4), word("hai", 60, 40)]
    assert [w.text for w in read_by_ink(words, paper(DASH), DPI)] == ["năm", "–", "hai"]


def test_signs_between_words_are_left_alone() -> None:
    """Only a line's first sign may be a dash that was read as something else."""
    words = [word("năm", 10, 18), word(";", 28, 25), word("hai", 60, 40)]
    assert read_by_ink(words, paper(HYPHEN), DPI) == tuple(words)


def strokes(count: int, *bars: tuple[int, int, int, int]) -> Grey:
    """Upright strokes with serifs that touch, a full stop, and bars."""
    width = 14 * count
    return paper(
        *((25 + 14 * i, 15, 6, 28) for i in range(count)),
        (20, 15, width, 2),
        (20, 41, width, 2),
        (24 + width, 38, 5, 5),
        *bars,
    )


TITLE = [word("NHIỆM", 90, 90), word("VỤ", 190, 40)]


@pytest.mark.parametrize(
    ("read", "grey", "printed"),
    [
        ("H.", strokes(2), "II."),
        ("HI.", strokes(3), "III."),
        ("N.", strokes(2), "II."),
        ("II.", strokes(3), "III."),
        ("I1.", strokes(2), "II."),
        ("11.", strokes(2), "11."),
        ("H.", strokes(2, (25, 27, 20, 4)), "H."),  # a real H
        ("1.", strokes(1), "1."),
        ("K.", strokes(2), "K."),
    ],
)
def test_numeral_of_a_heading(read: str, grey: Grey, printed: str) -> None:
    assert read_by_ink([word(read, 18, 62), *TITLE], grey, DPI)[0].text == printed


@pytest.mark.parametrize(
    ("read", "grey", "printed"),
    [
        ("II", strokes(3), "III"),
        ("HI,", strokes(3), "III,"),
        ("II", strokes(2), "II"),
        ("I", strokes(1), "I"),
        ("1", strokes(1), "1"),  # quarters are numbered with digits, too
        ("IV", strokes(3), "IV"),
    ],
)
def test_numeral_of_a_quarter(read: str, grey: Grey, printed: str) -> None:
    box = word(read, 18, 4 + 14 * len(printed.strip(",")))
    assert read_by_ink([word("Quý", 0, 15), box, *TITLE], grey, DPI)[1].text == printed


@pytest.mark.parametrize("count", [1, 2, 3])
def test_numeral_of_a_quarter_before_its_year(count: int) -> None:
    grey = strokes(count)[:, : 24 + 14 * count].copy()
    grey = np.hstack([grey, np.full((60, 60), 255, np.uint8)])
    cv2.line(grey, (28 + 14 * count, 45), (44 + 14 * count, 13), 0, 3)
    box = word("II/2026", 18, 40 + 14 * count)
    assert read_by_ink([word("Quý", 0, 15), box, *TITLE], grey, DPI)[1].text == "I" * count + "/2026"


def test_numerals_inside_a_line() -> None:
    section = [word("Mục", 0, 15), word("II", 18, 46), *TITLE]
    assert read_by_ink(section, strokes(3), DPI)[1].text == "III"
    person = [word("ông", 0, 15), word("H", 18, 32), *TITLE]
    assert read_by_ink(person, strokes(2), DPI)[1].text == "H"


def behind_letters(letters: str, count: int) -> tuple[Grey, int]:
    """X or V, drawn, and the upright strokes behind; where they end."""
    grey = strokes(count)[:, 20 : 20 + 4 + 14 * count].copy()
    for letter in reversed(letters):
        head = np.full((60, 28), 255, np.uint8)
        arms = ((3, 42), (21, 42)) if letter == "X" else ((12, 42), (12, 42))
        cv2.line(head, (3, 15), arms[1], 0, 3)
        cv2.line(head, (21, 15), arms[0], 0, 3)
        grey = np.hstack([head, grey])
    end = grey.shape[1]
    return np.hstack([grey, np.full((60, 200), 255, np.uint8)]), end


@pytest.mark.parametrize(
    ("read", "letters", "count", "printed"),
    [
        ("XII", "X", 3, "XIII"),
        ("XIIH", "X", 3, "XIII"),
        ("XHI", "X", 3, "XIII"),
        ("XIh,", "X", 3, "XIII,"),
        ("XIII", "X", 2, "XII"),
        ("XI", "X", 1, "XI"),
        ("VII", "V", 3, "VIII"),
        ("XVI", "XV", 2, "XVII"),
        ("XIV", "X", 3, "XIV"),
        ("XV", "XV", 1, "XV"),
    ],
)
def test_numerals_that_end_in_strokes(read: str, letters: str, count: int, printed: str) -> None:
    grey, end = behind_letters(letters, count)
    words = [word("lần", 2 * end, 40), word(read, 0, end)]
    assert read_by_ink(words, grey, DPI)[1].text == printed


def test_an_abbreviation_is_no_numeral() -> None:
    grey, end = behind_letters("X", 2)
    grey[28:31, end - 30 : end - 6] = 0  # the bar of an H
    assert read_by_ink([word("XH", 0, end), word("hội", 200, 40)], grey, DPI)[0].text == "XH"


def test_a_box_beside_the_picture() -> None:
    words = [word("-", 1000, 40), *AFTER]
    assert read_by_ink(words, paper(HYPHEN), DPI) == tuple(words)


def test_a_letter_before_small_print_is_no_numeral() -> None:
    words = [word("H.", 18, 62), word("nào", 90, 60)]
    assert read_by_ink(words, strokes(2), DPI) == tuple(words)


def test_diagonal_letter_stays() -> None:
    grey = paper((25, 15, 5, 28), (47, 15, 5, 28))
    cv2.line(grey, (27, 15), (49, 43), 0, 5)
    words = [word("N.", 18, 40), *TITLE]
    assert read_by_ink(words, grey, DPI) == tuple(words)


@pytest.mark.parametrize("digit", ["2", "3", "5", "7", "8"])
def test_only_straight_strokes_are_counted(digit: str) -> None:
    grey = np.full((60, 60), 255, np.uint8)
    cv2.putText(grey, digit, (10, 48), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 4)
    assert upright_strokes(grey) == 0


@pytest.mark.parametrize("count", [1, 2, 3])
def test_strokes_are_counted(count: int) -> None:
    assert upright_strokes(strokes(count)[:, : 24 + 14 * count]) == count


@pytest.mark.parametrize(("read", "printed"), [("ø)", "g)"), ("¡)", "i)"), ("©", "c)"), ("ƒ)", "f)"), ("đ)", "đ)")])
def test_letters_of_items_read_as_other_signs(read: str, printed: str) -> None:
    assert read_by_ink([word(read, 22, 20), *AFTER], paper(), DPI)[0].text == printed


def test_a_letter_inside_a_line_is_no_item() -> None:
    words = [word("mục", 0, 40), word("©", 50, 10), *AFTER]
    assert read_by_ink(words, paper(), DPI) == tuple(words)


@pytest.mark.parametrize(("count", "printed"), [(1, "I."), (2, "II.")])
def test_a_numeral_that_was_read_with_its_stop(count: int, printed: str) -> None:
    words = [word("L", 20, 8 + 14 * count), *TITLE]
    assert read_by_ink(words, strokes(count), DPI)[0].text == printed


def test_a_speck_before_the_line_does_not_count() -> None:
    words = [word(".", 4, 2, top=30, height=2), word("HI.", 18, 62), *TITLE]
    assert read_by_ink(words, strokes(3), DPI)[1].text == "III."
