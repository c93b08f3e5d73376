"""Words that Tesseract was not sure of, read again from the picture of their own stretch of line.

A speck above a line, or a tone mark that touches the line above, and Tesseract takes two lines for the height of a
word: of `đông người trong` it makes `đông lành trong`, of `phương,` something that no one would take for print. Cut out
between the feet and the heads of the words beside them, in up to three sizes, such words are read surely. Of 432 on 250
pages 359 came out the same twice or three times, 137 of them otherwise than at first; that took 37 of 343 wrong words
out of scans of 14 plans (49,013 words).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median, median_high

import cv2
import numpy as np

from planparse.ocr.debris import GOOD_LINE, is_note, is_plausible, lines_of
from planparse.ocr.engine import BLOCK_LAYOUT, Workplace
from planparse.ocr.picture import Grey, Picture, framed
from planparse.ocr.tsv import ReadWord
from planparse.ocr.word_reading import read_words
from planparse.pagetext import ILLEGIBLE

UNSURE = 0.6
"""Confidence below which a word in a line of print is read again."""
SIZES = (1.0, 0.8, 1.25)
"""Read in turn until the words are settled. Of 52 words that came out in the first size as on the page none came out
otherwise in the two others: for them one reading does, and a page costs 40 % less than with three for all."""
MARGIN_INCHES = 0.12
PADDING_INCHES = 0.03
"""What is cut out around the words, so that no tone mark is lost."""
FEWEST_WORDS = 3
"""Words of a line of print."""
COMPANY = 2
"""Words on each side that are read along: a word alone is read worse than one in company."""
BESIDE = 1.2
"""Space between two words of one stretch, at most, as a share of the usual height."""
LOW, HIGH = 0.6, 1.7
"""Heights, as shares of the usual one, of words that tell where the line lies."""
AGREED = 0.75
"""Confidence of readings that agree, at least: of two of them; three may be as unsure as the first one."""
SURE = 0.9
"""Confidence of three readings that make a number of what was none."""
MOST = 30
"""Stretches of a page that are read again: where more are in doubt, the page is bad and not its lines."""
_NUMERAL = re.compile(r"\W*[IVXLH1l|]{1,5}\W*")
"""Roman numbers, of which the strokes are counted in the ink (`line_starts`): here XIII is read as XII, surely."""


Place = tuple[int, tuple[int, int, int], int, int]
"""What tells a word from all others: its picture, its line, and where it begins."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What the words stand in."""

    greys: Mapping[int, Grey]
    """The pictures that they were read from: that of the page, or those of its cells."""
    picture: Picture
    printed: dict[Place, ReadWord]
    usual: float
    """Height of a word."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of one line that are in doubt, with what stands beside them."""

    words: tuple[ReadWord, ...]
    grey: Grey
    cut: tuple[int, int, int, int]
    """Left, top, right and bottom of what is cut out of the picture."""
    inner: tuple[int, int]
    """The columns between the sure words on both sides."""
    lost: bool
    """Whether nothing of it would be kept."""


def with_unsure_read_again(
    read: Sequence[ReadWord],
    printed: Sequence[ReadWord],
    signed: Sequence[ReadWord],
    picture: Picture,
    workplace: Workplace,
) -> tuple[ReadWord, ...]:
    """The words of a page, those in doubt as most of their readings have them.

    Args:
        read: all that Tesseract made of the picture, line by line.
        printed: those of them that are no debris.
        signed: these with the signature block as it was read again; the rows of the block stay as they are.
        picture: the page without its tables.
        workplace: where to read.

    Raises:
        OcrError: Tesseract failed.
    """
    if not printed:
        return tuple(signed)
    block = _rows_of_others(signed, printed)
    outside = [word for word in read if not _in_rows(word, block)]
    found = _read_again(outside, printed, {word.picture: picture.grey for word in printed}, picture, workplace)
    again = [word for first in outside for word in found.get(_place_of(first), ())]
    return (*again, *(word for word in signed if _in_rows(word, block)))


