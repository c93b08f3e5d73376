"""Folding: keys under which spellings of the same Vietnamese words meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _bare_letters() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code) and base.isascii():
            table[code] = base.lower()
    return table | {code: chr(code).lower() for code in range(ord("A"), ord("Z") + 1)}


_BARE = _bare_letters()

CAPITALS = "".join(
    c for c in map(chr, (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if c.isupper()
)
"""The capital letters that Vietnamese is printed with, for a class in a pattern. No range of code points holds them:
capital and small letters alternate, so that `[À-Ỹ]` takes small ones too."""
SMALL_LETTERS = CAPITALS.lower()
"""The small letters, for a class in a pattern."""


class _FoldedWords(dict[str, str]):
    """Words and what they fold to: a text has few that are new, and the letters of one take longer than a look-up."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_WORDS:
            self.clear()
        folded = self[word] = word.translate(_BARE)
        return folded


_MOST_WORDS = 16384
fold_word = _FoldedWords().__getitem__
"""`fold` of a single word."""


def fold(text: str) -> str:
    """Small letters without diacritics: `Nơi Nhận`, `nơi nhận` and `Noi nhan` meet.

    The result of NFC text is as long as the text, so that offsets hold in both.
    """
    return " ".join(map(fold_word, text.split(" ")))


_AS_SMALL = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})
"""The letters that `re.IGNORECASE` takes for a small letter of Vietnamese although `str.lower` does not give it."""


def caseless(text: str) -> str:
    """Small letters, as `re.IGNORECASE` compares them; as long as the text.

    A pattern in small letters finds here what it would find in the text with that flag, in less than half the time.
    """
    lower = text.lower()
    if len(lower) != len(text) or "ı" in lower or "ſ" in lower:
        return text.translate(_AS_SMALL).lower()
    return lower


_LATE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_LATE_TONE = re.compile("|".join(_LATE))


def early_tone(text: str) -> str:
    """Small letters with the tone on the first vowel of oa, oe, uy: `Uỷ ban` and `Ủy ban` meet.

    The result of NFC text is as long as the text. Both spellings are correct: this is for look-up keys only.
    """
    return _LATE_TONE.sub(lambda match: _LATE[match[0]], text.lower())


early_tone_of_word = lru_cache(maxsize=8192)(early_tone)
"""`early_tone` of single words, of which a text has few different ones."""
