"""Statistics of a text that tell Vietnamese, other languages and broken Vietnamese apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planparse.restoration.syllables import is_syllable, is_unmarked_syllable

VIETNAMESE_LETTER = re.compile("[đĐơƠưƯăĂ\u1ea0-\u1ef9]")
"""Letters that no other language's keyboard or OCR model produces."""
_EDGES = ".,;:!?()[]{}<>\"'“”‘’«»/|\\-–—+*•…%=_~"
_LETTER = re.compile(r"[^\W\d_]")
_CODE = re.compile(
    r"""(?: [A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)+                   # KPI_3, TT-HDND
        | [\w.,:+&@–-]*\d[\w.,:+&@–-]*(?:[/-][\w.,:+&@–-]*)+   # 63/2010/NĐ-CP, 15-KH/TU
        | \d[\d.,:]*[^\W\d_]{1,6}\d?                           # 5km, 8h30, 100m2, 2a
        | [^\W\d_]{1,4}[.-]?\d+(?:[.,]\d+)*                    # A4, QH15, a.1
        | [^\W\d_]+(?:[-–/.,&:+;()'’]+[^\W\d_]+)+[.)]?         # Nữ-Công, TT&DL, và/hoặc, KT.GIÁM
        | \S+@\S+\.\S+ | (?:https?:/|www\.)\S+                 # addresses
        )""",
    re.VERBOSE,
)
"""Words that hold signs or digits in sound print."""
_ENGLISH = re.compile(
    r"""(?:the|of|and|to|in|is|on|that|by|this|with|be|are|or|as|from|at|which|shall|will|not|an|it|its|have|has|was
        |were|their|other|such|these|all|any|can|may|should|between|under|into|than|when|if)\Z""",
    re.VERBOSE,
)
"""Function words of English: a quarter to two fifths of the words of any English text."""


@dataclass(frozen=True, slots=True)
class WordStatistics:
    """Counts over the words of a text; words of one letter and plain numbers are left out."""

    vietnamese: int
    """Possible syllables with a letter that only Vietnamese has: `của`, `được`."""
    marked: int
    """Other possible syllables with marks, which French or Portuguese OCR gives too: `các`, `nhân` -> `nhan`, `là`."""
    bare: int
    """Possible syllables that lost their marks or have none: `nuoc` for `nước`, but also `trong`, `cao`."""
    english: int
    """Function words of English."""
    odd: int
    """Words of letters that are no Vietnamese syllable: `cira`, `UBND`, `Samsung`."""
    broken: int
    """Words with digits or signs where print has letters: `s6`, `H~nh`, `D()NG`."""

    @property
    def total(self) -> int:
        """All words."""
        return self.vietnamese + self.marked + self.bare + self.english + self.odd + self.broken

    def share(self, count: int) -> float:
        """A count as a share of all words."""
        return count / self.total if self.total else 0.0


def word_statistics(text: str) -> WordStatistics:
    """Count the words of a text by what they look like."""
    vietnamese = marked = bare = english = odd = broken = 0
    for token in text.split():
        word = token.strip(_EDGES)
        if len(word) < 2 or _LETTER.search(word) is None:
            continue
        if not word.isalpha():
            broken += _CODE.fullmatch(word) is None
        elif word.isascii():
            lower = word.lower()
            if _ENGLISH.match(lower):
                english += 1
            elif is_unmarked_syllable(lower):
                bare += 1
            else:
                odd += 1
        elif not is_syllable(word):
            odd += 1
        elif VIETNAMESE_LETTER.search(word) is not None:
            vietnamese += 1
        else:
            marked += 1
    return WordStatistics(vietnamese, marked, bare, english, odd, broken)
