"""The records in the output folder, as the coordinator treats them: is it there, take it away, give it another name."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from planparse.batches.job import JobResult
from planparse.export.atomic import write_atomically

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.part")
"""Names of the files that `write_atomically` has not finished."""

_BEFORE_NAME = rb'\A\{\n  "schema_version": "[\d.]{1,20}",\n  "source": \{\n    "name": '


def is_there(output: Path, result: JobResult) -> bool:
    """Whether the record that a result tells of is still there, by its size."""
    try:
        return output.stat().st_size == result.output_bytes
    except OSError:
        return False


def remove(output: Path) -> None:
    """Take away the record of a document that has none any more."""
    with contextlib.suppress(OSError):
        output.unlink()


def remove_unfinished(folder: Path, scratch: Path) -> None:
    """Take away what an interrupted run has left: unfinished files, and the temporary folders of its children."""
    shutil.rmtree(scratch, ignore_errors=True)
    for path in _files_below(folder):
        if _TEMPORARY.fullmatch(path.name):
            remove(path)


def copy_record(result: JobResult, record: Path, names: tuple[str, str], output: Path, key: str) -> JobResult | None:
    """Give a document the record of another one with the same content: only the name of its file is different.

    Args:
        result: of the other document.
        record: its record.
        names: file names of the other document and of this one.
        output: where to write.
        key: name of this document in the batch.

    Returns:
        The result for this document; None if the record is not what was written, so that it has to be read itself.

    Raises:
        OutputRefusedError: the disk is full, or the place cannot be written.
    """
    try:
        data = record.read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != result.output_sha256:
        return None
    before, after = (_json_name(name) for name in names)
    named = re.match(_BEFORE_NAME + b"(" + re.escape(before) + b"),\n", data)
    if named is None:
        return None
    data = data[: named.start(1)] + after + data[named.end(1) :]
    write_atomically(output, data)
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(result, key=key, output_bytes=len(data), output_sha256=sha256, seconds=0.0)


def _json_name(name: str) -> bytes:
    from planparse.ingest.opening import printable

    return json.dumps(printable(name), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, _, files in os.walk(folder):
        yield from (Path(parent) / name for name in files)
