"""Emission: what the stages found, in the words of the output contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import TypeAdapter

from planparse.ingest.source import Source
from planparse.layout.passages import Passage
from planparse.pagetext import BBox, PageReading
from planparse.records import (
    PageRecord,
    Provenance,
    Record,
    Section,
    SourceRecord,
    TableCell,
    TableRecord,
    VerdictRecord,
)
from planparse.restoration.edits import RestoredText
from planparse.tables.table import Cell, Table

Numbered = TypeVar("Numbered", bound=Record)
_CELLS = TypeAdapter(tuple[TableCell, ...])


def numbered(prefix: str, records: Iterable[Numbered]) -> tuple[Numbered, ...]:
    """Give records their ids: the prefix and the place in reading order; sections are numbered through the tree."""
    return tuple(_numbered(f"{prefix}{n}", record) for n, record in enumerate(records, start=1))


def _numbered(record_id: str, record: Numbered) -> Numbered:
    update: dict[str, object] = {"id": record_id}
    if isinstance(record, Section) and record.children:
        update["children"] = numbered(f"{record_id}.", record.children)
    return record.model_copy(update=update)


def source_record(source: Source) -> SourceRecord:
    """The file that was read; no path, so that the same file gives the same record everywhere."""
    return SourceRecord(
        name=source.name, sha256=source.sha256, media_type=source.media_type, page_count=source.page_count
    )


def page_record(reading: PageReading, restored: RestoredText) -> PageRecord:
    """One page with the text that all spans refer to."""
    page = reading.page
    return PageRecord(
        number=page.number,
        origin=page.origin,
        verdict=VerdictRecord(
            kind=reading.verdict.kind, reasons=reading.verdict.reasons, encoding=reading.verdict.encoding
        ),
        status=reading.status,
        problem=reading.problem,
        notes=reading.notes,
        confidence=round(restored.confidence(0, len(restored.text)), 3) if restored.text.strip() else None,
        width=None if page.width is None else round(page.width, 1),
        height=None if page.height is None else round(page.height, 1),
        text=restored.text,
    )


def table_record(table: Table) -> TableRecord:
    """A logical table: its texts as the guide wants them, and for each cell where it stands."""
    rows = ((-1, table.header), *enumerate(table.rows))
    cells = _CELLS.validate_python(
        [_table_cell(row, column, cell) for row, cells in rows for column, cell in enumerate(cells)]
    )
    printed = [cell for _, cells in rows for cell in cells if cell.passage]
    confidence = sum(cell.passage.confidence for cell in printed) / len(printed) if printed else 1.0
    return TableRecord(
        pages=table.pages,
        header=tuple(cell.text for cell in table.header),
        rows=tuple(tuple(cell.text for cell in row) for row in table.rows),
        cells=cells,
        provenance=Provenance(
            page=table.first_page,
            span=_span(table),
            bbox=_box(cell for cell in printed if cell.page == table.first_page),
        ),
        raw="\t".join(_raw(cell.passage) for cell in table.header),
        confidence=round(confidence, 3),
        rule="ruled-table" if any(cell.bbox for cell in printed) else "tab-separated-table",
    )


def _span(table: Table) -> tuple[int, int]:
    on_first_page = [
        segment.page_start + segment.end - segment.start
        for row in (table.header, *table.rows)
        for cell in row
        for segment in cell.passage.segments
        if segment.page.page.number == table.first_page
    ]
    return table.first_offset, max([table.first_offset, *on_first_page])


def _table_cell(row: int, column: int, cell: Cell) -> dict[str, object]:
    """The fields of a `TableCell`; all cells of a table are made of them at once, in six tenths of the time."""
    return {
        "row": row,
        "column": column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "page": cell.page,
        "bbox": None if cell.bbox is None else cell.bbox.rounded(),
        "confidence": round(cell.confidence, 3),
    }


def _raw(passage: Passage) -> str:
    return passage.place().raw if passage else ""


def _box(cells: Iterable[Cell]) -> tuple[float, float, float, float] | None:
    box: BBox | None = None
    for cell in cells:
        if cell.bbox is not None:
            box = cell.bbox if box is None else box.union(cell.bbox)
    return None if box is None else box.rounded()
