"""PDF input, read through PDFium."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from planparse.errors import DamagedInputError, InputTooLargeError, PasswordRequiredError
from planparse.ingest.page import FontUse, LayerEvidence, Page
from planparse.ingest.pdf_objects import read_drawn
from planparse.ingest.pdf_rules import read_rules
from planparse.ingest.pdf_salvage import Salvage, salvage
from planparse.ingest.pdf_scan import Scan, holds_masks, scan_of
from planparse.ingest.pdf_text import TextLayer, read_text_layer
from planparse.ingest.source import Source
from planparse.ingest.upright import Frame
from planparse.layout.composition import compose
from planparse.pagetext import Origin, PageText

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

PAGES_KEPT = 20
"""Pages after which a document is opened anew: PDFium keeps what it has read of the file until it is closed, for a long
scan as much as the file again."""
SMALLEST_PAGE = 3.0
"""Points; a page with a side below this has no room for a letter. PDF allows no page under 3 units."""


class PdfSource(Source):
    """A PDF file. Pages are opened one at a time and closed at once, so that memory stays flat."""

    _document: pypdfium2.PdfDocument
    _touched: int = 0
    _salvaged: Salvage | None = None

    def _open(self) -> int:
        try:
            self._document = pypdfium2.PdfDocument(self.data, password=self.options.password)
            count = len(self._document)
        except pypdfium2.PdfiumError as error:
            refusal = self._refusal()
            if not isinstance(refusal, DamagedInputError):
                raise refusal from error
            count = self._open_salvaged(refusal)
        if count == 0:
            raise DamagedInputError("The PDF has no pages.", "Get an undamaged copy of it.")
        return count

    def _open_salvaged(self, refusal: DamagedInputError) -> int:
        """Open what is left of a cut off file; lost pages count, so that they are reported.

        Where the file does not say how many pages it had, one is counted as lost after the last that is left.
        """
        self._salvaged = salvage(self.data)
        if self._salvaged is None:
            raise refusal
        # Tables are read from the data by another library, which needs the new end as well.
        self.data = self._salvaged.data
        try:
            self._document = pypdfium2.PdfDocument(self.data)
        except pypdfium2.PdfiumError as error:
            raise refusal from error
        found = len(self._document)
        if all(self._page(number).problem for number in range(1, found + 1)):
            raise refusal
        return max(found, self._salvaged.pages_once or found + 1)

    def _refusal(self) -> Exception:
        """Why PDFium did not open the document; its own error code tells."""
        code = pdfium.FPDF_GetLastError()
        if code == pdfium.FPDF_ERR_PASSWORD:
            if self.options.password is None:
                return PasswordRequiredError("The PDF is encrypted.", "Give its password with --password.")
            return PasswordRequiredError("The password does not open the PDF.", "Check the password.")
        if code == pdfium.FPDF_ERR_SECURITY:
            return PasswordRequiredError(
                "The PDF is encrypted in a way that planparse cannot open.", "Save it without protection and try again."
            )
        return DamagedInputError("The PDF is damaged and cannot be opened.", "Get an undamaged copy of it.")

    def _page(self, number: int) -> Page:
        page = self._read(number)
        if self._salvaged is None or page.problem is not None:
            return page
        if page.layer is None and not page.evidence.picture:
            return Page(number, problem=f"The content of page {number} is lost: the PDF is cut off.")
        return replace(page, notes=(*page.notes, "The file is cut off; this page was found in what is left."))

    def _read(self, number: int) -> Page:
        if number > len(self._document):
            return Page(number, problem=f"Page {number} is lost: the PDF is cut off.")
        self._forget()
        handle = pdfium.FPDF_LoadPage(self._document, number - 1)
        if not handle:
            return Page(number, problem=f"Page {number} of the PDF is damaged.")
        try:
            return _read_page(handle, number)
        except (RuntimeError, ValueError, MemoryError) as error:
            return Page(number, problem=f"Page {number} of the PDF cannot be read: {error}.")
        finally:
            pdfium.FPDF_ClosePage(handle)

    def render(self, number: int, dpi: float, *, colour: bool = False) -> Image:
        """See `Source.render`."""
        drawn = self._drawn(number, dpi, grayscale=not colour, rev_byteorder=colour)
        if isinstance(drawn, Scan):
            scan = drawn.picture()
            return scan if colour or scan.mode == "L" else scan.convert("L")
        picture: Image = drawn.to_pil()
        # Pillow has copied the pixels of a picture in RGB; one in grey shares them with the bitmap.
        return picture if picture.mode == "RGB" and colour else picture.convert("RGB" if colour else "L")

    def pixels(self, number: int, dpi: float) -> NDArray[np.uint8]:
        """See `Source.pixels`. With four bytes a pixel PDFium draws a page in grey in two thirds of the time."""
        drawn = self._drawn(
            number, dpi, prefer_bgrx=True, rev_byteorder=True, bitmap_maker=pypdfium2.PdfBitmap.new_foreign
        )
        if isinstance(drawn, Scan):
            return drawn.pixels()
        pixels: NDArray[np.uint8] = drawn.to_numpy()  # a foreign bitmap's memory belongs to Python, and lives on
        return pixels

    def _drawn(self, number: int, dpi: float, **how: Any) -> pypdfium2.PdfBitmap | Scan:
        """The page as PDFium draws it, or the scan that is all of it."""
        self._forget()
        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise DamagedInputError(f"Page {number} of the PDF is damaged.", "Get an undamaged copy of it.") from error
        try:
            width, height = (side * dpi / 72 for side in page.get_size())
            if width * height > self.options.max_pixels:
                raise InputTooLargeError(
                    f"Page {number} would have {width:.0f} x {height:.0f} pixels at {dpi:.0f} dpi.",
                    "Choose a smaller resolution with --dpi.",
                )
            if min(width, height) < 1:
                raise DamagedInputError(f"Page {number} of the PDF has no size.", "Get an undamaged copy of it.")
            scan = None if self._holds_masks else scan_of(page, dpi)
            if scan is not None and scan.size <= self.options.max_pixels:
                return scan
            return page.render(scale=dpi / 72, **how)
        except pypdfium2.PdfiumError as error:
            raise DamagedInputError(f"Page {number} of the PDF cannot be drawn.", "Get an undamaged copy.") from error
        finally:
            page.close()

    @cached_property
    def _holds_masks(self) -> bool:
        return holds_masks(self.data)

    def _forget(self) -> None:
        """Open the document anew once in a while."""
        self._touched += 1
        if self._touched % PAGES_KEPT == 0:
            self._document.close()
            self._document = pypdfium2.PdfDocument(self.data, password=self.options.password)

    def close(self) -> None:
        """See `Source.close`."""
        self._document.close()
        self._salvaged = None
        super().close()


def _read_page(handle: Any, number: int) -> Page:
    frame = _frame(handle)
    if min(frame.width, frame.height) < SMALLEST_PAGE:
        return Page(number, problem=f"Page {number} of the PDF has no size.")
    text = read_text_layer(handle, frame)
    drawn = read_drawn(handle, frame.width * frame.height)
    evidence = LayerEvidence(
        characters=text.characters,
        fonts=tuple(FontUse(name, count) for name, count in text.by_font),
        invisible=_share(text.invisible, text.characters),
        unmapped=_share(text.unmapped, text.characters),
        picture=_share(drawn.picture, frame.width * frame.height),
        picture_dpi=drawn.picture_dpi,
        horizontal_rules=drawn.horizontal_rules,
        vertical_rules=drawn.vertical_rules,
    )
    return Page(
        number=number,
        width=frame.width,
        height=frame.height,
        layer=_compose(text, number, frame),
        words=text.words,
        word_fonts=text.fonts,
        rules=read_rules(handle, frame) if evidence.may_hold_ruled_table else (),
        evidence=evidence,
        has_picture=True,
    )


def _compose(text: TextLayer, number: int, frame: Frame) -> PageText | None:
    if not text.words:
        return None
    return compose(number, text.words, origin=Origin.DIGITAL, width=frame.width, height=frame.height)


def _frame(handle: Any) -> Frame:
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(handle, box):
        return Frame(0.0, 0.0, pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle))
    return Frame(box.left, box.bottom, box.right, box.top, pdfium.FPDFPage_GetRotation(handle) % 4)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
