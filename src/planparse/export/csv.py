"""Tables as CSV for spreadsheets: UTF-8 with BOM, a file per table, cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from planparse.export.columns import Headings, Value
from planparse.export.exporters import ExportOptions
from planparse.export.formula_guard import guarded
from planparse.export.stored import StoredRecord
from planparse.export.tabular import rows_by_document, table_files


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write a CSV file per table into a folder, or one table into a file; see `exporters`."""
    files = table_files(target, ".csv", options)
    headings = options.headings or Headings.NAMES
    with ExitStack() as stack:
        writers = {}
        for table, path in files.items():
            # Excel takes a CSV file for UTF-8 only with a BOM.
            file = stack.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            writers[table.name] = csv.writer(file, delimiter=options.delimiter, lineterminator="\r\n")
            writers[table.name].writerow(guarded(column.heading(headings)) for column in table.columns)
        for document in rows_by_document(records, tuple(files)):
            for table, rows in document:
                writers[table.name].writerows([[_cell(value) for value in row] for row in rows])


def _cell(value: Value) -> str:
    return guarded(value) if isinstance(value, str) else plain(value)


def plain(value: Value) -> str:
    """A value as CSV without any guard: ISO dates, numbers with a decimal point, nothing for None.

    >>> plain(60.0), plain(12.5), plain(None)
    ('60', '12.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
