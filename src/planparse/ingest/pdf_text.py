"""The words of a PDF page's text layer with their boxes and fonts, read through PDFium.

PDFium is asked once for the whole text and then once per word, not once per character: 5 ms for a page of a gazette,
where pdfplumber takes 62 ms. pdfminer, which pdfplumber builds on, also hides the text render mode.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2.raw as pdfium

from planparse.ingest.upright import Frame
from planparse.layout.composition import PlacedWord
from planparse.pagetext import BBox
from planparse.textlayer.legacy import SOFT_HYPHEN, without_soft_hyphens

INVISIBLE = 3
"""Text render mode of text that is neither filled nor stroked."""
BREAK = "\x02"
"""What PDFium puts for a hyphen at the end of a line, which it then joins with the next."""
BREAK_IN_BULK = "\ufffe"
"""The same in the text of a whole page in newer versions of PDFium. Without it `46/2002/QĐ-` / `UBND` became
`46/2002/QĐUBND`."""
WORD = re.compile(r"[^\s\x02]+\x02?")
LINE_END = "\r\n"
"""What PDFium puts where it sees another line begin, and where a letter comes from another font: `Thu` / `ốc`."""
TORN = 0.3
"""Share of the height of a word within which it may go on with the one before; a space is wider than ..."""
ABUT = 0.08
"""... the white between two of its letters, as share of their height."""
BEARINGS = 0.2
"""The white between two letters whose places are as wide as their ink, as share of their height; a space has 0.35."""
SUBSET_TAG = re.compile(r"^[A-Z]{6}\+")
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\u200b-\u200f\u2060]")
"""Characters that print nothing."""
UNMAPPED = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf0a8": "◦"}
"""Glyphs of the Symbol and Wingdings fonts that Word uses as bullets, which are in the private use area."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object is set."""

    font: str
    visible: bool


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page and what they are set in."""

    words: tuple[PlacedWord, ...]
    fonts: tuple[str, ...]
    """For each word the font of its first character."""
    characters: int
    invisible: int
    unmapped: int
    by_font: tuple[tuple[str, int], ...]


def read_text_layer(page: Any, frame: Frame) -> TextLayer:
    """The text layer of an open PDFium page, its words in the order of the file.

    Args:
        page: a `FPDF_PAGE` handle.
        frame: maps page coordinates to the upright page.

    Raises:
        RuntimeError: PDFium cannot read the text of the page.
    """
    handle = pdfium.FPDFText_LoadPage(page)
    if not handle:
        raise RuntimeError("the text layer cannot be read")
    try:
        return _read(handle, frame)
    finally:
        pdfium.FPDFText_ClosePage(handle)


def _read(handle: Any, frame: Frame) -> TextLayer:
    text = _text(handle)
    soft_hyphens_print = without_soft_hyphens(text) == text
    styles: dict[int, Style] = {}
    words: list[PlacedWord] = []
    fonts: list[str] = []
    by_font: Counter[str] = Counter()
    boxes = Boxes(handle, frame)
    invisible = behind = 0
    for match in WORD.finditer(text):
        raw = match.group()
        word = _legible(raw) if soft_hyphens_print else _legible(raw).replace(SOFT_HYPHEN, "")
        start = match.start()
        box = boxes.around(start, match.end() - start)
        if not word or box is None:
            continue
        torn = bool(words) and text[behind:start] == LINE_END and box.x0 - words[-1].bbox.x1 < TORN * box.height
        if torn and boxes.abut(behind - 1, start):
            words[-1] = replace(words[-1], text=words[-1].text + word, bbox=words[-1].bbox.union(box))
            behind = match.end()
            continue
        behind = match.end()
        style = _style(handle, start, styles)
        by_font[style.font] += len(word)
        invisible += 0 if style.visible else len(word)
        words.append(PlacedWord(word, box))
        fonts.append(style.font)
    unmapped = sum(c != BREAK and c not in BULLETS for c in UNMAPPED.findall(text))
    return TextLayer(tuple(words), tuple(fonts), by_font.total(), invisible, unmapped, tuple(by_font.most_common()))


def _text(handle: Any) -> str:
    """The text of the page; the offset of a character is its index in PDFium."""
    count = pdfium.FPDFText_CountChars(handle)
    if count <= 0:
        return ""
    buffer = ctypes.create_string_buffer((count + 1) * 2)
    written = pdfium.FPDFText_GetText(handle, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    units = buffer.raw[: max(0, written - 1) * 2]
    text = units.decode("utf-16-le", errors="replace").replace(BREAK_IN_BULK, BREAK)
    if len(text) == count:
        return text
    return _text_by_character(handle, count)


def _text_by_character(handle: Any, count: int) -> str:
    """One character per index, for pages where the bulk text leaves some out (no Unicode, or beyond 16 bit)."""
    characters = (pdfium.FPDFText_GetUnicode(handle, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0xD800 or 0xDFFF < c <= 0x10FFFF else "\ufffd" for c in characters)


def _legible(word: str) -> str:
    word = word.replace(BREAK, "-")
    if any(c >= "\ue000" for c in word):
        word = "".join(BULLETS.get(c, c) for c in word)
    return NOT_TEXT.sub("", word)


class Boxes:
    """Boxes of runs of characters; the four numbers that PDFium writes to are made once per page, which saves 10 %."""

    def __init__(self, handle: Any, frame: Frame) -> None:
        self._handle, self._frame = handle, frame
        self._edges = tuple(ctypes.c_double() for _ in range(4))

    def abut(self, first: int, second: int) -> bool:
        """Whether two characters stand side by side on one line, as the letters of a word do; raised ones do not."""
        left, right = self._place(first), self._place(second)
        if left is None or right is None:
            return False
        height, highest = sorted((left.height, right.height))
        if abs(right.bottom - left.bottom) <= ABUT * height and highest <= (1 + TORN) * height:
            return abs(right.x0 - left.x1) <= ABUT * height
        # Of fonts that do not say how high they are, as browsers embed them, the places are as high as the letters.
        return abs(right.x0 - left.x1) <= BEARINGS * highest and self._same_setting(first, second)

    def _same_setting(self, first: int, second: int) -> bool:
        """Whether two characters have one base line and size."""
        sizes = [pdfium.FPDFText_GetFontSize(self._handle, index) for index in (first, second)]
        return sizes[0] == sizes[1] and self._base_line(first) == self._base_line(second)

    def _base_line(self, index: int) -> float | None:
        x, y = ctypes.c_double(), ctypes.c_double()
        if not pdfium.FPDFText_GetCharOrigin(self._handle, index, x, y):
            return None
        return round(self._frame.box(x.value, y.value, x.value, y.value).top, 1)

    def _place(self, index: int) -> BBox | None:
        """The place that a character takes in its line, from the lowest to the highest of its font."""
        box = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(self._handle, index, box):
            return None
        return self._frame.box(box.left, box.bottom, box.right, box.top)

    def around(self, start: int, count: int) -> BBox | None:
        """The box around a run; None where nothing of it is printed. A run in several fonts has several parts."""
        left, top, right, bottom = self._edges
        box: BBox | None = None
        for i in range(pdfium.FPDFText_CountRects(self._handle, start, count)):
            pdfium.FPDFText_GetRect(self._handle, i, left, top, right, bottom)
            part = self._frame.box(left.value, bottom.value, right.value, top.value)
            box = part if box is None else box.union(part)
        return box


def _style(handle: Any, index: int, styles: dict[int, Style]) -> Style:
    text_object = pdfium.FPDFText_GetTextObject(handle, index)
    key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
    style = styles.get(key)
    if style is None:
        style = styles[key] = Style(_font_name(text_object), _is_visible(text_object))
    return style


def _is_visible(text_object: Any) -> bool:
    return not text_object or pdfium.FPDFTextObj_GetTextRenderMode(text_object) != INVISIBLE


def _font_name(text_object: Any) -> str:
    font = pdfium.FPDFTextObj_GetFont(text_object) if text_object else None
    if not font:
        return ""
    size = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, size)
    return SUBSET_TAG.sub("", buffer.value.decode("utf-8", errors="replace"))
