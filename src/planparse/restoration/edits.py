"""Edits, and the restored text that they make out of a page's raw text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from planparse.pagetext import BBox, PageText

_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `raw[start:end] == before` by `after`. `why` names the rule or model that proposed it."""

    start: int
    end: int
    before: str
    after: str
    score: float
    """Probability, 0 to 1, that `after` is what was printed."""
    why: str
    candidates: tuple[tuple[str, float], ...] = ()
    """The best readings with their probabilities, best first; filled for `--explain`."""


def replay(raw: str, edits: Iterable[Edit]) -> str:
    """Apply edits, sorted by `start` and not overlapping, to the raw text.

    Raises:
        ValueError: an edit overlaps its predecessor or does not find its `before` text.
    """
    pieces: list[str] = []
    position = 0
    for edit in edits:
        if edit.start < position or raw[edit.start : edit.end] != edit.before:
            raise ValueError(f"edit at {edit.start} does not fit the text")
        pieces += (raw[position : edit.start], edit.after)
        position = edit.end
    pieces.append(raw[position:])
    return "".join(pieces)


@dataclass(frozen=True)
class RestoredText:
    """A page's text after restoration; offsets can be taken back to the raw text, the words and their boxes."""

    page: PageText
    edits: tuple[Edit, ...] = ()

    @cached_property
    def text(self) -> str:
        """The restored text."""
        return replay(self.page.text, self.edits)

    @cached_property
    def _restored_starts(self) -> list[int]:
        shift, starts = 0, []
        for edit in self.edits:
            starts.append(edit.start + shift)
            shift += len(edit.after) - (edit.end - edit.start)
        return starts

    @cached_property
    def _raw_ends(self) -> list[int]:
        return [edit.end for edit in self.edits]

    def _to_raw(self, offset: int, *, end: bool) -> int:
        i = bisect_right(self._restored_starts, offset - (1 if end else 0)) - 1
        if i < 0:
            return offset
        edit, start = self.edits[i], self._restored_starts[i]
        inside = offset - start
        if inside < len(edit.after) or (end and inside == len(edit.after)):
            return edit.end if end else edit.start
        return edit.end + inside - len(edit.after)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw offsets of restored `[start, end)`, widened to whole edits."""
        if not self.edits:
            return start, max(start, end)
        first = self._to_raw(start, end=False)
        return first, max(first, self._to_raw(end, end=True)) if end > start else first

    def from_raw(self, offset: int) -> int:
        """The restored offset of a raw offset that lies outside every edit (or at the edge of one)."""
        i = bisect_right(self._raw_ends, offset)
        if i and self.edits[i - 1].start == self.edits[i - 1].end == offset:
            i -= 1  # an insertion at the offset itself comes after it
        if i == 0:
            return offset
        last = self.edits[i - 1]
        return self._restored_starts[i - 1] + len(last.after) + offset - last.end

    def raw(self, start: int, end: int) -> str:
        """The raw text behind restored `[start, end)`."""
        first, last = self.raw_span(start, end)
        return self.page.text[first:last]

    def edits_between(self, start: int, end: int) -> tuple[Edit, ...]:
        """The edits that made some of restored `[start, end)`."""
        first, last = self.raw_span(start, end)
        found = bisect_right(self._raw_ends, first)
        stop = found
        while stop < len(self.edits) and self.edits[stop].start < last:
            stop += 1
        return self.edits[found:stop]

    def bbox(self, start: int, end: int) -> BBox | None:
        """The box around the words of restored `[start, end)`; None where words have no boxes."""
        box: BBox | None = None
        if self.page.is_bare:
            return None
        for word in self.page.words_between(*self.raw_span(start, end)):
            if word.bbox is not None:
                box = word.bbox if box is None else box.union(word.bbox)
        return box

    def confidence(self, start: int, end: int) -> float:
        """Mean confidence of the words of restored `[start, end)`, each edited word at its edit's score."""
        if not self.edits and self.page.is_bare:
            return 1.0
        words = self.page.words_between(*self.raw_span(start, end))
        if not words:
            return 1.0
        edits = self.edits_between(start, end)
        total, next_edit = 0.0, 0
        for word in words:
            value = word.confidence
            while next_edit < len(edits) and edits[next_edit].end <= word.start:
                next_edit += 1
            for edit in edits[next_edit:]:
                if edit.start >= word.end:
                    break
                value = min(value, edit.score)
            total += value
        return total / len(words)

    def handwritten(self, start: int, end: int) -> bool:
        """Whether restored `[start, end)` holds a number that was read from handwriting."""
        if self.page.is_bare:
            return False
        return any(word.handwritten for word in self.page.words_between(*self.raw_span(start, end)))

    def doubted(self, start: int, end: int) -> bool:
        """Whether restored `[start, end)` holds a number that two readings disagree on."""
        if self.page.is_bare:
            return False
        words = self.page.words_between(*self.raw_span(start, end))
        return any(word.second is not None and word.second != self.page.text[word.start : word.end] for word in words)

    def line_of(self, offset: int) -> int:
        """The number, in the whole document, of the line that a restored offset stands on."""
        return self.page.first_line + bisect_left(self._line_ends, offset)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in _LINE_END.finditer(self.text)]
