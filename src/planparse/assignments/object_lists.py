"""Lists of what a duty is about: `a) Thẩm định hồ sơ đối với các loại dự án sau:`. Their items are no duties."""

from __future__ import annotations

from collections.abc import Mapping

from planparse.assignments.addressed_lists import items_below
from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.layout.outline import BlockKind, Outline


def object_lists(outline: Outline, words: Vocabulary, dictionaries: Dictionaries) -> Mapping[int, tuple[int, ...]]:
    """The items of such lists, as indices of `Outline.blocks`, by the index of the block above them."""
    found: dict[int, tuple[int, ...]] = {}
    for i, block in enumerate(outline.blocks):
        text = block.passage.text
        if block.kind is not BlockKind.TABLE and text.endswith(":") and words.lists_objects.search(caseless(text)):
            found[i] = items_below(outline, i, dictionaries)
    return found
