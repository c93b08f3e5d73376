"""The formulas of a letterhead (quốc hiệu, tiêu ngữ) and of its end, known by their letters however badly read.

`CQNG HoAxA H()I` -> `CỘNG HÒA XÃ HỘI`. They stand on nearly every document, in capitals that an OCR of another language
reads worst, and there is only one way to print them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.fuzz import partial_ratio, ratio

from planparse.restoration.edits import Edit
from planparse.restoration.syllables import is_unmarked_syllable, strip_marks

FORMULAS = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "CỘNG HÒA XÃ HỘI",
    "CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
)
"""The longest first; a formula may be broken over two lines."""
LEAST_LIKENESS = 78.0
"""Per cent of the letters: `CQNG TAC XA HOI`, which is another thing, has 75."""
MOTTO_LIKENESS = 70.0
"""Of the motto, which resembles nothing else."""
SURPLUS = 3
"""Characters that a formula may have gained or lost."""
FORMULA_SCORE = 0.98
"""Estimate, not measured: hardly any document has more than three formulas."""
_LONGEST_LINE = 160
_SHORT = 20
_WORD = re.compile(r"[^\s.]+")
_MOTTO = re.compile(r"[hH]\w?\wh\b.{0,3}[pPfF]h|[TF]\S{1,3} do\b")
_DIGITS = re.compile(r"\d{2}")
_FILE_COPY = re.compile(r"^[^\w\n]{0,3}(?P<copy>L[^\W\d_]{2,3}(?P<rest>\s?:\s?VT))\b", re.MULTILINE)
"""The last recipient of every document, `Lưu: VT`, in small print beside the signature: `Lae: VT`, `Luu: VT`."""


def read_formulas(text: str) -> Iterator[Edit]:
    """The formulas in a garbled or unmarked text, in order, each as one edit; `before` may equal `after`."""
    for copy in _FILE_COPY.finditer(text):
        yield Edit(*copy.span("copy"), copy["copy"], f"Lưu{copy['rest']}", FORMULA_SCORE, "file-copy")
    for line in re.finditer(r"[^\n]{10,}", text):
        content = line.group()
        if len(content) > _LONGEST_LINE:
            continue
        capitals, small = sum(map(str.isupper, content)), sum(map(str.islower, content))
        if capitals > small or _MOTTO.search(content):
            yield from sorted(_formulas_of_line(content, line.start()), key=lambda edit: edit.start)


def _formulas_of_line(line: str, offset: int) -> Iterator[Edit]:
    words = [(match.start(), match.end()) for match in _WORD.finditer(line)]
    taken: list[tuple[int, int]] = []
    letters = _letters(line)
    for formula in FORMULAS:
        least = LEAST_LIKENESS if formula.isupper() else MOTTO_LIKENESS
        if len(letters) < len(formula) // 2 or partial_ratio(_letters(formula), letters) < least - 10:
            continue
        found = _likeliest_window(line, words, formula, least)
        if found is None or any(start < found[1] and found[0] < end for start, end in taken):
            continue
        taken.append(found)
        start, end = found
        before = line[start:end]
        yield Edit(offset + start, offset + end, before, _printed(formula, before), FORMULA_SCORE, "letterhead")


def _likeliest_window(line: str, words: list[tuple[int, int]], formula: str, least: float) -> tuple[int, int] | None:
    """The words that are read most like the formula, if they are enough like it."""
    wanted = _letters(formula)
    best: tuple[float, tuple[int, int]] | None = None
    for i, (start, _) in enumerate(words):
        for _, end in words[i : i + 2 * len(formula.split())]:
            read = line[start:end]
            letters = _letters(read)
            if len(letters) > len(wanted) + SURPLUS:
                break
            if len(letters) < len(wanted) - SURPLUS or _DIGITS.search(read):
                continue
            if read[0].islower() or (sum(map(str.isupper, read)) > sum(map(str.islower, read))) != formula.isupper():
                continue
            likeness = ratio(wanted, letters)
            if likeness >= least and (best is None or likeness > best[0]):
                best = likeness, (start, end)
    if best is None or (len(wanted) < _SHORT and _all_syllables(line[slice(*best[1])])):
        return None
    return best[1]


def _all_syllables(read: str) -> bool:
    """Whether the words are ones: then they may say something else, such as `CONG TAC XA HOI`."""
    return all(is_unmarked_syllable(word) for word in read.split())


def _printed(formula: str, before: str) -> str:
    """The formula; where only marks were lost, the blanks and dashes stay as they are."""
    if len(before) == len(formula) and strip_marks(before) == strip_marks(formula):
        return "".join(f if f.isalpha() else b for f, b in zip(formula, before, strict=True))
    return formula


@lru_cache(maxsize=256)
def _letters(text: str) -> str:
    return re.sub(r"[\s_.~–—-]", "", strip_marks(text).lower())
