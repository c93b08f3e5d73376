"""Tables as a Frictionless Data Package: `datapackage.json` with the schema of each table, and plain CSV beside it.

The CSV is for programs: comma, UTF-8 without BOM, names as headings, and no guard against formulas, which would change
the data. `planparse export --to csv` is for spreadsheets.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

from planparse.export.columns import Headings, Table
from planparse.export.csv import plain
from planparse.export.exporters import ExportOptions
from planparse.export.stored import StoredRecord
from planparse.export.tables import TABLES
from planparse.export.tabular import rows_by_document

FILE_NAME = "datapackage.json"


def export(records: Iterable[StoredRecord], target: Path, options: ExportOptions) -> None:
    """Write the package into a folder; see `exporters`."""
    headings = options.headings or Headings.VI
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = stack.enter_context((target / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            writers[table.name] = csv.writer(file, lineterminator="\r\n")
            writers[table.name].writerow(table.names)
        for document in rows_by_document(records, TABLES):
            for table, rows in document:
                writers[table.name].writerows([list(map(plain, row)) for row in rows])
    package = {
        "profile": "tabular-data-package",
        "name": "planparse-export",
        "title": "Kế hoạch" if headings is Headings.VI else "Plans",
        "resources": [_resource(table, target / f"{table.name}.csv", headings) for table in TABLES],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (target / FILE_NAME).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _resource(table: Table, file: Path, headings: Headings) -> dict[str, Any]:
    with file.open("rb") as opened:
        digest = sha256()
        while block := opened.read(1 << 20):
            digest.update(block)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": file.name,
        "title": table.heading(headings),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest.hexdigest()}",
        "schema": _schema(table, headings),
    }


def _schema(table: Table, headings: Headings) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": column.name, "type": column.kind.value, "title": column.heading(headings)} for column in table.columns
    ]
    for each in fields:
        if each["name"] in table.key:
            each["constraints"] = {"required": True}
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key)}
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                # A table that refers to itself is named "" in this standard.
                "reference": {
                    "resource": "" if key.table == table.name else key.table,
                    "fields": [key.target],
                },
            }
            for key in table.foreign_keys
        ]
    return schema
