"""Syllables (âm tiết) that were torn where two letters do not touch: `giải qu yết` is `giải quyết`.

That is rare, but such a word is found by no search. The halves stood 2 pixels apart in letters of 25; of 1,925 pairs of
words on ten pages 99 in a hundred were 0.31 of their height apart or more, and none between 0 and 0.12.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from planparse.ocr.joined_neighbours import gap, with_neighbours_joined
from planparse.ocr.tsv import ReadWord
from planparse.restoration.syllables import is_syllable

TOUCHING = 0.12
"""White between the halves of a syllable, at most, as a share of the height of the lower one."""
_BEGINS = re.compile(r"[(“\"]?(?P<letters>[^\W\d_]+)")
_ENDS = re.compile(r"(?P<letters>[^\W\d_]+)[.,;:)”\"]*")


def with_syllables_joined(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, with halves in one that touch and that only make a syllable together."""
    return with_neighbours_joined(words, _whole)


def _whole(first: ReadWord, second: ReadWord) -> str | None:
    if not 0 <= gap(first, second) < TOUCHING:
        return None
    begins, ends = _BEGINS.fullmatch(first.text), _ENDS.fullmatch(second.text)
    if begins is None or ends is None or not ends["letters"].islower() or begins["letters"].isupper():
        return None
    halves = begins["letters"].lower(), ends["letters"]
    if all(map(is_syllable, halves)) or not is_syllable("".join(halves)):
        return None
    return first.text + second.text
