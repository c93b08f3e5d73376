"""Lists of duties that one sentence gives to units: `Sở Y tế yêu cầu các bệnh viện thực hiện các nội dung sau:`.

Directives (chỉ thị) and official letters (công văn) say so once and number what is to be done; the items name no unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile

from planparse.assignments.clauses import Subject, addressed_in
from planparse.assignments.ranks import rank_of
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone

_ZONES = (Zone.PREAMBLE, Zone.BODY)


def addressed_lists(outline: Outline, words: Vocabulary, dictionaries: Dictionaries) -> Mapping[int, tuple[str, ...]]:
    """The items of such lists, by their index in `Outline.blocks`, with the units that the sentence above names."""
    items: dict[int, tuple[str, ...]] = {}
    for i, block in enumerate(outline.blocks):
        subject = _announced(block, words)
        if subject is not None:
            items.update(dict.fromkeys(items_below(outline, i, dictionaries), subject.units))
    return items


def _announced(block: Block, words: Vocabulary) -> Subject | None:
    """Whom a paragraph that ends in a colon gives the duties below it."""
    text = block.passage.text
    if block.zone not in _ZONES or block.kind is not BlockKind.PARAGRAPH or not text.endswith(":"):
        return None
    lower = caseless(text)
    return addressed_in(text, words) if any(wording in lower for wording in words.addresses) else None


def items_below(outline: Outline, i: int, dictionaries: Dictionaries) -> tuple[int, ...]:
    """The marked blocks below a paragraph: those with the mark of the first, and those under them."""
    below = (j for j in range(i + 1, len(outline.blocks)) if not outline.blocks[j].is_aside)
    marked = list(takewhile(lambda j: outline.blocks[j].marker is not None, below))
    if not marked:
        return ()
    highest = _rank(outline.blocks[marked[0]], dictionaries)
    return tuple(takewhile(lambda j: _rank(outline.blocks[j], dictionaries) >= highest, marked))


def _rank(block: Block, dictionaries: Dictionaries) -> int:
    return rank_of(block, dictionaries) or 0
