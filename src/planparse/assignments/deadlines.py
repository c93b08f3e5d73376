"""Deadlines (thời hạn): the wording as printed, what sort of time it is, and its calendar day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse.assignments.periods import days_of_period, first_day
from planparse.assignments.recurrence import recurrence_of
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.numbers import ONES_AND_NOUGHTS, calendar_day
from planparse.records import DeadlineKind, Header

SENTENCE_PRIORITY = (
    DeadlineKind.DATE,
    DeadlineKind.EVENT,
    DeadlineKind.PERIOD,
    DeadlineKind.DURATION,
    DeadlineKind.RECURRING,
)
"""In a sentence with several times a day says more than an interval: "hằng năm ... báo cáo trước ngày 10/12/2026"."""

_PLACEHOLDERS = {
    "<day>": r"\d{1,2}\s*(?:[/.-]\s*\d{1,2}(?!\d)(?:\s*[/.-]\s*(?:19|20)\d{2})?"
    r"|tháng\s+\d{1,2}(?:\s*(?:,|năm)\s*(?:19|20)\d{2})?)(?![\d/])",
    "<yearless>": r"\d{1,2}\s*(?:/\s*\d{1,2}|tháng\s+\d{1,2})(?!\s*(?:[\d/]|năm\s+\d))",
    "<year>": r"(?:19|20)\d{2}",
    "<month>": r"(?:0?[1-9]|1[0-2])(?!\d)",
    "<quarter>": r"quý\s*(?:I{1,3}V?|IV|[1-4])(?!\w)",
    "<interval>": r"(?:ngày|tuần|tháng|quý|năm|(?:0?[369]|sáu|ba|chín)\s+tháng(?:\s+đầu\s+năm)?|nửa năm)(?!\w)",
    "<count>": r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)",
}
_DAY = re.compile(
    r"(?P<day>\d{1,2})\s*(?:[/.-]\s*(?P<month>\d{1,2})(?!\d)(?:\s*[/.-]\s*(?P<year>(?:19|20)\d{2}))?"
    r"|tháng\s+(?P<month2>\d{1,2})(?:\s*(?:,|năm)\s*(?P<year2>(?:19|20)\d{2}))?)(?![\d/])"
)


_LETTERS_FOR_FIGURES = re.compile(
    r"(?<=[Nn]gày\s)(?:[IlO|]\d|\d[IlO|])(?=[\s/.-]\s?[\dt])"
    r"|(?<![\w/])(?:[IlO|]\d|\d[IlO|])(?=/\d\d?/(?:19|20)\d\d)"
    r"|(?<=[Tt]háng\s)(?:[IlO|]\d|\d[IlO|])(?!\w)"
    r"|(?<=\d/)(?:[IlO|]\d|\d[IlO|])(?=/(?:19|20)\d\d)"
)
"""Days and months with a one or a nought read as a letter: `tháng I1 năm 2025`, `ngày 3l/12`. In 17 places of 28.6
million words of clean text, each of them misread too."""
_MAY_HOLD_LETTERS = r"(?:ngày|tháng)\s(?:[ilo|]\d|\d[ilo|])|\d/(?:[ilo|]\d|\d[ilo|])/"
"""What of them shows in small letters, for the search that nine sentences of ten fail."""

_YEARLY = re.compile(r"(?:hằng|hàng|mỗi)\s+năm", re.IGNORECASE)


@dataclass(frozen=True)
class DeadlineWording:
    """One line of `deadline_wordings.tsv`."""

    kind: str
    where: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: `text[start:end]` is its wording."""

    start: int
    end: int
    kind: DeadlineKind
    date: str | None = None
    """The day as `2026-03-20`; of a span of days the last; None when the calendar day is not said."""
    from_day: str | None = None
    """The first day of a span of days or of a period."""
    to_day: str | None = None
    """The last day of either."""
    recurrence: str | None = None
    """How often a recurring one comes, as RFC 5545 writes it."""


@dataclass(frozen=True)
class _Pattern:
    kind: DeadlineKind
    regex: re.Pattern[str]


@lru_cache(maxsize=128)
def _whole_words(source: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)", re.IGNORECASE)


_LETTER = re.compile(r"\\.|\(\?P|[^\W\d_]")


