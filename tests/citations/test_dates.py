"""Dates as they are printed and read."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.citations.dates import dates_in, find_date, iso_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("ngày 02/4/2025", "2025-04-02"),
        ("ngày 13 tháng 7 năm 2023", "2023-07-13"),
        ("tháng 5 năm 2020", "2020-05"),
        ("ngày 1š tháng 5 năm 2026", "2026-05"),
        ("ngày 0i tháng 4 năm 2025", "2025-04-01"),
        ("ngày ø7 tháng 8 năm 2017", "2017-08-07"),
        ("ngày 3l tháng 10 năm 2017", "2017-10-31"),
        ("ngày 04 tháng ii năm 2025", "2025-11-04"),
        ("ngày 20 tháng 1o năm 2025", "2025-10-20"),
        ("ngày 15/1 1/2025", "2025-11-15"),
        ("ngày 1 1/11/2025", "2025-11-11"),
        ("ngày ai tháng 5 năm 2020", "2020-05"),
    ],
)
def test_dates(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert (found.iso, found.start, found.end) == (iso, 0, len(text))


@pytest.mark.parametrize("text", ["ngày 5 tháng ba năm 2020", "tháng ii năm sau", "ngày 31/13/2025", "mục il tháng"])
def test_no_date(text: str) -> None:
    assert all(found.iso is None for found in dates_in(text, 0, len(text)))


def test_a_number_before_a_date_is_no_part_of_it() -> None:
    found = find_date("mục 1 1/11/2025")
    assert found is not None
    assert found.iso == "2025-11-01"


@given(st.text(alphabet="ngàythánăm 0123il|oø/.", max_size=40))
def test_any_text(text: str) -> None:
    for found in dates_in(text.lower(), 0, len(text)):
        assert found.iso is None or found.iso[:4].isdigit()


@given(st.integers(0, 99), st.integers(1, 12), st.integers(1950, 2050))
def test_a_day_that_is_none_leaves_the_month(day: int, month: int, year: int) -> None:
    days = calendar.monthrange(year, month)[1]
    expected = f"{year}-{month:02d}" + (f"-{day:02d}" if 1 <= day <= days else "")
    assert iso_date(str(day), str(month), str(year)) == expected
