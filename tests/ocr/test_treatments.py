"""Treatments are applied to pages with the defect, and to no other."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from planparse.ocr import treatments
from planparse.ocr.orientation import lies_sideways, turned
from planparse.ocr.picture import Grey, Picture, percentiles
from planparse.ocr.preparation import prepare
from planparse.ocr.skew import raised, skew_degrees


def page(lines: int = 30) -> Grey:
    grey = np.full((2339, 1654), 255, np.uint8)
    for i in range(lines):
        cv2.putText(grey, "Uy ban nhan dan tinh ban hanh Ke hoach trien khai", (150, 200 + 60 * i), 4, 1.0, 0, 2)
    return grey


def draws(grey: Grey, coloured: Image.Image | None = None):
    def render(dpi: float, colour: bool) -> Image.Image:
        picture = coloured if colour and coloured is not None else Image.fromarray(grey)
        size = (round(grey.shape[1] * dpi / 200), round(grey.shape[0] * dpi / 200))
        return picture.convert("RGB" if colour else "L").resize(size)

    return render


def test_a_sound_page_stays_as_it_is() -> None:
    grey = page()
    picture, notes = prepare(draws(grey), 200, 1654 * 72 / 200)
    assert notes == ()
    assert (picture.grey == grey).all()
    assert picture.dpi == pytest.approx(200)


def test_sound_but_yellow_and_sparse_pages_stay_too() -> None:
    grey = np.minimum(page(2), 215).astype(np.uint8)
    assert prepare(draws(grey), 200, 595.4)[1] == ()


def showing_through(front: Grey, strength: float) -> Grey:
    """A page through which its back, the same print mirrored and moved, shows; softened as a scanner does."""
    back = np.roll(np.fliplr(front), (27, 9), (0, 1))
    back = cv2.GaussianBlur(back, (0, 0), 1.5).astype(np.float64)
    return cv2.GaussianBlur(np.minimum(front, 255 - strength * (255 - back)), (0, 0), 0.6).astype(np.uint8)


@pytest.mark.parametrize("strength", [0.35, 0.5, 0.6])
def test_the_back_of_the_sheet(strength: float) -> None:
    front = cv2.GaussianBlur(page(), (0, 0), 0.6).astype(np.uint8)
    seen = showing_through(page(), strength)
    clean = treatments.without_bleed_through(seen)
    assert clean is not None
    away = cv2.erode(front, np.ones((9, 9), np.uint8)) > 250
    assert np.percentile(seen[away], 1) < 200 < np.percentile(clean[away], 0.1)
    assert (clean[front < 80] == seen[front < 80]).all()


@pytest.mark.parametrize("strength", [0.1, 0.2])
def test_a_faint_back_is_left_alone(strength: float) -> None:
    """Tesseract reads it as well as a clean page."""
    assert treatments.without_bleed_through(showing_through(page(), strength)) is None


def test_shades_and_grey_rules_are_no_back() -> None:
    grey = page()
    grey[600:1100, 150:1500] = np.minimum(grey[600:1100, 150:1500], 200)
    for y in range(1200, 1800, 60):
        cv2.line(grey, (150, y + 15), (1500, y + 15), 170, 2)
    assert treatments.without_bleed_through(cv2.GaussianBlur(grey, (0, 0), 0.6).astype(np.uint8)) is None


def test_uneven_light() -> None:
    shade = np.tile(np.linspace(0.45, 1.0, 1654), (2339, 1))
    dark = (page() * shade).astype(np.uint8)
    even = treatments.without_uneven_light(dark)
    assert even is not None
    assert np.percentile(even[:, :200], 50) > 240
    assert even.min() < 40


def test_faint_print() -> None:
    faint = (page() // 3 + 165).astype(np.uint8)
    dark = treatments.without_low_contrast(faint)
    assert dark is not None
    assert dark.min() < 30
    assert np.median(dark) > 240
    assert treatments.without_low_contrast(page()) is None
    assert treatments.without_low_contrast(np.full((900, 700), 240, np.uint8)) is None


def test_specks() -> None:
    rng = np.random.default_rng(7)
    noisy = page()
    noisy[rng.random(noisy.shape) < 0.02] = 0
    clean = treatments.without_specks(noisy)
    assert clean is not None
    assert (clean[2100:] < 128).mean() < (noisy[2100:] < 128).mean() / 20
    few = page()
    few[rng.random(few.shape) < 0.0005] = 0
    assert treatments.without_specks(few) is None


def test_black_borders() -> None:
    grey = page()
    grey[:, :40] = 10
    grey[-25:] = 0
    clean = treatments.without_black_borders(grey)
    assert clean is not None
    assert clean[:, :40].min() == 255
    assert (clean[100:2200, 150:1500] == grey[100:2200, 150:1500]).all()


@pytest.mark.parametrize("degrees", [-5.0, -3.0, 3.0, 6.0])
def test_large_skew_is_measured(degrees: float) -> None:
    assert skew_degrees(raised(page(), -degrees)) == pytest.approx(degrees, abs=0.3)


@pytest.mark.parametrize("degrees", [-1.5, -0.5, 0.0, 0.5, 1.5])
def test_small_skew_is_left_alone(degrees: float) -> None:
    assert skew_degrees(raised(page(), -degrees)) == 0.0


def test_coloured_stamp_over_print() -> None:
    colour = np.dstack([page()] * 3)
    stamp = colour.copy()
    cv2.circle(stamp, (900, 900), 150, (215, 60, 70), 12)
    mixed = np.minimum(colour, stamp)
    _, notes = prepare(draws(page(), Image.fromarray(mixed)), 200, 595.4)
    assert notes == ("coloured ink faded",)
    faded = treatments.without_colour(cv2.split(mixed))
    assert faded[page() < 100].max() < 130
    assert faded[page() == 255].min() > 220


def test_what_jpeg_smears_around_coloured_ink_goes_with_it() -> None:
    colour = np.full((400, 400, 3), 255, np.uint8)
    cv2.circle(colour, (200, 200), 120, (205, 50, 60), 8)
    colour[190:210, 300:340] = 20  # black print over the ring
    faded = treatments.without_colour(cv2.split(cv2.GaussianBlur(colour, (0, 0), 1.0)))
    faded[180:220, 290:350] = 255
    assert np.percentile(faded, 0.1) > 235
    assert (treatments.without_colour(cv2.split(colour))[192:208, 302:338] < 60).all()


def test_scans_of_one_bit_are_known() -> None:
    assert treatments.is_bilevel(np.where(page() < 128, 0, 255).astype(np.uint8))
    assert not treatments.is_bilevel(cv2.GaussianBlur(page(), (0, 0), 2.0).astype(np.uint8))
    assert not treatments.is_bilevel(np.full((900, 700), 255, np.uint8))


def test_blue_paper_print_is_not_a_stamp() -> None:
    assert not treatments.has_colour(np.full((500, 400, 3), (252, 250, 238), np.uint8))


@pytest.mark.parametrize("quarters", [1, 3])
def test_sideways_pages_are_seen(quarters: int) -> None:
    assert lies_sideways(Picture(turned(page(), quarters), 200))


@pytest.mark.parametrize("quarters", [0, 2])
def test_upright_pages_are_not_sideways(quarters: int) -> None:
    grey = page(12)
    for x in range(150, 1500, 150):  # the columns of a table
        cv2.line(grey, (x, 1000), (x, 2200), 0, 2)
    assert not lies_sideways(Picture(turned(grey, quarters), 200))


def test_turning_four_times_is_nothing() -> None:
    grey = page(3)
    assert (turned(turned(grey, 3), 1) == grey).all()
    assert turned(grey, 1).shape == grey.shape[::-1]


@pytest.mark.parametrize("brightest", [1, 2, 17, 256])
def test_percentiles_are_those_of_numpy(brightest: int) -> None:
    random = np.random.default_rng(brightest)
    for size in (1, 2, 3, 50, 1999):
        grey = random.integers(0, brightest, (size, 3), dtype=np.uint8)
        assert percentiles(grey, 0.5, 50) == pytest.approx(tuple(np.percentile(grey, (0.5, 50))))
