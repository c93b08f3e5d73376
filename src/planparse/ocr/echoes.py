"""Echoes: ink that Tesseract read twice, as a word and as a part of it, or as a word and as nothing that is one."""

from __future__ import annotations

from collections.abc import Sequence

from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord

NEAR = 3
"""How many words before or behind on its line the same ink was read as something else."""
REACH = 0.1
"""How far the box of an echo may reach beyond the ink of its word, as a share of its height."""
SURER = 0.2
"""By how much the confidence of a word is higher whose end was read as something else: `năm šm`."""
MUCH_SURER, SAME_INK = 0.5, 0.6
"""By how much the confidence of a word is higher that was read from the same ink, and the share of the wider box that
both cover."""


def without_echoes(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, without those that are read from ink of their neighbours.

    `năm ăm 2025` and `ngày 21 1 tháng` have the second inside the box of the first; in `tháng NUỆT 11` both boxes are
    the same, and nothing speaks for one of them.
    """
    return tuple(word for line in lines_of(words) for i, word in enumerate(line) if not _is_echo(line, i))


def _is_echo(line: Sequence[ReadWord], i: int) -> bool:
    word, before, behind = line[i], line[max(0, i - NEAR) : i], line[i + 1 : i + 1 + NEAR]
    return any(_is_end_of(word, other) for other in before) or any(
        _is_read_over(word, other) for other in (*before, *behind)
    )


def _is_end_of(word: ReadWord, other: ReadWord) -> bool:
    reach = REACH * word.height
    inside = other.left - reach <= word.left and word.right <= other.right + reach
    same = other.text.endswith(word.text) or other.confidence > word.confidence + SURER
    return inside and len(word.text) < len(other.text) and same


def _is_read_over(word: ReadWord, other: ReadWord) -> bool:
    both = min(word.right, other.right) - max(word.left, other.left)
    return other.confidence > word.confidence + MUCH_SURER and both > SAME_INK * max(word.width, other.width)
