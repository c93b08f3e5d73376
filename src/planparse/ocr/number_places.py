"""Where the doubtful numbers of a page stand, and what is cut out of its picture to read them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from planparse.layout.composition import PlacedWord
from planparse.ocr.number_votes import LOOKALIKES, is_of_date, is_of_provision
from planparse.ocr.picture import Grey, Picture, PixelBox, paper_of
from planparse.pagetext import ILLEGIBLE

SURE = 0.95
"""Confidence from which a number is not read again: of 103 misread numbers one has more."""
PADDING_INCHES = 0.03
"""What is cut out around a number, so that no tone mark or comma is lost."""
LOOSE_INCHES = 0.1
"""How far a cut reaches into white space beside a number: Tesseract's box of a word ends before its last letter now and
then (`214/QĐ-ĐS` of `214/QĐ-ĐSH`)."""
LONGEST_OF_DATE = 2
"""Digits of a day or a month."""
_LABEL = re.compile(r"[Ss][ốôóòo6]\W?")
_DIGITS = re.compile(r"\d{1,4}")
_TORN = re.compile(
    r"""(?x) \d{0,4} [^\W\d]? \W? [A-ZĐ]{2,5} [-–]? [A-ZĐ]   # `4/QĐ-ĐSH`, `7UQĐ-ĐSH`
    | \W? [jJlI]? (?:19|20)\d\d \W? [jJlI]? /? [A-ZĐ]{2}    # `/2030/NĐ-CP`, `[2030/NĐ-CP`"""
)


@dataclass(frozen=True)
class NumberPlace:
    """Where a number stands in a picture."""

    word: PlacedWord
    grey: Grey
    box: PixelBox
    cut: PixelBox
    """The number with the word before it on its line: a word alone is read worse than one in company."""
    piece: PlacedWord | None = None
    """The first digits, where they were read as a word of their own (`số 21 4/QĐ-ĐSH`)."""
    before: str = ""
    """The word before it."""

    @property
    def text(self) -> str:
        """What was read first."""
        return (self.piece.text if self.piece else "") + self.word.text


def number_places(words: Sequence[PlacedWord], grey: Grey, picture: Picture) -> Iterator[NumberPlace]:
    """The numbers among some words, line by line, that Tesseract is not sure of."""
    for i, word in enumerate(words):
        if _is_doubtful(word) or _is_read_as_letters(words, i):
            piece = words[i - 1] if i > 1 and _is_torn(words[i - 2], words[i - 1], word) else None
            yield _place(words, i, piece, grey, picture)


def _is_doubtful(word: PlacedWord) -> bool:
    if word.handwritten or word.confidence >= SURE or ILLEGIBLE in word.text:
        return False
    return any(c.isdigit() for c in word.text)


def _is_read_as_letters(words: Sequence[PlacedWord], i: int) -> bool:
    """Whether signs that look like digits stand where only a number can: `tháng § năm 2023`, `khoản I Điều 4`."""
    if not 0 < i < len(words) - 1 or words[i].handwritten:
        return False
    text = words[i].text.rstrip(",.;")
    if len(text) > LONGEST_OF_DATE or not text.translate(LOOKALIKES).isdigit():
        return False
    before = words[i - 1].text
    in_date = is_of_date(before) and words[i + 1].text in {"tháng", "năm"}
    return is_of_provision(before) or in_date or before.lower() == "tháng"


def _is_torn(label: PlacedWord, piece: PlacedWord, word: PlacedWord) -> bool:
    """Whether the first digits of a symbol are a word of their own."""
    if not (_LABEL.fullmatch(label.text) and _DIGITS.fullmatch(piece.text) and _TORN.match(word.text)):
        return False
    return _is_before(label, piece) and _is_before(piece, word)


def _place(words: Sequence[PlacedWord], i: int, piece: PlacedWord | None, grey: Grey, picture: Picture) -> NumberPlace:
    word, first = words[i], i - (piece is not None)
    box = _pixels(word, picture) if piece is None else _around(_pixels(piece, picture), _pixels(word, picture))
    company = first and _is_before(words[first - 1], words[first])
    context = _around(_pixels(words[first - 1], picture), box) if company else box
    padding, loose = picture.inches(PADDING_INCHES), picture.inches(LOOSE_INCHES)
    left, right = context.left - padding, box.right + padding
    farther = first - (2 if company else 1)
    if farther >= 0 and _is_before(words[farther], words[farther + 1]):
        # A part of the letter before would be read as a digit.
        between = (_pixels(words[farther], picture).right + context.left) // 2
        left = min(context.left, max(left, between))
    if i + 1 < len(words) and _is_before(word, words[i + 1]):
        after = _pixels(words[i + 1], picture).left
        right = max(box.right, min(box.right + loose, after - padding // 2))
    cut = PixelBox(left, context.top - padding, right, context.bottom + padding)
    return NumberPlace(word, grey, box, cut, piece, words[first - 1].text if company else "")


def _around(a: PixelBox, b: PixelBox) -> PixelBox:
    return PixelBox(min(a.left, b.left), min(a.top, b.top), max(a.right, b.right), max(a.bottom, b.bottom))


def _is_before(before: PlacedWord, word: PlacedWord) -> bool:
    """Whether a word stands left of another one on its line, no farther than two spaces."""
    a, b = before.bbox, word.bbox
    near = -1 <= b.x0 - a.x1 < b.height
    return before.line == word.line and near and a.top < (b.top + b.bottom) / 2 < a.bottom


def _pixels(word: PlacedWord, picture: Picture) -> PixelBox:
    scale, box = picture.dpi / 72, word.bbox
    return PixelBox(*(round(edge * scale) for edge in (box.x0, box.top, box.x1, box.bottom)))


def cut_out(place: NumberPlace) -> Grey:
    """The picture of a number; paper where it would reach over the page's edge, so that all places lie alike."""
    cut = place.cut
    rows, columns = place.grey.shape
    inside = place.grey[max(0, cut.top) : min(rows, cut.bottom), max(0, cut.left) : min(columns, cut.right)]
    top, left = max(0, -cut.top), max(0, -cut.left)
    below, beside = max(0, cut.bottom - rows), max(0, cut.right - columns)
    framed = cv2.copyMakeBorder(inside, top, below, left, beside, cv2.BORDER_CONSTANT, value=(paper_of(inside),))
    return framed.astype(np.uint8)
