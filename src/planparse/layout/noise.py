"""Lines that are printed but not part of the document: page numbers, running headers, marks of signing services."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from planparse.knowledge import Dictionaries
from planparse.layout.lines import Line

_PAGE_NUMBER = re.compile(
    r"(?:trang\s*)?[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?$|[-–—|]\s*[0-9]{1,3}\s*[-–—|]?$|\[\s*[0-9]{1,3}\s*\]$",
    re.IGNORECASE,
)
"""Three figures at most and no full stop: "2030." is the end of a sentence."""
_NUMBERS = re.compile(r"[0-9]+(?:\s*\+\s*[0-9]+)*")

_LIST_SIGNS = "-–—+*•"

MARGIN_LINES = 3
"""Running headers and page numbers stand among the first or last lines of a page; gazettes print two of them."""
RUNNING_PAGES = 3
"""A line that stands in the margin of this many pages, numbers aside, is a running header (tiêu đề đầu trang)."""
RUNNING_LENGTH = 120


@dataclass(frozen=True)
class NoisePattern:
    """One line of `page_noise.tsv`."""

    pattern: str
    opens: bool


@lru_cache(maxsize=8)
def _patterns(dictionaries: Dictionaries) -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = dictionaries.rows("page_noise.tsv", NoisePattern)
    opening = "|".join(row.pattern for row in rows if row.opens)
    following = "|".join(row.pattern for row in rows)
    return re.compile(opening, re.IGNORECASE), re.compile(following, re.IGNORECASE)


def noise_lines(lines: Sequence[Line], dictionaries: Dictionaries) -> frozenset[int]:
    """The indices of the lines that are noise."""
    opening, following = _patterns(dictionaries)
    margin = _margin_lines(lines)
    running = _running_headers(lines, margin)
    found: set[int] = set()
    for i, line in enumerate(lines):
        text = line.text
        if (
            opening.match(text)
            or (
                i - 1 in found
                and i - 1 not in running
                and not _PAGE_NUMBER.match(lines[i - 1].text)
                and following.match(text)
            )
            or (i in margin and (i in running or _PAGE_NUMBER.match(text)))
        ):
            found.add(i)
    return frozenset(found)


def _margin_lines(lines: Sequence[Line]) -> frozenset[int]:
    starts = [i for i, line in enumerate(lines) if line.first_on_page] + [len(lines)]
    margin: set[int] = set()
    for first, after in pairwise(starts):
        margin.update(range(first, min(first + MARGIN_LINES, after)))
        margin.update(range(max(first, after - MARGIN_LINES), after))
    return frozenset(margin)


def _running_headers(lines: Sequence[Line], margin: frozenset[int]) -> frozenset[int]:
    keys = {
        i: _NUMBERS.sub("0", lines[i].text.casefold()).strip("0 ")
        for i in margin
        if len(lines[i].text) <= RUNNING_LENGTH and lines[i].text[0] not in _LIST_SIGNS
    }
    pages: Counter[str] = Counter()
    for key, _ in {(key, lines[i].page.page.number) for i, key in keys.items()}:
        pages[key] += 1
    return frozenset(
        i for i, key in keys.items() if pages[key] >= RUNNING_PAGES and re.search(r"[^\W\d_]", key) and len(key) > 3
    )
