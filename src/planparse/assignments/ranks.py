"""How high the mark of a block stands: an article above `1.`, that above `a)`."""

from __future__ import annotations

from planparse.knowledge import Dictionaries
from planparse.layout.marks import read_mark
from planparse.layout.outline import Block


def rank_of(block: Block, dictionaries: Dictionaries) -> int | None:
    """The rank of the mark as it was printed: `I.` that its neighbours show to be `1.` stands below an article.

    None where a block has no mark.
    """
    if not block.marker:
        return None
    text = block.passage.text
    mark = read_mark(text if block.number is None else block.number + text[len(block.marker) :], dictionaries)
    return None if mark is None else mark.rank
