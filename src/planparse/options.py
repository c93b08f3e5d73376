"""What a user can choose about reading a document; the same for the command line, the settings file and the library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class OcrMode(StrEnum):
    """When pages are read again from their picture."""

    AUTO = "auto"
    """pages without a text layer, or with one that cannot be trusted"""
    FORCE = "force"
    """every page"""
    NEVER = "never"
    """no page: a garbled layer is restored from its text"""


@dataclass(frozen=True, slots=True)
class Options:
    """Options of `extract`. Defaults are what the command line does without any flag."""

    ocr: OcrMode = OcrMode.AUTO
    pages: str | None = None
    """Pages to read, such as `1-3,7`; None for all."""
    lang: str = "vie"
    """Tesseract languages, such as `vie` or `vie+eng`."""
    dpi: int | None = None
    """Resolution for OCR; None to choose it from the page."""
    password: str | None = None
    dictionaries: Path | None = None
    """A folder whose files take the place of the shipped dictionaries of the same name."""
    cache: Path | None = None
    """A folder to keep what was read on page pictures in, so that no page is read twice; None to keep nothing."""
    jobs: int = 1
    """Pages read by OCR at the same time."""
    page_timeout: float = 120.0
    """Seconds after which the OCR of one page is given up."""
    max_pages: int = 2000
    """Pages of one document that are read; the rest is skipped with a diagnostic."""
    max_pixels: int = 150_000_000
    """Pixels of one picture; larger ones are refused before they are decoded (A3 at 600 dpi has 70 million)."""
    max_expanded_bytes: int = 512 * 1024 * 1024
    """Bytes that a compressed input (DOCX) may expand to."""
