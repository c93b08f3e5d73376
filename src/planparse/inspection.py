"""Inspection: what a file is and what reading it will cost, without reading it."""

from __future__ import annotations

from collections import Counter

from planparse.errors import PlanparseError
from planparse.ingest.page import Page
from planparse.ingest.source import Source
from planparse.options import OcrMode, Options
from planparse.pagetext import TextLayerVerdict, VerdictKind
from planparse.reading import Way, choose_way
from planparse.records import Model, VerdictRecord
from planparse.textlayer.judge import judge_pages

OCR_SECONDS = 1.7
"""For one page, one core: 1.3 s of Tesseract at 200 dpi (mean of 15 plan pages) and 0.4 s to render and find tables."""
LAYER_SECONDS = 0.03
"""For one page with a text layer (PDF, 30 to 120 pages a second)."""


class PageInspection(Model):
    """What was found about one page."""

    number: int
    width: float | None
    """In points; null where the source has no layout."""
    height: float | None
    characters: int
    """Characters of the embedded text layer, white space not counted."""
    verdict: VerdictRecord
    way: str
    """What extract would read: the `layer`, the `decoded_layer` (of a legacy encoding) or the `picture` (by OCR)."""
    problem: str | None
    """Why it cannot be read."""


class Inspection(Model):
    """What was found about a file."""

    name: str
    media_type: str
    page_count: int
    pages: tuple[PageInspection, ...]
    ocr_pages: int
    """Pages that would be read by OCR."""
    engine: str | None
    """What would read them, with its version; null where no page asks for it or nothing is installed."""
    seconds: float
    """Estimated time of `extract` with the same options."""

    @property
    def verdicts(self) -> Counter[VerdictKind]:
        """How many pages have which verdict."""
        return Counter(page.verdict.kind for page in self.pages)


def inspect_source(source: Source, options: Options) -> Inspection:
    """Judge every selected page and estimate the cost of reading them."""
    pages = tuple(source.pages())
    found = tuple(
        _inspect_page(page, verdict, options.ocr) for page, verdict in zip(pages, judge_pages(pages), strict=True)
    )
    ocr_pages = sum(page.way == Way.PICTURE.name.lower() for page in found)
    seconds = ocr_pages * OCR_SECONDS / options.jobs + (len(found) - ocr_pages) * LAYER_SECONDS
    return Inspection(
        name=source.name,
        media_type=source.media_type,
        page_count=source.page_count,
        pages=found,
        ocr_pages=ocr_pages,
        engine=_engine(options.lang) if ocr_pages else None,
        seconds=round(seconds, 1),
    )


def _engine(lang: str) -> str | None:
    from planparse.ocr.engine import in_use

    try:
        return in_use(lang)
    except PlanparseError:
        return None  # `extract` and `doctor` say what is missing


def _inspect_page(page: Page, verdict: TextLayerVerdict, mode: OcrMode) -> PageInspection:
    return PageInspection(
        number=page.number,
        width=None if page.width is None else round(page.width, 1),
        height=None if page.height is None else round(page.height, 1),
        characters=page.evidence.characters,
        verdict=VerdictRecord(kind=verdict.kind, reasons=verdict.reasons, encoding=verdict.encoding),
        way=choose_way(page, verdict, mode).name.lower(),
        problem=page.problem,
    )
