"""Debris: marks that Tesseract takes for words, such as stamps, signatures, specks and rests of rules.

Of the words that bare Tesseract gives for real scans, 2 to 10 % are not on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from statistics import median, median_high

from planparse.ocr.tsv import ReadWord
from planparse.pagetext import ILLEGIBLE
from planparse.restoration.syllables import is_syllable

SPECK_INCHES = 0.022
"""A sign without letters that is smaller than this in both directions is dirt; the dash of an 11 pt list has 0.025."""
MOTE_INCHES = 0.012
"""And one that is as small as this whatever it is read as: a speck of 2 pixels beside a line is read as a dash, surely;
full stops of 11 pt have 0.02."""
NOT_A_SIGN = 0.5
"""Signs without letters or digits that are read with less confidence are dirt, unless they are shaped like a dash."""
NOT_A_WORD = 0.5
"""Tokens that are built like nothing in a Vietnamese document are debris below this confidence."""
NOTHING = 0.05
"""Below this a token is debris even when it looks like a word, unless its line is read well. Chosen by eye on four
scans; not measured."""
GOOD_LINE = 0.75
"""Median confidence of a line of print. Lines made of a stamp or a signature mostly stay under 0.5; by eye on four
scans."""
BAD_LINE = 0.45
PRINTED = 0.9
"""Confidence from which a word of a line that is as sure is print, even where its box says otherwise."""
LOW, HIGH = 0.4, 2.2
"""Heights, as shares of the median height of the page's words, beyond which marks are too small or large for print."""

WIDE_GAP = 3.0
"""Space between the parts of a line that stand apart, as a share of the height of its words: a table's columns, the two
sides of a letterhead."""
COVERED = 0.7
"""Share of a stretch that lies under another one when both are the same print."""

_RULE = re.compile(r"[|_¦‖\[\]{}¬~^`´‘’'“”\"„«»°=<>\\]+")
_SIGNS = re.compile(r"[-–—−+*•·:;,.()/%&…!?§“”\"]+")
_COMPARISON = re.compile(r"\(?[<>≤≥=]")
_DASH = re.compile(r"[-–—−_¬~.]+")
_WAVED_DASH = re.compile(r"~(?=[A-ZĐ])")
"""A dash before a capital: `LĐ ~TB và XH`; paths of addresses have small letters."""
_PARTS = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d+[a-zđ]{0,2}|\d{1,2}[hgm]\d{0,2}", re.IGNORECASE)
_CASE = re.compile(r"[^\W\d]?[^\WA-ZĐ\d]*|[^\Wa-zđ\d]+")
_ABBREVIATION = re.compile(r"[A-ZĐƯƠÂÊÔĂ]{1,10}")
_LATIN = re.compile(r"[A-Za-z]?[a-z]{2,14}")
_NOTE = re.compile(r"\(\w?/[\w€¢©]\)")
"""A note behind a recipient: `(b/c)`, also read as `(Đ/c)` or `(b/©)`."""
_CODE = re.compile(
    rf"\d{{2}}|\d[/⁄-]|[/⁄][A-ZĐ]{{2}}|[A-ZĐ]{{2}}[-–][A-ZĐ]{{2}}|{_NOTE.pattern}|\A\W?[^\W_]\.\d{{1,2}}\.?\Z"
)
"""Numbers, dates, symbols such as `15QĐ-SGDĐT`, notes, and marks of headings such as `5.1.`."""
_WHOLE_SYMBOL = re.compile(
    r"\(?\d{1,5}(?:/(?:19|20)\d\d)?/[A-ZĐ][A-ZĐ&]{1,7}(?:\d\d|[a-z])?(?:-[A-ZĐ][A-ZĐ&]{1,9}[a-z]?){0,3}[).,;:]{0,3}"
)
"""A symbol from its number to its end: no stamp or stroke is read as one, but Tesseract may read it with no confidence
at all where it stands alone on a line (`39/2024/QH15).` with 0.0)."""
_CODE_BREAKS_OFF = re.compile(r"\d/[A-ZĐ]{2,6}-\Z")
_REST_OF_CODE = re.compile(r"[A-ZĐ]{2,8}g?[).,;:]{0,3}")
"""A word alone below a symbol that breaks off, which is read with no confidence, too: `15/2025/QĐ-` / `TTg.`."""
_HIGHLAND = re.compile(r"(?<=[ắăôưêâáíúóé])k\Z|(?<=[ẮĂ])K\Z")
"""The end of names such as Đắk Lắk, which Vietnamese spelling would write with c."""
_DOTTED = re.compile(r"[\w.-]+@?[\w-]+(?:\.[a-z]{2,4})+(?:/\S*)?", re.IGNORECASE)


