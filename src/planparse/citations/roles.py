"""Roles: what a cited document is to the plan, by the words next to it and by its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from rapidfuzz.distance import Levenshtein

from planparse.citations.cited_text import CitedText
from planparse.citations.mention import Mention
from planparse.citations.phrases import Hit
from planparse.pagetext import ILLEGIBLE
from planparse.records import Role

_WORDING_WINDOW = 60
"""Characters; the longest wording has 45."""
_JOINED = re.compile(r"\s{0,2}[,;]?\s{0,3}(?:(?:và|cùng|hoặc)\s{1,3})?(?:các\s{1,3})?(?:số\s{0,3})?")
_BEHIND_WORDING = re.compile(r"\s{0,3}(?:của\s{1,3})?(?:các\s{1,3})?")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị)\s{1,2}$")
_PART_END = re.compile(r"[;.](?:(?<=;)|\s)")
_PART_START = re.compile(r"[\s\-–+*•]{0,4}(?=\w)")
_LIST_GOES_ON = (";", ",")
_ITEM_START = re.compile(r"(?:(?:[a-zđ]\)|\d{1,2}[.)])\s{0,3}|[\s\-–+*•]{0,4})(?:các\s{1,3})?")
_ANNOUNCED = re.compile(r"(?:\s{1,3}(?:toàn\s{1,2}bộ\s{1,2})?(?:các|những|\d{1,2})\s[^:;.]{1,60})?\s{0,3}:\s{0,3}")
"""Between the words of a role and a list in the paragraphs below: `Bãi bỏ các Quyết định sau đây:`."""
_ANNOUNCING_WINDOW = 120
_ANNOUNCED_WORDS = 40
"""Words that it may have: 60 characters and a few words before them."""
_START = attrgetter("start")
_INHERITED = (Role.AMENDED_BY, Role.AMENDED, Role.REPLACES)
"""Roles that hold for all documents of a list: `bãi bỏ Quyết định số A và Quyết định số B`."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a passage is within its document."""

    preamble: bool = False
    """The passage is a paragraph of the preamble."""
    own_number: str | None = None
    """The document's own number."""
    own_type: str | None = None
    appendix: bool = False
    """The passage stands behind the signature."""
    trusted: bool = False
    """Every letter is as it was printed: the page was neither read from a picture nor restored."""
    listed: Role | None = None
    """What the paragraph before cites its documents as, where it ends like an item of a list."""


def with_roles(cited: CitedText, mentions: Sequence[Mention], around: Surroundings) -> list[Mention]:
    """Give every mention its role. Words next to it beat the rule of its paragraph."""
    result: list[Mention] = []
    openers = _openers(cited, max(m.start for m in mentions)) if around.preamble and mentions else []
    unopened = _unopened(cited, mentions, around)
    for mention in mentions:
        wording = wording_before(cited, mention.left)
        role = (
            _own(mention, wording, around)
            or (None if wording is Role.SELF else wording)
            or _of_list(cited, result[-1] if result else None, mention)
            or (_of_paragraph(cited, mention, openers) if around.preamble else None)
            or unopened
        )
        result.append(mention if role is mention.role else mention._replace(role=role))
    return result


def carried_on(cited: CitedText, before: Role | None) -> Role | None:
    """The role that a paragraph of the preamble hands to the next: the words that open a list may stand only once.

    `Thực hiện Chỉ thị số A ...;` / `Kế hoạch số B ...;`

    Args:
        cited: the paragraph.
        before: what the paragraph before it handed on.
    """
    if not cited.text.rstrip().endswith(_LIST_GOES_ON):
        return None
    openers = _openers(cited, len(cited))
    return openers[-1].value if openers else before


