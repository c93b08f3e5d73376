"""From restored pages and their tables to the outline of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from planparse.knowledge import Dictionaries
from planparse.layout.dashed_names import continues_name
from planparse.layout.footnotes import footnote_spans
from planparse.layout.headings import mark_headings
from planparse.layout.lines import Line, TablePlace, lines_and_tables
from planparse.layout.mark_sequence import Candidate, corrected, repaired_marks
from planparse.layout.marks import Mark, mark_reader
from planparse.layout.measure import Measure, measure_of, unfinished_pairs
from planparse.layout.noise import noise_lines
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.paragraphs import Edges, Paragraph, join_lines
from planparse.layout.passages import Passage, passage_from_spans
from planparse.layout.zone_openers import SPECK_LINE
from planparse.layout.zones import is_preamble_opener, is_resolution_line, zones_of_lines
from planparse.pagetext import Origin
from planparse.restoration.edits import RestoredText
from planparse.tables.table import Table

_ITEM_ENDS = (";", ".", ":")
_DASHES = "-–—=~"
"""What recipients begin with; the last two are dashes that an OCR has misread."""
_ENDNOTE = re.compile(r"\[\d{1,2}\]\s?[^\W\d_]")
"""The notes of a document that a converter has put behind its signature: `[5] Tỷ lệ ... là 69,87%`."""
_RUNNING = (Zone.BODY, Zone.APPENDIX)
_LINE_BY_LINE = frozenset({Zone.LETTERHEAD, Zone.SIGNATURE})


def build_outline(pages: Sequence[RestoredText], tables: Sequence[Table], dictionaries: Dictionaries) -> Outline:
    """Read the blocks of a document in order: paragraphs, headings, bullets, tables and noise, each in its zone."""
    items = lines_and_tables(pages, tables)
    all_lines = [item for item in items if isinstance(item, Line)]
    noise = noise_lines(all_lines, dictionaries)
    printed = [line for i, line in enumerate(all_lines) if i not in noise]
    notes = [printed[first:last] for first, last in footnote_spans(printed)]
    in_notes = {id(line) for note in notes for line in note}
    lines = [line for line in printed if id(line) not in in_notes] if notes else printed
    unfinished = unfinished_pairs(lines)
    measures = measure_of(lines, unfinished)
    zones = zones_of_lines(lines, measures, dictionaries)
    marks_of_lines = _marks_of(lines, measures, dictionaries)
    edges = _edges(items, lines, marks_of_lines, zones)
    paragraphs = join_lines(lines, marks_of_lines, unfinished, measures, edges)
    zone_of = dict(zip(map(id, lines), zones, strict=True))
    repaired = _repaired_marks(paragraphs, dictionaries)
    begins: dict[int, _Aside | Paragraph] = {
        **{id(all_lines[i]): _Aside(BlockKind.NOISE, (all_lines[i],)) for i in noise},
        **{id(note[0]): _Aside(BlockKind.FOOTNOTE, note) for note in notes},
        **{id(paragraph.first): paragraph for paragraph in paragraphs},
    }
    blocks: list[Block] = []
    marks: list[Mark | None] = []
    zone = Zone.LETTERHEAD
    for item in items:
        if isinstance(item, TablePlace):
            blocks.append(Block(BlockKind.TABLE, zone, Passage("", ()), table=item.table))
            marks.append(None)
            continue
        begun = begins.get(id(item))
        if begun is None:
            continue
        if isinstance(begun, _Aside):
            blocks.append(Block(begun.kind, zone, _passage(begun.lines)))
            marks.append(None)
            continue
        zone = zone_of[id(item)]
        mark = repaired[id(begun)]
        blocks.append(_block(begun, zone, mark))
        marks.append(mark)
    blocks = _with_preamble(blocks, marks, dictionaries)
    return Outline(tuple(mark_headings(blocks, marks)), tuple(tables))


class _Aside(NamedTuple):
    """Lines that stand outside the running text."""

    kind: BlockKind
    lines: Sequence[Line]


def _block(paragraph: Paragraph, zone: Zone, mark: Mark | None) -> Block:
    passage = _passage(paragraph.lines)
    if zone is Zone.APPENDIX and _ENDNOTE.match(passage.text):
        return Block(BlockKind.FOOTNOTE, zone, passage)
    if mark is None:
        return Block(BlockKind.PARAGRAPH, zone, passage)
    return Block(
        BlockKind.BULLET if mark.is_bullet or mark.style == "letter" else BlockKind.PARAGRAPH,
        zone,
        passage,
        " ".join(mark.text.split()),
        style=mark.style,
        ordinal=mark.ordinal,
        number=corrected(paragraph.mark, mark) if _read_by_machine(paragraph) else None,
    )


def _passage(lines: Sequence[Line]) -> Passage:
    return passage_from_spans([(line.page, line.start, line.end) for line in lines])


def _marks_of(lines: Sequence[Line], measures: dict[int, Measure], dictionaries: Dictionaries) -> list[Mark | None]:
    """What each line begins with; the dash inside a name that the end of a full line has cut is no mark."""
    read = mark_reader(dictionaries)
    marks = [read(line.text) for line in lines]
    for i, mark in enumerate(marks[1:], start=1):
        above = lines[i - 1]
        if mark is None or not mark.is_bullet or not continues_name(above.text, lines[i].text, dictionaries):
            continue
        if not measures[above.page.page.number].has_room(above, lines[i]):
            marks[i] = None
    return marks


def _repaired_marks(paragraphs: Sequence[Paragraph], dictionaries: Dictionaries) -> dict[int, Mark | None]:
    """The marks of the paragraphs, by their identity, with those put right that their neighbours contradict."""
    marks = repaired_marks([_candidate(paragraph) for paragraph in paragraphs], dictionaries)
    return {id(paragraph): mark for paragraph, mark in zip(paragraphs, marks, strict=True)}


def _candidate(paragraph: Paragraph) -> Candidate:
    title = paragraph.first.text[len(paragraph.mark.text) :] if paragraph.mark else ""
    return Candidate(paragraph.mark, title, _read_by_machine(paragraph))


def _read_by_machine(paragraph: Paragraph) -> bool:
    page = paragraph.first.page
    return page.page.origin is Origin.OCR or bool(page.edits)


def _edges(
    items: Sequence[Line | TablePlace], lines: Sequence[Line], marks: Sequence[Mark | None], zones: Sequence[Zone]
) -> Edges:
    """Lines begin a block at a change of zone, in letterheads, after a table; a subject and recipients go on."""
    after_table = {
        id(below) for above, below in pairwise(items) if isinstance(above, TablePlace) and isinstance(below, Line)
    }
    begin, go_on = {0}, set()
    for i, line in enumerate(lines):
        if i and zones[i] is zones[i - 1] and zones[i] in _RUNNING:  # nine lines of ten
            if id(line) in after_table:
                begin.add(i)
            continue
        changed = i > 0 and zones[i] is not zones[i - 1]
        second_of_title = i > 1 and zones[i - 1] is Zone.TITLE and zones[i - 2] is not Zone.TITLE
        # A speck between type and subject is no part of either: `THÔNG BÁO` / `Á` / `VỀ KẾT QUẢ ...`.
        speck = i > 1 and zones[i] is Zone.TITLE and SPECK_LINE.fullmatch(lines[i - 1].text)
        second_of_title = second_of_title or bool(speck)
        recipient = zones[i] is Zone.RECIPIENTS and line.text[0] in _DASHES
        if changed or second_of_title or recipient or zones[i] in _LINE_BY_LINE or id(line) in after_table:
            begin.add(i)
        elif (zones[i] is Zone.TITLE and not line.text.startswith("(")) or (
            zones[i] is Zone.RECIPIENTS and marks[i] is None and _continues_recipient(lines[i - 1], line)
        ):
            go_on.add(i)
    closing = {i for i, zone in enumerate(zones) if zone not in _RUNNING}
    return Edges(frozenset(begin), frozenset(go_on), frozenset(closing))


def _continues_recipient(above: Line, line: Line) -> bool:
    """Whether a line of the recipients that has no mark belongs to the item above: "- Ban Giám đốc / Sở;"."""
    return not above.text.endswith(_ITEM_ENDS) and not line.in_capitals


def _with_preamble(blocks: list[Block], marks: Sequence[Mark | None], dictionaries: Dictionaries) -> list[Block]:
    """Give the zone PREAMBLE to the paragraphs between the title and the content."""
    body = [i for i, b in enumerate(blocks) if b.zone is Zone.BODY and not b.is_aside]
    end = _end_of_preamble([(blocks[i], marks[i]) for i in body], dictionaries)
    preamble = set(body[:end])
    return [b._replace(zone=Zone.PREAMBLE) if i in preamble else b for i, b in enumerate(blocks)]


def _end_of_preamble(body: Sequence[tuple[Block, Mark | None]], dictionaries: Dictionaries) -> int:
    """The number of paragraphs before the content.

    The content begins at the first numbered block, after the word that opens it (`QUYẾT ĐỊNH:`), after a paragraph
    that announces it ("... như sau:"), or where paragraphs no longer begin like those of a preamble.
    """
    end = 0
    for i, (block, mark) in enumerate(body):
        text = block.passage.text
        if block.kind is BlockKind.TABLE or (mark is not None and not mark.is_bullet):
            return i
        if is_resolution_line(text, dictionaries):
            return i + 1
        if is_preamble_opener(text, dictionaries):
            end = i + 1
        if text.rstrip().endswith(":") and not (mark is not None and mark.is_bullet):
            return i + 1
    return end
