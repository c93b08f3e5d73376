"""Hand-written digits as distance fields, from three sources: MNIST, fonts of handwriting, and strokes drawn here.

A field holds for every pixel the distance to the middle of the pen's line, so that a digit can be drawn at any size
with any pen. MNIST: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

SIDE = 48
INNER = 40
"""Height of a digit in its field."""
STEPS = 12.0
"""Units of a field per pixel."""
LETTERS = "acdehkmnpVHBD"
"""Letters that are no digit in any hand; A, b, g, q are."""
OTHER = 10
"""Label of what is no digit."""

Field = NDArray[np.uint8]
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Glyphs:
    """Fields (count x SIDE x SIDE) and their labels: 0 to 9, or OTHER."""

    fields: Field
    labels: NDArray[np.uint8]

    @cached_property
    def _places(self) -> tuple[NDArray[np.intp], ...]:
        return tuple(np.flatnonzero(self.labels == label) for label in range(OTHER + 1))

    def of(self, label: int) -> NDArray[np.intp]:
        """Where the glyphs with a label are."""
        return self._places[label]


def joined(parts: Sequence[Glyphs]) -> Glyphs:
    return Glyphs(np.concatenate([p.fields for p in parts]), np.concatenate([p.labels for p in parts]))


def read_mnist(folder: Path, name: str) -> Glyphs:
    """The digits of `train` or `t10k`, thinned to lines."""
    pixels = np.frombuffer((folder / f"{name}-images-idx3-ubyte").read_bytes(), np.uint8, offset=16)
    labels = np.frombuffer((folder / f"{name}-labels-idx1-ubyte").read_bytes(), np.uint8, offset=8)
    large = [cv2.resize(image, (56, 56), interpolation=cv2.INTER_CUBIC) for image in pixels.reshape(-1, 28, 28)]
    fields = []
    for start in range(0, len(large), 4000):
        block = np.stack(large[start : start + 4000]) > 110
        fields += [_field(_upright(lines)) for lines in thinned(block)]
    return Glyphs(np.stack(fields), labels)


def thinned(ink: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The middle lines of many pictures at once, by the method of Zhang and Suen."""
    work = np.pad(ink, ((0, 0), (1, 1), (1, 1))).astype(np.uint8)
    for _ in range(14):
        changed = False
        for second in (False, True):
            p = [
                np.roll(work, shift, (1, 2))
                for shift in ((1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1))
            ]
            around = sum(p[1:], p[0].copy())
            rises = sum(((p[i] == 0) & (p[(i + 1) % 8] == 1)).astype(np.uint8) for i in range(8))
            north, east, south, west = p[0], p[2], p[4], p[6]
            corner = (
                ((north & east & west) | (north & south & west))
                if second
                else ((north & east & south) | (east & south & west))
            )
            gone = (work == 1) & (around >= 2) & (around <= 6) & (rises == 1) & (corner == 0)
            changed |= bool(gone.any())
            work[gone] = 0
        if not changed:
            break
    return work[:, 1:-1, 1:-1].astype(bool)


