"""Picture input: PNG, JPEG, TIFF (also several pages), BMP and WebP, one page a frame, decoded with Pillow."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from planparse.errors import DamagedInputError, InputTooLargeError
from planparse.ingest.page import LayerEvidence, Page
from planparse.ingest.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

DECODERS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")
"""Pillow formats that may be tried; the rest of its decoders never see foreign data."""
PLAUSIBLE_DPI = (100.0, 1200.0)
"""Resolutions that a scanner writes; 72 and 96 are what programs put when they do not know."""
PAGE_SIDES = (842.0, 595.0)
"""Points of the long and the short side of A4, which nearly all plans are printed on."""
A4_RATIO = PAGE_SIDES[0] / PAGE_SIDES[1]
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    ZeroDivisionError,
    OverflowError,
)
"""What Pillow's decoders raise on damaged data."""


class ImageSource(Source):
    """A picture file. Each frame is decoded when it is asked for, after its size was checked."""

    def _open(self) -> int:
        try:
            with self._frame(1) as picture:
                return int(getattr(picture, "n_frames", 1))
        except (UnidentifiedImageError, *_BROKEN) as error:
            raise DamagedInputError("The picture is damaged and cannot be opened.", "Get an undamaged copy.") from error

    @contextmanager
    def _frame(self, number: int) -> Iterator[Image.Image]:
        """The frame of a page, its pixels not decoded yet.

        Raises:
            InputTooLargeError: it has more pixels than the options allow.
        """
        # Pillow's own guard would raise at its own limit; ours comes from the options.
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of every oddity in the metadata of damaged files
                with Image.open(BytesIO(self.data), formats=DECODERS) as picture:
                    if number > 1:
                        picture.seek(number - 1)
                    self._check_size(*picture.size)
                    yield picture
        finally:
            Image.MAX_IMAGE_PIXELS = limit

    def _check_size(self, width: int, height: int) -> None:
        if width * height > self.options.max_pixels:
            raise InputTooLargeError(
                f"The picture has {width} x {height} pixels, more than the limit of {self.options.max_pixels:,}.",
                "Scale it down, or save it as several pages.",
            )
        if width * height == 0:
            raise DamagedInputError("The picture has no pixels.", "Get an undamaged copy.")

    def _page(self, number: int) -> Page:
        try:
            with self._frame(number) as picture:
                dpi = resolution(picture)
                width, height = _upright_size(picture)
                notes = _notes(picture)
        except (DamagedInputError, InputTooLargeError) as error:
            return Page(number, problem=error.message)
        except _BROKEN:
            return Page(number, problem=f"Page {number} of the picture file is damaged.")
        return Page(
            number=number,
            width=width * 72 / dpi,
            height=height * 72 / dpi,
            evidence=LayerEvidence(picture=1.0, picture_dpi=dpi),
            has_picture=True,
            notes=notes,
        )

    def render(self, number: int, dpi: float, *, colour: bool = False) -> Image.Image:
        """See `Source.render`. A cut off picture is given as far as it goes, the rest grey."""
        try:
            with self._frame(number) as picture, _as_far_as_it_goes():
                scale = dpi / resolution(picture)
                width, height = (max(1, round(side * scale)) for side in _upright_size(picture))
                self._check_size(width, height)
                upright = ImageOps.exif_transpose(_plain(picture, "RGB" if colour else "L"))
        except _BROKEN as error:
            raise DamagedInputError(
                f"Page {number} of the picture file cannot be decoded.", "Get an undamaged copy."
            ) from error
        if (width, height) == upright.size:
            return upright
        return upright.resize((width, height), Image.Resampling.LANCZOS)


def resolution(picture: Image.Image) -> float:
    """Dots per inch of a picture: what its file says when that is plausible for its size, else as if it were A4."""
    long, short = max(picture.size), min(picture.size)
    said = picture.info.get("dpi")
    if isinstance(said, tuple) and len(said) == 2:
        try:
            dpi = float(said[0])
        except (TypeError, ValueError, ZeroDivisionError):
            dpi = 0.0
        if PLAUSIBLE_DPI[0] <= dpi <= PLAUSIBLE_DPI[1]:
            return dpi
    # The side that would make the page the larger A4 sheet; a strip or a square is as wide as a page.
    return 72.0 * max(long / PAGE_SIDES[0], short / PAGE_SIDES[1]) if short else 72.0


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    return (picture.height, picture.width) if turned else picture.size


def _plain(picture: Image.Image, mode: str) -> Image.Image:
    """The picture as 8-bit grey or colour; transparent parts are white, 16-bit grey is scaled."""
    exif = picture.getexif()
    if picture.mode in ("I;16", "I;16B", "I;16L", "I", "F"):
        plain = _scaled_to_8_bit(picture).convert(mode)
    elif "A" in picture.getbands() or "transparency" in picture.info:
        rgba = picture.convert("RGBA")
        plain = Image.new("RGB", rgba.size, "white")
        plain.paste(rgba, mask=rgba.getchannel("A"))
        plain = plain.convert(mode)
    else:
        plain = picture.convert(mode)
    plain.getexif().update(exif)
    return plain


def _scaled_to_8_bit(picture: Image.Image) -> Image.Image:
    low, high = picture.convert("F").getextrema()
    assert isinstance(low, float) and isinstance(high, float)
    white = 65535.0 if high > 255 else 255.0 if high > 1 else 1.0
    return picture.convert("F").point(lambda value: value * (255.0 / white)).convert("L")


def _notes(picture: Image.Image) -> tuple[str, ...]:
    """What the user should know about a frame; finding out decodes it, which takes 30 ms for a scanned page."""
    try:
        picture.load()
    except _BROKEN:
        return ("The picture is cut off; what is there was read.",)
    return ()


@contextmanager
def _as_far_as_it_goes() -> Iterator[None]:
    """Let Pillow give what it could decode of a cut off picture."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
