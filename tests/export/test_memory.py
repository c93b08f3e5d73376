"""Memory does not grow with the number of records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import psutil
import pytest

from planparse.export.exporters import EXPORTERS, ExportOptions, exporter_named
from planparse.export.stored import RecordFile, StoredRecord, read_records, stored_record

from .conftest import a_record

RECORDS = 2000
WARM = RECORDS // 5
"""After so many records everything that is loaded or filled once is there."""

ALLOWED = 20 * 1024 * 1024
"""Bytes that the rest may add; kept records would take 60 MB. Parquet holds rows until a group is full."""


def used() -> int:
    return int(psutil.Process().memory_info().rss)


@pytest.mark.parametrize("name", EXPORTERS)
def test_memory_of_an_export_stays_flat(name: str, tmp_path: Path):
    stored = stored_record(json.dumps(a_record()).encode(), "x.json")
    exporter = exporter_named(name)
    target = tmp_path / "out"
    if exporter.folder:
        target.mkdir()
    held: list[int] = []

    def records() -> Iterator[StoredRecord]:
        for number in range(RECORDS):
            if number in (WARM, RECORDS - 1):
                held.append(used())
            copied = stored.record.model_copy(deep=True)
            yield replace(stored, record=copied, place=f"{number}.json", document_id=f"{number:016}")

    import_module(exporter.module).export(records(), target, ExportOptions())
    assert held[1] - held[0] < ALLOWED


def test_memory_of_reading_stays_flat(tmp_path: Path):
    file = tmp_path / "all.jsonl"
    line = json.dumps(a_record())
    with file.open("w") as opened:
        opened.writelines(f"{line}\n" for _ in range(RECORDS))
    held = [
        used() for number, _ in enumerate(read_records([RecordFile(file, "all.jsonl")], print)) if not number % WARM
    ]
    assert len(held) == RECORDS / WARM and held[-1] - held[1] < ALLOWED
