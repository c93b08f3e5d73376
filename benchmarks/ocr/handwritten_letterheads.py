"""How numbers written by hand into letterheads are read, end to end: made-up scans in, header out.

    PYTHONPATH=src python benchmarks/ocr/handwritten_letterheads.py MNIST_FOLDER FONTS_FOLDER [--pages 100]

The folders are those of `train_handwriting.py`. Writers and hands are the held-out ones. Each page is a printed
letterhead with room for serial and day; numbers are written into it, and it is scanned in black and white, in grey or
in colour (a blue pen), at 200 to 300 dpi. Every fourth slot holds what is no number: nothing, dots, a number with a
letter, a number crossed out, a signature; every tenth number is printed. Counted are the numbers read right, read
wrong, and left open. Of 108 numbers written by hand on 80 pages the shipped weights read 60 right and 1 wrong, those of
4000 steps 50 right and 2 wrong; of 38 slots with something else none was taken for a number.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from handwriting_glyphs import OTHER, Glyphs, draw_strokes, read_mnist
from handwriting_sources import hands_of
from handwriting_strips import PRINT_EM, Ink, Rng, dots, printed, put, put_print, scanned, scribble, some_hand, written
from PIL import Image

from planparse.options import Options
from planparse.pipeline import extract

BODIES = (
    ("UBND TỈNH SƠN HẢI", "SỞ NÔNG NGHIỆP", "/KH-SNN"),
    ("UBND HUYỆN AN BÌNH", "PHÒNG NỘI VỤ", "/KH-PNV"),
    ("ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP", "/KH-UBND"),
    ("BỘ CÔNG NGHIỆP", "TRƯỜNG CAO ĐẲNG SƠN HẢI", "/KH-CĐSH"),
)
BODY = (
    "Thực hiện Kế hoạch công tác năm của ngành, đơn vị xây dựng kế hoạch",
    "triển khai với các nội dung như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Nâng cao chất lượng công tác phục vụ nhân dân trên địa bàn.",
    "2. Các phòng, ban phối hợp chặt chẽ, bảo đảm đúng tiến độ đề ra.",
)
KINDS = ("number", "printed", "empty", "dots", "letter", "crossed", "stroke")
CHANCES = (0.66, 0.09, 0.05, 0.05, 0.05, 0.05, 0.05)


@dataclass(frozen=True)
class Face:
    normal: tuple[Path, ...]
    bold: tuple[Path, ...]
    italic: tuple[Path, ...]


@dataclass(frozen=True)
class Filled:
    """What stands in a slot, and what a reader may say of it."""

    kind: str
    text: str

    def outcome(self, read: str | None) -> str:
        if read is None:
            return "open"
        if self.kind in ("number", "printed"):
            return "right" if read.lstrip("0") == self.text.lstrip("0") else "wrong"
        return "wrong"


def faces(fonts: Path) -> list[Face]:
    def files(name: str, weight: str) -> tuple[Path, ...]:
        found = (fonts / name / "files" / f"{name}-{subset}-{weight}.woff" for subset in ("latin", "vietnamese"))
        return tuple(file for file in found if file.exists())

    return [
        Face(*(files(n, w) for w in ("400-normal", "700-normal", "400-italic"))) for n in ("tinos", "tinos", "gelasio")
    ]


class Page:
    """A page of print and of pen, at em pixels for 13.5 points."""

    def __init__(self, em: float) -> None:
        self.em = em
        size = (round(em * 34), round(em * 44))
        self.print, self.pen = np.zeros(size, np.float32), np.zeros(size, np.float32)

    def width(self, files: tuple[Path, ...], text: str) -> float:
        return printed(files, text).ink.shape[1] * self.em / PRINT_EM

    def words(self, files: tuple[Path, ...], text: str, left: float, baseline: float) -> float:
        for word in text.split():
            left = put_print(self.print, printed(files, word), self.em, left, baseline) + self.em * 0.28
        return left - self.em * 0.28

    def centred(self, files: tuple[Path, ...], text: str, middle: float, baseline: float) -> None:
        width = sum(self.width(files, w) for w in text.split()) + self.em * 0.28 * text.count(" ")
        self.words(files, text, middle * self.em - width / 2, baseline)

    def rule(self, middle: float, width: float, y: float) -> None:
        x0, x1 = (middle - width / 2) * self.em, (middle + width / 2) * self.em
        cv2.line(self.print, (round(x0), round(y)), (round(x1), round(y)), 1.0, max(1, round(self.em * 0.05)))


def fill(
    page: Page, left: float, baseline: float, digits: str, *, pools: list[Glyphs], files: tuple[Path, ...], rng: Rng
) -> tuple[Filled, float]:
    """Put something into a slot that begins at `left`; gives what it is and where the print goes on."""
    em = page.em
    kind = str(rng.choice(KINDS, p=CHANCES))
    if kind == "printed":
        return Filled(kind, digits), page.words(files, digits, left + em * 0.22, baseline) + em * 0.22
    if kind in ("empty", "dots"):
        end = left + em * rng.uniform(1.2, 2.5)
        if kind == "dots":
            dots(page.print, left + em * 0.1, end, baseline=baseline, em=em, rng=rng)
        return Filled(kind, ""), end
    hand = some_hand(em, rng)
    start = left + em * rng.choice([rng.uniform(0.05, 0.6), rng.uniform(-0.08, 0.1)], p=[0.8, 0.2])
    if kind == "stroke":
        width = em * rng.uniform(1, 2.5)
        put(
            page.pen,
            scribble(width, em * rng.uniform(0.8, 1.5), hand.pen, "stroke", rng),
            round(start),
            round(baseline - em),
        )
        return Filled(kind, ""), start + width
    pool = pools[rng.choice(len(pools), p=(0.5, 0.25, 0.25))]
    labels = [int(digit) for digit in digits]
    if kind == "letter":
        pool, labels = pools[1], [*labels, OTHER]
    ink, _, base = written([int(rng.choice(pool.of(label))) for label in labels], pool, hand, rng)
    put(page.pen, ink, round(start), round(baseline - base + em * rng.normal(0, 0.07)))
    if kind == "crossed":
        put(
            page.pen,
            scribble(ink.shape[1], hand.height, hand.pen, str(rng.choice(["line", "zigzag"])), rng),
            round(start),
            round(baseline - hand.height),
        )
    end = start + ink.shape[1] + em * rng.choice([rng.uniform(0.05, 0.9), rng.uniform(-0.1, 0.08)], p=[0.8, 0.2])
    if rng.random() < 0.3:
        dots(page.print, left, max(left + em, end - em * 0.1), baseline=baseline, em=em, rng=rng)
    return Filled(kind, digits if kind == "number" else ""), end


def letterhead(face: Face, pools: list[Glyphs], rng: Rng) -> tuple[Image.Image, float, Filled, Filled]:
    """A scan, its resolution, and what was written for serial and day."""
    dpi = float(rng.choice([200, 200, 240, 300]))
    page = Page(dpi / 72 * rng.uniform(13, 14))
    em = page.em
    parent, issuer, code = BODIES[rng.integers(len(BODIES))]
    page.centred(face.normal, parent, 11.5, em * 4)
    page.centred(face.bold, issuer, 11.5, em * 5.3)
    page.rule(11.5, 3, em * 5.9)
    page.centred(face.bold, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 31, em * 4)
    page.centred(face.bold, "Độc lập - Tự do - Hạnh phúc", 31, em * 5.3)
    page.rule(31, 11, em * 5.9)
    line = em * rng.uniform(7.4, 7.9)
    serial = str(rng.integers(1, 10 ** int(rng.choice([2, 3, 4]))))
    left = page.words(face.normal, "Số:", em * rng.uniform(7.5, 8.5), line)
    number, end = fill(page, left, line, serial.zfill(2), pools=pools, files=face.normal, rng=rng)
    page.words(face.normal, code, end, line)
    left = page.words(face.italic, "Sơn Hải, ngày", em * rng.uniform(22, 23.5), line)
    day, end = fill(page, left, line, f"{rng.integers(1, 32):02d}", pools=pools, files=face.italic, rng=rng)
    page.words(face.italic, f"tháng {rng.choice([10, 12, '5', '8'])} năm 2019", end + em * 0.05, line)
    page.centred(face.bold, "KẾ HOẠCH", 22, em * 11)
    page.centred(face.bold, "Triển khai công tác cải cách hành chính năm 2020", 22, em * 12.6)
    for i, text in enumerate(BODY):
        page.words(face.normal, text, em * (7 if text[0] in "I12T" else 5.5), em * (15.5 + 1.5 * i))
    return Image.fromarray(scan(page, rng)), dpi, number, day


def scan(page: Page, rng: Rng) -> np.ndarray:
    if rng.random() < 0.25:
        soft_print, soft_pen = (
            cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 0.9))[..., None] for ink in (page.print, page.pen)
        )
        blue = np.array([rng.uniform(0.1, 0.3), rng.uniform(0.2, 0.4), rng.uniform(0.55, 0.8)], np.float32)
        rgb = (250 * (1 - soft_print * 0.85) * (1 - soft_pen * (1 - blue))).astype(np.uint8)
        packed = cv2.imencode(".jpg", rgb[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(50, 90))])[1]
        return cv2.imdecode(packed, cv2.IMREAD_COLOR)[..., ::-1]
    ink: Ink = np.maximum(page.print, page.pen)
    dark = np.where(page.pen > 0.05, np.float32(rng.uniform(0.5, 1.0)), np.float32(1))
    return scanned(ink, dark, rng)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mnist", type=Path)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--keep", type=Path, help="a folder for the pages that were read wrong")
    arguments = parser.parse_args()
    rng = np.random.default_rng(arguments.seed)
    pools = [
        read_mnist(arguments.mnist, "t10k"),
        hands_of(arguments.fonts, held_out=True),
        draw_strokes(2000, rng, 0.07),
    ]
    counts: Counter[tuple[str, str, str]] = Counter()
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.png"
        choice = faces(arguments.fonts)
        for i in range(arguments.pages):
            image, dpi, *filled = letterhead(choice[i % len(choice)], pools, rng)
            image.save(file, dpi=(dpi, dpi))
            began = time.process_time()
            header = extract(file, Options(page_timeout=600)).header
            seconds += time.process_time() - began
            serial = header.number.split("/")[0] if header.number else None
            read = (
                serial if serial and serial.isdigit() else None,
                header.date[-2:] if header.date and len(header.date) == 10 else None,
            )
            for what, slot, value in zip(("serial", "day"), filled, read, strict=True):
                outcome = slot.outcome(value)
                counts[what, slot.kind, outcome] += 1
                if outcome == "wrong":
                    print(f"page {i}: {what} {slot.kind} {slot.text!r} read as {value!r}", flush=True)
                    if arguments.keep:
                        image.save(arguments.keep / f"{i}-{what}.png")
    print(f"{'':8s}{'':10s}{'right':>7s}{'wrong':>7s}{'open':>7s}")
    for what in ("serial", "day"):
        for kind in KINDS:
            row = [counts[what, kind, outcome] for outcome in ("right", "wrong", "open")]
            print(f"{what:8s}{kind:10s}" + "".join(f"{n:7d}" for n in row))
    print(f"{seconds / arguments.pages:.2f} s of CPU time a page, Tesseract not counted")


if __name__ == "__main__":
    main()
