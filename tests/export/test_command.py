"""`planparse export` as a user meets it: what it says, how it ends, what is left behind."""

from __future__ import annotations

import builtins
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from planparse.export.exporters import EXPORTERS

from .conftest import Run, Store, a_record

FORMATS = list(EXPORTERS)
TABLES = [name for name, its in EXPORTERS.items() if its.folder]


def left_behind() -> list[str]:
    return sorted(str(path) for path in Path().rglob("*"))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_and_reported(run: Run, store: Store, name: str):
    result = run(store("a", "b"), "--to", name, "-o", "out")
    assert result.stderr == "out: 2 documents, 4 citations, 2 targets, 2 assignments, 2 diagnostics.\n"
    assert result.stdout == "" and Path("out").exists()
    assert not [path for path in left_behind() if path.startswith(".")]


@pytest.mark.parametrize("name", FORMATS)
def test_damaged_and_foreign_files_are_told_and_left_out(run: Run, store: Store, name: str):
    folder = store("a")
    (folder / "package.json").write_text('{"name": "x"}')
    (folder / "cut.json").write_text('{"schema_version": "1.0", ')
    result = run(folder, "--to", name, "-o", "out", code=5)
    lines = result.stderr.splitlines()
    assert lines[0].startswith("Error: cut.json: It is not valid JSON")
    assert lines[1].startswith("Error: package.json: It is no record of planparse.")
    assert lines[2].endswith("2 inputs left out.") and len(lines) == 3
    assert Path("out").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_usable_writes_nothing(run: Run, tmp_path: Path, name: str):
    (tmp_path / "x.json").write_text("[]")
    result = run(tmp_path / "x.json", "--to", name, "-o", "new/out", code=4)
    assert "No usable record" in result.stderr
    assert not [path for path in left_behind() if path != "new"]


@pytest.mark.parametrize("name", FORMATS)
def test_what_exists_is_replaced_only_when_asked(run: Run, store: Store, name: str):
    folder = store("a")
    run(folder, "--to", name, "-o", "out")
    before = {path: Path(path).read_bytes() for path in left_behind() if Path(path).is_file()}
    result = run(folder, "--to", name, "-o", "out", "--min-confidence", "0.99", code=8)
    assert "exists. Use --overwrite" in result.stderr
    assert {path: Path(path).read_bytes() for path in before} == before
    run(folder, "--to", name, "-o", "out", "--min-confidence", "0.99", "--overwrite")
    assert {path: Path(path).read_bytes() for path in before} != before


@pytest.mark.parametrize("name", TABLES)
def test_other_files_in_a_folder_stay(run: Run, store: Store, name: str):
    Path("out").mkdir()
    Path("out/mine.txt").write_text("x")
    run(store("a"), "--to", name, "-o", "out")
    assert Path("out/mine.txt").read_text() == "x" and len(list(Path("out").iterdir())) > 10
    run(store("a"), "--to", name, "-o", "out", "--overwrite")
    assert Path("out/mine.txt").read_text() == "x"


@pytest.mark.parametrize("name", FORMATS)
def test_a_failure_in_the_middle_leaves_nothing(run: Run, store: Store, name: str, monkeypatch: pytest.MonkeyPatch):
    from planparse.export import stored

    whole, calls = stored.stored_record, iter(range(99))

    def failing(data: bytes, place: str) -> Any:
        if next(calls) == 2:
            raise OSError(28, "No space left on device")
        return whole(data, place)

    def reading(files: Any, on_problem: Any) -> Any:
        for file in files:
            yield failing(file.path.read_bytes(), file.place)

    monkeypatch.setattr(stored, "read_records", reading)
    result = run(store("a", "b", "c", "d"), "--to", name, "-o", "out", code=8)
    assert "out cannot be written: No space left on device." in result.stderr
    assert left_behind() == []


@pytest.mark.parametrize("name", FORMATS)
def test_an_interruption_leaves_nothing(run: Run, store: Store, name: str, monkeypatch: pytest.MonkeyPatch):
    def reading(files: Any, on_problem: Any) -> Any:
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("planparse.export.stored.read_records", reading)
    run(store("a"), "--to", name, "-o", "out", code=130)
    assert left_behind() == []


