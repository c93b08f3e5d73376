"""CSV, JSON lines, Parquet, SQLite and the data package, each read back by a program that is not ours."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pandas
import pytest

from planparse.export import parquet
from planparse.export.formula_guard import unguarded
from planparse.export.tables import TABLES

from .conftest import Run, Store, a_record

NAMES = [table.name for table in TABLES]


@pytest.fixture
def folder(store: Store) -> Path:
    """Two plans, and a copy of one of them."""
    hostile = a_record("b.pdf")
    hostile["assignments"][0]["task"] = '=cmd|"/C calc"!A0'
    hostile["assignments"][0]["output"] = '- Báo cáo, "tờ trình";\nhai dòng'
    hostile["targets"][0]["value"] = -5.0
    return store(records={"a": a_record("a.pdf"), "copy/a": a_record("a.pdf"), "b": hostile})


def query(text: str) -> list[tuple[Any, ...]]:
    return duckdb.sql(text).fetchall()


def table_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def of(name: str) -> Any:
    return next(table for table in TABLES if table.name == name)


def test_csv_is_read_by_duckdb_with_types(run: Run, folder: Path):
    run(folder, "--to", "csv", "-o", "out")
    assert sorted(path.name for path in Path("out").iterdir()) == sorted(f"{name}.csv" for name in NAMES)
    assert all(path.read_bytes().startswith(b"\xef\xbb\xbf") for path in Path("out").iterdir())
    rows = query("select task, deadline_date, page from 'out/assignments.csv' order by task")
    assert [str(row[1]) for row in rows] == ["2026-02-15"] * 3 and [row[2] for row in rows] == [2, 2, 2]
    assert [unguarded(row[0]) for row in rows] == ['=cmd|"/C calc"!A0', "Xây dựng kế hoạch", "Xây dựng kế hoạch"]
    assert rows[0][0].startswith("'=")
    assert query("select min(value) from 'out/targets.csv'") == [(-5,)]
    joined = "select count(*) from 'out/assignment_units.csv' join 'out/assignments.csv' using (assignment_id)"
    assert query(joined) == [(9,)]


@pytest.mark.parametrize(("delimiter", "sign"), [(",", ","), (";", ";"), ("tab", "\t")])
def test_csv_is_read_by_pandas_whatever_the_delimiter(run: Run, folder: Path, delimiter: str, sign: str):
    run(folder, "--to", "csv", "--table", "assignments", "-o", "out.csv", "--delimiter", delimiter)
    frame = pandas.read_csv("out.csv", sep=sign, encoding="utf-8-sig")
    assert list(frame.columns) == list(of("assignments").names)
    assert '- Báo cáo, "tờ trình";\nhai dòng' in [unguarded(text) for text in frame["output"]]
    assert frame["confidence"].dtype == float


def test_csv_can_have_headings_for_people(run: Run, folder: Path):
    result = run(folder, "--to", "csv", "--table", "targets", "--headers", "vi")
    header = next(csv.reader(result.stdout.lstrip("\ufeff").splitlines()))
    assert "Chỉ tiêu" in header and "Đơn vị tính" in header and len(header) == len(of("targets").columns)


def test_json_lines_are_flat(run: Run, folder: Path):
    run(folder, "--to", "jsonl", "-o", "out")
    lines = [json.loads(line) for line in Path("out/citations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 6 and all(list(line) == list(of("citations").names) for line in lines)
    assert lines[0]["number"] == "63/2010/NĐ-CP" and lines[0]["date"] == "2010-06-08" and lines[0]["provision"] is None
    assert not any(isinstance(value, list | dict) for line in lines for value in line.values())


def test_parquet_has_types(run: Run, folder: Path):
    run(folder, "--to", "parquet", "-o", "out")
    described = query("describe select * from 'out/assignments.parquet'")
    types = {name: kind for name, kind, *_ in described}
    assert types["deadline_date"] == "DATE" and types["page"] == "BIGINT" and types["confidence"] == "DOUBLE"
    dates = query("select date, date_text from 'out/citations.parquet' order by citation_id")
    assert {(str(day), text) for day, text in dates} == {("2010-06-08", "2010-06-08"), ("None", "2026-02")}
    for name in NAMES:
        assert query(f"select count(*) from 'out/{name}.parquet'")[0][0] >= 3


def test_parquet_is_written_in_groups(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch):
    from pyarrow.parquet import ParquetFile

    monkeypatch.setattr(parquet, "ROWS_PER_GROUP", 4)
    run(folder, "--to", "parquet", "--table", "citations", "-o", "out.parquet")
    file = ParquetFile("out.parquet")
    assert (file.num_row_groups, file.metadata.num_rows) == (2, 6)


def test_a_table_without_rows_is_a_file_with_columns(run: Run, store: Store):
    record = {**a_record(), "citations": [], "diagnostics": []}
    run(store(records={"a": record}), "--to", "parquet", "-o", "out")
    assert query("select count(*), count(date) from 'out/citations.parquet'") == [(0, 0)]


def test_database_keeps_its_word(run: Run, folder: Path):
    run(folder, "--to", "sqlite", "-o", "out.sqlite")
    with closing(sqlite3.connect("out.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        declared = {name: len(database.execute(f"PRAGMA foreign_key_list({name})").fetchall()) for name in NAMES}
        assert declared == {table.name: len(table.foreign_keys) for table in TABLES}
        with pytest.raises(sqlite3.IntegrityError):
            database.execute("PRAGMA foreign_keys=ON")
            database.execute("INSERT INTO assignment_units VALUES ('x', 'nothing', 'nothing', 1, 'lead', 'u')")
        types = database.execute("SELECT typeof(value), typeof(page), typeof(unit) FROM targets").fetchone()
        assert types == ("real", "integer", "text")
        query = (
            "SELECT d.record_path, count(*) FROM assignments JOIN documents d USING (document_id) GROUP BY 1 ORDER BY 1"
        )
        assert database.execute(query).fetchall() == [("a.json", 1), ("b.json", 1), ("copy/a.json", 1)]


def test_database_has_views_for_people(run: Run, folder: Path):
    run(folder, "--to", "sqlite", "-o", "out.sqlite")
    with closing(sqlite3.connect("out.sqlite")) as database:
        rows = database.execute(
            'SELECT "Số, ký hiệu", "Ngày" FROM "Căn cứ" WHERE "Văn bản" = ?', ["44/KH-SNV"]
        ).fetchall()
        assert len(rows) == 6 and ("12/QĐ-UBND", "2026-02") in rows
        views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert views == {"Văn bản", "Nhiệm vụ", "Chỉ tiêu", "Căn cứ", "Cảnh báo"}


def test_database_can_have_english_views(run: Run, folder: Path):
    run(folder, "--to", "sqlite", "-o", "out.sqlite", "--headers", "en")
    with closing(sqlite3.connect("out.sqlite")) as database:
        assert database.execute('SELECT "Due date" FROM "Assignments (view)"').fetchone() == ("2026-02-15",)


FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "title": {"type": "string"},
        "type": {"enum": ["string", "integer", "number", "date"]},
        "constraints": {"type": "object", "properties": {"required": {"type": "boolean"}}},
    },
    "additionalProperties": False,
}
NAMED = {"type": "array", "minItems": 1, "items": {"type": "string"}}
FOREIGN_KEY = {
    "type": "object",
    "required": ["fields", "reference"],
    "properties": {
        "fields": NAMED,
        "reference": {
            "type": "object",
            "required": ["resource", "fields"],
            "properties": {"resource": {"type": "string"}, "fields": NAMED},
        },
    },
    "additionalProperties": False,
}
# What the Data Package and Table Schema standards ask of the parts that are used here.
PACKAGE = {
    "type": "object",
    "required": ["name", "profile", "resources"],
    "properties": {
        "name": {"type": "string", "pattern": r"^[a-z0-9._/-]+$"},
        "profile": {"const": "tabular-data-package"},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "profile", "schema"],
                "properties": {
                    "name": {"type": "string", "pattern": r"^[a-z0-9._-]+$"},
                    "path": {"type": "string", "pattern": r"^(?!/)(?!.*\.\.)[^:]+$"},
                    "profile": {"const": "tabular-data-resource"},
                    "encoding": {"const": "utf-8"},
                    "bytes": {"type": "integer"},
                    "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields", "primaryKey"],
                        "properties": {
                            "fields": {"type": "array", "minItems": 1, "items": FIELD},
                            "missingValues": {"type": "array", "items": {"type": "string"}},
                            "primaryKey": NAMED,
                            "foreignKeys": {"type": "array", "items": FOREIGN_KEY},
                        },
                        "additionalProperties": False,
                    },
                },
            },
        },
    },
}


def test_data_package_follows_its_standard(run: Run, folder: Path):
    run(folder, "--to", "datapackage", "-o", "out")
    package = json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))
    jsonschema.validate(package, PACKAGE)
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == NAMES
    data = {name: table_of(Path("out", each["path"])) for name, each in resources.items()}
    for name, resource in resources.items():
        content = Path("out", resource["path"]).read_bytes()
        assert resource["bytes"] == len(content) and resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        schema, rows = resource["schema"], data[name]
        fields = [field["name"] for field in schema["fields"]]
        assert content.decode().split("\r\n")[0].split(",") == fields
        keys = [tuple(row[part] for part in schema["primaryKey"]) for row in rows]
        assert rows and len(set(keys)) == len(keys) and all(all(key) for key in keys)
        for field in schema["fields"]:
            check_type(field["type"], [row[field["name"]] for row in rows if row[field["name"]]])
        for key in schema.get("foreignKeys", []):
            target = data[key["reference"]["resource"] or name]
            known = {row[key["reference"]["fields"][0]] for row in target} | {""}
            assert {row[key["fields"][0]] for row in rows} <= known


def check_type(kind: str, values: list[str]) -> None:
    convert: Any = {"integer": int, "number": float, "date": pandas.Timestamp, "string": str}[kind]
    for value in values:
        convert(value)
        assert kind != "date" or len(value) == 10


def test_data_package_holds_the_text_itself(run: Run, folder: Path):
    run(folder, "--to", "datapackage", "-o", "out")
    rows = table_of(Path("out/assignments.csv"))
    assert '=cmd|"/C calc"!A0' in {row["task"] for row in rows}


@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "sqlite", "datapackage"])
def test_the_same_records_give_the_same_bytes(run: Run, folder: Path, name: str):
    def content(output: str) -> dict[str, bytes]:
        run(folder, "--to", name, "-o", output)
        place = Path(output)
        files = place.rglob("*") if place.is_dir() else [place]
        return {"" if file == place else file.name: file.read_bytes() for file in files}

    assert content("one") == content("two") != {}


def test_all_formats_agree(run: Run, folder: Path):
    for name in ("jsonl", "parquet", "datapackage"):
        run(folder, "--to", name, "-o", name)
    run(folder, "--to", "sqlite", "-o", "out.sqlite")
    with closing(sqlite3.connect("out.sqlite")) as database:
        for table in TABLES:
            order = ", ".join(f'"{name}"' for name in table.key)
            columns = ", ".join(f'cast("{name}" as varchar)' for name in table.names if name not in NUMBERS)
            expected = database.execute(f'SELECT {columns} FROM "{table.name}" ORDER BY {order}').fetchall()
            for place in (
                f"jsonl/{table.name}.jsonl",
                f"parquet/{table.name}.parquet",
                f"datapackage/{table.name}.csv",
            ):
                reader = f"read_csv('{place}', all_varchar = true)" if place.endswith("csv") else f"'{place}'"
                found = query(f"select {columns} from {reader} order by {order}")
                assert sorted(map(str, found)) == sorted(map(str, expected)), place


NUMBERS = {column.name for table in TABLES for column in table.columns if column.kind == "number"}
"""Left out of the comparison as text: `60` and `60.0` are one number."""
