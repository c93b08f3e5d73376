"""The type of a document (tên loại văn bản) and its subject (trích yếu), from the lines between letterhead and text."""

from __future__ import annotations

import re

from planparse.citations.phrases import key, lowered
from planparse.citations.vocabulary import DocumentType, Vocabulary
from planparse.evidence import evidence
from planparse.folding import CAPITALS, fold
from planparse.header.found import Found, value_of
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import Letterhead, joined
from planparse.layout.marks import is_capitals
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.layout.zone_openers import SPECK_LINE

_FEWEST_TITLE_WORDS = 3
_OPENING_BLOCKS = 15
"""Where a title may stand that no zone was found for; letterheads of scans have up to nine lines."""
_LONGEST_TYPE = 30
_SHORTEST_FUZZY = 6
_TYPE_FLOOR = 88.0
"""Similarity in percent. One letter more or less in `KEHOACH` gives 93, `KETQUA` 62."""
_SPECKS_BEFORE_CAPITALS = re.compile(rf"(?:(?![{CAPITALS}]{{2,}}\W)\S{{1,10}}\s){{1,3}}(?=(?:[{CAPITALS},.]+\s){{3}})")
_CONCERNING = re.compile(r"^\W*[Vv]\s?/\s?[Vv]\W*")
"""`V/v` (về việc) before a subject is no part of it."""
_ATTACHED = re.compile(r"^\W{0,3}\(?\s{0,2}(?:ban\s{1,2}hành\s{1,2})?kèm\s{1,2}theo|^\W{0,3}\(?dự\s{1,2}thảo")


def opening_blocks(outline: Outline) -> list[Block]:
    """The blocks up to the content."""
    blocks = []
    for block in outline.blocks:
        if block.zone not in (Zone.LETTERHEAD, Zone.TITLE):
            break
        if not block.is_aside and block.kind is not BlockKind.TABLE and block.passage:
            blocks.append(block)
    return blocks


def type_and_title(
    outline: Outline, head: Letterhead, words: Vocabulary
) -> tuple[DocumentType | None, Found | None, Found | None]:
    """The document type, its evidence, and the title under it."""
    blocks = _title_blocks(outline, words) or _capitals_below(outline, head)
    for index, block in enumerate(blocks):
        behind = len(block.passage.text) - len(_behind_specks(block.passage).text)
        typed = type_of_line(block.passage.text[behind:], words)
        if typed is None:
            continue
        kind, end = typed[0], behind + typed[1]
        lines = [block.passage.slice(end, len(block.passage.text)), *(b.passage for b in blocks[index + 1 :])]
        lines = [
            line
            for line in lines
            if line and not SPECK_LINE.fullmatch(line.text) and not _ATTACHED.match(lowered(line.text))
        ]
        basis = evidence(block.passage, 0, max(1, end), rule="title.type", prior=0.99)
        subject = joined(lines)
        concerning = _CONCERNING.match(subject.text)
        if concerning is not None:
            subject = subject.slice(concerning.end(), len(subject.text))
        return kind, Found(kind.name, basis), value_of(subject, "title.subject", 0.96)
    if head.subject is not None:
        letter = words.type_by_name[key("công văn")]
        title = _CONCERNING.sub("", head.subject.text)
        basis = evidence(head.subject, rule="letterhead.subject", prior=0.9)
        return letter, Found(letter.name, basis), Found(" ".join(title.split()), basis)
    untyped = joined([block.passage for block in blocks])
    return None, None, value_of(_behind_specks(untyped), "title.untyped", 0.6) if blocks else None


def _behind_specks(title: Passage) -> Passage:
    """A title in capitals without what was read for its type: `amonenso VỀ VIỆC ...`."""
    specks = _SPECKS_BEFORE_CAPITALS.match(title.text) if may_be_misread(title) else None
    return title if specks is None else title.slice(specks.end(), len(title.text))


def _title_blocks(outline: Outline, words: Vocabulary) -> list[Block]:
    """The blocks of the title; where no zone was found, those from the first line that may be a misread type."""
    blocks = [b for b in opening_blocks(outline) if b.zone is Zone.TITLE]
    if blocks:
        return blocks
    opening = [b for b in outline.blocks[:_OPENING_BLOCKS] if not b.is_aside and b.passage]
    for index, block in enumerate(opening):
        if _misread_type(block.passage.text, words) is not None:
            following = opening[index + 1 :]
            end = next((i for i, b in enumerate(following) if _ends_title(b, words)), len(following))
            return [block, *following[:end]]
    return []


def _capitals_below(outline: Outline, head: Letterhead) -> list[Block]:
    """The capitals below the date of a page on which the line of the type was not read: `ĐỊNH` / `BAN HÀNH QUY CHẾ`."""
    date = head.place_and_date
    if date is None or not may_be_misread(date):
        return []
    below = [b for b in outline.blocks if b.zone is not Zone.LETTERHEAD and not b.is_aside and b.passage]
    found: list[Block] = []
    for block in below[:_OPENING_BLOCKS]:
        if not is_capitals(block.passage.text) or block.marker is not None or block.kind is BlockKind.TABLE:
            break
        found.append(block)
    while found and len(found[0].passage.text.split()) < _FEWEST_TITLE_WORDS:
        found.pop(0)  # what is left of the type
    return found


def _ends_title(block: Block, words: Vocabulary) -> bool:
    opens = words.opener_phrases.match(lowered(block.passage.text), 0) is not None
    return opens or block.marker is not None or block.kind is BlockKind.TABLE


def _misread_type(text: str, words: Vocabulary) -> DocumentType | None:
    """The type that a line in capitals resembles: `KÉẾ HOẠCH`."""
    if not text.isupper() or len(text) > _LONGEST_TYPE:
        return None
    from rapidfuzz import fuzz

    plain = key(text).replace(" ", "")
    scored = [
        (fuzz.ratio(plain, key(t.name).replace(" ", "")), t) for t in words.types if t.kind in ("law", "numbered")
    ]
    score, kind = max(scored, key=lambda pair: pair[0])
    return kind if score >= _TYPE_FLOOR and len(plain) >= _SHORTEST_FUZZY else None


def type_of_line(text: str, words: Vocabulary) -> tuple[DocumentType, int] | None:
    """The document type that a line of a title names in capitals, and where its words end.

    Letters may be set apart (`K Ế H O Ạ C H`) and marks be lost. Words behind the type belong to the title.
    """
    start = len(text) - len(text.lstrip(" *#_"))
    letters = [(i, c) for i, c in enumerate(fold(text)) if c.isalpha() and i >= start]
    plain = "".join(c for _, c in letters)
    for name, kind in words.types_of_titles:
        if not plain.startswith(name):
            continue
        end = letters[len(name) - 1][0] + 1
        if text[start:end].isupper() and not text[end : end + 1].isalnum():
            return kind, end
    misread = _misread_type(text, words)
    return None if misread is None else (misread, len(text))
