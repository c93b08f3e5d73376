"""Records as a workbook for analysts: real dates and numbers, doubtful cells shaded, links to the documents.

Rows go to disk as they come (`constant_memory`), so that a workbook of 10,000 documents needs little memory. The same
records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planparse.export.columns import Headings, Kind, Row, Value
from planparse.export.exporters import ExportOptions
from planparse.export.sheets import SHEETS, Sheet, SheetColumn
from planparse.export.source_links import source_link
from planparse.export.stored import StoredRecord
from planparse.export.tables import DOCUMENTS
from planparse.export.xlsx_text import CUT_NOTES, LEGENDS, LOW_CONFIDENCE, fitting

ROWS_PER_SHEET = 1_048_576
"""What Excel opens, the header included."""

LINKS_PER_SHEET = 5_000
"""Real links, which are held in memory until the end (0.7 KB each) and of which Excel takes 65,530 a sheet. Further
rows have the link as a formula, which costs nothing."""

FORMULA_TEXT = 255
"""Characters of a text in a formula."""

FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts days wrongly or not at all; such a date is written as text."""

CREATED = datetime(2000, 1, 1)
"""Fixed, so that the same records give the same file."""

_PDF = "application/pdf"
_CONFIDENCES = frozenset({"confidence", "lowest_confidence"})


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write a workbook; see `exporters`."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    # Rows wait in files beside the target: the folder for temporary files may be a small part of memory.
    with TemporaryDirectory(prefix=".", dir=target.parent, ignore_cleanup_errors=True) as folder:
        workbook = Workbook(str(target), {"constant_memory": True, "tmpdir": folder})
        workbook.use_zip64()
        workbook.set_properties({"created": CREATED, "author": "planparse"})
        _write_sheets(workbook, records, options)
        try:
            workbook.close()
        except XlsxWriterException as error:
            raise OSError(str(error)) from error


def _write_sheets(workbook: Any, records: Iterable[StoredRecord], options: ExportOptions) -> None:
    headings = options.headings or Headings.VI
    formats = _Formats(workbook, headings)
    sheets = [_SheetWriter(workbook, sheet, headings, formats) for sheet in SHEETS]
    _write_legend(workbook, headings, formats)
    documents = DOCUMENTS.reader()
    for stored in records:
        (document,) = documents(stored)
        link = source_link(stored, options.source_dir, options.output)
        for sheet in sheets:
            sheet.add(stored, document, link)
    for sheet in sheets:
        sheet.finish()


class _Formats:
    """The looks of cells: by what they hold and whether it is doubtful."""

    def __init__(self, workbook: Any, headings: Headings) -> None:
        day = "yyyy-mm-dd" if headings is Headings.EN else "dd/mm/yyyy"
        looks: dict[str, dict[str, object]] = {
            "text": {"text_wrap": True, "num_format": "@"},
            "number": {},
            "date": {"num_format": day, "align": "left"},
            "confidence": {"num_format": "0.00"},
            "link": {"font_color": "#0563C1", "underline": 1, "text_wrap": True},
        }
        base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        shade = {"bg_color": "#FFE699"}
        self.plain = {name: workbook.add_format({**base, **look}) for name, look in looks.items()}
        self.low = {name: workbook.add_format({**base, **look, **shade}) for name, look in looks.items()}
        self.header = workbook.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "border": 1}
        )

    def of(self, name: str, *, low: bool) -> Any:
        return (self.low if low else self.plain)[name]


