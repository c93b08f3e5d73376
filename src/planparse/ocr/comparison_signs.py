"""The signs ≥ and ≤, told from > and < by their ink: the Vietnamese model of Tesseract knows only the latter two.

`Có ≥ 30% số xã` is read as `Có > 30% số xã`, surely and always: a target of at least 30 % would become one of more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planparse.ocr.line_starts import INK
from planparse.ocr.picture import Grey
from planparse.ocr.tsv import ReadWord

WITH_BAR = {">": "≥", "<": "≤"}
_BEGIN = re.compile(r"(?P<before>\(?)[<>]")
BAR = 0.7
"""Least length of the bar below, as a share of the width of what stands above it. Of 120 signs in six faces at 200 and
300 dpi, blurred, noisy and as JPEG, the 72 with a bar have 0.9 to 1.1, the others 0.24 to 0.45."""
LONGEST_BAR = 1.6
"""A longer run of ink below is no part of the sign."""
MARGIN = 0.15
"""Share of the height of a sign that its ink may lie outside its box."""
WIDEST = 0.9
"""Width of a sign by its height, at most, so that a digit that touches it does not count as part of it."""


def read_comparison_signs(words: Sequence[ReadWord], grey: Grey) -> tuple[ReadWord, ...]:
    """The words, with `>` and `<` that have a bar below as `≥` and `≤`.

    Args:
        words: of one picture.
        grey: the picture.
    """
    return tuple(
        _barred(word, len(begin["before"]), grey) if (begin := _BEGIN.match(word.text)) else word for word in words
    )


def _barred(word: ReadWord, at: int, grey: Grey) -> ReadWord:
    """The word with the sign at `text[at]` as it is printed."""
    margin = round(MARGIN * word.height)
    top, left = max(0, word.top - margin), max(0, word.left - word.height)
    dark = grey[top : word.bottom + margin, left : word.right + word.height] < INK
    if not has_bar(_sign(dark, word.left - left, at)):
        return word
    return replace(word, text=word.text[:at] + WITH_BAR[word.text[at]] + word.text[at + 1 :])


def _sign(dark: NDArray[np.bool_], begin: int, number: int) -> NDArray[np.bool_]:
    """The ink of a sign between the gaps beside it: of `(>95%`, whose box begins at `begin`, `>` is number 1.

    Tesseract's box of a sign that stands alone may hold only half of it. A rule or an underline has no gaps: nothing.
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([0], dark.any(axis=0).view(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > begin]
    if len(runs) <= number or runs[number][0] == 0:
        return dark[:, :0]
    first, end = runs[number]
    height = int(dark[:, first:end].any(axis=1).sum())
    return dark[:, first : min(end, first + round(WIDEST * height))]


def has_bar(dark: NDArray[np.bool_]) -> bool:
    """Whether the ink of a sign ends in a flat bar as wide as itself.

    Args:
        dark: rows x columns, true where ink is; nothing but the sign.
    """
    rows = np.flatnonzero(dark.any(axis=1))
    if not len(rows):
        return False
    middle = round((rows[0] + rows[-1]) / 2)
    columns = np.flatnonzero(dark[rows[0] : middle + 1].any(axis=0))
    width = int(columns[-1] - columns[0]) + 1
    bar = max(_longest_run(row) for row in dark[middle : rows[-1] + 1])
    return BAR * width <= bar <= LONGEST_BAR * width


def _longest_run(row: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max()) if len(edges) else 0
