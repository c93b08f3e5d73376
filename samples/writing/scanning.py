"""Turns a digital page into what comes out of an office scanner: stamp, pen, a page laid on crooked, dust, JPEG.

Every random choice comes from a seeded generator, so a page is degraded in the same way each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from writing.fonts import BOLD, font_file
from writing.sheets import PAGE_HEIGHT, PAGE_WIDTH

Pixels = NDArray[np.uint8]
STAMP_RED, PEN_BLUE = (214, 40, 57), (38, 60, 150)


@dataclass(frozen=True)
class Scanner:
    """How bad the scan is. Angles in degrees, noise in grey levels (standard deviation), quality that of JPEG."""

    dpi: int = 200
    skew: float = 0.7
    noise: float = 5.0
    dust: float = 1.2e-5
    """Share of pixels where a dark speck starts."""
    quality: int = 32
    seed: int = 2026


def render(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as RGB pictures."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def ring_text(draw: ImageDraw.ImageDraw, stamp: Image.Image, text: str, radius: float, size: int) -> None:
    """Write a text along the upper half of a ring, letter by letter."""
    font = ImageFont.truetype(str(font_file(BOLD)), size)
    middle = stamp.width / 2
    angles = np.linspace(-105, 105, len(text))
    for letter, angle in zip(text, angles, strict=True):
        tile = Image.new("RGBA", (size * 2, size * 2))
        ImageDraw.Draw(tile).text((size, size), letter, font=font, fill=(*STAMP_RED, 255), anchor="mm")
        turned = tile.rotate(-float(angle), resample=Image.Resampling.BICUBIC)
        x = middle + radius * np.sin(np.radians(angle)) - size
        y = middle - radius * np.cos(np.radians(angle)) - size
        stamp.alpha_composite(turned, (int(x), int(y)))
    draw.polygon(star(middle, middle + radius, size * 0.5), fill=(*STAMP_RED, 255))


def star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The corners of a five-pointed star."""
    return [
        (
            x + (radius if k % 2 == 0 else radius * 0.4) * float(np.sin(np.pi * k / 5)),
            y - (radius if k % 2 == 0 else radius * 0.4) * float(np.cos(np.pi * k / 5)),
        )
        for k in range(10)
    ]


