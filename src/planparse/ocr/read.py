"""Read a page from its picture: words with boxes, and ruled tables cell by cell."""

from __future__ import annotations

import tempfile
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import OcrError
from planparse.knowledge import Dictionaries
from planparse.layout.composition import compose
from planparse.ocr.engine import Workplace, check, in_use
from planparse.ocr.page_cache import PageCache, kept_or_read, key_of
from planparse.ocr.processes import Deadline
from planparse.ocr.runs import Runs
from planparse.options import Options
from planparse.pagetext import Origin, PageText

if TYPE_CHECKING:
    from planparse.ocr.preparation import Pixels, Render
    from planparse.ocr.upright import Content

DEFAULT_DPI = 300
"""For pages that are not one picture."""
LOWEST_DPI, HIGHEST_DPI = 150, 300


@dataclass(frozen=True)
class OcrReading:
    """What was read from a page picture."""

    page: PageText
    notes: tuple[str, ...] = field(default=())
    """What was done to the picture, such as `turned 90 degrees`."""


def choose_dpi(options: Options, native_dpi: float | None) -> float:
    """The resolution to draw a page at: that of its scan, so that no pixel is resampled; see `word_reading` for the one
    that finer pages are read at.

    A 200 dpi scan read at 300 dpi loses 1 to 6 % of its words, and takes 1.5 times as long.
    """
    if options.dpi is not None:
        return float(options.dpi)
    if native_dpi is None:
        return float(DEFAULT_DPI)
    return native_dpi if LOWEST_DPI <= native_dpi <= HIGHEST_DPI * 1.2 else float(DEFAULT_DPI)


def read_picture(
    render: Render,
    *,
    number: int,
    width: float,
    height: float,
    options: Options,
    first_line: int = 1,
    native_dpi: float | None = None,
    runs: Runs | None = None,
) -> OcrReading:
    """Read one page.

    Args:
        render: draws the page.
        number: page number, from 1.
        width: width of the upright page in points.
        height: height of the upright page in points.
        options: language, resolution, time limit.
        first_line: number of the page's first line in the document.
        native_dpi: resolution of the scan that fills the page, when it is known.
        runs: the processes that read the document; None for a page that is read alone.

    Raises:
        MissingDependencyError: Tesseract or its language data is not installed.
        OcrError: the page could not be read; the document can go on without it.
    """
    check(options.lang)
    dpi = choose_dpi(options, native_dpi)

    def read(draw: Render) -> OcrReading:
        with nullcontext(runs) if runs is not None else Runs() as running:
            return _read_picture(
                draw,
                dpi,
                number=number,
                size=(width, height),
                options=options,
                first_line=first_line,
                runs=running,
            )

    if options.cache is None:
        return read(render)
    from planparse.ocr.digit_network import WEIGHTS  # NumPy takes a while to load

    picture = _rendered(render, dpi, number)
    engine = in_use(options.lang)
    key = key_of(
        picture,
        dpi=dpi,
        chosen=options.dpi is not None,
        size=(width, height),
        first=number == 1,
        lang=options.lang,
        engine=engine,
        weights=Dictionaries(options.dictionaries).path(WEIGHTS),
    )
    cache = PageCache(options.cache)
    return kept_or_read(cache, key, number, first_line, lambda: read(lambda _dpi, _colour: picture))


def _rendered(render: Render, dpi: float, number: int) -> Pixels:
    from planparse.ocr.preparation import as_pixels

    try:
        return as_pixels(render(dpi, True))
    except MemoryError as error:
        raise OcrError(f"Page {number} could not be read: not enough memory.") from error


def _read_picture(
    render: Render,
    dpi: float,
    *,
    number: int,
    size: tuple[float, float],
    options: Options,
    first_line: int,
    runs: Runs,
) -> OcrReading:
    width, height = size
    deadline = Deadline.after(options.page_timeout)
    try:
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            dictionaries = Dictionaries(options.dictionaries)
            as_given = options.dpi is not None
            workplace = Workplace(Path(folder), options.lang, deadline, runs, dictionaries, as_given)
            content, quarters, notes = _read(render, dpi, width, workplace)
    except OSError as error:
        raise OcrError(f"Page {number} could not be read: {error.strerror or error}.") from error
    except MemoryError as error:
        raise OcrError(f"Page {number} could not be read: not enough memory.") from error
    except OcrError as error:
        raise OcrError(f"Page {number} could not be read. {error.message}", error.remedy) from error
    if quarters % 2:
        width, height = height, width

    def composed(part: Content) -> PageText:
        page = compose(
            number, part.words, part.grids, origin=Origin.OCR, width=width, height=height, first_line=first_line
        )
        return replace(page, turned=quarters * 90, unread=part.unread)

    page = composed(content)
    if content.beside is not None:
        from planparse.ocr.double_pages import joined

        page = joined(page, composed(content.beside))
    return OcrReading(page, notes)


def _read(render: Render, dpi: float, width: float, workplace: Workplace) -> tuple[Content, int, tuple[str, ...]]:
    # OpenCV and NumPy take 0.15 seconds to load, which a document without scans should not pay for.
    from planparse.ocr.orientation import read_any_way_up
    from planparse.ocr.preparation import prepare

    picture, notes = prepare(render, dpi, width)
    content, quarters = read_any_way_up(picture, workplace)
    return content, quarters, (*notes, *content.notes, *([f"turned {quarters * 90} degrees"] if quarters else []))
