"""Footnotes (chú thích cuối trang): small print at the foot of a page, which cuts a paragraph that goes on overleaf."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from planparse.folding import CAPITALS
from planparse.layout.lines import Line
from planparse.layout.marks import is_capitals
from planparse.layout.measure import continues

SMALLER = 0.88
"""Largest width of a letter of a footnote, as a share of that of the text: 10 points below 13.5 have 0.74."""
MOST_LINES = 12
"""Lines of the footnotes of one page."""
LEAST_TEXT = 3
"""Lines of text above, by which small print is told."""

_MARK = re.compile(
    rf"(?:\(\d{{1,2}}\)|\[\d{{1,2}}\]|\d{{1,2}}|\*{{1,3}})\s{{0,3}}(?=[^\W\d_])|[!?'’\"°^|lIi¹²³]\s{{1,3}}(?=[{CAPITALS}])"
)
"""A footnote begins with its number, without a stop: `1 Nghị định số ...`, `(1) Theo ...`, `* Số liệu ...`. Raised
figures are so small that OCR reads signs for them: `! Nghị định số ...`."""


def footnote_spans(lines: Sequence[Line]) -> tuple[tuple[int, int], ...]:
    """The footnotes among the lines of a document, without noise and tables: first line, and the line behind the last.

    Where words have boxes, their print is smaller. Where they have none, a sentence must go on over them: from the line
    above to the first line of the next page.
    """
    return tuple(span for first, last in _pages(lines) for span in _of_page(lines, first, last))


def _pages(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].page is not lines[first].page:
            yield first, i
            first = i


def _of_page(lines: Sequence[Line], first: int, last: int) -> Iterator[tuple[int, int]]:
    begin = max(first + LEAST_TEXT, last - MOST_LINES)
    starts = [i for i in range(begin, last) if _MARK.match(lines[i].text)]
    if not starts:
        return
    foot = _small_print(lines, first, last) if lines[first].left is not None else _cut_sentence(lines, starts, last)
    starts = [i for i in starts if foot is not None and i >= foot]
    if foot is None or not starts or starts[0] != foot:
        return
    yield from zip(starts, [*starts[1:], last], strict=True)


def _small_print(lines: Sequence[Line], first: int, last: int) -> int | None:
    """The first of the lines in small print that a page ends with."""
    widths = [_letter_width(line) for line in lines[first:last]]
    text = [width for width, line in zip(widths, lines[first:last], strict=True) if not is_capitals(line.text)]
    if len(text) <= LEAST_TEXT:
        return None
    usual = median(text)
    begin = last
    while begin > first and widths[begin - 1 - first] < SMALLER * usual:
        begin -= 1
    return begin if begin < last else None


def _letter_width(line: Line) -> float:
    """The mean width of a letter in points; infinite where no word has a box."""
    words = line.page.page.words_between(*line.page.raw_span(line.start, line.end))
    boxed = [(word.bbox.width, word.end - word.start) for word in words if word.bbox is not None]
    letters = sum(length for _, length in boxed)
    return sum(width for width, _ in boxed) / letters if letters else float("inf")


def _cut_sentence(lines: Sequence[Line], starts: Sequence[int], last: int) -> int | None:
    """The first line behind which a sentence is cut that goes on overleaf."""
    if last == len(lines):
        return None
    return next((i for i in starts if continues(lines[i - 1], lines[last])), None)
