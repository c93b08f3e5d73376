"""Checks of what counts up: headings and the numbers of table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.diagnostics.catalogue import Finding, finding_at
from planparse.layout.marks import roman_numeral
from planparse.layout.outline import Outline
from planparse.layout.sections import Skip, outline_skips
from planparse.records import PlanRecord, TableRecord

MOST_SKIPS = 5
"""More findings of the kind drown the others."""
_ALPHABET = "abcdđeghiklmnopqrstuvxy"
_LATIN_ORDER = re.compile(r"\(?d[.)]\(?e[.)]")
"""Many authors leave `đ)` out of the alphabet."""
_COUNTER = re.compile(r"(?<!\w)(?:stt|tt|số\s*tt|số thứ tự|s\s*t\s*t)(?!\w)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3})[.)]?")


def check_structure(record: PlanRecord, outline: Outline) -> Iterator[Finding]:
    """Headings and table rows that skip a number."""
    yield from _headings(outline)
    for table in record.tables:
        yield from _row_numbers(table)


def _headings(outline: Outline) -> Iterator[Finding]:
    """The first skip of each list, and of many lists only some: the rest is a sign of a form, not of lost headings."""
    first_of_list: dict[tuple[int | None, str | None], Skip] = {}
    for skip in outline_skips(outline):
        if _LATIN_ORDER.fullmatch(skip.previous + skip.found):
            continue
        block = outline.blocks[skip.block]
        first_of_list.setdefault((block.parent, block.style), skip)
    skips = list(first_of_list.values())
    for n, skip in enumerate(skips[:MOST_SKIPS], start=1):
        block_style = outline.blocks[skip.block].style
        place = outline.blocks[skip.block].passage.place(0, len(skip.found))
        hidden = len(skips) - MOST_SKIPS if n == MOST_SKIPS and len(skips) > MOST_SKIPS else 0
        values = {
            "found": skip.found,
            "previous": skip.previous,
            "expected": _in_style(skip.expected, block_style),
            "more": f" {hidden} more lists skip a number." if hidden else "",
        }
        yield Finding("headings-skip", values, place.page, place.span)


def _in_style(number: int, style: str | None) -> str:
    """A heading's number as its neighbours print it: 3 is `III` among Roman numerals, `c` among letters."""
    if style == "roman":
        return roman_numeral(number)
    if style in ("letter", "capital") and number <= len(_ALPHABET):
        letter = _ALPHABET[number - 1]
        return letter.upper() if style == "capital" else letter
    return str(number)


def _row_numbers(table: TableRecord) -> Iterator[Finding]:
    """The first jump of a table; after one lost row everything below would be reported again."""
    if not table.header or not _COUNTER.search(table.header[0]):
        return
    previous: int | None = None
    for row in table.rows:
        match = _NUMBER.fullmatch(row[0].strip()) if row else None
        if match is None:
            # A group row (`II`, `B`) may start the count again; an empty cell goes on with the row above.
            continue
        number = int(match[1])
        if previous is not None and number not in (previous, previous + 1, 1):
            values = {"previous": previous, "found": number}
            yield finding_at(table, "table-numbers-skip", values, table.id)
            return
        previous = number
