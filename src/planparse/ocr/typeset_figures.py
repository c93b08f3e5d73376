"""Whether the figures of a slot are print: one beside the other, all of one height, and on the line of the print.

Tesseract reads printed serials of faint letterheads as unsurely as handwriting (`2688/QĐ-UBND` with 0.42), but a hand
writes no figures that are as high as the capitals beside them and stand on one row to a pixel or two.
"""

from __future__ import annotations

import cv2
import numpy as np

from planparse.ocr.picture import Grey
from planparse.ocr.slots import FIGURES
from planparse.ocr.strips import Slot

OFF = 0.1
"""How far head and foot of a figure may be from where they are printed, in em."""
SPECK = 0.3
"""Height of marks that are none, in em."""
WIDEST = 0.62
"""Width of a figure with the blur of a scan, in em."""


def are_typeset(grey: Grey, slot: Slot, count: int) -> bool:
    """Whether a slot holds as many printed figures.

    Args:
        grey: the picture that was read.
        slot: where the number stands.
        count: of the figures that were read there.
    """
    top = max(0, round(slot.baseline - (FIGURES + 2 * OFF) * slot.em))
    bottom, left = round(slot.baseline + 2 * OFF * slot.em), max(0, round(slot.left))
    part = grey[top:bottom, left : round(slot.right)]
    if not part.size:
        return False
    figures = [figure for figure in _figures(part, top) if figure[1] - figure[0] >= SPECK * slot.em]
    printed_head = slot.baseline - FIGURES * slot.em
    return len(figures) == count and all(
        abs(foot - slot.baseline) <= OFF * slot.em
        and abs(head - printed_head) <= OFF * slot.em
        and width <= WIDEST * slot.em
        for head, foot, width in figures
    )


def _figures(part: Grey, top: int) -> list[tuple[int, int, int]]:
    """Head, foot and width of what stands between blank columns: a faint figure is broken, but not from head to foot.

    Args:
        top: the row of the picture that the part begins with.
    """
    _, ink = cv2.threshold(part, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    columns = np.flatnonzero(ink.any(axis=0))
    runs = np.split(columns, np.flatnonzero(np.diff(columns) > 1) + 1) if columns.size else []
    found = []
    for run in runs:
        rows = np.flatnonzero(ink[:, run[0] : run[-1] + 1].any(axis=1))
        found.append((top + int(rows[0]), top + int(rows[-1]) + 1, len(run)))
    return found