def test_a_missing_extra_is_one_sentence(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch):
    real = builtins.__import__

    def without(name: str, *rest: Any, **options: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *rest, **options)

    monkeypatch.delitem(sys.modules, "pyarrow", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("planparse.export.exporters.import_module", without)
    result = run(store("a"), "--to", "parquet", "-o", "out", code=3)
    assert result.stderr == (
        "Error: The Python package pyarrow is not installed. Install it with: pip install 'planparse[parquet]'\n"
    )


def test_one_table_goes_to_stdout(run: Run, store: Store):
    result = run(store("a"), "--to", "jsonl", "--table", "assignment_units")
    assert [json.loads(line)["unit"] for line in result.stdout.splitlines()] == [
        "Văn phòng Sở",
        "Thanh tra Sở",
        "Các phòng chuyên môn",
    ]
    assert result.stderr == ""


def test_records_are_read_from_stdin(run: Run):
    lines = "\n".join(json.dumps(a_record(name)) for name in ("a.pdf", "b.pdf"))
    result = run("-", "--to", "jsonl", "--table", "documents", input=lines)
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert [each["source_name"] for each in documents] == ["a.pdf", "b.pdf"]
    indented = run("-", "--to", "jsonl", "--table", "documents", input=json.dumps(a_record("a.pdf"), indent=2))
    assert json.loads(indented.stdout)["source_name"] == "a.pdf"


def test_less_sure_records_can_be_left_out(run: Run, store: Store):
    result = run(store("a"), "--to", "jsonl", "--table", "citations", "--min-confidence", "0.8")
    assert [json.loads(line)["number"] for line in result.stdout.splitlines()] == ["63/2010/NĐ-CP"]


@pytest.mark.parametrize(
    ("arguments", "code", "wording"),
    [
        (["--to", "ods", "-o", "x"], 2, "There is no format ods. The formats are xlsx, csv"),
        (["--to", "xlsx"], 2, "xlsx does not fit on stdout. Say where to write with -o."),
        (["--to", "csv"], 2, "or --table NAME for one table on stdout"),
        (["--to", "parquet", "--table", "targets"], 2, "does not fit on stdout"),
        (["--to", "sqlite", "--table", "targets", "-o", "x"], 2, "--table is for csv, jsonl, parquet"),
        (["--to", "csv", "--table", "target"], 2, "There is no table target. The tables are documents"),
        (["--to", "csv", "-o", "x", "--delimiter", "|"], 2, 'Use --delimiter ",", ";" or tab.'),
        (["--to", "xlsx", "-o", "x", "--headers", "fr"], 2, "Use --headers vi, en or names."),
        (["--to", "xlsx", "-o", "file/x"], 8, "file is not a folder"),
        (["--to", "csv", "-o", "file"], 8, "file is a file where a folder has to be written"),
        (["--to", "xlsx", "-o", "."], 8, "is a folder where a file has to be written"),
    ],
)
def test_wrong_use_is_one_sentence(run: Run, store: Store, arguments: list[str], code: int, wording: str):
    Path("file").write_text("x")
    result = run(store("a"), *arguments, code=code)
    assert wording in result.stderr and result.stderr.count("\n") == 1
    assert left_behind() == ["file"]


@pytest.mark.parametrize("output", ["a.json", "new.jsonl"])
def test_records_are_never_written_over_or_joined(run: Run, store: Store, output: str):
    folder = store("a")
    before = (folder / "a.json").read_bytes()
    arguments = ("--to", "jsonl", "--table", "targets", "-o", folder / output, "--overwrite")
    assert "among the records" in run(folder, *arguments, code=8).stderr
    assert (folder / "a.json").read_bytes() == before and len(list(folder.iterdir())) == 1


def test_a_device_is_written_to(run: Run, store: Store):
    run(store("a"), "--to", "xlsx", "-o", os.devnull)
    assert not Path(os.devnull).is_file()


def test_a_file_name_cannot_write_to_the_terminal(run: Run, store: Store):
    folder = store("a")
    (folder / "x\x1b[2J.json").write_text("{}")
    result = run(folder, "--to", "sqlite", "-o", "out", code=5)
    assert "\x1b" not in result.stderr and "\\x1b[2J" in result.stderr


def test_quiet_says_errors_only(run: Run, store: Store):
    assert run(store("a"), "--to", "sqlite", "-o", "out", "-q").stderr == ""