def with_unsure_of_cells_read_again(
    cells: Mapping[int, Sequence[ReadWord]], parts: Sequence[Grey], picture: Picture, workplace: Workplace
) -> dict[int, tuple[ReadWord, ...]]:
    """The same for the words of the cells of tables, which have pictures of their own.

    Args:
        cells: the words of each cell that has any, by its index.
        parts: the pictures of the cells.
        picture: tells their resolution.
        workplace: where to read.

    Raises:
        OcrError: Tesseract failed.
    """
    words = [word for read in cells.values() for word in read]
    found = _read_again(words, words, {i: parts[i] for i in cells}, picture, workplace) if words else {}
    return {i: tuple(word for first in read for word in found[_place_of(first)]) for i, read in cells.items()}


def _read_again(
    read: Sequence[ReadWord],
    printed: Sequence[ReadWord],
    greys: Mapping[int, Grey],
    picture: Picture,
    workplace: Workplace,
) -> dict[Place, Sequence[ReadWord]]:
    """What each printed word is, by its place: mostly itself."""
    page = _Page(greys, picture, {_place_of(word): word for word in printed}, median(word.height for word in printed))
    found: dict[Place, Sequence[ReadWord]] = {place: (word,) for place, word in page.printed.items()}
    stretches = [stretch for line in lines_of(read) for stretch in _stretches(line, page)][:MOST]
    readings: list[list[list[ReadWord]]] = [[] for _ in stretches]
    open_ones = list(range(len(stretches)))
    for size in SIZES:
        if not open_ones:
            break
        for i, reading in zip(open_ones, _read([stretches[i] for i in open_ones], size, page, workplace), strict=True):
            readings[i].append(reading)
        open_ones = [i for i in open_ones if not _is_settled(stretches[i], readings[i])]
    for stretch, its in zip(stretches, readings, strict=True):
        words = _agreed(stretch, its)
        if words is not None:
            found |= {_place_of(word): () for word in stretch.words} | {_place_of(stretch.words[0]): words}
    return found


def _rows_of_others(words: Sequence[ReadWord], known: Sequence[ReadWord]) -> tuple[int, int]:
    """The rows from the first to the last word that is not among the known ones; none where all are."""
    others = set(words) ^ set(known)
    return min((word.top for word in others), default=0), max((word.bottom for word in others), default=0)


def _in_rows(word: ReadWord, rows: tuple[int, int]) -> bool:
    return word.top < rows[1] and word.bottom > rows[0]


def _place_of(word: ReadWord) -> Place:
    return word.picture, word.line, word.left, word.top


def _stretches(line: Sequence[ReadWord], page: _Page) -> Iterator[_Stretch]:
    """The words in doubt of a line of print, those that follow each other together."""
    kept = [_place_of(word) in page.printed for word in line]
    lettered = [w.confidence for w, its in zip(line, kept, strict=True) if its and any(map(str.isalpha, w.text))]
    if len(lettered) < FEWEST_WORDS or median_high(lettered) < GOOD_LINE:
        return
    start = 0
    for in_doubt, group in groupby(range(len(line)), key=lambda i: _in_doubt(line[i], lost=not kept[i])):
        stop = start + sum(1 for _ in group)
        stretch = _stretch(line, start, stop, page) if in_doubt else None
        if stretch is not None:
            yield stretch
        start = stop


def _in_doubt(word: ReadWord, *, lost: bool) -> bool:
    if word.handwritten or ILLEGIBLE in word.text or _NUMERAL.fullmatch(word.text):
        return False
    if lost:
        return any(map(str.isalnum, word.text))
    return word.confidence < UNSURE and any(map(str.isalpha, word.text)) and not any(map(str.isdigit, word.text))


def _stretch(line: Sequence[ReadWord], start: int, stop: int, page: _Page) -> _Stretch | None:
    """Where the line lies around some words; None for what stands apart, or beside handwriting."""
    words, usual, grey = tuple(line[start:stop]), page.usual, page.greys[line[start].picture]
    left = _company(words[0], line[:start][::-1], usual)[::-1]
    right = _company(words[-1], line[stop:], usual)
    company = [*left, *right]
    level = [word for word in company if LOW * usual < word.height < HIGH * usual]
    if not level or any(word.handwritten or ILLEGIBLE in word.text for word in company):
        return None
    padding = page.picture.inches(PADDING_INCHES)
    everything = [*left, *words, *right]
    cut = (
        max(0, min(word.left for word in everything) - padding),
        max(0, min(word.top for word in level) - padding),
        min(grey.shape[1], max(word.right for word in everything) + padding),
        min(grey.shape[0], max(word.bottom for word in level) + padding),
    )
    inner = (
        left[-1].right if left else words[0].left - round(usual),
        right[0].left if right else words[-1].right + round(usual),
    )
    lost = not any(_place_of(word) in page.printed for word in words)
    return _Stretch(words, grey, cut, inner, lost) if cut[0] < cut[2] and cut[1] < cut[3] else None


