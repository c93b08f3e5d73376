"""The place of issue (địa danh), and the province in the name of the issuing body: each helps to read the other."""

from __future__ import annotations

import re

from planparse.citations.vocabulary import Vocabulary
from planparse.folding import fold
from planparse.header.found import Found, value_of
from planparse.header.known_names import is_misread, is_place, known_place, may_be_misread, province_at_end
from planparse.header.letterhead import Letterhead

KNOWN_NAME = 0.7
"""Confidence of a name that was put right; by judgement."""
_KINDS = {"tinh": "tỉnh"}
"""What stands before the name of a province, folded; `thành phố` has no other word with its letters beside it."""


def place_of(head: Letterhead, words: Vocabulary) -> Found | None:
    """What stands before the date, as it must have been printed."""
    line = head.place_and_date
    if line is None:
        return None
    end = re.search(r"(?<!\w)(?:ngay|thang)(?!\w)", fold(line.text))
    found = value_of(line.slice(0, end.start() if end else 0), "letterhead.place", 0.97)
    if found is None or not re.fullmatch(r"[^\d/]{2,40}", found.value):
        return None
    place = _respelled(found, head, words) if may_be_misread(line) else found.value
    return found if place == found.value else _known(found, place)


def _respelled(found: Found, head: Letterhead, words: Vocabulary) -> str:
    """A known place, or the province of the issuing body where its name was misread (`Ddk Lak` of `TỈNH ĐẮK LẮK`)."""
    if is_place(found.value, words):
        return known_place(found.value, words)
    provinces = filter(None, (province_at_end(body.name, words) for body in head.bodies))
    return next((name for name in provinces if is_misread(name, found.basis.raw)), found.value)


def with_province(body: Found | None, place: Found | None, words: Vocabulary) -> Found | None:
    """A body whose province was misread beside a date line that names it: `TINH pAK LAK`, `Dak Lak, ngay 18`."""
    if body is None or place is None or not is_place(place.value, words):
        return body
    length = len(place.value.split())
    kept, read = body.value.split()[:-length], body.basis.raw.split()[-length:]
    is_known = province_at_end(body.value, words) is not None
    if is_known or not kept or body.value == body.basis.raw or not is_misread(place.value, " ".join(read)):
        return body
    kept[-1] = _KINDS.get(fold(kept[-1]), kept[-1])
    name = " ".join([*kept, place.value])
    return _known(body, name.upper() if body.value.isupper() else name)


def _known(found: Found, name: str) -> Found:
    rule = f"{found.basis.rule}.known_name"
    return Found(name, found.basis.model_copy(update={"rule": rule, "confidence": KNOWN_NAME}))
