"""Numbers written by hand into a printed letterhead: the serial before the symbol, the day and month of issue.

Tesseract reads handwriting as anything. What it did not read surely as a number is given to a reader of digits, and
where that is not sure either, as illegible, so that later stages know that something stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from planparse.ocr.debris import lines_of
from planparse.ocr.digit_sequence import DigitReading
from planparse.ocr.slots import Gap
from planparse.ocr.tsv import ReadWord
from planparse.pagetext import ILLEGIBLE

SURE = 0.8
"""Confidence from which a serial or day is taken as read. On four letterheads filled in by hand, misread handwriting
had up to 0.63; printed numbers mostly have 0.9 and more."""
SET, LEVEL = 0.5, 0.06
"""The same for a day or month that is set like the year, and how far its figures may stand from those of the year at
the top and at the bottom, as a share of their height: printed in italics, 19 was read with 0.69, and 21 as `2]` with
0.59."""
READ = 0.8
"""Sureness from which the reader of digits is believed. Chosen on 1,747 numbers by held-out writers in made-up
letterheads (seed 22): it reads 65 %, 0.7 % of these wrong, and takes 2 of 253 slots without a number for one. On 1,757
others (seed 24), which nothing was chosen on, it reads 63 %, 1.0 % wrong, and takes 2 of 243
(benchmarks/ocr/threshold_handwriting.py)."""
CONFIRMED = 0.5
"""Sureness from which it is believed when Tesseract read the same number, however unsurely. By judgement: both readers
have to make the same mistake; not measured."""
FADED = 0.65
"""Confidence from which a printed number stays as Tesseract read it when the other reader, who knows hands better than
print, reads the same: a serial in a blurred scan had 0.67, misread handwriting has less."""
PRINT = 0.3
"""Confidence from which a serial stays whose figures are print by their shape: in 48 blurred letterheads three had 0.42
to 0.59, all of them right."""
RIGHT = 0.95
"""Confidence of a number that was read from handwriting: 0.99 of the made-up ones are right, but real hands vary
more."""
LETTERHEAD = 0.45
"""Share of the page's height that the letterhead lies in."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A number of the letterhead."""

    pattern: re.Pattern[str]
    number: re.Pattern[str]
    """What Tesseract may read there."""
    written: re.Pattern[str]
    """What a hand may write there."""
    space: str
    """Between the number and what follows."""
    strokes: re.Pattern[str] | None = None
    """What Tesseract may make of a printed number with upright strokes, which are taken for ones."""
    clear: float = 0.0
    """Confidence from which that is so."""


SERIAL = Kind(
    re.compile(
        r"""(?x) ^ .{0,60}? \b S[ốôóòo6]\s*[:.;]?\s*
        (?P<slot> [/⁄]?[^/⁄]{0,16}? ) \s* (?P<rest>[/⁄]) \s* [A-ZĐ]{2,6} (?: [-–] | \b )"""
    ),
    re.compile(r"\d{1,5}[a-zđA-ZĐ]?"),
    re.compile(r"0?[1-9]|00[1-9]|0?[1-9]\d|[1-9]\d{2,4}"),
    "",
)
_STROKES = r"IilTL|!ÌÍìí\[\]"
_YEAR = r"\s* \d{4} \W{0,3} \w{0,2} $"
"""Ends the line, but for specks: `ngày 15 tháng 8 năm 2023 của Bộ trưởng` is no date of issue."""
DAY = Kind(
    re.compile(
        rf"(?x) (?: ^ | [,.;] ) \s* ng[àaảá]y (?P<slot> .{{0,12}}? ) \s* (?P<rest>tháng) \s* .{{0,8}}? \s* năm {_YEAR}"
    ),
    re.compile(r"0?[1-9]|[12]\d|3[01]"),
    re.compile(r"0?[1-9]|[12]\d|3[01]"),
    " ",
    re.compile(rf"[0-3{_STROKES}][0-9{_STROKES}]?"),
    0.7,
)
MONTH = Kind(
    re.compile(
        rf"(?x) (?: ^ | [,.;] ) \s* ng[àaảá]y .{{0,12}}? \s* tháng (?P<slot> .{{0,8}}? ) \s* (?P<rest>năm) {_YEAR}"
    ),
    re.compile(r"0?[1-9]|1[0-2]"),
    re.compile(r"0?[1-9]|1[0-2]"),
    " ",
    re.compile(rf"0?[1-9]|1[0-2]|[{_STROKES}]?[1{_STROKES}][0-2oO{_STROKES}]?[\[\]]?"),
)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d[.,;:]?")
_TWO_ONES = 0.8
"""Width of a stroke, as share of its height, from which it was two: an `11` read as `1` had a box of 28 by 22."""
_PRINTED = 0.5
"""Confidence of a number that was told from strokes: `I1]` and `TI` are an 11 in italics."""
_ONES_AND_ZEROS = str.maketrans({**dict.fromkeys("IilTL|!ÌÍìí[]", "1"), **dict.fromkeys("oO", "0")})


