"""Assignments (phân công nhiệm vụ): who does what by when, from tables, labelled blocks and running text."""

from __future__ import annotations

from planparse.assignments.deadlines import plan_year
from planparse.assignments.draft import Draft, to_record
from planparse.assignments.from_prose import assignments_of_prose
from planparse.assignments.from_tables import assignments_of_table
from planparse.assignments.labelled_blocks import labelled_blocks
from planparse.assignments.sections import SectionReader
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.records import Assignment, Header


def find_assignments(outline: Outline, header: Header, dictionaries: Dictionaries) -> tuple[Assignment, ...]:
    """The assignments of a document in reading order; ids are left empty.

    Args:
        header: its period or date gives the year to days that are printed without one.
    """
    year = plan_year(header)
    sections = SectionReader(outline, dictionaries)
    drafts: list[Draft] = []
    for i, block in enumerate(outline.blocks):
        if block.table is not None:
            drafts += assignments_of_table(outline.tables[block.table], i, year, dictionaries)
    labelled, used = labelled_blocks(outline, sections, year, dictionaries)
    drafts += labelled
    drafts += assignments_of_prose(outline, sections, used, year, dictionaries)
    drafts.sort(key=lambda draft: draft.order)
    return tuple(to_record(draft) for draft in drafts)
