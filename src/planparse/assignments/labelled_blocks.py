"""Prose A: blocks of labelled lines ("Đơn vị chủ trì: ...; Đơn vị phối hợp: ...; Thời gian hoàn thành: ...")."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from planparse.assignments.context import PlanContext
from planparse.assignments.deadlines import deadline_of_cell
from planparse.assignments.draft import Draft, without_final_stop
from planparse.assignments.labels import LABEL_LENGTH, LabelledValue, Meaning, labelled_values
from planparse.assignments.predicates import predicate_after
from planparse.assignments.units import clean_unit, split_units, unit_head
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Zone

PRIOR = 0.94
"""Share of the labelled blocks of the development documents that give a right record."""
RULE = "labelled-block"
SHORT_NAME = 8
"""Words: a value without a known noun of a unit is one only when it is short ("VNPT Sơn Hải")."""

_STOPS = " :;,._"
"""What OCR reads behind a label that stands alone: `b) Trách nhiệm thực hiện_`."""
_LABEL_REACH = LABEL_LENGTH + 30
"""Characters in which a label at the beginning ends, with the signs before it."""
_WHO = frozenset({Meaning.LEAD, Meaning.COORDINATING, Meaning.BOTH})
_WHAT_AND_WHEN = frozenset({Meaning.OUTPUT, Meaning.DEADLINE})


_MONEY = re.compile(r"(?:dong|vnd|usd)\W*$")
"""`Đơn vị: triệu đồng` above a table, also `1.000 đồng`."""


@dataclass(frozen=True)
class Measure:
    """A unit of measure, from `units.tsv`."""

    unit: str
    spellings: tuple[str, ...]


@dataclass(frozen=True)
class _Run:
    """Labelled blocks that follow each other in one section; each value with the index of its block."""

    values: tuple[tuple[int, LabelledValue], ...]
    heading: Block | None
    """The nearest numbered heading."""

    @property
    def first(self) -> int:
        return self.values[0][0]


def labelled_blocks(context: PlanContext) -> tuple[list[Draft], frozenset[int]]:
    """The assignments of labelled blocks, and the indices of the blocks that they use up."""
    runs = [run for run in _runs(context) if any(v.meaning in _WHO for _, v in run.values)]
    used = frozenset(i for run in runs for i, _ in run.values)
    runs_below = Counter(id(run.heading) for run in runs)
    places = {id(block): i for i, block in enumerate(context.outline.blocks)} if runs else {}
    drafts: list[Draft] = []
    tasks: set[int] = set()
    for run in runs:
        alone = runs_below[id(run.heading)] == 1
        task = _task(context, run, places.get(id(run.heading)), alone, used)
        drafts.append(_draft(context, run, task))
        if drafts[-1].lead or drafts[-1].coordinating:
            tasks.add(task)
    tasks = {i for i in tasks if context.outline.blocks[i].kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)}
    return [draft for draft in drafts if draft.lead or draft.coordinating], used | tasks


def _runs(context: PlanContext) -> list[_Run]:
    runs: list[_Run] = []
    current: list[tuple[int, LabelledValue]] = []
    for i, block in enumerate(context.outline.blocks):
        if block.is_aside or (block.kind is BlockKind.HEADING and _is_label(block, context)):
            continue
        values = _values_of(block, context)
        if current and (not values or _starts_over(current, values, context, block)):
            runs.append(_Run(tuple(current), context.outline.section_of(context.outline.blocks[current[0][0]])))
            current = []
        current += [(i, value) for value in values]
    if current:
        runs.append(_Run(tuple(current), context.outline.section_of(context.outline.blocks[current[0][0]])))
    return runs


def _is_label(block: Block, context: PlanContext) -> bool:
    """Whether a heading only announces labels: "b) Cơ quan thực hiện:", "b) Trách nhiệm thực hiện"."""
    if block.style != "letter":
        return False
    return bool(labelled_values(block.title.rstrip(_STOPS) + ": …", 0, context.dictionaries))


def _starts_over(
    current: Sequence[tuple[int, LabelledValue]], values: Sequence[LabelledValue], context: PlanContext, block: Block
) -> bool:
    """Whether labels belong to the next task: another section, or a lead or task again after a time or an output."""
    first = context.outline.blocks[current[0][0]]
    if context.outline.section_of(first) is not context.outline.section_of(block):
        return True
    again = any(value.meaning in (Meaning.LEAD, Meaning.TASK) for value in values)
    return again and any(value.meaning in _WHAT_AND_WHEN for _, value in current)


def _values_of(block: Block, context: PlanContext) -> list[LabelledValue]:
    """The labelled values of a block that begins with a label, or that ends in a bracket of them."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or block.zone not in (Zone.BODY, Zone.APPENDIX):
        return []
    text, start = block.passage.text, len(block.marker or "")
    values = labelled_values(text, start, context.dictionaries) if _may_have_label(text, start) else []
    values = [v for v in values if v.meaning not in _WHO or _names_units(text[v.start : v.end], context)]
    if not values:
        return []
    begins = not text[start : values[0].label_start].strip(" (-–+")
    in_bracket = text[: values[0].label_start].endswith("(") and values[0].meaning in _WHO
    return values if begins or in_bracket else []


