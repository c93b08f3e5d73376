"""What is drawn on a PDF page beside its text: pictures and straight lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

RULE_LENGTH = 8.0
"""Points from which a line can belong to a table; Word draws the border of each cell apart, and a row of small print is
10 pt high."""
RULE_WIDTH = 2.5
"""Points up to which a filled box is a line; word processors draw rules as boxes of up to 1.5 pt."""
DEEPEST_FORM = 6
MOST_OBJECTS = 60_000
"""Objects looked at on a page; a drawing of a map has more, and tells nothing about its text layer."""


@dataclass(slots=True)
class Drawn:
    """Pictures and lines of a page."""

    picture: float = 0.0
    """Area of the largest picture in square points."""
    picture_dpi: float | None = None
    horizontal_rules: int = 0
    vertical_rules: int = 0


def read_drawn(page: Any, scale_to: float) -> Drawn:
    """Look at the objects of an open PDFium page, also inside form objects.

    Args:
        page: a `FPDF_PAGE` handle.
        scale_to: area of the page in square points; a picture that sticks out counts for no more.
    """
    drawn = Drawn()
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for kind, handle, _ in objects(page):
        if not pdfium.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            continue
        width, height = abs(right.value - left.value), abs(top.value - bottom.value)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            _add_picture(drawn, handle, width, height, scale_to)
        elif min(width, height) <= RULE_WIDTH or _is_stroked(handle):
            drawn.horizontal_rules += _count(width, height)
            drawn.vertical_rules += _count(height, width)
    return drawn


def _count(length: float, thickness: float) -> int:
    """Lines that a path contributes in the direction of `length`: one, or the two edges of a box."""
    if length < RULE_LENGTH:
        return 0
    return 1 if thickness <= RULE_WIDTH else 2


def _is_stroked(path: Any) -> bool:
    """Whether the outline of a box is drawn; one that is only filled is the background of a paragraph."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(path, fill, stroke)) and stroke.value != 0


def _add_picture(drawn: Drawn, handle: Any, width: float, height: float, page_area: float) -> None:
    area = min(width * height, page_area)
    if area <= drawn.picture:
        return
    drawn.picture = area
    columns, rows = ctypes.c_uint(), ctypes.c_uint()
    if pdfium.FPDFImageObj_GetImagePixelSize(handle, columns, rows) and width > 0 and height > 0:
        # The pixels may be turned against the page: the longer side of one belongs to the longer side of the other.
        drawn.picture_dpi = 72.0 * max(columns.value, rows.value) / max(width, height)


def objects(page: Any) -> Iterator[tuple[int, Any, pdfium.FS_MATRIX]]:
    """Pictures and paths: kind, handle, and how the coordinates of the form they stand in are placed on the page.

    The text objects, which are most, are passed over.
    """
    as_it_is = pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0)
    stack = [(pdfium.FPDFPage_GetObject, page, i, 0, as_it_is) for i in range(pdfium.FPDFPage_CountObjects(page))]
    stack.reverse()
    seen = 0
    while stack and seen < MOST_OBJECTS:
        get, parent, i, depth, placed = stack.pop()
        handle = get(parent, i)
        seen += 1
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            yield kind, handle, placed
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            count = pdfium.FPDFFormObj_CountObjects(handle)
            inside = _placed(handle, placed)
            stack += [(pdfium.FPDFFormObj_GetObject, handle, k, depth + 1, inside) for k in range(count - 1, -1, -1)]


def _placed(form: Any, outer: pdfium.FS_MATRIX) -> pdfium.FS_MATRIX:
    """How a form is placed on the page, itself in a form that is placed so."""
    inner = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(form, inner)
    return pdfium.FS_MATRIX(
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    )
