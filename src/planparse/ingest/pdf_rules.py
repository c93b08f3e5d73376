"""The straight lines drawn on a PDF page: strokes, and the edges of boxes thin enough to be strokes.

PDFium has the paths of an open page at hand: 1 ms a page, where pdfminer, which reads the page again with all its
text, takes 65 ms.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2.raw as pdfium

from planparse.ingest.pdf_objects import RULE_WIDTH, objects
from planparse.ingest.upright import Frame
from planparse.pagetext import BBox

SLANT = 1.0
"""Points by which a line may rise or lean over its whole length."""
SHORTEST = 1.0
"""Points; shorter edges are the ends of thin boxes."""

Point: TypeAlias = tuple[float, float]


def read_rules(page: Any, frame: Frame) -> tuple[BBox, ...]:
    """The lines of an open PDFium page, each a box without width or without height, in points of the upright page.

    Filled boxes thicker than a rule are the backgrounds of paragraphs: their edges rule nothing, unless they are drawn.

    Args:
        page: a `FPDF_PAGE` handle.
        frame: maps page coordinates to the upright page.
    """
    rules = []
    for kind, handle, placed in objects(page):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        stroked = _is_stroked(handle)
        if stroked is None:
            continue
        for outline in _outlines(handle, placed):
            if stroked or _is_thin(outline):
                edges = (_edge(start, end, frame) for start, end in pairwise(outline))
                rules += [edge for edge in edges if edge is not None]
    return tuple(rules)


def _is_stroked(path: Any) -> bool | None:
    """Whether a path is drawn with a pen; None when it is not even filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return None
    return stroke.value != 0


def _outlines(path: Any, placed: pdfium.FS_MATRIX) -> Iterator[list[Point]]:
    """The corners of each part of a path, in the coordinates of the page; a curve counts by its ends."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(path, own)
    x, y = ctypes.c_float(), ctypes.c_float()
    outline: list[Point] = []
    handles = 0
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(_moved((x.value, y.value), own), placed)
        match pdfium.FPDFPathSegment_GetType(segment):
            case pdfium.FPDF_SEGMENT_MOVETO:
                if outline:
                    yield outline
                outline = [point]
            case pdfium.FPDF_SEGMENT_BEZIERTO:
                handles += 1
                if handles % 3 == 0:
                    outline.append(point)
            case _:
                outline.append(point)
        if outline and pdfium.FPDFPathSegment_GetClose(segment):
            outline.append(outline[0])
    if outline:
        yield outline


def _moved(point: Point, matrix: pdfium.FS_MATRIX) -> Point:
    x, y = point
    return matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f


def _is_thin(outline: Sequence[Point]) -> bool:
    across, down = zip(*outline, strict=True)
    return bool(min(max(across) - min(across), max(down) - min(down)) <= RULE_WIDTH)


def _edge(start: Point, end: Point, frame: Frame) -> BBox | None:
    """A horizontal or vertical edge without its slant; None for others, and for dots."""
    left, right = sorted((start[0], end[0]))
    bottom, top = sorted((start[1], end[1]))
    if max(right - left, top - bottom) < SHORTEST or min(right - left, top - bottom) > SLANT:
        return None
    if right - left > top - bottom:
        bottom = top = (bottom + top) / 2
    else:
        left = right = (left + right) / 2
    return frame.box(left, bottom, right, top)
