"""Numbers that were torn between two ones, and syllables where two letters do not touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.split_ones import UNSURE, with_ones_joined
from planparse.ocr.split_syllables import with_syllables_joined
from planparse.ocr.tsv import ReadWord


def words(*texts: str, gap: int = 11) -> list[ReadWord]:
    left, result = 100, []
    for text in texts:
        width = 14 * len(text)
        result.append(ReadWord(0, (1, 1, 1), text, left, 50, width, 25, 0.96))
        left += width + gap
    return result


def joined(*texts: str, gap: int = 11) -> str:
    return " ".join(word.text for word in with_ones_joined(words(*texts, gap=gap)))


IN_THE_WILD = [
    (("số", "I", "18/2025/NĐ-CP"), "số 118/2025/NĐ-CP"),
    (("số", "1", "15/2024/NĐ-CP"), "số 115/2024/NĐ-CP"),
    (("ngày", "20/1", "1/2025"), "ngày 20/11/2025"),
    (("281", "1/QĐ-UBND"), "2811/QĐ-UBND"),
    (("ngày", "1", "1", "tháng"), "ngày 11 tháng"),
    (
        (
            "(1",
            "1%)",
        ),
        "(11%)",
    ),
]
NEGATIVE = [
    ("I", "I"),
    ("Phần", "I", "I."),
    ("khoản", "1", "Điều", "1"),
    ("đạt", "21", "xã"),
    ("12", "13"),
    ("1", "2"),
    ("AI", "18/2025"),
]


@pytest.mark.parametrize(("read", "printed"), IN_THE_WILD)
def test_torn_numbers_are_one(read: tuple[str, ...], printed: str) -> None:
    assert joined(*read) == printed


@pytest.mark.parametrize("read", NEGATIVE)
def test_other_words_stay(read: tuple[str, ...]) -> None:
    assert joined(*read) == " ".join(read)


def test_behind_a_space_another_number_begins() -> None:
    assert joined("1", "1", gap=13) == "1 1"
    assert joined("20/1", "1/2025", gap=13) == "20/1 1/2025"


def test_the_box_holds_both_and_the_number_is_in_doubt() -> None:
    first, second = words("20/1", "1/2025")
    (whole,) = with_ones_joined([first, second])
    assert (whole.left, whole.right) == (first.left, second.right)
    assert whole.confidence == UNSURE


@given(st.lists(st.text("1I/20l ă", min_size=1, max_size=4), max_size=6), st.integers(0, 30))
def test_nothing_is_lost(texts: list[str], gap: int) -> None:
    before = words(*texts, gap=gap)
    after = with_ones_joined(before)
    assert sum(len(word.text) for word in after) == sum(len(word.text) for word in before)
    assert [c for word in after for c in word.text if c in "20/ă"] == [
        c for word in before for c in word.text if c in "20/ă"
    ]


def whole(*texts: str, gap: int = 2) -> str:
    return " ".join(word.text for word in with_syllables_joined(words(*texts, gap=gap)))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (("giải", "qu", "yết"), "giải quyết"),
        (("Th", "ành"), "Thành"),
        (("(ng", "ành);"), "(ngành);"),
    ],
)
def test_halves_that_touch_are_one(read: tuple[str, ...], printed: str) -> None:
    assert whole(*read) == printed


@pytest.mark.parametrize(
    "read",
    [("bảo", "an"), ("thủ", "tục"), ("QU", "yết"), ("qu", "YẾT"), ("tr", "12"), ("th", "xyz"), ("qu,", "yết")],
)
def test_other_syllables_stay(read: tuple[str, ...]) -> None:
    assert whole(*read) == " ".join(read)


def test_words_apart_stay() -> None:
    assert whole("qu", "yết", gap=7) == "qu yết"


@given(st.lists(st.text(alphabet="aquyếtThN1.,( ", min_size=1, max_size=5), max_size=6), st.integers(-3, 9))
def test_no_letter_is_lost(texts: list[str], gap: int) -> None:
    found = with_syllables_joined(words(*texts, gap=gap))
    assert "".join(word.text for word in found) == "".join(texts)
