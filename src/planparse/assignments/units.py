"""Units (cơ quan, đơn vị): recognising the bodies and people that are given duties, and cutting lists of them apart.

A unit is recognised by its first noun (`unit_nouns.tsv`) and by grammar, not by a list of names: "Trung tâm Quản lý
chất lượng" is one because of "Trung tâm", and it ends where a word in small letters opens the predicate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.knowledge import Dictionaries

MAX_NAME_WORDS = 26
"""Words of one unit: "Các thành viên Tổ công tác kiểm tra, đánh giá ..." has 12; with its relative clause up to 25."""

_QUANTIFIER = re.compile(
    r"(?:(?:các|từng|mỗi|mọi|toàn thể|tất cả các|tất cả|một số|những|cả|hai|ba|bốn|năm|sáu|bảy|tám|\d{1,3})\s+){0,2}",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s*;\s*(?:và\s+)?|\s*,\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng với|cùng|hoặc)\s+|\s*/\s*(?=[A-ZĐÀ-Ỹ]\w+ )"
)
_TRIM = " \t,;:.-–—/"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class UnitNoun:
    """One line of `unit_nouns.tsv`; `not_before` is folded into `_Nouns`."""

    wording: str
    kind: str
    takes_verb: bool
    not_before: tuple[str, ...]


@dataclass(frozen=True)
class UnitHead:
    """The noun that a unit begins with, found in a text."""

    start: int
    """Where the unit begins, quantifier included."""
    noun_start: int
    end: int
    """Where the noun ends."""
    noun: UnitNoun


@lru_cache(maxsize=8)
def _nouns(dictionaries: Dictionaries) -> dict[str, tuple[tuple[str, UnitNoun], ...]]:
    """Nouns by their first word, the longest first."""
    table: dict[str, list[tuple[str, UnitNoun]]] = {}
    for noun in dictionaries.rows("unit_nouns.tsv", UnitNoun):
        wording = noun.wording.casefold()
        table.setdefault(_WORD.findall(wording)[0], []).append((wording, noun))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in table.items()}


def unit_head(text: str, start: int, dictionaries: Dictionaries) -> UnitHead | None:
    """The unit that begins at `start`; None when the words there are no unit.

    >>> unit_head("Các phòng chức năng", 0, Dictionaries()).noun.wording
    'phòng'
    """
    quantifier = _QUANTIFIER.match(text, start)
    noun_start = quantifier.end() if quantifier else start
    for at in (start, noun_start) if noun_start > start else (start,):
        noun = _noun_at(text, at, dictionaries)
        if noun is not None:
            return UnitHead(start, at, at + len(noun[0]), noun[1])
    return None


def _noun_at(text: str, at: int, dictionaries: Dictionaries) -> tuple[str, UnitNoun] | None:
    word = _WORD.match(text, at)
    if word is None:
        return None
    rows = _nouns(dictionaries).get(word[0].casefold())
    if not rows:
        return None
    following = text[at : at + 60].casefold()
    for wording, noun in rows:
        if not following.startswith(wording) or following[len(wording) : len(wording) + 1].isalnum():
            continue
        rest = following[len(wording) :]
        if any(_begins(rest, words.casefold()) for words in noun.not_before):
            continue
        return wording, noun
    return None


def _begins(rest: str, words: str) -> bool:
    rest = rest.lstrip() if not words.startswith(",") else rest
    return rest.startswith(words) and not rest[len(words) : len(words) + 1].isalnum()


def split_units(text: str, dictionaries: Dictionaries) -> tuple[str, ...]:
    """Cut a list of units apart, and only there: "Sở Giáo dục và Đào tạo" stays whole.

    A comma or "và" separates where a new unit begins behind it. Bare nouns stay together: "các sở, ban, ngành".

    >>> split_units("Phòng Đào tạo và Phòng Công tác sinh viên", Dictionaries())
    ('Phòng Đào tạo', 'Phòng Công tác sinh viên')
    """
    pieces: list[str] = []
    start = 0
    for match in _SEPARATOR.finditer(text):
        if match.start() <= start or _inside_brackets(text, match.start()):
            continue
        left = text[start : match.start()]
        if not left.strip(_TRIM) or not _separates(left, match[0], text, match.end(), dictionaries):
            continue
        pieces.append(left)
        start = match.end()
    pieces.append(text[start:])
    return tuple(p for p in (clean_unit(piece) for piece in pieces) if p)


def clean_unit(text: str) -> str:
    """A unit without the punctuation around it."""
    text = " ".join(text.split()).strip(_TRIM)
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    return text.strip(_TRIM)


def _separates(left: str, separator: str, text: str, right: int, dictionaries: Dictionaries) -> bool:
    if ";" in separator:
        return True
    head = unit_head(text, right, dictionaries)
    if head is None:
        return False
    bare_right = text[right : right + 1].islower() and head.noun_start == right
    return not (bare_right and _ends_bare(left, dictionaries))


def _ends_bare(left: str, dictionaries: Dictionaries) -> bool:
    """Whether a text ends in a unit noun with nothing behind it: "Trưởng các phòng", "UBND các xã", "sở"."""
    words = left.split()
    for count in (1, 2, 3):
        tail = " ".join(words[-count:])
        noun = _noun_at(tail, 0, dictionaries) if len(words) >= count else None
        if noun is not None and len(noun[0]) == len(tail):
            return True
    return False


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def is_vague(units: tuple[str, ...]) -> bool:
    """Whether a list of units means everybody: "các cơ quan, đơn vị", "các đơn vị có liên quan"."""
    return all(_EVERYBODY.fullmatch(unit) for unit in units)


_EVERYBODY = re.compile(
    r"(?:(?:các|từng|mọi|thủ trưởng các|những)\s+)?"
    r"(?:(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|bộ phận|ngành|cấp|phòng)(?:\s*,\s*|\s+và\s+)?)+"
    r"(?:\s*(?:có liên quan|liên quan|nêu trên|trên))?",
    re.IGNORECASE,
)
