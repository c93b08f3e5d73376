"""Reading records back: which files are taken, what their ids are, and what happens with those that are none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.errors import DamagedInputError, PlanparseError, UnsupportedInputError
from planparse.export.stored import StoredRecord, find_record_files, read_records, stored_record

from .conftest import Store, a_record


def read(*paths: Path) -> tuple[list[StoredRecord], list[tuple[str, PlanparseError]]]:
    problems: list[tuple[str, PlanparseError]] = []

    def note(place: str, error: PlanparseError) -> None:
        problems.append((place, error))

    return list(read_records(find_record_files(paths, note), note)), problems


def test_folder_is_read_without_what_a_batch_writes_beside_its_records(store: Store):
    folder = store("b", "2026/a", "2025/a.pdf")
    (folder / "manifest.jsonl").write_text("{}\n")
    (folder / ".planparse").mkdir()
    (folder / ".planparse" / "state.json").write_text("{}")
    (folder / "notes.txt").write_text("x")
    records, problems = read(folder)
    assert [stored.place for stored in records] == ["b.json", "2025/a.pdf.json", "2026/a.json"]
    assert problems == []


def test_ids_depend_on_document_and_place_alone(store: Store, tmp_path: Path):
    same = a_record()
    folder = store(records={"a": same, "x/b": same})
    first = [stored.document_id for stored in read(folder)[0]]
    folder.rename(tmp_path / "elsewhere")
    assert [stored.document_id for stored in read(tmp_path / "elsewhere")[0]] == first
    assert len(set(first)) == 2 and all(len(each) == 16 for each in first)
    assert all(each.startswith(same["source"]["sha256"][:8]) for each in first)


def test_a_file_named_twice_is_read_once(store: Store):
    folder = store("a", "b")
    records, problems = read(folder, folder / "a.json", folder)
    assert [stored.place for stored in records] == ["a.json", "b.json"] and problems == []


def test_lines_are_records_of_their_own(tmp_path: Path):
    file = tmp_path / "all.jsonl"
    lines = [json.dumps(a_record("a.pdf")), "", "{broken", json.dumps(a_record("b.pdf"))]
    file.write_text("\n".join(lines))
    records, problems = read(file)
    assert [stored.place for stored in records] == ["all.jsonl#1", "all.jsonl#4"]
    assert [place for place, _ in problems] == ["all.jsonl#3"]


def test_indented_json_under_another_name_is_one_record(tmp_path: Path):
    (tmp_path / "record").write_text(json.dumps(a_record(), indent=2))
    assert len(read(tmp_path / "record")[0]) == 1


BROKEN: dict[str, tuple[Any, str]] = {
    "cut": (json.dumps(a_record())[:500].encode(), "not valid JSON"),
    "empty object": (b"{}", "no record of planparse"),
    "list": (b"[1, 2]", "no record of planparse"),
    "number": (b"7", "no record of planparse"),
    "geojson": (b'{"type": "FeatureCollection", "features": []}', "no record of planparse"),
    "latin-1": ('{"schema_version": "kế'.encode("utf-16"), "not UTF-8"),
    "version without dots": (b'{"schema_version": 1}', "no record of planparse"),
    "nested": (b"[" * 100_000, "not valid JSON"),
    "not a number": (json.dumps({**a_record(), "recipients": [float("nan")]}).encode(), "out of all bounds"),
    "infinite": (json.dumps(a_record()).replace("62.5", "1e999").encode(), "out of all bounds"),
    "huge": (json.dumps(a_record()).replace('"line": 20', '"line": 9223372036854775808').encode(), "out of all bounds"),
    "endless": (json.dumps(a_record()).replace('"line": 20', f'"line": {"9" * 5000}').encode(), "not valid JSON"),
    "field missing": (json.dumps({k: v for k, v in a_record().items() if k != "source"}).encode(), "source (missing)"),
    "foreign field": (json.dumps({**a_record(), "x" * 900: 1}).encode(), "extra forbidden"),
    "bad date": (json.dumps(a_record()).replace("2026-02-15", "15/02/2026").encode(), "deadline_date"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_record_gets_one_sentence(name: str):
    data, wording = BROKEN[name]
    with pytest.raises((DamagedInputError, UnsupportedInputError)) as caught:
        stored_record(data, "x.json")
    assert wording in caught.value.message and "\n" not in str(caught.value) and len(str(caught.value)) < 250


def test_values_of_a_bad_record_are_not_quoted():
    record = a_record()
    record["targets"][0]["value"] = "bí mật"
    with pytest.raises(DamagedInputError) as caught:
        stored_record(json.dumps(record).encode(), "x.json")
    assert "targets.0.value" in str(caught.value) and "bí mật" not in str(caught.value)


@pytest.mark.parametrize("version", ["1.999", "2.0", "10.0"])
def test_a_later_version_is_said_to_be_one(version: str):
    with pytest.raises(UnsupportedInputError, match="later planparse") as caught:
        stored_record(json.dumps({**a_record(), "schema_version": version, "new": 1}).encode(), "x.json")
    assert version in caught.value.message and "Update" in caught.value.remedy


def test_earlier_versions_of_the_contract_are_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("planparse.export.stored._check_version", lambda version: None)
    assert stored_record(json.dumps({**a_record(), "schema_version": "0.9"}).encode(), "x.json").record.targets


def test_bom_and_half_surrogates_are_survived():
    record = a_record("ke\udcffhoach.pdf")
    stored = stored_record(b"\xef\xbb\xbf" + json.dumps(record).encode(), "x.json")
    assert stored.record.source.name == "ke\N{REPLACEMENT CHARACTER}hoach.pdf"


def test_surrogate_pairs_stay():
    record = a_record("\N{GRINNING FACE}\udc00.pdf")
    name = stored_record(json.dumps(record).encode(), "x.json").record.source.name
    assert name == "\N{GRINNING FACE}\N{REPLACEMENT CHARACTER}.pdf"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(data: bytes):
    with pytest.raises(PlanparseError):
        stored_record(data, "x.json")


def test_confidence_selects_records_and_keeps_their_ids(store: Store):
    (stored,), _ = read(store("a"))
    kept = stored.at_least(0.9).record
    assert [citation.id for citation in kept.citations] == [stored.record.citations[0].id]
    assert kept.recipients == ("UBND tỉnh (b/c)",) and len(kept.recipients_evidence) == 1
    assert stored.at_least(0.0).record == stored.record


def test_an_unreadable_file_and_a_missing_one_are_told(store: Store, tmp_path: Path):
    folder = store("a")
    (folder / "b.json").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    records, problems = read(folder, tmp_path / "nowhere", tmp_path / "empty")
    assert len(records) == 1
    assert [str(error).split(".")[0] for _, error in problems] == [
        f"There is no file {tmp_path / 'nowhere'}",
        f"The folder {tmp_path / 'empty'} holds no records",
        "The file is empty",
    ]
