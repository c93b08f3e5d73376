"""Words of which an OCR of another language makes digits: of `số` and `Sở`, `56` or `86`; or `SS`, `SG`, `S06`.

In 2,881 lines read by an English OCR every tenth `số` and `Sở` is one. They are told from numbers by what stands beside
them: `Nghi dinh 56 63/2010/ND-CP`, `1. 56 Tai chinh`, `Van phong 56.`. All other digits stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

from planparse.folding import fold

_READ = r"(?<![\w.,/-])(?P<read>[58]6)"
_BEFORE_SYMBOL = re.compile(
    rf"(?:(?<=[^\W\d_][ ])|(?<=[^\W\d_]\n)|(?<=[^\W\d_]\n\n)){_READ}"
    r"(?=[ ]\d{1,5}[ ]?(?:/[ ]?(?:(?:19|20)\d\d[ ]?/[ ]?)?|-[ ]?)[A-ZĐÐ]{2})"
)
_BEFORE_FIELD = re.compile(r"(?<![\w.,/-])(?P<read>[58]6|S(?:[SG]|06|86))(?=[ ](?P<field>[A-ZĐÐ]\S{0,9}[ ]\S{1,9}))")
_BEHIND_NUMBER = re.compile(
    r"(?m)^[ \t]*(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?)\.(?P<read>[58]6)"
    r"(?=[ ](?P<field>[A-ZĐÐ]\S{0,9}[ ]\S{1,9})(?:[ ].{0,50}[^\s.])?[ \t]*$)"
)
"""Where the space behind the number of a heading was lost: `2.5.86 Y té`."""
_BEHIND_PART = re.compile(rf"(?P<part>[^\W\d_]\S{{2,7}}[ ]\S{{2,8}})[ ]{_READ}(?=[ ]?(?:[.,;:)]|$))", re.MULTILINE)
_HEADS_LIST = re.compile(rf"(?m)^[ \t]*[-–+•][ ]{_READ}(?=[ ]?:[ ][A-ZĐÐ]{{2,}}\b)")
"""Among the recipients: `- 86: NN&MT, TC, XD`."""
_PARTS = ("van phong", "giam doc", "lanh dao", "thanh tra")
"""What a department has that may end a phrase with its name."""
_ALIKE = 80.0
"""Likeness, 0 to 100, of the two first words of a department's field (`Gido duc`, `Néi vu`)."""
_COUNTED = re.compile(r"\b(?:bang|bieu|mau|phu luc|dieu|khoan|muc|trang|so|thu)\s?$")
"""Words that a number follows: `Bang 56 Tai chinh`."""
_ROW = re.compile(r"(?m)^[ \t]*(\d{1,3})(?=[.)\s])")

WHY = "read-as-digits"


def words_read_as_digits(text: str, departments: Iterable[str]) -> Iterator[tuple[int, int, str, str]]:
    """Where they stand, what was printed, and why, in no order.

    Args:
        text: a page of text of an OCR of another language.
        departments: names of departments, with `Sở` before their fields.
    """
    for match in _BEFORE_SYMBOL.finditer(text):
        if not _counts(text, match):
            yield *match.span("read"), "số", WHY
    for match in _HEADS_LIST.finditer(text):
        yield *match.span("read"), "Sở", WHY
    fields = frozenset(" ".join(fold(name).split()[1:3]) for name in departments)
    for match in _BEFORE_FIELD.finditer(text):
        if _is_alike(match["field"], fields) and not _counts(text, match):
            yield *match.span("read"), "SỞ" if match["field"].isupper() else "Sở", WHY
    for match in _BEHIND_NUMBER.finditer(text):
        if _is_alike(match["field"], fields):
            yield *match.span("read"), " SỞ" if match["field"].isupper() else " Sở", WHY
    for match in _BEHIND_PART.finditer(text):
        if _is_alike(match["part"], _PARTS):
            yield *match.span("read"), "Sở", WHY


def _is_alike(words: str, known: Iterable[str]) -> bool:
    read = fold(words).strip(" ,.;:")
    return any(fuzz.ratio(name, read, score_cutoff=_ALIKE) for name in known)


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether the digits are a number: of a table, or of a row of a list whose neighbours are there (`55 ...`)."""
    if not match["read"].isdigit():
        return False
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    if before.strip():
        return _COUNTED.search(fold(before)) is not None
    number = int(match["read"])
    return any(int(row) in (number - 1, number + 1) for row in _ROW.findall(text))
