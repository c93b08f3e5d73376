"""The scan of a page, pixel for pixel where nothing else is seen on the page, and drawn where anything is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from planparse.ingest.opening import open_source
from planparse.ingest.pdf_scan import holds_masks, scan_of
from planparse.options import Options

SIDES = (298, 422)
"""Points; the scan has 830 x 1175 pixels, about 200 dpi, as scanners round the sides of their pages."""
PIXELS = np.random.default_rng(3).integers(0, 255, (1175, 830), dtype=np.uint8)
GREY = Image.fromarray(PIXELS)
DPI = 72 * 1175 / 422


def page_of(draw: Callable[[Canvas], object]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=SIDES, invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def filling(canvas: Canvas, picture: Image.Image = GREY) -> None:
    canvas.drawImage(ImageReader(picture), 0, 0, *SIDES)


def found(data: bytes, dpi: float = DPI) -> Image.Image | None:
    if holds_masks(data):
        return None
    document = pypdfium2.PdfDocument(data)
    try:
        scan = scan_of(document[0], dpi)
        return None if scan is None else scan.picture()
    finally:
        document.close()


def rendered(data: bytes, *, colour: bool) -> Image.Image:
    with open_source(None, Options(), data=data, name="scan.pdf") as source:
        return source.render(1, DPI, colour=colour)


def for_ocr(data: bytes) -> NDArray[np.uint8]:
    with open_source(None, Options(), data=data, name="scan.pdf") as source:
        return source.pixels(1, DPI)


def test_pixels_of_the_scan_are_kept() -> None:
    picture = rendered(page_of(filling), colour=True)
    assert picture.mode == "L"
    assert np.array_equal(np.asarray(picture), PIXELS)
    assert np.array_equal(for_ocr(page_of(filling)), PIXELS)


def test_black_and_white() -> None:
    bilevel = Image.fromarray((PIXELS > 127).astype(np.uint8) * 255).convert("1")
    picture = rendered(page_of(lambda canvas: filling(canvas, bilevel)), colour=True)
    assert np.array_equal(np.asarray(picture.convert("L")), np.asarray(bilevel.convert("L")))


def test_colour() -> None:
    coloured = Image.fromarray(np.dstack([PIXELS, 255 - PIXELS, PIXELS // 2]))
    data = page_of(lambda canvas: filling(canvas, coloured))
    assert np.array_equal(np.asarray(rendered(data, colour=True)), np.asarray(coloured))
    assert np.array_equal(for_ocr(data), np.asarray(coloured))
    assert rendered(data, colour=False).mode == "L"


def test_invisible_text_does_not_count() -> None:
    def layered(canvas: Canvas) -> None:
        filling(canvas)
        text = canvas.beginText(40, 300)
        text.setTextRenderMode(3)
        text.textLine("Can cir Nghi dinh s6 63")
        canvas.drawText(text)

    assert found(page_of(layered)) is not None


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_upright(turn: int) -> None:
    sides = SIDES if turn == 180 else SIDES[::-1]
    lying = Image.fromarray(np.rot90(PIXELS, turn // 90))

    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)  # type: ignore[attr-defined]
        canvas.drawImage(ImageReader(lying), 0, 0, *sides)

    picture = found(page_of(turned))
    assert picture is not None
    assert np.array_equal(np.asarray(picture), PIXELS)
    assert np.array_equal(for_ocr(page_of(turned)), PIXELS)


def visible_text(canvas: Canvas) -> None:
    filling(canvas)
    canvas.drawString(40, 300, "Số: 12/KH-SYT")


def line(canvas: Canvas) -> None:
    filling(canvas)
    canvas.line(40, 300, 200, 300)


def remark(canvas: Canvas) -> None:
    filling(canvas)
    canvas.linkURL("https://example.org", (10, 10, 50, 50))


def two_pictures(canvas: Canvas) -> None:
    filling(canvas)
    canvas.drawImage(ImageReader(Image.new("L", (50, 50))), 40, 40, 30, 30)


def half_a_page(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(GREY), 0, 0, SIDES[0], SIDES[1] / 2)


def leaning(canvas: Canvas) -> None:
    canvas.rotate(1)
    filling(canvas)


def upside_down(canvas: Canvas) -> None:
    canvas.translate(*SIDES)
    canvas.rotate(180)
    filling(canvas)


def see_through(canvas: Canvas) -> None:
    picture = GREY.convert("RGBA")
    picture.putalpha(128)
    canvas.drawImage(ImageReader(picture), 0, 0, *SIDES, mask="auto")


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(50, 50, 100, 100)  # type: ignore[attr-defined]
    canvas.clipPath(path, stroke=0)
    filling(canvas)


def clipped_by_text(canvas: Canvas) -> None:
    text = canvas.beginText(40, 300)
    text.setTextRenderMode(7)
    text.textLine("KE HOACH")
    canvas.drawText(text)
    filling(canvas)


def wide_pixels(canvas: Canvas) -> None:
    filling(canvas, GREY.resize((1660, 1175)))


@pytest.mark.parametrize(
    "draw",
    [
        visible_text,
        line,
        remark,
        two_pictures,
        half_a_page,
        leaning,
        upside_down,
        see_through,
        clipped,
        clipped_by_text,
        wide_pixels,
        lambda canvas: None,
    ],
    ids=lambda draw: draw.__name__.strip("<>"),
)
def test_pages_that_show_more_are_drawn(draw: Callable[[Canvas], object]) -> None:
    data = page_of(draw)
    assert found(data) is None
    assert abs(rendered(data, colour=False).width - 830) <= 2


def test_another_resolution_is_drawn() -> None:
    data = page_of(filling)
    assert found(data, 300) is None
    with open_source(None, Options(), data=data, name="scan.pdf") as source:
        assert source.render(1, 100).width == pytest.approx(414, abs=1)
