"""From a page to the picture that is read: rendered at the resolution of its scan, and treated where it has defects."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from planparse.ocr.picture import Grey, Picture
from planparse.ocr.skew import raised, skew_degrees
from planparse.ocr.treatments import (
    Channels,
    blue_ink,
    coloured_ink,
    has_colour,
    without_black_borders,
    without_bleed_through,
    without_colour,
    without_low_contrast,
    without_specks,
    without_uneven_light,
)

Pixels: TypeAlias = NDArray[np.uint8]
"""Rows x columns, of a page in colour x red, green, blue and perhaps a channel that means nothing."""
Render = Callable[[float, bool], Image.Image | Pixels]
"""Renders the upright page at a resolution in dpi, in colour or in grey."""


def prepare(render: Render, dpi: float, width: float) -> tuple[Picture, tuple[str, ...]]:
    """The picture of a page, and what was done to it.

    Args:
        render: draws the page.
        dpi: resolution to draw it at.
        width: width of the page in points.
    """
    notes = []
    # One rendering serves both to look for coloured stamps and to be read.
    pixels = as_pixels(render(dpi, True))
    coloured: Grey | None = None
    pens: Grey | None = None
    if pixels.ndim == 2:
        grey: Grey = pixels
    elif has_colour(pixels):
        red, green, blue = cv2.split(pixels)[:3]
        channels: Channels = (red, green, blue)  # type: ignore[assignment]
        grey, coloured, pens = without_colour(channels), coloured_ink(channels), blue_ink(channels)
        notes.append("coloured ink faded")
    else:
        conversion = cv2.COLOR_RGB2GRAY if pixels.shape[2] == 3 else cv2.COLOR_RGBA2GRAY
        grey = cv2.cvtColor(pixels, conversion).astype(np.uint8, copy=False)
    for treatment, note in (
        (without_uneven_light, "uneven light evened"),
        (without_low_contrast, "contrast stretched"),
        (without_bleed_through, "back of the sheet removed"),
        (without_specks, "specks removed"),
        (without_black_borders, "black borders removed"),
        (_without_skew, "straightened"),
    ):
        treated: Grey | None = treatment(grey)
        if treated is not None:
            grey = treated
            coloured, pens = (None, None) if treatment is _without_skew else (coloured, pens)
            notes.append(note)
    return Picture(grey, pixels.shape[1] * 72 / width, coloured, pens), tuple(notes)


def as_pixels(picture: Image.Image | Pixels) -> Pixels:
    """A picture as an array, without a copy where it is one."""
    if isinstance(picture, np.ndarray):
        return picture
    return np.asarray(picture if picture.mode in ("L", "RGB") else picture.convert("RGB"))


def _without_skew(grey: Grey) -> Grey | None:
    degrees = skew_degrees(grey)
    return raised(grey, degrees) if degrees else None
