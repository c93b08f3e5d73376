"""Syllables that were torn where two letters do not touch."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.split_syllables import with_syllables_joined
from planparse.ocr.tsv import ReadWord


def words(*texts: str, gap: int) -> list[ReadWord]:
    left, result = 100, []
    for text in texts:
        width = 14 * len(text)
        result.append(ReadWord(0, (1, 1, 1), text, left, 50, width, 25, 0.96))
        left += width + gap
    return result


def joined(*texts: str, gap: int = 2) -> str:
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
    assert joined(*read) == printed


@pytest.mark.parametrize(
    "read",
    [("bảo", "an"), ("thủ", "tục"), ("QU", "yết"), ("qu", "YẾT"), ("tr", "12"), ("th", "xyz"), ("qu,", "yết")],
)
def test_other_words_stay(read: tuple[str, ...]) -> None:
    assert joined(*read) == " ".join(read)


def test_words_apart_stay() -> None:
    assert joined("qu", "yết", gap=7) == "qu yết"


@given(st.lists(st.text(alphabet="aquyếtThN1.,( ", min_size=1, max_size=5), max_size=6), st.integers(-3, 9))
def test_no_letter_is_lost(texts: list[str], gap: int) -> None:
    found = with_syllables_joined(words(*texts, gap=gap))
    assert "".join(word.text for word in found) == "".join(texts)