class _SheetWriter:
    """A sheet, and those that continue it where Excel has no more rows."""

    def __init__(self, workbook: Any, sheet: Sheet, headings: Headings, formats: _Formats) -> None:
        self.workbook, self.sheet, self.headings, self.formats = workbook, sheet, headings, formats
        self.rows = sheet.table.reader()
        self.index = {name: place for place, name in enumerate(sheet.table.names)}
        self.document_index = {name: place for place, name in enumerate(DOCUMENTS.names)}
        self.part = 0
        self._begin()

    def _begin(self) -> None:
        self.part += 1
        self.row, self.links = 1, 0
        name = self.sheet.table.heading(self.headings)
        self.worksheet = self.workbook.add_worksheet(f"{name} ({self.part})" if self.part > 1 else name)
        for place, column in enumerate(self.sheet.columns):
            self.worksheet.set_column(place, place, self.sheet.column(column).width)
            self.worksheet.write_string(0, place, self.sheet.heading(column, self.headings), self.formats.header)
        self.worksheet.freeze_panes(1, 1)
        self.worksheet.set_landscape()
        self.worksheet.set_paper(9)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.repeat_rows(0)

    def finish(self) -> None:
        """Set what has to wait for the last row."""
        self.worksheet.autofilter(0, 0, max(1, self.row - 1), len(self.sheet.columns) - 1)

    def add(self, stored: StoredRecord, document: Row, link: str | None) -> None:
        """Write the rows of one record."""
        for row in self.rows(stored):
            if self.row >= ROWS_PER_SHEET:
                self.finish()
                self._begin()
            confidence = row[self.index["confidence"]] if "confidence" in self.index else None
            for place, column in enumerate(self.sheet.columns):
                own = document[self.document_index[column.name]] if column.of_document else row[self.index[column.name]]
                if own is None and column.partial:
                    own = row[self.index[column.partial]]
                sure = _field_confidence(stored, column.evidence) if column.evidence else confidence
                low = column.value and isinstance(sure, float) and sure < LOW_CONFIDENCE
                if column.link and link is not None and isinstance(own, str):
                    page = row[self.index["page"]] if "page" in self.index else None
                    anchor = f"#page={page}" if page and stored.record.source.media_type == _PDF else ""
                    self._write_link(place, link, anchor, own)
                else:
                    self._write(place, column, own, low=low)
            self.row += 1

    def _write(self, place: int, column: SheetColumn, value: Value, *, low: bool) -> None:
        kind = self.sheet.column(column).kind
        if value is None:
            if low:
                self.worksheet.write_blank(self.row, place, None, self.formats.of("text", low=True))
        elif isinstance(value, date) and value >= FIRST_DAY:
            self.worksheet.write_datetime(self.row, place, value, self.formats.of("date", low=low))
        elif isinstance(value, int | float):
            look = "confidence" if column.name in _CONFIDENCES else "number"
            self.worksheet.write_number(self.row, place, value, self.formats.of(look, low=low))
        else:
            text = value.isoformat() if isinstance(value, date) else value
            if kind is Kind.TEXT and text in column.labels and self.headings is not Headings.NAMES:
                text = column.labels[text][0 if self.headings is Headings.VI else 1]
            self.worksheet.write_string(self.row, place, self._fitting(text), self.formats.of("text", low=low))

    def _fitting(self, text: str) -> str:
        return fitting(text, CUT_NOTES[self.headings])

    def _write_link(self, place: int, link: str, anchor: str, text: str) -> None:
        look = self.formats.of("link", low=False)
        if self.links < LINKS_PER_SHEET:
            self.links += 1
            if self.worksheet.write_url(self.row, place, f"external:{link}{anchor}", look, self._fitting(text)) == 0:
                return
        quoted_link, quoted_text = (part.replace('"', '""') for part in (link + anchor, text))
        if max(len(quoted_link), len(quoted_text)) <= FORMULA_TEXT:
            formula = f'=HYPERLINK("{quoted_link}","{quoted_text}")'
            self.worksheet.write_formula(self.row, place, formula, look, text)
        else:
            self.worksheet.write_string(self.row, place, self._fitting(text), self.formats.of("text", low=False))


def _field_confidence(stored: StoredRecord, name: str) -> float | None:
    header, signatory = stored.record.header.evidence, stored.record.signatory.evidence
    evidence = header.get(name) or signatory.get(name)
    return None if evidence is None else evidence.confidence


def _write_legend(workbook: Any, headings: Headings, formats: _Formats) -> None:
    title, shaded, *others = LEGENDS[headings]
    worksheet = workbook.add_worksheet(title)
    worksheet.set_column(0, 0, 110)
    worksheet.write_string(0, 0, title, formats.header)
    worksheet.write_string(1, 0, shaded, formats.of("text", low=True))
    for row, text in enumerate(others, start=2):
        worksheet.write_string(row, 0, text, formats.of("text", low=False))
