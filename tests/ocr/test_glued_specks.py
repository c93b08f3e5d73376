"""Specks that were read as signs of the words beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr.glued_specks import without_glued_specks
from planparse.ocr.tsv import ReadWord


def cleaned(text: str, confidence: float = 0.75) -> str:
    words = [
        ReadWord(0, (1, 1, 1), part, 100 * i, 10, 90, 20, confidence) for i, part in enumerate(text.split(" ")) if part
    ]
    return " ".join(word.text for word in without_glued_specks(words))


IN_THE_WILD = [
    (".5. Công an tỉnh", "5. Công an tỉnh"),
    ("-3, Biên soạn tài liệu", "3, Biên soạn tài liệu"),
    ("__7, Cơ chế phối hợp", "7, Cơ chế phối hợp"),
    ("._e) Bảo đảm", "e) Bảo đảm"),
    ("VĂN HÓA, THỂ THAO__ VÀ DU LỊCH", "VĂN HÓA, THỂ THAO VÀ DU LỊCH"),
    ("khai _THỰC HIỆN", "khai THỰC HIỆN"),
    ("sự tham gia. tích cực. của", "sự tham gia tích cực của"),
    ("ngày 03 'tháng 10", "ngày 03 tháng 10"),
    ("an toàn .hệ thống", "an toàn hệ thống"),
    ("- Chủ.trì, chỉ đạo", "- Chủ trì, chỉ đạo"),
    ("của Ban.Chỉ đạo", "của Ban Chỉ đạo"),
    ("I.MỤC ĐÍCH", "I. MỤC ĐÍCH"),
    ("NGÀY 23/7/2025 CỦA. CHÍNH PHỦ", "NGÀY 23/7/2025 CỦA CHÍNH PHỦ"),
]


@pytest.mark.parametrize(("read", "printed"), IN_THE_WILD)
def test_specks_of_real_scans(read: str, printed: str) -> None:
    assert cleaned(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "4.1. Ứng dụng",
        "1.1.2. Vùng nuôi",
        "- 3. Nội dung",
        "hằng năm. Các đơn vị",
        "TP.Hồ Chí Minh",
        "https://dichvucong.gov.vn và",
        "khoản 1. điều này",
        "v.v. và",
        "kinh tế -xã hội",
        "5.000 người",
        "-3,",
        "tại www.sonhai.gov.vn. hoặc",
    ],
)
def test_what_is_spelled_so(text: str) -> None:
    assert cleaned(text) == text


def test_a_sure_full_stop_inside_a_sentence_is_a_comma() -> None:
    assert cleaned("Các phòng. ban. đơn vị", confidence=0.96) == "Các phòng, ban, đơn vị"


def test_two_words_stand_apart_inside_the_box_of_the_one() -> None:
    first, second = without_glued_specks([ReadWord(0, (1, 1, 1), "Phối.hợp", 100, 10, 80, 20, 0.9)])
    assert (first.left, second.right) == (100, 180)
    assert second.left - first.right >= 5


@given(st.lists(st.text(max_size=10), max_size=8))
def test_digits_and_letters_never_change(texts: list[str]) -> None:
    words = [ReadWord(0, (1, 1, 1), text, 100 * i, 10, 90, 20, 0.7) for i, text in enumerate(texts)]

    def bare(found: tuple[ReadWord, ...] | list[ReadWord]) -> str:
        return "".join(c for word in found for c in word.text if c.isalnum())

    assert bare(without_glued_specks(words)) == bare(words)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("giảm 50%o số cặp", "giảm 50% số cặp"),
        ("đạt 90%o;", "đạt 90%;"),
        ("tỷ suất tử vong 15%o.", "tỷ suất tử vong 15‰."),
        ("50% o", "50% o"),
        ("%o số", "%o số"),
    ],
)
def test_a_percent_sign_with_a_ring_too_many(read: str, printed: str) -> None:
    assert cleaned(read) == printed