def _in_small_letters(source: str) -> str:
    r"""A pattern with its letters made small, but for those that are signs of the pattern: `\W`, `(?P<`."""
    return _LETTER.sub(lambda match: match[0] if len(match[0]) > 1 else match[0].lower(), source)


@lru_cache(maxsize=8)
def _sources(dictionaries: Dictionaries, *, of_sentences: bool) -> tuple[tuple[DeadlineKind, str], ...]:
    """The patterns as they are written, for cells or for sentences, with their placeholders filled in."""
    found: list[tuple[DeadlineKind, str]] = []
    for row in dictionaries.rows("deadline_wordings.tsv", DeadlineWording):
        source = row.pattern
        for name, pattern in _PLACEHOLDERS.items():
            source = source.replace(name, pattern)
        if row.where == "text" or not of_sentences:
            found.append((DeadlineKind(row.kind), source))
    return tuple(found)


@lru_cache(maxsize=8)
def _patterns(dictionaries: Dictionaries, *, of_sentences: bool) -> tuple[_Pattern, ...]:
    """The patterns for cells or for sentences. Many documents need those for one of them only; to compile all takes
    0.015 s."""
    sources = _sources(dictionaries, of_sentences=of_sentences)
    return tuple(_Pattern(kind, _whole_words(source)) for kind, source in sources)


@lru_cache(maxsize=8)
def _any_in_sentence(dictionaries: Dictionaries) -> re.Pattern[str]:
    """What one of those for sentences takes, in small letters, for a `caseless` text. Nine sentences of ten hold no
    deadline; to see it takes a quarter of the time so."""
    found = (way for _, source in _sources(dictionaries, of_sentences=True) for way in _ways_to_begin(source))
    sources = "|".join(f"(?:{way})" for way in found)
    return re.compile(_in_small_letters(rf"(?<!\w)(?:{sources or '(?!)'})(?!\w)") + f"|{_MAY_HOLD_LETTERS}")


_BRACKET = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|(?P<open>\()|(?P<close>\))")


def _ways_to_begin(source: str) -> Iterator[str]:
    r"""What `(?:A\s+)?B` takes, with and without what may be missing: `(?:A\s+)B` and `B`.

    Python passes over an alternative that begins with a word by its first letter; one that begins with what may be
    missing it has to try: 0.08 of the 7.6 ms of 1,000 words.
    """
    depth = 0
    for bracket in _BRACKET.finditer(source) if source.startswith("(?:") else ():
        depth += (bracket["open"] is not None) - (bracket["close"] is not None)
        if not depth:
            first, rest = source[: bracket.end()], source[bracket.end() + 1 :]
            if source[bracket.end() : bracket.end() + 1] == "?":
                yield first + rest
                yield from _ways_to_begin(rest)
                return
            break
    yield source


def plan_year(header: Header) -> int | None:
    """The year that a printed day without a year belongs to: the plan's year, or that of its date."""
    if header.period is not None and header.period.from_ == header.period.to:
        return header.period.to
    return int(header.date[:4]) if header.date is not None else None


def deadline_of_cell(cell: str, year: int | None, dictionaries: Dictionaries) -> Deadline | None:
    """What a text that holds nothing but a time says: a table cell, or the text after "Thời gian thực hiện:".

    >>> deadline_of_cell("Trước 20/03", 2026, Dictionaries()).date
    '2026-03-20'
    """
    text = _with_figures(cell.strip())
    if not text:
        return None
    found = _matches(text, _patterns(dictionaries, of_sentences=False))
    if not found:
        return None
    _, _, kind, printed = min(found, key=lambda hit: hit[0])
    until = next((hit for hit in found if hit[2] is DeadlineKind.DATE and _names_a_limit(hit[3])), None)
    if kind is not DeadlineKind.DATE and kind is not DeadlineKind.RECURRING and until is not None:
        _, _, kind, printed = until
    whole = printed if kind is DeadlineKind.DATE else text
    return _by_calendar(Deadline(0, len(cell), kind), printed, whole, year, dictionaries)


