"""Clauses: who is the subject of a sentence about a duty, who is addressed by it, and with whom it is done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.assignments.units import MAX_NAME_WORDS, UnitHead, clean_unit, split_units, unit_head
from planparse.knowledge import Dictionaries

GENERIC = frozenset(
    {"cơ quan", "đơn vị", "bộ phận", "cá nhân", "tổ chức", "các tổ chức", "cán bộ", "cơ sở", "công chức"}
)
"""Nouns that need a relative clause to say who is meant: "Cơ quan được giao chủ trì | có trách nhiệm ..."."""
STRONG = ("có trách nhiệm", "chịu trách nhiệm")

_WORD = re.compile(r"[^\W_]+")
_PREPOSITIONS = frozenset(
    [
        "trong",
        "để",
        "nhằm",
        "về",
        "tại",
        "theo",
        "khi",
        "bằng",
        "qua",
        "thông",
        "từ",
        "đối",
        "cho",
        "như",
        "trước",
        "trên",
    ]
    + ["hằng", "hàng", "vào", "ở", "với", "gồm", "bao", "nếu", "mà", "do", "vì", "được", "có", "ngay", "sau"]
)
_RELATIVE = re.compile(
    r"được\s+(?:giao|phân công|chọn|lựa chọn|ủy quyền|uỷ quyền|chỉ định|cử|mời|hỗ trợ|phê duyệt|thành lập|đầu tư|thụ hưởng)"
)
"""A unit "được giao ..." is told which one is meant; one that "được kiểm tra" is no subject of a duty."""
_HAS = re.compile(
    r"có\s+(?:liên quan|thẩm quyền|chức năng|điều kiện|đủ|giường|thực hiện|cấp|tham gia)|được\s+(?:giao|phân công|chọn)"
)
_ADDRESS = re.compile(
    r"(?:Giao(?: nhiệm vụ)?(?: cho)?|Phân công|Yêu cầu|Đề nghị|Giao trách nhiệm cho)\s+", re.IGNORECASE
)
_FOR = re.compile(
    r"(?:Đối với|Riêng đối với|Về phía|Phía|Trách nhiệm của|Nhiệm vụ của|Trách nhiệm|Tại)\s+", re.IGNORECASE
)
_FRONTED = re.compile(
    r"(?:Từ đó|Đồng thời|Ngoài ra|Riêng|Sau đó|Bên cạnh đó|Theo đó|Trong đó|Trong quá trình|Nếu|Khi|Căn cứ|Trên cơ sở|Để|Nhằm|"
    r"Sau khi|Định kỳ|Hằng|Hàng|Trước ngày|Trước|Trong trường hợp|Trường hợp|Chậm nhất|Kết thúc|Trong thời gian|Quá trình)\b"
)
_SENTENCE = re.compile(r"(?<![A-ZĐ.])(?<!\bTP)\.\s+(?=[A-ZĐÀ-Ỹ])")
_WITH = re.compile(
    r"phối hợp(?:\s+(?:chặt chẽ|thường xuyên|đồng bộ|tốt))?(?:\s+(?:với|cùng với|cùng)\b)?\s*:?\s*|sự phối hợp của\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PredicateWords:
    """One line of `duty_verbs.tsv`."""

    kind: str
    wording: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Units that a sentence gives a duty to: `text[start:end]`, the predicate at `predicate`."""

    start: int
    end: int
    predicate: int
    units: tuple[str, ...]
    addressed: bool = False
    """Named after "Giao", "Yêu cầu", "Đề nghị"."""


@lru_cache(maxsize=8)
def _predicates(dictionaries: Dictionaries) -> dict[str, tuple[str, ...]]:
    """Words that open a predicate, by their first word, the longest first."""
    table: dict[str, set[str]] = {}
    for row in dictionaries.rows("duty_verbs.tsv", PredicateWords):
        for wording in row.wording if row.kind in ("verb", "adverb") else ():
            table.setdefault(wording.split()[0], set()).add(wording)
    return {first: tuple(sorted(words, key=len, reverse=True)) for first, words in table.items()}


@lru_cache(maxsize=16)
def _words_of_kind(kind: str, dictionaries: Dictionaries) -> frozenset[str]:
    rows = dictionaries.rows("duty_verbs.tsv", PredicateWords)
    return frozenset(wording for row in rows if row.kind == kind for wording in row.wording)


def predicate_at(text: str, at: int, first: str, dictionaries: Dictionaries) -> str | None:
    """The wording that opens a predicate at a word, in small letters; None when the word does not."""
    for wording in _predicates(dictionaries).get(first, ()):
        if text.startswith(wording, at) and not text[at + len(wording) : at + len(wording) + 1].isalnum():
            return None if _ends_compound(text, at, wording, dictionaries) else wording
    return None


