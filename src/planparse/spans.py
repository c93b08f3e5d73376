"""Spans of a text that are asked many times whether a place lies in one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Spans of a text, those that overlap joined, so that bisection finds the one that a place lies in.

    >>> Spans([(2, 5), (4, 8)]).hold(7), Spans([(2, 5)]).meet(5, 9)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of the spans has a character in common with `[start, end)`."""
        i = bisect_right(self._ends, start)
        return i < len(self._ends) and self._starts[i] < end

    def hold(self, place: int) -> bool:
        """Whether one of the spans has the character at a place."""
        return self.meet(place, place + 1)
