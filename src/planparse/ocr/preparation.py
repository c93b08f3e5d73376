"""From a page to the picture that is read: rendered at the resolution of its scan, and treated where it has defects."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from planparse.ocr.picture import Grey, Picture
from planparse.ocr.treatments import (
    has_colour,
    raised,
    skew_degrees,
    without_black_borders,
    without_colour,
    without_specks,
    without_uneven_light,
)

Render = Callable[[float, bool], Image.Image]
"""Renders the upright page at a resolution in dpi, in colour or in grey."""

COLOUR_DPI = 50
"""Enough to see whether there is a coloured stamp; costs 2 % of what reading the page costs."""


def prepare(render: Render, dpi: float, width: float) -> tuple[Picture, tuple[str, ...]]:
    """The picture of a page, and what was done to it.

    Args:
        render: draws the page.
        dpi: resolution to draw it at.
        width: width of the page in points.
    """
    notes = []
    coloured = has_colour(render(COLOUR_DPI, True))
    image = render(dpi, coloured)
    if coloured:
        grey = without_colour(image)
        notes.append("coloured ink faded")
    else:
        grey = np.asarray(image if image.mode == "L" else image.convert("L"), dtype=np.uint8)
    for treatment, note in (
        (without_uneven_light, "uneven light evened"),
        (without_specks, "specks removed"),
        (without_black_borders, "black borders removed"),
        (_without_skew, "straightened"),
    ):
        treated: Grey | None = treatment(grey)
        if treated is not None:
            grey = treated
            notes.append(note)
    return Picture(grey, image.width * 72 / width), tuple(notes)


def _without_skew(grey: Grey) -> Grey | None:
    degrees = skew_degrees(grey)
    return raised(grey, degrees) if degrees else None
