"""Marks in sequence: a number that OCR has misread is put right where its neighbours contradict it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from planparse.knowledge import Dictionaries
from planparse.layout.marks import Mark, is_capitals, mark_of_style, roman_numeral

SPECKS = "_;:,.'‘’`|«¬~ "
"""What stands in front of a number only because the scanner has put it there: `._2.`."""
READ_FOR_DIGITS = str.maketrans("$ŠSlI|ZB&G", "5551112886")
"""Digits by the signs that OCR makes of them at the head of a decimal: `$.2.` is 5.2."""
_ROMAN = re.compile(rf"[{re.escape(SPECKS)}]*[IVX]+\s?[.,:)/-]?")
LARGEST_CHAPTER = 39
"""Larger Roman numbers are no chapters."""


class Candidate(NamedTuple):
    """The mark of a paragraph, as read."""

    mark: Mark | None
    title: str
    """The first line behind the mark."""
    by_machine: bool = False
    """Whether the page was read by OCR, or restored: only there a number may be put right. What an author has typed
    stays, also when he counts `I, II, II`."""


def repaired_marks(candidates: Sequence[Candidate], dictionaries: Dictionaries) -> list[Mark | None]:
    """The marks of a document, those put right that were misread for certain; their texts stay as they were read."""
    return _decimals(_ones_of_chapters(_chapters(candidates), candidates, dictionaries), candidates)


def corrected(read: Mark | None, repaired: Mark | None) -> str | None:
    """What a mark must have been in print; None where it was read as printed.

    >>> corrected(Mark("II.", "roman", 3, (2,)), Mark("II.", "roman", 3, (3,)))
    'III.'
    """
    if read is None or repaired is None or read.is_bullet:
        return None
    if read == repaired and read.style == "roman" and read.ordinal and not _ROMAN.fullmatch(read.text):
        return f"{roman_numeral(read.ordinal[-1])}."  # `HI.`, of which the capitals behind it made a III
    if read == repaired:
        clean = re.sub(r",$", ".", read.text.lstrip(SPECKS))
        return clean if clean != read.text else None
    if repaired.style == "roman":
        return f"{roman_numeral(repaired.ordinal[-1])}."
    numbers = repaired.ordinal if repaired.style == "decimal" else repaired.ordinal[-1:]
    return ".".join(map(str, numbers)) + "."


def _chapters(candidates: Sequence[Candidate]) -> list[Mark | None]:
    """Give chapters back the `I` that OCR has lost: `II. NỘI DUNG`, `II. KINH PHÍ`, `IV. TỔ CHỨC` are II, III, IV."""
    marks = [candidate.mark for candidate in candidates]
    chapters = [i for i, candidate in enumerate(candidates) if _is_chapter(candidate)]
    last = 0
    for position, i in enumerate(chapters):
        mark = marks[i]
        assert mark is not None
        number = mark.ordinal[0]
        if candidates[i].by_machine and _lost_a_stroke(number, last + 1):
            following = [candidates[j].mark for j in chapters[position + 1 :]]
            if number > 1 or _confirmed([m.ordinal[0] for m in following if m is not None], last + 2):
                number = last + 1
                marks[i] = replace(mark, ordinal=(number,))
        last = number
    return marks


def _is_chapter(candidate: Candidate) -> bool:
    mark = candidate.mark
    return mark is not None and mark.style == "roman" and bool(mark.ordinal) and is_capitals(candidate.title)


def _lost_a_stroke(number: int, expected: int) -> bool:
    """Whether one `I` makes the difference: II for III, V for VI."""
    if not 1 < expected <= LARGEST_CHAPTER or number >= expected:
        return False
    return roman_numeral(expected).replace("I", "", 1) == roman_numeral(number)


def _confirmed(following: Sequence[int], expected: int) -> bool:
    """Whether the next chapters go on with `expected`, and do not start again: a second `I` may open an annex."""
    for number in following:
        if number == expected:
            return True
        if not _lost_a_stroke(number, expected):
            return False
        expected += 1
    return False


def _decimals(marks: Sequence[Mark | None], candidates: Sequence[Candidate]) -> list[Mark | None]:
    """Give `$.2.` its 5 back where it stands below `5.`: the sign and the heading above say the same. Below `5.` and
    `5.2.`, `3.3.` is 5.3."""
    above: int | None = None
    before: tuple[int, ...] = ()
    result: list[Mark | None] = []
    for mark, candidate in zip(marks, candidates, strict=True):
        if mark is not None and mark.style == "arabic" and mark.ordinal:
            above, before = mark.ordinal[-1], ()
        elif mark is not None and mark.style == "decimal" and above is not None:
            if candidate.by_machine:
                mark = _below(above, before, mark)  # noqa: PLW2901 - the mark that goes on
            before = mark.ordinal
        result.append(mark)
    return result


def _below(above: int, before: tuple[int, ...], mark: Mark) -> Mark:
    """A decimal mark that was read by a machine, below the heading `above` and behind the decimal `before`."""
    if not mark.ordinal:
        read = tuple(map(int, re.findall(r"\d+", mark.text.translate(READ_FOR_DIGITS))))
        return replace(mark, ordinal=read) if len(read) > 1 and read[0] == above else mark
    follows = len(mark.ordinal) == 2 and before == (above, mark.ordinal[1] - 1)
    return replace(mark, ordinal=(above, mark.ordinal[1])) if follows else mark


def _ones_of_chapters(
    marks: Sequence[Mark | None], candidates: Sequence[Candidate], dictionaries: Dictionaries
) -> list[Mark | None]:
    """Take `I.` back to `1.` where a chapter in capitals stands above (`II. NHIỆM VỤ`, then `I. Nhiệm vụ`), or where
    `2.` is the next number: `I. Tổ chức thực hiện đúng ...`, then `2. Thực hiện công khai ...`."""
    chapter_seen = False
    result: list[Mark | None] = []
    for i, (mark, candidate) in enumerate(zip(marks, candidates, strict=True)):
        if mark is None or mark.style != "roman":
            result.append(mark)
            continue
        is_one = mark.ordinal == (1,) and not is_capitals(candidate.title)
        if is_one and (chapter_seen or (candidate.by_machine and _next_number(marks, i) == ("arabic", (2,)))):
            result.append(mark_of_style("arabic", mark.text, (1,), dictionaries))
        else:
            chapter_seen = chapter_seen or is_capitals(candidate.title)
            result.append(mark)
    return result


def _next_number(marks: Sequence[Mark | None], i: int) -> tuple[str, tuple[int, ...]] | None:
    """Style and number of the next mark that is a number alone."""
    following = (mark for mark in marks[i + 1 :] if mark is not None and mark.style in ("roman", "arabic"))
    return next(((mark.style, mark.ordinal) for mark in following), None)
