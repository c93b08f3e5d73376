"""Short words that an English OCR read as capitals inside a sentence: `BO Tai chinh`, `cac SO, ban`, `THU truong`.

`ộ` and `ở` reach as high as capitals do, and Tesseract takes the whole word for one. A word of two to four letters is
no run of capitals where none of its neighbours is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planparse.restoration.segment import Kind, Place, Token
from planparse.restoration.syllables import is_syllable, is_unmarked_syllable, strip_marks

LONGEST = 4
"""Letters."""


def usual_case(surface: str, tokens: Sequence[Token], i: int) -> str:
    """A word with its first letter as the only capital, where the others cannot be capitals; else as it is.

    Args:
        surface: what token `i` is read as.
        tokens: those of the text.
        i: index of a word.
    """
    token = tokens[i]
    short = surface.isupper() and 2 <= len(surface) <= LONGEST
    if not short or token.place is Place.CAPITALS or not is_syllable(surface.lower()):
        return surface
    if any(map(str.islower, token.text)):
        return surface.capitalize()  # `THu truéng`, `NOi vu`
    beside = [_nearest(tokens, range(i - 1, -1, -1)), _nearest(tokens, range(i + 1, len(tokens)))]
    known = [text for text in beside if text is not None]
    return surface.capitalize() if known and not any(map(str.isupper, known)) else surface


def _nearest(tokens: Sequence[Token], places: Iterable[int]) -> str | None:
    """The nearest word of the sentence that is no acronym and has more than one letter."""
    for k in places:
        if tokens[k].kind is Kind.BREAK:
            return None
        text = tokens[k].text
        letters = sum(map(str.isalpha, text))
        initials = text.isupper() and not is_unmarked_syllable(strip_marks(text).lower())
        if tokens[k].kind is Kind.WORD and letters > 1 and not initials:
            return text
    return None
