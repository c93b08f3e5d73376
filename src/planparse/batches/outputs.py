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

from planparse.batches import places
from planparse.batches.job import JobResult
from planparse.batches.listings import list_place
from planparse.batches.places import Place, Remote, read_bytes, size_of, write_bytes
from planparse.errors import PlanparseError, UnreadableInputError

_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.part")
"""Names of the files that `write_atomically` has not finished."""

_listed: dict[str, int] = {}
"""Sizes of the records behind URLs, when the run began."""

_BEFORE_NAME = rb'\A\{\n  "schema_version": "[\d.]{1,20}",\n  "source": \{\n    "name": '


def is_there(output: Place, result: JobResult) -> bool:
    """Whether the record that a result tells of is still there, by its size."""
    if isinstance(output, Remote):
        return _listed.get(output.url, size_of(output.url)) == result.output_bytes
    try:
        return output.stat().st_size == result.output_bytes
    except OSError:
        return False


def remove(output: Place) -> None:
    """Take away the record of a document that has none any more."""
    places.remove(str(output))


def list_records(folder: Place) -> None:
    """Look once which records are in a folder behind a URL, in place of a question for each of them."""
    _listed.clear()
    if isinstance(folder, Remote):
        with contextlib.suppress(UnreadableInputError):  # nothing was written yet
            _listed.update((found.place, found.size) for found in list_place(f"{folder.url.rstrip('/')}/"))


def remove_unfinished(folder: Place, scratch: Path) -> None:
    """Take away what an interrupted run has left: unfinished files, and the temporary folders of its children.

    Children of this process may still live, and use theirs, from one round of `--watch` to the next.
    """
    for place in scratch.glob("*"):
        if not place.name.startswith(f"{os.getpid()}-"):
            shutil.rmtree(place, ignore_errors=True)
    with contextlib.suppress(OSError):  # it is in use, or was never made
        scratch.rmdir()
    if isinstance(folder, Remote):
        return  # an object is there as a whole or not at all
    for path in _files_below(folder):
        if _TEMPORARY.fullmatch(path.name):
            remove(path)


def copy_record(result: JobResult, record: Place, names: tuple[str, str], output: Place, key: str) -> JobResult | None:
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
        data = read_bytes(str(record), result.output_bytes)
    except PlanparseError:
        return None
    if hashlib.sha256(data).hexdigest() != result.output_sha256:
        return None
    before, after = (_json_name(name) for name in names)
    named = re.match(_BEFORE_NAME + b"(" + re.escape(before) + b"),\n", data)
    if named is None:
        return None
    data = data[: named.start(1)] + after + data[named.end(1) :]
    write_bytes(str(output), data)
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(result, key=key, output_bytes=len(data), output_sha256=sha256, seconds=0.0)


def _json_name(name: str) -> bytes:
    from planparse.ingest.opening import printable

    return json.dumps(printable(name), ensure_ascii=False).encode("utf-8", "backslashreplace")


def _files_below(folder: Path) -> Iterator[Path]:
    for parent, _, files in os.walk(folder):
        yield from (Path(parent) / name for name in files)
