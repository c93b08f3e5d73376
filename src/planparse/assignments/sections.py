"""What the sections of a plan announce, and which units own them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

from planparse.assignments.clauses import Subject, subjects_of, unit_title
from planparse.assignments.coordination import coordinating_units
from planparse.assignments.draft import without_final_stop
from planparse.assignments.labels import Find, meaning_of_label
from planparse.assignments.predicates import predicate_at
from planparse.assignments.units import clean_unit, is_vague, split_units, unit_head
from planparse.assignments.vocabulary import Vocabulary, vocabulary
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.outline import LETTERED, Block, BlockKind, Outline

SIBLING_OWNERS = 2
"""Headings beside one, at least, and two thirds of all, that name units before it is taken for the name of one too."""
SIBLING_WORDS = 25
"""Words of such a heading: a longer one is a sentence."""
NAMED_BY_VERB = 20
"""Words of a title that names bodies by what they do."""
_DUTIES = ("chủ trì, ", "phối hợp", "thực hiện", "triển khai", "tổ chức", "chủ động", "tăng cường", "tiếp tục")
"""Verbs that say what has to be done, and not who is meant."""
TOPIC_WORDS = 4
"""Words in which a heading says its topic ("Chế độ báo cáo"); later ones may belong to a name."""

_ANSWERS = re.compile(r"(?<!\w)(?:trả lời|có ý kiến|giải trình|giải đáp)(?: cụ thể)? như sau\W*$")
"""What a letter says before it answers a question, and not before duties: "Cục Thuế trả lời như sau:"."""
_BRACKET = re.compile(r"\([^()]*\)")
"""Who is meant: `(Sở Tài chính, Ban Quản lý các khu công nghiệp)`."""
_PROCEDURE = re.compile(r"\W*Trình tự thực hiện(?!\w)", re.IGNORECASE)
"""The part of a published procedure (thủ tục hành chính) that says its steps; in a plan they are duties, and below
`Trình tự, thủ tục hỗ trợ` of a decision, too."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")


class SectionKind(StrEnum):
    """What a heading announces."""

    RESPONSIBILITY = "responsibility"
    TASK = "task"
    OTHER = "other"


@dataclass(frozen=True)
class SectionWording:
    """One line of `section_kinds.tsv`."""

    kind: str
    how: str
    wording: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """What is known about the section a block stands in."""

    kind: SectionKind | None = None
    owners: tuple[str, ...] = ()
    """Units of the nearest heading that names units; empty when none does."""
    coordinating: tuple[str, ...] = ()
    """Units that the heading of the owners has them work with: "3. Sở Y tế chủ trì, phối hợp với Sở Tài chính:"."""
    title: str | None = None
    """The heading of the owners, or the nearest numbered one, as printed with its marker."""


@lru_cache(maxsize=8)
def _patterns(dictionaries: Dictionaries) -> tuple[tuple[SectionKind, Find], ...]:
    patterns: list[tuple[SectionKind, Find]] = []
    for row in dictionaries.rows("section_kinds.tsv", SectionWording):
        words = rf"(?:{'|'.join(re.escape(fold(w)) for w in row.wording)})(?!\w)"
        find = re.compile(rf"\W*{words}").match if row.how == "start" else re.compile(rf"(?<!\w){words}").search
        patterns.append((SectionKind(row.kind), find))
    return tuple(patterns)


def kind_of_title(title: str, dictionaries: Dictionaries) -> SectionKind | None:
    """What a heading announces; None when its words do not say."""
    key = " ".join(fold(title).split())
    return next((kind for kind, find in _patterns(dictionaries) if find(key)), None)


def owners_of_title(title: str, words: Vocabulary, dictionaries: Dictionaries) -> tuple[str, ...]:
    """The units that a heading gives the duties below it to: "2. Sở Tài chính", "Sở Y tế có trách nhiệm:"."""
    if _ANSWERS.search(title):
        return ()
    units = unit_title(title, words)
    says_whose = bool(units) and words.about.match(title) is not None and not is_vague(units)
    is_sentence = title.casefold().rstrip(" .:").endswith(words.strong)
    if not (says_whose or is_sentence) and meaning_of_label(title.strip(" :."), dictionaries) is not None:
        return ()  # "b) Cơ quan thực hiện:" is a label, not a unit; "b) Trách nhiệm của Sở Y tế" is none
    if units or not (is_sentence or title.rstrip().endswith(":")):
        return units
    subjects = subjects_of(title, words)
    if len(subjects) != 1 or subjects[0].start > title.find(subjects[0].units[0]):
        return ()
    units = _by_its_verb(title, subjects[0], words) or subjects[0].units
    return () if len(units) == 1 and units[0].casefold() in words.generic else units


def _by_its_verb(title: str, subject: Subject, words: Vocabulary) -> tuple[str, ...]:
    """The unit that a title names by what it does: "Các cơ quan đăng ký đầu tư (Sở Tài chính, ...):"."""
    head = unit_head(title, subject.start, words)
    verb = title[subject.predicate :]
    opens_list = verb.rstrip(" :").endswith((" sau", " là")) or any(strong in verb for strong in words.strong)
    if head is None or not head.quantified or title[head.end : subject.predicate].strip():
        return ()  # "6. Cơ quan giải quyết thủ tục" heads a form
    if head.noun.wording not in words.generic:
        return ()
    if opens_list or len(_BRACKET.sub("", title).split()) > NAMED_BY_VERB or verb.startswith(_DUTIES):
        return ()
    return split_units(title[subject.start :], words)


