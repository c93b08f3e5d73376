"""Pairing: which found record stands for which gold record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

Gold = TypeVar("Gold")
Found = TypeVar("Found")


def pair(
    gold: Sequence[Gold], found: Sequence[Found], likeness: Callable[[Gold, Found], float], floor: float
) -> tuple[tuple[int, int], ...]:
    """Index pairs (gold, found), each record used once; the most alike go first, of equals those in like places."""
    candidates: list[tuple[float, float, int, int]] = []
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            value = likeness(one, other)
            if value >= floor:
                distance = abs(i / len(gold) - j / len(found))
                candidates.append((value, -distance, i, j))
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    pairs: list[tuple[int, int]] = []
    for _, _, i, j in sorted(candidates, reverse=True):
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return tuple(sorted(pairs))
