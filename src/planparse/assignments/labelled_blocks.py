"""Prose A: blocks of labelled lines ("Đơn vị chủ trì: ...; Đơn vị phối hợp: ...; Thời gian hoàn thành: ...")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planparse.assignments.deadlines import deadline_of_cell
from planparse.assignments.draft import Draft, without_final_stop
from planparse.assignments.labels import LabelledValue, Meaning, labelled_values
from planparse.assignments.sections import SectionReader
from planparse.assignments.units import split_units
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone

PRIOR = 0.94
RULE = "labelled-block"
_WHO = frozenset({Meaning.LEAD, Meaning.COORDINATING, Meaning.BOTH})


@dataclass(frozen=True)
class _Run:
    """Labelled blocks that follow each other under one heading."""

    blocks: tuple[int, ...]
    values: tuple[tuple[int, LabelledValue], ...]
    """Each value with the index of its block."""
    heading: int | None
    """Index of the nearest numbered heading."""


def labelled_blocks(
    outline: Outline, sections: SectionReader, year: int | None, dictionaries: Dictionaries
) -> tuple[list[Draft], frozenset[int]]:
    """The assignments of labelled blocks, and the indices of the blocks that they use up."""
    runs = _runs(outline, dictionaries)
    used = frozenset(i for run in runs for i in run.blocks)
    drafts: list[Draft] = []
    for run in runs:
        alone = sum(other.heading == run.heading for other in runs) == 1
        drafts.append(_draft(outline, run, alone, used, sections, year, dictionaries))
    return drafts, used


def _runs(outline: Outline, dictionaries: Dictionaries) -> list[_Run]:
    runs: list[_Run] = []
    current: list[tuple[int, list[LabelledValue]]] = []
    for i, block in enumerate(outline.blocks):
        if block.kind is BlockKind.NOISE:
            continue
        values = _values_of(block, dictionaries)
        starts_over = any(v.meaning in (Meaning.LEAD, Meaning.TASK) for v in values) and any(
            v.meaning in (Meaning.OUTPUT, Meaning.DEADLINE) for _, known in current for v in known
        )
        if current and (not values or starts_over or outline.blocks[current[0][0]].parent != block.parent):
            runs += _closed(outline, current)
            current = []
        if values:
            current.append((i, values))
    return runs + _closed(outline, current)


def _values_of(block: Block, dictionaries: Dictionaries) -> list[LabelledValue]:
    """The labelled values of a block that begins with a label, or that ends in a bracket of them."""
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.BULLET) or block.zone not in (Zone.BODY, Zone.APPENDIX):
        return []
    text = block.passage.text
    if ":" not in text:
        return []
    values = labelled_values(text, len(block.marker or ""), dictionaries)
    if not values:
        return []
    begins = not text[len(block.marker or "") : values[0].label_start].strip(" (-–+")
    if begins or (text[values[0].label_start - 1 : values[0].label_start] == "(" and values[0].meaning in _WHO):
        return values
    return []


def _closed(outline: Outline, current: Sequence[tuple[int, list[LabelledValue]]]) -> list[_Run]:
    """A run, when it says who does something."""
    values = tuple((i, value) for i, values in current for value in values)
    if not any(value.meaning in _WHO and value.end > value.start for _, value in values):
        return []
    first = outline.blocks[current[0][0]]
    section = outline.section_of(first)
    heading = next((i for i, b in enumerate(outline.blocks) if b is section), None) if section else None
    return [_Run(tuple(i for i, _ in current), values, heading)]


def _draft(
    outline: Outline,
    run: _Run,
    alone: bool,
    used: frozenset[int],
    sections: SectionReader,
    year: int | None,
    dictionaries: Dictionaries,
) -> Draft:
    def texts(*meanings: Meaning) -> list[str]:
        return [
            without_final_stop(outline.blocks[i].passage.text[v.start : v.end])
            for i, v in run.values
            if v.meaning in meanings
        ]

    task = _task(outline, run, alone, used)
    deadline = "; ".join(texts(Meaning.DEADLINE)) or None
    block = outline.blocks[task]
    start = len(block.marker or "")
    first = next((v.label_start for i, v in run.values if i == task), len(block.passage.text))
    labelled_task = texts(Meaning.TASK)
    return Draft(
        passage=block.passage,
        start=start,
        end=len(block.passage.text[:first].rstrip(" (-–+,;")) if first > start + 2 else len(block.passage.text),
        rule=RULE,
        prior=PRIOR,
        source="prose",
        lead=split_units("; ".join(texts(Meaning.LEAD, Meaning.BOTH)), dictionaries),
        coordinating=split_units("; ".join(texts(Meaning.COORDINATING)), dictionaries),
        group=sections.of(outline.blocks[run.blocks[0]]).title,
        output="; ".join(texts(Meaning.OUTPUT)) or None,
        deadline_text=deadline,
        deadline=deadline_of_cell(deadline, year, dictionaries) if deadline else None,
        task_text=labelled_task[0] if labelled_task and task in run.blocks else None,
        order=run.blocks[0],
    )


def _task(outline: Outline, run: _Run, alone: bool, used: frozenset[int]) -> int:
    """The block that says what is to be done: the heading, or the block above where a heading has several runs."""
    first = run.blocks[0]
    value = run.values[0][1]
    if run.values[0][0] == first and value.label_start > len(outline.blocks[first].marker or "") + 3:
        return first  # the labels stand in a bracket behind the task
    above = first - 1
    while above >= 0 and (outline.blocks[above].kind is BlockKind.NOISE or above in used):
        above -= 1
    numbered = above >= 0 and outline.blocks[above].marker is not None and bool(outline.blocks[above].ordinal)
    if run.heading is not None and alone and not (numbered and outline.blocks[above].kind is not BlockKind.HEADING):
        return run.heading
    if above >= 0 and outline.blocks[above].zone in (Zone.BODY, Zone.APPENDIX) and outline.blocks[above].passage:
        return above
    return run.heading if run.heading is not None else first