def without_debris(words: Sequence[ReadWord], dpi: float) -> tuple[ReadWord, ...]:
    """The words that are print.

    Args:
        words: the words of one picture, line by line as Tesseract gives them.
        dpi: resolution of the picture.
    """
    words = _read_once(words)
    heights = [word.height for word in words if is_plausible(word.text) and word.confidence > GOOD_LINE]
    usual = median(heights) if heights else 0.14 * dpi
    kept: list[ReadWord] = []
    for line in lines_of(words):
        printed = list(_printed(line, usual, dpi))
        if not printed and kept and _CODE_BREAKS_OFF.search(kept[-1].text) and _REST_OF_CODE.fullmatch(line[0].text):
            printed = line[:1]
        kept += printed
    return tuple(kept)


def _read_once(words: Sequence[ReadWord]) -> Sequence[ReadWord]:
    """The words without the stretches that lie where another line was read well: beside the tall words of a letterhead
    Tesseract reads the lower halves of the words next to them once more."""
    stretches = [stretch for line in lines_of(words) for stretch in _stretches(line)]
    sure = [s for s in stretches if _sureness(s) > PRINTED]
    twice = {
        id(word)
        for stretch in stretches
        if _sureness(stretch) < GOOD_LINE
        and any(other[0].line != stretch[0].line and _covers(other, stretch) for other in sure)
        for word in stretch
    }
    return [word for word in words if id(word) not in twice] if twice else words


def _stretches(line: Sequence[ReadWord]) -> Iterator[list[ReadWord]]:
    """The parts of a line between wide gaps."""
    stretch: list[ReadWord] = []
    for word in line:
        if stretch and word.left - stretch[-1].right > WIDE_GAP * max(word.height, stretch[-1].height):
            yield stretch
            stretch = []
        stretch.append(word)
    yield stretch


def _sureness(words: Sequence[ReadWord]) -> float:
    return median(word.confidence for word in words)


def _covers(one: Sequence[ReadWord], other: Sequence[ReadWord]) -> bool:
    """Whether one stretch lies over most of another one."""
    boxes = [
        (
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
        )
        for words in (one, other)
    ]
    (left, top, right, bottom), (x0, y0, x1, y1) = boxes
    width, height = min(right, x1) - max(left, x0), min(bottom, y1) - max(top, y0)
    return width > 0 and height > 0 and width * height > COVERED * (x1 - x0) * (y1 - y0)


def count_marks(words: Sequence[ReadWord], printed: Sequence[ReadWord]) -> int:
    """How many marks with letters or digits were left out: stamps, signatures, handwriting, and print under them."""
    places = {(word.left, word.top) for word in printed}
    left_out = [word for word in words if (word.left, word.top) not in places and _PARTS.search(word.text)]
    return sum(not any(_middle_under(word, other) for other in printed) for word in left_out)


def _middle_under(word: ReadWord, other: ReadWord) -> bool:
    """Whether another word lies over the middle of one, which then was read in its place."""
    x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return other.left <= x < other.right and other.top <= y < other.bottom


def lines_of(words: Sequence[ReadWord]) -> Iterator[list[ReadWord]]:
    """The words line by line."""
    for _, line in groupby(words, key=lambda word: (word.picture, word.line)):
        yield list(line)


