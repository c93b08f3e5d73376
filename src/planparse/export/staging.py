"""Outputs that are written piece by piece, yet are there as a whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from planparse.errors import OutputRefusedError


@contextmanager
def staged(output: Path, *, folder: bool = False) -> Iterator[Path]:
    """A path beside `output` to write to; it takes the place of `output` when the block ends without an exception.

    Args:
        output: where the result belongs. Of a folder that exists, files of the same names are replaced, others stay. A
            pipe or a device (`/dev/null`) is written to.
        folder: give an empty folder instead of a path where a file can be created.

    Raises:
        OutputRefusedError: the disk is full, or the place cannot be written.
    """
    special = output.exists() and not output.is_file() and not folder
    temporary = output.with_name(f".{secrets.token_hex(8)}.part")
    if special:
        import tempfile

        temporary = Path(tempfile.gettempdir()) / temporary.name
    try:
        temporary.parent.mkdir(parents=True, exist_ok=True)
        if folder:
            temporary.mkdir()
        yield temporary
        for file in _files_in(temporary):
            _flush(file)
        if special:
            with temporary.open("rb") as source, output.open("wb") as sink:
                shutil.copyfileobj(source, sink)
        else:
            _put(temporary, output)
    except OSError as error:
        raise OutputRefusedError(f"{output} cannot be written: {error.strerror or error}.") from error
    finally:
        _remove(temporary)


def check_output(output: Path, files: Sequence[Path], *, folder: bool, overwrite: bool) -> None:
    """Refuse an output that exists, before any work is done.

    Args:
        files: the files that will be written.

    Raises:
        OutputRefusedError: one of them exists and may not be replaced, or the place cannot be written.
    """
    if folder and output.exists() and not output.is_dir():
        raise OutputRefusedError(f"{output} is a file where a folder has to be written.", "Choose another output.")
    for file in files:
        if file.is_dir():
            raise OutputRefusedError(f"{file} is a folder where a file has to be written.", "Choose another output.")
        if file.is_file() and not overwrite:
            raise OutputRefusedError(f"{file} exists.", "Use --overwrite to replace it.")
    parent = next((parent for parent in output.parents if parent.exists()), Path())
    if not parent.is_dir():
        raise OutputRefusedError(f"{output} cannot be written: {parent} is not a folder.")
    if not os.access(parent, os.W_OK) and not output.exists():
        raise OutputRefusedError(f"{output} cannot be written: {parent} is write-protected.", "Choose another folder.")


def _files_in(path: Path) -> list[Path]:
    return sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _flush(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def _put(temporary: Path, output: Path) -> None:
    if not temporary.is_dir() or not output.exists():
        temporary.replace(output)
        return
    for file in _files_in(temporary):
        place = output / file.relative_to(temporary)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.replace(place)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
