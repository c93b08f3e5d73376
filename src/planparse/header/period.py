"""The period of a plan: the years that its title names."""

from __future__ import annotations

import re

from planparse.citations.passage_reader import citations_in
from planparse.citations.phrases import lowered
from planparse.citations.roles import Surroundings
from planparse.citations.vocabulary import Vocabulary
from planparse.records import Period

_YEAR = r"(?:19|20)\d\d"
_YEAR_BEHIND = re.compile(rf"\s{{1,3}}năm\s{{1,3}}{_YEAR}")
_SPAN = re.compile(
    rf"(?<!\d)(?P<a>{_YEAR})\s{{0,2}}(?:[-–—]|đến(?:\s{{1,2}}(?:hết\s{{1,2}})?năm)?)\s{{0,2}}(?P<b>{_YEAR})(?!\d)"
)
_SINGLE = re.compile(
    rf"(?<!đến )(?<!đến hết )năm\s{{1,2}}{_YEAR}(?:\s?(?:,|và|và năm)\s?{_YEAR}(?!\d))*(?!\d|\s?[-–]\s?\d{{4}})"
    rf"|tháng\s\d{{1,2}}/{_YEAR}"
)
_UNTIL = re.compile(rf"đến\s{{1,2}}(?:hết\s{{1,2}})?năm\s{{1,2}}(?P<b>{_YEAR})")
_TERM_OF_OFFICE = re.compile(rf"nhiệm\s{{1,2}}kỳ\s{{1,2}}{_YEAR}(?:\s?[-–]\s?{_YEAR})?")
"""That of deputies: `bầu cử đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2026 - 2031`."""
_OUTLOOK = re.compile(r",?\s{0,2}(?:và\s{1,2})?(?:định\s{1,2}hướng|tầm\s{1,2}nhìn|những\s{1,2}năm)\s.{0,60}$")


def period_of(title: str, year_of_issue: int | None, words: Vocabulary) -> Period | None:
    """The years that a plan covers by its title; None when it names none.

    Years inside cited documents do not count, nor does an outlook (`định hướng đến năm 2030`). A plan `đến năm 2030`
    begins in the year of its issue.

    >>> period_of("Chuyển đổi số giai đoạn 2026-2030", None, vocabulary(Dictionaries()))
    Period(from_=2026, to=2030)
    """
    lower = _TERM_OF_OFFICE.sub(" ", _without_citations(title, words))
    outlook = _OUTLOOK.search(lower)
    main = lower[: outlook.start()] if outlook and re.search(_YEAR, lower[: outlook.start()]) else lower
    spans = [(int(m["a"]), int(m["b"])) for m in _SPAN.finditer(main)]
    outside = [y for m in _SINGLE.finditer(_SPAN.sub(" ", main)) for y in map(int, re.findall(_YEAR, m.group()))]
    if outside:
        return _period(min(outside), max(outside))
    if spans:
        return _period(min(map(min, spans)), max(map(max, spans)))
    until = _UNTIL.search(main)
    if until is not None and year_of_issue is not None and year_of_issue <= int(until["b"]):
        return _period(year_of_issue, int(until["b"]))
    return None


def _period(first: int, last: int) -> Period:
    return Period.model_validate({"from": first, "to": last})


def _without_citations(title: str, words: Vocabulary) -> str:
    lower = lowered(title)
    pieces = list(lower)
    for mention in citations_in(title, Surroundings(), words):
        year = _YEAR_BEHIND.match(lower, mention.end)
        end = year.end() if year else mention.end
        pieces[mention.start : end] = " " * (end - mention.start)
    return "".join(pieces)
