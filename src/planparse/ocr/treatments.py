"""Treatments of page pictures. Each looks for its defect first and leaves a sound picture exactly as it is.

Treating sound pages does harm: binarisation, doubling the size and turning by fractions of a degree each cost more
words on clean scans than they win on bad ones.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.picture import WHITE, Grey, Mask, percentiles, thumbnail

Channels: TypeAlias = tuple[Grey, Grey, Grey]
"""Red, green and blue of a picture."""

COLOURED = 40
"""Difference of the strongest and the weakest channel from which a pixel is coloured; yellowed paper has up to 30."""
BLUER = 12
"""How much bluer than red and green the ink of a blue pen is; at its edges, where it is mixed with paper, less than in
its middle. Chosen by eye on one scan."""
SPARSE = 4
COLOURED_SHARE = 0.001
"""Share of coloured pixels from which a page has a coloured stamp or signature. A stamp at a page's edge (dấu giáp lai)
makes 0.003, a whole stamp 0.006 to 0.01, scans without colour at most 0.00001."""
BLACK_INK = 120
"""Strongest channel up to which a pixel near coloured ink is black print. Chosen by eye on two signed colour scans."""
MIDDLE, BLACK = 128, 8
BILEVEL_SHARE = 0.6
"""Share of the dark pixels that are black in a scan of one bit: 19 pages of such scans have 0.63 to 1.0, even where
rendering has blurred their pixels, 14 pages in grey or colour at most 0.49."""
UNEVEN = 50
"""Difference of the paper's brightness between the darkest and the brightest part of a page. Chosen by eye on scans
(none of those looked at is treated) and on shaded pages that were made; not measured on photographs."""
INK_SHARE = 0.5
"""Percentile of the pixels that is ink on every page with more than a heading."""
FAINTEST, FAINT = 30, 110
"""Differences of paper and ink between which the contrast is stretched. Chosen by eye: print of sound scans is much
darker, and under 30 there is only the structure of the paper. Not measured."""
PRINT, PAPER = 0.4, 0.85
"""Where print ends and where paper begins, as shares of the way from ink to paper."""
BETWEEN = 0.85
"""Pixels that are neither, as a share of those of print, from which a page may show its back: scans in black and white
have 0 to 0.5, clean ones in grey 0.7 to 1.5, pages with a back that shows by a third 0.9 to 1.6."""
GHOST = 0.2
"""How much darker than its surroundings a stroke of the back is, as a share of the contrast. Tesseract reads pages with
fainter backs like clean ones: at 0.2 of the contrast it loses nothing, at 0.3 2 % of the words, at 0.4 11 %."""
GHOST_SHARE = 0.0015
"""Share of such pixels from which a page is treated: 38 pages of scans have at most 0.0004, pages that were made with a
back of 0.4 of the contrast 0.004 to 0.018, with one of 0.3 0.001 to 0.004."""
RULE = 40
"""Pixels at 200 dpi from which a straight stroke is a rule: longer than the strokes of letters of 30 pt."""
A4_COLUMNS = 1654
"""Columns of a page at 200 dpi."""
ISOLATED_SHARE = 0.003
"""Share of single dark pixels from which a median filter is applied. Chosen between pages made with 0.0005, which it
must leave alone, and with 0.02 (see the tests); not measured on real scans."""
BAND, EVERY_BAND = 32, 4
"""Rows of the bands in which single dark pixels are counted first, and which of them."""
DARK = 110
LOWEST_PAPER = 40
LIGHT_SIDE = 100
"""Pixels of the shorter side of the small picture on which light is measured."""
BORDER_REACH = 0.06
"""Black borders reach at most this far into a page."""


def has_colour(pixels: NDArray[np.uint8]) -> bool:
    """Whether a page has coloured ink; one pixel of sixteen is enough to see a stamp.

    Args:
        pixels: rows x columns x red, green, blue.
    """
    channels = cv2.split(np.ascontiguousarray(pixels[::SPARSE, ::SPARSE]))
    coloured = cv2.threshold(_saturation(channels), COLOURED, 255, cv2.THRESH_BINARY)[1]  # type: ignore[arg-type]
    return cv2.countNonZero(coloured) > COLOURED_SHARE * coloured.size


def without_colour(channels: Channels) -> Grey:
    """The picture in grey with coloured ink faded to paper; black print under a stamp stays dark.

    The strongest channel of red or blue ink is bright, that of black ink is not. JPEG smears colour over its
    neighbours, so what is left of a stroke beside coloured pixels goes with them, unless it is dark.
    """
    strongest = _strongest(channels)
    coloured = cv2.threshold(_saturation(channels), COLOURED, 255, cv2.THRESH_BINARY)[1]
    near = cv2.dilate(coloured, np.ones((3, 3), np.uint8))
    light = cv2.threshold(strongest, BLACK_INK, 255, cv2.THRESH_BINARY)[1]
    return cv2.bitwise_or(strongest, cv2.bitwise_and(near, light)).astype(np.uint8, copy=False)


def coloured_ink(channels: Channels) -> Grey:
    """The coloured ink of a picture alone, in grey on white."""
    return np.where(_saturation(channels) > COLOURED, _weakest(channels), np.uint8(WHITE)).astype(np.uint8, copy=False)


def blue_ink(channels: Channels) -> Grey:
    """The ink of blue and violet pens alone, in grey on white."""
    red, green, blue = channels
    is_blue = cv2.subtract(blue, cv2.max(red, green)) > BLUER
    return np.where(is_blue, cv2.min(red, green), np.uint8(WHITE)).astype(np.uint8, copy=False)


def _strongest(channels: Channels) -> Grey:
    return cv2.max(cv2.max(channels[0], channels[1]), channels[2]).astype(np.uint8, copy=False)


def _weakest(channels: Channels) -> Grey:
    return cv2.min(cv2.min(channels[0], channels[1]), channels[2]).astype(np.uint8, copy=False)


def _saturation(channels: Channels) -> Grey:
    """Difference of the strongest and the weakest channel."""
    return cv2.subtract(_strongest(channels), _weakest(channels)).astype(np.uint8, copy=False)


def is_bilevel(grey: Grey) -> bool:
    """Whether a picture is black and white with nothing between: a fax, or a scan of one bit."""
    sample = grey[::SPARSE, ::SPARSE]
    dark, black = int(np.count_nonzero(sample < MIDDLE)), int(np.count_nonzero(sample < BLACK))
    return dark > 0 and black > BILEVEL_SHARE * dark


def thickened(grey: Grey) -> Grey:
    """The picture with its strokes a pixel wider: joins the broken hairlines of small print in scans of one bit."""
    return cv2.erode(grey, np.ones((2, 2), np.uint8)).astype(np.uint8)


def without_uneven_light(grey: Grey) -> Grey | None:
    """The picture divided by its background; None when the light is even."""
    small = thumbnail(grey, max(1, min(grey.shape) // LIGHT_SIDE))
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 5)
    darkest, brightest = np.percentile(paper, (5, 95))
    if brightest - darkest < UNEVEN:
        return None
    background = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 3), grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    floor = np.maximum(background, LOWEST_PAPER).astype(np.uint8)
    return cv2.divide(grey, floor, scale=float(WHITE)).astype(np.uint8)


def without_low_contrast(grey: Grey) -> Grey | None:
    """The picture stretched to black on white; None when its print is dark enough, or there is none."""
    ink, paper = percentiles(np.ascontiguousarray(grey[::SPARSE, ::SPARSE]), INK_SHARE, 50)
    if not FAINTEST < paper - ink < FAINT:
        return None
    darker = cv2.subtract(grey, np.full_like(grey, int(ink)))
    return cv2.convertScaleAbs(darker, alpha=WHITE / (paper - ink)).astype(np.uint8)


def without_bleed_through(grey: Grey) -> Grey | None:
    """The picture without the print of the back of the sheet that shows through; None where none does.

    What shows through is thin like print, lighter than the print of the page, and stands where no print is near. When
    there is so much of it, all that is not print becomes paper.
    """
    sample = np.ascontiguousarray(grey[::SPARSE, ::SPARSE])
    ink, paper = percentiles(sample, INK_SHARE, 50)
    contrast = paper - ink
    dark, faint = (int(np.count_nonzero(sample < ink + share * contrast)) for share in (PRINT, PAPER))
    if contrast < FAINT or faint - dark < BETWEEN * dark:
        return None
    scale = max(1, round(grey.shape[1] / A4_COLUMNS))
    printed = cv2.threshold(grey, ink + PRINT * contrast, 1, cv2.THRESH_BINARY_INV)[1]
    near = cv2.dilate(printed, np.ones((8 * scale + 1, 8 * scale + 1), np.uint8))
    least = GHOST_SHARE * grey.size
    # No pixel is a ghost that is not so much darker than white: a clean page has too few of those beside its print.
    dusky = cv2.threshold(grey, WHITE - GHOST * contrast, 1, cv2.THRESH_BINARY_INV)[1]
    if cv2.countNonZero(cv2.subtract(dusky, near)) < least:
        return None
    thin = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((8 * scale + 1, 8 * scale + 1), np.uint8))
    thin = cv2.threshold(thin, GHOST * contrast, 1, cv2.THRESH_BINARY)[1]
    ghosts = cv2.bitwise_and(thin, 1 - near).astype(np.uint8, copy=False)
    if cv2.countNonZero(ghosts) < least or cv2.countNonZero(_without_lines(ghosts, RULE * scale)) < least:
        return None
    edges = cv2.dilate(printed, np.ones((2 * scale + 1, 2 * scale + 1), np.uint8))
    return np.where(edges > 0, grey, np.uint8(paper)).astype(np.uint8, copy=False)


def _without_lines(mask: Mask, length: int) -> Mask:
    """A mask without its straight lines: rules in grey are no print of the back."""
    for size in ((length, 1), (1, length)):
        lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, size))
        mask = cv2.subtract(mask, cv2.dilate(lines, np.ones((3, 3), np.uint8))).astype(np.uint8, copy=False)
    return mask


def without_specks(grey: Grey) -> Grey | None:
    """The picture after a 3 x 3 median; None when it has no salt-and-pepper noise."""
    bands = len(grey) // BAND
    if bands > EVERY_BAND:
        # Noise lies all over a page; a fourth of its rows tells where there is nothing like it.
        sample = grey[: bands * BAND].reshape(bands, BAND, -1)[::EVERY_BAND].reshape(-1, grey.shape[1])
        if _isolated(np.ascontiguousarray(sample)) < ISOLATED_SHARE / 3:
            return None
    return cv2.medianBlur(grey, 3).astype(np.uint8) if _isolated(grey) > ISOLATED_SHARE else None


def _isolated(grey: Grey) -> float:
    """The share of the pixels that are dark and stand alone."""
    dark = cv2.threshold(grey, DARK, 1, cv2.THRESH_BINARY_INV)[1]
    around = cv2.boxFilter(dark, -1, (3, 3), normalize=False)
    alone = cv2.bitwise_and(dark, cv2.compare(around, np.ones_like(around), cv2.CMP_EQ))
    return cv2.countNonZero(alone) / grey.size


def without_black_borders(grey: Grey) -> Grey | None:
    """The picture with dark bars along its edges painted white; None when there are none."""
    rows, columns = grey.shape
    profile_x = cv2.reduce(grey, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    profile_y = cv2.reduce(grey, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    left, right = _dark_end(profile_x, columns), _dark_end(profile_x[::-1], columns)
    top, bottom = _dark_end(profile_y, rows), _dark_end(profile_y[::-1], rows)
    if not (left or right or top or bottom):
        return None
    clean = grey.copy()
    clean[:, :left] = WHITE
    clean[:, columns - right :] = WHITE
    clean[:top] = WHITE
    clean[rows - bottom :] = WHITE
    return clean


def _dark_end(profile: NDArray[Any], size: int) -> int:
    """How many lines of pixels from the edge belong to a dark bar."""
    reach = max(1, int(size * BORDER_REACH))
    dark = np.nonzero(profile[:reach] < DARK)[0]
    return int(dark[-1]) + 2 if len(dark) else 0
