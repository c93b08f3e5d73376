"""What lines begin with: dashes and Roman numerals, told by their ink, and letters that are read as other signs.

Tesseract reads a mark as whatever the line before made likely.

The dash of a list beside a speck is read as `;`, `._-` or `h`, a hyphen as a dash and the other way round, and II and
III in bold as H and HI, I. as L. What is printed is plain to see: one flat mark that is short or long; one to three
upright strokes without a bar between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from planparse.ocr.debris import SPECK_INCHES as DIRT_INCHES
from planparse.ocr.debris import lines_of
from planparse.ocr.picture import Grey
from planparse.ocr.tsv import ReadWord

INK = 150
SPECK_INCHES = 0.034
"""Marks up to this size (6 pixels at 200 dpi) beside a dash are specks."""
FLAT = 2.0
"""Width by height of a dash, at least: hyphens of 11 pt in bold have 2.2."""
SHORTEST, LONG, LONGEST = 0.2, 0.48, 0.9
"""Widths of dashes as shares of the height of the words beside them. Of 220 dashes of seven scans and of two samples,
hyphens have 0.23 to 0.44, en dashes 0.53 to 0.72."""
MARGIN = 3
"""Pixels around the box of a word in which its ink may lie."""
FEW_SIGNS = 3
"""A list's dash and the specks beside it are read as three signs at the most."""
UPRIGHT = (0.25, 0.75)
"""The rows, as shares of the height of a numeral, in which its strokes are told apart: serifs are above and below."""
STROKE = 0.35
"""Widest stroke of a numeral, as a share of its height: bold ones have 0.25."""
STRAIGHT = 0.12
"""How far a stroke may move sideways in the rows looked at, as a share of its height: by a pixel, and as it does on a
page that lies crooked by 4 degrees."""

LAST_OF_STROKES = 3
"""I, II and III are strokes alone."""
QUARTERS = ("quý", "quí")
_NUMERAL = re.compile(r"(?P<strokes>(?=[^.,]*[HIN])[HINl1|]{1,3})(?P<end>[.,])")
_STROKE_AND_STOP = re.compile(r"I?L\.?")
"""`I. MỤC TIÊU` and, with a stop that touches the numeral, `II.`"""
LETTER_MARKS = {
    "ø)": "g)",
    "¡)": "i)",
    "Ì)": "i)",
    "ì)": "i)",
    "©": "c)",
    "©)": "c)",
    "ƒ)": "f)",
    "ä)": "a)",
    "á)": "a)",
}
"""Letters of items by what they are read as: on 250 scanned pages eleven items g) were read as ø)."""
_TWO_OR_THREE = re.compile(r"I{2,3}[.,;:)]?")
_BEFORE_SLASH = re.compile(r"(?=[^/]*[HI])[HIl1|]{1,3}(?P<end>/.*)")
_BEHIND_LETTERS = re.compile(r"(?P<head>[XV]{1,3})(?P<strokes>(?=.*[IH])[IHhl1|]{1,3})(?P<end>[.,]?)")
"""XIII is read as XII, XIIH, XHI or XIh."""
_INSIDE = re.compile(r"(?P<strokes>(?=.*[HI])[HIl1|]{1,3})(?P<end>[.,;:)]?)")
_DASH = re.compile(r"[-–—~_¬]+")


def read_by_ink(words: Sequence[ReadWord], grey: Grey, dpi: float) -> tuple[ReadWord, ...]:
    """The words with the dashes and the Roman numerals that begin lines as they are printed.

    Args:
        words: of one picture, line by line as Tesseract gives them.
        grey: the picture.
        dpi: its resolution.
    """
    return tuple(word for line in lines_of(words) for word in _line(line, grey, dpi))


def _line(line: Sequence[ReadWord], grey: Grey, dpi: float) -> Iterator[ReadWord]:
    heights = [word.height for word in line if sum(c.isalpha() for c in word.text) > 1]
    speck = round(SPECK_INCHES * dpi)
    # A speck before the line is a word of its own: `· III. KINH PHÍ`.
    begin = next((i for i, word in enumerate(line) if max(word.width, word.height) > DIRT_INCHES * dpi), 0)
    for i, word in enumerate(line):
        first = i == begin and i + 1 < len(line)
        dash = numeral = None
        if heights and (_DASH.fullmatch(word.text) or (first and len(word.text) <= FEW_SIGNS)):
            dash = _dash(word, grey, median(heights), speck)
        if first and dash is None and line[i + 1].text[:1].isupper():
            numeral = _numeral(word, grey) or _lettered(word)
            if numeral is None and line[i + 1].text.isupper():
                numeral = _numeral_and_stop(word, grey)
        elif i and (_TWO_OR_THREE.fullmatch(word.text) or line[i - 1].text.lower() in QUARTERS):
            numeral = _of_strokes(word, grey)
        yield dash or numeral or _with_last_strokes(word, grey) or word


