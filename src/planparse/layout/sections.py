"""The tree of headings, and the numbers that are missing in it."""

from __future__ import annotations

from dataclasses import dataclass

from planparse.evidence import found_at
from planparse.layout.outline import Block, BlockKind, Outline
from planparse.records import Section

PRIOR = 0.97
"""Share of the headings found on the development documents that are headings there."""
_LETTER_D = frozenset({4, 5})
"""The places of `d` and `đ`: readers and authors confuse them, so that `c), đ), đ), e)` has all its letters."""


@dataclass(frozen=True, slots=True)
class Skip:
    """A numbered heading that does not follow the one before it: `I`, `II`, `IV`."""

    block: int
    """Index, in `Outline.blocks`, of the heading with the unexpected number."""
    previous: str
    """Marker of the heading before it."""
    found: str
    expected: int
    """The ordinal that should stand there."""


def section_tree(outline: Outline) -> tuple[Section, ...]:
    """The headings, each with those below it; ids are left empty."""
    children: dict[int | None, list[int]] = {}
    for i, block in enumerate(outline.blocks):
        if block.kind is BlockKind.HEADING:
            children.setdefault(block.parent, []).append(i)
    return _sections(outline, children, None)


def _sections(outline: Outline, children: dict[int | None, list[int]], parent: int | None) -> tuple[Section, ...]:
    return tuple(_section(outline.blocks[i], _sections(outline, children, i)) for i in children.get(parent, ()))


def _section(block: Block, children: tuple[Section, ...]) -> Section:
    return Section(
        marker=block.number or block.marker or "",
        title=block.title,
        level=block.level,
        children=children,
        **found_at(block.passage, rule="heading", prior=PRIOR),
    )


def outline_skips(outline: Outline) -> tuple[Skip, ...]:
    """The headings whose number does not follow that of the heading before them, under the same parent.

    Numbered paragraphs count as well: a list that mixes titles and sentences (`1. Mục đích`, `2. Sở Y tế chủ trì ...`)
    is one sequence. A number that starts again at 1 is a new list, not a skip.
    """
    last: dict[tuple[int | None, str, tuple[int, ...]], tuple[int, str]] = {}
    skips: list[Skip] = []
    for i, block in enumerate(outline.blocks):
        if not block.ordinal or block.style is None or block.marker is None:
            continue
        key = (block.parent, block.style, block.ordinal[:-1])
        number, before = block.ordinal[-1], last.get(key)
        if before is not None and number not in (before[0] + 1, 1):
            if block.style == "letter" and {number, before[0] + 1} == _LETTER_D:
                number = before[0] + 1
            else:
                skips.append(Skip(i, before[1], block.marker, before[0] + 1))
        last[key] = (number, block.marker)
    return tuple(skips)
