"""The place of a number between printed words, found from words as Tesseract gives them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.ocr.picture import Grey
from planparse.ocr.slots import BEARING, Gap, find_slot, size_of, text_width
from planparse.ocr.tsv import ReadWord

EM = 36.0
LINE = 300
"""The row that the print stands on."""


def word(text: str, left: float, confidence: float = 0.95, right: float | None = None) -> ReadWord:
    """A printed word in Times of EM pixels; `right` is where its box ends when it holds more than print."""
    width = (text_width(text) - BEARING) * EM if right is None else right - left
    depth = 0.217 * EM if set(text) & set("gyp,") else 0.0
    top = LINE - 0.67 * EM
    return ReadWord(0, (1, 1, 1), text, round(left), round(top), round(width), round(LINE + depth - top), confidence)


def paper() -> Grey:
    return np.full((600, 1600), 255, np.uint8)


def day_line(day: ReadWord | None = None, before: ReadWord | None = None) -> list[ReadWord]:
    head = [word("Giang,", 200), before or word("ngày", 330)]
    tail = [word("tháng", 500), word("năm", 640), word("2019", 720)]
    return [*head, *([day] if day else []), *tail]


class TestTextWidth:
    def test_marks_take_no_room(self) -> None:
        assert text_width("tháng Đắk") == text_width("thang Dak")

    def test_capitals_are_wider(self) -> None:
        assert text_width("/KH-SYT") > text_width("/kh-syt")


class TestSize:
    def test_from_sure_words(self) -> None:
        assert size_of(day_line()) == pytest.approx(EM, rel=0.03)

    def test_unsure_words_do_not_count(self) -> None:
        assert size_of([word("Giang", 200, 0.5), word("xyz", 300, 0.2, right=900)]) is None


class TestPlace:
    def test_between_two_clean_words(self) -> None:
        line = day_line(word("1Ŷ", 420, 0.3))
        slot = find_slot(paper(), Gap(line, line[1], "ngày", line[3], "tháng"), line)
        assert slot is not None
        assert (slot.left, slot.right) == (line[1].right, line[3].left)
        assert slot.em == pytest.approx(EM, rel=0.05)
        assert slot.baseline == pytest.approx(LINE, abs=2)

    def test_a_number_that_hangs_on_the_word_before(self) -> None:
        joined = word("ngàyŸO", 330, 0.3, right=480)
        line = day_line(before=joined)
        slot = find_slot(paper(), Gap(line, joined, "ngày", line[2], "tháng"), line)
        assert slot is not None
        assert slot.left == pytest.approx(word("ngày", 330).right, abs=0.2 * EM)
        assert slot.right == line[2].left

    def test_a_number_that_hangs_on_the_word_after(self) -> None:
        printed = word("/KH-SYT", 300)
        joined = word("2044/KH-SYT", 200, 0.3, right=printed.right)
        line = [word("Số:", 100), joined, *day_line()]
        slot = find_slot(paper(), Gap(line, line[0], "Số:", joined, "/KH-SYT"), line)
        assert slot is not None
        assert slot.right == pytest.approx(300, abs=0.2 * EM)
        assert slot.left == line[0].right

    def test_a_box_that_reaches_far_into_the_number_is_not_believed(self) -> None:
        line = day_line(before=word("ngày", 330, 0.5, right=470))
        slot = find_slot(paper(), Gap(line, line[1], "ngày", line[2], "tháng"), line)
        assert slot is not None
        assert slot.left == pytest.approx(word("ngày", 330).right, abs=0.2 * EM)

    def test_the_size_is_that_of_the_letterhead_where_the_line_has_no_sure_word(self) -> None:
        line = [word("Số:", 100, 0.1), word("/KH-SYT", 260, 0.1)]
        gap = Gap(line, line[0], "Số:", line[1], "/KH-SYT")
        assert find_slot(paper(), gap, line) is None
        grey = paper()
        cv2.rectangle(grey, (280, round(LINE - 0.66 * EM)), (line[1].right, LINE - 1), 0, -1)
        slot = find_slot(grey, gap, [*line, *day_line()])
        assert slot is not None
        assert slot.baseline == LINE

    def test_no_room_is_no_place(self) -> None:
        line = [word("Số:", 100), word("/KH-SYT", 100 + text_width("Số:") * EM)]
        assert find_slot(paper(), Gap(line, line[0], "Số:", line[1], "/KH-SYT"), [*line, *day_line()]) is None

    def test_capitals_tell_the_line_on_a_sinking_page(self) -> None:
        grey, code = paper(), word("/KH-SYT", 300)
        cv2.rectangle(grey, (330, round(LINE + 5 - 0.66 * EM)), (code.right, LINE + 4), 0, -1)
        line = [word("Số:", 100), code, *day_line()]
        slot = find_slot(grey, Gap(line, line[0], "Số:", code, "/KH-SYT"), line)
        assert slot is not None
        assert slot.baseline == LINE + 5


TEXTS = st.sampled_from(["Số:", "ngày", "tháng", "/KH-SYT", "", "/KH", "2019", "⟦?⟧", "Q"])
BOXES = st.tuples(st.integers(0, 1600), st.integers(0, 590), st.integers(0, 900), st.integers(0, 200))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(TEXTS, BOXES, st.floats(0, 1)), min_size=2, max_size=6), TEXTS, TEXTS)
def test_any_words(read: list[tuple[str, tuple[int, int, int, int], float]], before: str, after: str) -> None:
    words = [ReadWord(0, (1, 1, 1), text, *box, confidence) for text, box, confidence in read]
    slot = find_slot(paper(), Gap(words, words[0], before, words[-1], after), words)
    assert slot is None or (slot.em > 0 and slot.left < slot.right)
