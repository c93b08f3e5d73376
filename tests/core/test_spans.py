"""Spans by bisection against the plain look at each of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from planparse.spans import Spans

PLACES = st.integers(0, 12)
SPANS = st.lists(st.tuples(PLACES, PLACES).map(lambda span: (min(span), max(span))), max_size=6)


@given(SPANS, PLACES, PLACES)
def test_meet_and_hold_are_those_of_each_span(spans: list[tuple[int, int]], start: int, length: int) -> None:
    end = start + length + 1
    assert Spans(spans).meet(start, end) == any(a < end and start < b for a, b in spans)
    assert Spans(spans).hold(start) == any(a <= start < b for a, b in spans if a < b)
