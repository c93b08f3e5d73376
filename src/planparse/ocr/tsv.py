"""The words in Tesseract's TSV output."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from planparse.errors import OcrError
from planparse.folding import CAPITALS, SMALL_LETTERS
from planparse.restoration.syllables import is_syllable

_WORD_LEVEL = "5"
_SAME_LOOK = str.maketrans("Ðð⁄", "Đđ/")
"""The Vietnamese model writes the Icelandic letter for the Vietnamese one and the fraction slash for the slash now and
then; they look the same."""
_TWICE = re.compile("ĐÐ|ÐĐ|đð|ðđ|/⁄|⁄/")
"""One glyph read as both of its characters: `QĐÐ` is QĐ, and `01/⁄2023` is 01/2023. Of 453 symbols on 24 made-up pages
of citations 12 were read so."""
_TAILED_Q = re.compile("ỌQ|QỌ")
"""The same of a Q: `TB-CHỌQ` is TB-CHQ; no syllable has both."""
_MARKED = "".join(c for c in CAPITALS if c != "Đ" and not c.isascii())
_CAPITAL_INSIDE = re.compile(rf"(?<=[{SMALL_LETTERS}])[{_MARKED}]")
"""A vowel whose mark makes it as high as a capital: `tiẾp`."""
_HORN_AS_E = re.compile(r"[ơƠ]?œ")
"""`cœ sở`, `cơœ chế`: a horn that touches the next letter."""
_TAILED_O = re.compile(r"(?<=[nN])ø|(?<=[-/]TT)ø(?!\w)|\Aø(?=[),.;]?\Z)")
"""`nøao` for `ngao`, `QĐ-TTø` for `QĐ-TTg`, `điểm ø` for `điểm g`: so g is read now and then."""
_RATE = re.compile(
    r"(?P<of>\(?[^\W\d_]{2,5}?)[ưuUt](?P<per>năm|tháng|quý|tuần|ngày|giờ|người|hộ)(?P<end>[^\w]*)", re.IGNORECASE
)
"""`đợt/năm` is read as `đợưnăm`, `đợtnăm` or `đợUnăm`."""
_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word as Tesseract reads it; the box is in pixels of the picture."""

    picture: int
    """Index of the picture in the job, from 0."""
    line: tuple[int, int, int]
    """Numbers of block, paragraph and line in the picture."""
    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    """0 to 1."""
    handwritten: bool = False
    """Whether it holds a number that was read from handwriting, not by Tesseract."""

    @property
    def line_number(self) -> int:
        """The line as one number, different for every line of the picture."""
        block, paragraph, line = self.line
        return (block * 1000 + paragraph) * 1000 + line

    @property
    def right(self) -> int:
        """First column of pixels right of the word."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """First row of pixels below the word."""
        return self.top + self.height


def parse_words(tsv: str) -> Iterator[ReadWord]:
    """The words of a TSV output, NFC, in Tesseract's order; empty words are left out.

    Raises:
        OcrError: the output is not what Tesseract writes.
    """
    lines = tsv.split("\n")
    if not lines[0].startswith("level\t"):
        raise OcrError("Tesseract wrote output without a header line.")
    for line in lines[1:]:
        fields = line.split("\t", _COLUMNS - 1)
        if fields[0] != _WORD_LEVEL:
            continue
        if len(fields) < _COLUMNS:
            raise OcrError("Tesseract wrote an incomplete line.")
        text = _spelled(unicodedata.normalize("NFC", fields[-1].strip()))
        if not text:
            continue
        try:
            page, block, paragraph, number, _, left, top, width, height = map(int, fields[1:10])
            confidence = float(fields[10]) / 100
        except ValueError as error:
            raise OcrError("Tesseract wrote a line with a broken number.") from error
        yield ReadWord(
            page - 1,
            (block, paragraph, number),
            text,
            left,
            top,
            width,
            height,
            min(1.0, max(0.0, confidence)),
        )


def _spelled(text: str) -> str:
    """A word without what only Tesseract spells so."""
    once = _TWICE.sub(lambda twice: twice[0][0], text).translate(_SAME_LOOK)
    once = _TAILED_Q.sub("Q", _HORN_AS_E.sub("ơ", _TAILED_O.sub("g", once)))
    plain = _CAPITAL_INSIDE.sub(lambda capital: capital[0].lower(), once)
    rate = _RATE.match(plain)
    if rate is None or rate.end() < len(plain) or is_syllable(rate["of"] + rate["per"]):
        return plain
    return f"{rate['of']}t/{rate['per']}{rate['end']}" if is_syllable(rate["of"].lower().lstrip("(") + "t") else plain
