"""Rightwards from the symbol: date and issuer, in either order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.citations.cited_text import CitedText
from planparse.citations.dates import date_at
from planparse.citations.issuers import agrees, issuer_end
from planparse.citations.mention import Span

_BEFORE_DATE = re.compile(
    r"[\s,_]{0,4}\(?(?:(?:đã\s|được\s)?(?:ký\s{1,2}ban\s{1,2}hành|ban\s{1,2}hành|ký|đề)\s{1,3})?"
    r"(?=ng[àa]y|th[áa]ng|\d)"
)
_OF = re.compile(r"[\s,.]{0,4}(?P<of>của|cua|do)\s{1,3}(?:của\s{1,3})?")  # `của của HĐND tỉnh`: a slip of typists
_NEXT_BODY = re.compile(r"\s{0,2}(?:[-–,]|\s{1,2}và)\s{1,2}")
_YEAR = re.compile(r"\s{1,3}năm\s{1,3}(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Right:
    """What stands behind a symbol; `end` is where the subject may begin."""

    end: int
    date: str | None = None
    issuer: Span | None = None


def read_right(
    cited: CitedText,
    start: int,
    limit: int | None = None,
    *,
    of_required: bool = False,
    bodies: int = 1,
    code: str | None = None,
) -> Right:
    """Read date and issuer from `start` on, not beyond `limit`.

    Args:
        of_required: accept an issuer only behind `của`, as laws have it.
        bodies: how many bodies issued the document together.
        code: of the issuer in the symbol: another body that no `của` joins to it begins the next clause.
    """
    limit = len(cited) if limit is None else limit
    right = Right(start)
    for _ in range(2):
        right = _with_date(cited, right, limit)
        right = _with_issuer(cited, right, limit, of_required=of_required, code=code)
    for _ in range(bodies - 1):
        right = _with_next_body(cited, right, limit)
    return right


def _with_next_body(cited: CitedText, right: Right, limit: int) -> Right:
    """`Bộ Y tế - Bộ Tài chính`: the next of several bodies behind the issuer."""
    joint = _NEXT_BODY.match(cited.lower, right.end, limit)
    if right.issuer is None or right.issuer[1] != right.end or joint is None:
        return right
    end = issuer_end(cited, joint.end(), limit)
    return right if end is None else Right(end, right.date, (right.issuer[0], end))


def _with_date(cited: CitedText, right: Right, limit: int) -> Right:
    lead = None if right.date is not None else _BEFORE_DATE.match(cited.lower, right.end, limit)
    date = None if lead is None else date_at(cited.lower, lead.end(), limit)
    if lead is None or date is None:
        return right
    closed = "(" in lead.group() and cited.text[date.end : date.end + 1] == ")"
    return Right(date.end + closed, date.iso, right.issuer)


def _with_issuer(cited: CitedText, right: Right, limit: int, *, of_required: bool, code: str | None) -> Right:
    """`của UBND tỉnh`, `do Sở Y tế`, and a known body without either word that the symbol names as well."""
    if right.issuer is not None:
        return right
    of = _OF.match(cited.lower, right.end, limit)
    begin = of.end() if of else cited.behind_space(right.end, limit)
    if begin is None or (of is None and (of_required or not cited.capital_at(begin))):
        return right
    end = issuer_end(cited, begin, limit, named=of is None or of["of"] == "do")
    if end is None or (of is None and not agrees(code, cited.text[begin:end], cited.words)):
        return right
    return Right(end, right.date, (begin, end))


def after_year(cited: CitedText, start: int) -> int:
    """Behind `năm 2019` when it stands at `start`: `Bộ luật Lao động năm 2019`."""
    match = _YEAR.match(cited.lower, start)
    return start if match is None else match.end()
