"""Lines stamped in colour beside a seal: the name or the position of who signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.ocr.debris import is_plausible
from planparse.ocr.tsv import ReadWord

SURE_COLOURED = 0.6
"""Confidence from which a word in coloured ink is print. On the two signed colour scans looked at, a name stamped in
red has 0.96, rests of seals and signatures mostly less than 0.6; not measured further."""
FEWEST_STAMPED = 2
"""Words of a stamped name or position; single words are mostly rests of a seal."""
LIKE_A_POSITION = 92.0
"""Likeness, 0 to 100, from which a stamped line is a position: a letter of ten may be lost."""
LONG_POSITION = 7
"""Letters; shorter ones (`BÍ THƯ`) are too much like others."""


@dataclass(frozen=True, slots=True)
class _Position:
    position: str


def as_position(line: Sequence[ReadWord], dictionaries: Dictionaries) -> list[ReadWord] | None:
    """A stamped line as the position that it spells but for a letter: `H ÊU TRƯỞNG`, where the seal hides a stroke."""
    letters = "".join(c for word in line for c in fold(word.text) if c.isalpha())
    best = process.extractOne(letters, _positions(dictionaries), scorer=fuzz.ratio, score_cutoff=LIKE_A_POSITION)
    if best is None:
        return None
    words = best[2].split()
    left, right = line[0].left, max(word.right for word in line)
    step = (right - left) / (sum(map(len, words)) + len(words) - 1)
    spelled, at = [], 0
    for text in words:
        start, end = (left + round(step * place) for place in (at, at + len(text)))
        spelled.append(replace(line[0], text=text, left=start, width=end - start, confidence=mean_confidence(line)))
        at += len(text) + 1
    return spelled


@lru_cache(maxsize=8)
def _positions(dictionaries: Dictionaries) -> dict[str, str]:
    """The long positions, by themselves, as their letters without marks."""
    rows = dictionaries.rows("positions.tsv", _Position)
    squeezed = {row.position: "".join(c for c in fold(row.position) if c.isalpha()) for row in rows}
    return {position: letters for position, letters in squeezed.items() if len(letters) >= LONG_POSITION}


def is_stamped(line: Sequence[ReadWord]) -> bool:
    """Whether a line in coloured ink is a name or a position: surely read, every word with a capital."""
    return len(line) >= FEWEST_STAMPED and all(
        word.confidence >= SURE_COLOURED and is_plausible(word.text) and word.text[0].isupper() and len(word.text) > 1
        for word in line
    )


def mean_confidence(words: Sequence[ReadWord]) -> float:
    """The mean confidence of some words, 0 to 1; 0 for none."""
    return sum(word.confidence for word in words) / len(words) if words else 0.0
