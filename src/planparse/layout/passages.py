"""Passages: running text with its line breaks joined, that still knows where every character was printed.

All parsers read passages. A citation that runs over a line or page break is contiguous here, and `Passage.place` takes
it back to page, line, box and raw text.

What a document has thousands of (lines, segments, passages, blocks, cells) are named tuples: frozen dataclasses, which
set each field by a call, took an eighth of the time of parsing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from planparse.pagetext import BBox
from planparse.restoration.edits import RestoredText


class Segment(NamedTuple):
    """`Passage.text[start:end]` stands at `page.text[page_start:page_start + end - start]`."""

    start: int
    end: int
    page: RestoredText
    page_start: int


_LINE_END = re.compile("\n")
_TAB = re.compile("\t")
_SEGMENT_START, _SEGMENT_END = attrgetter("start"), attrgetter("end")


class Place(NamedTuple):
    """Where a value was read, how sure the reading is, and what stood there before restoration."""

    page: int
    line: int
    span: tuple[int, int]
    """Offsets in the restored text of the page; of the first page where the value runs over a page break."""
    bbox: BBox | None
    raw: str
    confidence: float
    handwritten: bool = False
    """Whether a number in it was read from handwriting."""
    doubted: bool = False
    """Whether two readings of a number in it disagree."""


class Passage(NamedTuple):
    """A piece of running text: a paragraph, a heading, a table cell."""

    text: str
    segments: tuple[Segment, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def _segments_between(self, start: int, end: int) -> tuple[Segment, ...]:
        """The segments that have a character of `text[start:end]`."""
        if len(self.segments) == 1:  # nineteen of twenty passages
            only = self.segments[0]
            return self.segments if only.start < end and start < only.end else ()
        first = bisect_right(self.segments, start, key=_SEGMENT_END)
        return self.segments[first : bisect_left(self.segments, end, lo=first, key=_SEGMENT_START)]

    def slice(self, start: int, end: int) -> Passage:
        """The passage of `text[start:end]`, without white space at its ends."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Passage(
            self.text[start:end],
            tuple(
                Segment(
                    max(s.start, start) - start,
                    min(s.end, end) - start,
                    s.page,
                    s.page_start + max(0, start - s.start),
                )
                for s in self._segments_between(start, end)
            ),
        )

    def line_starts(self) -> list[int]:
        """Where the printed lines of the text begin, 0 first."""
        starts, last = [0], 0
        for i, segment in enumerate(self.segments):
            page, first = segment.page, segment.page_start
            if i and (page is not self.segments[i - 1].page or "\n" in page.text[last:first]):
                starts.append(segment.start)
            last = first + segment.end - segment.start
            starts += [segment.start + m.end() for m in _LINE_END.finditer(page.text[first:last])]
        return starts

    def tab_stops(self) -> list[int]:
        """Where the text behind a tab inside a printed line begins: a cell beside another one."""
        stops, page, last = [], None, 0
        for segment in self.segments:
            between = segment.page.text[last : segment.page_start] if segment.page is page else ""
            if "\t" in between and "\n" not in between:
                stops.append(segment.start)
            page, last = segment.page, segment.page_start + segment.end - segment.start
            stops += [segment.start + m.end() for m in _TAB.finditer(page.text[segment.page_start : last])]
        return stops

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where `text[start:end]` was read.

        Raises:
            ValueError: the passage is empty.
        """
        end = len(self.text) if end is None else end
        parts = self._segments_between(start, end) or self.segments[:1]
        if not parts:
            raise ValueError("an empty passage has no place")
        if len(parts) == 1 and parts[0].page.page.is_bare:  # nearly all of a text dump: in half the time
            return _bare_place(parts[0], start, end)
        spans = [
            (s.page, s.page_start + max(0, start - s.start), s.page_start + min(s.end, end) - s.start) for s in parts
        ]
        first, begin, last = spans[0]
        box: BBox | None = None
        raws: list[str] = []
        handwritten = doubted = False
        for page, a, b in spans:
            raws.append(" ".join(page.raw(a, b).split()))
            if page is first:
                last = b
            if page.page.is_bare:
                continue
            if page is first:
                box = _union(box, page.bbox(a, b))
            handwritten = handwritten or page.handwritten(a, b)
            doubted = doubted or page.doubted(a, b)
        return Place(
            page=first.page.number,
            line=first.line_of(begin),
            span=(begin, max(last, begin)),
            bbox=box,
            raw=" ".join(raws),
            confidence=mean_confidence(spans),
            handwritten=handwritten,
            doubted=doubted,
        )

    @property
    def confidence(self) -> float:
        """How sure the reading is, as `place` says; 1.0 for an empty passage."""
        return mean_confidence([(s.page, s.page_start, s.page_start + s.end - s.start) for s in self.segments])


def _bare_place(part: Segment, start: int, end: int) -> Place:
    """The place of a piece of one segment, on a page whose words are nothing but text."""
    page = part.page
    begin = part.page_start + max(0, start - part.start)
    last = part.page_start + min(part.end, end) - part.start
    raw = " ".join(page.raw(begin, last).split())
    return Place(
        page.page.number, page.line_of(begin), (begin, max(last, begin)), None, raw, page.confidence(begin, last)
    )


def mean_confidence(spans: Sequence[tuple[RestoredText, int, int]]) -> float:
    """How sure the reading of some pieces of page text is, longer ones counting more; 1.0 where there is none."""
    total, weights = 0.0, 0
    for page, start, end in spans:
        weight = max(1, end - start)
        total += weight * page.confidence(start, end)
        weights += weight
    return total / weights if weights else 1.0


def _union(first: BBox | None, second: BBox | None) -> BBox | None:
    return first or second if first is None or second is None else first.union(second)


_RUN = re.compile(r"\s*(?P<run>\S*(?: \S+)*)")


def passage_from_spans(spans: Sequence[tuple[RestoredText, int, int]]) -> Passage:
    """Join pieces of page text, usually lines, into one passage.

    White space collapses to one space. A line that ends in a hyphen is joined without a space: Vietnamese does not
    break words, so the hyphen belongs to a symbol (`QĐ-` / `TTg`) or to a span of years (`2021-` / `2025`).
    """
    plain = _plain_paragraph(spans)
    if plain is not None:
        return plain
    pieces: list[str] = []
    segments: list[Segment] = []
    length, last = 0, ""
    begun: tuple[int, RestoredText, int] | None = None  # the segment that still goes on: start, page, page_start
    for page, start, end in spans:
        for run_start, new_line, run in _runs(page.text, start, end):
            glued = begun is None or (new_line and last[-1] == "-" and last[-2:-1] not in ("", " "))
            gap = 0 if glued else 1
            # One white space on the page as well: the segment simply goes on.
            goes_on = gap and begun is not None and begun[1] is page and begun[2] + length + 1 - begun[0] == run_start
            if not goes_on:
                if begun is not None:
                    segments.append(Segment(begun[0], length, *begun[1:]))
                begun = (length + gap, page, run_start)
            if gap:
                pieces.append(" ")
            pieces.append(run)
            length += gap + len(run)
            last = run
    if begun is not None:
        segments.append(Segment(begun[0], length, *begun[1:]))
    return Passage("".join(pieces), tuple(segments))


def _plain_paragraph(spans: Sequence[tuple[RestoredText, int, int]]) -> Passage | None:
    """The passage of whole lines of one page that follow each other, with single spaces in them and no hyphen at an
    end, as nearly all are: joined at once, in five sixths of the time."""
    if not spans:
        return None
    page, start, end = spans[0]
    if len(spans) == 1:
        text = page.text[start:end]  # no line break in it, or it is not printable
    else:
        last_page, _, end = spans[-1]
        if page is not last_page or sum(b - a + 1 for _, a, b in spans) != end - start + 1:
            return None
        printed = page.text[start:end]
        if printed.count("\n") != len(spans) - 1 or "-\n" in printed:
            return None
        text = printed.replace("\n", " ")
    if not text or not text.isprintable() or "  " in text or text[0] == " " or text[-1] == " ":
        return None
    return Passage(text, (Segment(0, len(text), page, start),))


def _runs(text: str, start: int, end: int) -> Iterable[tuple[int, bool, str]]:
    """Runs of words with single spaces between them: where each begins, whether a line does, what it says.

    Most lines are one run, which is why runs are joined and not words: it takes a fifth of the time. Of all white space
    only the space is printable, so that such a line is known by two tests.
    """
    line = text[start:end]
    if line.isprintable() and "  " not in line and line == line.strip(" ") != "":
        return ((start, True, line),)
    return _several_runs(text, start, end)


def _several_runs(text: str, start: int, end: int) -> Iterator[tuple[int, bool, str]]:
    position = start
    while position < end:
        match = _RUN.match(text, position, end)
        if match is None:
            return
        first = match.start("run")
        if first == match.end():
            return
        yield first, position == start or "\n" in text[position:first], match["run"]
        position = match.end()
