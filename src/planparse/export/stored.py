"""Records that were written before, read back one at a time: JSON files, JSONL files, folders of both, stdin.

What is no record, or a damaged one, is told to the caller in one sentence, and the rest is read. A record is read as a
whole or not at all: what this gives can be written in every format.
"""

from __future__ import annotations

import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from planparse.errors import DamagedInputError, PlanparseError, UnreadableInputError, UnsupportedInputError
from planparse.records import SCHEMA_VERSION, PlanRecord

SUFFIXES = frozenset({".json", ".jsonl"})
"""Files that are taken out of a folder; a file that is named on its own is opened whatever its name says."""

MANIFEST = "manifest.jsonl"
"""What a batch writes beside its records."""

STDIN = Path("-")

MAX_RECORD_BYTES = 256 * 1024 * 1024
"""No batch writes a larger record (`Limits.output_bytes`)."""

SHOWN_PATH = 60
"""Characters of the place in a bad record that are shown: names of fields that are not ours may be of any length."""

Problem = Callable[[str, PlanparseError], None]
"""Called with the place of what could not be read, and why."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file that may hold records."""

    path: Path
    place: str
    """Its path below what was named, with slashes; the same wherever the folder lies."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record and where it was found."""

    record: PlanRecord
    place: str
    """Path of its file below what was named; with `#3` for the third line of a JSONL file."""
    document_id: str
    """From the document and the place: two copies of one document have two ids."""

    @property
    def folder(self) -> str:
        """Folder of the record below what was named; `.` at the top."""
        return os.path.dirname(self.place) or "."  # noqa: PTH120 - a place is no path of this machine

    def at_least(self, confidence: float) -> StoredRecord:
        """The same without citations, targets, assignments and recipients that are less sure."""
        record = self.record
        kept: dict[str, object] = {
            name: tuple(each for each in getattr(record, name) if each.confidence >= confidence)
            for name in ("citations", "targets", "assignments")
        }
        if len(record.recipients_evidence) == len(record.recipients):
            pairs = zip(record.recipients, record.recipients_evidence, strict=True)
            sure = [(text, evidence) for text, evidence in pairs if evidence.confidence >= confidence]
            kept["recipients"] = tuple(text for text, _ in sure)
            kept["recipients_evidence"] = tuple(evidence for _, evidence in sure)
        return replace(self, record=record.model_copy(update=kept))


def find_record_files(inputs: Sequence[Path], on_problem: Problem) -> tuple[RecordFile, ...]:
    """The files to read, in order, each once.

    Args:
        inputs: files, folders that are searched with those below, or `-` for stdin. What is hidden is left out, and the
            manifest of a batch.
        on_problem: told of a file or folder that is missing, and of a folder that holds neither JSON nor JSONL files.
    """
    bases = [_absolute(path) if path.is_dir() else _absolute(path).parent for path in inputs if path != STDIN]
    base = Path(os.path.commonpath(bases)) if bases else Path()
    files: dict[str, RecordFile] = {}
    for path in inputs:
        if path == STDIN:
            files["-"] = RecordFile(STDIN, "<stdin>")
            continue
        try:
            found = _files_of(path)
        except PlanparseError as error:
            on_problem(str(path), error)
            continue
        for file in found:
            place = _absolute(file).relative_to(base).as_posix()
            files.setdefault(str(_absolute(file)), RecordFile(file, place))
    return tuple(files.values())


def read_records(files: Sequence[RecordFile], on_problem: Problem) -> Iterator[StoredRecord]:
    """The records of the files, one at a time; what cannot be read goes to `on_problem`."""
    for file in files:
        try:
            for place, data in _texts(file):
                try:
                    yield stored_record(data, place)
                except PlanparseError as error:
                    on_problem(place, error)
        except OSError as error:
            on_problem(file.place, UnreadableInputError(f"It cannot be read: {error.strerror}."))
        except PlanparseError as error:
            on_problem(file.place, error)


def stored_record(data: bytes, place: str) -> StoredRecord:
    """One record out of its JSON.

    Raises:
        DamagedInputError: this is no JSON, or JSON with numbers that no format can hold.
        UnsupportedInputError: it is no record of planparse, or one of a later version.
    """
    value = _parsed(data)
    if not isinstance(value, dict) or "schema_version" not in value:
        raise UnsupportedInputError("It is no record of planparse.", "Records are what planparse extract writes.")
    _check_version(value["schema_version"])
    # Earlier versions lack fields that have defaults; what they have means the same.
    value["schema_version"] = SCHEMA_VERSION
    record = _validated(value)
    return StoredRecord(record, place, _document_id(record.source.sha256, place))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - a link to a folder keeps its place in the tree


