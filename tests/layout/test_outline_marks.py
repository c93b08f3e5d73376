"""Outline marks: the lines that begin a numbered title, a numbered paragraph or a bullet."""

from __future__ import annotations

import csv
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.layout.marks import is_capitals, read_mark, roman_value

DICTIONARIES = Dictionaries()


def dictionary_lines() -> list[dict[str, str]]:
    with DICTIONARIES.path("outline_marks.tsv").open(encoding="utf-8") as file:
        return list(
            csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        )


@pytest.mark.parametrize("row", dictionary_lines(), ids=lambda row: row["style"])
def test_examples_of_the_dictionary(row: dict[str, str]) -> None:
    mark = read_mark(row["example"], DICTIONARIES)
    assert mark is not None
    assert mark.style == row["style"]
    counter = read_mark(row["counter_example"], DICTIONARIES)
    assert counter is None or counter.style != row["style"]


IN_THE_WILD = [
    ("II. MỤC TIÊU", "II.", "roman", (2,)),
    ("I11. TỔ CHỨC THỰC HIỆN", "I11.", "roman", (3,)),
    ("Il. NỘI DUNG", "Il.", "roman", (2,)),
    ("IV/ KINH PHÍ", "IV/", "roman", (4,)),
    ("V- TỔ CHỨC THỰC HIỆN", "V-", "roman", (5,)),
    ("I MỤC ĐÍCH, YÊU CẦU", "I", "roman", (1,)),
    ("IIL NHIỆM VỤ, GIẢI PHÁP", "IIL", "roman", (2,)),
    ("Iv. TỔ CHỨC THỰC HIỆN", "Iv.", "roman", (4,)),
    ("_ 2. Yêu cầu", "_ 2.", "arabic", (2,)),
    ("H. NỘI DUNG", "H.", "roman", (2,)),
    ("1. Mục đích", "1.", "arabic", (1,)),
    ("1.Mục đích", "1.", "arabic", (1,)),
    ("1 . Mục đích", "1 .", "arabic", (1,)),
    ("l. Mục đích", "l.", "arabic", (1,)),
    ("3/ Thời gian", "3/", "arabic", (3,)),
    ("10. “Ngày hội tiếp dân”", "10.", "arabic", (10,)),
    ("1. 1. Công tác chỉ đạo", "1. 1.", "decimal", (1, 1)),
    ("1 .2. Cải cách thể chế", "1 .2.", "decimal", (1, 2)),
    ("2.1 Ban hành quyết định", "2.1", "decimal", (2, 1)),
    ("3.2.1. Cấp tỉnh", "3.2.1.", "decimal", (3, 2, 1)),
    ("a) Nhiệm vụ", "a)", "letter", (1,)),
    ("đ) Kinh phí", "đ)", "letter", (5,)),
    ("ø) Tuyên truyền", "ø)", "letter", (7,)),
    ("2) Cấp xã", "2)", "enclosed", (2,)),
    ("2.13.", "2.13.", "decimal", (2, 13)),
    ("(3) Kiểm tra", "(3)", "enclosed", (3,)),
    ("-Sở Nội vụ", "-", "dash", ()),
    ("—- Rà soát danh mục", "—-", "dash", ()),
    ("; Bộ phận trực lập sổ", ";", "dash", ()),
    ("_ Phối hợp với các trạm", "_", "dash", ()),
    ("$.2. Phòng Nghiệp vụ Y", "$.2.", "decimal", ()),
    ("Š.1. Trạm y tế", "Š.1.", "decimal", ()),
    ("– Bước 1: Lập danh sách", "–", "dash", ()),
    ("+ 100% hồ sơ", "+", "plus", ()),
    ("• Rà soát", "•", "dot", ()),
    ("Phần thứ hai. Tổ chức thực hiện", "Phần thứ hai.", "part", (2,)),
    ("CHƯƠNG III", "CHƯƠNG III", "chapter", (3,)),
    ("Điều 12. Hiệu lực", "Điều 12.", "article", (12,)),
    ("Bước 2: Kiểm tra", "Bước 2:", "step", (2,)),
    ("PHỤ LỤC II", "PHỤ LỤC II", "appendix", (2,)),
]


@pytest.mark.parametrize(("text", "printed", "style", "ordinal"), IN_THE_WILD)
def test_marks_in_the_wild(text: str, printed: str, style: str, ordinal: tuple[int, ...]) -> None:
    mark = read_mark(text, DICTIONARIES)
    assert mark is not None
    assert (mark.text, mark.style, mark.ordinal) == (printed, style, ordinal)


NO_MARKS = [
    "",
    "Văn phòng Sở chủ trì",
    "2026 là năm đầu của giai đoạn",
    "18/9/2025; hoàn thành việc nộp hồ sơ",
    "88/QĐ-UBND ngày 14/3/2025",
    "28/CT-TTg ngày 18/9/2025 của Thủ tướng Chính phủ",
    "1.250 hồ sơ",
    "2.5 triệu đồng",
    "7,5% so với năm 2024",
    "100% thủ tục hành chính",
    "V.v. và các nội dung khác",
    "V/V HỖ TRỢ NGƯ DÂN",
    "Điều 9 Nghị định số 30/2020/NĐ-CP",
    "Mục tiêu chung",
    "phần lớn các đơn vị",
    "-----",
    "Chương trình hành động",
    "2030.",
    "____",
    "; bộ phận trực",
    "TL. GIÁM ĐỐC",
    "A1. phòng",
]


@pytest.mark.parametrize("text", NO_MARKS)
def test_what_is_no_mark(text: str) -> None:
    assert read_mark(text, DICTIONARIES) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("I.", 1), ("IV", 4), ("I11.", 3), ("Vl", 6), ("XIX", 19), ("IIII", 0), ("VX", 0), ("abc", 0)],
)
def test_roman_numbers(text: str, value: int) -> None:
    assert roman_value(text) == value


@pytest.mark.parametrize(
    ("text", "capitals"),
    [
        ("TỔ CHỨC THỰC HIỆN", True),
        ("NỘI DUNG THỰC HIỆN (có danh mục kèm theo)", True),
        ("SỞ Y TẾ - CÔNG ĐOÀN NGÀNH", True),
        ("Mục đích", False),
        ("UBND tỉnh giao", False),
        ("VT", False),
        ("15/02/2026", False),
    ],
)
def test_capitals(text: str, capitals: bool) -> None:
    assert is_capitals(text) is capitals


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_text_is_read_and_the_mark_is_its_beginning(text: str) -> None:
    mark = read_mark(text, DICTIONARIES)
    assert mark is None or text.startswith(mark.text)


@given(st.sampled_from([text for text, *_ in IN_THE_WILD]))
def test_decomposed_text_is_not_read_differently_once_composed(text: str) -> None:
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))
    assert read_mark(composed, DICTIONARIES) == read_mark(text, DICTIONARIES)
