"""What an analyst sees: the sheets of the workbook, each some columns of one table and of its document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planparse.export.columns import Column, Headings, Table
from planparse.export.tables import ASSIGNMENTS, CITATIONS, DIAGNOSTICS, DOCUMENTS, TARGETS

Labels = Mapping[str, tuple[str, str]]
"""For a value: what is shown in Vietnamese and in English."""

ROLES: Labels = {
    "legal_basis": ("căn cứ pháp lý", "legal basis"),
    "implements": ("thực hiện", "implements"),
    "amended_by": ("được sửa đổi bởi", "amended by"),
    "amended": ("được sửa đổi", "amended"),
    "replaces": ("bị thay thế, bãi bỏ", "replaced"),
    "self": ("chính văn bản này", "this document"),
    "reference": ("viện dẫn", "reference"),
}
COMPARATORS: Labels = {
    ">=": ("≥", "≥"),
    "<=": ("≤", "≤"),
    ">": (">", ">"),
    "<": ("<", "<"),
    "=": ("=", "="),
    "range": ("từ … đến", "between"),
    "reduce_by": ("giảm", "down by"),
    "increase_by": ("tăng", "up by"),
}
DEADLINE_KINDS: Labels = {
    "date": ("ngày", "date"),
    "recurring": ("định kỳ", "recurring"),
    "period": ("khoảng thời gian", "period"),
    "duration": ("thời lượng", "duration"),
    "event": ("theo sự kiện", "event"),
    "continuous": ("thường xuyên", "continuous"),
}
SOURCES: Labels = {"table": ("bảng", "table"), "prose": ("văn bản", "text")}
SEVERITIES: Labels = {"info": ("thông tin", "info"), "warning": ("cảnh báo", "warning"), "error": ("lỗi", "error")}


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet."""

    name: str
    """Its name in the table of the sheet, or in that of the documents."""
    of_document: bool = False
    partial: str | None = None
    """Column with the text to show where the day of a date is missing."""
    evidence: str | None = None
    """Field of the header or the signatory whose confidence the cell has; else it has that of its row."""
    labels: Labels = field(default_factory=dict)
    link: bool = False
    """Whether the cell leads to the source file."""
    value: bool = True
    """Whether it holds what was read, and so may be doubtful."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: one row per row of its table."""

    table: Table
    columns: tuple[SheetColumn, ...]

    def column(self, column: SheetColumn) -> Column:
        """The definition of a column of this sheet."""
        table = DOCUMENTS if column.of_document else self.table
        return table.columns[table.names.index(column.name)]

    def heading(self, column: SheetColumn, headings: Headings) -> str:
        """Its heading; that of a document says so."""
        heading = self.column(column).heading(headings)
        if not column.of_document:
            return heading
        return _OF_DOCUMENT.get(column.name, {}).get(headings, heading)


_OF_DOCUMENT = {
    "number": {Headings.VI: "Văn bản", Headings.EN: "Document", Headings.NAMES: "document_number"},
    "issuing_authority": {Headings.VI: "Cơ quan ban hành văn bản", Headings.EN: "Issued by"},
}
"""Headings of columns of the document beside others that mean something else there."""


def _fact(name: str) -> SheetColumn:
    return SheetColumn(name, value=False)


_DOCUMENT = (SheetColumn("number", of_document=True, value=False),)
_ISSUER = SheetColumn("issuing_authority", of_document=True, value=False)
_SOURCE = SheetColumn("source_name", of_document=True, link=True, value=False)
_PLACE = (_fact("page"), _fact("confidence"), _SOURCE)


def _header(name: str, evidence: str, partial: str | None = None) -> SheetColumn:
    return SheetColumn(name, evidence=evidence, partial=partial)


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        DOCUMENTS,
        (
            _header("number", "number"),
            _header("document_type", "document_type"),
            _header("date", "date", "date_text"),
            _header("issuing_authority", "issuing_authority"),
            _header("parent_authority", "parent_authority"),
            _header("place_of_issue", "place"),
            _header("title", "title"),
            _header("period_from", "period"),
            _header("period_to", "period"),
            _header("signatory_authority", "authority_line"),
            _header("signatory_position", "position"),
            _header("signatory_name", "name"),
            *map(_fact, ("assignments", "targets", "citations", "diagnostics", "page_count", "unread_pages")),
            SheetColumn("lowest_confidence", value=False),
            SheetColumn("source_name", link=True, value=False),
            *map(_fact, ("record_path", "document_id")),
        ),
    ),
    Sheet(
        ASSIGNMENTS,
        (
            *_DOCUMENT,
            SheetColumn("group"),
            SheetColumn("number"),
            SheetColumn("task"),
            SheetColumn("lead"),
            SheetColumn("coordinating"),
            SheetColumn("output"),
            SheetColumn("deadline"),
            SheetColumn("deadline_date", partial="deadline_date_text"),
            SheetColumn("deadline_kind", labels=DEADLINE_KINDS),
            _ISSUER,
            SheetColumn("source", labels=SOURCES, value=False),
            *_PLACE,
            _fact("assignment_id"),
        ),
    ),
    Sheet(
        TARGETS,
        (
            *_DOCUMENT,
            SheetColumn("section"),
            SheetColumn("indicator"),
            SheetColumn("comparator", labels=COMPARATORS),
            SheetColumn("value"),
            SheetColumn("value_max"),
            SheetColumn("unit"),
            SheetColumn("baseline"),
            SheetColumn("deadline"),
            _ISSUER,
            *_PLACE,
            _fact("target_id"),
        ),
    ),
    Sheet(
        CITATIONS,
        (
            *_DOCUMENT,
            SheetColumn("role", labels=ROLES),
            SheetColumn("document_type"),
            SheetColumn("number"),
            SheetColumn("date", partial="date_text"),
            SheetColumn("issuer"),
            SheetColumn("subject"),
            SheetColumn("provision"),
            *_PLACE,
            _fact("citation_id"),
        ),
    ),
    Sheet(
        DIAGNOSTICS,
        (
            *_DOCUMENT,
            SheetColumn("severity", labels=SEVERITIES, value=False),
            *map(_fact, ("code", "message", "page", "record_table", "record_id")),
            _SOURCE,
            _fact("diagnostic_id"),
        ),
    ),
)
"""The sheets in order."""
