"""Tables as flat rows of JSON: a file per table, an object a line, `null` where there is no value."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from planparse.export.exporters import ExportOptions
from planparse.export.stored import StoredRecord
from planparse.export.tabular import rows_by_document, table_files


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write a JSONL file per table into a folder, or one table into a file; see `exporters`."""
    files = table_files(target, ".jsonl", options)
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_iso).encode
    with ExitStack() as stack:
        opened = {
            table.name: stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            for table, path in files.items()
        }
        for document in rows_by_document(records, tuple(files)):
            for table, rows in document:
                names = table.names
                opened[table.name].writelines(encode(dict(zip(names, row, strict=True))) + "\n" for row in rows)


def _iso(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
