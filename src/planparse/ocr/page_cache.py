"""What was read on pages, kept in a folder: a second run with other options of parsing reads no page again.

An entry is named by everything that the reading depends on: the pixels of the page, its resolution and size, the
languages, the engine and its version, the weights that read handwriting, and the version of planparse. What belongs to
the document (the number of the page and of its first line) is not kept. Several processes may share a folder: an entry
is written to a file of its own and then renamed, and what cannot be read is a miss.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from planparse import __version__

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from planparse.ocr.preparation import Pixels
    from planparse.ocr.read import OcrReading

FORMAT = 5
"""Raised when the reading of pages changes within a version of planparse."""
SUFFIX = ".page"
LIMIT_BYTES = 512 * 1024 * 1024
"""Size of a folder from which the entries that were used longest ago are removed; a page takes about 10 KB."""
TRIM_EVERY = 256
"""Entries that a process writes between two looks at the size of the folder."""


@dataclass
class PageCache:
    """A folder of pages that were read."""

    folder: Path
    limit: int = LIMIT_BYTES
    written: int = 0

    def load(self, key: str) -> OcrReading | None:
        """The reading that is kept under a key; None when there is none, or it is damaged."""
        path = self._path(key)
        try:
            reading = _adapter().validate_json(zlib.decompress(path.read_bytes()))
        except (OSError, ValueError, zlib.error, MemoryError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # used just now: the last to be removed
        return reading

    def store(self, key: str, reading: OcrReading) -> None:
        """Keep a reading. A folder that cannot be written costs nothing but the next run's time."""
        path = self._path(key)
        data = zlib.compress(_adapter().dump_json(reading), 6)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
                try:
                    part.write(data)
                    part.flush()
                    Path(part.name).replace(path)
                except BaseException:
                    Path(part.name).unlink(missing_ok=True)
                    raise
        except OSError:
            return
        if self.written % TRIM_EVERY == 0:
            self.trim()
        self.written += 1

    def trim(self) -> None:
        """Remove the entries that were used longest ago until the folder is a tenth below its limit."""
        entries = []
        for path in self.folder.glob(f"*/*{SUFFIX}"):
            with contextlib.suppress(OSError):
                found = path.stat()
                entries.append((found.st_mtime, found.st_size, path))
        total = sum(size for _, size, _ in entries)
        if total <= self.limit:
            return
        for _, size, path in sorted(entries):
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size
            if total <= 0.9 * self.limit:
                return

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{SUFFIX}"


def key_of(
    picture: Pixels,
    *,
    dpi: float,
    chosen: bool,
    size: tuple[float, float],
    first: bool,
    lang: str,
    engine: str,
    weights: Path,
) -> str:
    """The name of an entry.

    Args:
        picture: the page as it was rendered.
        dpi: its resolution.
        chosen: whether somebody has chosen it.
        size: width and height of the page in points.
        first: whether it is page 1, which may have a letterhead.
        lang: Tesseract languages.
        engine: name and version of what reads it.
        weights: the file of the network that reads handwriting.
    """
    facts = (FORMAT, __version__, engine, _digest(weights), lang, dpi, chosen, size, first, picture.shape[:2])
    digest = hashlib.sha256(repr(facts).encode())
    digest.update((picture if picture.ndim == 2 else picture[:, :, :3]).tobytes())
    return digest.hexdigest()


def kept_or_read(
    cache: PageCache, key: str, number: int, first_line: int, read: Callable[[], OcrReading]
) -> OcrReading:
    """The reading kept under a key, as that of page `number`; else what `read` gives, which is kept from now on."""
    found = cache.load(key)
    if found is None:
        found = read()
        cache.store(key, found)
    return replace(found, page=replace(found.page, number=number, first_line=first_line))


@lru_cache(maxsize=4)
def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[OcrReading]:
    from pydantic import TypeAdapter

    from planparse.ocr.read import OcrReading

    return TypeAdapter(OcrReading)
