"""Files, folders, lines, batches: what is read, what is left out, and how little memory it takes."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import sys
import tracemalloc
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from planparse.errors import UnreadableInputError, UsageError
from planparse.validation.finding import Checked, Totals
from planparse.validation.run import validate

MISSING = Path("missing.json")


@pytest.fixture
def sound(made: dict[str, bytes]) -> bytes:
    return made["commune-text.txt"]


@pytest.fixture
def line(sound: bytes) -> bytes:
    return json.dumps(json.loads(sound), ensure_ascii=False).encode() + b"\n"


def codes(results: list[Checked]) -> dict[str, list[str]]:
    return {f"{c.file.name}:{c.line or ''}": [finding.code for finding in c.findings] for c in results}


def test_a_folder_of_all_sorts(tmp_path: Path, sound: bytes, line: bytes):
    (tmp_path / "deep").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name, data in {
        "a.json": sound,
        "deep/b.json": b"{",
        "c.jsonl": line + b"\n" + line + b"oops\n",
        "lines.json": line + line,
        "d.gold.json": b"{}",
        ".e.json": b"{",
        ".hidden/f.json": b"{",
        "notes.txt": b"x",
    }.items():
        (tmp_path / name).write_bytes(data)
    assert codes(list(validate([tmp_path]))) == {
        "a.json:": [],
        "c.jsonl:1": [],
        "c.jsonl:3": [],
        "c.jsonl:4": ["damaged-json"],
        "lines.json:1": [],
        "lines.json:2": [],
        "b.json:": ["damaged-json"],
    }


@pytest.mark.parametrize("several", [False, True])
def test_records_that_are_piped_in(monkeypatch, sound: bytes, line: bytes, several: bool):
    data = line * 3 if several else sound
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    results = list(validate([Path("-")]))
    assert [c.line for c in results] == ([1, 2, 3] if several else [None])
    assert not any(c.findings for c in results)


def test_nothing_to_read(tmp_path: Path):
    with pytest.raises(UnreadableInputError, match="no record"):
        list(validate([tmp_path]))
    with pytest.raises(UnreadableInputError, match="does not exist"):
        list(validate([tmp_path / "none"]))
    (tmp_path / "manifest.jsonl").write_text("")
    with pytest.raises(UsageError, match="Name its folder"):
        list(validate([tmp_path / "manifest.jsonl"]))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path, sound: bytes):
    (tmp_path / "a.json").write_bytes(sound)
    (tmp_path / "b.json").write_bytes(sound)
    (tmp_path / "b.json").chmod(0)
    assert codes(list(validate([tmp_path]))) == {"a.json:": [], "b.json:": ["unreadable-file"]}


def test_a_link_to_nowhere_is_a_finding(tmp_path: Path, sound: bytes):
    (tmp_path / "a.json").write_bytes(sound)
    (tmp_path / "b.json").symlink_to(tmp_path / "nowhere")
    assert codes(list(validate([tmp_path]))) == {"a.json:": [], "b.json:": ["unreadable-file"]}


def entry(sound: bytes, key: str, **changes: Any) -> dict[str, Any]:
    record = json.loads(sound)
    counts = {name: len(record[name]) for name in ("citations", "targets", "assignments", "tables", "diagnostics")}
    return {
        "key": key,
        "source": f"/plans/{key}",
        "sha256": record["source"]["sha256"],
        "outcome": "done",
        "counts": counts | {"pages": 3},
        "output": f"{key}.json",
        "output_sha256": hashlib.sha256(sound).hexdigest(),
    } | changes


@pytest.fixture
def batch(tmp_path: Path, sound: bytes) -> Any:
    """A folder as a batch leaves it, and a way to write its manifest anew."""
    (tmp_path / "2026").mkdir()
    (tmp_path / ".planparse").mkdir()
    (tmp_path / ".planparse" / "state.json").write_text("{")
    for name in ("a.txt.json", "2026/b.txt.json"):
        (tmp_path / name).write_bytes(sound)

    def write(*entries: Any) -> dict[str, list[str]]:
        lines = [one if isinstance(one, str) else json.dumps(one) for one in entries]
        (tmp_path / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
        return {name: found for name, found in codes(list(validate([tmp_path]))).items() if found}

    return SimpleNamespace(folder=tmp_path, write=write, a=entry(sound, "a.txt"), b=entry(sound, "2026/b.txt"))


def test_a_sound_batch(batch):
    failed = {"key": "c.pdf", "outcome": "failed", "reason": "damaged", "output": None, "counts": {"citations": 0}}
    assert batch.write(batch.a, batch.b, failed) == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"output_sha256": "0" * 64}, {"a.txt.json:": ["record-changed"]}),
        ({"output_sha256": None}, {}),
        ({"sha256": "0" * 64}, {"a.txt.json:": ["record-changed"]}),
        ({"counts": {"citations": 99}}, {"a.txt.json:": ["record-changed"]}),
        ({"counts": {"tables": "x"}}, {"a.txt.json:": ["record-unlisted"], "manifest.jsonl:": ["manifest-damaged"]}),
        ({"output": None}, {"a.txt.json:": ["record-unlisted"]}),
        ({"output": "x.json"}, {"a.txt.json:": ["record-unlisted"], "manifest.jsonl:": ["record-missing"]}),
        ({"output": "../x"}, {"a.txt.json:": ["record-unlisted"], "manifest.jsonl:": ["manifest-damaged"]}),
        ({"key": "2026/b.txt"}, {"manifest.jsonl:": ["manifest-repeated"]}),
    ],
)  # fmt: skip
def test_manifest_and_records_have_to_agree(batch, change: dict[str, Any], found: dict[str, list[str]]):
    assert batch.write(batch.a | change, batch.b) == found


@pytest.mark.parametrize("damaged", ["{", "[]", "3", '{"key": 5, "output": "x"}', '{"key": "x"}'])
def test_a_damaged_manifest_is_a_finding(batch, damaged: str):
    assert batch.write(batch.a, damaged, batch.b) == {"manifest.jsonl:": ["manifest-damaged"]}


def test_a_record_that_was_cut_off(batch):
    (batch.folder / "a.txt.json").write_bytes(b'{"schema_version"')
    assert batch.write(batch.a, batch.b) == {"a.txt.json:": ["damaged-json", "record-changed"]}


def test_memory_does_not_grow_with_the_number_of_records(tmp_path: Path, line: bytes):
    """A record takes a hundred times its bytes for a moment; what is kept of each is nothing."""

    def peak(count: int) -> int:
        with (tmp_path / "all.jsonl").open("wb") as file:
            for _ in range(count):
                file.write(line)
        totals = Totals()
        tracemalloc.start()
        for _ in totals.watch(validate([tmp_path / "all.jsonl"])):
            gc.collect()  # what waits for the collector is not kept, and comes and goes as it likes
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert totals.records == count and totals.findings == 0
        return highest

    # What is kept shows every time, and what other tests left to be done does not: hence the least of two. Before that
    # one record fills the tables and caches, which else stood in what few records take (two lines).
    peak(1)
    few = min(peak(3), peak(3))
    assert min(peak(60), peak(60)) < few + len(line)
