"""Parts of a printed line: words that stand close together, with wide white space between the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from planparse.pagetext import BBox


class Printed(Protocol):
    """A word with its box."""

    @property
    def text(self) -> str:
        """What is printed."""

    @property
    def bbox(self) -> BBox:
        """Where it stands."""


W = TypeVar("W", bound=Printed)


@dataclass(slots=True)
class Part(Generic[W]):
    """Words of a line that stand close together, from `x0` to `x1`."""

    words: list[W]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def centre(self) -> float:
        """Middle between left and right edge."""
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class PartedLine(Generic[W]):
    """A printed line as its parts, from left to right."""

    parts: list[Part[W]]
    top: float
    bottom: float


def measure(line: Sequence[W], gap: float) -> PartedLine[W]:
    """Cut a line, its words in order, where they stand more than `gap` points apart."""
    parts = [Part([line[0]], line[0].bbox.x0, line[0].bbox.x1)]
    for word in line[1:]:
        if word.bbox.x0 - parts[-1].x1 > gap:
            parts.append(Part([word], word.bbox.x0, word.bbox.x1))
        else:
            parts[-1].words.append(word)
            parts[-1].x1 = max(parts[-1].x1, word.bbox.x1)
    return PartedLine(parts, min(word.bbox.top for word in line), max(word.bbox.bottom for word in line))


def cut(line: PartedLine[W], x: float) -> PartedLine[W]:
    """The line with its parts cut at `x`, where the gutter of a crowded letterhead is no wider than a word space."""
    parts: list[Part[W]] = []
    for part in line.parts:
        left = [word for word in part.words if (word.bbox.x0 + word.bbox.x1) / 2 < x]
        right = [word for word in part.words if (word.bbox.x0 + word.bbox.x1) / 2 >= x]
        parts += [part_of(words) for words in (left, right) if words]
    return PartedLine(parts, line.top, line.bottom)


def part_of(words: list[W]) -> Part[W]:
    """The part that words make, which must not be none."""
    return Part(words, min(word.bbox.x0 for word in words), max(word.bbox.x1 for word in words))
