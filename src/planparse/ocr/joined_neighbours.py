"""Words of a line that Tesseract read in two pieces, put together where a rule says what both make."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord

Join = Callable[[ReadWord, ReadWord], str | None]
"""What a word and the next one of its line make together; None where they are two."""


def with_neighbours_joined(words: Sequence[ReadWord], join: Join, confidence: float = 1.0) -> tuple[ReadWord, ...]:
    """The words, line by line, with those in one of which `join` knows what they make.

    Args:
        confidence: 0 to 1, of what is joined, at most.
    """
    return tuple(word for line in lines_of(words) for word in _line(line, join, confidence))


def _line(line: Sequence[ReadWord], join: Join, confidence: float) -> Iterator[ReadWord]:
    held: ReadWord | None = None
    for word in line:
        text = join(held, word) if held is not None and _on_a_level(held, word) else None
        if held is not None and text is not None:
            held = _joined(held, word, text, confidence)
            continue
        if held is not None:
            yield held
        held = word
    if held is not None:
        yield held


def gap(first: ReadWord, second: ReadWord) -> float:
    """White between two words, as a share of the height of the lower one; negative where their boxes overlap."""
    return (second.left - first.right) / max(1, min(first.height, second.height))


def _on_a_level(first: ReadWord, second: ReadWord) -> bool:
    return first.top < second.bottom and second.top < first.bottom


def _joined(first: ReadWord, second: ReadWord, text: str, confidence: float) -> ReadWord:
    top = min(first.top, second.top)
    return replace(
        first,
        text=text,
        top=top,
        width=second.right - first.left,
        height=max(first.bottom, second.bottom) - top,
        confidence=min(first.confidence, second.confidence, confidence),
        handwritten=first.handwritten or second.handwritten,
    )
