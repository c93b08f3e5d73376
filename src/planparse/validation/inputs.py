"""Where records lie: JSON files, JSON Lines, folders of both; read one record at a time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from planparse.validation.finding import Entry

MANIFEST = "manifest.jsonl"
"""The list that a batch writes beside its records; it holds none itself."""
RECORD_SUFFIXES = (".json", ".jsonl", ".ndjson")
LINE_SUFFIXES = (".jsonl", ".ndjson")
_NOT_RECORDS = (".gold.json",)
STDIN = Path("-")
"""Stands for records that are piped in."""


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder and those below it that may hold records, sorted; hidden ones are left out.

    Raises:
        OSError: a folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise error

    for parent, names, files in os.walk(folder, onerror=refuse):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(files) if _may_hold_records(name))


def _may_hold_records(name: str) -> bool:
    lower = name.lower()
    return (
        lower.endswith(RECORD_SUFFIXES)
        and not lower.endswith(_NOT_RECORDS)
        and not name.startswith(".")
        and name != MANIFEST
    )


def entries(file: Path) -> Iterator[Entry]:
    """The records of one file, or of what is piped in (`-`).

    Each line of JSON Lines is one, known by the name of the file or by a first line that is complete; else the whole.

    Raises:
        OSError: the file cannot be read.
    """
    if file == STDIN:
        yield from _of_stream(file, sys.stdin.buffer)
        return
    with file.open("rb") as stream:
        if file.suffix.lower() in LINE_SUFFIXES:
            yield from _lines(file, stream)
        else:
            yield from _of_stream(file, stream)


def _of_stream(file: Path, stream: BinaryIO) -> Iterator[Entry]:
    first, second = stream.readline(), stream.readline()
    if second.strip() and _is_complete(first):
        yield from _lines(file, chain((first, second), stream))
    else:
        yield Entry(file, None, b"".join((first, second, stream.read())))


def _is_complete(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(file: Path, lines: Iterable[bytes]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Entry(file, number, line)
