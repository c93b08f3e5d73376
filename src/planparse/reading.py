"""Reading: for each page, decide where its words come from, and get them.

The decision follows from the verdict on the text layer. A good layer is used. A legacy-encoded one is decoded, which is
exact. A garbled one is thrown away whole, and the page is read again from its picture; when that is not possible, or
not wanted (`--ocr never`), the garbled layer is kept, to be restored from its text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import Enum, auto
from threading import Lock, Thread
from typing import TYPE_CHECKING

from planparse.errors import MissingDependencyError, PlanparseError
from planparse.ingest.page import Page
from planparse.ingest.source import Source
from planparse.layout.composition import compose
from planparse.ocr.runs import Runs
from planparse.options import OcrMode, Options
from planparse.pagetext import Origin, PageReading, PageStatus, PageText, TextLayerVerdict, VerdictKind
from planparse.tables.text_grids import find_text_grids
from planparse.textlayer.judge import judge_pages
from planparse.textlayer.legacy import decode_page, decode_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
"""Called with the number of pages read so far and the number of pages to read."""
SHORT = 50
"""Pages of a document in which half a second is saved by loading something meanwhile. Of 200 pages that is nothing, and
the memory it takes adds to that of the file."""


class Way(Enum):
    """Where the words of a page come from."""

    LAYER = auto()
    DECODED_LAYER = auto()
    PICTURE = auto()


def choose_way(page: Page, verdict: TextLayerVerdict, mode: OcrMode) -> Way:
    """The best way to the words of a page that the user allows."""
    layer = Way.DECODED_LAYER if verdict.kind is VerdictKind.LEGACY_ENCODING else Way.LAYER
    if not page.has_picture or mode is OcrMode.NEVER:
        return layer
    if mode is OcrMode.FORCE:
        return Way.PICTURE
    trusted = verdict.kind in (VerdictKind.GOOD, VerdictKind.LEGACY_ENCODING)
    return layer if trusted else Way.PICTURE


def read_pages(
    source: Source,
    options: Options,
    progress: Progress | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[PageReading, ...]:
    """Read the pages that the options ask for, in page order.

    Pages are read by OCR in `options.jobs` threads: Tesseract runs as a child process, and PDFium, which must not be
    called from two threads, is guarded by a lock. An interruption stops the Tesseract processes that run.

    Args:
        meanwhile: called in a thread of its own while Tesseract reads the pages of a short document.

    Raises:
        MissingDependencyError: no page could be read, because Tesseract or its language data is not installed.
    """
    pages = tuple(source.pages())
    if progress is not None:
        progress(0, len(pages))
    with Runs() as runs, ThreadPoolExecutor(max_workers=max(1, options.jobs)) as pool:
        reader = _Reader(source, options, Lock(), runs)
        try:
            judged = list(zip(pages, judge_pages(pages), strict=True))
            futures = [pool.submit(reader.read, page, verdict) for page, verdict in judged]
            scanned = any(choose_way(*one, options.ocr) is Way.PICTURE for one in judged)
            if meanwhile is not None and scanned and len(pages) <= SHORT:
                Thread(target=meanwhile, daemon=True).start()
            readings = []
            for future in futures:
                readings.append(future.result())
                if progress is not None:
                    progress(len(readings), len(pages))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            runs.stop()
            raise
    reader.raise_if_nothing_was_read(readings)
    return (*_number_lines(readings), *(_skipped(number, options) for number in source.left_out))


@dataclass
class _Reader:
    """Reads the pages of one source; keeps the first missing program, to report it when nothing else was read."""

    source: Source
    options: Options
    pdfium: Lock
    runs: Runs
    missing: MissingDependencyError | None = None

    def read(self, page: Page, verdict: TextLayerVerdict) -> PageReading:
        """Read one page by the way that its verdict asks for."""
        if page.problem is not None:
            return _failed(page, verdict, page.problem)
        way = choose_way(page, verdict, self.options.ocr)
        if way is Way.LAYER:
            return self._from_layer(page, verdict)
        if way is Way.DECODED_LAYER:
            return self._from_layer(_decoded(page, verdict), verdict)
        return self._from_picture(page, verdict)

    def _from_layer(self, page: Page, verdict: TextLayerVerdict) -> PageReading:
        text = page.layer or _empty(page)
        if text.origin is Origin.DIGITAL and verdict.kind in (VerdictKind.GARBLED, VerdictKind.SUSPECT):
            text = replace(text, origin=Origin.LAYER)
        if page.words and page.rules:
            from planparse.tables.digital import find_grids

            grids, outside = find_grids(page.words, page.rules)
            if grids:
                text = compose(
                    page.number, outside, grids, origin=text.origin, width=page.width or 0, height=page.height or 0
                )
        elif text.origin is Origin.TEXT:
            text = find_text_grids(text)
        return _reading(text, page, verdict)

    def _from_picture(self, page: Page, verdict: TextLayerVerdict) -> PageReading:
        from planparse.ocr.read import read_picture

        try:
            reading = read_picture(
                lambda dpi, _colour: self._pixels(page.number, dpi),
                number=page.number,
                width=page.width or 0,
                height=page.height or 0,
                options=self.options,
                native_dpi=page.evidence.picture_dpi,
                runs=self.runs,
            )
        except PlanparseError as error:
            if isinstance(error, MissingDependencyError):
                self.missing = self.missing or error
            return self._without_picture(page, verdict, error)
        return _reading(reading.page, page, verdict, reading.notes)

    def _without_picture(self, page: Page, verdict: TextLayerVerdict, error: PlanparseError) -> PageReading:
        if page.layer is None or not page.layer.text.strip():
            return _failed(page, verdict, str(error))
        kept = self._from_layer(page, verdict)
        note = f"the page could not be read from its picture, so its {verdict.kind.value} text layer was used: {error}"
        return replace(kept, notes=(*kept.notes, note))

    def _pixels(self, number: int, dpi: float) -> NDArray[np.uint8]:
        with self.pdfium:
            return self.source.pixels(number, dpi)

    def raise_if_nothing_was_read(self, readings: Iterable[PageReading]) -> None:
        """A document of which every page failed for want of a program is an error of the machine, not of the file."""
        if self.missing is not None and all(reading.status is PageStatus.FAILED for reading in readings):
            raise self.missing


def _decoded(page: Page, verdict: TextLayerVerdict) -> Page:
    words = decode_words(page, verdict.encoding) if page.words and verdict.encoding else ()
    return replace(page, layer=decode_page(page, verdict), words=words)


def _reading(text: PageText, page: Page, verdict: TextLayerVerdict, notes: Sequence[str] = ()) -> PageReading:
    status = PageStatus.READ if text.text.strip() else PageStatus.EMPTY
    return PageReading(text, verdict, status, notes=(*page.notes, *notes))


def _failed(page: Page, verdict: TextLayerVerdict, problem: str) -> PageReading:
    return PageReading(_empty(page), verdict, PageStatus.FAILED, problem, page.notes)


def _skipped(number: int, options: Options) -> PageReading:
    problem = f"the document is longer than the limit of {options.max_pages} pages (--max-pages)."
    verdict = TextLayerVerdict(VerdictKind.NONE, ("The page was not opened.",))
    return PageReading(PageText(number, "", (), Origin.NONE), verdict, PageStatus.SKIPPED, problem)


def _empty(page: Page) -> PageText:
    return PageText(page.number, "", (), Origin.NONE, page.width, page.height)


def _number_lines(readings: Sequence[PageReading]) -> tuple[PageReading, ...]:
    """Count lines through the document; the lines of a text file have their numbers already."""
    numbered, line = [], 1
    for reading in readings:
        page = reading.page if reading.page.origin is Origin.TEXT else replace(reading.page, first_line=line)
        line = page.first_line + len(page.text.splitlines())
        numbered.append(replace(reading, page=page))
    return tuple(numbered)
