"""From a page to the picture that is read: rendered at the resolution of its scan, and treated where it has defects."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image

from planparse.ocr.picture import Grey, Picture
from planparse.ocr.treatments import (
    Channels,
    blue_ink,
    coloured_ink,
    has_colour,
    raised,
    skew_degrees,
    without_black_borders,
    without_bleed_through,
    without_colour,
    without_low_contrast,
    without_specks,
    without_uneven_light,
)

Render = Callable[[float, bool], Image.Image]
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
    image = render(dpi, True)
    pixels = np.asarray(image if image.mode in ("L", "RGB") else image.convert("RGB"))
    coloured: Grey | None = None
    pens: Grey | None = None
    if image.mode == "L":
        grey: Grey = pixels
    elif has_colour(pixels):
        red, green, blue = cv2.split(pixels)
        channels: Channels = (red, green, blue)  # type: ignore[assignment]
        grey, coloured, pens = without_colour(channels), coloured_ink(channels), blue_ink(channels)
        notes.append("coloured ink faded")
    else:
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
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
    return Picture(grey, image.width * 72 / width, coloured, pens), tuple(notes)


def _without_skew(grey: Grey) -> Grey | None:
    degrees = skew_degrees(grey)
    return raised(grey, degrees) if degrees else None
