"""What header cells of tables and labels before colons mean: task, lead, coordinating, output, deadline."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from planparse.assignments.vocabulary import vocabulary
from planparse.folding import fold
from planparse.knowledge import Dictionaries

LABEL_LENGTH = 70
"""Characters: the longest label seen is "Phòng/đơn vị chủ trì theo dõi, tổng hợp"."""


class Meaning(StrEnum):
    """What stands in a column, or after a label."""

    NUMBER = "number"
    TASK = "task"
    LEAD = "lead"
    COORDINATING = "coordinating"
    BOTH = "both"
    """lead and coordinating units in one cell"""
    OUTPUT = "output"
    DEADLINE = "deadline"
    OTHER = "other"


@dataclass(frozen=True)
class HeaderWording:
    """One line of `table_headers.tsv`."""

    meaning: str
    how: str
    label: bool
    wording: tuple[str, ...]


Find = Callable[[str], re.Match[str] | None]


@lru_cache(maxsize=8)
def _patterns(dictionaries: Dictionaries) -> tuple[tuple[Meaning, bool, Find], ...]:
    patterns: list[tuple[Meaning, bool, Find]] = []
    for row in dictionaries.rows("table_headers.tsv", HeaderWording):
        words = "|".join(re.escape(fold(w)).replace(r"\ ", r"\s*") for w in sorted(row.wording, key=len, reverse=True))
        whole, part = rf"\W*(?:{words})\W*$", rf"(?<!\w)(?:{words})(?!\w)"
        find = re.compile(whole).match if row.how == "whole" else re.compile(part).search
        patterns.append((Meaning(row.meaning), row.label, find))
    return tuple(patterns)


@lru_cache(maxsize=1024)
def meaning_of_header(text: str, dictionaries: Dictionaries) -> Meaning | None:
    """What a header cell announces; None when it is none of what an assignment has.

    >>> meaning_of_header("Đơn vị chủ trì/phối hợp", Dictionaries())
    <Meaning.BOTH: 'both'>
    """
    key = " ".join(fold(text).split())
    if not key or len(key) > LABEL_LENGTH:
        return None
    return next((meaning for meaning, _, find in _patterns(dictionaries) if find(key)), None)


def meaning_of_label(text: str, dictionaries: Dictionaries) -> Meaning | None:
    """What the words before a colon announce at the start of a line: "Đơn vị chủ trì", "Thời gian hoàn thành"."""
    if not vocabulary(dictionaries).label.match(text.strip()):
        return None
    key = " ".join(fold(text).split())
    if len(key) > LABEL_LENGTH:
        return None
    for meaning, label, find in _patterns(dictionaries):
        if label and find(key):
            return meaning
    return None


_LABEL = re.compile(r"(?:^|(?<=[.;(])\s*|(?<=,)\s*|(?<=[-–+])\s+)(?P<label>[^\W\d_][^:;.()]{2,68}?)\s*:\s*")


@dataclass(frozen=True, slots=True)
class LabelledValue:
    """A value behind a label: `text[start:end]`."""

    meaning: Meaning
    label_start: int
    start: int
    end: int


def labelled_values(text: str, start: int, dictionaries: Dictionaries) -> list[LabelledValue]:
    """The labels and values of a line such as "Đơn vị chủ trì: Văn phòng; đơn vị phối hợp: các khoa; thời gian: Quý I".

    Labels inside the line count only behind a first one: "..., kết quả: 12 vụ" in a sentence is no label.
    """
    hits: list[tuple[Meaning, int, int]] = []
    offset = len(text) - len(text[start:].lstrip())
    for match in _LABEL.finditer(text[start:].lstrip()):
        meaning = meaning_of_label(match["label"], dictionaries)
        if meaning is not None:
            hits.append((meaning, offset + match.start("label"), offset + match.end()))
    if not hits:
        return []
    ends = [hit[1] for hit in hits[1:]] + [len(text)]
    return [
        LabelledValue(meaning, label, value, label + len(text[label:end].rstrip(" ;,.(-–+")))
        for (meaning, label, value), end in zip(hits, ends, strict=True)
    ]