def _files_of(path: Path) -> list[Path]:
    if not path.exists():
        raise UnreadableInputError(f"There is no file {path}.", "Check the path.")
    if not path.is_dir():
        return [path]
    found = [file for file in _files_below(path) if file.suffix.lower() in SUFFIXES and file.name != MANIFEST]
    if not found:
        raise UnreadableInputError(
            f"The folder {path} holds no records.", "planparse extract -o DIR writes them, as .json or .jsonl files."
        )
    return found


def _files_below(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise UnreadableInputError(f"The folder {error.filename} cannot be read: {error.strerror}.") from error

    for parent, names, files in os.walk(folder, onerror=refuse):
        names[:] = sorted(name for name in names if not name.startswith("."))
        yield from (Path(parent) / name for name in sorted(files) if not name.startswith("."))


def _texts(file: RecordFile) -> Iterator[tuple[str, bytes]]:
    """The JSON texts of a file, each with its place."""
    if file.path == STDIN:
        yield from _texts_of_stream(sys.stdin.buffer, file.place, lines=None)
        return
    if not file.path.is_file():
        raise UnsupportedInputError("It is not a regular file.", "Give a file or a folder.")
    with file.path.open("rb") as stream:
        lines = {".json": False, ".jsonl": True}.get(file.path.suffix.lower())
        yield from _texts_of_stream(stream, file.place, lines=lines)


def _texts_of_stream(stream: IO[bytes], place: str, *, lines: bool | None) -> Iterator[tuple[str, bytes]]:
    first = _line(stream)
    if not first:
        raise DamagedInputError("The file is empty.", "Check that it was copied completely.")
    if lines is None:
        lines = _is_json(first)
    if not lines:
        rest = stream.read(MAX_RECORD_BYTES + 1)
        if len(rest) > MAX_RECORD_BYTES:
            raise _too_large()
        yield place, first + rest
        return
    number, line = 1, first
    while line:
        if line.strip():
            yield f"{place}#{number}", line
        number, line = number + 1, _line(stream)


def _line(stream: IO[bytes]) -> bytes:
    line = stream.readline(MAX_RECORD_BYTES + 1)
    if len(line) > MAX_RECORD_BYTES:
        raise _too_large()
    return line


def _too_large() -> UnsupportedInputError:
    return UnsupportedInputError(f"It is larger than any record ({MAX_RECORD_BYTES >> 20} MB).")


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


class _UnfitNumberError(ValueError):
    """A number that the columns cannot hold."""


def _whole(text: str) -> int:
    value = int(text)
    if abs(value) >= 2**63:
        raise _UnfitNumberError
    return value


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _UnfitNumberError
    return value


_LONE_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
"""How JSON writes the bytes of a file name that are no UTF-8, among others."""


def _parsed(data: bytes) -> Any:
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_int=_whole, parse_float=_finite, parse_constant=_finite)
    except UnicodeDecodeError as error:
        raise DamagedInputError("It is not UTF-8 text.", "Get an undamaged copy, or extract the document again.") from (
            error
        )
    except _UnfitNumberError as error:
        raise DamagedInputError("It holds a number that is out of all bounds.", "Extract the document again.") from (
            error
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise DamagedInputError(
            f"It is not valid JSON ({where}).", "Get an undamaged copy, or extract the document again."
        ) from error
    except (ValueError, RecursionError) as error:
        raise DamagedInputError("It is not valid JSON.", "Get an undamaged copy, or extract the document again.") from (
            error
        )
    return _whole_text(value) if _LONE_SURROGATE.search(data) else value


def _whole_text(value: Any) -> Any:
    """The value with each half of a surrogate pair replaced: neither the models nor any format can hold one."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole_text(item) for item in value]
    if isinstance(value, dict):
        return {_whole_text(key): _whole_text(item) for key, item in value.items()}
    return value


_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})\Z")


def _check_version(version: object) -> None:
    found = _VERSION.match(version) if isinstance(version, str) else None
    if found is None:
        raise UnsupportedInputError("It is no record of planparse.", "Records are what planparse extract writes.")
    ours = tuple(map(int, SCHEMA_VERSION.split(".")))
    if (int(found[1]), int(found[2])) > ours:
        raise UnsupportedInputError(
            f"It was written by a later planparse (records {found[0]}; this one reads up to {SCHEMA_VERSION}).",
            "Update planparse: pip install --upgrade planparse",
        )


def _validated(value: dict[str, Any]) -> PlanRecord:
    from pydantic import ValidationError

    try:
        return PlanRecord.model_validate(value)
    except ValidationError as error:
        # Only where and how: the value itself may quote the document.
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])[:SHOWN_PATH] or "the whole"
        more = f", and {error.error_count() - 1} more" if error.error_count() > 1 else ""
        raise DamagedInputError(
            f"It is no valid record: {where} ({first['type'].replace('_', ' ')}){more}.",
            "Extract the document again.",
        ) from error


def _document_id(source: str, place: str) -> str:
    return source[:8] + sha256(f"{source}\n{place}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