def _company(word: ReadWord, others: Sequence[ReadWord], usual: float) -> list[ReadWord]:
    """The nearest words on one side of a word, as long as no wide space lies between them."""
    company: list[ReadWord] = []
    for other in others[:COMPANY]:
        gap = max(other.left - word.right, word.left - other.right)
        if gap > BESIDE * usual:
            break
        company.append(other)
        word = other
    return company


def _read(stretches: Sequence[_Stretch], size: float, page: _Page, workplace: Workplace) -> list[list[ReadWord]]:
    """The words inside each stretch, as they are read in one size; their places are those on the page."""
    greys: list[Grey] = []
    margin = round(page.picture.inches(MARGIN_INCHES) * size)
    method = cv2.INTER_AREA if size < 1 else cv2.INTER_CUBIC
    for stretch in stretches:
        left, top, right, bottom = stretch.cut
        scaled = cv2.resize(stretch.grey[top:bottom, left:right], None, fx=size, fy=size, interpolation=method)
        greys.append(framed(scaled.astype(np.uint8), margin))
    found: list[list[ReadWord]] = [[] for _ in stretches]
    for word in read_words(greys, BLOCK_LAYOUT, page.picture.dpi, workplace, "unsure"):
        stretch = stretches[word.picture]
        left, top = stretch.cut[:2]
        x0, y0, x1, y1 = ((edge - margin) / size for edge in (word.left, word.top, word.right, word.bottom))
        if stretch.inner[0] <= left + (x0 + x1) / 2 <= stretch.inner[1]:
            found[word.picture].append(
                replace(
                    word,
                    picture=stretch.words[0].picture,
                    line=stretch.words[0].line,
                    left=round(left + x0),
                    top=round(top + y0),
                    width=round(x1 - x0),
                    height=round(y1 - y0),
                )
            )
    return found


def _text_of(words: Sequence[ReadWord]) -> str:
    return " ".join(word.text for word in words)


def _least(words: Sequence[ReadWord]) -> float:
    return min(word.confidence for word in words)


def _is_settled(stretch: _Stretch, readings: Sequence[Sequence[ReadWord]]) -> bool:
    """Whether another reading would change nothing."""
    text, *others = map(_text_of, readings)
    if not others:
        return not stretch.lost and text == _text_of(stretch.words)
    agree = bool(text) and set(others) == {text} and not any(map(str.isdigit, text))
    return agree and sum(map(_least, readings)) / len(readings) >= AGREED


def _agreed(stretch: _Stretch, readings: Sequence[Sequence[ReadWord]]) -> Sequence[ReadWord] | None:
    """The words that most of the readings have; None where they do not agree, or not surely enough."""
    if len(readings) == 1:
        sureness = (_least(readings[0]) + _least(stretch.words)) / 2
        return [replace(word, confidence=max(word.confidence, sureness)) for word in stretch.words]
    texts = list(map(_text_of, readings))
    text, votes = Counter(filter(None, texts)).most_common(1)[0] if any(texts) else ("", 0)
    if votes < len(SIZES) - 1 or not all(is_plausible(part) or is_note(part) for part in text.split()):
        return None
    agreeing = [reading for reading, its in zip(readings, texts, strict=True) if its == text]
    confidence = sum(map(_least, agreeing)) / votes
    all_agree = votes == len(SIZES)
    if any(map(str.isdigit, text)) and not (stretch.lost and all_agree and confidence >= SURE):
        return None
    if confidence < (_least(stretch.words) if all_agree else AGREED):
        return None
    return [replace(word, confidence=min(word.confidence, confidence)) for word in agreeing[0]]
