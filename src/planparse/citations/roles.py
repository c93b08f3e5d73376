"""Roles: what a cited document is to the plan, by the words next to it and by its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from planparse.citations.mention import Mention
from planparse.citations.vocabulary import Vocabulary
from planparse.pagetext import ILLEGIBLE
from planparse.records import Role

_BEFORE = 60
_JOINED = re.compile(r"\s{0,2}[,;]?\s{0,3}(?:(?:và|cùng|hoặc)\s{1,3})?(?:các\s{1,3})?(?:số\s{0,3})?$")
_BETWEEN = re.compile(r"\s{0,3}(?:của\s{1,3})?(?:các\s{1,3})?")
_PASSIVE = re.compile(r"(?<!\w)(?:được|bị)\s{1,2}$")
_PART_START = re.compile(r"(?:^|;|\.\s)[\s\-–+*•]{0,4}(?=\w)")


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


def with_roles(lower: str, mentions: Sequence[Mention], around: Surroundings, words: Vocabulary) -> list[Mention]:
    """Give every mention its role. Words next to it beat the rule of its paragraph."""
    result: list[Mention] = []
    for mention in mentions:
        role = _own(lower, mention, around, words) or _by_wording(lower, mention, result, words)
        result.append(replace(mention, role=role or _by_paragraph(lower, mention, around, words)))
    return result


def _by_wording(lower: str, mention: Mention, earlier: Sequence[Mention], words: Vocabulary) -> Role | None:
    wording = words.role_phrases.before(lower, max(0, mention.left - _BEFORE), mention.left, _BETWEEN)
    if wording is not None:
        passive = _PASSIVE.search(lower, max(0, wording.start - 8), wording.start)
        return (
            None if wording.value is Role.SELF or (passive and wording.value is not Role.AMENDED_BY) else wording.value
        )
    previous = earlier[-1] if earlier else None
    if previous is not None and previous.role in (Role.AMENDED_BY, Role.AMENDED, Role.REPLACES):
        end = previous.end if previous.subject is None else previous.subject[1]
        if (
            end <= mention.left
            and _JOINED.fullmatch(lower, end, mention.left)
            and lower[end : mention.left].strip() != ";"
        ):
            return previous.role
    return None


def _own(lower: str, mention: Mention, around: Surroundings, words: Vocabulary) -> Role | None:
    """`self` for the document's own number; behind `Kèm theo` in an appendix also when a digit of it was misread."""
    own = around.own_number
    if own is None or mention.number is None:
        return None
    if mention.number == own:
        return Role.SELF
    wording = words.role_phrases.before(lower, max(0, mention.left - _BEFORE), mention.left, _BETWEEN)
    attached = wording is not None and wording.value is Role.SELF
    same_series = mention.document_type == around.own_type and _series(mention.number) == _series(own)
    unsure = ILLEGIBLE in own or ILLEGIBLE in mention.number or around.appendix
    return Role.SELF if attached and same_series and unsure else None


def _series(number: str) -> str:
    return number.lstrip(ILLEGIBLE + "0123456789")


def _by_paragraph(lower: str, mention: Mention, around: Surroundings, words: Vocabulary) -> Role:
    if not around.preamble:
        return Role.REFERENCE
    role = Role.REFERENCE
    for part in _PART_START.finditer(lower, 0, mention.start):
        opener = words.opener_phrases.match(lower, part.end(), mention.start)
        role = role if opener is None else opener.value
    return role
