"""Page selections such as `1-3,7`."""

from __future__ import annotations

import re

from planparse.errors import UsageError

_RANGE = re.compile(r"\s*(?:(?P<first>\d{1,6})?\s*(?P<dash>[-–])\s*(?P<last>\d{1,6})?|(?P<single>\d{1,6}))\s*\Z")
REMEDY = "Write pages as 1-3,7 or 5-."


def select_pages(selection: str | None, page_count: int) -> tuple[int, ...]:
    """The numbers of the selected pages in page order, each once.

    An open range ends at the last page; a range that goes beyond it is cut.

    Raises:
        UsageError: the selection is not one, or asks only for pages that the document does not have.

    Example:
        >>> select_pages("7, 1-3, 9-", 10)
        (1, 2, 3, 7, 9, 10)
    """
    if selection is None:
        return tuple(range(1, page_count + 1))
    chosen: set[int] = set()
    for item in selection.split(","):
        first, last = _range(item, selection)
        if first > page_count:
            raise UsageError(f"Page {first} is asked for, but the document ends with page {page_count}.", REMEDY)
        chosen.update(range(first, min(last, page_count) + 1))
    return tuple(sorted(chosen))


def _range(item: str, selection: str) -> tuple[int, int]:
    match = _RANGE.match(item)
    if match is None or (match["dash"] and not match["first"] and not match["last"]):
        raise UsageError(f"{selection!r} is not a selection of pages.", REMEDY)
    if match["single"]:
        first = last = int(match["single"])
    else:
        first, last = int(match["first"] or 1), int(match["last"] or 999_999)
    if first < 1 or last < first:
        raise UsageError(f"{item.strip()!r} is not a range of pages.", REMEDY)
    return first, last