def _printed(line: list[ReadWord], usual: float, dpi: float) -> Iterator[ReadWord]:
    lettered = [word for word in line if _PARTS.search(word.text)]
    sure = median_high([word.confidence for word in lettered]) if lettered else 0.0
    for i, word in enumerate(line):
        if ILLEGIBLE in word.text:
            yield word
        elif not _PARTS.search(word.text):
            compares = _COMPARISON.fullmatch(word.text) is not None and _leads_to_number(word, line[i + 1 : i + 2])
            if compares or _is_sign(word, dpi, first=i == 0, alone=not lettered):
                yield replace(word, text="–") if i == 0 and word.text == "~" else word
        elif _is_print(line, i, sure) or not _is_debris(word, sure, usual):
            yield replace(word, text=_WAVED_DASH.sub("–", word.text)) if "~" in word.text else word


def _is_print(line: Sequence[ReadWord], i: int, sure: float) -> bool:
    """Whether a word is printed for sure, whatever the height of its box: Tesseract gives some sure words of a sure
    line boxes of a few pixels. A box inside its neighbour's is a tone mark that was read twice."""
    word = line[i]
    apart = all(
        word.left >= other.right or word.right <= other.left
        for other in line[max(0, i - 1) : i + 2]
        if other is not word
    )
    return apart and min(word.confidence, sure) > PRINTED and is_plausible(word.text)


def _leads_to_number(sign: ReadWord, behind: Sequence[ReadWord]) -> bool:
    """Whether a sign stands before a number, as in `đạt > 80%`: without it the target would be another one."""
    return sign.confidence >= NOT_A_SIGN and any(word.text[:1].isdigit() for word in behind)


def _is_sign(word: ReadWord, dpi: float, *, first: bool, alone: bool) -> bool:
    """Whether a token without letters or digits is printed: a bullet, a dash, a full stop."""
    size = max(word.width, word.height)
    if size < MOTE_INCHES * dpi or (size < SPECK_INCHES * dpi and word.confidence < 0.9):
        return False
    if first and not alone and _DASH.fullmatch(word.text) and word.width >= 2.5 * word.height:
        return True  # the dash of a list is often read with no confidence at all
    if alone or _RULE.fullmatch(word.text) or not _SIGNS.fullmatch(word.text):
        return False
    return word.confidence >= NOT_A_SIGN


def _is_debris(word: ReadWord, sure: float, usual: float) -> bool:
    height = word.height / usual
    if height < LOW or (height > HIGH and word.confidence < GOOD_LINE):
        return True
    if _WHOLE_SYMBOL.fullmatch(word.text):
        return False
    if sure >= GOOD_LINE and _CODE.search(word.text):
        return False  # half of a symbol that was read in two pieces: a wrong number is a finding, a lost one is not
    plausible = is_plausible(word.text)
    if not plausible and word.confidence < NOT_A_WORD:
        return True
    if word.confidence < NOTHING and not (plausible and sure >= GOOD_LINE):
        return True
    return sure < BAD_LINE and word.confidence < GOOD_LINE and not any(c.isdigit() for c in word.text)


def is_note(text: str) -> bool:
    """Whether a token is the note behind a recipient that says what the copy is for, however badly it was read."""
    return _NOTE.match(text) is not None


@lru_cache(maxsize=8192)
def is_plausible(text: str) -> bool:
    """Whether a token is built like those of Vietnamese documents: syllables, numbers, symbols, abbreviations.

    >>> is_plausible("63/2010/NĐ-CP"), is_plausible("nghiệp;"), is_plausible("LXRƯỞN"), is_plausible("kIớI")
    (True, True, False, False)
    """
    parts = _PARTS.findall(text)
    if not parts:
        return False
    signs = len(text) - sum(map(len, parts))
    if signs > len(parts) + 3 and signs > 3:
        return False
    if len(text) > 1 and signs and all(len(part) == 1 and part.isalpha() for part in parts):
        return re.fullmatch(r"\(?\w(?:/\w)?[).]?[;,.]?", text) is not None
    return all(map(_is_part, parts)) or _DOTTED.fullmatch(text.strip(".,;:()")) is not None


def _is_part(part: str) -> bool:
    if _NUMBER.fullmatch(part) or _ABBREVIATION.fullmatch(part):
        return True
    return _CASE.fullmatch(part) is not None and (
        is_syllable(_HIGHLAND.sub("c", part)) or _LATIN.fullmatch(part) is not None
    )
