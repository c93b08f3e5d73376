"""What holds for any text: no exception, spans inside the text, no digit changed, NFC and NFD agree."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.citations.dates import find_date
from planparse.citations.passage_reader import citations_in
from planparse.citations.phrases import key, lowered
from planparse.citations.roles import Surroundings
from planparse.citations.symbols import find_symbols
from planparse.citations.vocabulary import vocabulary
from planparse.knowledge import Dictionaries

WORDS = vocabulary(Dictionaries())
PIECES = [
    *("Nghị định", "Quyết định", "các", "số", "Luật", "Đấu thầu", "Căn cứ", "Thực hiện", "của", "và", ",", ";", "."),
    *("Chính phủ", "UBND", "tỉnh", "Sơn Hải", "Sở", "Y tế", "ngày", "tháng", "năm", "về", "(", ")", "“", "điểm a"),
    *("khoản 2", "Điều 9", "63/2010/NĐ-CP", "14-NQ/TU", "12/SYT-NVY", "76/2015/QH13", "/KH-UBND", "⟦?⟧", "26/11/2013"),
    *("sửa đổi, bổ sung", "một số điều của", "được", "bởi", "thay thế", "TCVN", "ISO 9001:2015", "- ", "\n", "2025"),
]
GENRE = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
SYMBOLS = st.from_regex(
    r"\A[0-9]{1,4} ?/ ?(20[0-2][0-9] ?/ ?)?(ND|NĐ|QD|QĐ|KH|TT|TTr)( ?- ?)(CP|TTg|UBND|HDND|SYT|BYT)[0-9]?\Z"
)


@given(st.one_of(st.text(max_size=300), GENRE))
def test_never_raises_and_spans_lie_in_the_text(text: str) -> None:
    for mention in citations_in(text, Surroundings(preamble=True, own_number="12/KH-SYT"), WORDS):
        assert mention.document_type
        assert 0 <= mention.left <= mention.start < mention.end <= len(text)
        for span in (mention.anchor, mention.provision, mention.issuer, mention.subject):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@given(SYMBOLS)
def test_normalising_a_number_never_changes_a_digit(printed: str) -> None:
    for symbol in find_symbols(printed, WORDS):
        span = printed[symbol.start : symbol.end]
        assert re.findall(r"\d", symbol.number) == re.findall(r"\d", span)


@given(GENRE)
def test_nfc_and_nfd_agree(text: str) -> None:
    composed = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text))
    assert citations_in(composed, Surroundings(), WORDS) == citations_in(text, Surroundings(), WORDS)


@given(st.text(max_size=60))
def test_lowered_keeps_offsets_and_key_is_stable(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert key(key(text)) == key(text)


@given(st.integers(0, 40), st.integers(0, 15), st.integers(1800, 2200))
def test_dates_are_iso_or_nothing(day: int, month: int, year: int) -> None:
    found = find_date(f"ngày {day:02d}/{month}/{year}")
    assert found is None or found.iso is None or re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", found.iso)


@pytest.mark.parametrize(
    "text",
    [
        "Luật sửa đổi, bổ sung một số điều của " * 2000,
        "1/KH-UBND của UBND " + "tỉnh " * 3000,
        "1/KH-UBND của " + "Chủ tịch " * 3000,
        "khoản 1, điểm a và Điều 2, " * 2000 + "Nghị định số 1/NĐ-CP",
        "1" * 20000 + "/KH-UBND",
        "số" + " " * 20000 + "/KH-UBND ngày" + " " * 20000,
        "Nghị định số 1/2010/NĐ-CP của Chính phủ về " + "(" * 5000,
        "Nghị định số 1/2010/NĐ-CP của " + "Sở " * 3000,
    ],
    ids=lambda text: text[:20],
)
def test_endless_repetition_neither_recurses_nor_hangs(text: str) -> None:
    assert len(citations_in(text, Surroundings(preamble=True), WORDS)) <= len(text) // 30


def test_reading_is_deterministic() -> None:
    text = " ".join(PIECES)
    assert citations_in(text, Surroundings(), WORDS) == citations_in(text, Surroundings(), WORDS)