def announced(cited: CitedText, before: Role | None) -> Role | None:
    """The role that a paragraph outside the preamble hands to the next: `Bãi bỏ các văn bản sau:`, or an item below.

    Args:
        cited: the paragraph.
        before: what the paragraph before it handed on.
    """
    end = len(cited.text.rstrip())
    if not cited.text.endswith(":", 0, end):
        return before if cited.text.rstrip().endswith(_LIST_GOES_ON) else None
    start = max(0, end - _ANNOUNCING_WINDOW)
    hit = cited.words.role_phrases.before(cited.lower, start, end, _ANNOUNCED, tail_words=_ANNOUNCED_WORDS)
    role = _meant(cited, hit)
    return role if role in _INHERITED else None


def _unopened(cited: CitedText, mentions: Sequence[Mention], around: Surroundings) -> Role:
    """The role of what nothing else tells: that of the list, where the passage begins with a document."""
    if around.listed is None or not mentions or not _ITEM_START.fullmatch(cited.lower, 0, mentions[0].left):
        return Role.REFERENCE
    return around.listed


def wording_before(cited: CitedText, start: int) -> Role | None:
    """The role that the words right before a mention give."""
    window = max(0, start - _WORDING_WINDOW)
    return _meant(cited, cited.words.role_phrases.before(cited.lower, window, start, _BEHIND_WORDING))


def _meant(cited: CitedText, hit: Hit[Role] | None) -> Role | None:
    """What a wording says: `thay thế` replaces what follows, and `được thay thế` does not."""
    if hit is None:
        return None
    passive = _PASSIVE.search(cited.lower, max(0, hit.start - 8), hit.start)
    return None if passive and hit.value is not Role.AMENDED_BY else hit.value


def _own(mention: Mention, wording: Role | None, around: Surroundings) -> Role | None:
    """`self` for the document's own number; behind `Kèm theo` in an appendix also when a digit of it was misread."""
    own = around.own_number
    if own is None or mention.number is None:
        return None
    if mention.number == own:
        return Role.SELF
    if wording is not Role.SELF or mention.document_type != around.own_type:
        return None
    serial, own_serial = _serial(mention.number), _serial(own)
    if mention.number[len(serial) :] != own[len(own_serial) :]:
        return None
    illegible = ILLEGIBLE in serial or ILLEGIBLE in own_serial
    # An annex may be that of an older document of the same body, printed once more: `1126/QĐ-UBND` for 2608.
    misread = around.appendix and Levenshtein.distance(serial, own_serial) == 1
    return Role.SELF if illegible or misread else None


def _serial(number: str) -> str:
    return number[: len(number) - len(number.lstrip(ILLEGIBLE + "0123456789"))]


def _of_list(cited: CitedText, previous: Mention | None, mention: Mention) -> Role | None:
    if previous is None or previous.role not in _INHERITED:
        return None
    end = previous.end if previous.subject is None else previous.subject[1]
    joined = _JOINED.fullmatch(cited.lower, end, mention.left) if end <= mention.left else None
    # `bãi bỏ A; B` replaces both; behind `Nghị định A sửa đổi Nghị định B; Nghị định C` the list of A goes on.
    goes_on = joined is not None and (previous.role is Role.REPLACES or ";" not in joined[0])
    return previous.role if goes_on else None


def _openers(cited: CitedText, end: int) -> list[Hit[Role]]:
    """The first words of the paragraph, and of its parts behind semicolons, up to `end`, with the roles they give."""
    lower, phrases = cited.lower, cited.words.opener_phrases
    ends = (0, *(stop.end() for stop in _PART_END.finditer(lower, 0, end)))
    parts = (_PART_START.match(lower, behind, end) for behind in ends)
    hits = (phrases.match(lower, part.end(), end) for part in parts if part is not None)
    return [hit for hit in hits if hit is not None]


def _of_paragraph(cited: CitedText, mention: Mention, openers: Sequence[Hit[Role]]) -> Role | None:
    """By the last opener before the mention, in the preamble."""
    for i in range(bisect_left(openers, mention.start, key=_START) - 1, -1, -1):
        whole = openers[i].end <= mention.start
        opener = openers[i] if whole else cited.words.opener_phrases.match(cited.lower, openers[i].start, mention.start)
        if opener is not None:
            return opener.value
    return None
