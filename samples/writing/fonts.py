"""The typeface of the samples: FreeSerif of the Debian package fonts-freefont-ttf.

It has the shapes of Times and every Vietnamese letter with all its marks; Liberation Serif 1 and the standard PDF fonts
lack U+1EA0-1EF9. Its licence allows embedding in documents.
"""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Serif", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic"
FILES = {
    REGULAR: "FreeSerif.ttf",
    BOLD: "FreeSerifBold.ttf",
    ITALIC: "FreeSerifItalic.ttf",
    BOLD_ITALIC: "FreeSerifBoldItalic.ttf",
}
FOLDERS = (
    Path("/usr/share/fonts/truetype/freefont"),
    Path("/usr/share/fonts/gnu-free"),
    Path.home() / ".fonts",
)


class FontMissingError(Exception):
    """The typeface is not installed."""


def font_file(name: str) -> Path:
    """The file of one of the four faces; raises `FontMissingError` where it is not installed."""
    for folder in FOLDERS:
        path = folder / FILES[name]
        if path.is_file():
            return path
    raise FontMissingError("The typeface FreeSerif is not installed: type `sudo apt-get install fonts-freefont-ttf`.")


def register_fonts() -> None:
    """Make the four faces known to reportlab, once."""
    for name in FILES:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(font_file(name))))


def text_width(text: str, font: str, size: float) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