def _dash(word: ReadWord, grey: Grey, height: float, speck: int) -> ReadWord | None:
    """The dash that is all the ink of a word but specks."""
    left, top = max(0, word.left - MARGIN), max(0, word.top - MARGIN)
    part = grey[top : word.bottom + MARGIN, left : word.right + MARGIN]
    if not part.size:
        return None  # a box beside the picture, at which OpenCV crashes
    found = cv2.connectedComponentsWithStats((part < INK).astype(np.uint8), connectivity=8)[2][1:]
    large = [tuple(map(int, mark)) for mark in found if mark[2] > speck or mark[3] > speck] or [
        tuple(map(int, mark)) for mark in found if len(found) == 1
    ]
    if len(large) != 1:
        return None
    ((x, y, width, thickness, _),) = large
    if width < FLAT * thickness or not SHORTEST * height <= width <= LONGEST * height:
        return None
    text = "-" if width < LONG * height else "–"
    return replace(word, text=text, left=left + x, top=top + y, width=width, height=thickness)


def _numeral(word: ReadWord, grey: Grey) -> ReadWord | None:
    """The numeral II or III, also where it was read as a letter H, or III as II."""
    read = _NUMERAL.fullmatch(word.text)
    if read is None:
        return None
    strokes = upright_strokes(grey[word.top : word.bottom, word.left : word.right])
    return replace(word, text="I" * strokes + read["end"]) if 2 <= strokes <= LAST_OF_STROKES else None


def _numeral_and_stop(word: ReadWord, grey: Grey) -> ReadWord | None:
    """The numeral I or II of a title in capitals, where it was read as a letter L together with its stop."""
    if _STROKE_AND_STOP.fullmatch(word.text) is None:
        return None
    strokes = upright_strokes(grey[word.top : word.bottom, word.left : word.right])
    return replace(word, text="I" * strokes + ".") if 1 <= strokes <= LAST_OF_STROKES else None


def _lettered(word: ReadWord) -> ReadWord | None:
    """The letter of an item that was read as another sign."""
    text = LETTER_MARKS.get(word.text)
    return None if text is None else replace(word, text=text)


def _of_strokes(word: ReadWord, grey: Grey) -> ReadWord | None:
    """A numeral inside a line, such as that of a quarter (quý), by its strokes: Tesseract reads III surely as II."""
    part = grey[word.top : word.bottom, word.left : word.right]
    read = _INSIDE.fullmatch(word.text)
    strokes = upright_strokes(part) if read else 0
    if read is None:
        read = _BEFORE_SLASH.fullmatch(word.text)
        strokes = leading_strokes(part) if read else 0
    if read is None:
        return None
    return replace(word, text="I" * strokes + read["end"]) if 1 <= strokes <= LAST_OF_STROKES else None


def _with_last_strokes(word: ReadWord, grey: Grey) -> ReadWord | None:
    """A numeral such as XIII by the strokes that it ends in, wherever it stands."""
    read = _BEHIND_LETTERS.fullmatch(word.text)
    if read is None:
        return None
    strokes = last_strokes(grey[word.top : word.bottom, word.left : word.right])
    text = f"{read['head']}{'I' * strokes}{read['end']}"
    return replace(word, text=text) if 1 <= strokes <= LAST_OF_STROKES and text != word.text else None


def upright_strokes(part: Grey) -> int:
    """How many upright strokes the ink of a picture is made of, without a bar between them; 0 where it is not.

    The bows of 2, 3 and 5 are single strokes too in every row, but not above each other.
    """
    rows, height = _middle_rows(part)
    if not len(rows):
        return 0
    strokes = {_runs(row, STROKE * height) for row in rows}
    if len(strokes) != 1 or 0 in strokes:
        return 0
    count = strokes.pop()
    middles = np.array([_edges(row).reshape(count, 2).mean(axis=1) for row in rows])
    return count if float(np.ptp(middles, axis=0).max()) <= STRAIGHT * height else 0


def leading_strokes(part: Grey) -> int:
    """How many upright strokes the ink of a picture begins with: three of `III/2026`."""
    rows, height = _middle_rows(part)
    return _strokes(rows, height)


def last_strokes(part: Grey) -> int:
    """How many upright strokes the ink of a picture ends with: three of `XIII`."""
    rows, height = _middle_rows(part)
    return _strokes(rows[:, ::-1], height)


def _strokes(rows: NDArray[np.bool_], height: int) -> int:
    """How many upright strokes rows of pixels begin with."""
    if not len(rows):
        return 0
    runs = [_edges(row).reshape(-1, 2) for row in rows]
    count = 0
    while all(len(row) > count for row in runs):
        column = np.array([row[count] for row in runs])
        if (
            int((column[:, 1] - column[:, 0]).max()) > STROKE * height
            or np.ptp(column.mean(axis=1)) > STRAIGHT * height
        ):
            break
        count += 1
    return count


def _middle_rows(part: Grey) -> tuple[NDArray[np.bool_], int]:
    """The rows of ink between the serifs of a numeral, and its height; no rows where there is no ink."""
    dark = part < INK
    inked = np.nonzero(dark.any(axis=1))[0]
    if not len(inked):
        return dark[:0], 0
    height = int(inked[-1] - inked[0]) + 1
    return dark[inked[0] + round(UPRIGHT[0] * height) : inked[0] + round(UPRIGHT[1] * height)], height


def _edges(row: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Where the runs of ink of a row of pixels begin and end, in turns."""
    return np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))


def _runs(row: NDArray[np.bool_], widest: float) -> int:
    """How many runs of ink a row of pixels has; 0 when one of them is too wide for a stroke."""
    edges = _edges(row)
    widths = edges[1::2] - edges[::2]
    return len(widths) if len(widths) and int(widths.max()) <= widest else 0
