"""The outline (đề mục): the document as a sequence of blocks in reading order, each under its heading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from planparse.layout.passages import Passage
from planparse.tables.table import Table


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    """a numbered title: `II. MỤC TIÊU`, `1.2. Cải cách thể chế`"""
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    """a paragraph that starts with -, +, * or a letter"""
    TABLE = "table"
    NOISE = "noise"
    """page numbers, running headers, marks of a scanner or a signing service"""
    FOOTNOTE = "footnote"
    """a note at the foot of a page (chú thích); what it cites counts, it orders and aims at nothing"""


class Zone(StrEnum):
    """The part of an administrative document (Nghị định 30/2020) in which a block stands."""

    LETTERHEAD = "letterhead"
    """issuing body, motto, number, place and date"""
    TITLE = "title"
    """document type and subject (trích yếu)"""
    PREAMBLE = "preamble"
    """from `Căn cứ` to the words that announce the content"""
    BODY = "body"
    RECIPIENTS = "recipients"
    """`Nơi nhận` and its list"""
    SIGNATURE = "signature"
    """authority line, position and name of the signatory"""
    APPENDIX = "appendix"
    """all that follows the signature"""


LETTERED = frozenset({"letter", "enclosed"})
"""Styles of headings below the numbered ones: `a)`, `1)`."""


class Block(NamedTuple):
    """One block. `passage` holds the whole text, marker included; it is empty for a table."""

    kind: BlockKind
    zone: Zone
    passage: Passage
    marker: str | None = None
    """The outline mark as printed: `II.`, `1.2.`, `a)`, `-`; None for a plain paragraph."""
    level: int = 0
    """Depth of a heading, 1 for the highest; of other blocks, the depth of their heading."""
    parent: int | None = None
    """Index, in `Outline.blocks`, of the heading above; of a heading, the next higher one."""
    table: int | None = None
    """Index, in `Outline.tables`, when `kind` is `table`."""
    style: str | None = None
    """Style of the marker, as in `outline_marks.tsv`: `roman`, `arabic`, `decimal`, `letter`, `dash` ..."""
    ordinal: tuple[int, ...] = ()
    """What the marker counts: (2,) for `II.`, (1, 3) for `1.3.`; empty for bullets."""

    number: str | None = None
    """The mark as it must have been printed (`III.`), where its neighbours show that it was misread (`II.`)."""

    @property
    def is_aside(self) -> bool:
        """Whether it stands outside the running text, which goes on behind it."""
        return self.kind is BlockKind.NOISE or self.kind is BlockKind.FOOTNOTE

    @property
    def heading(self) -> str:
        """The whole text of a heading, its mark put right where it was misread."""
        return self.passage.text if self.number is None else f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """The text without its marker."""
        return self.passage.text[len(self.marker or "") :].strip()


@dataclass(frozen=True)
class Outline:
    """All blocks of a document in reading order, and the logical tables that they refer to."""

    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()

    def heading_of(self, block: Block) -> Block | None:
        """The nearest heading above a block."""
        return None if block.parent is None else self.blocks[block.parent]

    def section_of(self, block: Block) -> Block | None:
        """The nearest heading with a number (`II.`, `2.`, `1.3.`, `Điều 4.`), past those with a letter (`a)`)."""
        heading = self.heading_of(block)
        while heading is not None and heading.style in LETTERED:
            heading = self.heading_of(heading)
        return heading

    def in_zone(self, *zones: Zone) -> tuple[Block, ...]:
        """The blocks of some zones, without noise."""
        return tuple(b for b in self.blocks if b.zone in zones and b.kind is not BlockKind.NOISE)
