"""Open a file: read it, find out by its content what it is, and hand it to the reader of its kind."""

from __future__ import annotations

import stat
from pathlib import Path

from planparse.errors import InputTooLargeError, UnreadableInputError
from planparse.ingest.sniff import PICTURES, Kind, sniff
from planparse.ingest.source import Source
from planparse.options import Options

MAX_BYTES = 2 * 1024**3
"""Files are read into memory; the largest scanned plan seen has 90 MB."""


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
