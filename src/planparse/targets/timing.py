"""Deadlines (thời hạn) and baselines (mốc so sánh) printed in the clause of a target."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d{2}"
_IN_YEAR = r"n[aăâáàãạắằ]m\s+(?:học\s+)?"
"""`năm`; before a year it is recognised with damaged marks too (`nám 2025` in a restored text)."""
_DAMAGED_YEAR_WORD = re.compile(rf"(?<!\w)([nN])[aâáàãạắằ]m(?=\s+(?:học\s+)?{_YEAR})")
_DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]{_YEAR}|\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+{_IN_YEAR}{_YEAR})"
_YEARLESS = r"ngày\s+(?:\d{1,2}[/.]\d{1,2}(?![/.-]?\d)|\d{1,2}\s+tháng\s+\d{1,2})"
_WHEN = r"(?:đến|tới|trước|vào|trong|từ|ngay\s+trong|chậm\s+nhất(?:\s+là)?)\s+"
_PART = r"(?:hết|cuối|đầu|giữa|cả)\s+"
_QUARTER = r"(?:tháng\s+\d{1,2}|quý\s+[IV1-4]{1,3})"

TIME = rf"""(?:
    (?:{_WHEN})? (?:{_PART})? (?:ngày\s+)? {_DAY}
  | {_WHEN} (?:{_PART})? {_YEARLESS}
  | (?:{_WHEN})? (?:{_PART})? (?: (?:{_QUARTER}\s+)? {_IN_YEAR}{_YEAR} (?:\s*[-–]\s*{_YEAR})?
                                | {_QUARTER}\s*/\s*{_YEAR} )
  | trong\s+(?:giai\s+đoạn|thời\s+gian)\s+(?:này|nói\s+trên)(?!\w)
  | (?:trong\s+)? giai\s+đoạn\s+(?:từ\s+năm\s+)?{_YEAR}\s*(?:[-–]|đến(?:\s+năm)?)\s*{_YEAR}
  | (?:định\s+kỳ\s+)? (?:hằng|hàng|mỗi)\s+(?:năm|quý|tháng|tuần|ngày)(?!\w)
  | trong\s+năm(?!\s*\d)(?!\w)
)"""
"""Pattern (verbose) of a time as plans print it: `đến hết năm 2030`, `trước ngày 30/6/2026`, `hằng năm`."""

_SIGNS_OF_TIME = ("19", "20", "hằng", "hàng", "mỗ", "trong", "ngày")
"""Every time has one of these, in small letters."""
_DEADLINE_FIRST = re.compile(rf"\s*(?P<time>{TIME})(?!\w)\s*[,:]?\s*", re.VERBOSE | re.IGNORECASE)
_DEADLINE = re.compile(rf"(?<!\w){TIME}(?!\w)", re.VERBOSE | re.IGNORECASE)
_BARE_YEAR = re.compile(rf"{_IN_YEAR}{_YEAR}", re.IGNORECASE)
_FORWARD = re.compile(r"(?:đến|tới|trước|vào|trong|ngay|chậm|giai|hằng|hàng|mỗi|định)(?!\w)", re.IGNORECASE)

BASELINE = re.compile(
    r"""(?<!\w)(?:so\s+với|so)\s+
        (?: cùng\s+kỳ(?:\s+(?:của\s+)?năm\s+(?:trước|\d{4}))?
          | (?:[^\W\d_]+\s+){0,4}(?:năm|giai\s+đoạn)\s+\d{4}(?:\s?[-–]\s?\d{4})?
          | năm\s+trước
          | (?:kế\s+hoạch|thực\s+hiện|mức|trung\s+bình|bình\s+quân)(?:\s+[^\W\d_]+){0,6}(?:\s+\d{4})? )""",
    re.VERBOSE | re.IGNORECASE,
)
"""`so với năm 2024`, `so với cùng kỳ năm trước`."""


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """A time at `text[start:end]`, with its `năm` as it must have been printed."""

    start: int
    end: int
    text: str


def _phrase(match: re.Match[str], group: int | str = 0) -> TimePhrase:
    return TimePhrase(match.start(group), match.end(group), _DAMAGED_YEAR_WORD.sub(r"\1ăm", match[group]))


def time_at_start(text: str, start: int, end: int) -> tuple[TimePhrase | None, int]:
    """A time with which `text[start:end]` begins, and where the text goes on behind it."""
    match = _DEADLINE_FIRST.match(text, start, end)
    if match is None:
        return None, start
    return _phrase(match, "time"), match.end()


def times_in(text: str, start: int, end: int) -> tuple[TimePhrase, ...]:
    """All times printed in `text[start:end]`."""
    lower = text[start:end].lower()
    if not any(sign in lower for sign in _SIGNS_OF_TIME):
        return ()
    return tuple(_phrase(m) for m in _DEADLINE.finditer(text, start, end))


def points_forward(phrase: TimePhrase) -> bool:
    """Whether a time says by itself that it is one to come or to repeat: `đến năm 2030`, `hằng năm`."""
    return _FORWARD.match(phrase.text) is not None


def years_of(phrase: TimePhrase) -> tuple[int, ...]:
    """The years in a time."""
    return tuple(int(y) for y in re.findall(_YEAR, phrase.text))


def is_bare_year(phrase: TimePhrase) -> bool:
    """Whether the time is only `năm 2025`, which may as well belong to the noun before it (`kế hoạch năm 2025`)."""
    return _BARE_YEAR.fullmatch(phrase.text) is not None