def deadline_in_sentence(text: str, year: int | None, dictionaries: Dictionaries) -> Deadline | None:
    """The deadline that a task in running text states; vague words ("thường xuyên", "kịp thời") state none.

    >>> deadline_in_sentence("Gửi báo cáo chậm nhất ngày 25/11 để tổng hợp", 2026, Dictionaries()).date
    '2026-11-25'
    """
    if not _any_in_sentence(dictionaries).search(caseless(text)):
        return None
    text = _with_figures(text)
    found = _matches(text, _patterns(dictionaries, of_sentences=True))
    hits = sorted(found, key=lambda hit: hit[0])
    yearly = any(kind is DeadlineKind.RECURRING and _YEARLY.search(printed) for _, _, kind, printed in hits)
    # "định kỳ hằng năm báo cáo chậm nhất ngày 17 tháng 12": that day comes every year.
    hits = [
        (start, end, DeadlineKind.RECURRING, f"{printed} hằng năm") if yearly and _is_yearless(kind, printed) else hit
        for hit in hits
        for start, end, kind, printed in [hit]
    ]
    hits.sort(key=lambda hit: not (hit[2] is DeadlineKind.RECURRING and _DAY.search(hit[3])))
    if hits and hits[0][2] is DeadlineKind.RECURRING and _DAY.search(hits[0][3]) and not _has_date(hits):
        start, end, kind, printed = hits[0]
        return _by_calendar(Deadline(start, end, kind), printed, printed, year, dictionaries)
    for kind in SENTENCE_PRIORITY:
        for start, end, of_kind, printed in hits:
            if of_kind is kind:
                return _by_calendar(Deadline(start, end, kind), printed, printed, year, dictionaries)
    return None


def _with_figures(text: str) -> str:
    """The text with the figures of its days and months, as long as before."""
    return _LETTERS_FOR_FIGURES.sub(lambda read: read[0].translate(ONES_AND_NOUGHTS), text)


def _is_yearless(kind: DeadlineKind, printed: str) -> bool:
    """Whether a time is one day without its year."""
    days = list(_DAY.finditer(printed)) if kind is DeadlineKind.DATE else []
    return len(days) == 1 and not (days[0]["year"] or days[0]["year2"])


def _has_date(hits: Sequence[tuple[int, int, DeadlineKind, str]]) -> bool:
    return any(kind is DeadlineKind.DATE for _, _, kind, _ in hits)


def _by_calendar(
    deadline: Deadline, printed: str, whole: str, year: int | None, dictionaries: Dictionaries
) -> Deadline:
    """A deadline with its days or its recurrence.

    Args:
        printed: the wording that gave the kind.
        whole: all that is said of the time: a cell may go on (`Quý I, Quý II năm 2026`).
    """
    match deadline.kind:
        case DeadlineKind.DATE:
            last = last_day(printed, year)
            return replace(deadline, date=last, from_day=first_day(printed, last, year), to_day=last)
        case DeadlineKind.PERIOD:
            first, end = days_of_period(whole, year)
            return replace(deadline, from_day=first, to_day=end)
        case DeadlineKind.RECURRING:
            return replace(deadline, recurrence=recurrence_of(whole, dictionaries))
    return deadline


def _matches(text: str, patterns: Sequence[_Pattern]) -> list[tuple[int, int, DeadlineKind, str]]:
    """Start, end, kind and wording of all matches that no earlier pattern has covered."""
    found: list[tuple[int, int, DeadlineKind, str]] = []
    for pattern in patterns:
        for match in pattern.regex.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            if all(start >= e or match.end() <= s for s, e, _, _ in found):
                found.append((start, match.end(), pattern.kind, match[0].strip()))
    return found


def _names_a_limit(printed: str) -> bool:
    return not printed[:1].isdigit() and not printed.casefold().startswith("ngày")


def last_day(printed: str, year: int | None) -> str | None:
    """The last calendar day in a wording: `từ ngày 04/5/2026 đến 08/5/2026` is `2026-05-08`."""
    result: str | None = None
    for match in _DAY.finditer(printed):
        month = match["month"] or match["month2"]
        printed_year = match["year"] or match["year2"]
        in_year = int(printed_year) if printed_year else year
        day = None if in_year is None else calendar_day(in_year, int(month), int(match["day"]))
        if day is not None:
            result = day.isoformat()
    return result
