"""Assignments (phân công nhiệm vụ): who does what by when, from tables, labelled blocks and running text."""

from __future__ import annotations

from planparse.assignments.context import plan_context
from planparse.assignments.draft import Draft, to_record
from planparse.assignments.forms import form_blocks
from planparse.assignments.from_prose import assignments_of_prose
from planparse.assignments.from_tables import Columns, assignments_of_table, columns_of, continued
from planparse.assignments.labelled_blocks import labelled_blocks
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.records import Assignment, Header


def find_assignments(outline: Outline, header: Header, dictionaries: Dictionaries) -> tuple[Assignment, ...]:
    """The assignments of a document in reading order; ids are left empty.

    Args:
        header: its period or date gives the year to days that are printed without one.
    """
    context = plan_context(outline, header, dictionaries)
    drafts: list[Draft] = []
    columns: Columns | None = None
    for i, block in enumerate(outline.blocks):
        if block.table is not None:
            table = outline.tables[block.table]
            columns = columns_of(table, dictionaries) or continued(table, columns, dictionaries)
            if columns is not None:
                drafts += assignments_of_table(table, columns, i, context.year, dictionaries)
    forms = form_blocks(outline)
    labelled, used = labelled_blocks(context)
    drafts += (draft for draft in labelled if draft.order not in forms)
    drafts += assignments_of_prose(context, used | forms)
    found = [to_record(draft) for draft in sorted(drafts, key=lambda draft: draft.order)]
    return tuple(sorted(found, key=_place))


def _place(assignment: Assignment) -> tuple[int, int]:
    """Page and offset; the task of a labelled block is the heading above it, which may have sentences between."""
    place = assignment.provenance
    return (place.page, place.span[0]) if place else (assignment.page, 0)
