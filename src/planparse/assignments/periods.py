"""Periods (quý, tháng, năm) and spans of days by the calendar: `Quý I/2026` is 1 January to 31 March 2026."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from planparse.numbers import calendar_day

Days = tuple[str | None, str | None]
"""First and last day as `2026-01-01`; None on the side that the wording leaves open."""

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:19|20)\d{2}"
_OF_YEAR = rf"(?:\s*(?:/|,?\s*(?:của\s+)?năm|,)\s*(?P<%s>{_YEAR})(?!\d))?"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_STRETCH = re.compile(
    rf"""(?<!\w)(?:
        (?P<count>0?[1-9]|1[01]|ba|sáu|chín)\s+tháng\s+(?P<side>đầu|cuối)(?:\s+năm)?(?:\s+(?P<y1>{_YEAR}))?
      | quý\s*(?P<q1>iv|i{{1,3}}|[1-4])(?!\w)(?:\s*(?:[-–,]|đến|và)\s*(?:quý\s*)?(?P<q2>iv|i{{1,3}}|[1-4])(?!\w))?
            {_OF_YEAR % "y2"}
      | tháng\s+(?P<m1>{_MONTH})(?:\s*(?:[-–,]|đến|và)\s*(?:tháng\s+)?(?P<m2>{_MONTH})(?!\s*[-–]\s*\d))?
            {_OF_YEAR % "y3"}
      | (?P<m3>{_MONTH})\s*/\s*(?P<y4>{_YEAR})(?!\d)
      | (?:năm\s+|giai\s+đoạn\s+)?(?<![\d/.])(?P<from>{_YEAR})
            (?:\s*(?:[-–]|đến(?:\s+năm)?)\s*(?P<to>{_YEAR}))?(?![\d.%])
      | (?P<this>(?:trong|hết|cuối|đầu|cả)\s+năm)(?!\s*\d)(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9}
_OPENING = re.compile(
    r"(?:(?:xong|hoàn thành|thực hiện|dự kiến|khoảng|là|vào|trong|ngay|bắt đầu|chậm nhất|muộn nhất)\s+)*"
    r"(?P<word>trước|đến hết|đến cuối|đến trước|đến|tới|hết|cuối|đầu|giữa|từ cuối|từ đầu|từ|sau)?\s*$",
    re.IGNORECASE,
)
_UNTIL = frozenset({"đến hết", "đến cuối", "đến", "tới", "hết", "cuối"})
_OPEN_END = re.compile(r"(?:các\s+)?năm\s+(?:tiếp\s+theo|sau|kế\s+tiếp)|trở\s+(?:đi|lên|về\s+sau)", re.IGNORECASE)
_DAY = re.compile(
    r"(?P<day>\d{1,2})\s*(?:[/.-]\s*(?P<month>\d{1,2})(?!\d)(?:\s*[/.-]\s*(?P<year>(?:19|20)\d{2}))?"
    r"|tháng\s+(?P<month2>\d{1,2})(?:\s*(?:,|năm)\s*(?P<year2>(?:19|20)\d{2}))?)(?![\d/])"
)
_FIRST_OF_SPAN = re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})\s*(?:-|–|—|đến(?:\s+(?:hết\s+)?ngày)?)\s*$")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of the calendar at `text[start:end]`; without its year where none is printed with it."""

    start: int
    end: int
    first: tuple[int, int]
    """Years after the printed one, and month, of the first month."""
    last: tuple[int, int]
    year: int | None
    is_range: bool = False
    """It has a first and a last part of its own: `tháng 3 đến tháng 6`."""

    def days(self, year: int) -> tuple[date, date]:
        """The first and the last day."""
        first, last = year + self.first[0], year + self.last[0]
        end = calendar.monthrange(last, self.last[1])[1]
        return date(first, self.first[1], 1), date(last, self.last[1], end)


