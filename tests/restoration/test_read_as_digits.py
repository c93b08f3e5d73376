from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.restoration.edits import replay
from planparse.restoration.read_as_digits import WHY, words_read_as_digits
from planparse.restoration.symbols import SymbolGrammar, read_symbols

GRAMMAR = SymbolGrammar.load(Dictionaries())


def repaired(text: str) -> str:
    return replay(text, read_symbols(text, GRAMMAR).edits)


IN_THE_WILD = [
    ("Can ct Nghi dinh 56 63/2010/ND-CP", "Can ct Nghi dinh số 63/2010/NĐ-CP"),
    ("Nghi quyét 56 08-NQ/TU", "Nghi quyét số 08-NQ/TU"),
    ("Ké hoach 86 12/KH-SYT", "Ké hoach số 12/KH-SYT"),
    ("1. 56 Tai chinh", "1. Sở Tai chinh"),
    ("2.5.86 Tai chinh", "2.5. Sở Tai chinh"),
    ("II.56 Gido duc va Dao tao:", "II. Sở Gido duc va Dao tao:"),
    ("phéi hop voi 56 Gido duc va Dao tao", "phéi hop voi Sở Gido duc va Dao tao"),
    ("4. 86 Tai chinh", "4. Sở Tai chinh"),
    ("UBND TINH SON HAI\n56 Y TE", "UBND TINH SON HAI\nSỞ Y TE"),
    ("56 Noi vu chu tri", "Sở Noi vu chu tri"),
    ("- Van phong 56.", "- Van phong Sở."),
    ("Lanh dao 56;", "Lanh dao Sở;"),
    ("- 86: NN&MT, TC, XD;", "- Sở: NN&MT, TC, XD;"),
    ("phéi hop voi SS Gido duc va Dao tao", "phéi hop voi Sở Gido duc va Dao tao"),
    ("SG Khoa hoc va Cong nghe", "Sở Khoa hoc va Cong nghe"),
    ("S06 Cong Thuong", "Sở Cong Thuong"),
    ("Can ctt Luat Nha o\n\n86 27/2023/QH15", "Can ctt Luat Nha o\n\nsố 27/2023/QH15"),
]
NEGATIVE = [
    "tap huan cho 56 can bo",
    "dat 56 Tram y te",
    "trong 56 ngay",
    "56% so xa",
    "Bang 56 Tai chinh",
    "55 Noi vu\n56 Tai chinh\n57 Xay dung",
    "van phong 56 nguoi",
    "ngay 12/5/2056 Tai chinh",
    "1.56 Tai chinh cua huyen chua duoc phan bo.",
    "1.56 Tram y te",
    "56 12/15",
    "Trang 56\n12/KH-SYT",
    "Danh muc\n85 12/KH-SYT\n86 27/KH-SYT\n87 30/KH-SYT",
    "dien thoai SS Galaxy A12",
]


@pytest.mark.parametrize(("read", "printed"), IN_THE_WILD)
def test_words_read_as_digits_become_words(read: str, printed: str) -> None:
    assert repaired(read) == printed


@pytest.mark.parametrize("text", NEGATIVE)
def test_numbers_stay(text: str) -> None:
    assert repaired(text) == text


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="568 1/.,\n-TaichnYeKHSD", max_size=60))
def test_no_other_digits_change(text: str) -> None:
    for start, end, _, why in words_read_as_digits(text, GRAMMAR.departments):
        assert why == WHY
        assert text[start:end] in {"56", "86"}
    assert re.findall(r"\d{3,}", repaired(text)) == re.findall(r"\d{3,}", text)
