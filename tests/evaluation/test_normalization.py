"""What does not count when values are compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.evaluation.normalization import normalized, same, similarity


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("số hoá", "số hóa"),
        ("Thuỷ lợi", "thủy lợi"),
        ("hoè", "hòe"),
        ("khoẻ", "khỏe"),
        ("Sở  Y\ntế;", "sở y tế"),
        ("“Văn phòng Sở”.", "Văn phòng Sở"),
        ("12 / KH - SYT", "12/KH-SYT"),
        (None, ""),
        (unicodedata.normalize("NFD", "Nghị quyết"), "Nghị quyết"),
    ],
)
def test_the_same(first, second):
    assert same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [("quý", "qúy"), ("hòa", "hoa"), ("12/KH-SYT", "12KH-SYT"), ("Sở Y tế", "Sở Y-tế"), ("hoàn", "hòan"), ("Lý", "Lí")],
)
def test_not_the_same(first, second):
    assert not same(first, second)


def test_similarity():
    assert similarity("Văn phòng Sở", "văn phòng sở.") == 1.0
    assert similarity("abcd", "abxd") == 0.75
    assert similarity("abc", None) == 0.0


@given(st.text(alphabet="aáàăoòóôơeèêyýỳuúùưqhđĐHOA12 -/.,;:()“\n", max_size=60))
def test_normalisation_is_stable(text):
    assert normalized(normalized(text)) == normalized(text)


@given(st.text(max_size=60))
def test_composition_does_not_count(text):
    assert normalized(unicodedata.normalize("NFD", text)) == normalized(unicodedata.normalize("NFC", text))


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_a_share(first, second):
    assert 0.0 <= similarity(first, second) <= 1.0
