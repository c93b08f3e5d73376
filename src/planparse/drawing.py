"""Drawing what was read onto the picture of its page, to see with one look what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planparse.pagetext import BBox, PageText

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

Colour = tuple[int, int, int]

SURE, UNSURE, DOUBTFUL, CELL = (0, 140, 60), (240, 150, 0), (220, 0, 0), (0, 90, 220)
SURE_FROM, UNSURE_FROM = 0.9, 0.7
"""Word confidences of Tesseract: nearly all words from 0.9 on are right, below 0.7 about half."""
CELL_WIDTH = 3


def draw_page(picture: Image, page: PageText, dpi: float) -> Image:
    """The picture of a page with a box around every word and every cell of a ruled table.

    Args:
        picture: the page at `dpi`, as it lies in the document.
        page: what was read on it.

    Returns:
        A new picture, mode `RGB`, turned as the page was to be read: words green, orange or red by their confidence,
        cells blue.
    """
    from PIL.ImageDraw import Draw

    upright = picture.rotate(-page.turned, expand=True) if page.turned else picture
    drawn = upright.convert("RGB")
    canvas = Draw(drawn)
    for word in page.words:
        if word.bbox is not None:
            _box(canvas, word.bbox, dpi, colour_of(word.confidence), 1)
    for grid in page.grids:
        for cell in grid.cells:
            if cell.bbox is not None:
                _box(canvas, cell.bbox, dpi, CELL, CELL_WIDTH)
    return drawn


def colour_of(confidence: float) -> Colour:
    """The colour of a word that is read with this confidence."""
    if confidence >= SURE_FROM:
        return SURE
    return UNSURE if confidence >= UNSURE_FROM else DOUBTFUL


def _box(canvas: ImageDraw, box: BBox, dpi: float, colour: Colour, width: int) -> None:
    scale = dpi / 72
    left, right = sorted((box.x0 * scale, box.x1 * scale))
    top, bottom = sorted((box.top * scale, box.bottom * scale))
    canvas.rectangle((left, top, right, bottom), outline=colour, width=width)
