"""The index of strings one letter apart finds what a search among all of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from planparse.restoration.neighbours import OneLetterOff

SHORT = st.text("aiou", max_size=5)


@given(st.lists(SHORT, unique=True, max_size=40), SHORT)
def test_finds_the_same_as_a_search_of_all(strings: list[str], wanted: str) -> None:
    expected = [string for string in strings if Levenshtein.distance(wanted, string) == 1]
    assert OneLetterOff.index(strings).of(wanted) == expected
