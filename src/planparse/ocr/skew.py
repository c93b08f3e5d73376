"""By how much the lines of a page sink, and pictures turned by a few degrees."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.picture import WHITE, Grey, percentiles, thumbnail

SKEW_DEGREES = 2.0
"""Smaller skew is left alone: Tesseract follows it, and turning blurs the print."""
MOST_SKEW = 8.0
SKEW_WIDTH = 400
"""Pixels of the small picture on which skew is measured: lines of print are three pixels high."""
STRAIGHT = 2.0
"""How much better lines of print stand out as they are than turned by 2 degrees where nothing else need be tried."""
SHARPER = 1.15
"""A page is turned when its lines stand out this much better than before."""


def skew_degrees(grey: Grey) -> float:
    """By how many degrees the lines of a page sink to the right; 0 when turning it would not help."""
    factor = max(1, grey.shape[1] // SKEW_WIDTH)
    if _is_straight(grey, factor & -2 or 1):  # reducing by an even factor is fast
        return 0.0
    ink = _coarse_ink(grey, factor)
    coarse = _sharpest(ink, np.arange(-MOST_SKEW, MOST_SKEW + 1, 2.0))
    if coarse == 0.0:
        return 0.0
    best = _sharpest(ink, coarse + np.arange(-1.75, 2.0, 0.25))
    if abs(best) < SKEW_DEGREES or _sharpness(ink, best) < SHARPER * _sharpness(ink, 0.0):
        return 0.0
    return best


def _is_straight(grey: Grey, factor: int) -> bool:
    """Whether lines of print stand out so well that no other angle need be tried."""
    ink = _coarse_ink(grey, factor)
    return _sharpness(ink, 0.0) > STRAIGHT * max(_sharpness(ink, -2.0), _sharpness(ink, 2.0))


def _coarse_ink(grey: Grey, factor: int) -> Grey:
    small = thumbnail(grey, factor)
    return cv2.subtract(np.full_like(small, int(percentiles(small, 50)[0])), small).astype(np.uint8, copy=False)


def _sharpest(ink: Grey, angles: NDArray[np.float64]) -> float:
    return max((float(angle) for angle in angles), key=lambda angle: _sharpness(ink, angle))


def _sharpness(ink: Grey, degrees: float) -> float:
    """How much the rows of a picture differ from their neighbours after its sinking lines were raised."""
    profile = cv2.reduce(raised(ink, degrees, fill=0), 1, cv2.REDUCE_SUM, dtype=cv2.CV_64F) / ink.shape[1]
    return float(np.square(np.diff(profile.ravel())).sum())


def raised(grey: Grey, degrees: float, fill: int = WHITE) -> Grey:
    """The picture turned counter-clockwise about its middle, of the same size."""
    rows, columns = grey.shape
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 1.0)
    turned = cv2.warpAffine(grey, turn, (columns, rows), flags=cv2.INTER_LINEAR, borderValue=(fill,))
    return turned.astype(np.uint8)
