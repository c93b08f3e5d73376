"""A page of the input as it is in the file, before anybody decides what its text layer is worth."""

from __future__ import annotations

from dataclasses import dataclass, field

from planparse.layout.composition import PlacedWord
from planparse.pagetext import BBox, PageText


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font of the text layer, by the name in the file without its subset tag, and how much is set in it."""

    name: str
    characters: int


@dataclass(frozen=True, slots=True)
class LayerEvidence:
    """What the file itself says about a page's text layer; shares are 0 to 1."""

    characters: int = 0
    """Printed characters in the layer, white space not counted."""
    fonts: tuple[FontUse, ...] = ()
    """Most used first."""
    invisible: float = 0.0
    """Share of the characters that are not drawn (text render mode 3), as a scanner's OCR leaves them."""
    unmapped: float = 0.0
    """Share of the characters whose glyph has no Unicode value."""
    picture: float = 0.0
    """Share of the page that its largest picture covers."""
    picture_dpi: float | None = None
    """Resolution of that picture as it is placed on the page."""
    horizontal_rules: int = 0
    """Straight horizontal lines and edges of boxes, long enough to rule a table."""
    vertical_rules: int = 0

    @property
    def may_hold_ruled_table(self) -> bool:
        """Whether the page has the lines that the smallest table needs: two rows or two columns in a frame."""
        return self.horizontal_rules >= 2 and self.vertical_rules >= 2


@dataclass(frozen=True)
class Page:
    """One page of the input, upright."""

    number: int
    width: float | None = None
    """In points (1/72 inch); None where the source has no layout."""
    height: float | None = None
    layer: PageText | None = None
    """The text that the file holds for this page, in reading order; None where it holds none."""
    words: tuple[PlacedWord, ...] = ()
    """The words of the layer with their boxes, for composing the page again around its tables; PDF only."""
    word_fonts: tuple[str, ...] = ()
    """For each of `words`, the font it is set in."""
    rules: tuple[BBox, ...] = ()
    """The straight lines drawn on the page, each without width or without height; PDF only, and only where they may
    rule a table."""
    evidence: LayerEvidence = field(default_factory=LayerEvidence)
    has_picture: bool = False
    """Whether the page can be rendered, and so be read by OCR."""
    problem: str | None = None
    """One sentence on why this page alone cannot be read."""
    notes: tuple[str, ...] = ()
    """What was done or missed while reading, such as `the picture is cut off`."""
