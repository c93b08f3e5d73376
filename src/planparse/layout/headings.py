"""Headings (đề mục): which marked paragraphs are titles, and how they stand under each other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.layout.marks import Mark, is_capitals
from planparse.layout.outline import LETTERED, Block, BlockKind, Zone

TITLE_LENGTH = 180
"""Characters: titles of plans run to 160 ("2.1 Thành lập Hội đồng xét tặng danh hiệu ... năm 2026:")."""
ARTICLE_TITLE_LENGTH = 320
"""Characters: an article (Điều) may repeat the whole subject of its decree in its title."""
STOPPED_TITLE_LENGTH = 70
"""A title with a full stop after it ("3. Tổ chức thực hiện.") is told from a sentence by being short."""
ALWAYS_TITLES = frozenset({"appendix", "part", "chapter", "section", "subsection"})

_SPECKS = re.compile(r"(?:\s+[^\w\s)\"”]{1,2}|_)+$")
_SPECK_BEHIND = re.compile(r"(?:\s[^\w\s)\"”]{1,2}|_)$")
"""Specks behind a title that OCR reads as punctuation: "1. Mục đích : ;"."""
_ENDS = ("./.", " /.", " ./", " /")
"""What stands behind the last sentence of a document, whole or as readers leave it (`thi hành Quyết định này /.`); what
follows, an annex or what a web page adds, is not under its last heading."""
_CLOSING = re.compile(r"Trên đây (?:là|14)\b", re.IGNORECASE)
"""The closing paragraph speaks about the whole plan: it stands under the last chapter, not under its last heading."""


def mark_headings(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> list[Block]:
    """Turn the paragraphs that are titles into headings and give every block its parent and level."""
    kinds = [_is_title(i, blocks, marks) for i in range(len(blocks))]
    open_headings: list[tuple[int, int]] = []  # (rank, index), the highest first
    result: list[Block] = []
    for i, block in enumerate(blocks):
        mark = marks[i]
        if i and (
            (block.zone is Zone.APPENDIX and blocks[i - 1].zone is not Zone.APPENDIX)
            or blocks[i - 1].passage.text.endswith(_ENDS)
        ):
            open_headings.clear()
        if kinds[i] and mark is not None:
            while open_headings and open_headings[-1][0] >= mark.rank:
                open_headings.pop()
            parent = open_headings[-1][1] if open_headings else None
            open_headings.append((mark.rank, i))
            result.append(_placed(block, BlockKind.HEADING, len(open_headings), parent))
            continue
        if block.zone not in (Zone.BODY, Zone.APPENDIX) or block.is_aside:
            result.append(block)
            continue
        if mark is not None and not mark.is_bullet:
            # "2. Phấn đấu 100% hồ sơ ..." after "1.1. ..." stands beside the heading 1, not under it; so does "c) Rà
            # soát ..." beside the heading "b)".
            while open_headings and open_headings[-1][0] >= mark.rank:
                open_headings.pop()
        if mark is None and _CLOSING.match(block.passage.text):
            del open_headings[1:]
        parent = open_headings[-1][1] if open_headings else None
        result.append(_placed(block, block.kind, len(open_headings), parent))
    return result


def _placed(block: Block, kind: BlockKind, level: int, parent: int | None) -> Block:
    """The block in its place; `_replace`, which looks every field up by its name, takes twice as long."""
    _, zone, passage, marker, _, _, table, style, ordinal, number = block
    return Block(kind, zone, passage, marker, level, parent, table, style, ordinal, number)


def _is_title(i: int, blocks: Sequence[Block], marks: Sequence[Mark | None]) -> bool:
    block, mark = blocks[i], marks[i]
    if mark is None or mark.is_bullet or mark.style == "step" or block.zone not in (Zone.BODY, Zone.APPENDIX):
        return False
    if mark.style in ALWAYS_TITLES:
        return True
    title = block.title
    if title.endswith(_ENDS):
        return False
    if _SPECK_BEHIND.search(title, max(0, len(title) - 3)):  # to look for a run of them in each text takes longer
        title = _SPECKS.sub("", title)
    if mark.style == "article":
        return not title or (len(title) <= ARTICLE_TITLE_LENGTH and title[-1] not in ".;:")
    if len(title) < 2 or len(title) > TITLE_LENGTH:
        return False
    if is_capitals(title):
        return True
    if not title.lstrip("\"“'(")[:1].isupper() and not title[:1].isdigit():
        return False
    if title[-1] in ";,!?…" or title.endswith(".."):
        return False
    if title[-1] == "." and (len(title) > STOPPED_TITLE_LENGTH or mark.style in LETTERED):
        return False
    return mark.style == "roman" or _has_content(i, blocks, marks)


def _has_content(i: int, blocks: Sequence[Block], marks: Sequence[Mark | None]) -> bool:
    """Whether something stands under a title: a list of short items ("1. Sở Y tế / 2. Sở Nội vụ") has no titles."""
    mark = marks[i]
    assert mark is not None
    for j in range(i + 1, len(blocks)):
        if blocks[j].is_aside:
            continue
        following = marks[j]
        if blocks[j].zone not in (Zone.BODY, Zone.APPENDIX):
            return False
        return following is None or following.is_bullet or following.rank > mark.rank
    return False
