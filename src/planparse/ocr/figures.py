"""Figures that were read as signs of their shape: `§0` is 80, `§008/BNNMT` is 8008/BNNMT, `Ø7` is 07, `Điều I1` is
Điều 11, `tháng † năm` is tháng 4 năm.

No plan prints §, Ø or †: none of 588 documents does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord

UNSURE = 0.9
"""Confidence of such a number, at most: it is read again like every number in doubt."""
NUMBERED = frozenset({"ngày", "tháng", "năm", "điều", "khoản"})
"""Words before a number in figures; chapters and parts may have Roman numerals."""
_FIGURES = str.maketrans("§Ø", "80")
_NUMBER = re.compile(r"\(?(?=[\d.,/-]*[§Ø])(?:§[.,)]?|(?=.*\d)[\d§Ø.,/-]+)(?:[%.,;:)]{0,2})")
_SERIAL = re.compile(r"\(?(?=\d*[§Ø])[\d§Ø]{2,5}(?=/[\dA-ZĐ])")
_CROSS = re.compile(r"[-–]?[+†‡]")
_STROKE_AND_FIGURES = re.compile(r"[Il|](?P<rest>\d[.,;:)]{0,2})")
_HEADING = re.compile(r"[Il|]\d[.)]")


def with_figures(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, with such numbers in figures."""
    return tuple(word for line in lines_of(words) for word in _line(line))


def _line(line: Sequence[ReadWord]) -> Iterator[ReadWord]:
    for i, word in enumerate(line):
        stroke = _STROKE_AND_FIGURES.fullmatch(word.text)
        if _NUMBER.fullmatch(word.text):
            text = word.text.translate(_FIGURES)
        elif serial := _SERIAL.match(word.text):
            text = serial[0].translate(_FIGURES) + word.text[serial.end() :]
        elif _CROSS.fullmatch(word.text) and _is_month(line, i):
            text = "4"
        elif stroke and (line[i - 1].text.lower() in NUMBERED if i else _HEADING.fullmatch(word.text)):
            text = f"1{stroke['rest']}"
        else:
            yield word
            continue
        yield replace(word, text=text, confidence=min(word.confidence, UNSURE))


def _is_month(line: Sequence[ReadWord], i: int) -> bool:
    return 0 < i < len(line) - 1 and line[i - 1].text.lower() == "tháng" and line[i + 1].text.lower() == "năm"
