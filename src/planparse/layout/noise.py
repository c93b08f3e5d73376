"""Lines that are printed but not part of the document: page numbers, running headers, marks of signing services."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile

from planparse.folding import fold
from planparse.knowledge import Dictionaries
from planparse.layout.lines import Line
from planparse.layout.zone_openers import zone_openers

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
    margins = list(_margins(lines))
    page_numbers = {i for margin in margins for i in margin if _PAGE_NUMBER.match(lines[i].text)}
    marks: set[int] = set()
    for i, line in enumerate(lines):
        follows = i - 1 in marks and i - 1 not in page_numbers
        if opening.match(line.text) or (follows and following.match(line.text)):
            marks.add(i)
    found = marks | page_numbers
    running = _running_headers(lines, {i for margin in margins for i in margin}, zone_openers(dictionaries).appendix)
    for margin in margins:
        found.update(takewhile(lambda i: i in running or i in found, margin))
    return frozenset(found)


def _margins(lines: Sequence[Line]) -> Iterator[Sequence[int]]:
    """The first and the last lines of each page, from its edge inwards and no farther than the first or last table:
    `(Kèm theo Kế hoạch số ...)` above a table is not at the foot of the page."""
    numbers = [line.page.page.number for line in lines]
    for _, group in groupby(range(len(lines)), key=numbers.__getitem__):
        here = list(group)
        top, foot = here[:MARGIN_LINES], here[: -MARGIN_LINES - 1 : -1]
        page = lines[here[0]].page
        if page.page.grids:
            begin, end = page.from_raw(page.page.grids[0].start), page.from_raw(page.page.grids[-1].end)
            top = [i for i in top if lines[i].start < begin]
            foot = [i for i in foot if lines[i].start >= end]
        yield top
        yield foot


def _running_headers(lines: Sequence[Line], margin: Iterable[int], appendix: re.Pattern[str]) -> frozenset[int]:
    """Lines that stand in the margins of several pages, and do not open an appendix (`Phụ lục 1`, `Phụ lục 2`)."""
    keys = {
        i: _NUMBERS.sub("0", lines[i].text.casefold()).strip("0 ")
        for i in margin
        if len(lines[i].text) <= RUNNING_LENGTH and lines[i].text[0] not in _LIST_SIGNS
    }
    pages: Counter[str] = Counter()
    for key, _ in {(key, lines[i].page.page.number) for i, key in keys.items()}:
        pages[key] += 1
    return frozenset(
        i
        for i, key in keys.items()
        if pages[key] >= RUNNING_PAGES
        and re.search(r"[^\W\d_]", key)
        and len(key) > 3
        and not appendix.match(fold(lines[i].text))
    )
