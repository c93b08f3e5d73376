"""What kind of file it is, by its content; names and extensions are not looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from planparse.errors import DamagedInputError, EmptyInputError, UnsupportedInputError

PDF_HEADER_WITHIN = 1024
"""Bytes before `%PDF-` that readers put up with (mail headers, a byte order mark)."""
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BINARY = 0.02
"""Share of control characters from which bytes are not text. Text dumps have none or a few form feeds and
0x1A at the end; random bytes have 0.10, TCVN3 text up to 0.005 (it puts capitals such as Ừ into 0x02-0x17)."""
SAMPLE = 65_536


class Kind(StrEnum):
    """Kinds of input, as media types."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    TIFF = "image/tiff"
    BMP = "image/bmp"
    WEBP = "image/webp"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    TEXT = "text/plain"


PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF, Kind.BMP, Kind.WEBP})


@dataclass(frozen=True, slots=True)
class _Signature:
    pattern: bytes
    kind: Kind


_SIGNATURES = (
    _Signature(rb"\x89PNG\r\n\x1a\n", Kind.PNG),
    _Signature(rb"\xff\xd8\xff", Kind.JPEG),
    _Signature(rb"II\*\x00|MM\x00\*|II\+\x00|MM\x00\+", Kind.TIFF),
    _Signature(rb"RIFF....WEBP", Kind.WEBP),
    _Signature(rb"BM....\x00\x00\x00\x00", Kind.BMP),
)
_FOREIGN = (
    (rb"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS)", "Save it as DOCX or PDF and try again."),
    (rb"\{\\rtf", "a Rich Text file", "Save it as DOCX or PDF and try again."),
    (rb"(?i:\s*<(?:!doctype html|html)\b)", "a web page", "Print it to PDF or save its text, and try again."),
    (rb"\s*<\?xml", "an XML file", "Save the document as DOCX, PDF or text and try again."),
    (rb"%!PS", "a PostScript file", "Convert it to PDF and try again."),
    (rb"GIF8", "a GIF picture", "Convert it to PNG and try again."),
    (rb"Rar!\x1a|7z\xbc\xaf|\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ", "an archive", "Unpack it and give the files inside."),
    (rb"\x7fELF|MZ.\x00", "a program", "Give a PDF, PNG, JPEG, TIFF, DOCX or text file."),
    (rb"....ftyp(?:heic|heix|mif1|avif)", "a HEIC or AVIF picture", "Convert it to JPEG and try again."),
)


def sniff(data: bytes) -> Kind:
    """The kind of a file with this content.

    Raises:
        EmptyInputError: there are no bytes, or nothing but white space.
        UnsupportedInputError: the kind is known but not read by planparse, or it is no known kind.
        DamagedInputError: a zip archive that cannot be opened, which is what a cut off DOCX is.
    """
    if not data.strip(b" \t\r\n\f\v\x00\xef\xbb\xbf"):
        raise EmptyInputError("The file is empty.", "Check that it was copied or downloaded completely.")
    for signature in _SIGNATURES:
        if re.match(signature.pattern, data, re.DOTALL):
            return signature.kind
    if b"%PDF-" in data[: PDF_HEADER_WITHIN + 5]:
        return Kind.PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data)
    for pattern, what, remedy in _FOREIGN:
        if re.match(pattern, data[:512], re.DOTALL):
            raise UnsupportedInputError(f"The file is {what}, which planparse does not read.", remedy)
    if is_text(data[:SAMPLE]):
        return Kind.TEXT
    raise UnsupportedInputError(
        "The file is of no kind that planparse knows.", "Give a PDF, PNG, JPEG, TIFF, DOCX or text file."
    )


def is_text(sample: bytes) -> bool:
    """Whether bytes are text in some encoding: hardly any control characters, or UTF-16/32 by its mark or its zeros."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")) or utf16_without_mark(sample):
        return True
    return len(CONTROL.findall(sample)) <= BINARY * len(sample)


def utf16_without_mark(sample: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` when every second byte is so often zero that the bytes must be UTF-16."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    units = max(1, len(sample) // 2)
    if odd > 0.3 * units and even < 0.02 * units:
        return "utf-16-le"
    if even > 0.3 * units and odd < 0.02 * units:
        return "utf-16-be"
    return None


def _zip_kind(data: bytes) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedInputError(
            "The file starts like a Word document, but cannot be unpacked.", "Get an undamaged copy of it."
        ) from error
    if "word/document.xml" in names:
        return Kind.DOCX
    what = "a spreadsheet" if any(name.startswith("xl/") for name in names) else "an archive"
    raise UnsupportedInputError(
        f"The file is {what}, which planparse does not read.", "Give a PDF, PNG, JPEG, TIFF, DOCX or text file."
    )
