"""Marks that are not print: round seals (con dấu), signatures, and frames of urgency stamps such as HỎA TỐC.

A seal beside the recipients makes Tesseract lose the lines next to it, so these marks are found by their size and
shape, and taken out of the picture of the signature block before it is read a second time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from planparse.ocr.picture import WHITE, Grey, Mask, Picture, PixelBox, thumbnail

Outline: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int32]]
"""Points x 1 x (x, y)."""

LARGE_INCHES = 0.36
"""A connected mark that is wider and higher than this is no print: it would be a letter of 26 pt or more. By eye; not
measured."""
SEAL_INCHES = (0.5, 0.85)
"""Radius of a seal: those of state bodies are 36 mm across (radius 0.71), those of others somewhat less."""
SEAL_DPI = 50
RING_SHARE = 0.6
"""Share of a circle that is inked when it is the ring of a seal. Set by eye on four signed scans; not measured."""
FRAME_INCHES = (0.2, 0.6, 0.6, 2.6)
"""Lowest and highest, narrowest and widest frame of an urgency stamp; by eye on one scan and the usual stamps."""
FRAME_FILL = 0.85
"""Share of its box that the outline of a frame encloses."""
INK = 150
COARSE, FINE = 4, 2
"""How much a page is reduced to see whether it can hold seals and signatures, and frames: at 4 the words of a line grow
together to something that may be a frame."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A round seal, in pixels."""

    x: float
    y: float
    radius: float

    def holds(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether a box lies inside the seal with all its corners."""
        return all(math.hypot(x - self.x, y - self.y) <= self.radius for x in (left, right) for y in (top, bottom))


@dataclass(frozen=True)
class Marks:
    """The marks of a picture."""

    boxes: tuple[PixelBox, ...]
    """Around seals and signatures."""
    seals: tuple[Seal, ...]
    mask: Mask
    """The pixels of seals and signatures."""


def find_marks(picture: Picture) -> Marks:
    """The seals and signatures of a picture without tables."""
    dark = cv2.threshold(picture.grey, INK, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    large = picture.inches(LARGE_INCHES)
    mask = np.zeros_like(dark)
    boxes: list[PixelBox] = []
    for contour, box in _outlines_from(dark, large, large, COARSE):
        if box.width >= large and box.height >= large:
            boxes.append(box)
            _copy_component(dark, mask, contour, box)
    seals = _seals(mask, picture) if boxes else ()
    for seal in seals:
        cv2.circle(mask, (round(seal.x), round(seal.y)), round(seal.radius * 1.04), (255,), -1)
    return Marks(tuple(boxes), seals, mask)


def without_marks(grey: Grey, marks: Marks) -> Grey:
    """The picture with seals and signatures painted white."""
    clean = grey.copy()
    clean[cv2.dilate(marks.mask, np.ones((3, 3), np.uint8)) > 0] = WHITE
    return clean


def without_frames(grey: Grey, picture: Picture) -> Grey:
    """The picture without small frames and what stands in them: `HỎA TỐC`, `MẬT`, `DỰ THẢO`."""
    dark = cv2.threshold(grey, INK, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    lowest, highest, narrowest, widest = (picture.inches(size) for size in FRAME_INCHES)
    clean: Grey | None = None
    for contour, box in _outlines_from(dark, narrowest, lowest, FINE):
        if not (lowest <= box.height <= highest and narrowest <= box.width <= widest):
            continue
        if cv2.contourArea(contour) < FRAME_FILL * box.width * box.height:
            continue
        clean = grey.copy() if clean is None else clean
        clean[box.top : box.bottom, box.left : box.right] = WHITE
    return grey if clean is None else clean


def _outlines_from(dark: Mask, width: int, height: int, factor: int) -> Iterator[tuple[Outline, PixelBox]]:
    """The outlines of a picture, with their boxes; of those smaller than `width` x `height` some or none.

    They are looked for where a reduced picture, in which marks only grow together, has any of that size: its outlines
    take a third of the time and less, and what is left of the page is mostly a strip.
    """
    region = _region(dark, width, height, factor)
    if region is None:
        return
    # A copy, since outlines are drawn to the very edge of what is passed on.
    part = dark[region.top : region.bottom, region.left : region.right].copy()
    for outline in _outlines(part, (region.left, region.top)):
        left, top, across, down = cv2.boundingRect(outline)
        yield outline, PixelBox(left, top, left + across, top + down)


def _region(dark: Mask, width: int, height: int, factor: int) -> PixelBox | None:
    """The rows and columns in which all marks lie that may be so large."""
    boxes = map(cv2.boundingRect, _outlines(thumbnail(dark, factor)))
    # A mark of n pixels reaches over n / factor of the reduced ones at least, but for those cut off at the edges.
    large = [box for box in boxes if (box[2] + 1) * factor > width and (box[3] + 1) * factor > height]
    if not large:
        return None
    rows, columns = dark.shape
    return PixelBox(
        factor * min(left for left, _, _, _ in large),
        factor * min(top for _, top, _, _ in large),
        # What the reduced picture lacks of the last row and column is less than its pixel.
        min(columns, factor * (max(left + across for left, _, across, _ in large) + 1)),
        min(rows, factor * (max(top + down for _, top, _, down in large) + 1)),
    )


def _outlines(dark: Mask, offset: tuple[int, int] = (0, 0)) -> Sequence[Outline]:
    return cv2.findContours(dark, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=offset)[0]  # type: ignore[return-value]


def _copy_component(dark: Mask, mask: Mask, contour: Outline, box: PixelBox) -> None:
    """Put the pixels that hang together with an outline, but not what it merely surrounds, into the mask."""
    part = dark[box.top : box.bottom, box.left : box.right]
    labels = cv2.connectedComponents(part, connectivity=8)[1]
    x, y = (int(value) for value in contour[0][0])
    own = labels == labels[y - box.top, x - box.left]
    mask[box.top : box.bottom, box.left : box.right][own] = 255


def _seals(mask: Mask, picture: Picture) -> tuple[Seal, ...]:
    """The circles of the right size whose ring is inked."""
    factor = max(1, round(picture.dpi / SEAL_DPI))
    size = (mask.shape[1] // factor, mask.shape[0] // factor)
    small = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    scale = picture.dpi / factor
    least, most = (round(inches * scale) for inches in SEAL_INCHES)
    found = cv2.HoughCircles(small, cv2.HOUGH_GRADIENT, 1, least, param1=80, param2=14, minRadius=least, maxRadius=most)
    seals: list[Seal] = []
    for x, y, radius in [] if found is None else found.reshape(-1, 3):
        apart = all(math.hypot(x * factor - s.x, y * factor - s.y) > s.radius for s in seals)
        if apart and _ring_share(small, float(x), float(y), float(radius)) >= RING_SHARE:
            seals.append(Seal(float(x) * factor, float(y) * factor, float(radius) * factor))
    return tuple(seals)


def _ring_share(small: np.ndarray[tuple[int, ...], np.dtype[np.uint8]], x: float, y: float, radius: float) -> float:
    """The share of a circle that is inked, a pixel of the small picture off allowed."""
    thick = cv2.dilate(small, np.ones((3, 3), np.uint8))
    angles = np.linspace(0, 2 * math.pi, 120, endpoint=False)
    xs, ys = np.rint(x + radius * np.cos(angles)).astype(int), np.rint(y + radius * np.sin(angles)).astype(int)
    inside = (xs >= 0) & (ys >= 0) & (xs < small.shape[1]) & (ys < small.shape[0])
    return float((thick[ys[inside], xs[inside]] > 60).sum()) / len(angles)
