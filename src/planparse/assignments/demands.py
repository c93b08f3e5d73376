"""Documents that demand (công điện, chỉ thị, thông báo kết luận, công văn): one sentence says that duties follow.

Their paragraphs name who is to do what, under headings that announce nothing or none at all: `Thủ tướng Chính phủ yêu
cầu:`, `Phó Thủ tướng kết luận như sau:`. In a plan such sentences count in sections of duties only.
"""

from __future__ import annotations

from planparse.assignments.vocabulary import Vocabulary
from planparse.folding import caseless
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.records import Header

_ZONES = (Zone.PREAMBLE, Zone.BODY)


def demands_from(outline: Outline, header: Header, words: Vocabulary) -> int | None:
    """The index of the block that says that duties follow; None when the document is of another type or says nothing
    of the kind."""
    if header.document_type_code not in words.demanding_types:
        return None
    return next((i for i, block in enumerate(outline.blocks) if _demands(block, words)), None)


def _demands(block: Block, words: Vocabulary) -> bool:
    text = block.passage.text
    if block.zone not in _ZONES or block.kind is BlockKind.TABLE or not text.rstrip().endswith(":"):
        return False
    return words.demand.search(caseless(text)) is not None