def _may_have_label(text: str, start: int) -> bool:
    """Whether a colon stands where a label at the beginning ends, or may stand in a bracket."""
    return text.find(":", start, start + _LABEL_REACH) >= 0 or (":" in text and "(" in text)


def _names_units(value: str, context: PlanContext) -> bool:
    """Whether what stands behind "Đơn vị chủ trì:" is a unit, no sentence, and not what a table is measured in."""
    if unit_head(value, 0, context.words) is not None:
        return True
    short = any(map(str.isalpha, value)) and len(value.split()) <= SHORT_NAME
    return short and fold(value).strip(_STOPS) not in _measures(context.dictionaries) and not _MONEY.search(fold(value))


@lru_cache(maxsize=8)
def _measures(dictionaries: Dictionaries) -> frozenset[str]:
    rows = dictionaries.rows("units.tsv", Measure)
    return frozenset(fold(name) for row in rows for name in (row.unit, *row.spellings))


def _draft(context: PlanContext, run: _Run, task: int) -> Draft:
    blocks, words = context.outline.blocks, context.words

    def texts(*meanings: Meaning) -> list[str]:
        return [
            without_final_stop(blocks[i].passage.text[v.start : v.end]) for i, v in run.values if v.meaning in meanings
        ]

    deadline = "; ".join(texts(Meaning.DEADLINE)) or None
    block, labelled_task = blocks[task], texts(Meaning.TASK)
    start, end = len(block.marker or ""), len(block.passage.text)
    label = next((v.label_start for i, v in run.values if i == task), end)
    return Draft(
        passage=block.passage,
        start=start,
        end=len(block.passage.text[:label].rstrip(" (-–+,;")) if label > start + 2 else end,
        rule=RULE,
        prior=PRIOR,
        source="prose",
        lead=_units("; ".join(texts(Meaning.LEAD, Meaning.BOTH)), words),
        coordinating=_units("; ".join(texts(Meaning.COORDINATING)), words),
        group=context.sections.of(blocks[run.first]).title,
        output="; ".join(texts(Meaning.OUTPUT)) or None,
        deadline_text=deadline,
        deadline=deadline_of_cell(deadline, context.year, context.dictionaries) if deadline else None,
        task_text=labelled_task[0] if labelled_task and any(i == task for i, _ in run.values) else None,
        order=run.first,
    )


def _units(value: str, words: Vocabulary) -> tuple[str, ...]:
    """The units behind a label; "Sở Nội vụ chủ trì tham mưu ..." ends before its verb."""
    units: list[str] = []
    for unit in split_units(value, words):
        head = unit_head(unit, 0, words)
        if head is None and unit[:1].isdigit():
            continue  # "Đơn vị: 10 m2" says in what something is measured
        stop = predicate_after(unit, head, len(unit), words) if head else None
        units.append(clean_unit(unit[:stop]))
    return tuple(dict.fromkeys(unit for unit in units if unit))


def _task(context: PlanContext, run: _Run, heading: int | None, alone: bool, used: frozenset[int]) -> int:
    """The block that says what is to be done: the heading, or the block above where a heading has several runs.

    Args:
        heading: the index of the heading.
        alone: no other run has it.
    """
    blocks = context.outline.blocks
    if run.values[0][1].label_start > len(blocks[run.first].marker or "") + 3:
        return run.first  # the labels stand in a bracket behind the task
    above = run.first - 1
    while above >= 0 and (
        above in used
        or blocks[above].is_aside
        or blocks[above].kind is BlockKind.TABLE
        or _is_label(blocks[above], context)
    ):
        above -= 1
    numbered_task = above >= 0 and bool(blocks[above].ordinal) and blocks[above].kind is not BlockKind.HEADING
    if heading is not None and alone and not numbered_task:
        return heading
    if above >= 0 and blocks[above].zone in (Zone.BODY, Zone.APPENDIX):
        return above
    return heading if heading is not None else run.first
