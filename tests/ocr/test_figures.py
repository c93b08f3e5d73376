"""Figures that were read as signs of their shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.figures import UNSURE, with_figures
from planparse.ocr.tsv import ReadWord


def read(*texts: str) -> list[ReadWord]:
    return [ReadWord(0, (1, 1, 1), text, 40 * i, 20, 30, 20, 0.96) for i, text in enumerate(texts)]


def again(*texts: str) -> list[str]:
    return [word.text for word in with_figures(read(*texts))]


@pytest.mark.parametrize(
    ("texts", "printed"),
    [
        (["§0"], ["80"]),
        (["§5%"], ["85%"]),
        (["§.", "Giám", "đốc"], ["8.", "Giám", "đốc"]),
        (["trong", "Ø7", "ngày"], ["trong", "07", "ngày"]),
        (["Điều", "I1;"], ["Điều", "11;"]),
        (["tháng", "l2", "năm"], ["tháng", "12", "năm"]),
        (["1§/2025"], ["18/2025"]),
        (["I3.", "Đề", "nghị"], ["13.", "Đề", "nghị"]),
        (["§008/BNNMT-ĐCKS", "ngày"], ["8008/BNNMT-ĐCKS", "ngày"]),
        (["1Ø3/2025/NĐ-CP;"], ["103/2025/NĐ-CP;"]),
        (["tháng", "+", "năm", "2014"], ["tháng", "4", "năm", "2014"]),
        (["06", "tháng", "-†", "năm"], ["06", "tháng", "4", "năm"]),
    ],
)
def test_in_the_wild(texts: list[str], printed: list[str]) -> None:
    assert again(*texts) == printed


@pytest.mark.parametrize(
    "texts",
    [
        ["mẫu", "I1"],
        ["Mục", "I"],
        ["Điều", "II"],
        ["I1", "tháng"],
        ["ØRSTED"],
        ["a§b"],
        ["quý", "I2"],
        ["Ø"],
        ["§/NĐ"],
        ["tháng", "+"],
        ["A", "+", "B"],
    ],
)
def test_other_words_stay(texts: list[str]) -> None:
    assert again(*texts) == texts


def test_what_was_put_right_is_in_doubt() -> None:
    first, second = with_figures(read("§0", "80"))
    assert (first.confidence, second.confidence) == (UNSURE, 0.96)


@given(st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_any_words(texts: list[str]) -> None:
    for before, after in zip(texts, again(*texts), strict=True):
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert set(changed) <= {("§", "8"), ("Ø", "0"), ("I", "1"), ("l", "1"), ("|", "1")}
