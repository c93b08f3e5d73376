"""Straight runs of ink, horizontal or vertical: a morphological opening that is done only where there can be any.

A page of text has next to none. Eight pixels to a byte, it is seen in half a millisecond where some may be, and the
opening of those rows or columns alone gives the same pixels as that of the page, in a fifth of the time.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.picture import Mask

SHORTEST = 16
"""Pixels of a run from which bytes full of ink tell of it."""
MOST = 0.5
"""Share of the rows or columns from which the whole picture is opened at once."""


def straight_runs(ink: Mask, length: int, *, horizontal: bool) -> Mask:
    """The runs of at least `length` pixels in one direction: what an opening with a line of that length leaves.

    As there, a run that reaches the edge of the picture may be half as long.
    """
    line = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if horizontal else (1, length))
    if length < SHORTEST or min(ink.shape) < 8:
        return cv2.morphologyEx(ink, cv2.MORPH_OPEN, line).astype(np.uint8, copy=False)
    lines = _rows_with_runs(ink, length) if horizontal else _columns_with_runs(ink, length)
    if len(lines) > MOST * ink.shape[0 if horizontal else 1]:
        return cv2.morphologyEx(ink, cv2.MORPH_OPEN, line).astype(np.uint8, copy=False)
    runs = np.zeros_like(ink)
    if not len(lines):
        return runs
    if horizontal:
        runs[lines] = cv2.morphologyEx(np.ascontiguousarray(ink[lines]), cv2.MORPH_OPEN, line)
    else:
        runs[:, lines] = cv2.morphologyEx(np.ascontiguousarray(ink[:, lines]), cv2.MORPH_OPEN, line)
    return runs


def _rows_with_runs(ink: Mask, length: int) -> NDArray[np.intp]:
    """The rows that may hold a run: so many bytes full of ink one after another."""
    packed = np.packbits(ink, axis=1)
    packed[:, -1] |= 0xFF >> (ink.shape[1] % 8 or 8)
    return np.flatnonzero(_in_a_row((packed == 0xFF).astype(np.uint8).T, length, np.uint8(1)))


def _columns_with_runs(ink: Mask, length: int) -> NDArray[np.intp]:
    """The columns that may hold a run: so many blocks of eight rows full of ink one below another."""
    packed = np.packbits(ink, axis=1)
    missing = -len(packed) % 8
    if missing:
        packed = np.vstack([packed, np.full((missing, packed.shape[1]), 0xFF, np.uint8)])
    full = np.bitwise_and.reduce(packed.reshape(-1, 8, packed.shape[1]), axis=1)
    return np.flatnonzero(np.unpackbits(_in_a_row(full, length, np.uint8(0xFF)))[: ink.shape[1]])


def _in_a_row(full: NDArray[np.uint8], length: int, ink: np.uint8) -> NDArray[np.uint8]:
    """The bits that are set, in each column, in as many rows one after another as a run fills at the least."""
    count = (length - 7) // 8
    beyond = np.full((count - 1, full.shape[1]), ink)  # what lies beyond the edges counts as ink
    padded = np.vstack([beyond, full, beyond])
    runs = padded[: len(padded) - count + 1].copy()
    for i in range(1, count):
        runs &= padded[i : i + len(runs)]
    found: NDArray[np.uint8] = np.bitwise_or.reduce(runs, axis=0)
    return found
