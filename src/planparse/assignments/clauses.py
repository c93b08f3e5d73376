"""Clauses: who is the subject of a sentence about a duty, and which units a title or a label consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from planparse.assignments.predicates import predicate_after
from planparse.assignments.shared_nouns import SHARED_NOUN
from planparse.assignments.units import clean_unit, split_units, unit_head
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import CAPITALS

MAX_NAME_WORDS = 26
"""Words of one unit: "Các thành viên Tổ công tác kiểm tra, đánh giá ..." has 12; with its relative clause up to 25."""
LABEL_LENGTH = 160
"""Characters before the colon of "Ủy ban Mặt trận Tổ quốc ... và các tổ chức chính trị - xã hội: ..."."""

_SENTENCE = re.compile(rf"\.(?<![{CAPITALS}.]\.)(?<!\bTP\.)\s+(?=[{CAPITALS}])")
_CLAUSE = re.compile(r",\s+|\s(?=(?:các|từng|mọi|thủ trưởng|đề nghị|yêu cầu)\s)", re.IGNORECASE)
_NAMED_PLACES = re.compile(
    r"[^:]{1,60}\b(?:các|những|\d+) (?:tỉnh|xã|phường|đặc khu|thị trấn|huyện|thành phố|thôn)"
    rf"(?:, (?:xã|phường|đặc khu|thành phố))*(?: trực thuộc [Tt]rung ương)?: [{CAPITALS}][^:.;]{{1,120}}"
)
_NAMES_PAPER = re.compile(r"(?:hồ sơ|đơn|văn bản|thư|công văn|tờ trình|theo|việc)\s+$", re.IGNORECASE)
"""What makes "đề nghị" say which paper is meant: "Hồ sơ đề nghị Bộ Y tế thẩm định:"."""
INFORMS = re.compile(r"(?:[^.;:]{1,60}\s)?(?:thông báo|trả lời) (?:để|đến)\s[^.;]*\bbiết\b")
"""Closing formula of a notice or letter: "Văn phòng Chính phủ thông báo để các bộ, cơ quan biết, thực hiện", "Cục Thuế
trả lời để Thuế tỉnh được biết"."""
_TELLS = re.compile(r"\s(?:đã|sẽ)\s(?!được)|\skhông\s+$|\strân trọng\s")
"""What was done, will be done or need not be done is no duty, nor is thanking, and these words are no part of a unit's
name: "Bộ Tài chính đã trình", "cơ quan thuế không có trách nhiệm", "Bộ Nội vụ trân trọng cảm ơn"."""
_GOES_ON = re.compile(r"\s(?:để|nhằm|và|(?<!kèm )(?<!tiếp )theo)\s+$|\sthì\s")
"""What a clause in front goes on with: "thành phố có đủ nguồn lực để", "đơn vị có hành vi vi phạm thì Hội đồng"."""
_DIRECTS = re.compile(r"(?<!\b[Bb]an )\bchỉ đạo ")
"""Before another unit, of whom the first has something done: "Chánh Văn phòng chỉ đạo Giám đốc Trung tâm có trách
nhiệm ..."."""
_HOW_MANY = ("trở lên", "trở xuống")
"""Ends a number of places: "từ 02 tỉnh, thành phố trực thuộc trung ương trở lên"."""
_MODIFIER = re.compile(r"(?:có|được|do|thuộc|đang|đã)\s+$")


@dataclass(frozen=True, slots=True)
class Subject:
    """Units that a sentence gives a duty to: they stand at `text[start:predicate]`."""

    start: int
    predicate: int
    units: tuple[str, ...]
    addressed: bool = False
    """Named after "Giao", "Yêu cầu", "Đề nghị"."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of the sentences of a paragraph."""
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def subjects_of(text: str, words: Vocabulary) -> list[Subject]:
    """The units that the sentences of a paragraph give duties to, at most one list of units per sentence.

    >>> [s.units for s in subjects_of("Văn phòng Sở chủ trì. Giao các khoa phối hợp.", words)]
    [('Văn phòng Sở',), ('các khoa',)]
    """
    found = (_subject_of_sentence(text, start, end, words) for start, end in sentences(text))
    return [subject for subject in found if subject is not None]


def _subject_of_sentence(text: str, start: int, end: int, words: Vocabulary) -> Subject | None:
    subject = _subject_at(text, start, end, words)
    if subject is not None or not words.fronted.match(text, start):
        return subject
    for match in _CLAUSE.finditer(text, start, end):
        before = text[start : match.start()].rsplit(maxsplit=1)
        if match[0].isspace() and (not before or before[-1] in words.prepositions or before[-1] == "của"):
            continue
        subject = _subject_at(text, match.end(), end, words)
        if subject is not None:
            return _without_end_of_list(subject, text[start : match.start()])
    return None


