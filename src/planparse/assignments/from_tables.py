"""Assignments from tables (phụ lục phân công nhiệm vụ): columns by the meaning of their header, rows as tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planparse.assignments.deadlines import deadline_of_cell
from planparse.assignments.draft import Draft
from planparse.assignments.labels import Meaning, labelled_values, meaning_of_header
from planparse.assignments.units import split_units
from planparse.assignments.vocabulary import vocabulary
from planparse.knowledge import Dictionaries
from planparse.records import InheritedField
from planparse.tables.table import Cell, Table

PRIOR = 0.96
PRIOR_INHERITED = 0.9
"""A lead that a merged cell above gives to this row."""

_UNIT_OR_TIME = frozenset({Meaning.LEAD, Meaning.COORDINATING, Meaning.BOTH, Meaning.OUTPUT, Meaning.DEADLINE})
LONGEST_NUMBER = 6
"""Characters of a row number, such as `VIII.` or `12.10.`; names of units and days are longer."""
LONGEST_HEADING = 60
"""Characters of the heading of a column."""
LEAST_HEADINGS = 2
"""Headings in a row that are not yet a header: a task may be "Kế hoạch", its result too."""
_COLUMN_NUMBERS = re.compile(r"\(?\s*(?:\d{1,2}|[A-H])\s*\)?$")
_ROMAN_OR_LETTER = re.compile(r"(?:[IVXLC]+|[A-ZĐ])\s*[.)/-]?$")
_COORDINATES = re.compile(
    r"[;,.]?\s*\(?\s*(?:đơn vị |cơ quan )?phối hợp(?:\s+(?:với|cùng|thực hiện))?\s*:?\s*", re.IGNORECASE
)
_LEADS = re.compile(r"\(?(?:đơn vị |cơ quan )?chủ trì(?:\s+thực hiện)?\)?\s*:?\s*,?", re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Which column holds what; -1 for what the table does not have."""

    meanings: tuple[Meaning | None, ...]
    first_row: int
    """Rows before this one belong to the header."""

    def of(self, *meanings: Meaning) -> list[int]:
        """The columns that hold one of these."""
        return [i for i, meaning in enumerate(self.meanings) if meaning in meanings]


def assignments_of_table(
    table: Table, columns: Columns, order: int, year: int | None, dictionaries: Dictionaries
) -> list[Draft]:
    """One draft per task row of a table with these columns."""
    drafts: list[Draft] = []
    group: str | None = None
    task_column = columns.of(Meaning.TASK)[0]
    for i, row in enumerate(table.rows[columns.first_row :], start=columns.first_row):
        if all(not c.text or _COLUMN_NUMBERS.match(c.text) for c in row) or _repeats_header(row, dictionaries):
            continue
        title = _group_title(table, i, columns, task_column)
        if title is not None:
            group = title
            continue
        if not row[task_column].passage:
            continue
        drafts.append(replace(_draft(table, i, columns, year, dictionaries), group=group, order=order))
    return drafts


def continued(table: Table, before: Columns | None, dictionaries: Dictionaries) -> Columns | None:
    """The columns of a table without a header that goes on with the one before: "5.2.", after a title between them."""
    if before is None or any(cell.text for cell in table.header) or len(table.header) != len(before.meanings):
        return None
    tasks = [row for row in table.rows if not _repeats_header(row, dictionaries)]
    numbered = any(all(len(row[c].text) <= LONGEST_NUMBER for row in tasks) for c in before.of(Meaning.NUMBER))
    return Columns(before.meanings, 0) if numbered else None


