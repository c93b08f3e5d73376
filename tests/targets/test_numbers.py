"""Vietnamese numbers and dates."""

from __future__ import annotations

from datetime import date

import pytest

from planparse.numbers import calendar_day, find_dates, parse_number, years_in


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("02", 2),
        ("1.250", 1250),
        ("1.250.000", 1250000),
        ("1.250,75", 1250.75),
        ("7,5", 7.5),
        ("7.5", 7.5),
        ("12.50", 12.5),
        ("một trăm", 100),
        ("Hai mươi lăm", 25),
        ("năm mươi", 50),
        ("mười lăm", 15),
        ("một trăm linh năm", 105),
        ("hai nghìn một trăm", 2100),
    ],
)
def test_numbers(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "12/2024", "1,250,000", "%", "hai ba", "mươi lăm nhà"])
def test_what_is_no_number(text):
    assert parse_number(text) is None


def test_dates():
    text = "ngày 13 tháng 02 năm 2026, 02/4/2025, 30-5-2025 và ngày 31/02/2025"
    assert [day for _, _, day in find_dates(text)] == [date(2026, 2, 13), date(2025, 4, 2), date(2025, 5, 30), None]


@pytest.mark.parametrize("text", ["63/2010/NĐ-CP", "15/02", "1/12/2024/5", "ngày 13 tháng 02", "12.345.2025"])
def test_what_is_no_date(text):
    assert find_dates(text) == ()


def test_calendar():
    assert calendar_day(2024, 2, 29) == date(2024, 2, 29)
    assert calendar_day(2025, 2, 29) is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("giai đoạn 2026-2030, tầm nhìn đến năm 2045", (2026, 2030, 2045)),
        ("trước ngày 20/11/2024", (2024,)),
        ("Quyết định số 14/2024/QĐ-UBND", ()),
        ("1.2025 đồng", ()),
        ("năm học 2025 – 2026", (2025, 2026)),
    ],
)
def test_years(text, years):
    assert years_in(text) == years
