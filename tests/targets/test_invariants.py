"""What holds for every text: no exception, numbers that are printed, records that are complete."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.numbers import parse_number
from planparse.records import Comparator
from planparse.targets.commitment import Context, Stance
from planparse.targets.find import targets_in
from planparse.targets.vocabulary import vocabulary

from .conftest import passage_of

SHIPPED = Dictionaries()
WORDS = vocabulary(SHIPPED)
PRINTED = """100%|7,5 %|1.250|02 bậc|20-25%|từ 60%|05 ngày làm việc|năm 2026|đến năm 2030|(HIS)|(|)|;|,|:|.|-
và|trong đó|so với năm 2024|hồ sơ|tỷ lệ|được|giải quyết|đúng hạn|“|”|đã đạt|kinh phí|để|xuống còn|hằng năm|Phấn đấu
một trăm phần trăm|⟦?⟧|1009%|%|0/0"""
PIECES = [*re.split(r"[|\n]", PRINTED), "\n", *list(WORDS.lead_words)[:60]]
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=200), SENTENCES)
CONTEXTS = st.builds(
    Context, stance=st.sampled_from(Stance), first_year=st.none() | st.just(2026), is_plan=st.booleans()
)


@given(text=TEXTS, context=CONTEXTS)
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_parser(text, context):
    passage = passage_of(unicodedata.normalize("NFC", text))
    for target in targets_in(passage, context, SHIPPED):
        assert target.indicator.strip()
        assert target.unit
        assert (target.value_max is None) or target.value_max > target.value
        assert (target.comparator is not Comparator.RANGE) or target.value_max is not None
        assert target.provenance is not None


@given(text=SENTENCES)
@settings(max_examples=300, deadline=None)
def test_every_value_is_printed(text):
    passage = passage_of(text)
    for target in targets_in(passage, Context(Stance.TARGETS), SHIPPED):
        printed = {parse_number(n) for n in re.findall(r"\d[\d.,]*\d|\d", target.raw)}
        assert target.value in printed or "phần trăm" in target.raw.casefold()
        start, end = target.provenance.span
        assert all(word in text[start:end].split() for word in target.indicator.split()[:1])


@given(value=st.integers(0, 10**9))
def test_grouped_numbers_are_read_back(value):
    assert parse_number(f"{value:,}".replace(",", ".")) == value


@given(whole=st.integers(0, 999), fraction=st.integers(0, 99))
def test_decimal_commas_are_read_back(whole, fraction):
    assert parse_number(f"{whole},{fraction:02d}") == float(f"{whole}.{fraction:02d}")


@given(text=st.text(max_size=40))
def test_no_text_breaks_number_reading(text):
    value = parse_number(text)
    assert value is None or value >= 0
    assert parse_number(unicodedata.normalize("NFC", text)) == value or unicodedata.normalize("NFC", text) != text
