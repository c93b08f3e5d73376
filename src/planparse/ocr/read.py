"""Read a page from its picture: words with boxes, and ruled tables cell by cell."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from planparse.errors import OcrError
from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord, compose
from planparse.ocr.engine import BLOCK_LAYOUT, PAGE_LAYOUT, Deadline, Job, Workplace, require, run
from planparse.ocr.tsv import ReadWord, parse_words
from planparse.options import Options
from planparse.pagetext import Origin, PageText

if TYPE_CHECKING:
    from PIL import Image

    from planparse.ocr.picture import Grey, Picture
    from planparse.ocr.ruled_tables import CellPicture
    from planparse.tables.lattice import Lattice

Render = Callable[[float, bool], "Image.Image"]
"""Renders the upright page at a resolution in dpi, in colour or in grey."""

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
    """The resolution to read a page at: that of its scan, so that no pixel is resampled.

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

    Raises:
        MissingDependencyError: Tesseract or its language data is not installed.
        OcrError: the page could not be read; the document can go on without it.
    """
    require(options.lang)
    deadline = Deadline.after(options.page_timeout)
    try:
        with tempfile.TemporaryDirectory(prefix="planparse-") as folder:
            picture = _draw(render, choose_dpi(options, native_dpi), width)
            words, grids = _read(picture, Workplace(Path(folder), options.lang, deadline))
    except OSError as error:
        raise OcrError(f"Page {number} could not be read: {error.strerror or error}.") from error
    except MemoryError as error:
        raise OcrError(f"Page {number} could not be read: not enough memory.") from error
    except OcrError as error:
        raise OcrError(f"Page {number} could not be read. {error.message}", error.remedy) from error
    page = compose(number, words, grids, origin=Origin.OCR, width=width, height=height, first_line=first_line)
    return OcrReading(page)


def _draw(render: Render, dpi: float, width: float) -> Picture:
    import numpy as np

    from planparse.ocr.picture import Picture

    image = render(dpi, False)
    return Picture(np.asarray(image.convert("L")), image.width * 72 / width)


def _read(picture: Picture, workplace: Workplace) -> tuple[list[PlacedWord], list[PlacedGrid]]:
    from planparse.ocr.ruled_tables import find_tables, without_rules, without_tables
    from planparse.ocr.rules import find_rules

    rules, rule_mask = find_rules(picture)
    tables = find_tables(rules, picture)
    words = _read_body(without_tables(picture, tables), picture, workplace)
    if not tables:
        return words, []
    clean = without_rules(picture.grey, rule_mask, picture)
    return words, _read_tables(tables, clean, picture, workplace)


def _placed(word: ReadWord, picture: Picture, left: int = 0, top: int = 0) -> PlacedWord:
    from planparse.ocr.picture import PixelBox

    box = PixelBox(word.left + left, word.top + top, word.right + left, word.bottom + top)
    return PlacedWord(word.text, picture.points(box), word.confidence, word.line_number)


def _read_body(grey: Grey, picture: Picture, workplace: Workplace) -> list[PlacedWord]:
    from planparse.ocr.picture import write_pgm

    path = workplace.folder / "page.pgm"
    write_pgm(grey, path)
    tsv = run(Job((path,), PAGE_LAYOUT, round(picture.dpi)), workplace)
    return [_placed(word, picture) for word in parse_words(tsv)]


def _read_tables(tables: tuple[Lattice, ...], clean: Grey, picture: Picture, workplace: Workplace) -> list[PlacedGrid]:
    from planparse.ocr.picture import write_pgm
    from planparse.ocr.ruled_tables import cell_pictures, crop

    cells = list(cell_pictures(clean, tables, picture))
    paths, corners = [], []
    for i, cell in enumerate(cells):
        part, left, top = crop(clean, cell.box, picture)
        path = workplace.folder / f"cell-{i}.pgm"
        write_pgm(part, path)
        paths.append(path)
        corners.append((left, top))
    words: dict[int, list[PlacedWord]] = {}
    if paths:
        tsv = run(Job(tuple(paths), BLOCK_LAYOUT, round(picture.dpi)), workplace)
        for word in parse_words(tsv):
            words.setdefault(word.picture, []).append(_placed(word, picture, *corners[word.picture]))
    return [_placed_grid(i, table, cells, words, picture) for i, table in enumerate(tables)]


def _placed_grid(
    index: int,
    table: Lattice,
    pictures: list[CellPicture],
    words: dict[int, list[PlacedWord]],
    picture: Picture,
) -> PlacedGrid:
    from planparse.ocr.picture import PixelBox
    from planparse.ocr.ruled_tables import outline_of

    of_cell = {part.cell: words.get(i, []) for i, part in enumerate(pictures) if part.table == index}
    cells = tuple(
        PlacedCell(
            cell.row,
            cell.column,
            picture.points(PixelBox(*(round(edge) for edge in table.box(cell)))),
            tuple(of_cell.get(cell, ())),
            cell.row_span,
            cell.column_span,
        )
        for cell in table.cells
    )
    return PlacedGrid(picture.points(outline_of(table, picture)), table.n_rows, table.n_columns, cells)
