"""Names of bodies and places that OCR misread; what was printed in another way stays."""

from __future__ import annotations

import pytest

from planparse.citations.vocabulary import Vocabulary
from planparse.header.known_names import is_misread, known_body, known_place, province_at_end


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("BÔ CÔNG THƯƠNG", "BỘ CÔNG THƯƠNG"),
        ("SOY TẾ", "SỞ Y TẾ"),
        ("TRƯỜNG ĐẠI HỌC SƯ PHẠM THÀNH PHÓ HÒ CHÍ MINH", "TRƯỜNG ĐẠI HỌC SƯ PHẠM THÀNH PHỐ HỒ CHÍ MINH"),
        ("Bộ Giáo đục và Đào tạo", "Bộ Giáo dục và Đào tạo"),
        ("BỘ Tài chính", "Bộ Tài chính"),
        ("Bộ trưởng BỘ Tài chính", "Bộ trưởng Bộ Tài chính"),
        ("BỘ trưởng Bộ Y tế", "Bộ trưởng Bộ Y tế"),
    ],
)
def test_misread_bodies(read: str, printed: str, words: Vocabulary) -> None:
    assert known_body(read, words) == printed


@pytest.mark.parametrize(
    "printed",
    [
        "SỞ Y TẾ",
        "Bộ Lao động thương binh và xã hội",
        "UBND TỈNH KHÁNH HOÀ",
        "TRƯỜNG THPT SƠN HẢI",
        "Thanh tra tỉnh",
        "UBND tỉnh",
        "Uỷ ban nhân dân",
        "Giám đốc Sở",
        "",
    ],
)
def test_printed_bodies_stay(printed: str, words: Vocabulary) -> None:
    assert known_body(printed, words) == printed


def test_places(words: Vocabulary) -> None:
    assert known_place("Thành phó Hô Chí Minh", words) == "Thành phố Hồ Chí Minh"
    assert known_place("Khánh Hoà", words) == "Khánh Hoà"
    assert known_place("An Phú", words) == "An Phú"


def test_no_two_known_bodies_differ_by_marks_alone(words: Vocabulary) -> None:
    for issuer in words.issuers:
        assert all(known_body(name, words) == name for name in issuer.names)


def test_the_province_of_a_body(words: Vocabulary) -> None:
    assert province_at_end("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", words) == "Đắk Lắk"
    assert province_at_end("SỞ Y TẾ", words) is None
    assert is_misread("Đắk Lắk", "Ddk Lak,")
    assert not is_misread("Đắk Lắk", "Buôn Hồ,")
