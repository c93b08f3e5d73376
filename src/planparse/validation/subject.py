"""What the rules look at: a record, the JSON it came from, and ways to walk through its parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from planparse.records import (
    Assignment,
    Citation,
    Evidence,
    PageRecord,
    PlanRecord,
    Provenance,
    Record,
    Section,
    ShortReference,
    Target,
)

_WITHOUT_TEXT = frozenset({"provenance", "cells", "span", "bbox"})
"""Fields that hold numbers only."""
_LINE_END = re.compile("\n")

Mention = Citation | Target | Assignment | ShortReference
"""A record with a page and a line of its own."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a record that is not as the contract promises."""

    path: str
    """Where, as a path for jq: `.citations[3].provenance.span`."""
    message: str
    """One sentence. It shows numbers, codes and dates, and no other text of the document."""


class Text(NamedTuple):
    """A string of the JSON: `owner` is the path of the object or list that holds it, `key` its place there."""

    text: str
    owner: str
    key: str | int

    @property
    def path(self) -> str:
        """The path of the string; put together only where it is asked for, since few strings are a problem."""
        return f"{self.owner}[{self.key}]" if isinstance(self.key, int) else f"{self.owner}.{self.key}"


@dataclass(frozen=True)
class Subject:
    """A record that has the shape of the schema."""

    record: PlanRecord
    data: Mapping[str, Any]
    """The same as parsed JSON."""
    codes: frozenset[str] = frozenset()
    """The codes of diagnostics that are known."""

    @cached_property
    def pages(self) -> Mapping[int, PageRecord]:
        """Pages by their number."""
        return {page.number: page for page in self.record.pages}

    def printed(self, place: Provenance) -> str:
        """The text of the page at the span; empty where there is no such page."""
        page = self.pages.get(place.page)
        return page.text[slice(*place.span)] if page and place.span[0] >= 0 else ""

    def line_on_page(self, place: Provenance) -> int:
        """The number of line breaks before the span on its page."""
        return bisect_left(self._line_ends[place.page], place.span[0])

    @cached_property
    def _line_ends(self) -> Mapping[int, Sequence[int]]:
        return {page.number: [m.start() for m in _LINE_END.finditer(page.text)] for page in self.record.pages}

    def runs_on(self, place: Provenance) -> bool:
        """Whether the span ends with its page, so that the value may go on on the next one."""
        page = self.pages.get(place.page)
        return page is not None and not page.text[place.span[1] :].strip()

    @cached_property
    def mentions(self) -> Sequence[tuple[str, Mention]]:
        """Citations, targets, assignments and short references with their paths."""
        lists: tuple[tuple[str, Sequence[Mention]], ...] = (
            ("citations", self.record.citations),
            ("targets", self.record.targets),
            ("assignments", self.record.assignments),
            ("short_references", self.record.short_references),
        )
        return [(f".{name}[{i}]", item) for name, items in lists for i, item in enumerate(items)]

    @cached_property
    def sections(self) -> Sequence[tuple[str, Section]]:
        """All headings of the outline in order, the parent first."""
        return list(_sections(".sections", self.record.sections))

    @cached_property
    def listed(self) -> Sequence[tuple[str, Record]]:
        """Every record that has an id."""
        tables = [(f".tables[{i}]", table) for i, table in enumerate(self.record.tables)]
        return [*self.mentions, *tables, *self.sections]

    @cached_property
    def bases(self) -> Sequence[tuple[str, Evidence]]:
        """Everything that says where it was read: the listed records, and the evidence of single fields."""
        record = self.record
        fields = [
            (f".{owner}.evidence.{name}", basis)
            for owner, evidence in (("header", record.header.evidence), ("signatory", record.signatory.evidence))
            for name, basis in evidence.items()
        ]
        recipients = [(f".recipients_evidence[{i}]", basis) for i, basis in enumerate(record.recipients_evidence)]
        return [*self.listed, *fields, *recipients]

    @cached_property
    def places(self) -> Sequence[tuple[str, Provenance]]:
        """All places with their paths."""
        return [(f"{path}.provenance", basis.provenance) for path, basis in self.bases if basis.provenance is not None]

    @cached_property
    def texts(self) -> Sequence[Text]:
        """Every string of the JSON."""
        found: list[Text] = []
        _collect_texts("", self.data, found)
        return found


def _sections(path: str, sections: Sequence[Section]) -> Iterator[tuple[str, Section]]:
    for i, section in enumerate(sections):
        yield f"{path}[{i}]", section
        yield from _sections(f"{path}[{i}].children", section.children)


def _collect_texts(path: str, value: object, found: list[Text]) -> None:
    # A list that is handed on takes a third of the time of nested generators.
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str):
                found.append(Text(inner, path, key))
            elif isinstance(inner, dict | list) and key not in _WITHOUT_TEXT:
                _collect_texts(f"{path}.{key}", inner, found)
    elif isinstance(value, list) and not (value and isinstance(value[0], int | float)):
        for i, inner in enumerate(value):
            if isinstance(inner, str):
                found.append(Text(inner, path, i))
            elif isinstance(inner, dict | list):
                _collect_texts(f"{path}[{i}]", inner, found)
