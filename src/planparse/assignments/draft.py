"""A draft of an assignment: its parts and where they were read, before it becomes a record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from planparse.assignments.deadlines import Deadline
from planparse.evidence import found_at
from planparse.layout.passages import Passage
from planparse.records import Assignment, InheritedField

_FINAL_SIGNS = " ;,:./"
_FINAL = re.compile(r"(?:\s*[;,:]|\s*(?<!\.)\./?|\s*/)+\.?$")


@dataclass(frozen=True)
class Draft:
    """The parts of an assignment; `task` is `passage.text[start:end]` unless `task_text` says otherwise."""

    passage: Passage
    start: int
    end: int
    rule: str
    prior: float
    source: Literal["table", "prose"]
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    group: str | None = None
    number: str | None = None
    output: str | None = None
    deadline_text: str | None = None
    deadline: Deadline | None = None
    task_text: str | None = None
    inherited: tuple[InheritedField, ...] = ()
    """Fields that a merged cell above gives."""
    order: int = 0
    """Index of the block it was read in; assignments are emitted in reading order."""


def to_record(draft: Draft) -> Assignment:
    """The record of a draft, without its id."""
    return Assignment(
        group=draft.group,
        number=draft.number,
        task=draft.task_text or without_final_stop(draft.passage.text[draft.start : draft.end]),
        lead=draft.lead,
        coordinating=tuple(unit for unit in draft.coordinating if unit not in draft.lead),
        output=draft.output,
        deadline=draft.deadline_text,
        deadline_date=draft.deadline.date if draft.deadline else None,
        deadline_kind=draft.deadline.kind if draft.deadline else None,
        deadline_start=draft.deadline.from_day if draft.deadline else None,
        deadline_end=draft.deadline.to_day if draft.deadline else None,
        recurrence=draft.deadline.recurrence if draft.deadline else None,
        inherited=draft.inherited,
        source=draft.source,
        **found_at(draft.passage, draft.start, draft.end, rule=draft.rule, prior=draft.prior),
    )


def without_final_stop(text: str) -> str:
    """A value without the punctuation that ends its sentence: `.`, `;`, `./.`; an ellipsis stays."""
    text = text.strip()
    stop = _FINAL.search(text, len(text.rstrip(_FINAL_SIGNS)))
    return text[: stop.start()].strip() if stop else text
