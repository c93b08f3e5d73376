"""What does not count when values are compared: case, tone placement, white space, punctuation at the ends."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_OPEN_PAIR = re.compile(
    rf"(?<!q)(?P<first>o|u)(?P<tone1>[{_TONE_MARKS}]?)(?P<second>[aey])(?P<tone2>[{_TONE_MARKS}]?)(?![\w{_TONE_MARKS}\u0302\u0306\u031b])"
)
_PAIRS = frozenset({"oa", "oe", "uy"})
_ENDS = " .,;:–—-\"'“”()"
_AROUND_JOINT = re.compile(r"\s*([-/])\s*")


def _one_tone_place(match: re.Match[str]) -> str:
    if match["first"] + match["second"] not in _PAIRS:
        return match[0]
    return match["first"] + (match["tone1"] or match["tone2"]) + match["second"]


@lru_cache(maxsize=8192)
def normalized(value: str | None) -> str:
    """The form in which two values are compared.

    >>> normalized("Văn bản số hoá;") == normalized("văn bản  số hóa")
    True
    """
    if value is None:
        return ""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFC", value).casefold())
    folded = unicodedata.normalize("NFC", _OPEN_PAIR.sub(_one_tone_place, folded))
    return _AROUND_JOINT.sub(r"\1", " ".join(folded.split()).strip(_ENDS))


@lru_cache(maxsize=65536)
def similarity(first: str | None, second: str | None) -> float:
    """How alike two values are, 0 to 1: twice the letters in common by the letters of both."""
    a, b = normalized(first), normalized(second)
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def same(first: str | None, second: str | None) -> bool:
    """Whether two values are equal after normalisation."""
    return normalized(first) == normalized(second)
