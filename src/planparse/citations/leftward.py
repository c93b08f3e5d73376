"""Leftwards from the symbol: `số`, the document type, and the provision (điểm, khoản, điều) cited."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from planparse.citations.issuers import issuer_end
from planparse.citations.mention import Span
from planparse.citations.vocabulary import Vocabulary

NUMBER_WORD = r"(?:s[ốôổồỗòóoö0̣6bé&ó]{1,2}|no)\s{0,2}[:.;]?|6\s?:"
"""`số`, also misread: `s6`, `so`, `sé`, and `6:` of `S6:44`."""
_TYPE_WINDOW = 60
_GAP_WINDOW = 140
_PROVISION_WINDOW = 110

_UNITS = r"(?:các\s{1,2})?(?:đi[ểêe]m|ti[ếêe]t|kho[ảa]n|đi[ềêe]u|mục|chương|phần)"
_ITEM = r"(?:\d{1,3}(?:\.\d{1,2}){0,2}[a-zđ]?|[a-zđ]{1,2}\d?|[ivx]{1,5})(?![\w])"
_LIST = rf"{_ITEM}(?:\s{{0,2}}(?:,|;|-|và|đến|hoặc)\s{{0,2}}{_ITEM}){{0,9}}"
_PROVISION = re.compile(
    rf"(?<!\w)(?:{_UNITS}\s{{1,2}}{_LIST}(?:\s{{0,2}}[,;]|\s{{1,2}}và)?\s{{1,2}}){{1,8}}(?:của\s{{1,2}})?(?:các\s{{1,2}})?$"
)
_COUNTS_AS_PROVISION = re.compile(r"(?<!\w)(?:đi[ểêe]m|ti[ếêe]t|kho[ảa]n|đi[ềêe]u)(?!\w)")
_TAIL = re.compile(r"(?:\s{0,2}[,;]|\s{1,2}và|\s{1,2}của|\s{1,2}các|\s)+$")


@dataclass(frozen=True, slots=True)
class Left:
    """What stands before a symbol."""

    start: int
    """Where the mention begins: at its type, at `số`, or at the symbol itself."""
    type_span: Span | None
    numbered: bool
    """`số` is printed."""
    issuer: Span | None = None
    """An issuer between type and number: `Công văn của Sở Y tế số ...`."""
    name: Span | None = None
    """Words between type and number: the name of a law."""


_BEHIND_TYPE = re.compile(rf"\s{{0,3}}:?\s{{0,2}}(?P<number>{NUMBER_WORD})?\s{{0,3}}")
_OF = re.compile(r"\s{1,3}(?:của|do)\s{1,3}")
_NUMBER_WORD_BEFORE = re.compile(rf"(?<!\w)(?P<number>{NUMBER_WORD})\s{{0,3}}$")


def read_left(text: str, lower: str, start: int, floor: int, words: Vocabulary) -> Left:
    """Read what stands before the symbol at `start`, not before `floor`."""
    window = max(floor, start - _TYPE_WINDOW)
    kind = words.type_phrases.before(lower, window, start, _BEHIND_TYPE)
    if kind is not None:
        numbered = lower[kind.end : start].strip(" :\n") != ""
        return Left(kind.start, (kind.start, kind.end), numbered)
    number = _NUMBER_WORD_BEFORE.search(lower, window, start)
    begin = start if number is None else number.start("number")
    if number is not None:
        distant = _distant_type(text, lower, begin, floor, words)
        if distant is not None:
            return distant
    return Left(begin, None, number is not None)


def _distant_type(text: str, lower: str, number_start: int, floor: int, words: Vocabulary) -> Left | None:
    """A type with its issuer or its name between it and the number: `Luật Đấu thầu số`, `Công văn của Sở Y tế số`."""
    window = max(floor, number_start - _GAP_WINDOW)
    last = deque(words.type_phrases.find(lower, window, number_start), maxlen=1)
    if not last:
        return None
    kind, gap_start = (last[0].start, last[0].end), last[0].end
    gap = text[gap_start:number_start]
    lead = len(gap) - len(gap.lstrip())
    of = _OF.match(lower, gap_start, number_start)
    begin = of.end() if of else gap_start + lead
    end = issuer_end(text, lower, begin, number_start, words, named=of is None)
    if end is not None and not text[end:number_start].strip(" ,"):
        return Left(kind[0], kind, True, issuer=(begin, end))
    if last[0].value.kind == "law" and _is_law_name(gap):
        return Left(kind[0], kind, True, name=(gap_start + lead, gap_start + len(gap.rstrip(" ,"))))
    return None


def _is_law_name(gap: str) -> bool:
    stripped = gap.strip()
    return stripped[:1].isupper() and not re.search(r"[;:.()]|\d{3}", stripped)


def read_provision(lower: str, start: int, floor: int) -> Span | None:
    """The provision printed right before `start`: `điểm a khoản 2 Điều 9`."""
    match = _PROVISION.search(lower, max(floor, start - _PROVISION_WINDOW), start)
    if match is None or not _COUNTS_AS_PROVISION.search(match.group()):
        return None
    tail = _TAIL.search(match.group())
    return match.start(), match.end() - (len(tail.group()) if tail else 0)
