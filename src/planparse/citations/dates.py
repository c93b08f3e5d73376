"""Dates as official documents print them (ngày, tháng, năm), normalised to ISO 8601."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planparse.numbers import ONES_AND_NOUGHTS

_DAY_WORD, _MONTH_WORD, _YEAR_WORD = r"ng[àa]y", r"th[áa]ng", r"n[ăa]m"
_SIGNS = r"[\dil|oø]{1,2}(?=\s)"
_BLANK = r"(?:⟦\?⟧|[.…_]{1,12}|\s{0,6})"
PRINTED_DATE = re.compile(
    rf"""
    {_DAY_WORD}{_BLANK}\s{{0,2}}/\s{{0,2}}(?:(?P<m4>\d{{1,2}})|{_BLANK})\s{{0,2}}/\s{{0,2}}(?P<y4>\d{{4}})(?!\d)
    | (?:{_DAY_WORD}\s{{0,3}})
        (?:(?P<d1>\d{{1,2}})|{_BLANK}|(?P<signs>[^\s,;.]{{1,3}}))\s{{0,3}}{_MONTH_WORD}\s{{0,3}}(?:(?P<m1>\d{{1,2}}|{_SIGNS})|{_BLANK})
        \s{{0,3}}{_YEAR_WORD}\s{{0,3}}(?P<y1>\d{{4}})                    # ngày 13 tháng 7 năm 2023
    | (?:{_DAY_WORD}\s{{0,3}})?(?<![\d/.-])
        (?P<d2>\d{{1,2}}|(?<=y\s)1\s1)\s?[/.-]\s?(?P<m2>\d{{1,2}}|1\s[0-2])\s?[/.-]\s?(?P<y2>\d{{4}})(?!\d) # 26/11/2013
    | (?:{_DAY_WORD}\s{{0,3}}{_BLANK}[/\s]{{0,3}})?
        {_MONTH_WORD}\s{{0,3}}(?P<m3>\d{{1,2}})\s{{0,3}}(?:/|{_YEAR_WORD})\s{{0,3}}(?P<y3>\d{{4}})(?!\d)
    """,
    re.VERBOSE,
)
"""A date in `lowered` text: `ngày 02/4/2025`, `ngày 13 tháng 7 năm 2023`, `tháng 5 năm 2020`, `26/11/2013`, and
`15/1 1/2025` or `ngày 1 1/11/2025`, as OCR sets two strokes apart.

A day that reading damaged (`ngày 1š tháng 5 năm 2026`) leaves the month: no digit is guessed. Strokes and rings are no
guess, since only one digit has their shape: `ngày 0I tháng 4`, `ngày Ø7 tháng 8`, `ngày 04 tháng II`.
"""

_PARTS = (("d1", "m1", "y1"), ("d2", "m2", "y2"), (None, "m3", "y3"), (None, "m4", "y4"))
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date at `text[start:end]`; `iso` is `2025-04-02`, or `2025-04` where no day is printed."""

    start: int
    end: int
    iso: str | None


@lru_cache(maxsize=2048)
def iso_date(day: str | None, month: str | None, year: str | None) -> str | None:
    """The ISO form of printed parts: None for an impossible month or year, without the day for an impossible day.

    >>> iso_date("2", "4", "2025")
    '2025-04-02'
    """
    day, month = ("".join((part or "").split()) for part in (day, month))
    if not month or not year or int(year) not in _YEARS or not 1 <= int(month) <= 12:
        return None
    if not day or not 1 <= int(day) <= calendar.monthrange(int(year), int(month))[1]:
        return f"{int(year):04d}-{int(month):02d}"
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def _printed(match: re.Match[str]) -> PrintedDate:
    for day, month, year in _PARTS:
        if match[year]:
            printed = match[day] or match["signs"] if day else None
            return PrintedDate(*match.span(), iso_date(_digits(printed), _digits(match[month]), match[year]))
    return PrintedDate(*match.span(), None)


def _digits(printed: str | None) -> str | None:
    """The digits of a day or a month, set apart or not; None where other signs stand among them."""
    digits = "".join((printed or "").split()).translate(ONES_AND_NOUGHTS)
    return digits if digits.isdecimal() and len(digits) <= len("31") else None


def date_at(lower: str, start: int, end: int) -> PrintedDate | None:
    """The date that starts exactly at `start` in `lowered` text."""
    match = PRINTED_DATE.match(lower, start, end)
    return None if match is None else _printed(match)


def dates_in(lower: str, start: int, end: int) -> Iterator[PrintedDate]:
    """The dates in a part of `lowered` text."""
    return map(_printed, PRINTED_DATE.finditer(lower, start, end))


def find_date(lower: str, start: int = 0, end: int | None = None) -> PrintedDate | None:
    """The first date in `lowered` text."""
    match = PRINTED_DATE.search(lower, start, len(lower) if end is None else end)
    return None if match is None else _printed(match)
