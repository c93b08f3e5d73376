"""The words of one page, wherever they were read, and the ruled tables found among them.

One `PageText` owns everything that was read from a page. Later stages never go back to the file: every value they
make can be traced through `Word` to a box on the page.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

ILLEGIBLE = "⟦?⟧"
"""Stands for a token on the page that cannot be read, such as a hand-written number under a stamp."""


@dataclass(frozen=True, slots=True)
class BBox:
    """A box on a page in PDF points (1/72 inch), measured from the top left corner of the upright page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Horizontal extent in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Vertical extent in points."""
        return self.bottom - self.top

    def rounded(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom to a tenth of a point, as records carry them."""
        return round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1)

    def union(self, other: BBox) -> BBox:
        """The smallest box that holds both."""
        return BBox(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Origin(StrEnum):
    """Where the words of a page come from."""

    TEXT = "text"
    """a text file, or text piped in"""
    DIGITAL = "digital"
    """the text layer of a PDF, trusted"""
    DOCX = "docx"
    """a Word document"""
    OCR = "ocr"
    """read from the picture of the page by planparse"""
    LAYER = "layer"
    """the text layer of a PDF that is garbled or in a legacy encoding, used because the page could not be read again"""
    NONE = "none"
    """nothing was read"""


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: `text == PageText.text[start:end]`."""

    start: int
    end: int
    bbox: BBox | None = None
    confidence: float = 1.0
    """Probability, 0 to 1, that the reader gives this word; 1 for text that was not read by OCR."""
    handwritten: bool = False
    """Whether it holds a number that was read from handwriting."""
    second: str | None = None
    """What a second look at a doubtful number gave; the same text when the number is merely unsure."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a ruled table; its text is `PageText.text[start:end]`, on one line, without tabs."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    bbox: BBox | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it lies on one page.

    In the page text each row is one line with its cells separated by tabs; `start` and `end` enclose these lines. A
    merged cell (ô gộp) stands at its first row and column; the places it covers hold an empty cell.
    """

    start: int
    end: int
    n_rows: int
    n_columns: int
    cells: tuple[GridCell, ...]
    bbox: BBox | None = None


@dataclass(frozen=True)
class PageText:
    """What was read on one page, before restoration.

    `text` is NFC, one printed line per line. `first_line` is the number, counted from 1, of the page's first line in
    the whole document, so that a line of a text file keeps its number.
    """

    number: int
    text: str
    words: tuple[Word, ...]
    origin: Origin
    width: float | None = None
    height: float | None = None
    grids: tuple[Grid, ...] = ()
    first_line: int = 1
    turned: int = 0
    """Degrees by which the picture was turned clockwise to be read; `width`, `height` and all boxes are those of the
    turned page."""
    unread: int = 0
    """Marks on the picture that were not taken for words: stamps, signatures, handwriting, print under them."""

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _word_ends(self) -> list[int]:
        return [word.end for word in self.words]

    @cached_property
    def is_bare(self) -> bool:
        """Whether its words are nothing but text: no boxes, no doubts. Those of a text file never have any; to look at
        each took 0.09 of the 9 ms of 1,000 words."""
        return self.origin is Origin.TEXT or all(
            word.bbox is None and word.confidence == 1 and not word.handwritten for word in self.words
        )

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that share at least one character with `text[start:end]`."""
        first = bisect_left(self._word_ends, start + 1)
        return self.words[first : bisect_left(self._word_starts, end, lo=first)]


class VerdictKind(StrEnum):
    """What the embedded text layer of a page is worth."""

    GOOD = "good"
    """the words that are printed"""
    GARBLED = "garbled"
    """Vietnamese print read by an OCR of another language"""
    LEGACY_ENCODING = "legacy_encoding"
    """letters of a TCVN3 (ABC) or VNI font"""
    NONE = "none"
    """there is no text layer"""
    SUSPECT = "suspect"
    """something is wrong with it, but not which of the above: read the page again when that is possible"""


@dataclass(frozen=True, slots=True)
class TextLayerVerdict:
    """The worth of a page's text layer, and why."""

    kind: VerdictKind
    reasons: tuple[str, ...] = ()
    encoding: str | None = None
    """`tcvn3` or `vni` when `kind` is `legacy_encoding`."""


class PageStatus(StrEnum):
    """What happened to a page."""

    READ = "read"
    """its words are there"""
    EMPTY = "empty"
    """nothing is printed on it"""
    FAILED = "failed"
    """it could not be read; `problem` says why"""
    SKIPPED = "skipped"
    """it was left out; `problem` says why"""


@dataclass(frozen=True)
class PageReading:
    """One page after reading: its words, the verdict on its layer and whether reading succeeded."""

    page: PageText
    verdict: TextLayerVerdict
    status: PageStatus
    problem: str | None = None
    """One sentence for the user when `status` is `failed` or `skipped`."""
    notes: tuple[str, ...] = field(default=())
    """Treatments that were applied, such as `turned 90 degrees`."""
