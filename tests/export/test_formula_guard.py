"""The guard of CSV cells: what a spreadsheet would run is text, what it would not run is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.export.formula_guard import guarded, unguarded

DANGEROUS = [
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "- cmd|' /C calc'!A0",
    "- HYPERLINK(A1)",
    "-1-1=",
    "@SUM(1+1)",
    " =1+1",
    "\t=1",
    "\r=1",
    "＝1+1",
    "'=1",
    "--1",
    "-A1*2",
]
HARMLESS = [
    "- Thanh tra Sở",
    "- Sở Nội vụ; Công đoàn ngành",
    "- Đạt 60% vào năm 2026.",
    "-5",
    "-12,5%",
    "+84 912 345 678",
    "-",
    "=",
    "Kế hoạch",
    "63/2010/NĐ-CP",
    "100%",
    "",
    "'Kế hoạch'",
    "–12 trường",
]


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_become_text(text: str):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays(text: str):
    assert guarded(text) == text


signs = st.text(alphabet="=+-@'\t\r (|!\"a1ắ,.%", max_size=12)


@given(st.one_of(st.text(), signs))
def test_the_guard_can_be_taken_away(text: str):
    assert unguarded(guarded(text)) == text


@given(signs)
def test_nothing_that_is_left_alone_can_do_anything(text: str):
    if guarded(text) == text and text.lstrip(" \t\r")[:1] in tuple("=+-@"):
        assert not set(text) & set('(|!"') or len(text) == 1
        assert not text.startswith(("=", "@")) or len(text) == 1


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_numbers_as_text_are_never_touched(number: float):
    text = f"{number:.3f}"
    assert guarded(text) == text
