"""Provisions (điểm, khoản, điều) cited before a document: `điểm a khoản 2 Điều 9`."""

from __future__ import annotations

import re

from planparse.citations.cited_text import CitedText
from planparse.citations.mention import Span

_WINDOW = 400
"""Characters; lists of provisions that are longer are cut at their left end."""
_UNITS = r"(?:đi[ểêe]m|ti[ếêe]t|kho[ảa]n|đi[ềêe]u|mục|chương|phần)"
_ITEM = r"(?:\d{1,3}(?:\.\d{1,2}){0,2}[a-zđ]?|[a-zđ]{1,2}\d?|i\d\d|[ivx]{1,5})(?!\w)"
_LIST = rf"{_ITEM}(?:\s{{0,2}}(?:[,;-]|và|đến|hoặc)\s{{0,2}}{_ITEM}){{0,9}}"
_PROVISION = re.compile(
    rf"""
    (?<!\w)(?P<provision>
        {_UNITS}\s{{1,2}}{_LIST}
        (?:\s{{0,2}}(?:[,;]|\s{{1,2}}và)?\s{{1,2}}(?:các\s{{1,2}})?{_UNITS}\s{{1,2}}{_LIST}){{0,39}}
    )
    (?:\s{{0,2}},)?(?:\s{{1,2}}của)?(?:\s{{1,2}}các)?\s{{0,2}}$
    """,
    re.VERBOSE,
)
_BEGINNINGS = ("điề", "điê", "đie", "điể", "kho", "tiế", "tiê", "tie")
"""Of the units below, with all marks that they are read with."""
_ARTICLES = re.compile(rf"(?<!\w)(?:kho[ảa]n|đi[ềêe]u)\s{{1,2}}{_LIST}", re.IGNORECASE)
_STROKE = re.compile(r"(?<!\w)I{1,2}(?!\w)|(?<!\w)I(?=\d{1,2}(?!\w))|(?<=\d)I(?!\w)")
"""`Khoản 1 Điều I1`, as OCR reads 11. Points may be numbered by letters, and chapters by Roman numerals."""
_POINT_D_TWICE = re.compile(r"(?<=\bd)(,\s{1,2}|\s{1,2}và\s{1,2})((?:đi[ểêe]m\s{1,2})?)d(?!\w)", re.IGNORECASE)
"""`điểm d, điểm d và điểm g`: of two neighbours the second is đ, which loses its bar."""
_COUNTS_AS_PROVISION = re.compile(r"(?<!\w)(?:đi[ểêe]m|ti[ếêe]t|kho[ảa]n|đi[ềêe]u)(?!\w)")


def read_provision(cited: CitedText, start: int, floor: int) -> Span | None:
    """The provision printed right before `start`: `điểm a khoản 2 Điều 9`."""
    window = max(floor, start - _WINDOW)
    if all(cited.lower.find(beginning, window, start) < 0 for beginning in _BEGINNINGS):
        return None
    match = _PROVISION.search(cited.lower, window, start)
    if match is None or not _COUNTS_AS_PROVISION.search(match["provision"]):
        return None
    return match.span("provision")


def put_right(provision: str) -> str:
    """A provision of text that may be misread, with what its neighbours show put right.

    >>> put_right("điểm d, điểm d khoản 1 Điều I1")
    'điểm d, điểm đ khoản 1 Điều 11'
    """
    points = _POINT_D_TWICE.sub(r"\1\2đ", provision)
    return _ARTICLES.sub(lambda articles: _STROKE.sub(lambda strokes: "1" * len(strokes[0]), articles[0]), points)