def _ends_compound(text: str, at: int, wording: str, dictionaries: Dictionaries) -> bool:
    """Whether a word of one syllable is the second of a compound: "công | lập"."""
    if " " in wording:
        return False
    before = text[max(0, at - 12) : at].split()
    return bool(before) and f"{before[-1].casefold()} {wording}" in _words_of_kind("compound", dictionaries)


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences of a paragraph."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if a < b]


def subjects_of(text: str, dictionaries: Dictionaries) -> list[Subject]:
    """The units that the sentences of a paragraph give duties to, at most one list of units per sentence."""
    found: list[Subject] = []
    for start, end in sentences(text):
        subject = _subject_of_sentence(text, start, end, dictionaries)
        if subject is not None:
            found.append(subject)
    return found


def _subject_of_sentence(text: str, start: int, end: int, dictionaries: Dictionaries) -> Subject | None:
    address = _ADDRESS.match(text, start)
    if address:
        subject = _subject_at(text, address.end(), end, dictionaries)
        if subject is not None:
            return Subject(subject.start, subject.end, subject.predicate, subject.units, addressed=True)
    subject = _subject_at(text, start, end, dictionaries)
    if subject is not None or not _FRONTED.match(text, start):
        return subject
    for comma in re.finditer(r",\s+", text[start:end]):
        at = start + comma.end()
        address = _ADDRESS.match(text, at)
        subject = _subject_at(text, address.end() if address else at, end, dictionaries)
        if subject is not None:
            return (
                subject if not address else Subject(subject.start, subject.end, subject.predicate, subject.units, True)
            )
    return None


def _subject_at(text: str, start: int, end: int, dictionaries: Dictionaries) -> Subject | None:
    """The unit list that begins at `start`, when a predicate follows it."""
    head = unit_head(text, start, dictionaries)
    if head is None:
        return None
    stop = predicate_after(text, head, end, dictionaries)
    if stop is None:
        return None
    units = split_units(text[start:stop], dictionaries)
    if not units or any(len(unit.split()) > MAX_NAME_WORDS for unit in units):
        return None
    return Subject(start, start + len(text[start:stop].rstrip(" ,")), stop, units)


def predicate_after(text: str, head: UnitHead, end: int, dictionaries: Dictionaries) -> int | None:
    """Where the predicate of a unit begins.

    Verbs right after a noun that takes one belong to its name (Tổ công tác kiểm tra, đánh giá ...), and so do those of
    a relative clause (đơn vị được giao chủ trì). None when the sentence ends, or a colon comes, before any predicate.
    """
    strong = _strong_predicate(text, head, end)
    name_end = head.end if head.noun.takes_verb else -1
    for count, match in enumerate(_WORD.finditer(text, head.end, end)):
        at = match.start()
        if ":" in text[at - 2 : at] or count > 3 * MAX_NAME_WORDS:
            return None
        if strong is not None and at >= strong:
            return strong
        inner = unit_head(text, at, dictionaries)
        if inner is not None and inner.noun.takes_verb:
            head = UnitHead(head.start, head.noun_start, inner.end, head.noun)
            name_end = inner.end
            continue
        if not match[0].islower():
            name_end = -1 if at >= name_end else name_end
            continue
        if match[0] in ("được", "bị") and not _RELATIVE.match(text, at):
            return None
        wording = predicate_at(text, at, match[0], dictionaries)
        if wording is None:
            continue
        if name_end >= 0 and _continues_name(text, head, name_end, at, wording, dictionaries):
            name_end = at + len(wording)
            continue
        if strong is None and at >= name_end and not _belongs_to_name(text, at, wording, head, dictionaries):
            return at
    return strong


def _continues_name(
    text: str, head: UnitHead, name_end: int, at: int, wording: str, dictionaries: Dictionaries
) -> bool:
    """Whether a verb stands right after the noun, or after a comma behind such a verb (kiểm tra, đánh giá)."""
    if wording not in _words_of_kind("name", dictionaries):
        return False
    between = text[name_end:at]
    return not between.strip() if name_end == head.end else between.strip() == ","


def _strong_predicate(text: str, head: UnitHead, end: int) -> int | None:
    """ "có trách nhiệm" after a generic noun, past the verbs of its relative clause."""
    if head.noun.wording not in GENERIC and head.noun.kind != "position":
        return None
    stops = [text.find(sign, head.end, end) for sign in (":", ".")]
    limit = min([stop for stop in stops if stop >= 0], default=end)
    places = [text.find(wording, head.end, min(limit, head.end + 160)) for wording in STRONG]
    return min([place for place in places if place >= 0], default=None)