class Writing(Protocol):
    """The picture under the words; boxes are left, top, right, bottom, in pixels."""

    def is_inked(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Whether a box between words holds ink: a blank, to be filled in by hand later, does not."""

    def is_penned(self, left: int, top: int, right: int, bottom: int) -> bool:
        """Whether a box around words holds the ink of a blue pen, which Tesseract did not see as it is."""

    def is_typeset(self, gap: Gap, figures: int) -> bool:
        """Whether as many printed figures stand in a gap between printed words."""

    def number(self, gap: Gap) -> DigitReading:
        """Reads the number in a gap between printed words."""


def mark_handwriting(words: Sequence[ReadWord], height: int, writing: Writing) -> tuple[ReadWord, ...]:
    """The words with unsure serials, days and months of the letterhead read from handwriting, or given as illegible.

    Args:
        height: of the picture, in pixels.
        writing: looks at the picture.
    """
    result: list[ReadWord] = []
    for line in lines_of(words):
        top = min(word.top for word in line)
        result += _marked(line, writing) if top < LETTERHEAD * height else line
    return tuple(result)


def _marked(line: list[ReadWord], writing: Writing) -> list[ReadWord]:
    for kind in (SERIAL, DAY, MONTH):
        text, starts = _joined(line)
        match = kind.pattern.search(text)
        if match is None:
            continue
        start, end = match.start("slot"), match.start("rest")
        slot = match["slot"].strip()
        first = max(i for i, at in enumerate(starts) if at <= max(0, start - 1))
        last = max(i for i, at in enumerate(starts) if at <= end)
        touched = line[first : last + 1]
        penned = writing.is_penned(*_box(touched))
        printed_like = not penned and _is_set_like_the_year(slot, touched, line, kind)
        if not penned and not _is_unsure(slot, touched, kind, writing, SET if printed_like else SURE):
            continue
        before, after = text[starts[first] : start].rstrip(), text[end : starts[last] + len(line[last].text)].lstrip()
        gap = Gap(line, touched[0], before.split()[-1] if before else "", touched[-1], after)
        if kind is SERIAL and not penned and _is_printed(slot, touched, gap, writing):
            continue
        reading = writing.number(gap)
        number = _accepted(reading, "" if penned else slot, kind)
        if number is None and not penned and reading.text == slot and _confidence(slot, touched) >= FADED:
            continue
        clear = min(SET, kind.clear) if printed_like else kind.clear
        printed = None if penned else _of_strokes(slot, touched, kind, clear)
        if printed is not None and (number in (None, printed) or kind.clear):
            if printed == slot:
                continue
            words = _rewritten(touched, before, printed, kind.space, after, by_hand=False)
        else:
            words = _rewritten(touched, before, number, kind.space, after, by_hand=number is not None)
        line = [*line[:first], *words, *line[last + 1 :]]
    return line


def _is_set_like_the_year(slot: str, touched: Sequence[ReadWord], line: Sequence[ReadWord], kind: Kind) -> bool:
    """Whether the figures of a day or month stand as high as those of the printed year, to a pixel or two: a hand does
    not write so."""
    years = [word for word in line if _YEAR_ALONE.fullmatch(word.text)]
    own = [word for word in touched if word.text == slot]
    if kind.strokes is None or len(own) != 1 or len(slot) != len("19") or not years:
        return False
    number, year = own[0], years[-1]
    near = max(2.0, LEVEL * year.height)
    return abs(number.top - year.top) <= near and abs(number.bottom - year.bottom) <= near


def _is_printed(slot: str, touched: Sequence[ReadWord], gap: Gap, writing: Writing) -> bool:
    """Whether a serial that was read unsurely, most often with the letters behind it, is print."""
    if not SERIAL.number.fullmatch(slot) or not slot.isdigit() or _confidence(slot, touched) < PRINT:
        return False
    return writing.is_typeset(gap, len(slot))


def _of_strokes(slot: str, touched: Sequence[ReadWord], kind: Kind, clear: float) -> str | None:
    """The number that strokes stand for; None where something else was read, or less surely than `clear`."""
    if kind.strokes is None or not kind.strokes.fullmatch(slot) or _confidence(slot, touched) < clear:
        return None
    spellings = (slot.translate(_ONES_AND_ZEROS), slot.strip("[]").translate(_ONES_AND_ZEROS))
    number = next((number for number in spellings if kind.written.fullmatch(number)), None)
    wide = any(word.text == slot and word.width > _TWO_ONES * word.height for word in touched)
    return "11" if number == "1" and wide else number


def _confidence(slot: str, touched: Sequence[ReadWord]) -> float:
    """Of the words that the slot was read in."""
    return min((word.confidence for word in touched if any(c in word.text for c in slot)), default=0.0)


def _is_unsure(slot: str, touched: Sequence[ReadWord], kind: Kind, writing: Writing, sure: float) -> bool:
    """Whether something stands in a slot that Tesseract did not read surely as a number."""
    if not slot:
        return _gap_inked(touched, writing)
    return not (_confidence(slot, touched) >= sure and kind.number.fullmatch(slot))


def _box(words: Sequence[ReadWord]) -> tuple[int, int, int, int]:
    return (
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )


def _accepted(reading: DigitReading, slot: str, kind: Kind) -> str | None:
    """The number, when it is sure and can stand there."""
    if not kind.written.fullmatch(reading.text):
        return None
    return reading.text if reading.sureness >= (CONFIRMED if reading.text == slot else READ) else None


def _joined(line: Sequence[ReadWord]) -> tuple[str, list[int]]:
    starts, length = [], 0
    for word in line:
        starts.append(length)
        length += len(word.text) + 1
    return " ".join(word.text for word in line), starts


def _gap_inked(touched: Sequence[ReadWord], writing: Writing) -> bool:
    """Whether ink stands between the words around an empty slot."""
    return any(
        second.left - first.right > first.height // 2
        and writing.is_inked(
            first.right + 2, min(first.top, second.top), second.left - 2, max(first.bottom, second.bottom)
        )
        for first, second in pairwise(touched)
    )


def _rewritten(
    touched: Sequence[ReadWord], before: str, number: str | None, space: str, after: str, *, by_hand: bool
) -> list[ReadWord]:
    """New words over the place of old ones; each takes the width that its letters ask for."""
    ahead = before.split()
    texts = [*ahead, *f"{number or ILLEGIBLE}{space}{after}".split()]
    left, top, right, bottom = _box(touched)
    total = sum(map(len, texts)) + len(texts) - 1
    words, at = [], 0
    known = {word.text: word.confidence for word in touched}
    for i, text in enumerate(texts):
        start, end = (left + (right - left) * place // max(1, total) for place in (at, at + len(text)))
        is_number = i == len(ahead)
        confidence = (RIGHT if by_hand else _PRINTED if number else 0.0) if is_number else known.get(text, 0.5)
        word = replace(touched[0], text=text, confidence=confidence, left=start, width=end - start)
        words.append(replace(word, top=top, height=bottom - top, handwritten=is_number and by_hand))
        at += len(text) + 1
    return words
