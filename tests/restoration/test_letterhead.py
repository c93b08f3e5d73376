"""Formulas of the letterhead: found by their letters, never taken for what only resembles them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.restoration.edits import replay
from planparse.restoration.letterhead import read_formulas


def repaired(text: str) -> str:
    return replay(text, read_formulas(text))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("CQNG HoAxA H()I", "CỘNG HÒA XÃ HỘI"),
        (
            "UBND TINH SON HAI CONG HOA XA HQI CHU NGHIA VIET NAM",
            "UBND TINH SON HAI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ),
        ("SOY TE Déc 1ap - Tw do - Hanh phic", "SOY TE Độc lập - Tự do - Hạnh phúc"),
        ("DANG CONG 8AN VIET NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
        ("Lae: VT, TH. PHO CHU TICH", "Lưu: VT, TH. PHO CHU TICH"),
    ],
)
def test_formulas_however_badly_read(read: str, printed: str) -> None:
    assert repaired(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "CONG TAC XA HOI",
        "Lap danh sach: VT, TH",
        "CQNG TAC XA HOI",
        "cdc du an, noi dung thanh phan do cp thanh phé truc tiép thuc hién",
        "LUAT CONG DOAN VIET NAM",
        "HOI CHU THAP DO VIET NAM",
        "HOI DONG NHAN DAN XA HOA HOI",
        "nước cộng hòa xã hội chủ nghĩa Việt Nam",
        "CONG HOA 2025 XA HOI CHU NGHIA VIET NAM",
    ],
)
def test_what_only_resembles_a_formula_stays(text: str) -> None:
    assert repaired(text) == text


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="CONGHAXIUVTMêộ ()-.\n0218 docap", max_size=60))
def test_edits_fit_the_text_and_leave_digits(text: str) -> None:
    for edit in read_formulas(text):
        assert text[edit.start : edit.end] == edit.before
        assert "\n" not in edit.before
        assert not any(a.isdigit() and b.isdigit() for a, b in zip(edit.before, edit.before[1:], strict=False))
    repaired(text)
