"""Find every mention of a legal document (viện dẫn) in a plan, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planparse.citations.mention import Mention, Span
from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings
from planparse.citations.vocabulary import Vocabulary, vocabulary
from planparse.citations.works import with_work_ids
from planparse.evidence import evidence
from planparse.header.known_names import known_body, may_be_misread
from planparse.header.letterhead import joined
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Citation, Header
from planparse.tables.table import Table

_UNREAD = (Zone.LETTERHEAD, Zone.TITLE, Zone.SIGNATURE)
"""The number of the letterhead is the document's own, not a citation; the title is read as a whole."""

_RESPELLED = 0.9
"""What is left of a confidence when the issuer had to be put right (`Bộ Giáo đục và Đào tạo`)."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage with the citations in it: those from number `first` on, which end at `ends` in its text."""

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
    for passage, around in _passages(outline, header):
        trusted = not may_be_misread(passage)
        mentions = citations_in(passage.text, replace(around, trusted=trusted), words)
        passages.append(CitedPassage(passage, len(found), tuple(mention.end for mention in mentions)))
        found += (_record(passage, mention, words, trusted=trusted) for mention in mentions)
    return with_work_ids(found, header, words), tuple(passages)


def _passages(outline: Outline, header: Header) -> Iterator[tuple[Passage, Surroundings]]:
    """All passages that may cite, in reading order, with what they are."""
    headed = False
    title = _title(outline)
    if title:
        yield title, Surroundings(own_number=header.number, own_type=header.document_type)
    for block in outline.blocks:
        if block.kind is BlockKind.NOISE or block.zone in _UNREAD:
            continue
        around = Surroundings(
            preamble=_in_preamble(block, headed),
            own_number=header.number,
            own_type=header.document_type,
            appendix=block.zone is Zone.APPENDIX,
        )
        headed = headed or block.kind is BlockKind.HEADING
        if block.table is not None:
            for cell in _cells(outline.tables[block.table]):
                yield cell, around
        elif block.passage:
            yield block.passage, around


def _title(outline: Outline) -> Passage:
    """The lines of the title in one, since a citation may run over them."""
    return joined([block.passage for block in outline.in_zone(Zone.TITLE) if block.passage])


def _in_preamble(block: Block, headed: bool) -> bool:
    if block.kind is BlockKind.HEADING or block.zone in (Zone.APPENDIX, Zone.RECIPIENTS):
        return False
    return block.zone is Zone.PREAMBLE or (block.zone is Zone.BODY and not headed)


def _cells(table: Table) -> Iterator[Passage]:
    for row in (table.header, *table.rows):
        for cell in row:
            if cell.passage:
                yield cell.passage


def _record(passage: Passage, mention: Mention, words: Vocabulary, *, trusted: bool) -> Citation:
    span = (mention.left, max(mention.end, mention.anchor[1]))
    printed = _text(passage, mention.issuer)
    issuer = printed if printed is None or trusted else known_body(printed, words)
    rule, prior = mention.rule, mention.prior
    if issuer != printed:
        rule, prior = f"{rule}.known_issuer", prior * _RESPELLED
    basis = evidence(passage, *span, rule=rule, prior=prior)
    return Citation(
        **basis.model_dump(),
        document_type=mention.document_type,
        number=mention.number,
        date=mention.date,
        issuer=issuer,
        subject=_text(passage, mention.subject),
        provision=_text(passage, mention.provision),
        role=mention.role,
        page=basis.provenance.page if basis.provenance else passage.page_number,
        line=passage.place(*span).line,
    )


def _text(passage: Passage, span: Span | None) -> str | None:
    if span is None:
        return None
    return " ".join(passage.text[slice(*span)].split()).strip(" ,;:*") or None