def _belongs_to_name(text: str, at: int, wording: str, head: UnitHead, dictionaries: Dictionaries) -> bool:
    """Whether a verb is part of the unit: a noun of its own ("tổ chức, cá nhân"), "được giao ...", "cử đến ..."."""
    before = text[:at].rstrip()
    if (
        (unit_head(text, at, dictionaries) is not None
        and before[-1:] in ",;")
        or before.endswith((" các", " và", " của"))
    ):
        return True
    if before.endswith(" được") or before.endswith(" có"):
        return head.noun.wording in GENERIC or head.noun.kind in ("person", "place") or before.endswith(" có")
    return (wording == "cử" and text.startswith("cử đến", at)) or (wording == "là" and before.endswith((" hay", " gọi")))


def unit_title(text: str, dictionaries: Dictionaries) -> tuple[str, ...]:
    """The units that a title or label consists of: "2. Các đơn vị trực thuộc"; empty when it says anything else.

    >>> unit_title("Đối với Ủy ban nhân dân các xã, phường:", Dictionaries())
    ('Ủy ban nhân dân các xã, phường',)
    """
    text = text.strip().rstrip(":.; ")
    opener = _FOR.match(text) or _ADDRESS.match(text)
    start = opener.end() if opener else 0
    head = unit_head(text, start, dictionaries)
    if head is None or ":" in text or len(text.split()) > 2 * MAX_NAME_WORDS:
        return ()
    stop = predicate_after(text, head, len(text), dictionaries)
    while stop is not None and _HAS.search(text[max(0, stop - 4) : stop + 12]):
        following = unit_head(text, stop, dictionaries) or UnitHead(stop, stop, stop + 4, head.noun)
        stop = predicate_after(text, following, len(text), dictionaries)
    if stop is not None and not _modifies(text, stop):
        return ()
    return split_units(text[start:], dictionaries)


def _modifies(text: str, stop: int) -> bool:
    """Whether the verb in a title only says which unit is meant: "Các khoa tham gia khảo sát", "Cơ quan chủ trì"."""
    return text.startswith(
        ("tham gia", "quản lý", "phụ trách", "chủ trì", "phối hợp", "thực hiện", "thường trực", "sử dụng"), stop
    )


def coordinating_units(text: str, dictionaries: Dictionaries) -> tuple[str, ...]:
    """The units behind "phối hợp với": they end where a verb or a preposition in small letters follows.

    >>> coordinating_units("Chủ trì, phối hợp với Sở Tư pháp và Công an tỉnh rà soát văn bản", Dictionaries())
    ('Sở Tư pháp', 'Công an tỉnh')
    """
    found: list[str] = []
    for match in _WITH.finditer(text):
        head = unit_head(text, match.end(), dictionaries)
        with_preposition = "với" in match[0].casefold() or "cùng" in match[0].casefold() or "của" in match[0]
        if head is None or not (
            with_preposition or text[match.end() : match.end() + 1].isupper() or head.noun_start > head.start
        ):
            continue
        stop = _end_of_units(text, head, dictionaries)
        found += [u for u in split_units(text[match.end() : stop], dictionaries) if u not in found]
    return tuple(found)


def _end_of_units(text: str, head: UnitHead, dictionaries: Dictionaries) -> int:
    """The end of a list of units inside a sentence."""
    in_name = head.noun.takes_verb
    for match in re.finditer(r"[^\W_]+|[.;:]", text[head.end :]):
        at = head.end + match.start()
        if match[0] in ".;:":
            if match[0] == ";" and unit_head(text, at + 2, dictionaries):
                continue
            return at
        if not match[0].islower():
            in_name = False
            continue
        if in_name and at == head.end + 1:
            in_name = False
            continue
        if unit_head(text, at, dictionaries) is not None:
            continue
        if match[0] in _PREPOSITIONS and not _HAS.match(text, at):
            return at
        wording = predicate_at(text, at, match[0], dictionaries)
        before = text[:at].rstrip()
        if wording is not None and not before.endswith((" được", " có")):
            return at if not before.endswith(" và") else len(before) - 3
    return len(text)


def label_units(text: str, dictionaries: Dictionaries) -> tuple[tuple[str, ...], int]:
    """Units before a colon that opens a duty ("Các đơn vị: Xây dựng kế hoạch ..."), and the offset behind the colon."""
    colon = text.find(":", 0, 160)
    if colon < 0 or not text[colon + 1 :].strip():
        return (), 0
    return unit_title(clean_unit(text[:colon]), dictionaries), colon + 1