def days_of_period(text: str, year: int | None) -> Days:
    """The days of a period; of several the first of all to the last of all.

    Args:
        year: of periods that are printed without one.

    >>> days_of_period("Quý I, Quý II năm 2026", None)
    ('2026-01-01', '2026-06-30')
    >>> days_of_period("Trước tháng 6", 2026)
    (None, '2026-05-31')
    """
    found = list(_stretches(text))
    years = [stretch.year for stretch in found]
    dated: list[tuple[date, date]] = []
    for i, stretch in enumerate(found):
        in_year = next((y for y in years[i:] if y is not None), None) or year  # `Quý I, Quý II năm 2026`
        if in_year is not None:
            dated.append(stretch.days(in_year))
    if not dated:
        return None, None
    start, end = min(first for first, _ in dated), max(last for _, last in dated)
    open_end = _OPEN_END.search(text, found[-1].end) is not None
    alone = len(found) == 1 and not found[0].is_range
    return _opened(_word_before(text, found[0]), start, end, alone=alone, open_end=open_end)


def _word_before(text: str, stretch: _Stretch) -> str | None:
    opening = _OPENING.search(text[: stretch.start])
    word = opening["word"] if opening else None
    return None if word is None else " ".join(word.casefold().split())


def _opened(word: str | None, start: date, end: date, *, alone: bool, open_end: bool) -> Days:
    """The days by the word in front: `hết quý I` says by when, `từ tháng 3` since when."""
    first, last = start.isoformat(), None if open_end else end.isoformat()
    match word:
        case "trước" | "đến trước":
            return None, (start - timedelta(days=1)).isoformat()
        case "giữa" | "từ cuối":
            return None, None if alone else last
        case "sau":
            return (end + timedelta(days=1)).isoformat(), None
        case "đầu" | "từ" | "từ đầu" if alone:
            return first, None
        case _ if word in _UNTIL:
            return None, last
    return first, last


def _stretches(text: str) -> Iterator[_Stretch]:
    for match in _STRETCH.finditer(text):
        printed = next((match[name] for name in ("y1", "y2", "y3", "y4") if match[name]), None)
        year = int(printed) if printed else None
        if match["count"]:
            count = _COUNTS.get(match["count"].casefold()) or int(match["count"])
            months = (1, count) if match["side"].casefold() == "đầu" else (13 - count, 12)
        elif match["q1"]:
            first, last = (_QUARTERS[(match[q] or match["q1"]).casefold()] for q in ("q1", "q2"))
            months = (3 * first - 2, 3 * last)
        elif match["m1"] or match["m3"]:
            months = int(match["m1"] or match["m3"]), int(match["m2"] or match["m1"] or match["m3"])
        elif match["from"]:
            year = int(match["from"])
            more = int(match["to"] or year) - year
            yield _Stretch(match.start(), match.end(), (0, 1), (max(0, more), 12), year, more > 0)
            continue
        else:
            word_end = match.start() + len(match["this"].split()[0])
            yield _Stretch(word_end, match.end(), (0, 1), (0, 12), None)
            continue
        if months[0] <= months[1]:
            is_range = bool(match["q2"] or match["m2"])
            yield _Stretch(match.start(), match.end(), (0, months[0]), (0, months[1]), year, is_range)


def first_day(printed: str, last: str | None, year: int | None) -> str | None:
    """The first day of a span of days whose last one is known; None where only one day is printed.

    >>> first_day("từ ngày 04-08/5/2026", "2026-05-08", 2026)
    '2026-05-04'
    """
    days = list(_DAY.finditer(printed))
    if last is None or not days:
        return None
    end = date.fromisoformat(last)
    if len(days) > 1:
        month = int(days[0]["month"] or days[0]["month2"])
        in_year = int(days[0]["year"] or days[0]["year2"] or end.year)
        start = calendar_day(in_year, month, int(days[0]["day"]))
        if start is not None and start > end and not (days[0]["year"] or days[0]["year2"]):
            start = calendar_day(in_year - 1, month, int(days[0]["day"]))  # 15/12 - 15/01/2027
    else:
        alone = _FIRST_OF_SPAN.search(printed, 0, days[0].start())
        start = calendar_day(end.year, end.month, int(alone["day"])) if alone else None
    return start.isoformat() if start is not None and start < end else None
