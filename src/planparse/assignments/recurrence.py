"""Recurrence: how often a recurring deadline comes, as a rule of RFC 5545: `trước ngày 20 hằng tháng`.

Of several intervals the most frequent counts. What a rule cannot say exactly (`02 lần/tháng`) has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.knowledge import Dictionaries

_COUNT_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "mười hai": 12}
_COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNT_WORDS)})"
_INTERVAL = r"(?P<interval>ngày|tuần|tháng|quý|năm)(?!\w)"
_TIMES = re.compile(
    rf"(?<!\w){_COUNT}\s*(?:\(\w+\)\s*)?(?:lần|đợt|kỳ)?\s*(?:/|trong|mỗi)\s*(?:(?:01|1|một)\s+)?{_INTERVAL}"
)
_EVERY = re.compile(rf"(?<!\w){_COUNT}\s*{_INTERVAL}\s*(?:/|một|có)?\s*(?:01\s+|1\s+|một\s+)?(?:lần|đợt|kỳ)(?!\w)")
_MONTHS = {"tháng": 1, "quý": 3, "năm": 12}
_UNITS = {"ngày": "DAILY", "tuần": "WEEKLY"}

_DAY_OF_MONTH = re.compile(
    r"ngày\s+(?P<day>\d{1,2})(?!\d)(?!\s*(?:[/.-]\s*\d|tháng\s+\d|ngày|làm))|ngày\s+(?P<last>cuối(?:\s+cùng)?)(?!\w)"
)
_DAY_AND_MONTH = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s*(?:/\s*(?P<month>\d{1,2})(?![\d/])|tháng\s+(?P<month2>\d{1,2})(?!\d|\s*(?:/|năm\s+\d)))"
)
_MONTH_OF_YEAR = re.compile(r"(?<![\d/] )tháng\s+(?P<month>\d{1,2})(?!\d)|quý\s*(?P<quarter>iv|i{1,3}|[1-4])(?!\w)")
_LAST_MONTHS = {"i": 3, "ii": 6, "iii": 9, "iv": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_MONTH_OF_QUARTER = re.compile(
    r"tháng\s+(?P<which>đầu|cuối|thứ\s+(?:nhất|hai|ba))(?:\s+(?:tiên|cùng))?(?:\s+(?:của|mỗi))?\s+quý"
)
_QUARTER_MONTHS = {"đầu": "1,4,7,10", "cuối": "3,6,9,12", "nhất": "1,4,7,10", "hai": "2,5,8,11", "ba": "3,6,9,12"}
_WEEKDAY = re.compile(r"(?:thứ\s+(?P<day>hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)|(?P<sunday>chủ\s+nhật))")
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA"} | dict(
    zip("234567", ("MO", "TU", "WE", "TH", "FR", "SA"), strict=True)
)
_MONTHLY, _QUARTERLY, _YEARLY = "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=YEARLY"


@dataclass(frozen=True)
class RecurrenceWording:
    """One line of `recurrences.tsv`."""

    rule: str
    pattern: str


@lru_cache(maxsize=8)
def _wordings(dictionaries: Dictionaries) -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = dictionaries.rows("recurrences.tsv", RecurrenceWording)
    return tuple((row.rule, re.compile(rf"(?<!\w)(?:{row.pattern})(?!\w)")) for row in rows)


def recurrence_of(printed: str, dictionaries: Dictionaries) -> str | None:
    """The rule of a recurring deadline; None where its wording names no interval.

    >>> recurrence_of("Trước ngày 20 hằng tháng", Dictionaries())
    'FREQ=MONTHLY;BYMONTHDAY=20'
    """
    text = " ".join(printed.casefold().split())
    counted = _TIMES.search(text) or _EVERY.search(text)
    if counted is not None:
        return _counted(counted, times=counted.re is _TIMES)
    of_quarter = _MONTH_OF_QUARTER.search(text)
    plain = text if of_quarter is None else text[: of_quarter.start()] + "quý" + text[of_quarter.end() :]
    # The day and the month of a date are no interval: `ngày 15 tháng 12 hằng năm`, `thứ năm hằng tuần`.
    plain = _WEEKDAY.sub(" ", _DAY_AND_MONTH.sub(" ", plain))
    rule = next((rule for rule, pattern in _wordings(dictionaries) if pattern.search(plain)), None)
    return None if rule is None else _with_days(rule, text, of_quarter)


def _counted(match: re.Match[str], *, times: bool) -> str | None:
    """`02 lần/năm` is every 6 months, `06 tháng/lần` as well."""
    count = _COUNT_WORDS.get(match["count"]) or int(match["count"])
    if count == 0:
        return None
    months = _MONTHS.get(match["interval"])
    if months is None:
        unit = f"FREQ={_UNITS[match['interval']]}"
        if times:
            return unit if count == 1 else None
        return unit if count == 1 else f"{unit};INTERVAL={count}"
    if times:
        return None if months % count else _every(months // count)
    return _every(months * count)


def _every(months: int) -> str:
    if months % 12 == 0:
        return _YEARLY if months == 12 else f"{_YEARLY};INTERVAL={months // 12}"
    return _MONTHLY if months == 1 else f"{_MONTHLY};INTERVAL={months}"


def _with_days(rule: str, text: str, of_quarter: re.Match[str] | None) -> str:
    """The rule with the day that is printed for it."""
    day = _DAY_OF_MONTH.search(text)
    printed = None if day is None else "-1" if day["last"] else str(int(day["day"]))
    on_day = "" if printed is None or not (printed == "-1" or 1 <= int(printed) <= 31) else f";BYMONTHDAY={printed}"
    if rule == "FREQ=WEEKLY":
        weekday = _WEEKDAY.search(text)
        if weekday is None:
            return rule
        return f"{rule};BYDAY={'SU' if weekday['sunday'] else _WEEKDAYS[weekday['day']]}"
    if rule == _MONTHLY:
        return rule + on_day
    if rule == _QUARTERLY and of_quarter is not None:
        return f"{_YEARLY};BYMONTH={_QUARTER_MONTHS[of_quarter['which'].split()[-1]]}{on_day}"
    return _on_dates(text) or rule if rule == _YEARLY else rule


def _on_dates(text: str) -> str | None:
    """`trước ngày 20/6 và 20/12 hằng năm`; days that differ are left out, since a rule would mix them."""
    dates = [(int(m["day"]), int(m["month"] or m["month2"])) for m in _DAY_AND_MONTH.finditer(text)]
    dates = [(day, month) for day, month in dates if 1 <= day <= 31 and 1 <= month <= 12]
    if not dates:
        named = _MONTH_OF_YEAR.search(text)
        month = 0 if named is None else int(named["month"] or _LAST_MONTHS[named["quarter"]])
        return f"{_YEARLY};BYMONTH={month}" if 1 <= month <= 12 else None
    months = ",".join(str(month) for month in sorted({month for _, month in dates}))
    days = {day for day, _ in dates}
    return f"{_YEARLY};BYMONTH={months}" + (f";BYMONTHDAY={days.pop()}" if len(days) == 1 else "")
