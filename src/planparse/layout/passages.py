"""Passages: running text with its line breaks joined, that still knows where every character was printed.

All parsers read passages. A citation that runs over a line or page break is contiguous here, and `Passage.evidence`
takes it back to page, line, box and raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from planparse.pagetext import BBox
from planparse.restoration.edits import RestoredText


@dataclass(frozen=True, slots=True)
class Segment:
    """`Passage.text[start:end]` stands at `page.text[page_start:page_start + end - start]`."""

    start: int
    end: int
    page: RestoredText
    page_start: int


@dataclass(frozen=True, slots=True)
class Place:
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


@dataclass(frozen=True)
class Passage:
    """A piece of running text: a paragraph, a heading, a table cell."""

    text: str
    segments: tuple[Segment, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

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
                for s in self.segments
                if s.start < end and s.end > start
            ),
        )

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where `text[start:end]` was read.

        Raises:
            ValueError: the passage is empty.
        """
        end = len(self.text) if end is None else end
        parts = [s for s in self.segments if s.start < end and s.end > start] or list(self.segments[:1])
        if not parts:
            raise ValueError("an empty passage has no place")
        spans = [
            (s.page, s.page_start + max(0, start - s.start), s.page_start + min(s.end, end) - s.start) for s in parts
        ]
        first = spans[0][0]
        on_first = [(a, b) for page, a, b in spans if page is first]
        span = (on_first[0][0], max(on_first[-1][1], on_first[0][0]))
        weights = [max(1, b - a) for _, a, b in spans]
        total = sum(w * page.confidence(a, b) for w, (page, a, b) in zip(weights, spans, strict=True))
        return Place(
            page=first.page.number,
            line=first.line_of(span[0]),
            span=span,
            bbox=_union([page.bbox(a, b) for page, a, b in spans if page is first]),
            raw=" ".join(" ".join(page.raw(a, b).split()) for page, a, b in spans),
            confidence=total / sum(weights),
            handwritten=any(page.handwritten(a, b) for page, a, b in spans),
            doubted=any(page.doubted(a, b) for page, a, b in spans),
        )

    @cached_property
    def first_line(self) -> int:
        """Line number, in the whole document, of the first character."""
        return self.place(0, 1).line

    @cached_property
    def page_number(self) -> int:
        """Number of the page of the first character."""
        return self.segments[0].page.page.number


def _union(boxes: Sequence[BBox | None]) -> BBox | None:
    result: BBox | None = None
    for box in boxes:
        if box is not None:
            result = box if result is None else result.union(box)
    return result


_RUN = re.compile(r"\s*(?P<run>\S*(?: \S+)*)")


def passage_from_spans(spans: Sequence[tuple[RestoredText, int, int]]) -> Passage:
    """Join pieces of page text, usually lines, into one passage.

    White space collapses to one space. A line that ends in a hyphen is joined without a space: Vietnamese does not
    break words, so the hyphen belongs to a symbol (`QĐ-` / `TTg`) or to a span of years (`2021-` / `2025`).
    """
    pieces: list[str] = []
    segments: list[Segment] = []
    length, last_word = 0, ""
    for page, start, end in spans:
        for word_start, word_end, new_line in _runs(page.text, start, end):
            run = page.text[word_start:word_end]
            glued = not pieces or (new_line and last_word.endswith("-") and len(last_word) > 1)
            if not glued:
                pieces.append(" ")
                length += 1
            pieces.append(run)
            last_word = run[run.rfind(" ") + 1 :]
            segment = Segment(length, length + len(run), page, word_start)
            previous = segments[-1] if segments else None
            if (
                previous is not None
                and previous.page is page
                and not glued
                and previous.page_start + (length - previous.start) == word_start
            ):
                # One white space on the page as well: the segment simply goes on.
                segments[-1] = Segment(previous.start, segment.end, page, previous.page_start)
            else:
                segments.append(segment)
            length = segment.end
    return Passage("".join(pieces), tuple(segments))


def _runs(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Runs of words with single spaces between them, and whether each begins a line.

    Most lines are one run, which is why runs are joined and not words: it takes a fifth of the time.
    """
    position = start
    while position < end:
        match = _RUN.match(text, position, end)
        if match is None:
            return
        first = match.start("run")
        if first == match.end():
            return
        yield first, match.end(), position == start or "\n" in text[position:first]
        position = match.end()
