"""Writing a file so that it is either there as a whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from planparse.errors import OutputRefusedError


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to a new file beside `path`, then rename it to `path`; missing folders are made.

    A pipe or a device (`/dev/null`) is written as it is: to rename over it would take its place.

    Raises:
        OutputRefusedError: the disk is full, or the place cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_rename(path, data)
    except OSError as error:
        raise OutputRefusedError(f"{path} cannot be written: {error.strerror}.") from error


def _write_and_rename(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        # Not tempfile: its files are private to the user, a result has the permissions of any other new file.
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
