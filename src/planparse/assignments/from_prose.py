"""Prose B and C: duties under the heading of a unit, and sentences whose subject is a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from planparse.assignments.addressed_lists import addressed_lists
from planparse.assignments.clauses import INFORMS, LABEL_LENGTH, Subject, names_places, subjects_of, units_before_colon
from planparse.assignments.context import PlanContext
from planparse.assignments.coordination import coordinating_units
from planparse.assignments.deadlines import deadline_in_sentence
from planparse.assignments.draft import Draft, without_final_stop
from planparse.assignments.label_lines import values_of_label_line, with_label_line
from planparse.assignments.labels import meaning_of_label
from planparse.assignments.members import labelled_members, named_members
from planparse.assignments.object_lists import object_lists
from planparse.assignments.predicates import predicate_at
from planparse.assignments.ranks import rank_of
from planparse.assignments.sections import Section, SectionKind, owners_of_title
from planparse.assignments.units import is_vague, unit_head
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.layout.marks import is_capitals
from planparse.layout.outline import Block, BlockKind, Outline, Zone

PRIORS = {"unit-section": 0.93, "unit-subject": 0.86, "addressed": 0.9, "unit-label": 0.9, "closing": 0.7}
"""How often each rule is right on clean text."""
MIN_WORDS = 3
"""A duty has a verb and an object; "Như trên." has not."""
UNMARKED_RANK = 99
TOPIC_WORDS = 12
"""Words of a topic before a colon: "Khen thưởng cấp Nhà nước: Sở Nội vụ ..."."""
CAPTION_LENGTH = 60
"""Characters between the verb and the colon of a caption in a form ("Cơ quan tiếp nhận và trả kết quả: ...")."""

_ASIDE = re.compile(r"\((?:có|kèm|chi tiết|theo)[^()]*\)\W*$", re.IGNORECASE)
_HANDED_ON = re.compile(r"giao\s+(?!nộp|lưu|dịch|thông|tiếp|thoa)", re.IGNORECASE)
"""The unit of the heading gives the duty to a part of itself: "Giao cho Ban Tuyên giáo ... chủ trì"."""
_STEP = re.compile(r"Bước\s+\d+\s*[:.]\s*")
_FIRST_ITEM = re.compile(r"\(1\)\s*")
_FIRST_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class _Owner:
    """Units that a line gives to the blocks below it: "- Sở Y tế:", "3. Sở Nội vụ có trách nhiệm:"."""

    units: tuple[str, ...]
    coordinating: tuple[str, ...]
    rank: int
    parent: int | None
    title: str | None
    goes_on: bool = False
    """Whether the line was a duty itself: only bullets without a subject go on with it."""

    def has(self, block: Block, start: int, words: Vocabulary) -> bool:
        """Whether a block below the line is a duty of its units."""
        if not self.goes_on:
            return True
        duty = block.passage.text[start:]
        return block.kind is BlockKind.BULLET and _begins_with_verb(duty, words) and not subjects_of(duty, words)


def assignments_of_prose(context: PlanContext, used: frozenset[int]) -> list[Draft]:
    """The duties of running text; `used` are the indices of blocks that labelled blocks have taken."""
    drafts: list[Draft] = []
    owner: _Owner | None = None
    listed = addressed_lists(context.outline, context.words, context.dictionaries)
    about = object_lists(context.outline, context.words, context.dictionaries)
    objects = frozenset(chain.from_iterable(about.values()))
    above: int | None = None
    for i, block in _duty_blocks(context.outline, used | objects, frozenset(about)):
        text = block.passage.text
        if owner is not None and (block.parent != owner.parent or _rank(block, context.dictionaries) <= owner.rank):
            owner = None
        section = context.sections.of(block)
        if section.kind is SectionKind.OTHER:
            continue
        demanded = section.kind is None and context.demands_from is not None
        if demanded and i <= (context.demands_from or 0):
            continue
        section = replace(section, kind=SectionKind.TASK) if demanded else section
        start = _text_start(block)
        labelled = values_of_label_line(text, start, context)
        if labelled:
            if drafts and drafts[-1].order == above:
                drafts[-1] = with_label_line(drafts[-1], text, labelled, context)
            continue
        above = i
        if (text.endswith(":") and i not in about) or (
            names_places(text[start:]) and unit_head(text, start, context.words)
        ):
            units = owners_of_title(text[start:], context.words, context.dictionaries)
            if units:
                together = coordinating_units(text[start:], context.words)
                title = without_final_stop(text[start:])
                rank = min(_rank(block, context.dictionaries), UNMARKED_RANK - 1)
                owner = _Owner(units, together, rank, block.parent, title)
            if units or _has_list(context.outline, i):
                continue
        if owner is not None and owner.has(block, start, context.words):
            section = replace(section, owners=owner.units, coordinating=owner.coordinating, title=owner.title)
        if i in listed and not section.owners:
            section = _given_to(listed[i], text[start:], section, context.words)
        draft = _draft(context, i, block, start, section)
        numbered = block.marker and section.kind is SectionKind.RESPONSIBILITY
        if draft is not None and draft.rule == "unit-subject" and numbered:
            # "1. Các xã lập kế hoạch ... ." with bullets below that only say what more they do
            parent = i if block.kind is BlockKind.HEADING else block.parent
            owner = _Owner(draft.lead, (), _rank(block, context.dictionaries), parent, section.title, goes_on=True)
        elif draft is None or (block.kind is BlockKind.HEADING and i not in listed and i not in about and not demanded):
            continue
        drafts.append(draft)
    return drafts


def _rank(block: Block, dictionaries: Dictionaries) -> int:
    rank = rank_of(block, dictionaries)
    return UNMARKED_RANK if rank is None else rank


def _given_to(units: tuple[str, ...], duty: str, section: Section, words: Vocabulary) -> Section:
    """The section of an item of a list that is given to units; an item may name others for itself."""
    if subjects_of(duty, words):
        return replace(section, kind=section.kind or SectionKind.TASK)
    return replace(section, owners=units)


def _duty_blocks(outline: Outline, used: frozenset[int], announcing: frozenset[int]) -> Iterator[tuple[int, Block]]:
    for i, block in enumerate(outline.blocks):
        if i in used or block.zone not in (Zone.BODY, Zone.APPENDIX):
            continue
        # "1. Sở Y tế lập kế hoạch trực bão." above bullets is printed like a heading, and a duty.
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) or (
            block.kind is BlockKind.HEADING and (block.passage.text.endswith(".") or i in announcing)
        ):
            yield i, block


def _text_start(block: Block) -> int:
    """Where the duty begins: behind the marker, but "Bước 1:" belongs to it."""
    start = 0 if block.style == "step" else len(block.marker or "")
    text = block.passage.text
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _has_list(outline: Outline, i: int) -> bool:
    """Whether bullets follow a line that ends in a colon; they are the duties."""
    below = (outline.blocks[j] for j in range(i + 1, len(outline.blocks)))
    return next((block.kind for block in below if not block.is_aside), None) is BlockKind.BULLET


def _draft(context: PlanContext, i: int, block: Block, start: int, section: Section) -> Draft | None:
    """The assignment of one paragraph or bullet; None when it assigns nothing."""
    text = block.passage.text
    if len(text[start:].split(maxsplit=MIN_WORDS)) < MIN_WORDS or _ASIDE.match(text):
        return None
    found = _who(text, start, section, block, context)
    if found is None or is_capitals(text) or INFORMS.match(text, start):
        return None
    rule, lead = found
    inherits = rule == "unit-section" and lead == section.owners
    deadline = deadline_in_sentence(text[start:], context.year, context.dictionaries)
    return Draft(
        passage=block.passage,
        start=start,
        end=len(text),
        rule=rule,
        prior=PRIORS[rule],
        source="prose",
        lead=lead,
        coordinating=coordinating_units(text[start:], context.words) or (section.coordinating if inherits else ()),
        group=section.title,
        deadline_text=text[start:][deadline.start : deadline.end] if deadline else None,
        deadline=deadline,
        order=i,
    )


def _who(
    text: str, start: int, section: Section, block: Block, context: PlanContext
) -> tuple[str, tuple[str, ...]] | None:
    """The rule that makes a paragraph an assignment, and its lead units."""
    words, dictionaries = context.words, context.dictionaries
    step = _STEP.match(text, start)
    duty = text[step.end() if step else start :]
    closing = block.marker is None and words.closing.match(duty) is not None
    only_addressed = not section.owners and section.kind is None and block.style != "article"
    if only_addressed and not closing and not _may_address(duty, words):
        return None  # most paragraphs of most documents; to look for their subjects takes five times as long
    subjects = subjects_of(duty, words)
    if closing:
        named = [subject for subject in subjects if not is_vague(subject.units)]
        return ("closing", _all_units(named)) if named else None
    if block.marker is None and subjects and subjects[0].start == 0 and is_vague(subjects[0].units):
        return None  # "Các cơ quan, đơn vị, địa phương khẩn trương thực hiện": everybody, and so nobody
    if section.owners:
        handed_on = _HANDED_ON.match(duty) is not None or _another_demands(duty, block, section, words)
        if subjects and subjects[0].addressed and handed_on:
            return "addressed", subjects[0].units
        labelled, after_colon = units_before_colon(duty, words)
        is_member = bool(labelled) and labelled_members(labelled, section.owners, words)
        if is_member and _is_duty(duty[after_colon:], labelled, section, words):
            return "unit-label", labelled
        return "unit-section", named_members(subjects, section.owners, words) or section.owners
    if only_addressed and not any(subject.addressed for subject in subjects):
        return None
    labelled, after_colon = units_before_colon(duty, words)
    if subjects and subjects[0].start == 0 and 0 < after_colon <= subjects[0].predicate:
        labelled = ()  # "Các Bộ: Quốc phòng, Công an chỉ đạo ...": names stand behind the colon, and no duty
    if labelled and _is_duty(duty[after_colon:], labelled, section, words):
        return "unit-label", labelled
    if not subjects and not labelled:
        subjects = _behind_topic(duty, dictionaries, words)
    if not subjects or labelled or _is_caption(duty, subjects[0], words):
        return None
    return "addressed" if subjects[0].addressed else "unit-subject", _all_units(subjects)


def _behind_topic(duty: str, dictionaries: Dictionaries, words: Vocabulary) -> list[Subject]:
    """The units of a duty behind a topic and a colon: "Về kinh phí: Sở Tài chính bố trí ..."; a label is no topic."""
    colon = duty.find(":", 0, LABEL_LENGTH)
    topic = duty[: max(colon, 0)]
    if not topic or len(topic.split()) > TOPIC_WORDS or words.condition.match(topic):
        return []
    if meaning_of_label(topic, dictionaries) is not None:
        return []
    start = colon + 1 + len(duty[colon + 1 :]) - len(duty[colon + 1 :].lstrip())
    head = unit_head(duty, start, words)
    if head is None or not duty[start].isupper() or (head.noun.wording in words.generic and not head.quantified):
        return []
    found = [replace(s, start=s.start + start, predicate=s.predicate + start) for s in subjects_of(duty[start:], words)]
    return found if found and found[0].start == start and " " in found[0].units[0] else []


def _another_demands(duty: str, block: Block, section: Section, words: Vocabulary) -> bool:
    """Whether a paragraph behind the last list says what somebody else demands: "Chủ tịch UBND tỉnh yêu cầu các sở"."""
    head = unit_head(duty, 0, words) if block.marker is None else None
    address = words.address_inside.search(duty) if head is not None else None
    if address is None:
        return False
    who = caseless(duty[: address.start()].strip())
    return bool(who) and not any(who in caseless(owner) or caseless(owner) in who for owner in section.owners)


def _may_address(text: str, words: Vocabulary) -> bool:
    lower = caseless(text)
    return any(map(lower.__contains__, words.addresses))


def _is_duty(text: str, units: tuple[str, ...], section: Section, words: Vocabulary) -> bool:
    """Whether the words behind "Sở Tài chính:" say what to do, and are no amount or place ("Xã Sơn Hải: 02 mẫu")."""
    item = _FIRST_ITEM.match(text)
    text = text[item.end() :] if item else text
    first = _FIRST_WORD.match(text)
    if first is None or first[0].isdigit():
        return False
    head = unit_head(units[0], 0, words)
    one_place = head is not None and head.noun.kind == "place" and not head.quantified
    return not one_place and (section.kind is SectionKind.RESPONSIBILITY or _begins_with_verb(text, words))


def _begins_with_verb(text: str, words: Vocabulary) -> bool:
    first = _FIRST_WORD.match(text)
    lowered = text[:1].lower() + text[1:]
    return first is not None and predicate_at(lowered, 0, first[0].lower(), words) is not None


def _is_caption(duty: str, subject: Subject, words: Vocabulary) -> bool:
    """Whether a line only names something before a colon: "Cơ quan giải quyết thủ tục: Sở Nội vụ"."""
    head = unit_head(duty, subject.start, words)
    if head is None or head.quantified or head.noun.wording not in words.generic:
        return False
    return ":" in duty[subject.predicate : subject.predicate + CAPTION_LENGTH]


def _all_units(subjects: list[Subject]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for subject in subjects for unit in subject.units))
