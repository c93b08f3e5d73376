"""Pictures: size limits before decoding, resolution, orientation, frames, damage."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from planparse.errors import DamagedInputError, InputTooLargeError
from planparse.ingest.opening import open_source
from planparse.ingest.source import Source
from planparse.options import Options


def opened(data: bytes, options: Options | None = None) -> Source:
    return open_source(None, options or Options(), data=data, name="scan")


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, kind, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def sheet(width: int = 827, height: int = 1169, mode: str = "L") -> Image.Image:
    """A white A4 sheet at 100 dpi, black in its top left corner."""
    picture = Image.new(mode, (width, height), "white")
    picture.paste("black", (0, 0, 100, 50))
    return picture


def test_resolution_of_the_file() -> None:
    with opened(saved(sheet(1654, 2339), dpi=(200, 200))) as source:
        page = next(source.pages())
    assert page.evidence.picture_dpi == pytest.approx(200, abs=0.1)
    assert (page.width, page.height) == pytest.approx((595.4, 842.0), abs=0.5)


@pytest.mark.parametrize("dpi", [None, (72, 72), (96, 96), (1, 1), (9999, 9999)])
def test_implausible_resolution_is_guessed_from_a4(dpi: tuple[int, int] | None) -> None:
    data = saved(sheet(1654, 2339)) if dpi is None else saved(sheet(1654, 2339), dpi=dpi)
    with opened(data) as source:
        page = next(source.pages())
    assert page.evidence.picture_dpi == pytest.approx(200, abs=1)


def test_render_has_the_asked_resolution() -> None:
    with opened(saved(sheet(), dpi=(100, 100))) as source:
        picture = source.render(1, 150)
    assert picture.mode == "L"
    assert picture.size == pytest.approx((1240, 1754), abs=3)


def test_exif_orientation() -> None:
    picture = sheet()
    exif = picture.getexif()
    exif[0x0112] = 6
    with opened(saved(picture, "JPEG", exif=exif, dpi=(100, 100))) as source:
        page = next(source.pages())
        upright = source.render(1, 100)
    assert page.width is not None and page.height is not None and page.width > page.height
    assert upright.size == (1169, 827)
    assert upright.getpixel((1160, 10)) == pytest.approx(0, abs=20)
    assert upright.getpixel((10, 10)) == pytest.approx(255, abs=20)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
@pytest.mark.parametrize("colour", [True, False])
def test_modes(mode: str, colour: bool) -> None:
    if mode == "I;16":
        grey = np.full((200, 150), 60_000, dtype=np.uint16)
        grey[:50, :100] = 0
        data = saved(Image.fromarray(grey))
    else:
        data = saved(sheet(150, 200, "RGB").convert(mode), "TIFF" if mode == "CMYK" else "PNG")
    with opened(data) as source:
        dpi = next(source.pages()).evidence.picture_dpi
        assert dpi is not None
        picture = source.render(1, dpi, colour=colour)
    assert picture.mode == ("RGB" if colour else "L")
    grey_picture = picture.convert("L")
    assert grey_picture.getpixel((10, 10)) == pytest.approx(0, abs=12)
    assert grey_picture.getpixel((140, 190)) >= 225


def test_transparent_paper_is_white() -> None:
    picture = Image.new("RGBA", (100, 140), (0, 0, 0, 0))
    with opened(saved(picture)) as source:
        assert source.render(1, 72).getpixel((50, 50)) == 255


def test_frames_of_a_tiff_are_pages() -> None:
    frames = [sheet(100, 140), sheet(140, 100), sheet(200, 280)]
    with opened(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:], dpi=(120, 120))) as source:
        pages = list(source.pages())
    assert [page.number for page in pages] == [1, 2, 3]
    assert pages[1].width == pytest.approx(84) and pages[2].width == pytest.approx(120)


def test_too_many_pixels_are_refused_by_the_header_alone() -> None:
    data = saved(Image.new("1", (4000, 3000)))
    with pytest.raises(InputTooLargeError, match="4000 x 3000 pixels"):
        opened(data, Options(max_pixels=1_000_000))


def test_a_resolution_that_makes_too_many_pixels_is_refused() -> None:
    small = saved(sheet(100, 140), dpi=(100, 100))
    with opened(small, Options(max_pixels=100_000)) as source, pytest.raises(InputTooLargeError):
        source.render(1, 2400)


def test_cut_off_jpeg_is_read_as_far_as_it_goes() -> None:
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 255, (800, 600), dtype=np.uint8))
    noise.paste("black", (0, 0, 600, 200))
    data = saved(noise, "JPEG")
    with opened(data[: len(data) * 6 // 10]) as source:
        page = next(source.pages())
        picture = source.render(1, page.evidence.picture_dpi or 72)
    assert "cut off" in page.notes[0]
    assert picture.getpixel((300, 50)) == pytest.approx(0, abs=30)


def test_cut_off_before_the_pixels() -> None:
    with pytest.raises(DamagedInputError):
        opened(saved(sheet(), "JPEG")[:60])


def test_one_damaged_frame_does_not_stop_the_others() -> None:
    frames = [sheet(100, 140) for _ in range(3)]
    data = bytearray(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    with opened(bytes(data[: len(data) * 8 // 10])) as source:
        pages = list(source.pages())
    assert pages[0].problem is None


def test_the_limit_of_pillow_is_left_as_it_was() -> None:
    before = Image.MAX_IMAGE_PIXELS
    with opened(saved(sheet())) as source:
        source.render(1, 72)
    assert before == Image.MAX_IMAGE_PIXELS
