"""Short words in capitals inside a sentence: `các SỞ, ngành`, `tại CƠ SỞ`.

Tesseract tells Ở from ở by their height alone, and now and then by nothing. Words of two and three letters of which
one has a mark, and whose neighbours are in small letters, are no acronyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from planparse.folding import CAPITALS
from planparse.ocr.debris import lines_of
from planparse.ocr.tsv import ReadWord
from planparse.restoration.syllables import is_syllable, strip_marks

SAME_SHAPE = frozenset("COSUVXYZ")
"""Capitals that look like their small letters, or nearly so."""
_SHORT = re.compile(rf"\W*(?P<letters>[{CAPITALS}]{{1,3}})\W*")
_ENDS = re.compile(r"[.;:!?]\W*\Z|\A\W+\Z|\A(?:\d{1,2}|[IVX]{1,5}|[a-zđ])[.)]\Z")
_OFFICE, _BASE = "sở", "cơ"
"""An office (Sở) has a capital, but not as a part of `cơ sở`."""


def with_usual_case(words: Sequence[ReadWord]) -> tuple[ReadWord, ...]:
    """The words, line by line, those in small letters that were read as capitals put right."""
    return tuple(word for line in lines_of(words) for word in _line(line))


def _line(line: Sequence[ReadWord]) -> Iterator[ReadWord]:
    doubtful = [_is_doubtful(word.text) for word in line]
    for i, word in enumerate(line):
        if not doubtful[i] or not _is_among_small_letters(line, i, doubtful):
            yield word
            continue
        begins = i == 0 or _ENDS.search(line[i - 1].text) is not None
        before = "" if i == 0 else line[i - 1].text.lower()
        yield replace(word, text=_cased(word.text, before, begins=begins))


def _is_doubtful(text: str) -> bool:
    found = _SHORT.fullmatch(text)
    if found is None or not is_syllable(found["letters"].lower()):
        return False
    letters = strip_marks(found["letters"])
    return found["letters"] != letters and set(letters[1:] or letters) <= SAME_SHAPE


def _is_among_small_letters(line: Sequence[ReadWord], i: int, doubtful: Sequence[bool]) -> bool:
    """Whether the nearest word with more than one letter on both sides, as far as there is one, has small letters."""
    beside = [
        next((line[k].text for k in places if not doubtful[k] and sum(map(str.isalpha, line[k].text)) > 1), None)
        for places in (range(i - 1, -1, -1), range(i + 1, len(line)))
    ]
    known = [text for text in beside if text is not None]
    return bool(known) and all(any(map(str.islower, text)) for text in known)


def _cased(text: str, before: str, *, begins: bool) -> str:
    lower = text.lower()
    first = next(c for c in text if c.isalpha())
    is_office = lower.strip(".,;:()") == _OFFICE and before != _BASE
    if begins or is_office or strip_marks(first) not in SAME_SHAPE:
        at = text.index(first)
        return text[: at + 1] + text[at + 1 :].lower()
    return lower
