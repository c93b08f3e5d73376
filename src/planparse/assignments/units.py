"""Units (cơ quan, đơn vị): recognising the bodies and people that are given duties, and cutting lists of them apart.

A unit is recognised by its first noun (`unit_nouns.tsv`) and by grammar, not by a list of names: "Trung tâm Quản lý
chất lượng" is one because of "Trung tâm", and it ends where a word in small letters opens the predicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.assignments.shared_nouns import with_own_nouns
from planparse.assignments.vocabulary import UnitNoun, Vocabulary
from planparse.folding import CAPITALS, early_tone, early_tone_of_word

_QUANTIFIER = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể|tất cả các|tất cả|một số|những|cả|hai|ba|bốn|năm|sáu|bảy|tám|\d{1,3})\s+){0,2}",
    re.IGNORECASE,
)
_QUANTIFIERS = frozenset(
    ["các", "từng", "mỗi", "mọi", "toàn", "tất", "một", "những", "cả", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám"]
)
"""The first words of these; 98 of 100 words are none."""
_SEPARATOR = re.compile(
    r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|hoặc)\s+"
    rf"|\s*/\s*(?=[{CAPITALS}]\w+\s)"
)
_WORD = re.compile(r"\w+")
_WHEN = re.compile(r"\s(?:trước (?:ngày|tháng)|chậm nhất|muộn nhất|trong (?:tháng|quý) )[^()]*$")
"""A time between a unit and its predicate: "Giao Sở Y tế trước ngày 15/6 báo cáo"."""
_AS = re.compile(r"\svới (?:vai trò|tư cách)\s.*$")
_TRIM = " \t,;:.-–—/"
_ENDS_PIECE = re.compile(r"\s*(?:[,;.)]|$|và\b|cá nhân\b)")
_OWNERS = frozenset({"tỉnh", "thành phố", "sở", "bộ", "ngành", "trường"})
"""Nouns that end the name of a single body: "Công an tỉnh, ...", "Văn phòng Sở, ..."."""
_LOOK_AHEAD = 60
"""Characters read behind the start of a noun: longer than any noun with the words that must not follow it."""
_EVERYBODY = re.compile(
    r"(?:(?:các|từng|mọi|thủ trưởng các|những)\s+)?"
    r"(?:(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|bộ phận|ngành|cấp|phòng)(?:\s*,\s*|\s+và\s+|\s+)?){1,6}"
    r"(?:\s*(?:có liên quan|liên quan|nêu trên|trên))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class UnitHead:
    """The noun that a unit begins with, found in a text."""

    start: int
    """Where the unit begins, quantifier included."""
    noun_start: int
    end: int
    """Where the noun ends."""
    noun: UnitNoun

    @property
    def quantified(self) -> bool:
        """Whether "các", "từng", "05" ... stands before the noun."""
        return self.noun_start > self.start


def unit_head(text: str, start: int, words: Vocabulary) -> UnitHead | None:
    """The unit that begins at `start`; None when the words there are no unit.

    >>> unit_head("Các phòng chức năng", 0, vocabulary(Dictionaries())).noun.wording
    'phòng'
    """
    word = _WORD.match(text, start)
    if word is None:
        return None
    noun = _noun_of(text, word, words)
    if noun is not None:
        return UnitHead(start, start, start + len(noun.wording), noun)
    if not (word[0].lower() in _QUANTIFIERS or word[0].isdigit()):
        return None
    quantifier = _QUANTIFIER.match(text, start)
    at = quantifier.end() if quantifier else start
    noun = _noun_at(text, at, words) if at > start else None
    return None if noun is None else UnitHead(start, at, at + len(noun.wording), noun)


def may_open_unit(word: str, words: Vocabulary) -> bool:
    """Whether a unit may begin with a word; six of ten begin none."""
    return early_tone_of_word(word) in words.nouns or word.lower() in _QUANTIFIERS or word.isdigit()


def _noun_at(text: str, at: int, words: Vocabulary) -> UnitNoun | None:
    word = _WORD.match(text, at)
    return None if word is None else _noun_of(text, word, words)


def _noun_of(text: str, word: re.Match[str], words: Vocabulary) -> UnitNoun | None:
    """The noun of a unit whose first word stands there."""
    at, nouns = word.start(), words.nouns.get(early_tone_of_word(word[0]))
    if not nouns:
        return None
    following = early_tone(text[at : at + _LOOK_AHEAD])
    for wording, noun in nouns:
        if not following.startswith(wording):
            continue
        rest = following[len(wording) :]
        if rest[:1].isalnum() or any(_begins(rest, w) for w in noun.not_before):
            continue
        if noun.only_before and not any(_begins(rest, w) for w in noun.only_before):
            listed = text[at].islower() and _ENDS_PIECE.match(rest)
            if not listed:
                continue
        return noun
    return None


def _begins(rest: str, words: str) -> bool:
    rest = rest if words.startswith(",") else rest.lstrip()
    return rest.startswith(words) and not rest[len(words) : len(words) + 1].isalnum()


def split_units(text: str, words: Vocabulary) -> tuple[str, ...]:
    """Cut a list of units apart, and only there: "Sở Giáo dục và Đào tạo" stays whole.

    A comma or "và" separates where a new unit begins behind it. Bare nouns stay together: "các sở, ban, ngành".

    >>> split_units("Phòng Đào tạo và Phòng Công tác sinh viên", vocabulary(Dictionaries()))
    ('Phòng Đào tạo', 'Phòng Công tác sinh viên')
    """
    shared, start = with_own_nouns(text, words)
    pieces: list[str] = list(shared)
    for match in _SEPARATOR.finditer(text, start):
        left = text[start : match.start()]
        if not left.strip(_TRIM) or left.count("(") > left.count(")") or _is_in_noun(text, start, match.start(), words):
            continue
        if ";" in match[0] or _begins_unit(left, text, match.end(), words):
            pieces.append(left)
            start = match.end()
    pieces.append(text[start:])
    return tuple(unit for unit in (clean_unit(piece) for piece in pieces) if unit)


def _is_in_noun(text: str, start: int, at: int, words: Vocabulary) -> bool:
    """Whether a separator is part of a noun: "Văn phòng Đoàn đại biểu Quốc hội | và Hội đồng nhân dân tỉnh"."""
    begin = start + len(text[start:]) - len(text[start:].lstrip(_TRIM))
    head = unit_head(text, begin, words)
    return head is not None and at < head.end


def clean_unit(text: str) -> str:
    """A unit without the punctuation around it."""
    text = _AS.sub("", _WHEN.sub("", " ".join(text.split()))).strip(_TRIM)
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.endswith("("):
        text = text[:-1]
    return text.strip(_TRIM)


def _begins_unit(left: str, text: str, right: int, words: Vocabulary) -> bool:
    head = unit_head(text, right, words)
    if head is None:
        return False
    bare_right = text[right].islower() and not head.quantified
    if bare_right and head.noun.kind == "place" and _rules_places(left, words):
        return False
    bare_left = _bare_end(left, words) if bare_right else None
    # "UBND xã, phường" is one, "trạm y tế xã, đơn vị thuộc Sở" are two.
    return bare_left is None or (bare_left.kind == "place" and head.noun.kind != "place")


def _rules_places(left: str, words: Vocabulary) -> bool:
    """Whether a body stands for places, so that a list of them goes on: "UBND thành phố Hà Nội | , thành phố Huế"."""
    head = unit_head(left.lstrip(_TRIM), 0, words)
    if head is None or head.noun.kind == "place":
        return False
    inner = (_noun_of(left, word, words) for word in _WORD.finditer(left) if word[0].islower())
    return any(noun is not None and noun.kind == "place" for noun in inner)


def _bare_end(left: str, words: Vocabulary) -> UnitNoun | None:
    """The unit noun that a text ends in with nothing behind it: "Trưởng các phòng", "UBND các xã", "sở"."""
    parts = left.split()
    for count in range(1, min(3, len(parts)) + 1):
        tail = " ".join(parts[-count:])
        noun = _noun_at(tail, 0, words)
        if noun is not None and len(noun.wording) == len(tail):
            plural = count == len(parts) or _QUANTIFIER.fullmatch(parts[-count - 1].casefold() + " ") is not None
            return noun if plural or noun.wording not in _OWNERS else None
    return None


def is_vague(units: tuple[str, ...]) -> bool:
    """Whether a list of units means everybody: "các cơ quan, đơn vị", "các đơn vị có liên quan"."""
    return all(_EVERYBODY.fullmatch(unit) for unit in units)
