"""Figures of print and of a hand, drawn as what is measured of them: heads, feet, widths and blank columns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from planparse.ocr.picture import Grey
from planparse.ocr.strips import Slot
from planparse.ocr.typeset_figures import are_typeset

EM, BASELINE = 40.0, 100
HEAD = 73
"""0.676 em above the line that the print stands on."""


def drawn(figures: Sequence[tuple[int, int, int]], grey: int = 60) -> tuple[Grey, Slot]:
    """A picture with figures of head, foot and width, and the slot around them."""
    picture = np.full((160, 300), 230, np.uint8)
    left = 100
    for head, foot, width in figures:
        picture[head:foot, left : left + width] = grey
        left += width + 4
    return picture, Slot(96.0, left + 2.0, float(BASELINE), EM)


PRINTED = [(HEAD, BASELINE, 16), (HEAD + 1, BASELINE, 8), (HEAD, BASELINE + 1, 17)]


@pytest.mark.parametrize("grey", [20, 160])
def test_print(grey: int) -> None:
    assert are_typeset(*drawn(PRINTED, grey), 3)


def test_a_speck_or_the_foot_of_a_slash_is_no_figure() -> None:
    assert are_typeset(*drawn([*PRINTED, (BASELINE - 8, BASELINE, 3)]), 3)


@pytest.mark.parametrize(
    "figures",
    [
        [],
        PRINTED[:2],
        [(HEAD - 9, BASELINE, 16), *PRINTED[1:]],
        [(HEAD, BASELINE + 9, 16), *PRINTED[1:]],
        [(HEAD, BASELINE, 44), *PRINTED[1:]],
    ],
)
def test_no_print(figures: list[tuple[int, int, int]]) -> None:
    assert not are_typeset(*drawn(figures), 3)


def test_a_slot_outside_the_picture() -> None:
    assert not are_typeset(np.full((20, 20), 255, np.uint8), Slot(30.0, 60.0, 90.0, EM), 2)
