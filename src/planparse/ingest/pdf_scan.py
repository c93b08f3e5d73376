"""The scan that fills a PDF page, as the scanner made it.

PDFium draws a page to whole pixels of its box: a scan of 1658 x 2355 pixels on a page of 596 x 847 points becomes one
of 1658 x 2357, every stroke of it smeared over its neighbours. Where nothing but the scan is seen on a page, its own
pixels are read instead, in a third of the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
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


@dataclass(frozen=True, eq=False)
class Scan:
    """A scan as it is in the file."""

    bitmap: pypdfium2.PdfBitmap
    quarters: int
    """How often it is turned clockwise to be upright."""

    @property
    def size(self) -> int:
        """Its pixels."""
        return int(self.bitmap.width * self.bitmap.height)

    def picture(self) -> Image:
        """The upright scan, in grey or in red, green and blue."""
        picture: Image = self.bitmap.to_pil()
        return picture.transpose(_TURNS[self.quarters]) if self.quarters else picture  # type: ignore[arg-type]

    def pixels(self) -> NDArray[np.uint8]:
        """The same for OCR: by way of Pillow a page in colour at 240 dpi takes 40 ms more, three times as long."""
        import numpy as np  # see `Source.pixels`

        shown: NDArray[np.uint8] = self.bitmap.to_numpy()
        upright = np.rot90(shown, -self.quarters)
        if upright.ndim == 2:
            return upright.copy()  # the memory goes with the bitmap
        import cv2

        return cv2.cvtColor(np.ascontiguousarray(upright), cv2.COLOR_BGR2RGB).astype(np.uint8, copy=False)


def scan_of(page: pypdfium2.PdfPage, dpi: float) -> Scan | None:
    """The scan that is all there is to be seen on a page, in grey or in colour.

    Args:
        page: the page, of a document without masks (see `holds_masks`).
        dpi: the resolution that is wanted.

    Returns:
        The scan; None where the page shows anything else, or the scan has another resolution.
    """
    scan = _only_scan(page)
    if scan is None or not _fills(scan, page, dpi):
        return None
    try:
        bitmap = scan.get_bitmap(render=False)
    except pypdfium2.PdfiumError:
        return None  # drawing the page may still succeed, or says what is wrong
    if bitmap.mode not in ("L", "BGR") or (bitmap.width, bitmap.height) != scan.get_px_size():
        return None
    return Scan(bitmap, page.get_rotation() // 90)


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
