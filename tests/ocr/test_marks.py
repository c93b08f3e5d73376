"""Seals, signatures and frames: what is found, what is painted over, and what stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from planparse.ocr.marks import find_marks, without_frames, without_marks
from planparse.ocr.picture import Grey, Picture

DPI = 200


def page() -> Grey:
    grey = np.full((2339, 1654), 255, np.uint8)
    for i in range(6):
        cv2.putText(grey, "Luu: VT, KHTC. Cac don vi truc thuoc", (150, 1200 + 60 * i), 4, 1.0, 0, 2)
    return grey


def sealed(radius: int = 142) -> Grey:
    grey = page()
    cv2.circle(grey, (1150, 1700), radius, 0, 5)
    cv2.putText(grey, "SO Y TE", (1080, 1700), 4, 0.8, 0, 2)
    return grey


def test_print_is_no_mark() -> None:
    assert find_marks(Picture(page(), DPI)).boxes == ()


@pytest.mark.parametrize("radius", [110, 126, 142])
def test_a_seal_is_found_and_painted_over_with_what_stands_in_it(radius: int) -> None:
    grey = sealed(radius)
    marks = find_marks(Picture(grey, DPI))
    (seal,) = marks.seals
    assert (seal.x, seal.y, seal.radius) == pytest.approx((1150, 1700, radius), abs=14)
    assert seal.holds(1080, 1680, 1200, 1705)
    assert not seal.holds(100, 1680, 1200, 1705)
    assert (without_marks(grey, marks) == page()).all()


def test_a_signature_is_a_mark_but_no_seal() -> None:
    grey = page()
    strokes = np.array([(900, 1800), (1000, 1650), (1050, 1820), (1150, 1600), (1400, 1700)], np.int32)
    cv2.polylines(grey, [strokes], False, 0, 3)
    marks = find_marks(Picture(grey, DPI))
    assert marks.seals == ()
    assert (without_marks(grey, marks) == page()).all()


def test_the_frame_of_an_urgency_stamp_goes_with_its_words() -> None:
    grey = page()
    cv2.rectangle(grey, (300, 500), (560, 580), 0, 3)
    cv2.putText(grey, "HOA TOC", (330, 555), 4, 1.2, 0, 2)
    assert (without_frames(grey, Picture(grey, DPI)) == page()).all()


@pytest.mark.parametrize("size", [(1200, 80), (260, 400), (60, 60)], ids=["wide", "high", "small"])
def test_other_boxes_stay(size: tuple[int, int]) -> None:
    grey = page()
    cv2.rectangle(grey, (200, 500), (200 + size[0], 500 + size[1]), 0, 3)
    assert (without_frames(grey, Picture(grey, DPI)) == grey).all()
