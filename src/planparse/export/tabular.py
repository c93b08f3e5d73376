"""Rows of all tables from a stream of records, for the formats that write tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from planparse.export.columns import Row, Table
from planparse.export.exporters import ExportOptions
from planparse.export.stored import StoredRecord
from planparse.export.tables import TABLES


def rows_by_document(
    records: Iterable[StoredRecord], tables: Sequence[Table]
) -> Iterator[list[tuple[Table, list[Row]]]]:
    """For each record the rows of each table, in the order of the tables."""
    readers = [(table, table.reader()) for table in tables]
    for stored in records:
        yield [(table, list(rows(stored))) for table, rows in readers]


def table_files(target: Path, suffix: str, options: ExportOptions) -> dict[Table, Path]:
    """The tables to write, each with its file: all in a folder, or the one that was asked for."""
    if options.table is not None:
        return {options.table: target}
    return {table: target / f"{table.name}{suffix}" for table in TABLES}
