"""Made-up slots of letterheads: print on both sides, a number written by hand between, scanned badly.

A page is grey, 0 ink to 1 paper, at the resolution of the scan. What stands beside the number is printed, so that the
reader learns to leave remains of print alone wherever the slot was cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from handwriting_glyphs import INNER, OTHER, SIDE, STEPS, Glyphs, rounded
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]
"""Share of ink, 0 to 1."""
Rng = np.random.Generator
PRINT_EM = 96
NEIGHBOURS = (
    (("Số:", "Số :", "SỐ:", "Số", "số:"), ("/KH", "/KH-", "/CTr", "/QĐ", "/UB", "/BC", "/TB", "-KH", "/ KH"), False),
    (("ngày", "ngày", "Ngày"), ("tháng", "tháng", "/"), True),
    (("tháng", "tháng", "/"), ("năm", "năm"), True),
)
"""What stands left and right of a serial, a day, a month, and whether it is mostly italic."""


@dataclass(frozen=True)
class Print:
    """A printed piece at PRINT_EM: ink, and the row of its baseline."""

    ink: Ink
    baseline: int


@lru_cache(maxsize=4096)
def printed(files: tuple[Path, ...], text: str) -> Print:
    """A text in a font; the files of one face follow each other where the first lacks a letter."""
    fonts = [ImageFont.truetype(str(file), PRINT_EM) for file in files]
    image = Image.new("L", (PRINT_EM * (len(text) + 2), PRINT_EM * 3))
    pen, x = ImageDraw.Draw(image), float(PRINT_EM)
    for letter in text:
        font = next((font for font in fonts if _has(font, letter)), fonts[0])
        pen.text((x, 2 * PRINT_EM), letter, font=font, fill=255, anchor="ls")
        x += font.getlength(letter)
    box = image.getbbox() or (0, 0, 1, 1)
    return Print(np.asarray(image.crop(box), np.float32) / 255, 2 * PRINT_EM - box[1])


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return font.getmask(letter).getbbox() != font.getmask("\ufffe").getbbox() or bytes(font.getmask(letter)) != bytes(
        font.getmask("\ufffe")
    )


@dataclass(frozen=True)
class Faces:
    """Faces of print: upright and italic, each as the files that hold its letters."""

    upright: tuple[tuple[Path, ...], ...]
    italic: tuple[tuple[Path, ...], ...]


def put(page: Ink, ink: Ink, left: int, top: int) -> None:
    """Lay ink onto a page; what reaches over its edge is lost."""
    rows, columns = page.shape
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(rows, top + ink.shape[0]), min(columns, left + ink.shape[1])
    if y1 > y0 and x1 > x0:
        np.maximum(page[y0:y1, x0:x1], ink[y0 - top : y1 - top, x0 - left : x1 - left], out=page[y0:y1, x0:x1])


def put_print(page: Ink, piece: Print, em: float, left: float, baseline: float) -> float:
    """Lay a printed piece onto a page; gives the column where it ends."""
    scale = em / PRINT_EM
    size = (max(1, round(piece.ink.shape[1] * scale)), max(1, round(piece.ink.shape[0] * scale)))
    small = cv2.resize(piece.ink, size, interpolation=cv2.INTER_AREA)
    put(page, small, round(left), round(baseline - piece.baseline * scale))
    return left + size[0]


@dataclass(frozen=True)
class Hand:
    """What the digits of one number have in common."""

    height: float
    pen: float
    """Width of the line, in pixels."""
    slant: float
    aspect: float
    gap: float
    """Between digits, as share of their height; negative where they run into each other."""
    uneven: float


def some_hand(em: float, rng: Rng) -> Hand:
    share = rng.uniform(0.55, 1.2)
    return Hand(
        height=em * share,
        pen=em * rng.uniform(0.045, 0.125) * min(1.0, 0.35 + 0.7 * share),
        slant=rng.uniform(-0.15, 0.45),
        aspect=rng.uniform(0.75, 1.25),
        gap=rng.choice([rng.uniform(0.0, 0.3), rng.uniform(-0.12, 0.08)], p=[0.65, 0.35]),
        uneven=rng.uniform(0.02, 0.12),
    )


def written(chosen: Sequence[int], glyphs: Glyphs, hand: Hand, rng: Rng) -> tuple[Ink, int, int]:
    """A number as ink, with the column it begins at and the row that its digits stand on."""
    h = hand.height
    canvas = np.full((round(h * 3.6), round(h * (1.3 * len(chosen) + 2))), 99.0, np.float32)
    base = h * 2.2
    edge: NDArray[np.float64] = np.full(canvas.shape[0], h * 0.8)
    drift = rng.normal(0, 0.05)
    for place, index in enumerate(chosen):
        size = h * (1 + rng.normal(0, hand.uneven))
        stretch = rng.uniform(1.0, 1.45) if glyphs.labels[index] in (1, 4, 7, 9) and rng.random() < 0.3 else 1.0
        sx, sy = size / INNER * hand.aspect * rng.uniform(0.88, 1.12), size * stretch / INNER
        slant, turn = hand.slant + rng.normal(0, 0.05), rng.normal(0, 0.06)
        turning = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        matrix = turning @ np.array([[sx, -slant * sy], [0, sy]])
        box = min(canvas.shape[0], round(SIDE * max(sx, sy) * 1.4))
        low = rng.normal(0, hand.uneven) * h * 0.5 + drift * place * h * 0.3
        offset = np.array([box / 2, box / 2]) - matrix @ np.array([SIDE / 2, SIDE / 2])
        drawn = cv2.warpAffine(
            glyphs.fields[index],
            np.column_stack((matrix, offset)),
            (box, box),
            borderValue=(255,),
            flags=cv2.INTER_LINEAR,
        )
        distance = drawn.astype(np.float32) / STEPS * np.float32(np.sqrt(sx * sy))
        top = round(base - size * (0.5 + 0.5 * min(stretch, 1.2)) - (box - size * stretch) / 2 + low)
        top = max(0, min(canvas.shape[0] - box, top))
        left = _beside(distance, edge, top, hand.gap * h, hand.pen)
        if left + box > canvas.shape[1]:
            canvas = np.pad(canvas, ((0, 0), (0, left + box - canvas.shape[1])), constant_values=99.0)
        part = canvas[top : top + box, left : left + box]
        np.minimum(part, distance[: part.shape[0]], out=part)
    canvas = canvas[:, : round(float(edge.max()) + h)]
    if rng.random() < 0.5:
        canvas = _shaken(canvas, h, rng)
    pen = hand.pen * rng.uniform(0.9, 1.1)
    ink = np.clip(pen / 2 - canvas + 0.5, 0, 1).astype(np.float32)
    used = np.flatnonzero(ink.max(axis=0) > 0.2)
    start, end = (int(used[0]), int(used[-1]) + 1) if len(used) else (0, 1)
    return ink[:, start:end], 0, round(base)


def _beside(distance: Ink, edge: NDArray[np.float64], top: int, gap: float, pen: float) -> int:
    """Where a digit begins so that it keeps the gap to what stands before it, row by row as hands do, and takes its
    place in `edge`."""
    dark = distance < pen / 2
    box = distance.shape[0]
    rows = np.flatnonzero(dark.any(axis=1))
    if not len(rows):
        return int(edge.max())
    first = dark.argmax(axis=1)[rows]
    last = box - 1 - dark[:, ::-1].argmax(axis=1)[rows]
    # A hand keeps digits apart by their bodies, not by the nearest points only.
    apart = 0.5 * (edge[top + rows] - first).max() + 0.5 * (edge.max() - first.min())
    left = max(0, round(float(apart + gap)))
    reach = max(2, box // 8)
    for row, column in zip(rows, last, strict=True):
        near = slice(max(0, top + row - reach), top + row + reach)
        edge[near] = np.maximum(edge[near], left + column)
    return left


def _shaken(canvas: Ink, height: float, rng: Rng) -> Ink:
    rows, columns = canvas.shape
    coarse = rng.normal(0, height * 0.025, (2, 5, max(3, round(columns / height * 2)))).astype(np.float32)
    dx, dy = (cv2.resize(part, (columns, rows), interpolation=cv2.INTER_LINEAR) for part in coarse)
    dx += np.arange(columns, dtype=np.float32)
    dy += np.arange(rows, dtype=np.float32)[:, None]
    return cv2.remap(canvas, dx, dy, cv2.INTER_LINEAR, borderValue=(99,))


def scribble(width: float, height: float, pen: float, kind: str, rng: Rng) -> Ink:
    """What is no number: `line` and `zigzag` cross something out, `stroke` is a signature, `arc` is of a stamp."""
    rows, columns = max(4, round(height)), max(4, round(width))
    ink = np.zeros((rows, columns), np.uint8)
    if kind == "line":
        points = np.array([[0, rows * rng.uniform(0.3, 0.7)], [columns, rows * rng.uniform(0.3, 0.7)]])
    elif kind == "zigzag":
        n = int(rng.integers(5, 14))
        points = np.column_stack((np.linspace(0, columns, n), rows * rng.uniform(0.05, 0.95, n)))
    elif kind == "stroke":
        n = int(rng.integers(5, 12))
        points = rounded(np.column_stack((columns * rng.uniform(0, 1, n), rows * rng.uniform(0, 1, n))))
    else:
        turn = np.linspace(0, 2 * np.pi, 80)
        points = np.column_stack((np.cos(turn), np.sin(turn))) * columns * rng.uniform(0.6, 1.2)
        points += (columns * rng.uniform(-0.3, 1.3), rows * rng.uniform(-0.3, 1.3))
    lines = [np.rint(points * 16).astype(np.int32)]
    cv2.polylines(ink, lines, False, 255, max(1, round(pen)), cv2.LINE_AA, 4)
    return (ink / 255).astype(np.float32)


def dots(page: Ink, left: float, right: float, *, baseline: float, em: float, rng: Rng) -> None:
    """A dotted line to write on."""
    pitch, size = em * rng.uniform(0.18, 0.34), em * rng.uniform(0.04, 0.075)
    for x in np.arange(left + rng.uniform(0, pitch), right - size, pitch):
        cv2.circle(page, (round(x * 16), round((baseline - size) * 16)), round(size * 16), 1.0, -1, cv2.LINE_AA, 4)


def some_slash(page: Ink, left: float, baseline: float, em: float, rng: Rng) -> float:
    """A printed slash as some typeface has it, which must not be taken for a 1; gives its width."""
    width, top, bottom = (em * rng.uniform(*span) for span in ((0.1, 0.34), (0.62, 0.82), (-0.02, 0.26)))
    ends = [(round(16 * x), round(16 * y)) for x, y in ((left, baseline + bottom), (left + width, baseline - top))]
    cv2.line(page, *ends, 1.0, max(1, round(em * rng.uniform(0.03, 0.09))), cv2.LINE_AA, 4)
    return width + em * rng.uniform(0, 0.06)


def dirt(page: Ink, em: float, rng: Rng) -> None:
    """Specks, and remains of what stands above and below the line."""
    rows, columns = page.shape
    for _ in range(rng.poisson(2.0) if rng.random() < 0.35 else 0):
        x, y, size = rng.integers(columns), rng.integers(rows), em * rng.uniform(0.01, 0.05)
        cv2.circle(page, (int(x), int(y)), max(0, round(size)), 1.0, -1)
    if rng.random() < 0.1:
        y = round(rng.choice([rng.uniform(0, 0.12), rng.uniform(0.9, 1.0)]) * rows)
        x = rng.uniform(-0.5, 0.8) * columns
        cv2.line(page, (round(x), y), (round(x + rng.uniform(0.3, 1.2) * columns), y), 1.0, max(1, round(em * 0.05)))


def scanned(ink: Ink, darkness: Ink, rng: Rng) -> NDArray[np.uint8]:
    """A page as a scanner gives it: in black and white, or grey and squeezed as JPEG."""
    spread = rng.uniform(0.3, 1.0)
    soft = cv2.GaussianBlur(ink, (0, 0), spread)
    if rng.random() < 0.55:
        noise = cv2.GaussianBlur(rng.standard_normal(ink.shape, np.float32), (0, 0), 0.7)
        level = rng.uniform(0.3, 0.55) + noise * rng.uniform(0, 0.12)
        return np.where(soft * np.maximum(darkness, 0.75) > level, 0, 255).astype(np.uint8)
    paper = rng.uniform(225, 255)
    grey = (
        paper
        - soft * darkness * (paper - rng.uniform(0, 50))
        + rng.standard_normal(ink.shape, np.float32) * np.float32(rng.uniform(0, 6))
    )
    page = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.7:
        packed = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 92))])[1]
        page = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.uint8)
    return page


@dataclass(frozen=True)
class Example:
    """A picture of a slot: where print leaves room, and what is written there."""

    grey: NDArray[np.uint8]
    labels: tuple[int, ...]
    left: float
    """End of the print before the number."""
    right: float
    """Begin of the print after it."""
    baseline: float
    em: float


def some_digits(rng: Rng) -> list[int]:
    count = int(rng.choice([1, 2, 3, 4, 5], p=[0.12, 0.36, 0.27, 0.2, 0.05]))
    digits = [int(d) for d in rng.integers(0, 10, count)]
    if count == 2 and rng.random() < 0.5:
        digits = [int(d) for d in f"{rng.integers(1, 32):02d}"]
    return digits


def some_example(pools: Sequence[Glyphs], weights: Sequence[float], faces: Faces, rng: Rng) -> Example:
    """One slot of any kind; one in eight is none with a number."""
    em = float(rng.choice([rng.uniform(33, 42), rng.uniform(42, 60)], p=[0.7, 0.3]))
    befores, afters, slanted = NEIGHBOURS[rng.choice(3, p=[0.5, 0.38, 0.12])]
    italic = slanted if rng.random() < 0.9 else not slanted
    face = (faces.italic if italic else faces.upright)[rng.integers(len(faces.italic if italic else faces.upright))]
    page = np.zeros((round(em * 3.4), round(em * 11)), np.float32)
    baseline = em * 1.9
    left = put_print(page, printed(face, str(rng.choice(befores))), em, em * 1.0, baseline)
    print_only = page.copy()
    start = left + em * rng.choice([rng.uniform(0.0, 0.8), rng.uniform(-0.12, 0.12)], p=[0.75, 0.25])
    kind = rng.choice(
        ["number", "empty", "letters", "crossed", "stroke", "print"], p=[0.84, 0.04, 0.03, 0.025, 0.025, 0.04]
    )
    labels, end = _fill(page, str(kind), start, baseline=baseline, em=em, writers=(pools, weights), face=face, rng=rng)
    right = end + em * rng.choice([rng.uniform(0.0, 1.0), rng.uniform(-0.12, 0.1)], p=[0.75, 0.25])
    right = max(right, left + em * 0.5)
    pen = page - print_only
    if rng.random() < 0.33:
        dots(page, left, right if rng.random() < 0.6 else left + em * 1.2, baseline=baseline, em=em, rng=rng)
    elif rng.random() < 0.06:
        cv2.line(page, (round(left), round(baseline)), (round(right), round(baseline)), 1.0, max(1, round(em * 0.04)))
    after = str(rng.choice(afters))
    if after[0] == "/" and rng.random() < 0.6:
        after, print_from = after[1:].strip() or "K", right + some_slash(page, right, baseline, em, rng)
    else:
        print_from = right
    put_print(page, printed(face, after), em, print_from, baseline)
    dirt(page, em, rng)
    rows = slice(round(baseline - em * 1.4), round(baseline + em * 0.75))
    columns = slice(max(0, round(left - em * 1.3)), round(right + em * 1.3))
    page, pen = np.ascontiguousarray(page[rows, columns]), pen[rows, columns]
    left, right, baseline = left - columns.start, right - columns.start, baseline - rows.start
    dark = np.where(pen > 0.05, np.float32(rng.uniform(0.45, 1.0)), np.float32(1))
    skew = rng.normal(0, 0.006)
    if abs(skew) > 0.004:
        matrix = np.array([[1, 0, 0], [skew, 1, -skew * (left + right) / 2]])
        page, dark = (cv2.warpAffine(p, matrix, p.shape[::-1], borderValue=(f,)) for p, f in ((page, 0), (dark, 1)))
    return Example(scanned(page, dark, rng), labels, left, right, baseline, em)


def _fill(
    page: Ink,
    kind: str,
    start: float,
    *,
    baseline: float,
    em: float,
    writers: tuple[Sequence[Glyphs], Sequence[float]],
    face: tuple[Path, ...],
    rng: Rng,
) -> tuple[tuple[int, ...], float]:
    """Write into a slot; gives its labels and where the writing ends."""
    if kind == "empty":
        return (), start + em * rng.uniform(0, 2.5)
    digits = some_digits(rng)
    if kind == "print":
        return tuple(digits), put_print(page, printed(face, "".join(map(str, digits))), em, start, baseline)
    (pools, weights), hand = writers, some_hand(em, rng)
    if kind == "stroke":
        width = em * rng.uniform(0.8, 3)
        ink = scribble(width, em * rng.uniform(0.7, 1.6), hand.pen, str(rng.choice(["stroke", "zigzag"])), rng)
        put(page, ink, round(start), round(baseline - em * rng.uniform(0.6, 1.1)))
        return (OTHER,), start + width
    pool = pools[rng.choice(len(pools), p=weights)]
    if kind == "letters":
        pool, labels = next(p for p in pools if len(p.of(OTHER))), [*digits[:4], OTHER]
        if rng.random() < 0.4:
            labels = [OTHER] * int(rng.integers(1, 4))
    else:
        labels = digits
    ink, _, base = written([int(rng.choice(pool.of(label))) for label in labels], pool, hand, rng)
    put(page, ink, round(start), round(baseline - base + em * rng.normal(0, 0.08)))
    if kind == "crossed":
        cross = scribble(ink.shape[1], hand.height, hand.pen, str(rng.choice(["line", "line", "zigzag"])), rng)
        put(page, cross, round(start), round(baseline - hand.height))
        return (OTHER,), start + ink.shape[1]
    return tuple(labels), start + ink.shape[1]
