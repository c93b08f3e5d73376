"""Which treatment a text needs: judged from its letters alone, never from its length or where it comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from planparse.pagetext import Origin, TextLayerVerdict, VerdictKind
from planparse.restoration.syllables import has_vietnamese_letter, is_unmarked_syllable


class Treatment(StrEnum):
    """How boldly restoration may change words."""

    KEEP = "keep"
    """printed text that was read well, or no Vietnamese: nothing but encoding slips is repaired"""
    OCR = "ocr"
    """read by a Vietnamese OCR: only words that cannot be Vietnamese are read again"""
    STRIPPED = "stripped"
    """typed or stripped without diacritics: letters are right, marks are missing"""
    GARBLED = "garbled"
    """read by an OCR of another language: every word may be read again"""


@dataclass(frozen=True, slots=True)
class LetterEvidence:
    """What the letters of a text say about how it was written; shares are between 0 and 1."""

    words: int
    """words of letters and OCR specks that were looked at"""
    marked: float
    """share of words with a letter that only Vietnamese has (đ ơ ư ă, U+1EA0 to U+1EF9)"""
    syllables: float
    """share of words that are built like a Vietnamese syllable when marks are left out"""
    foreign: float
    """share of words with what Vietnamese never has: a digit or sign among letters, é è ü ¢ inside a wrong word"""


MARKED_GOOD = 0.12
"""Good Vietnamese has a Vietnamese-only letter in 55 to 65 % of its words, garbled layers in none."""
SYLLABLES_VIETNAMESE = 0.55
"""Unmarked Vietnamese syllables among the words: garbled plans 80 to 90 %, English contracts 15 to 25 %."""
FOREIGN_GARBLED = 0.02
"""Specks and Latin-1 accents: stripped text has none, English-OCR dumps have them in 20 to 40 % of the words."""
MIN_WORDS = 8
"""On fewer words the shares mean nothing: such a text is left alone unless its neighbours are judged."""

_WORD = re.compile(r"[^\W\d_][\w&¢@£$’‘'?]*")
_ACCENTED = frozenset("éèëêäåïüöóòõôâàáãíìîúùûçñÉÈ")


def letter_evidence(text: str) -> LetterEvidence:
    """Count what tells treatments apart."""
    found = [w.rstrip("’‘'?") for w in _WORD.findall(text)]
    words = [w for w in found if len(w) > 1]
    if not words:
        return LetterEvidence(0, 0.0, 0.0, 0.0)
    marked = sum(has_vietnamese_letter(w) for w in words)
    syllables = sum(is_unmarked_syllable(w) for w in words)
    foreign = sum(any(not c.isalpha() or c in _ACCENTED for c in w) for w in words)
    total = len(words)
    return LetterEvidence(total, marked / total, syllables / total, foreign / total)


def judge(text: str) -> Treatment:
    """The treatment that a text of unknown origin needs."""
    evidence = letter_evidence(text)
    if evidence.words < MIN_WORDS or evidence.marked >= MARKED_GOOD or evidence.syllables < SYLLABLES_VIETNAMESE:
        return Treatment.KEEP
    return Treatment.GARBLED if evidence.foreign >= FOREIGN_GARBLED else Treatment.STRIPPED


def treatment_of(text: str, origin: Origin, verdict: TextLayerVerdict) -> Treatment:
    """The treatment of a page, from where its words come from and what its text layer is worth."""
    if origin is Origin.OCR:
        return Treatment.OCR
    if origin in (Origin.TEXT, Origin.LAYER) and verdict.kind in (VerdictKind.GARBLED, VerdictKind.SUSPECT):
        judged = judge(text)
        return Treatment.GARBLED if judged is Treatment.KEEP and verdict.kind is VerdictKind.GARBLED else judged
    return Treatment.KEEP
