"""What a child process and its coordinator say to each other over pipes.

A message is four bytes of length and its content. Jobs go to the child as pickles. What comes back is JSON: a process
that opens files from anywhere is not trusted with pickles.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from planparse.batches.job import Job, JobResult
from planparse.options import Options

_LENGTH_BYTES = 4


@dataclass(frozen=True, slots=True)
class Prepare:
    """To the child, first of all: load what the documents need."""

    reader: str
    """Dotted name of the function that reads a job, such as `planparse.batches.read_job:read_job`."""
    options: Options


@dataclass(frozen=True, slots=True)
class Ready:
    """From the child: it is prepared."""


@dataclass(frozen=True, slots=True)
class Refused:
    """From the child: no document can be read at all."""

    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PageRead:
    """From the child: it goes on."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished:
    """From the child: a document is read, well or badly."""

    result: JobResult
    resident_bytes: int
    """Memory that the child holds now."""


Report = Ready | Refused | PageRead | Finished


def send(stream: BinaryIO, message: Prepare | Job | Report) -> None:
    """Write one message.

    Raises:
        BrokenPipeError: the other side is gone.
    """
    content = pickle.dumps(message) if isinstance(message, Prepare | Job) else _to_json(message)
    stream.write(len(content).to_bytes(_LENGTH_BYTES, "big") + content)
    stream.flush()


def receive_order(stream: BinaryIO) -> Prepare | Job | None:
    """Read what the coordinator says; None when it is gone."""
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    content = stream.read(int.from_bytes(head, "big"))
    order: Prepare | Job = pickle.loads(content)
    return order


class Inbox:
    """Puts the messages of a child together from what arrives piece by piece."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def add(self, data: bytes) -> Iterator[Report]:
        """The messages that are complete with this piece.

        Raises:
            ValueError: this is no message; the child has lost its mind.
        """
        self._buffer += data
        while len(self._buffer) >= _LENGTH_BYTES:
            end = _LENGTH_BYTES + int.from_bytes(self._buffer[:_LENGTH_BYTES], "big")
            if len(self._buffer) < end:
                return
            content = bytes(self._buffer[_LENGTH_BYTES:end])
            del self._buffer[:end]
            yield _from_json(content)


def _to_json(report: Report) -> bytes:
    match report:
        case Ready():
            values: list[object] = ["ready"]
        case Refused(message, remedy):
            values = ["refused", message, remedy]
        case PageRead(done, total):
            values = ["page", done, total]
        case Finished(result, resident):
            values = ["finished", result.to_values(), resident]
    return json.dumps(values).encode()


def _from_json(content: bytes) -> Report:
    match json.loads(content):
        case ["ready"]:
            return Ready()
        case ["refused", str(message), str(remedy)]:
            return Refused(message, remedy)
        case ["page", int(done), int(total)]:
            return PageRead(done, total)
        case ["finished", dict(values), int(resident)]:
            return Finished(JobResult.from_values(values), resident)
    raise ValueError("not a message of a child process")
