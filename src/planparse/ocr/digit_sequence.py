"""A number from a slot: what the network reads in several slightly different cuts, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.digit_network import BLANK, OTHER, DigitNetwork
from planparse.ocr.picture import Grey
from planparse.ocr.strips import ROWS, Slot, Strip, strip_of

CUTS = (
    # print beside the number, left and right; how far the line is off; size; slant
    (0.45, 0.45, 0.0, 1.0, 0.0),
    (0.25, 0.3, 0.02, 1.0, 0.0),
    (0.7, 0.7, -0.02, 1.0, 0.0),
    (0.45, 0.45, 0.03, 0.94, 0.0),
    (0.35, 0.55, -0.03, 1.1, 0.0),
    (0.55, 0.3, 0.0, 0.97, 0.12),
    (0.3, -0.06, 0.0, 1.03, 0.0),
)
"""How a slot is cut, in em: found a little too wide, narrow, high, low, large and small, slanted, and without the print
behind it: a printed slash must not be the 1 at the end. What is surely a number is read the same from all cuts."""

LogProbabilities = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class DigitReading:
    """What a slot says."""

    text: str
    """Digits; `?` for writing that is none; empty where nothing is written."""
    sureness: float
    """Mean probability of this text over the cuts, 0 to 1; lower than the probability that it is right."""


NOTHING = DigitReading("", 0.0)


def read_slot(grey: Grey, slot: Slot, network: DigitNetwork) -> DigitReading:
    """Read the number in a slot of a picture.

    Args:
        grey: the picture, with the ink of pens in it.
        slot: the place between the printed words; it may be found half an em wrong.
    """
    strips = [strip for cut in CUTS if (strip := _cut(grey, slot, cut)) is not None]
    return read_strips(strips, network) if strips else NOTHING


def _cut(grey: Grey, slot: Slot, cut: tuple[float, float, float, float, float]) -> Strip | None:
    left, right, shift, size, slant = cut
    em = slot.em
    strip = strip_of(grey, Slot(slot.left - left * em, slot.right + right * em, slot.baseline + shift * em, em * size))
    if strip is None or not slant:
        return strip
    matrix = np.array([[1.0, slant, -slant * ROWS / 2], [0.0, 1.0, 0.0]])
    return cv2.warpAffine(strip, matrix, strip.shape[::-1]).astype(np.float32)


def read_strips(strips: Sequence[Strip], network: DigitNetwork) -> DigitReading:
    """The text that most of the strips of one slot agree on."""
    width = -(-max(strip.shape[1] for strip in strips) // 2) * 2
    grid = np.zeros((len(strips), ROWS, width), np.float32)
    for row, strip in zip(grid, strips, strict=True):
        row[:, : strip.shape[1]] = strip
    scores = network.scores(grid)
    found = Counter(best_path(one) for one in scores)
    labels = min(found, key=lambda labels: (-found[labels], labels))
    sureness = float(probabilities(scores, labels).mean())
    return DigitReading("".join("?" if label == OTHER else str(label) for label in labels), sureness)


def best_path(scores: LogProbabilities) -> tuple[int, ...]:
    """The labels of the likeliest column by column, repeats and blanks taken out.

    Args:
        scores: columns x 12.
    """
    best = scores.argmax(axis=1)
    return tuple(int(label) for i, label in enumerate(best) if label != BLANK and (i == 0 or label != best[i - 1]))


def probabilities(scores: LogProbabilities, labels: Sequence[int]) -> NDArray[np.float64]:
    """Probability of the labels in each strip, over all ways of placing them in its columns (the forward pass of CTC).

    A. Graves et al., "Connectionist temporal classification", ICML 2006.

    Args:
        scores: strips x columns x 12.
        labels: the same for all strips.
    """
    padded = np.full(2 * len(labels) + 1, BLANK)
    padded[1::2] = labels
    log = np.full((len(scores), len(padded) + 2), -np.inf)  # two columns in front that are never reached
    log[:, 2:4] = scores[:, 0, padded[:2]]
    # A label may follow the one before it without a blank between, unless they are the same.
    skips = np.full(len(padded), -np.inf)
    skips[2:] = np.where((padded[2:] != BLANK) & (padded[2:] != padded[:-2]), 0.0, -np.inf)
    for column in range(1, scores.shape[1]):
        ways = np.logaddexp(np.logaddexp(log[:, 2:], log[:, 1:-1]), log[:, :-2] + skips)
        log[:, 2:] = ways + scores[:, column, padded]
    ends = log[:, max(2, len(padded)) :]
    found: NDArray[np.float64] = np.exp(np.logaddexp.reduce(ends, axis=1))
    return found
