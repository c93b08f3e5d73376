"""Prose B and C: duties under the heading of a unit, and sentences whose subject is a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from planparse.assignments.clauses import Subject, coordinating_units, label_units, subjects_of, unit_title
from planparse.assignments.deadlines import deadline_in_sentence
from planparse.assignments.draft import Draft, without_final_stop
from planparse.assignments.sections import Section, SectionKind, SectionReader
from planparse.assignments.units import is_vague, unit_head
from planparse.knowledge import Dictionaries
from planparse.layout.marks import Mark, read_mark
from planparse.layout.outline import Block, BlockKind, Outline, Zone

PRIORS = {"unit-section": 0.93, "unit-subject": 0.86, "addressed": 0.9, "unit-label": 0.9, "closing": 0.7}
"""How often each rule is right on clean text."""

_CLOSING = re.compile(r"Trên đây là|(?:Trong quá trình|Quá trình) (?:triển khai|thực hiện|tổ chức)", re.IGNORECASE)
_ASIDE = re.compile(r"\((?:có|kèm|chi tiết|theo)[^()]*\)\W*$", re.IGNORECASE)
_STEP = re.compile(r"Bước\s+\d+\s*[:.]\s*")
MIN_WORDS = 3
"""A duty has a verb and an object; "Như trên." has not."""


@dataclass(frozen=True)
class _Context:
    """Units that a bullet or a line ending in a colon gives to the blocks below it: "- Sở Y tế:"."""

    units: tuple[str, ...]
    rank: int
    parent: int | None
    title: str


def assignments_of_prose(
    outline: Outline, sections: SectionReader, used: frozenset[int], year: int | None, dictionaries: Dictionaries
) -> list[Draft]:
    """The duties of running text; `used` are the indices of blocks that labelled blocks have taken."""
    drafts: list[Draft] = []
    context: _Context | None = None
    for i, block, mark in _duty_blocks(outline, used, dictionaries):
        rank = mark.rank if mark is not None else 99
        if context is not None and (block.parent != context.parent or rank <= context.rank):
            context = None
        section = sections.of(block)
        if section.kind is SectionKind.OTHER:
            continue
        text = block.passage.text
        start = _text_start(block)
        owners = _opens_context(text[start:], dictionaries)
        if owners:
            context = _Context(owners, rank if mark is not None else 14, block.parent, without_final_stop(text[start:]))
            continue
        if text.endswith(":") and _has_list(outline, i):
            continue
        draft = _draft_of(block, i, start, section, context, dictionaries)
        if draft is not None:
            drafts.append(_with_details(draft, year, dictionaries))
    return drafts


def _duty_blocks(
    outline: Outline, used: frozenset[int], dictionaries: Dictionaries
) -> Iterator[tuple[int, Block, Mark | None]]:
    for i, block in enumerate(outline.blocks):
        if i in used or block.zone not in (Zone.BODY, Zone.APPENDIX):
            continue
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and not _ASIDE.match(block.passage.text):
            yield i, block, read_mark(block.passage.text, dictionaries) if block.marker else None


def _text_start(block: Block) -> int:
    """Where the duty begins: behind the marker, but "Bước 1:" belongs to it."""
    start = 0 if block.style == "step" else len(block.marker or "")
    text = block.passage.text
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _opens_context(text: str, dictionaries: Dictionaries) -> tuple[str, ...]:
    """The units of a line that is nothing but units, such as "- Sở Y tế:" above its duties."""
    if not text.rstrip().endswith(":") or len(text) > 160:
        return ()
    return unit_title(text, dictionaries)


def _has_list(outline: Outline, i: int) -> bool:
    """Whether bullets follow a line that ends in a colon; they are the duties."""
    for block in outline.blocks[i + 1 :]:
        if block.kind is not BlockKind.NOISE:
            return block.kind is BlockKind.BULLET
    return False


def _draft_of(
    block: Block, i: int, start: int, section: Section, context: _Context | None, dictionaries: Dictionaries
) -> Draft | None:
    text = block.passage.text
    owners = context.units if context is not None else section.owners
    if len(text[start:].split()) < MIN_WORDS:
        return None
    found = _who(text, start, owners, section, block, dictionaries)
    if found is None:
        return None
    rule, lead = found
    group = section.title if context is None else context.title
    return Draft(block.passage, start, len(text), rule, PRIORS[rule], "prose", lead, group=group, order=i)


def _who(
    text: str, start: int, owners: tuple[str, ...], section: Section, block: Block, dictionaries: Dictionaries
) -> tuple[str, tuple[str, ...]] | None:
    """The rule that makes a paragraph an assignment, and its lead units."""
    step = _STEP.match(text, start)
    at = step.end() if step else start
    subjects = subjects_of(text[at:], dictionaries)
    if _CLOSING.match(text, at) and block.marker is None:
        named = [s for s in subjects if not is_vague(s.units)]
        return ("closing", _all_units(named)) if named else None
    if owners:
        members = _members(subjects, owners, dictionaries)
        return "unit-section", members or owners
    if section.kind is None and not any(s.addressed for s in subjects) and block.style != "article":
        return None
    labelled, _ = label_units(text[at:], dictionaries)
    if labelled:
        return "unit-label", labelled
    if not subjects:
        return None
    return "addressed" if subjects[0].addressed else "unit-subject", _all_units(subjects)


def _all_units(subjects: list[Subject]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for subject in subjects for unit in subject.units))


def _members(subjects: list[Subject], owners: tuple[str, ...], dictionaries: Dictionaries) -> tuple[str, ...]:
    """The subject of a duty that names members of the heading's unit: "Khoa A, Khoa B" under "Các khoa"."""
    if len(subjects) != 1 or len(subjects[0].units) < 2 or len(owners) != 1:
        return ()
    owner = unit_head(owners[0], 0, dictionaries)
    heads = [unit_head(unit, 0, dictionaries) for unit in subjects[0].units]
    named = all(
        head is not None and owner is not None and head.noun == owner.noun and head.noun_start == 0 for head in heads
    )
    return subjects[0].units if named else ()


def _with_details(draft: Draft, year: int | None, dictionaries: Dictionaries) -> Draft:
    """Add the coordinating units and the deadline that the text states."""
    text = draft.passage.text[draft.start : draft.end]
    deadline = deadline_in_sentence(text, year, dictionaries)
    return Draft(
        passage=draft.passage,
        start=draft.start,
        end=draft.end,
        rule=draft.rule,
        prior=draft.prior,
        source=draft.source,
        lead=draft.lead,
        coordinating=coordinating_units(text, dictionaries),
        group=draft.group,
        deadline_text=text[deadline.start : deadline.end] if deadline else None,
        deadline=deadline,
        order=draft.order,
    )
