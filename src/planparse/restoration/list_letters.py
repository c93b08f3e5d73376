"""Letters that head the items of a list, `a)`, `b)`, `c)`, `d)`, `đ)`: no words, though they might be read as some.

An English OCR reads đ as d and often c as ¢; which d is a đ follows from the order of the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ITEM = re.compile(r"(?m)^[ \t]*\(?(?P<letter>[a-zđð¢])(?=\)[ \t]*[^\W\d_])")
_LETTERS = str.maketrans("¢ð", "cđ")


def read_list_letters(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the letters stand, and which they are, in order."""
    before = ""
    for match in _ITEM.finditer(text):
        letter = match["letter"].translate(_LETTERS)
        if letter == "d" and before == "d":
            letter = "đ"
        before = letter
        if match["letter"] in "dđð¢":
            yield *match.span("letter"), letter
