"""Leftwards from the symbol: `số`, the document type, and the provision (điểm, khoản, điều) cited."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from planparse.citations.cited_text import CitedText
from planparse.citations.issuers import issuer_end
from planparse.citations.laws import law_name
from planparse.citations.mention import Span
from planparse.citations.phrases import Hit
from planparse.citations.vocabulary import DocumentType

_NUMBER_WORD = r"(?:s[ốôổồỗòóoö06bé&]{1,2}|no)\s{0,2}[:.;]?|6\s?:"
"""`số`, also misread: `s6`, `so`, `sé`, and `6:` of `S6:44`."""
_TYPE_WINDOW = 60
_NUMBER_WINDOW = 12
_GAP_WINDOW = 140
"""The longest names of bodies, with `của` and `số`."""
_LAW_WINDOW = 280
"""A law that amends four others names them all before its number."""

_BEHIND_TYPE = re.compile(rf"\s{{0,3}}:?\s{{0,2}}(?P<number>{_NUMBER_WORD})?\s{{0,3}}")
_BEHIND_LAW = re.compile(
    rf"(?:\s{{1,3}}năm\s{{1,2}}\d{{4}})?(?:\s{{0,2}}\(sửa\s{{1,2}}đổi\))?,?\s{{1,3}}(?:luật\s{{1,2}})?(?:{_NUMBER_WORD})?\s{{0,3}}"
)
_NUMBER_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<number>{_NUMBER_WORD})\s{{0,3}}$")
_OF = re.compile(r"\s{1,3}(?:của|do)\s{1,3}")
_NOT_A_TYPE = re.compile(r"(?:pháp|phap|quy\s{1,2}phạm)\s{1,3}$")
"""`pháp luật số ...` ends the name of a law; it is none."""


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a symbol."""

    start: int
    """Where the mention begins: at its type, at `số`, or at the symbol itself."""
    kind: DocumentType | None
    """The printed type."""
    numbered: bool
    """`số` is printed."""
    issuer: Span | None = None
    """An issuer between type and number: `Công văn của Sở Y tế số ...`."""
    name: Span | None = None
    """Words between type and number: the name of a law."""


def read_left(cited: CitedText, start: int, floor: int, *, assembly: bool = False) -> Left:
    """Read what stands before the symbol at `start`, not before `floor`.

    Args:
        assembly: the symbol is one of the National Assembly, which numbers laws.
    """
    law = _named_law(cited, start, floor) if assembly else None
    if law is not None:
        return law
    window = max(floor, start - _TYPE_WINDOW)
    kind = cited.words.type_phrases.before(cited.lower, window, start, _BEHIND_TYPE)
    number = _NUMBER_WORD_BEFORE.search(cited.lower, max(window, start - _NUMBER_WINDOW), start)
    begin = start if number is None else number.start()
    if kind is not None and not _NOT_A_TYPE.search(cited.lower, max(0, kind.start - 16), kind.start):
        return Left(kind.start, kind.value, number is not None)
    distant = None if number is None else _distant_type(cited, begin, floor)
    return distant or Left(begin, None, number is not None)


def _named_law(cited: CitedText, start: int, floor: int) -> Left | None:
    """`Luật Đấu thầu số`: a law whose name is known, right before the number; an amending law before those it names."""
    for kind in cited.words.type_phrases.find(cited.lower, max(floor, start - _LAW_WINDOW), start):
        if kind.value.kind != "law" or not cited.capital_at(kind.start):
            continue
        name = law_name(cited, kind.value.name, kind.end)
        if name is not None and name.known and _BEHIND_LAW.fullmatch(cited.lower, name.span[1], start):
            return Left(kind.start, kind.value, True, name=name.span)
    return None


def _distant_type(cited: CitedText, number_start: int, floor: int) -> Left | None:
    """A type with its issuer, or with a name no dictionary has, between it and `số`: `Công văn của Sở Y tế số`."""
    window = max(floor, number_start - _GAP_WINDOW)
    last: deque[Hit[DocumentType]] = deque(cited.words.type_phrases.find(cited.lower, window, number_start), maxlen=1)
    if not last:
        return None
    kind = last[0]
    of = _OF.match(cited.lower, kind.end, number_start)
    begin = of.end() if of else cited.behind_space(kind.end, number_start)
    if begin is None:
        return None
    end = issuer_end(cited, begin, number_start, named=of is None)
    if end is not None and not cited.text[end:number_start].strip(" ,:"):
        return Left(kind.start, kind.value, True, issuer=(begin, end))
    name = cited.text[begin:number_start].rstrip(" ,")
    if kind.value.kind == "law" and cited.capital_at(begin) and not re.search(r"[;:.()]|\d{3}", name):
        return Left(kind.start, kind.value, True, name=(begin, begin + len(name)))
    return None
