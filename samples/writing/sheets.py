"""What typesetting gives: pages with every word in its place, and the printed lines in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89


@dataclass(frozen=True)
class PlacedWord:
    """One word; `x` and `baseline` in points from the top left corner of the page."""

    text: str
    x: float
    baseline: float
    width: float
    font: str
    size: float


@dataclass(frozen=True)
class Rule:
    """A straight line between two points."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5


@dataclass
class Sheet:
    """One page being filled."""

    words: list[PlacedWord] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(frozen=True)
class PrintedLine:
    """One line of the transcription; the cells of a table row are separated by tabs.

    `block` is the number of the block it belongs to, and `row` that of the table row; -1 where there is none.
    """

    page: int
    text: str
    block: int = -1
    row: int = -1


@dataclass(frozen=True)
class Typeset:
    """A whole document, set."""

    sheets: tuple[Sheet, ...]
    lines: tuple[PrintedLine, ...]
    stamp_at: tuple[int, float, float] | None = None
    """Page, x and y of the middle of the stamp."""

    def text(self) -> str:
        """The transcription: one printed line per line, pages separated by a form feed."""
        pages = [
            "".join(f"{line.text}\n" for line in self.lines if line.page == number)
            for number in range(1, len(self.sheets) + 1)
        ]
        return "\f".join(pages)