def stamp_picture(rim: str, middle_text: str, dpi: int) -> Image.Image:
    """A round red stamp of 36 mm, as Thông tư 21/2012/TT-BCA has it, slightly turned."""
    side = int(36 / 25.4 * dpi)
    stamp = Image.new("RGBA", (side, side))
    draw = ImageDraw.Draw(stamp)
    width = max(2, dpi // 55)
    draw.ellipse((2, 2, side - 3, side - 3), outline=(*STAMP_RED, 255), width=width)
    inner = side * 0.22
    draw.ellipse((inner, inner, side - inner, side - inner), outline=(*STAMP_RED, 255), width=max(1, width // 2))
    ring_text(draw, stamp, rim, side * 0.37, max(8, dpi // 10))
    font = ImageFont.truetype(str(font_file(BOLD)), max(9, dpi // 9))
    draw.text((side / 2, side / 2), middle_text, font=font, fill=(*STAMP_RED, 255), anchor="mm")
    return stamp.rotate(9, resample=Image.Resampling.BICUBIC, expand=True)


def press(page: Image.Image, ink: Image.Image, at: tuple[int, int], strength: float) -> Image.Image:
    """Put ink on paper: it darkens what lies below instead of covering it."""
    paper = np.asarray(page, dtype=np.float32) / 255
    sheet = Image.new("RGBA", page.size)
    sheet.paste(ink, at)
    layer = np.asarray(sheet, dtype=np.float32) / 255
    alpha = layer[..., 3:4] * strength
    inked = paper * (1 - alpha + alpha * layer[..., :3])
    return Image.fromarray((inked * 255).astype(np.uint8))


def signature_picture(dpi: int) -> Image.Image:
    """A pen stroke of the kind that nobody can read."""
    width, height = int(1.6 * dpi), int(0.6 * dpi)
    picture = Image.new("RGBA", (width, height))
    t = np.linspace(0, 1, 240)
    x = width * (0.08 + 0.84 * t + 0.06 * np.sin(23 * t))
    y = height * (0.5 - 0.32 * np.sin(17 * t) * np.exp(-1.6 * t) - 0.12 * np.cos(41 * t) * t)
    points = list(zip(x.tolist(), y.tolist(), strict=True))
    ImageDraw.Draw(picture).line(points, fill=(*PEN_BLUE, 255), width=max(2, dpi // 80), joint="curve")
    return picture


def stamped(page: Image.Image, at: tuple[float, float], rim: str, middle: str, dpi: int) -> Image.Image:
    """The page with a stamp over the left third of a hand-written signature; `at` in points."""
    x, y = (int(value * dpi / 72) for value in at)
    stamp, pen = stamp_picture(rim, middle, dpi), signature_picture(dpi)
    page = press(page, pen, (x - pen.width // 6, y - pen.height // 3), 0.9)
    return press(page, stamp, (x - stamp.width // 2, y - stamp.height // 2), 0.8)


def turn_matrix(scanner: Scanner, number: int, width: int, height: int) -> NDArray[np.float64]:
    """How page `number` lies on the glass: a 2x3 affine matrix in pixels; even pages lean the other way."""
    angle = scanner.skew * (1 if number % 2 else -0.6)
    return np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0))


def scanned(page: Image.Image, scanner: Scanner, number: int) -> Image.Image:
    """One page after the scanner: turned, unevenly lit, noisy, with specks and a dark edge."""
    rng = np.random.default_rng((scanner.seed, number))
    pixels: Any = np.asarray(page)
    height, width = pixels.shape[:2]
    turn = turn_matrix(scanner, number, width, height)
    pixels = cv2.warpAffine(pixels, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=(250, 250, 250))
    pixels = cv2.GaussianBlur(pixels, (0, 0), 0.6).astype(np.float32)
    light = np.linspace(246, 236, width, dtype=np.float32)[None, :, None] / 255
    pixels = pixels * light + rng.normal(0, scanner.noise, (height, width, 1)).astype(np.float32)
    for _ in range(int(scanner.dust * width * height)):
        x, y, radius = rng.integers(0, width), rng.integers(0, height), rng.integers(1, 3)
        cv2.circle(pixels, (int(x), int(y)), int(radius), (90.0, 90.0, 90.0), -1)
    pixels[:, : width // 120] *= 0.72
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def jpeg(page: Image.Image, quality: int, colour: bool) -> bytes:
    """Pages without coloured ink are kept in grey, as offices set their scanners."""
    buffer = BytesIO()
    (page if colour else page.convert("L")).save(buffer, "JPEG", quality=quality, optimize=True)
    return buffer.getvalue()


def fax(page: Image.Image) -> Image.Image:
    """Black and white, as a fax or an economical scanner setting leaves it."""
    return page.convert("L").point(lambda grey: 255 if grey > 150 else 0).convert("1", dither=Image.Dither.NONE)


def tiff(pages: list[Image.Image], dpi: int) -> bytes:
    """Several pages in one TIFF (Group 4 compression)."""
    buffer = BytesIO()
    pages[0].save(buffer, "TIFF", compression="group4", save_all=True, append_images=pages[1:], dpi=(dpi, dpi))
    return buffer.getvalue()


def grey_png(page: Image.Image, dpi: int, levels: int = 16) -> bytes:
    """A page picture in a few grey levels."""
    grey = page.convert("L").point(lambda value: value * levels // 256 * 255 // (levels - 1))
    buffer = BytesIO()
    grey.save(buffer, "PNG", dpi=(dpi, dpi), optimize=True)
    return buffer.getvalue()


def image_pdf(pictures: list[bytes], title: str, layers: list[Any] | None = None) -> bytes:
    """A PDF of full-page pictures; `layers` gives, per page, a function that draws its invisible text."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for number, picture in enumerate(pictures):
        canvas.drawImage(ImageReader(BytesIO(picture)), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        if layers:
            layers[number](canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
