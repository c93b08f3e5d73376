"""Numbers written by hand into a printed letterhead: the serial before the symbol, the day of issue.

Tesseract reads handwriting as anything. What is not read surely as a number is given as illegible, so that later
stages know that something stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord
from planparse.pagetext import ILLEGIBLE

SURE = 0.8
"""Confidence from which a serial or day is taken as read. On four letterheads filled in by hand, misread handwriting
had up to 0.63; printed numbers mostly have 0.9 and more."""
LETTERHEAD = 0.45
"""Share of the page's height that the letterhead lies in."""

_SERIAL = re.compile(
    r"""(?x) ^ .{0,60}? \b S[ốôóòo6]\s*[:.;]?\s*
    (?P<slot> [^/⁄]{0,16}? ) \s* (?P<rest>[/⁄]) \s* [A-ZĐ]{2,6} (?: [-–] | \b )"""
)
_DAY = re.compile(
    r"""(?x) (?: ^ | [,.;] ) \s* ng[àaảá]y (?P<slot> .{0,12}? ) \s* (?P<rest>tháng) \s* .{0,8}? \s* năm \s* \d{4}"""
)
_NUMBER = re.compile(r"\d{1,5}[a-zđA-ZĐ]?")
_DAY_NUMBER = re.compile(r"0?[1-9]|[12]\d|3[01]")

Inked = Callable[[int, int, int, int], bool]
"""Whether a box of the picture (left, top, right, bottom, in pixels) holds ink."""


def mark_handwriting(words: Sequence[ReadWord], height: int, inked: Inked) -> tuple[ReadWord, ...]:
    """The words with unsure serials and days of the letterhead given as illegible.

    Args:
        height: of the picture, in pixels.
        inked: tells a blank, to be filled in by hand later, from a number that was not read.
    """
    result: list[ReadWord] = []
    for line in lines_of(words):
        top = min(word.top for word in line)
        result += _marked(line, inked) if top < LETTERHEAD * height else line
    return tuple(result)


def _marked(line: list[ReadWord], inked: Inked) -> list[ReadWord]:
    for pattern, number in ((_SERIAL, _NUMBER), (_DAY, _DAY_NUMBER)):
        text, starts = _joined(line)
        match = pattern.search(text)
        if match is None:
            continue
        start = match.start("slot")
        slot = match["slot"].strip()
        first = max(i for i, at in enumerate(starts) if at <= max(0, start - 1))
        end = match.start("rest")
        last = max(i for i, at in enumerate(starts) if at <= end)
        touched = line[first : last + 1]
        holders = [word for word in touched if any(c in word.text for c in slot)] if slot else []
        if slot and number.fullmatch(slot) and min((word.confidence for word in holders), default=0.0) >= SURE:
            continue
        if not slot and not _gap_inked(touched, inked):
            continue
        before, after = text[starts[first] : start].rstrip(), text[end : starts[last] + len(line[last].text)]
        gap = " " if pattern is _DAY else ""
        line = [*line[:first], *_rewritten(touched, before, f"{ILLEGIBLE}{gap}{after.lstrip()}"), *line[last + 1 :]]
    return line


def _joined(line: Sequence[ReadWord]) -> tuple[str, list[int]]:
    starts, length = [], 0
    for word in line:
        starts.append(length)
        length += len(word.text) + 1
    return " ".join(word.text for word in line), starts


def _gap_inked(touched: Sequence[ReadWord], inked: Inked) -> bool:
    """Whether ink stands between the words around an empty slot."""
    return any(
        second.left - first.right > first.height // 2
        and inked(first.right + 2, min(first.top, second.top), second.left - 2, max(first.bottom, second.bottom))
        for first, second in pairwise(touched)
    )


def _rewritten(touched: Sequence[ReadWord], before: str, after: str) -> list[ReadWord]:
    """New words over the place of old ones; each takes the width that its letters ask for."""
    texts = [*before.split(), *after.split()]
    left, right = min(word.left for word in touched), max(word.right for word in touched)
    top, bottom = min(word.top for word in touched), max(word.bottom for word in touched)
    total = sum(map(len, texts)) + len(texts) - 1
    words, at = [], 0
    known = {word.text: word.confidence for word in touched}
    for text in texts:
        start, end = (left + (right - left) * place // max(1, total) for place in (at, at + len(text)))
        confidence = 0.0 if ILLEGIBLE in text else known.get(text, 0.5)
        word = replace(touched[0], text=text, confidence=confidence, left=start, width=end - start)
        words.append(replace(word, top=top, height=bottom - top))
        at += len(text) + 1
    return words
