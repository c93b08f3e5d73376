"""Tables as Parquet: a file per table, typed columns, dates as days, row groups written as they fill."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from planparse.export.columns import Kind, Row, Table
from planparse.export.exporters import ExportOptions
from planparse.export.stored import StoredRecord
from planparse.export.tabular import rows_by_document, table_files

ROWS_PER_GROUP = 10_000
"""Rows of a table that are held until they are written: some 15 MB with the text that a row carries."""


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write a Parquet file per table into a folder, or one table into a file; see `exporters`."""
    files = table_files(target, ".parquet", options)
    with ExitStack() as stack:
        writers = {table.name: stack.enter_context(_TableWriter(table, path)) for table, path in files.items()}
        for document in rows_by_document(records, tuple(files)):
            for table, rows in document:
                writers[table.name].add(rows)


class _TableWriter:
    """One file: gathers rows and writes them by groups."""

    def __init__(self, table: Table, path: Path) -> None:
        from pyarrow.parquet import ParquetWriter

        self.schema = _schema(table)
        self.writer = ParquetWriter(str(path), self.schema, compression="zstd")
        self.rows: list[Row] = []

    def add(self, rows: Iterable[Row]) -> None:
        self.rows += rows
        if len(self.rows) >= ROWS_PER_GROUP:
            self._flush()

    def _flush(self) -> None:
        import pyarrow

        columns = zip(*self.rows, strict=True)
        arrays = [pyarrow.array(values, each.type) for values, each in zip(columns, self.schema, strict=True)]
        self.writer.write_table(pyarrow.Table.from_arrays(arrays, schema=self.schema))
        self.rows = []

    def __enter__(self) -> _TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self.rows and kind is None:
            self._flush()
        self.writer.close()


def _schema(table: Table) -> Any:
    import pyarrow

    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.NUMBER: pyarrow.float64(),
        Kind.DATE: pyarrow.date32(),
    }
    return pyarrow.schema([pyarrow.field(column.name, types[column.kind]) for column in table.columns])
