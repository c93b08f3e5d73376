"""An input file, opened: what it is, its pages, and their pictures."""

from __future__ import annotations

import hashlib
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from planparse.errors import InputTooLargeError, UnreadableInputError
from planparse.ingest.page import Page
from planparse.ingest.page_selection import select_pages
from planparse.ingest.sniff import PICTURES, Kind, sniff
from planparse.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 2 * 1024**3
"""Files are read into memory; the largest scanned plan seen has 90 MB."""


class Source(ABC):
    """An open document. Use it as a context manager, from one thread at a time.

    Attributes:
        name: name of the file without its folder, safe to print.
        sha256: hash of its content, in hexadecimal.
        media_type: what it is, such as `application/pdf`.
        data: its content.
        page_count: pages in the file.
        selected: numbers of the pages to read, by `Options.pages` and `Options.max_pages`.
        left_out: numbers of pages that were asked for but exceed `Options.max_pages`.
    """

    def __init__(self, data: bytes, name: str, kind: Kind, options: Options) -> None:
        self.data = data
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.media_type = kind.value
        self.options = options
        self.page_count = self._open()
        asked = select_pages(options.pages, self.page_count)
        self.selected, self.left_out = asked[: options.max_pages], asked[options.max_pages :]

    @abstractmethod
    def _open(self) -> int:
        """Open the content and count its pages."""

    @abstractmethod
    def _page(self, number: int) -> Page:
        """Read one page; a page that fails is returned with its `problem`."""

    def pages(self, numbers: Sequence[int] | None = None) -> Iterator[Page]:
        """Read pages, one at a time: those with the given numbers, or all `selected` ones."""
        for number in self.selected if numbers is None else numbers:
            yield self._page(number)

    def render(self, number: int, dpi: float, *, colour: bool = False) -> Image:
        """The upright picture of a page, `dpi / 72` pixels a point, as mode `L` or `RGB`.

        Raises:
            InputTooLargeError: the picture would exceed `Options.max_pixels`.
            DamagedInputError: the page cannot be drawn.
            UnreadableInputError: this kind of source has no pictures.
        """
        raise UnreadableInputError("A text document has no picture that could be read by OCR.")

    def close(self) -> None:  # noqa: B027 - most kinds hold nothing open
        """Let go of the content; the source cannot be used any more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_source(path: Path | None, options: Options, *, data: bytes | None = None, name: str | None = None) -> Source:
    """Open a document; its kind is found by its content.

    Args:
        path: the file; None when the content is given as `data`.
        options: password, page selection and limits.
        data: the content, in place of a file.
        name: the name to report; that of the file by default.

    Raises:
        EmptyInputError: no bytes, or only white space.
        UnsupportedInputError: a kind of file that planparse does not read.
        DamagedInputError: broken beyond reading.
        PasswordRequiredError: an encrypted PDF, and `options.password` is missing or wrong.
        InputTooLargeError: larger than the limits of the options.
        UnreadableInputError: the file is not there or may not be read.
        UsageError: `options.pages` is not a selection of pages of this document.
    """
    if data is None:
        if path is None:
            raise TypeError("open_source needs a path or data")
        data = _read(path)
    shown = printable(name if name is not None else path.name if path is not None else "stdin")
    kind = sniff(data)
    return _opener(kind)(data, shown, kind, options)


def _opener(kind: Kind) -> type[Source]:
    """The class for a kind; imported here, since each pulls in a library that the others do not need."""
    if kind is Kind.PDF:
        from planparse.ingest.pdf import PdfSource

        return PdfSource
    if kind in PICTURES:
        from planparse.ingest.image import ImageSource

        return ImageSource
    if kind is Kind.DOCX:
        from planparse.ingest.docx import DocxSource

        return DocxSource
    from planparse.ingest.text import TextSource

    return TextSource


def printable(name: str) -> str:
    """A file name without characters that would disturb a terminal or a JSON file."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _read(path: Path) -> bytes:
    shown = printable(str(path))
    try:
        if path.is_dir():
            raise UnreadableInputError(f"{shown} is a folder.", "Give it to planparse extract with -o DIR.")
        status = path.stat()
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
            raise UnreadableInputError(f"{shown} is not a regular file.", "Give a file.")
        if status.st_size > MAX_BYTES:
            raise InputTooLargeError(f"{shown} has more than {MAX_BYTES // 1024**3} GiB.", "Split it and try again.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableInputError(f"There is no file {shown}.", "Check the path.") from error
    except PermissionError as error:
        raise UnreadableInputError(f"{shown} may not be read.", "Check its permissions (chmod u+r).") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableInputError(f"{shown} cannot be read: {reason}.", "Check the path and the disk.") from error
