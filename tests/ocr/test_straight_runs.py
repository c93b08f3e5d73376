"""Straight runs of ink: the pixels that a morphological opening of the whole picture leaves."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from planparse.ocr.picture import Mask
from planparse.ocr.straight_runs import straight_runs


def opened(ink: Mask, length: int, *, horizontal: bool) -> Mask:
    size = (length, 1) if horizontal else (1, length)
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size)).astype(np.uint8)


@pytest.mark.parametrize("seed", range(20))
def test_as_an_opening_also_at_the_edges(seed: int) -> None:
    random = np.random.default_rng(seed)
    for _ in range(20):
        rows, columns = (int(size) for size in random.integers(8, 140, 2))
        length = int(random.integers(10, 70))
        ink = np.zeros((rows, columns), np.uint8)
        for _ in range(int(random.integers(0, 8))):
            y, x, long = int(random.integers(rows)), int(random.integers(columns)), int(random.integers(4, length + 4))
            thick, edge = int(random.integers(1, 3)), int(random.integers(3))
            if random.random() < 0.5:
                x = (x, 0, max(0, columns - long))[edge]
                ink[y : y + thick, x : x + long] = 255
            else:
                y = (y, 0, max(0, rows - long))[edge]
                ink[y : y + long, x : x + thick] = 255
        if random.random() < 0.2:
            ink[random.random(ink.shape) < 0.3] = 255
        for horizontal in (True, False):
            found = straight_runs(ink, length, horizontal=horizontal)
            assert (found == opened(ink, length, horizontal=horizontal)).all()


def test_dark_and_empty_pictures() -> None:
    for value in (0, 255):
        ink = np.full((300, 200), value, np.uint8)
        for horizontal in (True, False):
            assert (straight_runs(ink, 40, horizontal=horizontal) == value).all()
