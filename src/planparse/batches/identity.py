"""What tells whether a document has to be read again: its content, and all that the record depends on beside it."""

from __future__ import annotations

import hashlib
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from planparse.batches.places import Place, Remote
from planparse.errors import UsageError
from planparse.knowledge import shipped_dictionaries
from planparse.options import Options

NO_TIME = -1
"""A time of change that no file has."""

_UNSETTLED_NS = 2_000_000_000
"""A file that was changed so shortly before it was hashed can change again without another time: file systems count
time in steps of 4 ms (ext4) to 2 s (FAT)."""

_WITHOUT_EFFECT = frozenset({"jobs", "cache", "dictionaries"})
"""Options that change no record; dictionaries count by their content."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A file at one moment."""

    size: int
    mtime_ns: int
    sha256: str = ""
    """Of its content; empty where it cannot be read."""

    def looks_like(self, other: Identity) -> bool:
        """Whether size and time are the same, so that the content is taken to be."""
        return (self.size, self.mtime_ns) == (other.size, other.mtime_ns)


NOTHING = Identity(NO_TIME, NO_TIME)
"""What a file that is missing looks like."""


def look(path: Place) -> Identity:
    """Size and time of a file, or of none: a file that is missing looks like itself until it is there.

    In place of the time an object has a number made from its marker (its ETag, or whatever changes with its content),
    as its folder was listed.
    """
    if isinstance(path, Remote):
        return Identity(path.size, _number(path.marker) if path.marker else NO_TIME)
    try:
        status = path.stat()
    except OSError:
        return NOTHING
    return Identity(status.st_size, status.st_mtime_ns)


def identify(path: Place) -> Identity:
    """Size, time and content of a file; the time only where a later change is sure to show in it.

    Of an object the content stays open: to fetch it for this alone would double the traffic.
    """
    if isinstance(path, Remote):
        return look(path)
    before = look(path)
    now = time.time_ns()
    try:
        if not path.is_file():
            return before  # a pipe would be emptied by this
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return before
    settled = look(path).looks_like(before) and now - before.mtime_ns > _UNSETTLED_NS
    return Identity(before.size, before.mtime_ns if settled else NO_TIME, sha256)


def _number(marker: str) -> int:
    return int.from_bytes(hashlib.sha256(marker.encode()).digest()[:7], "big")


def reading_fingerprint(options: Options) -> str:
    """A hash of all that a record depends on beside the document: version, options, content of the dictionaries.

    Raises:
        UsageError: the folder of dictionaries is missing.
    """
    from planparse import __version__

    if options.dictionaries is not None and not options.dictionaries.is_dir():
        raise UsageError(f"There is no folder {options.dictionaries}.", "Check --dictionaries.")
    values = {name: value for name, value in asdict(options).items() if name not in _WITHOUT_EFFECT}
    parts = [__version__, json.dumps(values, sort_keys=True, default=str)]
    for folder in filter(None, (options.dictionaries, shipped_dictionaries())):
        parts += [f"{entry.name} {_file_hash(entry.path)}" for entry in _files(folder)]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _files(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted((entry for entry in entries if entry.is_file()), key=lambda entry: entry.name)


def _file_hash(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123 - an entry of a folder
        return hashlib.file_digest(file, "sha256").hexdigest()
