"""Names with a dash inside (Lao động - Thương binh), which a line break may cut before the dash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from planparse.folding import early_tone, early_tone_of_word
from planparse.knowledge import Dictionaries

DASHES = "-–—"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class DashedName:
    """A line of `dashed_names.tsv`."""

    before: str
    behind: str


def continues_name(above: str, below: str, dictionaries: Dictionaries) -> bool:
    """Whether a line that begins with a dash goes on with a name in the line above.

    >>> continues_name("của Bộ trưởng Bộ Lao động", "- Thương binh và Xã hội", Dictionaries())
    True
    """
    if below[:1] not in DASHES:
        return False
    first = _WORD.search(below)
    names = _names(dictionaries).get(early_tone_of_word(first[0]), ()) if first is not None else ()
    if not names:
        return False  # nineteen bullets of twenty
    behind = early_tone(" ".join(below[1:].split(maxsplit=_LONGEST)[:_LONGEST]))
    before = early_tone(" ".join(above.split()[-_LONGEST:]))
    return any(_ends_with(before, name.before) and _begins_with(behind, name.behind) for name in names)


_LONGEST = 4
"""Words on either side of the dash that are looked at."""


def _ends_with(text: str, words: str) -> bool:
    return text == words or text.endswith(f" {words}")


def _begins_with(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()


@lru_cache(maxsize=8)
def _names(dictionaries: Dictionaries) -> dict[str, tuple[DashedName, ...]]:
    """The names by the first word behind their dash."""
    names: dict[str, tuple[DashedName, ...]] = {}
    for row in dictionaries.rows("dashed_names.tsv", DashedName):
        name = DashedName(early_tone(row.before), early_tone(row.behind))
        first = name.behind.split()[0]
        names[first] = (*names.get(first, ()), name)
    return names
