"""Roles: what a cited document is to the plan, by the words next to it and by its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from planparse.citations.mention import Mention
from planparse.citations.spelling import any_of
from planparse.citations.vocabulary import Vocabulary, key
from planparse.pagetext import ILLEGIBLE
from planparse.records import Role

_BEFORE = 60
_JOINED = re.compile(r"\s{0,2}[,;]?\s{0,3}(?:(?:và|cùng|hoặc)\s{1,3})?(?:các\s{1,3})?(?:số\s{0,3})?$")
_BETWEEN = r"\s{0,3}(?:của\s{1,3})?(?:các\s{1,3})?$"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a passage is within its document."""

    preamble: bool = False
    """The passage is a paragraph of the preamble."""
    own_number: str | None = None
    """The document's own number, and its type."""
    own_type: str | None = None
    appendix: bool = False
    """The passage stands behind the signature."""


@lru_cache(maxsize=8)
def _adjacent(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?P<words>{any_of(row.words for row in words.roles)}){_BETWEEN}")


@lru_cache(maxsize=8)
def _role_of(words: Vocabulary) -> dict[str, Role]:
    return {key(row.words): Role(row.role) for row in (*words.roles, *words.openers)}


@lru_cache(maxsize=8)
def _opener(words: Vocabulary) -> re.Pattern[str]:
    return re.compile(rf"(?:^|;|\.\s)[\s\-–+*•]{{0,4}}(?P<words>{any_of(row.words for row in words.openers)})")


def with_roles(lower: str, mentions: Sequence[Mention], around: Surroundings, words: Vocabulary) -> list[Mention]:
    """Give every mention its role. Words next to it beat the rule of its paragraph."""
    result: list[Mention] = []
    for mention in mentions:
        role = _own(lower, mention, around, words) or _by_wording(lower, mention, result, words)
        result.append(replace(mention, role=role or _by_paragraph(lower, mention, around, words)))
    return result


def _by_wording(lower: str, mention: Mention, earlier: Sequence[Mention], words: Vocabulary) -> Role | None:
    match = _adjacent(words).search(lower, max(0, mention.left - _BEFORE), mention.left)
    if match is not None:
        role = _role_of(words)[key(match["words"])]
        passive = re.search(r"(?<!\w)(?:được|bị)\s{1,2}$", lower[: match.start()][-8:])
        return None if role is Role.SELF or (passive and role is not Role.AMENDED_BY) else role
    previous = earlier[-1] if earlier else None
    if previous is not None and previous.role in (Role.AMENDED_BY, Role.AMENDED, Role.REPLACES):
        end = previous.end if previous.subject is None else previous.subject[1]
        if end <= mention.left and _JOINED.fullmatch(lower, end, mention.left) and lower[end : mention.left].strip() != ";":
            return previous.role
    return None


def _own(lower: str, mention: Mention, around: Surroundings, words: Vocabulary) -> Role | None:
    """`self` for the document's own number; behind `Kèm theo` in an appendix also when a digit of it was misread."""
    own = around.own_number
    if own is None or mention.number is None:
        return None
    if mention.number == own:
        return Role.SELF
    match = _adjacent(words).search(lower, max(0, mention.left - _BEFORE), mention.left)
    attached = match is not None and _role_of(words)[key(match["words"])] is Role.SELF
    same_series = mention.document_type == around.own_type and _series(mention.number) == _series(own)
    unsure = ILLEGIBLE in own or ILLEGIBLE in mention.number or around.appendix
    return Role.SELF if attached and same_series and unsure else None


def _series(number: str) -> str:
    return number.lstrip(ILLEGIBLE + "0123456789")


def _by_paragraph(lower: str, mention: Mention, around: Surroundings, words: Vocabulary) -> Role:
    if not around.preamble:
        return Role.REFERENCE
    last = None
    for last in _opener(words).finditer(lower, 0, mention.start):  # noqa: B007 - the last one counts
        pass
    return Role.REFERENCE if last is None else _role_of(words)[key(last["words"])]
