"""The memory of a batch: a row for each document, in `OUT/.planparse/state.sqlite`.

The coordinator alone writes. A row is committed only after the record is there, so that a batch that is killed at any
moment knows at most less than it has done; what it does not know of is written again, the same bytes.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import IO, Any, Self

from planparse.batches.identity import NOTHING, Identity
from planparse.batches.inputs import Document
from planparse.batches.job import Counts, JobResult, Outcome, Reason
from planparse.batches.places import Place, as_place, state_folder
from planparse.errors import OutputRefusedError, UnreadableInputError

_LOCK_PATIENCE = 1.0
"""Seconds to wait for a lock: that of a coordinator which was just killed is given up with its process."""

_GROUP_ROWS, _GROUP_SECONDS = 100, 1.0
"""A commit takes 0.1 ms; rows that are not committed when the coordinator is killed are read once more."""

_COUNTS = tuple(field.name for field in fields(Counts))
_COLUMNS = (
    *("key", "source", "size", "mtime_ns", "sha256", "reading", "run", "present"),
    *("outcome", "reason", "message", *_COUNTS, "output_bytes", "output_sha256", "seconds"),
)

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS documents (
    key BLOB PRIMARY KEY,           -- file names are bytes
    source BLOB NOT NULL,
    size INTEGER, mtime_ns INTEGER, sha256 TEXT,
    reading TEXT,                   -- fingerprint of version, options and dictionaries
    run INTEGER,                    -- the run that read it
    present INTEGER NOT NULL,       -- whether the last run had it among its inputs
    outcome TEXT, reason TEXT, message TEXT,
    {", ".join(f"{name} INTEGER" for name in _COUNTS)},
    output_bytes INTEGER, output_sha256 TEXT, seconds REAL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents ON documents (sha256, reading);
CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, reading TEXT NOT NULL);
PRAGMA user_version = 1;
"""
_PUT = f"INSERT OR REPLACE INTO documents ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_GET = f"SELECT {', '.join(_COLUMNS)} FROM documents"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about a document."""

    key: str
    source: Place
    identity: Identity = NOTHING
    reading: str = ""
    run: int = 0
    present: bool = True
    result: JobResult | None = None
    """None for a document that was not read yet."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A batch in numbers: the documents that the last run had among its inputs."""

    documents: int = 0
    unread: int = 0
    done: int = 0
    partial: int = 0
    failed: tuple[tuple[Reason, int], ...] = ()
    """Failed documents by reason, in the order of `Reason`."""
    pages: int = 0
    seconds: float = 0.0
    """CPU time of reading them."""
    gone: int = 0
    """Documents of earlier runs that were no inputs of the last; their records are left alone. Not in `documents`."""


