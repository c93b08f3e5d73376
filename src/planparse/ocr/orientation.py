"""Pages that lie on their side or stand on their head in the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.debris import is_plausible
from planparse.ocr.engine import BLOCK_LAYOUT, Workplace
from planparse.ocr.picture import WHITE, Grey, Picture, thumbnail
from planparse.ocr.upright import Content, read_upright
from planparse.ocr.word_reading import read_words

SIDEWAYS = 0.45
"""From this ratio of how much its columns and its rows of pixels alternate between ink and paper, a page may lie on
its side: upright pages stay well below, an almost empty form lying on its side has 0.7, a page of text several times
that. Seen on a few pages only; the reading decides."""
COARSE_DPI = 60
SURE = 0.75
"""Sureness of a reading from which no other direction is tried. Chosen by eye; not measured."""
POOR = 0.55
"""Sureness under which a page may stand on its head. Chosen by eye on a few pages that were turned; not measured."""
STRIP_INCHES = 0.8
"""Height of the strip that tells which way a sideways page is turned: four lines of print."""
FEW_WORDS = 5
"""A page with fewer words is a seal, a picture or a blank, whichever way it is turned."""


def read_any_way_up(picture: Picture, workplace: Workplace) -> tuple[Content, int]:
    """Read a picture, turned if need be, and by how many quarters clockwise it was turned.

    A page that looks upright is read once; only when that yields next to nothing it is turned on its head.
    """
    if lies_sideways(picture):
        turns, limit = likeliest_first([1, 3, 0], picture, workplace), SURE
    else:
        turns, limit = [0, 2], POOR
    best, best_turns = read_upright(_turned(picture, turns[0]), workplace), turns[0]
    for quarters in turns[1:]:
        if best.sureness >= limit or (quarters == 2 and len(best.words) < FEW_WORDS):
            break
        other = read_upright(_turned(picture, quarters), workplace)
        if other.sureness > best.sureness:
            best, best_turns = other, quarters
    return best, best_turns


def likeliest_first(turns: Sequence[int], picture: Picture, workplace: Workplace) -> list[int]:
    """The ways to turn a picture, the one first whose densest strip reads best: a strip costs a tenth of a page."""
    strips = [_densest_strip(turned(picture.grey, quarters), picture.inches(STRIP_INCHES)) for quarters in turns]
    words = read_words(strips, BLOCK_LAYOUT, picture.dpi, workplace, "strip")
    worth = [
        sum(len(w.text) * w.confidence for w in words if w.picture == i and is_plausible(w.text) and w.text.isalpha())
        for i in range(len(turns))
    ]
    return sorted(turns, key=lambda quarters: -worth[turns.index(quarters)])


def _densest_strip(grey: Grey, height: int) -> Grey:
    """The rows of a picture with the most ink, over its whole width."""
    ink = (WHITE - grey[:: max(1, height // 50), ::4].astype(np.int64)).sum(axis=1)
    window = max(1, len(ink) * height // grey.shape[0])
    top = int(np.argmax(np.convolve(ink, np.ones(window), "valid"))) * grey.shape[0] // len(ink)
    return np.ascontiguousarray(grey[top : top + height])


def _turned(picture: Picture, quarters: int) -> Picture:
    if not quarters:
        return picture
    coloured, pens = (None if ink is None else turned(ink, quarters) for ink in (picture.coloured, picture.pens))
    return replace(picture, grey=turned(picture.grey, quarters), coloured=coloured, pens=pens)


def lies_sideways(picture: Picture) -> bool:
    """Whether the lines of print may run from top to bottom, seen from the profile of the ink without ruled lines."""
    small = thumbnail(picture.grey, max(1, round(picture.dpi / COARSE_DPI)))
    length = COARSE_DPI // 3
    ink = cv2.subtract(np.full_like(small, WHITE), small)
    for shape in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        ink = cv2.subtract(ink, lines)
    across, down = (_alternation(cv2.reduce(ink, i, cv2.REDUCE_AVG, dtype=cv2.CV_64F).ravel()) for i in (1, 0))
    return down > SIDEWAYS * across


def _alternation(profile: NDArray[Any]) -> float:
    return float(np.square(np.diff(profile)).sum()) * len(profile)


def turned(grey: Grey, quarter_turns: int) -> Grey:
    """The picture turned clockwise by quarters."""
    return np.ascontiguousarray(np.rot90(grey, -quarter_turns))
