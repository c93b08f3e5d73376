"""Ruled lines in a page picture, found by morphology: thin, faint, broken and slightly sloping ones too."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np

from planparse.ocr.picture import Grey, Mask, Picture
from planparse.ocr.straight_runs import straight_runs

PIECE_INCHES = 0.2
"""Shortest straight piece that is taken for a part of a rule. Longer than strokes of capital letters of 14 pt (about
0.13 inches), and shorter than the steps in which a rule of a few pixels' width sinks at 1 degree. Reckoned, not
measured."""
RULE_INCHES = 0.3
"""Shortest rule that may end anywhere: a tall row of a table, less its broken ends. A shorter one, of a row with one
line of 12 pt print, has rules of the other direction at both ends."""
MEET_INCHES = 0.04
"""How far from these it may end."""
GAP_INCHES = 0.15
"""Longest gap inside a broken rule."""
BETWEEN_INCHES = 0.05
"""Least white between two tables: wider than between the lines of a double rule, and lower than a row of print."""
THICKNESS_INCHES = 0.06
"""A piece thicker than this is a bar, a picture or a black border, not a rule."""
FAINT = 14
"""A pixel is ink when it is this much darker (of 255) than the mean around it. Chosen by eye, so that faint grey rules
are seen and the noise of JPEG on paper is not; the tests draw rules down to 30 darker than the paper. Not measured."""
SLOPE = math.tan(math.radians(4))
"""Pieces that slope more than this are strokes of signatures or stamps."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in pixels. A horizontal one runs along x from `start` to `end` at y = `at` (in its middle)."""

    horizontal: bool
    start: float
    end: float
    at: float
    slope: float
    """Change of y per pixel of x for a horizontal rule, of x per pixel of y for a vertical one."""
    thickness: float

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The place along the line where `at` is measured."""
        return (self.start + self.end) / 2

    def position(self, along: float) -> float:
        """Where the line, prolonged if need be, passes `along`."""
        return self.at + self.slope * (along - self.middle)


def find_rules(picture: Picture) -> tuple[tuple[Rule, ...], Mask]:
    """The ruled lines of a page, and a mask of their pixels."""
    ink = _ink(picture.grey, picture.inches(0.12))
    horizontal_pieces = _pieces(ink, picture, horizontal=True)
    vertical_pieces = _pieces(ink, picture, horizontal=False)
    mask = np.zeros_like(ink)
    across = _measure(horizontal_pieces, mask, picture, horizontal=True)
    down = _measure(vertical_pieces, mask, picture, horizontal=False)
    across, down = _join(across, down, picture), _join(down, across, picture)
    return (*_long_or_between(across, down, picture), *_long_or_between(down, across, picture)), mask


def _ink(grey: Grey, window: int) -> Mask:
    """Pixels darker than the mean around them: sees faint rules, and print on grey paper."""
    mean = cv2.boxFilter(grey, -1, (2 * window + 1, 2 * window + 1), borderType=cv2.BORDER_REPLICATE)
    return cv2.threshold(cv2.subtract(mean, grey), FAINT, 255, cv2.THRESH_BINARY)[1].astype(np.uint8)


def _pieces(ink: Mask, picture: Picture, *, horizontal: bool) -> Mask:
    """Straight runs of ink in one direction. Ink is widened across by a pixel, so that a sloping rule stays whole."""
    across = cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if horizontal else (3, 1))
    wide = cv2.dilate(ink, across).astype(np.uint8, copy=False)
    return straight_runs(wide, picture.inches(PIECE_INCHES), horizontal=horizontal)


def _measure(pieces: Mask, mask: Mask, picture: Picture, *, horizontal: bool) -> list[Rule]:
    """The connected pieces that are thin and straight, as rules; their pixels are put into the mask."""
    limit = picture.inches(THICKNESS_INCHES) + 2
    rules: list[Rule] = []
    # Contours take 3 ms on a page; labelling every pixel takes 30.
    x, y, across, down = cv2.boundingRect(pieces)
    found = pieces[y : y + down, x : x + across]
    contours, _ = cv2.findContours(found, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=(x, y))
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        part = pieces[top : top + height, left : left + width]
        length, extent = (width, height) if horizontal else (height, width)
        thickness = cv2.countNonZero(part) / length
        if thickness > limit or extent > thickness + SLOPE * length + 2:
            continue
        slope, at = _fit(part if horizontal else part.T)
        start, offset = (left, top) if horizontal else (top, left)
        rules.append(Rule(horizontal, start, start + length, offset + at, slope, max(1.0, thickness - 2)))
        mask[top : top + height, left : left + width] |= part
    return rules


def _fit(part: Mask) -> tuple[float, float]:
    """Slope and height in the middle of a thin, nearly horizontal piece."""
    length = part.shape[1]
    ends = max(1, length // 8)
    first = float(np.mean(np.nonzero(part[:, :ends])[0]))
    last = float(np.mean(np.nonzero(part[:, -ends:])[0]))
    return (last - first) / max(1, length - ends), (first + last) / 2


def _join(rules: list[Rule], crossing: list[Rule], picture: Picture) -> list[Rule]:
    """Join the pieces of each broken rule: in one line, and close to each other, but not over the white between two
    tables: there each piece ends at a rule of the other direction."""
    gap, off, between = (picture.inches(length) for length in (GAP_INCHES, 0.025, BETWEEN_INCHES))
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        for i, last in enumerate(joined):
            apart = rule.start - last.end
            in_line = abs(rule.position(rule.start) - last.position(last.end)) <= off
            if apart <= gap and in_line and not (apart >= between and _both_end(last, rule, crossing, off)):
                joined[i] = _union(last, rule)
                break
        else:
            joined.append(rule)
    return joined


def _long_or_between(rules: list[Rule], crossing: list[Rule], picture: Picture) -> list[Rule]:
    """The rules that are long, or run from one long rule of the other direction to another: in a row of numbers between
    two group rows nothing prolongs them."""
    shortest, off = picture.inches(RULE_INCHES), picture.inches(MEET_INCHES)
    long = [rule for rule in crossing if rule.length >= shortest]
    return [
        rule
        for rule in rules
        if rule.length >= shortest
        or all(_is_at((along, rule.position(along)), long, off) for along in (rule.start, rule.end))
    ]


def _is_at(place: tuple[float, float], rules: list[Rule], off: float) -> bool:
    """Whether a place, along and across a rule, lies on one of the other direction."""
    along, at = place
    return any(abs(rule.position(at) - along) <= off and rule.start - off <= at <= rule.end + off for rule in rules)


def _both_end(first: Rule, second: Rule, crossing: list[Rule], off: float) -> bool:
    """Whether the first rule ends, and the second one begins, at a rule of the other direction."""
    places = ((first.end, first.position(first.end)), (second.start, second.position(second.start)))
    return all(_is_at(place, crossing, off) for place in places)


def _union(first: Rule, second: Rule) -> Rule:
    if second.end <= first.end:
        return first
    start, end = first.start, second.end
    from_, to = first.position(start), second.position(end)
    slope = (to - from_) / max(1.0, end - start)
    weights = first.length, second.length
    thickness = (first.thickness * weights[0] + second.thickness * weights[1]) / max(1.0, sum(weights))
    return Rule(first.horizontal, start, end, (from_ + to) / 2, slope, thickness)


def skew_of(rules: tuple[Rule, ...], shortest: float) -> float:
    """The slope that the long rules share, as pixels of y per pixel of x; 0 when there are none.

    A page turned clockwise has horizontal rules that sink to the right and vertical ones that lean left going down.
    """
    slopes = [rule.slope if rule.horizontal else -rule.slope for rule in rules if rule.length >= shortest]
    return median(slopes) if slopes else 0.0