def _repeats_header(row: Sequence[Cell], dictionaries: Dictionaries) -> bool:
    """Whether a row between tasks prints the header again, perhaps a cell to the left: no task is called "Nội dung"."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) > LEAST_HEADINGS and all(
        len(text) < LONGEST_HEADING and meaning_of_header(text, dictionaries) is not None for text in texts
    )


def columns_of(table: Table, dictionaries: Dictionaries) -> Columns | None:
    """The meaning of the columns, from a header of one row or two; None when this is no table of assignments."""
    meanings = [meaning_of_header(cell.text, dictionaries) for cell in table.header]
    first_row = 0
    if table.rows:
        below = [meaning_of_header(cell.text, dictionaries) for cell in table.rows[0]]
        known = [m for m in below if m is not None]
        spanned = any(cell.column_span > 1 for cell in table.header) or any(not cell.text for cell in table.header)
        short = all(len(cell.text) < LONGEST_HEADING for cell in table.rows[0])
        if len(known) >= 2 and (spanned or Meaning.TASK in known) and short:
            meanings = [lower or upper for lower, upper in zip(below, meanings, strict=False)]
            first_row = 1
    meanings = _numbers_by_shape(meanings, table)
    if Meaning.TASK not in meanings:
        meanings = _task_by_elimination(meanings)
    if Meaning.TASK not in meanings or not _UNIT_OR_TIME.intersection(meanings):
        return None
    return Columns(tuple(meanings), first_row)


def _numbers_by_shape(meanings: list[Meaning | None], table: Table) -> list[Meaning | None]:
    """A first column of unknown meaning that holds short marks only has the row numbers: OCR makes `11` of `TT`."""
    if Meaning.NUMBER in meanings or not meanings or meanings[0] is not None:
        return meanings
    marks = [row[0].text for row in table.rows if row[0].text]
    if not marks or max(map(len, marks)) > LONGEST_NUMBER:
        return meanings
    return [Meaning.NUMBER, *meanings[1:]]


def _task_by_elimination(meanings: list[Meaning | None]) -> list[Meaning | None]:
    """The first column without a known meaning holds the tasks where lead and deadline columns stand beside it."""
    known = {Meaning.LEAD, Meaning.BOTH}.intersection(meanings) and {
        Meaning.DEADLINE,
        Meaning.COORDINATING,
    }.intersection(meanings)
    if not known or None not in meanings:
        return meanings
    at = meanings.index(None)
    return [*meanings[:at], Meaning.TASK, *meanings[at + 1 :]]


def _group_title(table: Table, i: int, columns: Columns, task_column: int) -> str | None:
    """The text of a group row: nothing but a number and a title ("I. Công tác chỉ đạo"), or one cell across."""
    row = table.rows[i]
    number_columns = columns.of(Meaning.NUMBER)
    filled = [c for c in range(len(row)) if row[c].passage]
    others = [c for c in filled if c != task_column and c not in number_columns]
    if others or not filled:
        return None
    number = next((row[c].text for c in number_columns if row[c].passage), "")
    title = row[task_column].text
    if _covered_from_above(table, i, columns):
        return None
    if not title:
        return number if len(number) > 5 or row[filled[0]].column_span > 1 else None
    if number and not _ROMAN_OR_LETTER.match(number) and not _next_row_is_task(table, i, columns, task_column):
        return None
    return f"{number}{'' if number.endswith(('.', ')')) else '.'} {title}" if number else title


def _next_row_is_task(table: Table, i: int, columns: Columns, task_column: int) -> bool:
    """Whether a full row follows: a group "2. Tuyên truyền" stands above its tasks, an unassigned task does not."""
    if i + 1 >= len(table.rows):
        return False
    row = table.rows[i + 1]
    return bool(row[task_column].passage) and any(row[c].passage for c in columns.of(*_UNIT_OR_TIME))


def _covered_from_above(table: Table, i: int, columns: Columns) -> bool:
    return any(table.covering(i, c) is not None for c in columns.of(*_UNIT_OR_TIME))


def _draft(table: Table, i: int, columns: Columns, year: int | None, dictionaries: Dictionaries) -> Draft:
    row = table.rows[i]
    values = {meaning: _value(table, i, columns.of(meaning)) for meaning in _UNIT_OR_TIME}
    lead, coordinating = _units(
        _joined(values, Meaning.LEAD, Meaning.BOTH), _joined(values, Meaning.COORDINATING), dictionaries
    )
    deadline = _joined(values, Meaning.DEADLINE)
    number = next((row[c].text for c in columns.of(Meaning.NUMBER) if row[c].text), None)
    task = row[columns.of(Meaning.TASK)[0]].passage
    inherited = _inherited(values)
    return Draft(
        passage=task,
        start=0,
        end=len(task.text),
        rule="table-row-merged-cell" if inherited else "table-row",
        prior=PRIOR_INHERITED if inherited else PRIOR,
        source="table",
        lead=lead,
        coordinating=coordinating,
        number=number.strip(" .)") if number else None,
        output=_joined(values, Meaning.OUTPUT),
        deadline_text=deadline,
        deadline=deadline_of_cell(deadline, year, dictionaries) if deadline else None,
        task_text=task.text,
        inherited=inherited,
    )


def _value(table: Table, i: int, columns: Sequence[int]) -> tuple[str, bool]:
    """The text of some columns of a row, and whether a merged cell above gave any of it."""
    parts: list[str] = []
    inherited = False
    for column in columns:
        cell = table.rows[i][column]
        above = None if cell.passage else table.covering(i, column)
        inherited = inherited or above is not None
        parts.append((above or cell).text)
    return "; ".join(part for part in parts if part), inherited


def _joined(values: Mapping[Meaning, tuple[str, bool]], *meanings: Meaning) -> str | None:
    return "; ".join(values[meaning][0] for meaning in meanings if values[meaning][0]) or None


def _inherited(values: Mapping[Meaning, tuple[str, bool]]) -> tuple[InheritedField, ...]:
    """The fields that a merged cell gives; one for both roles counts as that of the lead."""
    fields: tuple[tuple[InheritedField, tuple[Meaning, ...]], ...] = (
        ("lead", (Meaning.LEAD, Meaning.BOTH)),
        ("coordinating", (Meaning.COORDINATING,)),
        ("output", (Meaning.OUTPUT,)),
        ("deadline", (Meaning.DEADLINE,)),
    )
    return tuple(field for field, meanings in fields if any(values[meaning][1] for meaning in meanings))


def _units(
    lead: str | None, coordinating: str | None, dictionaries: Dictionaries
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lead and coordinating units of a row; a cell that names both roles is taken apart."""
    with_lead, with_coordinating = _roles_in_cell(lead, dictionaries) if lead else ("", "")
    words = vocabulary(dictionaries)
    others = "; ".join(part for part in (with_coordinating, coordinating or "") if part)
    return split_units(with_lead, words), split_units(others, words)


def _roles_in_cell(text: str, dictionaries: Dictionaries) -> tuple[str, str]:
    """Lead and coordinating part of a cell: "Chủ trì: A; phối hợp: B", "A chủ trì, phối hợp với B", or all lead."""
    values = labelled_values(text, 0, dictionaries)
    if values:
        leads = [text[v.start : v.end] for v in values if v.meaning in (Meaning.LEAD, Meaning.BOTH)]
        others = [text[v.start : v.end] for v in values if v.meaning is Meaning.COORDINATING]
        head = text[: values[0].label_start]
        return "; ".join(part for part in (head.strip(" ;,-"), *leads) if part), "; ".join(others)
    match = _COORDINATES.search(text)
    if match is None or not text[match.end() :].strip(" .;)"):
        return _LEADS.sub("", text), ""
    return _LEADS.sub("", text[: match.start()]), text[match.end() :]
