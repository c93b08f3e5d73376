"""What is printed in the two-column places of a document, and how to know it again in garbled print."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from planparse.folding import fold

NATION = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam")
"""What stands in capitals at the top right of a document (quốc hiệu, or the party's own heading), folded."""
MOTTO = ("doc lap - tu do - hanh phuc",)
"""What stands below it (tiêu ngữ)."""
RIGHT_HEADS = re.compile(r"(?:phu luc|mau so|mau|bieu so|bieu mau|bieu)\b")
"""What stands at the top right of a form, beside the name of the unit."""
RECIPIENTS = "noi nhan"
MISREAD_RECIPIENTS = re.compile(r"\W{0,2}(?:\w{1,3}[oeu][il1])?\s?nhan\s?:\W{0,2}")
"""The same in small italics, whose first letters are the first to be lost."""
SIGNATURE_HEADS = re.compile(
    r"(?:kt|tm|tl|tuq|q)\s?[./]|(?:pho\s)?(?:giam doc|chu tich|chu nhiem|hieu truong|truong|chanh|bo truong|cuc truong)"
)
"""What the lines of a signature begin with, folded; on paper they are set in capitals."""
ADDRESSEE = "kinh gui"
REMARKS = "ghi chu"
"""Starts the remarks below the signature block of a form."""
ALIKE = 72.0
"""Likeness, 0 to 100, from which print counts as one of these phrases. Letterheads in English-OCR layers reach 76-97;
of 1,700 other lines of plans the nearest in capitals (`DANH SÁCH NHÂN VIÊN`) 67, the nearest to the motto 64."""
GARBLED_CAPITALS = 0.6
"""The same share where the words themselves are known: `CQNG HoAxA H()I CHiJ NGHiA vrer NAM` has 0.7."""
CAPITALS = 0.8
"""Share of capitals among the letters of a line of capitals (`KT. GIÁM ĐỐC` read with one small letter has 0.9)."""


def phrase_start(words: Sequence[str], phrases: Sequence[str]) -> int | None:
    """Index of the word where one of the phrases starts; the phrase must end the line."""
    from rapidfuzz import fuzz

    text = " ".join(words)
    for phrase in phrases:
        found = fuzz.partial_ratio_alignment(phrase, text, score_cutoff=ALIKE)
        if found is None or len(text) < 0.8 * len(phrase) or found.dest_end < len(text) - 4:
            continue
        starts = [sum(len(word) + 1 for word in words[:k]) for k in range(len(words))]
        return min(range(len(words)), key=lambda k: abs(starts[k] - found.dest_start))
    return None


def is_recipients(text: str) -> bool:
    """Whether a part of a line is `Nơi nhận:`, also garbled (`Noi nhdn:`)."""
    from rapidfuzz import fuzz

    head = fold(text).lstrip(" :;.,")[:11].rstrip(" :;.,")
    if MISREAD_RECIPIENTS.fullmatch(fold(text)):
        return True
    return len(head) <= 10 and fuzz.ratio(head, RECIPIENTS) >= ALIKE


def is_remark(text: str) -> bool:
    """Whether a line starts the remarks (ghi chú) of a form."""
    return fold(text).startswith(REMARKS)


def opens_form(text: str) -> bool:
    """Whether a line begins `Phụ lục II` or `Mẫu số 01`."""
    return RIGHT_HEADS.match(fold(text)) is not None


def is_capitals(text: str) -> bool:
    """Whether a text of four letters or more is set in capitals."""
    return sum(map(str.isalpha, text)) >= 4 and capital_share(text) >= CAPITALS


def capital_share(texts: Iterable[str]) -> float:
    """Share of capitals among the letters of words, 0 to 1."""
    letters = "".join(filter(str.isalpha, chain.from_iterable(texts)))
    return sum(map(str.isupper, letters)) / len(letters) if letters else 0.0