def _without_end_of_list(subject: Subject, fronted: str) -> Subject:
    """A subject without what still belongs to the clause in front of it: "Trên cơ sở đề nghị của các Bộ, cơ quan liên
    quan, Bộ Tài chính bố trí kinh phí"."""
    if "," in fronted[max(0, fronted.rfind(" của ")) :] or " của " not in fronted:
        return subject
    named = next((i for i, unit in enumerate(subject.units) if unit[0].isupper()), 0)
    return replace(subject, units=subject.units[named:])


def _subject_at(text: str, start: int, end: int, words: Vocabulary) -> Subject | None:
    """The unit list that begins at `start` or behind an address, when a predicate follows it."""
    address = words.address.match(text, start)
    if address is not None:
        addressed = _units_with_predicate(text, address.end(), end, words)
        if addressed is not None:
            return replace(addressed, addressed=True)
    subject = _units_with_predicate(text, start, end, words)
    if subject is None:
        return None
    address = words.address.match(text, subject.predicate)
    if address is not None:  # "Ủy ban nhân dân tỉnh yêu cầu các sở ... thực hiện": the sở have the duty
        addressed = _units_with_predicate(text, address.end(), end, words)
        if addressed is not None:
            return replace(addressed, addressed=True)
    return None if _GOES_ON.search(text, start, subject.predicate) else subject


def _units_with_predicate(text: str, start: int, end: int, words: Vocabulary) -> Subject | None:
    head = unit_head(text, start, words)
    stop = None if head is None else predicate_after(text, head, end, words)
    if stop is None or (text.startswith("là ", stop) and not words.role.match(text, stop)):
        return None
    directs = _DIRECTS.search(text, start, stop)
    if directs is not None and unit_head(text, directs.end(), words) is not None:
        stop = directs.start()
    if INFORMS.match(text, stop) or _TELLS.search(text, start, stop):
        return None
    if _GOES_ON.search(text, start, stop) and words.address.match(text, stop) is None:
        return None
    units = tuple(unit for unit in split_units(text[start:stop], words) if not unit.endswith(_HOW_MANY))
    if not units or any(len(unit.split()) > MAX_NAME_WORDS for unit in units):
        return None
    return Subject(start, stop, units)


def addressed_in(text: str, words: Vocabulary) -> Subject | None:
    """The units that the last address of a paragraph gives a duty to, wherever in its sentence it stands.

    >>> text = "Để phòng dịch, Sở Y tế yêu cầu các bệnh viện thực hiện các nội dung sau:"
    >>> addressed_in(text, words).units
    ('các bệnh viện',)
    """
    addresses = (match for match in words.address.finditer(text) if not _NAMES_PAPER.search(text, 0, match.start()))
    found = [_units_with_predicate(text, match.end(), len(text), words) for match in addresses]
    named = [subject for subject in found if subject is not None]
    return replace(named[-1], addressed=True) if named else None


def unit_title(text: str, words: Vocabulary) -> tuple[str, ...]:
    """The units that a title or label consists of; empty when it says anything else.

    >>> unit_title("Đối với Ủy ban nhân dân các xã, phường:", words)
    ('Ủy ban nhân dân các xã, phường',)
    """
    text = text.strip().rstrip(":.; ")
    opener = words.about.match(text) or words.address.match(text)
    start = opener.end() if opener else 0
    head = unit_head(text, start, words)
    shared = SHARED_NOUN.match(text, start)
    if head is None or len(text) > LABEL_LENGTH or _TELLS.search(text):
        return ()
    if ":" in text[shared.end() if shared else start :]:
        return (text[start:],) if names_places(text[start:]) else ()
    stop = predicate_after(text, head, len(text), words)
    if stop is not None and (text.endswith(" sau") or not _only_modifies(text, stop, words)):
        return ()
    for strong in words.strong:  # "Doanh nghiệp thực hiện dự án quy định tại Thông tư này có trách nhiệm"
        text = text.removesuffix(strong)
    return split_units(text[start:].rstrip(" ,"), words)


def names_places(text: str) -> bool:
    """Whether a text says whose local bodies are meant: "Ủy ban nhân dân các xã: Sơn Hải, Tân Bình"."""
    return ": " in text and _NAMED_PLACES.fullmatch(text.rstrip(" .;:")) is not None


def _only_modifies(text: str, stop: int, words: Vocabulary) -> bool:
    """Whether the verb in a title only says which unit is meant: "Các trạm tham gia trực bão"."""
    before = text[:stop]
    return text.startswith(words.limiting, stop) or before.rstrip().endswith(",") or bool(_MODIFIER.search(before))


def units_before_colon(text: str, words: Vocabulary) -> tuple[tuple[str, ...], int]:
    """Units before a colon that opens a duty ("Các đơn vị: Xây dựng ..."), and the offset of the duty."""
    shared = SHARED_NOUN.match(text)
    colon = text.find(":", shared.end() if shared else 0, LABEL_LENGTH)
    if colon < 0 or not text[colon + 1 :].strip() or names_places(text):
        return (), 0
    duty = colon + 1 + len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip())
    return unit_title(clean_unit(text[:colon]), words), duty
