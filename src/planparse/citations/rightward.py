"""Rightwards from the symbol: date, issuer and subject (trích yếu)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.citations.dates import date_at
from planparse.citations.issuers import issuer_end
from planparse.citations.mention import Span
from planparse.citations.vocabulary import Vocabulary

_SPACE = re.compile(r"[\s*]{0,4}")
_BEFORE_DATE = re.compile(
    r"[\s,]{0,4}\(?(?:(?:đã\s|được\s)?(?:ký\s{1,2}ban\s{1,2}hành|ban\s{1,2}hành|ký|đề)\s{1,3})?(?=ng[àa]y|th[áa]ng|\d)"
)
_OF = re.compile(r"[\s,]{0,4}(?P<of>của|cua|do)\s{1,3}")
_YEAR = re.compile(r"\s{1,3}năm\s{1,3}(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Right:
    """What stands behind a symbol; `end` is where the subject may begin."""

    end: int
    date: str | None = None
    issuer: Span | None = None


def read_right(text: str, lower: str, start: int, limit: int, words: Vocabulary) -> Right:
    """Read date and issuer, in either order, from `start` on, not beyond `limit`."""
    right = Right(start)
    for _ in range(3):
        following = _date(lower, right, limit) or _issuer(text, lower, right, limit, words)
        if following is None:
            return right
        right = following
    return right


def _date(lower: str, right: Right, limit: int) -> Right | None:
    if right.date is not None:
        return None
    lead = _BEFORE_DATE.match(lower, right.end, limit)
    date = date_at(lower, lead.end(), limit) if lead else None
    if lead is None or date is None:
        return None
    end = date.end
    if "(" in lead.group() and lower[end : end + 1] == ")":
        end += 1
    return Right(end, date.iso, right.issuer)


def _issuer(text: str, lower: str, right: Right, limit: int, words: Vocabulary) -> Right | None:
    if right.issuer is not None:
        return None
    of = _OF.match(lower, right.end, limit)
    begin = of.end() if of else _SPACE.match(lower, right.end, limit).end()  # type: ignore[union-attr]
    if begin >= limit or (of is None and (begin == right.end or not text[begin].isupper())):
        return None
    end = issuer_end(text, lower, begin, limit, words, named=of is None or of["of"] == "do")
    return None if end is None or end <= begin else Right(end, right.date, (begin, end))


def after_year(lower: str, start: int, limit: int) -> int:
    """Behind `năm 2019` when it stands at `start`: `Bộ luật Lao động năm 2019`."""
    match = _YEAR.match(lower, start, limit)
    return start if match is None else match.end()
