"""The picture of a page in grey, and where its pixels lie on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.pagetext import BBox

Grey: TypeAlias = NDArray[np.uint8]
"""Rows x columns, 0 black to 255 white."""
Mask: TypeAlias = NDArray[np.uint8]
"""Rows x columns, 255 where something is, else 0."""

cv2.setNumThreads(
    1
)  # pages are read side by side; waiting threads of OpenCV take a tenth more CPU time and gain nothing

WHITE = 255
GREYEST_WHITE = 248
"""Brightness from which paper is white."""
PAPER_SHARE = 85
"""Percentile of the pixels that is paper: in a cell that is cut close half of them are ink and its edges."""
PAPER_SAMPLE = 400
"""Pixels of the shorter side that are looked at for the colour of the paper."""


@dataclass(frozen=True, slots=True)
class PixelBox:
    """A box in pixels; `right` and `bottom` are the first column and row outside."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Picture:
    """A page picture at `dpi` pixels per inch."""

    grey: Grey
    dpi: float
    coloured: Grey | None = None
    """The coloured ink alone, in grey on white, where `grey` has it faded."""
    pens: Grey | None = None
    """Blue ink alone, in grey on white: numbers are filled in with blue pens, and stamps are red."""

    def inches(self, length: float) -> int:
        """Pixels of a length in inches, at least 1."""
        return max(1, round(length * self.dpi))

    def points(self, box: PixelBox) -> BBox:
        """The box in PDF points."""
        scale = 72.0 / self.dpi
        return BBox(box.left * scale, box.top * scale, box.right * scale, box.bottom * scale)


def thumbnail(grey: Grey, factor: int) -> Grey:
    """The picture reduced by a whole factor, each pixel the mean of those it stands for; the fastest reduction."""
    rows, columns = (size // factor * factor for size in grey.shape)
    small = grey[:rows, :columns]
    while factor % 2 == 0:  # by 2 OpenCV reduces a page in half a millisecond, by 5 in six
        small, factor = _reduced(small, 2), factor // 2
    return _reduced(small, factor) if factor > 1 else small


def _reduced(grey: Grey, factor: int) -> Grey:
    size = (grey.shape[1] // factor, grey.shape[0] // factor)
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def percentiles(sample: Grey, *shares: float) -> tuple[float, ...]:
    """As `numpy.percentile`, from a histogram: a tenth of the time that sorting the pixels takes."""
    counts = cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    below = np.cumsum(counts)

    def percentile(share: float) -> float:
        place = (sample.size - 1) * share / 100
        first, second = (int(np.searchsorted(below, math.floor(place) + step, side="right")) for step in (0, 1))
        return first + (second - first) * (place % 1) if second < 256 else float(first)

    return tuple(map(percentile, shares))


def paper_of(grey: Grey) -> int:
    """The brightness of the paper of a page, or of a part of it, of which a sixth at least is paper."""
    if not grey.size:
        return WHITE
    step = max(1, min(grey.shape) // PAPER_SAMPLE)
    paper = round(percentiles(np.ascontiguousarray(grey[::step, ::step]), PAPER_SHARE)[0])
    return paper if paper < GREYEST_WHITE else WHITE


def framed(cut: Grey, margin: int) -> Grey:
    """A part of a page with a margin of its own paper.

    Tesseract takes a white frame around grey paper for print: at 214 of 255 it read `- Lam: VT,YDCT,..` where
    `- Lưu: VT, YDCT;` is printed.
    """
    paper = (paper_of(cut),)
    return cv2.copyMakeBorder(cut, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper).astype(np.uint8)


def write_spix(grey: Grey, path: Path) -> None:
    """Write a picture as SPIX: as it lies in the memory of Leptonica, by which Tesseract reads pictures.

    Leptonica reads PGM pixel by pixel, which takes 0.2 CPU seconds for a page at 250 dpi, a tenth of what reading the
    page takes, and SPIX at once. Writing PNG at Pillow's default level takes 0.3.
    """
    rows, columns = grey.shape
    words = -(-columns // 4)
    lines = np.zeros((rows, 4 * words), np.uint8)
    lines[:, :columns] = grey
    with path.open("wb") as file:
        file.write(b"spix" + np.array([columns, rows, 8, words, 0, lines.size], "=u4").tobytes())
        file.write(lines.view(">u4").astype("=u4").data)  # words of the machine, the first pixel in the highest byte
