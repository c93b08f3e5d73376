"""What all rules of this stage read from: the outline, its sections, the plan's year and the vocabulary."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.assignments.deadlines import plan_year
from planparse.assignments.demands import demands_from
from planparse.assignments.sections import SectionReader
from planparse.assignments.vocabulary import Vocabulary, vocabulary
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.records import Header

_PLANS = (None, "KH")
"""Codes of documents in which the steps of a procedure are duties; None where the type was not read."""


@dataclass(frozen=True)
class PlanContext:
    """One document, as the rules for assignments see it."""

    outline: Outline
    sections: SectionReader
    year: int | None
    """The year of days that are printed without one."""
    demands_from: int | None
    """The block behind which every paragraph may be a duty, see `demands`."""
    words: Vocabulary
    dictionaries: Dictionaries


def plan_context(outline: Outline, header: Header, dictionaries: Dictionaries) -> PlanContext:
    """The context of a document."""
    words = vocabulary(dictionaries)
    return PlanContext(
        outline,
        SectionReader(outline, dictionaries, of_plan=header.document_type_code in _PLANS),
        plan_year(header),
        demands_from(outline, header, words),
        words,
        dictionaries,
    )
