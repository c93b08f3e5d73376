"""The scan that fills a PDF page, as the scanner made it.

PDFium draws a page to whole pixels of its box: a scan of 1658 x 2355 pixels on a page of 596 x 847 points becomes one
of 1658 x 2357, every stroke of it smeared over its neighbours. Where nothing but the scan is seen on a page, its own
pixels are read instead, in a third of the time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

OFF = 1.0
"""Points by which the edges of the scan may miss those of the page, whose sides many scanners round to whole points."""
SQUARE = 0.004
"""How much the resolutions across and down may differ; a fax has twice as many pixels across."""
_PLAIN = frozenset(
    {
        pdfium.FPDF_COLORSPACE_DEVICEGRAY,
        pdfium.FPDF_COLORSPACE_DEVICERGB,
        pdfium.FPDF_COLORSPACE_CALGRAY,
        pdfium.FPDF_COLORSPACE_CALRGB,
        pdfium.FPDF_COLORSPACE_ICCBASED,
        pdfium.FPDF_COLORSPACE_INDEXED,
    }
)
_MASK = re.compile(rb"/S?Mask\b(?!\s*/None)")
_TURNS = {1: 4, 2: 3, 3: 2}
"""Pillow's names for the turns of `/Rotate`, in quarters clockwise: ROTATE_270, ROTATE_180, ROTATE_90."""


def scan_of(page: pypdfium2.PdfPage, dpi: float) -> Image | None:
    """The scan that is all there is to be seen on a page, upright, in grey or in colour.

    Args:
        page: the page, of a document without masks (see `holds_masks`).
        dpi: the resolution that is wanted.

    Returns:
        The picture; None where the page shows anything else, or the scan has another resolution.
    """
    scan = _only_scan(page)
    if scan is None or not _fills(scan, page, dpi):
        return None
    try:
        picture: Image = scan.get_bitmap(render=False).to_pil()
    except pypdfium2.PdfiumError:
        return None  # drawing the page may still succeed, or says what is wrong
    if picture.mode not in ("L", "RGB") or picture.size != scan.get_px_size():
        return None
    turns = page.get_rotation() // 90
    return picture if not turns else picture.transpose(_TURNS[turns])  # type: ignore[arg-type]


def holds_masks(data: bytes) -> bool:
    """Whether a picture of a PDF file may be seen through a mask, which PDFium tells of no picture by itself.

    What a picture is like stands in the file as it is: dictionaries of streams are never packed.
    """
    return _MASK.search(data) is not None


def _only_scan(page: pypdfium2.PdfPage) -> pypdfium2.PdfImage | None:
    """The picture of a page that has no other objects but the invisible text of its layer, and no remarks."""
    if pdfium.FPDFPage_GetAnnotCount(page.raw):
        return None
    found: pypdfium2.PdfImage | None = None
    for item in page.get_objects(max_depth=1):
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT and _is_invisible(item.raw):
            continue
        if not isinstance(item, pypdfium2.PdfImage) or found is not None:
            return None
        found = item
    if found is None or pdfium.FPDFPageObj_HasTransparency(found.raw) or _is_clipped(found.raw):
        return None
    return found if found.get_metadata().colorspace in _PLAIN else None


def _is_invisible(text: Any) -> bool:
    """Text that clips what comes after it is not seen either, but what it clips is seen in part."""
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(text) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def _is_clipped(item: Any) -> bool:
    path = pdfium.FPDFPageObj_GetClipPath(item)
    return bool(path) and bool(pdfium.FPDFClipPath_CountPaths(path) > 0)


def _fills(scan: pypdfium2.PdfImage, page: pypdfium2.PdfPage, dpi: float) -> bool:
    """Whether a picture lies upright on its page from edge to edge, at a resolution."""
    a, b, c, d, _, _ = scan.get_matrix().get()
    box = pdfium.FS_RECTF()
    if min(a, d) <= 0 or max(abs(b), abs(c)) > 0 or not pdfium.FPDF_GetPageBoundingBox(page.raw, box):
        return False
    edges = zip(scan.get_bounds(), (box.left, box.bottom, box.right, box.top), strict=True)
    if any(abs(edge - of_page) > OFF for edge, of_page in edges):
        return False
    columns, rows = scan.get_px_size()
    across, down = 72 * columns / a, 72 * rows / d
    return bool(abs(across - down) <= SQUARE * down and abs(max(across, down) - dpi) <= SQUARE * dpi)