def _names_a_topic(title: str, words: Vocabulary) -> bool:
    """Whether a title such as "9. Doanh nghiệp số", outside a section of responsibilities, is about a group."""
    head = unit_head(title, 0, words)
    return head is not None and head.noun.kind in ("group", "place") and not head.quantified


class SectionReader:
    """Looks sections up by block; every heading is judged once."""

    def __init__(self, outline: Outline, dictionaries: Dictionaries, *, of_plan: bool = True) -> None:
        self._of_plan = of_plan
        self._outline = outline
        self._dictionaries = dictionaries
        self._words = vocabulary(dictionaries)
        self._known: dict[int, Section] = {}
        self._counted: dict[tuple[int | None, str | None], tuple[int, int]] = {}

    def of(self, block: Block) -> Section:
        """The section of a block that is no heading."""
        return Section() if block.parent is None else self._of_heading(block.parent)

    def _of_heading(self, index: int) -> Section:
        if index not in self._known:
            self._known[index] = self._judge(self._outline.blocks[index])
        return self._known[index]

    def _judge(self, heading: Block) -> Section:
        above = self.of(heading)
        title = without_final_stop(heading.heading)
        owners = owners_of_title(heading.title, self._words, self._dictionaries)
        if above.kind is not SectionKind.RESPONSIBILITY and _names_a_topic(heading.title, self._words):
            owners = ()
        elif not owners and above.kind is SectionKind.RESPONSIBILITY and not above.owners:
            owners = self._owners_beside(heading) or self._subject(heading)
        if owners:
            return Section(above.kind, owners, coordinating_units(heading.title, self._words), title)
        kind = self._kind(heading.title, above.kind)
        own_title = heading.style not in LETTERED and not above.owners
        return replace(above, kind=kind, title=title if own_title else above.title)

    def _kind(self, title: str, above: SectionKind | None) -> SectionKind | None:
        """What a heading announces. One among tasks that begins with a verb is a task, whatever it is about: `1. Hoàn
        thành mục tiêu đưa vào khai thác ...`."""
        kind = kind_of_title(title, self._dictionaries)
        in_duties = above in (SectionKind.TASK, SectionKind.RESPONSIBILITY)
        if kind is SectionKind.OTHER and in_duties and (self._of_plan or not _PROCEDURE.match(title)):
            first = _FIRST_WORD.match(title)
            lowered = title[:1].lower() + title[1:]
            if first is not None and predicate_at(lowered, 0, first[0].lower(), self._words) is not None:
                return above
        return kind or above

    def _siblings(self, heading: Block) -> tuple[int, int]:
        """The number of headings of one style under one parent, and of those that name units."""
        key = heading.parent, heading.style
        if key not in self._counted:
            titles = [block.title for block in self._headings[key]]
            owned = sum(bool(owners_of_title(title, self._words, self._dictionaries)) for title in titles)
            self._counted[key] = len(titles), owned
        return self._counted[key]

    @cached_property
    def _headings(self) -> Mapping[tuple[int | None, str | None], Sequence[Block]]:
        found: dict[tuple[int | None, str | None], list[Block]] = {}
        for block in self._outline.blocks:
            if block.kind is BlockKind.HEADING:
                found.setdefault((block.parent, block.style), []).append(block)
        return found

    def _subject(self, heading: Block) -> tuple[str, ...]:
        """The unit that a heading is a sentence about: "1. Sở Y tế chỉ đạo các trạm thực hiện các nội dung sau:"."""
        if not heading.passage.text.endswith(":") or _ANSWERS.search(heading.title):
            return ()
        subjects = subjects_of(heading.title, self._words)
        return subjects[0].units if len(subjects) == 1 and subjects[0].start == 0 else ()

    def _owners_beside(self, heading: Block) -> tuple[str, ...]:
        """The units of a heading that no unit noun gives away, told by the headings beside it.

        Between "4. Sở Tài chính" and "6. Công an tỉnh", the heading "5. Các chủ đầu tư xây dựng và kinh doanh hạ tầng"
        names who has the duties below it, although "xây dựng" reads like a verb.
        """
        title = clean_unit(heading.title)
        first = _FIRST_WORD.search(title)
        named = (
            first is not None
            and len(title.split()) <= SIBLING_WORDS
            and not re.search(r"[:.;]", title)
            and predicate_at(title[:1].lower() + title[1:], 0, first[0].lower(), self._words) is None
        )
        opening = " ".join(title.split()[:TOPIC_WORDS])
        if not named or (unit_head(title, 0, self._words) is None and kind_of_title(opening, self._dictionaries)):
            return ()
        siblings, owned = self._siblings(heading)
        if owned < SIBLING_OWNERS or 3 * owned < 2 * (siblings - 1):
            return ()
        return split_units(title, self._words)
