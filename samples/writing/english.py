"""What an English OCR reads on a Vietnamese page: the garbled text layers and dumps that scanners leave behind.

The pages are really read with `tesseract -l eng`. Since we know where each printed word stands, the true text of every
line that the OCR saw can be put together by geometry.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from reportlab.pdfgen.canvas import Canvas

from writing.scanning import Scanner, turn_matrix
from writing.sheets import PAGE_HEIGHT, PAGE_WIDTH, PlacedWord, Sheet


class TesseractMissingError(Exception):
    """The program or its English data is not installed."""


@dataclass(frozen=True)
class OcrWord:
    """A word as the English OCR read it; box in pixels."""

    text: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class OcrLine:
    """A line of the OCR, and the paragraph it belongs to."""

    paragraph: tuple[int, int]
    words: tuple[OcrWord, ...]

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return (
            min(word.left for word in self.words),
            min(word.top for word in self.words),
            max(word.left + word.width for word in self.words),
            max(word.top + word.height for word in self.words),
        )

    @property
    def text(self) -> str:
        """The words, separated by spaces."""
        return " ".join(word.text for word in self.words)


def read_english(picture: bytes) -> tuple[OcrLine, ...]:
    """Lines of a page picture (PNG or JPEG) in the order of `tesseract -l eng --psm 3`."""
    program = shutil.which("tesseract")
    if program is None:
        raise TesseractMissingError("Tesseract is not installed: type `sudo apt-get install tesseract-ocr`.")
    command = [program, "stdin", "stdout", "-l", "eng", "--dpi", "200", "--psm", "3", "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=picture, capture_output=True, env=environment, check=True)
    lines: dict[tuple[int, int, int], list[OcrWord]] = {}
    for row in done.stdout.decode().splitlines()[1:]:
        cell = row.split("\t")
        if cell[0] == "5" and cell[11].strip():
            key = (int(cell[2]), int(cell[3]), int(cell[4]))
            lines.setdefault(key, []).append(OcrWord(cell[11].strip(), *map(int, cell[6:10])))
    return tuple(OcrLine(key[:2], tuple(words)) for key, words in lines.items())


@dataclass(frozen=True)
class EnglishPage:
    """A page as the English OCR saw it, and what really stands in each of its lines."""

    lines: tuple[OcrLine, ...]
    truth: tuple[str, ...]
    """One entry per line; empty where the OCR saw a stamp or dirt."""

    def dump(self) -> str:
        """The page as text, with an empty line between paragraphs."""
        return self._spaced([line.text for line in self.lines])

    def restored(self) -> str:
        """The true text, line for line."""
        return self._spaced(list(self.truth))

    def _spaced(self, texts: list[str]) -> str:
        out: list[str] = []
        for before, line, text in zip((None, *self.lines), self.lines, texts, strict=False):
            if before is not None and before.paragraph != line.paragraph:
                out.append("")
            out.append(text)
        return "\n".join(out) + "\n"

    def layer(self, dpi: int) -> Callable[[Canvas], None]:
        """A function that draws the OCR's words in render mode 3 over a page picture, as scanners do."""
        return lambda canvas: draw_invisible(canvas, self.lines, 72 / dpi)


def draw_invisible(canvas: Canvas, lines: tuple[OcrLine, ...], scale: float) -> None:
    """Each word stretched over its picture; `scale` is points per pixel."""
    text = canvas.beginText()
    text.setTextRenderMode(3)
    for line in lines:
        _, top, _, bottom = line.box
        size = max(4.0, (bottom - top) * scale * 0.8)
        for word in line.words:
            printable = word.text.encode("cp1252", "replace").decode("cp1252")
            natural = canvas.stringWidth(printable, "Times-Roman", size)
            text.setFont("Times-Roman", size)
            text.setHorizScale(100 * word.width * scale / natural if natural else 100)
            text.setTextOrigin(word.left * scale, PAGE_HEIGHT - bottom * scale + size * 0.2)
            text.textOut(f"{printable} ")
    canvas.drawText(text)


def centres(words: list[PlacedWord], scanner: Scanner, number: int) -> list[tuple[float, float]]:
    """Where the middle of each printed word lies on the scan of page `number`, in pixels."""
    scale = scanner.dpi / 72
    turn = turn_matrix(scanner, number, round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale))
    points = [(word.x + word.width / 2, word.baseline - word.size * 0.25, 1.0) for word in words]
    pixels = np.asarray(points) * (scale, scale, 1.0)
    return [(float(x), float(y)) for x, y in pixels @ turn.T]


def true_lines(lines: tuple[OcrLine, ...], words: list[PlacedWord], middles: list[tuple[float, float]]) -> list[str]:
    """What is printed where the OCR saw each line: a printed word goes to the nearest line whose box reaches it."""
    found: list[list[tuple[float, str]]] = [[] for _ in lines]
    for word, (x, y) in zip(words, middles, strict=True):
        near = []
        for number, line in enumerate(lines):
            left, top, right, bottom = line.box
            slack = (bottom - top) / 2
            if left - slack <= x <= right + slack and top - slack <= y <= bottom + slack:
                near.append((abs(y - (top + bottom) / 2), number))
        if near:
            found[min(near)[1]].append((word.x, word.text))
    return [" ".join(text for _, text in sorted(entry)) for entry in found]


def read_page(picture: bytes, sheet: Sheet, scanner: Scanner, number: int) -> EnglishPage:
    """Read one page picture and find the true text of its lines."""
    lines = read_english(picture)
    return EnglishPage(lines, tuple(true_lines(lines, sheet.words, centres(sheet.words, scanner, number))))
