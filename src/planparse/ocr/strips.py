"""The strip of a picture that a hand-written number stands in, brought to the size that the reader of digits knows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.picture import WHITE, Grey

ROWS = 40
"""Height of a strip in pixels."""
ABOVE, BELOW = 1.2, 0.54
"""How far a strip reaches above and below the line of the print, in em: pens rise above and fall below it."""
LONGEST = 240
"""Columns of a strip; what is longer is no number."""
LEAST_CONTRAST = 60
"""Difference of paper and darkest ink under which nothing is written; the structure of paper has up to 30."""

Strip = NDArray[np.float32]
"""ROWS x columns, 0 paper to 1 ink."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a number stands between printed words, in pixels of the picture."""

    left: float
    right: float
    baseline: float
    """The row that the print stands on."""
    em: float
    """Size of the print."""


def strip_of(grey: Grey, slot: Slot) -> Strip | None:
    """The strip of a slot with a part of the printed words beside it; None where there is no ink or no room."""
    scale = ROWS / ((ABOVE + BELOW) * slot.em)
    columns = round((slot.right - slot.left) * scale)
    if not 4 <= columns <= LONGEST:
        return None
    top = slot.baseline - ABOVE * slot.em
    # Pixels count from their middle: the first column of the strip is the mean of the columns it is made of.
    box = (round(slot.left), round(slot.right), round(top), round(slot.baseline + BELOW * slot.em))
    part = _cut(grey, *box)
    if part is None:
        return None
    small = cv2.resize(part, (columns, ROWS), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return inked(small.astype(np.uint8))


def inked(grey: Grey) -> Strip | None:
    """Grey as share of ink, faint and dark pens alike; None where there is no contrast."""
    paper, ink = float(np.percentile(grey, 80)), float(np.percentile(grey, 0.5))
    if paper - ink < LEAST_CONTRAST:
        return None
    share: Strip = np.clip((paper - grey.astype(np.float32)) / (paper - ink), 0.0, 1.0).astype(np.float32)
    return share


def _cut(grey: Grey, left: int, right: int, top: int, bottom: int) -> Grey | None:
    """A part of the picture, white where it reaches over the edge."""
    rows, columns = grey.shape
    if right <= left or bottom <= top or left >= columns or top >= rows or right <= 0 or bottom <= 0:
        return None
    part = np.full((bottom - top, right - left), WHITE, np.uint8)
    inside = grey[max(0, top) : bottom, max(0, left) : right]
    y, x = max(0, -top), max(0, -left)
    part[y : y + inside.shape[0], x : x + inside.shape[1]] = inside
    return part
