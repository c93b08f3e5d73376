"""Spelling patterns: find a Vietnamese phrase although its marks are damaged or its tone is placed the other way.

Regexes run over `lowered(text)`, which has the same length as the text, so that offsets stay valid.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_ETH = str.maketrans({"Ð": "đ", "Ɖ": "đ", "ð": "đ"})
"""Eth and African D look like Đ, and keyboards and converters put them in its place (`QÐ-TTg`)."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OPEN_PAIR = re.compile(rf"^(?P<onset>.*?)(?P<pair>o[{_TONES}]?[ae][{_TONES}]?|u[{_TONES}]?y[{_TONES}]?)$")
UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""The capitals of Vietnamese, for a character class."""
_GAP = r"[\s_]{1,3}"


def lowered(text: str) -> str:
    """The text in lower case, letter for letter, with look-alikes of Đ made `đ`."""
    lower = text.lower()
    if len(lower) != len(text):  # 'İ' is the one letter whose lower case is longer
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_ETH)


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """A class of the letter and of what is left when marks are lost: `ề` -> `[ềêèe]`."""
    if char == "đ":
        return "[đd]"
    marks = unicodedata.normalize("NFD", char)
    if len(marks) == 1:
        return re.escape(char)
    partial = [unicodedata.normalize("NFC", marks[0] + mark) for mark in marks[1:]]
    return "[" + "".join(dict.fromkeys([char, *partial, marks[0]])) + "]"


def _syllable(syllable: str) -> str:
    plain = "".join(_letter(c) for c in syllable)
    match = _OPEN_PAIR.match(unicodedata.normalize("NFD", syllable))
    if match is None or match["onset"].endswith("q"):
        return plain
    tone = next((c for c in match["pair"] if c in _TONES), "")
    first, second = (c for c in match["pair"] if c not in _TONES)
    if not tone:
        return plain
    onset = unicodedata.normalize("NFC", match["onset"])
    forms = (onset + first + tone + second, onset + first + second + tone)
    return "(?:" + "|".join("".join(_letter(c) for c in unicodedata.normalize("NFC", form)) for form in forms) + ")"


def spelling(phrase: str) -> str:
    """A regex for a phrase in `lowered` text: `ủy ban` also matches `uỷ ban` and `uy ban`.

    A mark may be lost, but never another one be there: `về` does not match `vệ`. A comma may be lost (`phòng chống`).
    """
    words = [
        "".join(_syllable(part) if part.isalpha() else re.escape(part) for part in re.findall(r"\w+|\W", word))
        for word in lowered(phrase).split()
    ]
    return _GAP.join(words).replace(rf",{_GAP}", r",?\s{0,3}").replace(rf"{_GAP}\-{_GAP}", r"\s{0,3}[-–,]?\s{0,3}")


def any_of(phrases: Iterable[str]) -> str:
    """A regex for the longest of some phrases, each a whole word."""
    ordered = sorted(set(phrases), key=lambda p: (-len(p), p))
    return r"(?<!\w)(?:" + "|".join(spelling(p) for p in ordered) + r")(?!\w)"
