"""The whole story of planparse on one screen: from a file to a validated record.

    Source -> Page[] -> TextLayerVerdict -> PageText -> RestoredText -> Table[] + Outline -> records -> PlanRecord

Each step is a function that can be called and tested alone; what passes between them is frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from os import PathLike
from pathlib import Path

from planparse.assignments.find import find_assignments
from planparse.citations.find import read_citations
from planparse.citations.short_references import find_short_references
from planparse.diagnostics import cross_check
from planparse.emission import numbered, page_record, source_record, table_record
from planparse.header.closing import find_recipients, find_signatory
from planparse.header.closing_columns import closing_columns
from planparse.header.find import find_header
from planparse.ingest.opening import open_source
from planparse.ingest.source import Source
from planparse.knowledge import Dictionaries
from planparse.layout.outline_builder import build_outline
from planparse.layout.sections import section_tree
from planparse.memory import return_free_memory
from planparse.options import Options
from planparse.pagetext import Origin, PageReading
from planparse.reading import read_pages
from planparse.records import PlanRecord, SourceRecord
from planparse.restoration.edits import RestoredText
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import load_for_ocr, restore_pages
from planparse.tables.stitch import stitch
from planparse.targets.find import find_targets

Progress = Callable[[int, int], None]
"""Called with the number of pages read so far and the number of pages to read."""


def extract(
    path: str | PathLike[str], options: Options | None = None, *, progress: Progress | None = None
) -> PlanRecord:
    """Read one document.

    Args:
        path: a PDF, PNG, JPEG, TIFF, DOCX or text file; its kind is found by content.
        options: see `Options`; the defaults are those of the command line.
        progress: called before the first page is read, and after every page.

    Returns:
        The record. Pages that could not be read have the status `failed` and a diagnostic; the rest is there.

    Raises:
        PlanparseError: nothing of the document could be read; the subclass says why and carries the exit code.
    """
    with open_source(Path(path), options or Options()) as source:
        return extract_source(source, options, progress=progress)


def extract_source(source: Source, options: Options | None = None, *, progress: Progress | None = None) -> PlanRecord:
    """Read a document that is already open, and close it once its pages are read; see `extract`.

    What a long scan holds in memory, 89 MB of a file of 200 pages, is let go of before its words take their place.
    """
    options = options or Options()
    dictionaries = Dictionaries(options.dictionaries)
    model = RestorationModel.load(dictionaries)
    readings = read_pages(source, options, progress, meanwhile=partial(load_for_ocr, model))
    file = source_record(source)
    source.close()
    if any(reading.page.origin is Origin.OCR for reading in readings):
        return_free_memory()
    restored = restore_pages(
        [reading.page for reading in readings],
        [reading.verdict for reading in readings],
        model,
    )
    return parse(file, readings, restored, dictionaries)


def parse(
    source: SourceRecord, readings: Sequence[PageReading], restored: Sequence[RestoredText], dictionaries: Dictionaries
) -> PlanRecord:
    """Make the record out of pages that were read and restored."""
    tables = stitch(restored)
    outline = build_outline(restored, tables, dictionaries)
    header = find_header(outline, dictionaries)
    columns = closing_columns(outline, dictionaries)
    recipients, recipients_evidence = find_recipients(outline, dictionaries, columns)
    document = source.sha256[:8]
    cited, passages = read_citations(outline, header, dictionaries)
    citations = numbered(f"{document}-c", cited)
    record = PlanRecord(
        source=source,
        header=header,
        citations=citations,
        short_references=numbered(f"{document}-r", find_short_references(passages, citations, header, dictionaries)),
        targets=numbered(f"{document}-t", find_targets(outline, header, dictionaries)),
        assignments=numbered(f"{document}-a", find_assignments(outline, header, dictionaries)),
        tables=numbered(f"{document}-b", [table_record(table) for table in tables]),
        recipients=recipients,
        recipients_evidence=recipients_evidence,
        signatory=find_signatory(outline, dictionaries, columns),
        sections=numbered(f"{document}-s", section_tree(outline)),
        pages=tuple(page_record(reading, text) for reading, text in zip(readings, restored, strict=True)),
    )
    return record.model_copy(update={"diagnostics": cross_check(record, outline, dictionaries)})
