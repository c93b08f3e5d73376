"""Lines below a duty that say nothing but its time or its output: "Thời gian hoàn thành: Tháng 12/2025"."""

from __future__ import annotations

from dataclasses import replace

from planparse.assignments.context import PlanContext
from planparse.assignments.deadlines import deadline_of_cell
from planparse.assignments.draft import Draft, without_final_stop
from planparse.assignments.labels import LABEL_LENGTH, LabelledValue, Meaning, labelled_values

_WHAT_AND_WHEN = (Meaning.OUTPUT, Meaning.DEADLINE)
_LONGEST_LABEL, _LONGEST_VALUE = 32, 80
"""Characters: `Thời gian hoạt động của trạm trung chuyển: ...` opens a rule, and what runs on is a sentence."""


def values_of_label_line(text: str, start: int, context: PlanContext) -> list[LabelledValue]:
    """The values of such a line; none where it says more, or anything else."""
    if ":" not in text[start : start + LABEL_LENGTH]:
        return []
    values = labelled_values(text, start, context.dictionaries)
    alone = bool(values) and values[0].label_start == start
    return values if alone and all(_is_short(value, text) for value in values) else []


def _is_short(value: LabelledValue, text: str) -> bool:
    label, length = value.start - value.label_start, value.end - value.start
    short = label <= _LONGEST_LABEL and length <= _LONGEST_VALUE and ". " not in text[value.start : value.end]
    return short and value.meaning in _WHAT_AND_WHEN


def with_label_line(duty: Draft, text: str, values: list[LabelledValue], context: PlanContext) -> Draft:
    """The duty with what the line says of it; what it says itself stays."""
    for value in values:
        printed = without_final_stop(text[value.start : value.end])
        if value.meaning is Meaning.OUTPUT and duty.output is None:
            duty = replace(duty, output=printed or None)
        elif value.meaning is Meaning.DEADLINE and duty.deadline_text is None and printed:
            deadline = deadline_of_cell(printed, context.year, context.dictionaries)
            duty = replace(duty, deadline_text=printed, deadline=deadline)
    return duty
