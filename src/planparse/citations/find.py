"""Find every mention of a legal document (viện dẫn) in a plan, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from planparse.citations.cited_text import CitedText
from planparse.citations.mention import Mention, Span
from planparse.citations.passage_reader import citations_in, may_cite
from planparse.citations.provisions import put_right
from planparse.citations.roles import Surroundings, announced, carried_on
from planparse.citations.vocabulary import Vocabulary, vocabulary
from planparse.citations.works import with_work_ids
from planparse.evidence import found_at
from planparse.header.known_names import known_body, may_be_misread
from planparse.header.letterhead import joined
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Citation, Header, Role
from planparse.tables.table import Table

_UNREAD = (Zone.LETTERHEAD, Zone.TITLE, Zone.SIGNATURE)
"""The number of the letterhead is the document's own, not a citation; the title is read as a whole."""

_RESPELLED = 0.9
"""What is left of a confidence when the issuer had to be put right (`Bộ Giáo đục và Đào tạo`)."""


class CitedPassage(NamedTuple):
    """A passage with the citations in it: those from number `first` on; `ends` says, in order, where they end."""

    passage: Passage
    first: int
    ends: tuple[int, ...]


def find_citations(outline: Outline, header: Header, dictionaries: Dictionaries) -> tuple[Citation, ...]:
    """Every document cited: in headings, paragraphs, bullets, table cells and footnotes, repeats included."""
    return read_citations(outline, header, dictionaries)[0]


def read_citations(
    outline: Outline, header: Header, dictionaries: Dictionaries
) -> tuple[tuple[Citation, ...], tuple[CitedPassage, ...]]:
    """Every document cited, and the passages that were read for them, also those without a citation."""
    words = vocabulary(dictionaries)
    found: list[Citation] = []
    passages: list[CitedPassage] = []
    listed: Role | None = None
    for passage, preamble, appendix in _passages(outline):
        before, listed = listed, None
        if preamble or before is not None or passage.text.endswith(":"):
            listed = (carried_on if preamble else announced)(CitedText(passage.text, words), before)
        if not may_cite(passage.text):
            passages.append(CitedPassage(passage, len(found), ()))
            continue
        trusted = not may_be_misread(passage)
        around = Surroundings(preamble, header.number, header.document_type, appendix, trusted, before)
        mentions = citations_in(passage.text, around, words)
        ends = tuple(sorted(mention.end for mention in mentions)) if mentions else ()
        passages.append(CitedPassage(passage, len(found), ends))
        found += (_record(passage, mention, words, trusted=trusted) for mention in mentions)
    return with_work_ids(found, header, words), tuple(passages)


def _passages(outline: Outline) -> Iterator[tuple[Passage, bool, bool]]:
    """All passages that may cite, in reading order, and whether each belongs to the preamble and to an appendix."""
    headed = False
    title = _title(outline)
    if title:
        yield title, False, False
    for block in outline.blocks:
        if block.kind is BlockKind.NOISE or block.zone in _UNREAD:
            continue
        preamble, appendix = _in_preamble(block, headed), block.zone is Zone.APPENDIX
        headed = headed or block.kind is BlockKind.HEADING
        if block.table is not None:
            for cell in _cells(outline.tables[block.table]):
                yield cell, preamble, appendix
        elif block.passage.text:
            yield block.passage, preamble, appendix


def _title(outline: Outline) -> Passage:
    """The lines of the title in one, since a citation may run over them."""
    return joined([block.passage for block in outline.in_zone(Zone.TITLE) if block.passage])


def _in_preamble(block: Block, headed: bool) -> bool:
    opening = block.zone is Zone.PREAMBLE or (block.zone is Zone.BODY and not headed)
    return opening and block.kind is not BlockKind.HEADING and block.kind is not BlockKind.FOOTNOTE


def _cells(table: Table) -> Iterator[Passage]:
    for row in (table.header, *table.rows):
        for cell in row:
            if cell.passage.text:
                yield cell.passage


def _record(passage: Passage, mention: Mention, words: Vocabulary, *, trusted: bool) -> Citation:
    span = (mention.left, max(mention.end, mention.anchor[1]))
    printed = _text(passage, mention.issuer)
    issuer = printed if printed is None or trusted else known_body(printed, words)
    read = _text(passage, mention.provision)
    provision = read if read is None or trusted else put_right(read)
    rule, prior = mention.rule, mention.prior
    if issuer != printed:
        rule, prior = f"{rule}.known_issuer", prior * _RESPELLED
    if provision != read:
        rule, prior = f"{rule}.numerals", prior * _RESPELLED
    return Citation(
        **found_at(passage, *span, rule=rule, prior=prior),
        document_type=mention.document_type,
        number=mention.number,
        date=mention.date,
        issuer=issuer,
        subject=_text(passage, mention.subject),
        provision=provision,
        role=mention.role,
    )


def _text(passage: Passage, span: Span | None) -> str | None:
    if span is None:
        return None
    return " ".join(passage.text[slice(*span)].split()).strip(" ,;:*") or None
