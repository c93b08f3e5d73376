"""Coordination (phối hợp): with whom a duty is done."""

from __future__ import annotations

import re

from planparse.assignments.predicates import ends_compound, predicate_at
from planparse.assignments.shared_nouns import SHARED_NOUN
from planparse.assignments.units import UnitHead, split_units, unit_head
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import caseless

_WITH = re.compile(
    r"phối hợp\.?(?:\s+(?:chặt chẽ|thường xuyên|đồng bộ|tốt))?(?:\s+(?P<with>với|cùng với|cùng)\b)?\s*:?\s*"
    r"|(?:sự phối hợp|(?:với|có) sự tham gia) (?P<of>của)\s+",
    re.IGNORECASE,
)
_SIGNS = ("phối hợp", "sự tham gia")
_BARE = frozenset({"chính quyền", "cơ quan", "đơn vị", "công an", "lực lượng", "mặt trận", "địa phương"})
"""Nouns that stand behind "phối hợp" without "với" in small letters, too."""
_WORD_OR_STOP = re.compile(r"[^\W_]+|[.;:]")
_RELATION = re.compile(r"(?:có\s+)?liên quan|có\s+(?:thẩm quyền|chức năng)|được\s+(?:giao|phân công|chọn|lựa chọn)")


def coordinating_units(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The units behind "phối hợp với": they end where a verb or a preposition in small letters follows.

    >>> coordinating_units("Chủ trì, phối hợp với Sở Tư pháp và Công an tỉnh rà soát văn bản", words)
    ('Sở Tư pháp', 'Công an tỉnh')
    """
    lower = caseless(text)
    if not any(map(lower.__contains__, _SIGNS)):
        return ()  # nine duties of ten
    found: list[str] = []
    for match in _WITH.finditer(text):
        head = unit_head(text, match.end(), words)
        if head is None:
            continue
        plural = text[match.end() : match.end() + 8].casefold().startswith(("các ", "từng ", "những "))
        named = text[match.end()].isupper() or head.noun.wording in _BARE
        if match["with"] or match["of"] or plural or named:
            stop = _end_of_units(text, head, words)
            found += [unit for unit in split_units(text[match.end() : stop], words) if unit not in found]
    return tuple(unit for unit in found if unit.casefold() not in words.generic)


def _end_of_units(text: str, head: UnitHead, words: Vocabulary) -> int:
    """The end of a list of units inside a sentence."""
    name_end = head.end if head.noun.takes_verb or head.noun.wording in words.generic else -1
    name_verbs = words.names if head.noun.takes_verb else words.of_agency
    noun_end = head.end
    for match in _WORD_OR_STOP.finditer(text, head.end):
        at = match.start()
        if at < noun_end:
            continue
        if match[0] in ".;:":
            if match[0] == ";" and unit_head(text, at + 2, words):
                continue
            if match[0] == ":" and SHARED_NOUN.match(text, head.start):
                continue
            return at
        inner = unit_head(text, at, words)
        if inner is not None and not (match[0].islower() and _opens_verbs(text, at, words)):
            noun_end = inner.end  # "Chi nhánh Văn phòng đăng ký đất đai" has a verb in its noun
            continue
        if not match[0].islower():
            continue
        relates = _RELATION.match(text, at) is not None or ends_compound(text, at, match[0], words)
        if match[0] in words.prepositions and not relates:
            return at
        wording = predicate_at(text, at, match[0], words)
        if wording is None or text.endswith((" được ", " có "), 0, at):
            continue
        if name_end >= 0 and wording in name_verbs and not text[name_end:at].strip():
            continue
        before = text[:at].rstrip()
        return len(before) - 3 if before.endswith(" và") else at
    return len(text)


def _opens_verbs(text: str, at: int, words: Vocabulary) -> bool:
    """Whether a noun of a unit is a verb here, one of several: "các sở liên quan | tổ chức, triển khai thực hiện"."""
    first, second = _WORD_OR_STOP.match(text, at), None
    wording = predicate_at(text, at, first[0], words) if first else None
    if wording is not None and text.startswith(", ", at + len(wording)):
        second = _WORD_OR_STOP.match(text, at + len(wording) + 2)
    if second is None or text[max(0, at - 8) : at].rstrip().endswith((",", ";", " và")):
        return False
    return predicate_at(text, second.start(), second[0], words) is not None
