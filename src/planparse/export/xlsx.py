"""Records as a workbook for analysts: real dates and numbers, doubtful cells shaded, links to the documents.

Rows go to disk as they come (`constant_memory`), so that a workbook of 10,000 documents needs little memory. The same
records give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from planparse.export.columns import Headings
from planparse.export.exporters import ExportOptions
from planparse.export.sheets import SHEETS
from planparse.export.source_links import source_link
from planparse.export.stored import StoredRecord
from planparse.export.tables import DOCUMENTS
from planparse.export.xlsx_sheet import Formats, SheetWriter
from planparse.export.xlsx_text import LEGENDS

CREATED = datetime(2000, 1, 1)
"""Fixed, so that the same records give the same file."""


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
    formats = Formats(workbook, headings)
    sheets = [SheetWriter(workbook, sheet, headings, formats) for sheet in SHEETS]
    _write_legend(workbook, headings, formats)
    documents = DOCUMENTS.reader()
    for stored in records:
        (document,) = documents(stored)
        link = source_link(stored, options.source_dir, options.output)
        for sheet in sheets:
            sheet.add(stored, document, link)
    for sheet in sheets:
        sheet.finish()


def _write_legend(workbook: Any, headings: Headings, formats: Formats) -> None:
    title, shaded, *others = LEGENDS[headings]
    worksheet = workbook.add_worksheet(title)
    worksheet.set_column(0, 0, 110)
    worksheet.write_string(0, 0, title, formats.header)
    worksheet.write_string(1, 0, shaded, formats.low["text"])
    for row, text in enumerate(others, start=2):
        worksheet.write_string(row, 0, text, formats.plain["text"])
