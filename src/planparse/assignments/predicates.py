"""Predicates (vị ngữ): where the name of a unit ends and what it has to do begins."""

from __future__ import annotations

import re
import unicodedata

from planparse.assignments.shared_nouns import PLACES, SHARED_NOUN
from planparse.assignments.units import UnitHead, may_open_unit, unit_head
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import fold_word

MAX_SUBJECT_WORDS = 78
"""Words before the predicate: a list of ten bodies, each with its full name."""
NAMES_REACH = 120
"""Characters behind the noun in which the colon before the names of places stands."""
STRONG_REACH = 200
"""Characters between a unit and "có trách nhiệm": its relative clause."""

_WORD = re.compile(r"[^\W_]+")
_RELATIVE_SIGNS = (" có liên quan", " tham gia ", " liên quan ")


def predicate_at(text: str, at: int, first: str, words: Vocabulary) -> str | None:
    """The wording that opens a predicate at the word `first`; None when the word does not open one."""
    for wording in words.predicates.get(first, ()):
        if text.startswith(wording, at) and not text[at + len(wording) : at + len(wording) + 1].isalnum():
            return None if ends_compound(text, at, wording, words) else wording
    for wording in words.folded_predicates.get(fold_word(first), ()):
        end = at + len(wording)
        if not text[end : end + 1].isalnum() and _marks_were_lost(text[at:end], wording):
            return wording
    return None


def _marks_were_lost(printed: str, wording: str) -> bool:
    """Whether a text is the wording with some diacritics missing: "triên khai", but not "thông bảo" for "thông báo"."""
    if len(printed) != len(wording):
        return False
    for a, b in zip(printed, wording, strict=True):
        if a != b:
            marks = unicodedata.normalize("NFD", b)
            if any(mark not in marks for mark in unicodedata.normalize("NFD", a)):
                return False
    return True


def ends_compound(text: str, at: int, wording: str, words: Vocabulary) -> bool:
    """Whether a word of one syllable is the second of a compound: "công | lập"."""
    if " " in wording:
        return False
    before = text[max(0, at - 12) : at].split()
    return bool(before) and f"{before[-1].casefold()} {wording}" in words.compounds


def predicate_after(text: str, head: UnitHead, end: int, words: Vocabulary) -> int | None:
    """Where the predicate of a unit begins.

    Verbs right after a noun that takes one belong to its name (Tổ công tác kiểm tra, đánh giá ...), and so do those of
    a relative clause (đơn vị được giao chủ trì). None when the sentence ends, or a colon comes, before any predicate.

    >>> text = "Văn phòng Sở chủ trì"
    >>> text[predicate_after(text, unit_head(text, 0, words), len(text), words) :]
    'chủ trì'
    """
    strong = _strong_predicate(text, head, end, words)
    names_from = _names_from(text, head, words)
    standing = head.noun.wording in words.generic and not head.quantified
    verbs_of_name = words.names if head.noun.takes_verb else words.standing
    noun_end = name_end = head.end if head.noun.takes_verb or standing else -1
    for count, match in enumerate(_WORD.finditer(text, head.end, end)):
        at = match.start()
        before_names = at != names_from and ":" in text[at - 3 : at] and not match[0].islower()
        if count > MAX_SUBJECT_WORDS or before_names:
            return None
        inner = unit_head(text, at, words) if may_open_unit(match[0], words) else None
        if inner is not None and inner.noun.takes_verb:
            noun_end, name_end, verbs_of_name = inner.end, inner.end, words.names
            continue
        if not match[0].islower():
            if at >= name_end:
                capital = None if name_end < 0 else predicate_at(text[at : at + 40].lower(), 0, match[0].lower(), words)
                # `Đoàn Kiểm tra, giám sát của tỉnh`: a verb in capitals that the name goes on with
                goes_on = capital in verbs_of_name and _continues_name(text, noun_end, name_end, at)
                name_end = at + len(capital) if capital is not None and goes_on else -1
            continue
        if match[0] in ("được", "bị"):
            return (at if strong is None else strong) if words.relative.match(text, at) else None
        wording = predicate_at(text, at, match[0], words)
        if wording is None or at < name_end:
            continue
        if name_end >= 0 and wording in verbs_of_name and _continues_name(text, noun_end, name_end, at):
            name_end = at + len(wording)
        elif not _belongs_to_name(text, at, wording, inner):
            # "Bộ trưởng Bộ Nội vụ chủ trì, phối hợp với ... chịu trách nhiệm": no cơ quan chủ trì, but what he does
            leads = head.noun.kind == "position" and text.startswith("chủ trì, phối hợp", at)
            explained = strong is not None and not leads and _explained(text[head.end : at], head, words)
            return strong if explained else at
    return None


def _names_from(text: str, head: UnitHead, words: Vocabulary) -> int:
    """Where the names behind a colon begin that belong to the unit: "Các Bộ: Quốc phòng, Công an chỉ đạo"; -1 where a
    duty stands there, or nothing."""
    opening = SHARED_NOUN.match(text, head.start) or PLACES.search(text, head.start, head.end + NAMES_REACH)
    if opening is None:
        return -1
    start = opening.end()
    first = _WORD.match(text, start)
    lowered = text[start : start + 1].lower() + text[start + 1 : start + NAMES_REACH]
    opens_duty = first is not None and predicate_at(lowered, 0, first[0].lower(), words) is not None
    return -1 if opens_duty else start


def _continues_name(text: str, noun_end: int, name_end: int, at: int) -> bool:
    """Whether a verb stands right behind the noun, or behind a comma after such a verb (kiểm tra, đánh giá)."""
    return text[name_end:at].strip() == ("" if name_end == noun_end else ",")


def _strong_predicate(text: str, head: UnitHead, end: int, words: Vocabulary) -> int | None:
    """ "có trách nhiệm" behind the relative clause of a unit, past the verbs of that clause."""
    stops = [text.find(sign, head.end, end) for sign in (":", ". ", ";")]
    limit = min([end, head.end + STRONG_REACH, *(stop for stop in stops if stop >= 0)])
    places = (place for w in words.strong if (place := text.find(w, head.end, limit)) >= 0)
    # "Thủ trưởng các cơ quan tổ chức triển khai ... và chịu trách nhiệm": the duties begin before it
    return min((place for place in places if not text.endswith(" và ", 0, place)), default=None)


def _explained(between: str, head: UnitHead, words: Vocabulary) -> bool:
    """Whether a verb may belong to a relative clause: after "cơ quan", "thủ trưởng", or after "có liên quan"."""
    generic = head.noun.wording in words.generic or head.noun.kind == "position"
    return generic or any(sign in between for sign in _RELATIVE_SIGNS)


def _belongs_to_name(text: str, at: int, wording: str, inner: UnitHead | None) -> bool:
    """Whether a verb is part of a unit: a noun of its own ("tổ chức, cá nhân"), "cử đến ...", "có thực hiện ..."."""
    if text.count("(", 0, at) > text.count(")", 0, at):
        return True  # "Hội đồng Thi đua (gọi tắt là Hội đồng)"
    before = text[max(0, at - 10) : at].rstrip()
    if before.endswith(("-", "–", "—")):
        return True  # "Phòng Kế hoạch - tổng hợp"
    listed = inner is not None and before.endswith((",", ";", " và", " các"))
    if listed or before.endswith((" của", " có", " việc", " các", " đang", " đã", " vai trò", " tư cách")):
        return True  # what a unit is doing or has done is no duty: "các dự án đang triển khai thi công"
    return wording == "cử" and text.startswith("cử đến", at)
