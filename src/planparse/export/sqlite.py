"""Tables as an SQLite database: foreign keys declared and checked, indices on them, and views for people.

Dates are ISO text, as SQLite has no type for them. The views carry the headings and the columns of the sheets of the
workbook.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from planparse.export.columns import Headings, Kind, Row, Table, Value
from planparse.export.exporters import ExportOptions
from planparse.export.sheets import SHEETS, Sheet
from planparse.export.stored import StoredRecord
from planparse.export.tables import DOCUMENTS, TABLES
from planparse.export.tabular import rows_by_document

APPLICATION_ID = 0x504C4E50
"""`PLNP`: tells programs such as `file` whose database it is."""

_TYPES = {Kind.TEXT: "TEXT", Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL", Kind.DATE: "TEXT"}


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write a database; see `exporters`."""
    database = sqlite3.connect(target, isolation_level=None)
    try:
        # The file is new and takes its place only when it is complete: a journal would protect nothing.
        for setting in ("journal_mode=OFF", "synchronous=OFF", f"application_id={APPLICATION_ID}", "foreign_keys=ON"):
            database.execute(f"PRAGMA {setting}")
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(create_table(table))
        _insert(database, records)
        for statement in _finishing(options.headings or Headings.VI):
            database.execute(statement)
        database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    finally:
        database.close()


def create_table(table: Table) -> str:
    """The statement that makes a table."""
    lines = [
        f"{_quoted(column.name)} {_TYPES[column.kind]}{' NOT NULL' if column.name in table.key else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(key.column)}) REFERENCES {_quoted(key.table)} ({_quoted(key.target)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {_quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n) WITHOUT ROWID"


def _insert(database: sqlite3.Connection, records: Iterable[StoredRecord]) -> None:
    statements = {
        table.name: f"INSERT INTO {_quoted(table.name)} VALUES ({', '.join('?' * len(table.columns))})"
        for table in TABLES
    }
    for document in rows_by_document(records, TABLES):
        for table, rows in document:
            database.executemany(statements[table.name], map(_adapted, rows))


def _adapted(row: Row) -> list[Value]:
    return [value.isoformat() if isinstance(value, date) else value for value in row]


def _finishing(headings: Headings) -> Iterator[str]:
    for table in TABLES:
        for key in table.foreign_keys:
            yield _index(table.name, key.column)
    yield _index("assignments", "deadline_date")
    yield _index("assignment_units", "unit")
    yield _index("citations", "number")
    if headings is not Headings.NAMES:
        for sheet in SHEETS:
            yield _view(sheet, headings)


def _index(table: str, column: str) -> str:
    return f"CREATE INDEX {_quoted(f'{table}_{column}')} ON {_quoted(table)} ({_quoted(column)})"


def _view(sheet: Sheet, headings: Headings) -> str:
    columns = []
    for column in sheet.columns:
        table = DOCUMENTS if column.of_document else sheet.table
        value = f"{_quoted(table.name)}.{_quoted(column.name)}"
        if column.partial:
            value = f"coalesce({value}, {_quoted(table.name)}.{_quoted(column.partial)})"
        columns.append(f"{value} AS {_quoted(sheet.heading(column, headings))}")
    joined = "" if sheet.table is DOCUMENTS else f" JOIN {DOCUMENTS.name} USING (document_id)"
    order = ", ".join(dict.fromkeys(("document_id", *(("position",) if joined else ()))))
    name = _view_name(sheet, headings)
    return (
        f"CREATE VIEW {_quoted(name)} AS SELECT {', '.join(columns)} FROM {sheet.table.name}{joined} ORDER BY {order}"
    )


def _view_name(sheet: Sheet, headings: Headings) -> str:
    name = sheet.table.heading(headings)
    # Names of tables and views share one space, where capitals make no difference.
    taken = {table.name for table in TABLES}
    return f"{name} (view)" if name.lower() in taken else name


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
