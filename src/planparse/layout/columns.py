"""The two places of an administrative document that are set in two columns: letterhead and signature block.

Decree 30/2020/NĐ-CP sets the issuing body (left) beside the national motto (right) at the head, and the recipients
(Nơi nhận, left) beside the signature (right) at the end. Everything else is one column, also where words stand far
apart: a justified line, a table without rules. So columns are never cut on white space alone: a zone starts from a line
that only these two places have, and grows over its neighbours while they keep to the two sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from planparse.pagetext import BBox
from planparse.restoration.syllables import strip_marks

NATION = ("cong hoa xa hoi chu nghia viet nam", "dang cong san viet nam")
"""What stands in capitals at the top right of a document (quốc hiệu, or the party's own heading), folded."""
MOTTO = ("doc lap - tu do - hanh phuc",)
"""What stands below it (tiêu ngữ)."""
RIGHT_HEADS = re.compile(r"(?:phu luc|mau so|mau|bieu so|bieu mau|bieu)\b")
"""What stands at the top right of a form, beside the name of the unit."""
RECIPIENTS = "noi nhan"
ADDRESSEE = "kinh gui"
REMARKS = "ghi chu"
"""Starts the remarks below the signature block of a form."""
ALIKE = 70.0
"""Likeness, 0 to 100, from which garbled print counts as one of these phrases. English-OCR dumps of `CỘNG HOÀ XÃ HỘI
CHỦ NGHĨA VIỆT NAM` reach 74-94, the nearest other line of capitals 55."""
PART_GAP = 0.9
"""White space inside a line that separates its parts, in word heights; a word space is 0.3-0.5."""
GUTTER = 2.0
"""White space between two blocks of capitals that makes them two columns, in word heights."""
GARBLED_CAPITALS = 0.6
"""The same share where the words themselves are known: `CQNG HoAxA H()I CHiJ NGHiA vrer NAM` has 0.7."""
CAPITALS = 0.8
"""Share of capitals among the letters of a line of capitals (`KT. GIÁM ĐỐC` read with one small letter has 0.9)."""
MIDDLE = (0.22, 0.75)
"""Where the gutter may lie, as a share of the page's width."""
HEAD_LEADING = 2.6
"""Largest distance of a letterhead line from the one above, in word heights; the title below stands farther."""
MOST_HEAD_LINES = 9
MOST_PAIRED_LINES = 4
"""Lines with print on both sides in a signature block; a table of two columns without rules has more."""


class Printed(Protocol):
    """A word with its box."""

    @property
    def text(self) -> str:
        """What is printed."""

    @property
    def bbox(self) -> BBox:
        """Where it stands."""


W = TypeVar("W", bound=Printed)


class Place(Enum):
    """Which of the two places a zone is."""

    HEAD = auto()
    CLOSING = auto()


@dataclass(frozen=True)
class Zone(Generic[W]):
    """Lines `first` to `last` (exclusive) of a page, set in two columns."""

    first: int
    last: int
    left: tuple[W, ...]
    right: tuple[W, ...]


@dataclass(slots=True)
class _Part(Generic[W]):
    """Words of a line that stand close together."""

    words: list[W]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class _Line(Generic[W]):
    parts: list[_Part[W]]
    top: float
    bottom: float


@dataclass(slots=True)
class _Seed:
    line: int
    place: Place
    left: float
    right: float
    """The white space between the columns, from `left` to `right`."""


def two_column_zones(
    lines: Sequence[Sequence[W]], width: float, word_height: float, *, first_page: bool
) -> list[Zone[W]]:
    """The letterheads and signature blocks among the lines of a page, from top to bottom; they do not overlap."""
    page = [_measure(line, PART_GAP * word_height) for line in lines]
    zones: list[Zone[W]] = []
    for i in range(len(page)):
        if zones and i < zones[-1].last:
            continue
        seed = _seed(page, i, width, word_height, first_page)
        if seed is not None:
            zone = _grow(page, seed, width, word_height, zones[-1].last if zones else 0)
            if zone is not None:
                zones.append(zone)
    return zones


def _measure(line: Sequence[W], gap: float) -> _Line[W]:
    parts = [_Part([line[0]], line[0].bbox.x0, line[0].bbox.x1)]
    for word in line[1:]:
        if word.bbox.x0 - parts[-1].x1 > gap:
            parts.append(_Part([word], word.bbox.x0, word.bbox.x1))
        else:
            parts[-1].words.append(word)
            parts[-1].x1 = max(parts[-1].x1, word.bbox.x1)
    return _Line(parts, min(word.bbox.top for word in line), max(word.bbox.bottom for word in line))


def _seed(page: Sequence[_Line[W]], i: int, width: float, word_height: float, first_page: bool) -> _Seed | None:
    """What line `i` starts: a letterhead, a signature block, or nothing."""
    return (
        _motto(page[i], i, width)
        or _recipients(page, i, width, word_height)
        or _capitals(page[i], i, width, word_height, Place.HEAD if first_page else Place.CLOSING)
    )


def _motto(line: _Line[W], i: int, width: float) -> _Seed | None:
    """The motto, or the head of a form, with something to the left of it."""
    words = [word for part in line.parts for word in part.words]
    if not 3 <= len(words) <= 24:
        return None
    folded = [fold(word.text) for word in words]
    start = _phrase_start(folded, NATION)
    if start is not None and _capital_share(word.text for word in words[start:]) < GARBLED_CAPITALS:
        return None
    if start is None:
        start = _phrase_start(folded, MOTTO)
    if start is None:
        last = line.parts[-1]
        if len(line.parts) > 1 and _is_capitals(line.parts[0].text) and RIGHT_HEADS.match(fold(last.text)):
            return _seed_between(i, Place.HEAD, line.parts[-2].x1, last.x0, width)
        return None
    if start == 0:
        return _seed_between(i, Place.HEAD, words[0].bbox.x0 - 2.0, words[0].bbox.x0, width)
    return _seed_between(i, Place.HEAD, words[start - 1].bbox.x1, words[start].bbox.x0, width)


def _recipients(page: Sequence[_Line[W]], i: int, width: float, word_height: float) -> _Seed | None:
    """`Nơi nhận` at the left, with a signature beside it or within the next lines."""
    first = page[i].parts[0]
    if first.x0 > 0.4 * width or not _is_recipients(first.text):
        return None
    for line in (*page[i : i + 4], *page[max(0, i - 4) : i][::-1]):
        right = [part for part in line.parts if part.x0 > first.x1 + word_height and part.centre > 0.45 * width]
        if right and (line is page[i] or right[0] is line.parts[0] or _is_capitals(right[0].text)):
            return _seed_between(i, Place.CLOSING, first.x1, right[0].x0, width)
    return None


def _capitals(line: _Line[W], i: int, width: float, word_height: float, place: Place) -> _Seed | None:
    """Two blocks of capitals, far apart, and nothing else."""
    gaps = [(b.x0 - a.x1, k) for k, (a, b) in enumerate(pairwise(line.parts), start=1)]
    wide = [k for gap, k in gaps if gap >= GUTTER * word_height]
    if len(wide) != 1:
        return None
    left, right = line.parts[: wide[0]], line.parts[wide[0] :]
    if not all(_is_capitals(" ".join(part.text for part in side)) for side in (left, right)):
        return None
    return _seed_between(i, place, left[-1].x1, right[0].x0, width)


def _seed_between(i: int, place: Place, left: float, right: float, width: float) -> _Seed | None:
    inside = MIDDLE[0] * width < (left + right) / 2 < MIDDLE[1] * width
    return _Seed(i, place, left, right) if inside and right > left else None


def _grow(lines: Sequence[_Line[W]], seed: _Seed, width: float, word_height: float, earliest: int) -> Zone[W] | None:
    """The zone around a seed: its neighbours above and below that leave the gutter free."""
    page = [*lines[: seed.line], _cut(lines[seed.line], (seed.left + seed.right) / 2), *lines[seed.line + 1 :]]
    sides = _Sides(seed, width, word_height)
    if not sides.take(page[seed.line]):
        return None
    first, last = seed.line, seed.line + 1
    while first > max(earliest, seed.line - 4) and sides.may_precede(page[first - 1], page[first]):
        first -= 1
        sides.take(page[first])
    while last < len(page) and sides.may_follow(page[last], page[last - 1]) and sides.take(page[last]):
        last += 1
    left, right, paired = sides.split(page[first:last])
    if not left or not right or (seed.place is Place.CLOSING and paired > MOST_PAIRED_LINES):
        return None
    return Zone(first, last, tuple(left), tuple(right))


def _cut(line: _Line[W], x: float) -> _Line[W]:
    """The line with its parts cut at `x`, where the gutter of a crowded letterhead is no wider than a word space."""
    parts: list[_Part[W]] = []
    for part in line.parts:
        left = [word for word in part.words if (word.bbox.x0 + word.bbox.x1) / 2 < x]
        right = [word for word in part.words if (word.bbox.x0 + word.bbox.x1) / 2 >= x]
        parts += [_part(words) for words in (left, right) if words]
    return _Line(parts, line.top, line.bottom)


def _part(words: list[W]) -> _Part[W]:
    return _Part(words, min(word.bbox.x0 for word in words), max(word.bbox.x1 for word in words))


class _Sides:
    """The two sides of a zone while it grows."""

    def __init__(self, seed: _Seed, width: float, word_height: float) -> None:
        self.place, self.seed_line = seed.place, seed.line
        self.left, self.right = seed.left, seed.right
        self.width, self.unit = width, word_height
        self.right_end = seed.right
        self.left_start = seed.left
        self.taken = 0

    def take(self, line: _Line[W]) -> bool:
        """Narrow the gutter so that the line keeps to its sides; False where the line runs across it."""
        middle = (self.left + self.right) / 2
        left = [part for part in line.parts if part.centre < middle]
        right = [part for part in line.parts if part.centre >= middle]
        new_left = max([self.left, *(part.x1 for part in left)])
        new_right = min([self.right, *(part.x0 for part in right)])
        if new_right - new_left < 0.1 * self.unit:
            return self._overhangs(line)
        self.left, self.right = new_left, new_right
        self.right_end = max([self.right_end, *(part.x1 for part in right)])
        self.left_start = min([self.left_start, *(part.x0 for part in left)])
        self.taken += 1
        return True

    def _overhangs(self, line: _Line[W]) -> bool:
        """Whether the line is a long recipient that runs below the signature's first lines."""
        return (
            self.place is Place.CLOSING
            and len(line.parts) == 1
            and abs(line.parts[0].x0 - self.left_start) < 2 * self.unit
            and line.parts[0].x1 < (self.right + self.right_end) / 2
        )

    def may_precede(self, line: _Line[W], below: _Line[W]) -> bool:
        """Whether a line above the zone belongs to it; body text that ends above a signature does not."""
        if below.top - line.bottom > HEAD_LEADING * self.unit or _is_rule_or_number(line):
            return False
        if any(part.x0 < self.right and part.x1 > self.left for part in line.parts):
            return False
        if self.place is Place.CLOSING:
            return line.parts[0].x0 > self.right - self.unit
        return line.parts[0].x1 < self.left + self.unit and _is_capitals(line.parts[0].text)

    def may_follow(self, line: _Line[W], above: _Line[W]) -> bool:
        """Whether a line below the zone can belong to it, before its place on the sides is looked at."""
        if _is_page_number(line):
            return False
        if self.place is Place.CLOSING:
            text = line.parts[0].text
            return not (len(line.parts) == 1 and (_is_remark(text) or (self.taken > 1 and _is_recipients(text))))
        if self.taken >= MOST_HEAD_LINES or line.top - above.bottom > HEAD_LEADING * self.unit:
            return False
        return not self._is_title(line)

    def _is_title(self, line: _Line[W]) -> bool:
        """Whether the line stands in the middle of the page, not under one of the two blocks."""
        if fold(line.parts[0].text).startswith(ADDRESSEE):
            return True
        centre = (line.parts[0].x0 + line.parts[-1].x1) / 2
        right_centre = (self.right + self.right_end) / 2
        alone = line.parts[0].x0 > self.left or line.parts[-1].x1 < self.right or len(line.parts) == 1
        return alone and abs(centre - self.width / 2) < min(0.08 * self.width, abs(centre - right_centre))

    def split(self, lines: Sequence[_Line[W]]) -> tuple[list[W], list[W], int]:
        """The words left and right of the gutter, and how many lines have both."""
        middle = (self.left + self.right) / 2
        left: list[W] = []
        right: list[W] = []
        paired = 0
        for line in lines:
            sides = [part.centre < middle for part in line.parts]
            paired += len(set(sides)) == 2
            for part, is_left in zip(line.parts, sides, strict=True):
                (left if is_left else right).extend(part.words)
        return left, right, paired


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Small letters without diacritics, as the phrases above are written."""
    return strip_marks(text).lower()


def _phrase_start(words: Sequence[str], phrases: Sequence[str]) -> int | None:
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


def _is_recipients(text: str) -> bool:
    from rapidfuzz import fuzz

    head = fold(text)[:11].rstrip(" :;.,")
    return len(head) <= 10 and fuzz.ratio(head, RECIPIENTS) >= ALIKE


def _is_remark(text: str) -> bool:
    return fold(text).startswith(REMARKS)


def _is_capitals(text: str) -> bool:
    return sum(c.isalpha() for c in text) >= 4 and _capital_share(text) >= CAPITALS


def _capital_share(texts: Iterable[str]) -> float:
    letters = [c for text in texts for c in text if c.isalpha()]
    return sum(c.isupper() for c in letters) / len(letters) if letters else 0.0


def _is_page_number(line: _Line[W]) -> bool:
    return len(line.parts) == 1 and bool(re.fullmatch(r"[-–—\s]*\d{1,4}[-–—\s]*", line.parts[0].text))


def _is_rule_or_number(line: _Line[W]) -> bool:
    return not any(c.isalpha() for part in line.parts for c in part.text)
