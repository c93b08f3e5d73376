"""Which items of a record become the lines of a table, and what their ids are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from planparse.export.columns import Line, clean_text
from planparse.export.stored import StoredRecord
from planparse.records import Diagnostic, Evidence, Record, Section, TableCell

LETTERS = {
    "citations": "c",
    "short_references": "r",
    "targets": "t",
    "assignments": "a",
    "tables": "b",
    "sections": "s",
}
"""Lists of records, each with the letter of its ids."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that has a part in an assignment."""

    role: str
    unit: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient and what it rests on."""

    text: str
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; the header is row -1."""

    row: int
    column: int
    text: str
    place: TableCell | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic and the row of the record that it is about."""

    diagnostic: Diagnostic
    record_table: str | None
    record_id: str | None


def keys(stored: StoredRecord, records: Sequence[Record], letter: str) -> tuple[str, ...]:
    """Ids of records in a list, unique over all documents.

    The id of a record begins with that of its file, which two copies of a file share; here the id of the document takes
    its place: `445180c4-c1` becomes `445180c4e1f2a3b4-c1`. Where ids are missing or doubled, the place in the list
    counts.
    """
    own = [clean_text(record.id.partition("-")[2] or record.id) for record in records]
    if not all(own) or len(set(own)) < len(own):
        own = [f"{letter}{number}" for number in range(1, len(records) + 1)]
    return tuple(f"{stored.document_id}-{each}" for each in own)


def documents(stored: StoredRecord) -> Iterator[Line]:
    """The record itself."""
    yield Line(stored, stored.record, stored.document_id)


def listed(attribute: str) -> Callable[[StoredRecord], Iterator[Line]]:
    """A function that gives the records of one list."""

    def lines(stored: StoredRecord) -> Iterator[Line]:
        records = getattr(stored.record, attribute)
        ids = keys(stored, records, LETTERS[attribute])
        for number, (key, record) in enumerate(zip(ids, records, strict=True), start=1):
            yield Line(stored, record, key, position=number)

    return lines


def short_references(stored: StoredRecord) -> Iterator[Line]:
    """Each short form, with the citation that it stands for."""
    citations = {line.item.id: line.key for line in listed("citations")(stored)}
    for line in listed("short_references")(stored):
        yield replace(line, parent=citations.get(line.item.antecedent))


def units(stored: StoredRecord) -> Iterator[Line]:
    """Each unit of each assignment."""
    for assignment in listed("assignments")(stored):
        found = [Unit("lead", unit) for unit in assignment.item.lead]
        found += [Unit("coordinating", unit) for unit in assignment.item.coordinating]
        for number, unit in enumerate(found, start=1):
            yield Line(stored, unit, f"{assignment.key}-u{number}", assignment.key, number)


def recipients(stored: StoredRecord) -> Iterator[Line]:
    """The recipients."""
    evidence = stored.record.recipients_evidence
    for number, text in enumerate(stored.record.recipients, start=1):
        rests_on = evidence[number - 1] if number <= len(evidence) else None
        yield Line(stored, Recipient(text, rests_on), f"{stored.document_id}-r{number}", position=number)


def cells(stored: StoredRecord) -> Iterator[Line]:
    """Each cell that has a text."""
    for table in listed("tables")(stored):
        places = {(cell.row, cell.column): cell for cell in table.item.cells}
        for row, texts in enumerate((table.item.header, *table.item.rows), start=-1):
            for column, text in enumerate(texts):
                if text:
                    cell = Cell(row, column, text, places.get((row, column)))
                    yield Line(stored, cell, f"{table.key}-{row}-{column}", table.key)


def sections(stored: StoredRecord) -> Iterator[Line]:
    """The headings in reading order, each with the one above it."""
    flat: list[tuple[Section, int | None]] = []

    def collect(below: Sequence[Section], above: int | None) -> None:
        for section in below:
            flat.append((section, above))
            collect(section.children, len(flat) - 1)

    collect(stored.record.sections, None)
    ids = keys(stored, [section for section, _ in flat], LETTERS["sections"])
    for number, (key, (section, above)) in enumerate(zip(ids, flat, strict=True), start=1):
        yield Line(stored, section, key, None if above is None else ids[above], number)


def diagnostics(stored: StoredRecord) -> Iterator[Line]:
    """The diagnostics."""
    about: dict[str, tuple[str, str]] = {}
    if any(diagnostic.record for diagnostic in stored.record.diagnostics):
        for name in LETTERS:
            lines = sections(stored) if name == "sections" else listed(name)(stored)
            about.update((line.item.id, (name, line.key)) for line in lines)
    for number, diagnostic in enumerate(stored.record.diagnostics, start=1):
        table, key = about.get(diagnostic.record or "", (None, None))
        yield Line(stored, Finding(diagnostic, table, key), f"{stored.document_id}-d{number}", position=number)


def pages(stored: StoredRecord) -> Iterator[Line]:
    """The pages."""
    for number, page in enumerate(stored.record.pages, start=1):
        yield Line(stored, page, f"{stored.document_id}-p{number}", position=number)