class State:
    """The state of one output folder, open. Use it as a context manager, from one thread."""

    def __init__(self, connection: sqlite3.Connection, lock: IO[bytes] | None = None) -> None:
        self._connection = connection
        self._lock = lock
        self._pending = 0
        self._committed = time.monotonic()
        self.run = 0

    @classmethod
    def open(cls, output: Place, folder: Path | None = None) -> State:
        """Open the state for a run, and keep every other coordinator out until it is closed.

        Args:
            folder: where the state is, if not at `places.state_folder`.

        Raises:
            OutputRefusedError: another coordinator works on this output, or it cannot be written.
        """
        folder = folder or state_folder(str(output))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _locked(folder / "lock", output)
            connection = sqlite3.connect(folder / "state.sqlite")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(_SCHEMA)
        except OSError as error:
            raise OutputRefusedError(f"{folder} cannot be written: {error.strerror}.") from error
        except sqlite3.Error as error:
            raise OutputRefusedError(
                f"The state of the batch in {folder} cannot be used: {error}.",
                "Remove this folder to read all documents again.",
            ) from error
        return cls(connection, lock)

    @classmethod
    def look_into(cls, output: Place, folder: Path | None = None) -> State:
        """Open the state to read it, also while a batch runs.

        Args:
            folder: where the state is, if not at `places.state_folder`.

        Raises:
            UnreadableInputError: the folder is not the output of a batch.
        """
        file = (folder or state_folder(str(output))) / "state.sqlite"
        if not file.is_file():
            raise UnreadableInputError(
                f"{output} is not the output folder of a batch.", "Name the folder that batch got with -o."
            )
        try:
            connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
            connection.execute("SELECT 1 FROM runs")
        except sqlite3.Error as error:
            raise UnreadableInputError(f"The state of the batch in {file} cannot be read: {error}.") from error
        return cls(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._lock is not None:
                self.commit()
        finally:
            self._connection.close()
            if self._lock is not None:
                self._lock.close()

    def begin(self, documents: Iterable[Document], reading: str) -> None:
        """Begin a run: know its documents, and forget which were inputs before."""
        with _writing():
            cursor = self._connection.execute("INSERT INTO runs (reading) VALUES (?)", (reading,))
            self.run = cursor.lastrowid or 0
            self._connection.execute("DELETE FROM runs WHERE run < ?", (self.run,))
            self._connection.execute("UPDATE documents SET present = 0 WHERE present")
            self._connection.executemany(
                "INSERT INTO documents (key, source, present) VALUES (?, ?, 1) "
                "ON CONFLICT (key) DO UPDATE SET present = 1",
                ((os.fsencode(document.key), os.fsencode(str(document.source))) for document in documents),
            )
        self.commit()

    def get(self, key: str) -> Entry | None:
        """What is known about a document."""
        row = self._connection.execute(f"{_GET} WHERE key = ?", (os.fsencode(key),)).fetchone()
        return None if row is None else _entry(row)

    def same_content(self, sha256: str, reading: str) -> Iterator[Entry]:
        """Documents with this content that were read in this way."""
        rows = self._connection.execute(
            f"{_GET} WHERE sha256 = ? AND reading = ? AND outcome IS NOT NULL", (sha256, reading)
        )
        yield from map(_entry, rows)

    def put(self, entry: Entry) -> None:
        """Write down what is known about a document; its record must be there already."""
        with _writing():
            self._connection.execute(_PUT, _row(entry))
        self._pending += 1
        if self._pending >= _GROUP_ROWS or time.monotonic() - self._committed > _GROUP_SECONDS:
            self.commit()

    def commit(self) -> None:
        """Make everything last that was written down."""
        with _writing():
            self._connection.commit()
        self._pending, self._committed = 0, time.monotonic()

    def entries(self) -> Iterator[Entry]:
        """All documents, in the order of their keys."""
        yield from map(_entry, self._connection.execute(f"{_GET} ORDER BY key"))

    def totals(self) -> Totals:
        """Count the documents; those that were read in another way than the last run asked for count as unread."""
        groups = self._connection.execute(
            "SELECT present, CASE WHEN reading = (SELECT reading FROM runs ORDER BY run DESC LIMIT 1) THEN outcome END "
            "AS known, reason, COUNT(*), COALESCE(SUM(pages), 0), COALESCE(SUM(seconds), 0) "
            "FROM documents GROUP BY present, known, reason"
        )
        totals = Totals()
        failed: dict[Reason, int] = {}
        for present, outcome, reason, count, pages, seconds in groups:
            if not present:
                totals = replace(totals, gone=totals.gone + count)
                continue
            totals = replace(totals, documents=totals.documents + count)
            if outcome is None:
                totals = replace(totals, unread=totals.unread + count)
                continue
            totals = replace(totals, pages=totals.pages + pages, seconds=totals.seconds + seconds)
            if outcome == Outcome.DONE:
                totals = replace(totals, done=totals.done + count)
            elif outcome == Outcome.PARTIAL:
                totals = replace(totals, partial=totals.partial + count)
            else:
                failed[Reason(reason)] = failed.get(Reason(reason), 0) + count
        return replace(totals, failed=tuple((reason, failed[reason]) for reason in Reason if reason in failed))


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutputRefusedError(
            f"The state of the batch cannot be written: {error}.", "Make room; the same command then goes on."
        ) from error


def _locked(path: Path, output: Place) -> IO[bytes]:
    file = path.open("ab")
    patience = time.monotonic() + _LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        except BlockingIOError as error:
            if time.monotonic() > patience:
                file.close()
                raise OutputRefusedError(
                    f"Another batch is writing to {output}.", "Wait for its end, or choose another folder."
                ) from error
            time.sleep(0.05)


def _row(entry: Entry) -> tuple[Any, ...]:
    result = entry.result
    assert result is not None
    identity = entry.identity
    return (
        *(os.fsencode(entry.key), os.fsencode(str(entry.source)), identity.size, identity.mtime_ns, identity.sha256),
        *(entry.reading, entry.run, entry.present, result.outcome.value, result.reason and result.reason.value),
        os.fsencode(result.message).decode("utf-8", "replace"),
        *(getattr(result.counts, name) for name in _COUNTS),
        *(result.output_bytes, result.output_sha256, result.seconds),
    )


def _entry(row: tuple[Any, ...]) -> Entry:
    values = dict(zip(_COLUMNS, row, strict=True))
    key, source, present = os.fsdecode(values["key"]), as_place(os.fsdecode(values["source"])), bool(values["present"])
    if values["outcome"] is None:
        return Entry(key, source, present=present)
    return Entry(
        key=key,
        source=source,
        identity=Identity(values["size"], values["mtime_ns"], values["sha256"]),
        reading=values["reading"],
        run=values["run"],
        present=present,
        result=JobResult(
            key=key,
            outcome=Outcome(values["outcome"]),
            reason=values["reason"] and Reason(values["reason"]),
            message=values["message"],
            counts=Counts(*(values[name] for name in _COUNTS)),
            output_bytes=values["output_bytes"],
            output_sha256=values["output_sha256"],
            source_sha256=values["sha256"],
            seconds=values["seconds"],
        ),
    )