def _upright(lines: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The lines in the middle of a field."""
    ys, xs = np.nonzero(lines)
    field = np.zeros((SIDE, SIDE), bool)
    if len(ys):
        y = np.clip(ys - (ys.min() + ys.max()) // 2 + SIDE // 2, 0, SIDE - 1)
        x = np.clip(xs - (xs.min() + xs.max()) // 2 + SIDE // 2, 0, SIDE - 1)
        field[y, x] = True
    return field


def _field(lines: NDArray[np.bool_]) -> Field:
    distance = cv2.distanceTransform((~lines).astype(np.uint8), cv2.DIST_L2, 5)
    return np.clip(distance * STEPS, 0, 255).astype(np.uint8)


def read_fonts(files: Sequence[Path]) -> Glyphs:
    """Digits and a few letters of fonts."""
    fields, labels = [], []
    for file in files:
        font = ImageFont.truetype(str(file), 120)
        for text in "0123456789" + LETTERS:
            image = Image.new("L", (400, 400))
            ImageDraw.Draw(image).text((100, 100), text, font=font, fill=255)
            box = image.getbbox()
            if box is None:
                continue
            glyph = np.asarray(image.crop(box))
            scale = min(INNER / glyph.shape[0], 44 / glyph.shape[1])
            size = (max(2, round(glyph.shape[1] * scale)), max(2, round(glyph.shape[0] * scale)))
            small = cv2.resize(glyph, size, interpolation=cv2.INTER_AREA)
            fields.append(_field(_upright(thinned((small > 100)[None])[0])))
            labels.append(int(text) if text.isdigit() else OTHER)
    return Glyphs(np.stack(fields), np.array(labels, np.uint8))


# Points (x, y) of the strokes, y downward, in a box of 1 x 1; "~" strokes are rounded, "-" strokes have corners.
Stroke = tuple[str, tuple[tuple[float, float], ...]]
SHAPES: dict[int, tuple[tuple[Stroke, ...], ...]] = {
    0: (
        (("~", ((0.5, 0), (0.1, 0.25), (0.05, 0.7), (0.45, 1), (0.9, 0.75), (0.95, 0.3), (0.55, 0.02))),),
        (("~", ((0.7, 0.08), (0.3, 0.02), (0.02, 0.5), (0.3, 1), (0.8, 0.9), (0.98, 0.4), (0.7, 0.02), (0.4, 0.1))),),
        (("~", ((0.6, 0), (0.0, 0.5), (0.4, 1), (1, 0.5), (0.65, 0.03), (0.85, -0.05))),),
    ),
    1: (
        (("-", ((0.5, 0), (0.5, 1))),),
        (("-", ((0.15, 0.4), (0.5, 0), (0.48, 1))),),
        (("-", ((-0.1, 0.9), (0.5, 0), (0.42, 1))),),
        (("-", ((0.0, 0.6), (0.55, 0), (0.4, 1))),),
        (("-", ((0.2, 0.3), (0.5, 0), (0.5, 1))), ("-", ((0.15, 1), (0.9, 0.98)))),
        (("-", ((0.35, 0.2), (0.5, 0), (0.35, 1), (0.1, 1.0), (0.8, 0.95))),),
    ),
    2: (
        (("~", ((0.1, 0.25), (0.4, 0), (0.85, 0.2), (0.6, 0.6), (0.05, 1))), ("-", ((0.05, 1), (1, 0.97)))),
        (
            (
                "~",
                (
                    (0.1, 0.3),
                    (0.4, 0),
                    (0.8, 0.2),
                    (0.55, 0.65),
                    (0.1, 1),
                    (0.02, 0.85),
                    (0.3, 0.82),
                    (0.6, 0.97),
                    (1, 0.9),
                ),
            ),
        ),
        (
            (
                "~",
                (
                    (0.3, 0.3),
                    (0.35, 0.05),
                    (0.75, 0.1),
                    (0.7, 0.5),
                    (0.2, 0.95),
                    (-0.1, 0.95),
                    (-0.1, 0.75),
                    (0.15, 0.75),
                    (0.5, 0.95),
                    (1.1, 0.85),
                ),
            ),
        ),
        (
            (
                "~",
                (
                    (0.4, 0.25),
                    (0.25, 0.1),
                    (0.55, 0),
                    (0.8, 0.25),
                    (0.5, 0.7),
                    (0.0, 1),
                    (-0.25, 0.9),
                    (-0.1, 0.7),
                    (0.3, 0.9),
                    (0.7, 1),
                    (1.1, 0.88),
                ),
            ),
        ),
        (
            ("~", ((0.5, 0.3), (0.3, 0.2), (0.45, 0), (0.8, 0.15), (0.65, 0.55), (0.1, 0.95))),
            ("~", ((0.1, 0.95), (0.5, 0.9), (1.0, 1))),
        ),
    ),
    3: (
        (("~", ((0.1, 0.15), (0.5, 0), (0.85, 0.2), (0.35, 0.45), (0.95, 0.7), (0.5, 1), (0.0, 0.85))),),
        (("-", ((0.1, 0), (0.85, 0), (0.35, 0.4))), ("~", ((0.35, 0.4), (0.95, 0.65), (0.5, 1), (0.0, 0.9)))),
        (("~", ((0.4, 0.25), (0.2, 0.15), (0.5, 0), (0.8, 0.2), (0.4, 0.48), (0.9, 0.72), (0.4, 1), (-0.05, 0.85))),),
        (
            (
                "~",
                (
                    (0.3, 0.3),
                    (0.45, 0.02),
                    (0.75, 0.15),
                    (0.45, 0.45),
                    (0.35, 0.42),
                    (0.85, 0.6),
                    (0.5, 1),
                    (0.0, 0.9),
                    (0.1, 0.8),
                ),
            ),
        ),
    ),
    4: (
        (("-", ((0.45, 0), (0.0, 0.65), (1, 0.6))), ("-", ((0.75, 0.3), (0.65, 1)))),
        (("-", ((0.65, 0), (0.0, 0.68), (1, 0.65))), ("-", ((0.67, 0.0), (0.62, 1)))),
        (("-", ((0.1, 0), (0.05, 0.5), (0.9, 0.5))), ("-", ((0.8, 0), (0.75, 1)))),
        (("-", ((0.55, 0), (0.0, 0.95))), ("-", ((0.55, 0), (0.75, 1))), ("-", ((0.0, 0.65), (1, 0.6)))),
        (("~", ((0.2, 0.05), (0.0, 0.5), (0.35, 0.6), (0.85, 0.45))), ("-", ((0.8, 0.1), (0.65, 1.1)))),
        (("-", ((0.35, 0.1), (0.0, 0.6), (1.1, 0.55))), ("-", ((0.9, 0), (0.5, 1.1)))),
    ),
    5: (
        (
            ("-", ((0.9, 0), (0.25, 0.02), (0.2, 0.45))),
            ("~", ((0.2, 0.45), (0.6, 0.38), (0.85, 0.7), (0.45, 1), (0.0, 0.9))),
        ),
        (
            ("~", ((0.25, 0.1), (0.2, 0.45), (0.6, 0.4), (0.85, 0.7), (0.5, 1), (0.0, 0.92))),
            ("-", ((0.3, 0.05), (1.05, -0.03))),
        ),
        (
            ("-", ((0.35, 0.05), (0.15, 0.5))),
            ("~", ((0.15, 0.5), (0.5, 0.42), (0.7, 0.6), (0.55, 0.9), (0.0, 1))),
            ("-", ((0.4, 0.0), (1.2, 0.0))),
        ),
        (("~", ((1, 0), (0.4, 0.05), (0.3, 0.4), (0.7, 0.5), (0.7, 0.85), (0.3, 1), (0.05, 0.85))),),
    ),
    6: (
        (("~", ((0.75, 0), (0.25, 0.3), (0.05, 0.75), (0.45, 1), (0.85, 0.75), (0.5, 0.52), (0.1, 0.75))),),
        (("~", ((0.6, 0), (0.15, 0.5), (0.2, 0.95), (0.7, 0.95), (0.75, 0.6), (0.35, 0.6), (0.15, 0.85))),),
        (("~", ((0.9, 0.08), (0.5, 0), (0.1, 0.5), (0.3, 1), (0.9, 0.85), (0.7, 0.5), (0.1, 0.65))),),
    ),
    7: (
        (("-", ((0, 0.03), (0.9, 0), (0.35, 1))),),
        (("-", ((0, 0.03), (0.9, 0), (0.4, 1))), ("-", ((0.2, 0.5), (0.9, 0.47)))),
        (
            ("~", ((0, 0.15), (0.2, 0.02), (0.55, 0.1), (0.95, 0))),
            ("-", ((0.95, 0), (0.3, 1))),
            ("-", ((0.2, 0.55), (0.95, 0.45))),
        ),
        (("-", ((0.0, 0.2), (0.05, 0.02), (0.9, 0), (0.45, 1))),),
        (("~", ((0.05, 0.1), (0.4, 0.08), (0.9, 0), (0.6, 0.5), (0.3, 1.1))), ("-", ((0.3, 0.6), (1.1, 0.5)))),
    ),
    8: (
        (
            (
                "~",
                (
                    (0.8, 0.12),
                    (0.45, 0),
                    (0.15, 0.22),
                    (0.5, 0.47),
                    (0.9, 0.75),
                    (0.5, 1),
                    (0.08, 0.78),
                    (0.5, 0.47),
                    (0.82, 0.2),
                    (0.7, 0.05),
                ),
            ),
        ),
        (
            (
                "~",
                (
                    (0.5, 0.48),
                    (0.15, 0.2),
                    (0.5, 0),
                    (0.85, 0.2),
                    (0.5, 0.48),
                    (0.05, 0.78),
                    (0.5, 1),
                    (0.95, 0.78),
                    (0.5, 0.48),
                ),
            ),
        ),
        (("~", ((0.9, 0.05), (0.3, 0.1), (0.35, 0.42), (0.8, 0.7), (0.45, 1), (0.15, 0.8), (0.6, 0.4), (1.0, 0.0))),),
    ),
    9: (
        (("~", ((0.8, 0.2), (0.4, 0), (0.08, 0.3), (0.4, 0.5), (0.8, 0.2))), ("-", ((0.82, 0.1), (0.7, 1)))),
        (
            (
                "~",
                ((0.8, 0.15), (0.35, 0.02), (0.1, 0.35), (0.5, 0.5), (0.82, 0.15), (0.78, 0.7), (0.4, 1), (0.05, 0.9)),
            ),
        ),
        (
            (
                "~",
                (
                    (0.75, 0.1),
                    (0.3, 0.05),
                    (0.15, 0.35),
                    (0.55, 0.4),
                    (0.8, 0.05),
                    (0.7, 0.6),
                    (0.35, 1.1),
                    (0.0, 1.15),
                ),
            ),
        ),
        (
            ("~", ((0.7, 0.15), (0.4, 0.0), (0.1, 0.25), (0.3, 0.45), (0.75, 0.2))),
            ("~", ((0.75, 0.1), (0.6, 0.7), (0.1, 1.15))),
        ),
    ),
}


def draw_strokes(count: int, rng: np.random.Generator, jitter: float = 0.05) -> Glyphs:
    """Digits from the shapes above, every point moved a little."""
    fields, labels = [], []
    for _ in range(count):
        label = int(rng.integers(10))
        shape = SHAPES[label][rng.integers(len(SHAPES[label]))]
        width = INNER * rng.uniform(0.42, 0.85)
        shift = rng.normal(0, jitter, (32, 2))
        known: dict[tuple[float, float], Array] = {}
        lines = np.zeros((SIDE, SIDE), np.uint8)
        for kind, points in shape:
            moved = np.array([known.setdefault(p, np.array(p) + shift[len(known)]) for p in points])
            path = rounded(moved) if kind == "~" else moved
            xy = np.column_stack((path[:, 0] * width + (SIDE - width) / 2, path[:, 1] * 36 + 5))
            cv2.polylines(lines, [np.rint(xy * 16).astype(np.int32)], False, 1, 1, cv2.LINE_8, 4)
        fields.append(_field(_upright(lines.astype(bool))))
        labels.append(label)
    return Glyphs(np.stack(fields), np.array(labels, np.uint8))


def rounded(points: Array, steps: int = 8) -> Array:
    """A Catmull-Rom curve through the points."""
    padded = np.vstack((2 * points[0] - points[1], points, 2 * points[-1] - points[-2]))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack((*pieces, points[-1:]))
