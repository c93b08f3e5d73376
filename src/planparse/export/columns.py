"""What a table is made of: columns with a type and headings, keys, and lines that are taken from a record.

A `Table` says which items of a record are its lines; a `Column` says what of an item is its value. Values are clean:
text in NFC without control characters, whole numbers, finite numbers, days, or None; never an empty text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from planparse.export.stored import StoredRecord

Value = str | int | float | date | None
Row = tuple[Value, ...]


class Kind(StrEnum):
    """Type of a column; the values are names of the Table Schema standard."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


class Headings(StrEnum):
    """What stands above the columns."""

    VI = "vi"
    """Vietnamese headings"""
    EN = "en"
    """English headings"""
    NAMES = "names"
    """the names of the columns, as in every other format"""


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a record that becomes a row."""

    stored: StoredRecord
    item: Any
    key: str = ""
    """Id of the row, unique over all documents."""
    parent: str | None = None
    """Id of the row that it belongs to."""
    position: int = 0
    """Its place in its list, from 1."""


Take = Callable[[Line], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, headings, type, width in characters, and how its value is taken."""

    name: str
    vi: str
    en: str
    kind: Kind
    width: int
    path: str | Take
    """Attributes of the item, such as `provenance.page` (None where one of them is), or a function of the line."""

    def heading(self, headings: Headings) -> str:
        """The heading in a language."""
        return {Headings.VI: self.vi, Headings.EN: self.en, Headings.NAMES: self.name}[headings]

    def reader(self) -> Callable[[Line], Value]:
        """A function that gives the value of this column for a line."""
        take = take_path(self.path) if isinstance(self.path, str) else self.path
        convert = _CONVERSIONS[self.kind]

        def read(line: Line) -> Value:
            value = take(line)
            return None if value is None else convert(value)

        return read


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column whose values are keys of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """One flat table over all documents."""

    name: str
    vi: str
    en: str
    columns: tuple[Column, ...]
    lines: Callable[[StoredRecord], Iterable[Line]]
    key: tuple[str, ...]
    """Columns that tell the rows apart."""
    foreign_keys: tuple[ForeignKey, ...] = ()

    def heading(self, headings: Headings) -> str:
        """The name of the table in a language."""
        return {Headings.VI: self.vi, Headings.EN: self.en, Headings.NAMES: self.name}[headings]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def reader(self) -> Callable[[StoredRecord], Iterator[Row]]:
        """A function that gives the rows of one record."""
        readers = [column.reader() for column in self.columns]

        def rows(stored: StoredRecord) -> Iterator[Row]:
            return (tuple([read(line) for read in readers]) for line in self.lines(stored))

        return rows


def take_path(path: str) -> Take:
    """A function that follows attributes from the item of a line; None where one of them is None."""
    names = path.split(".")
    if len(names) == 1:
        attribute = attrgetter(path)
        return lambda line: attribute(line.item)

    def take(line: Line) -> Any:
        value = line.item
        for name in names:
            if value is None:
                return None
            value = getattr(value, name)
        return value

    return take


_UNWANTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters other than the line break, halves of surrogate pairs, and what XML cannot hold."""

_LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85]")


def clean_text(text: str) -> str | None:
    r"""Text that every format can hold: NFC, line breaks as `\n`, no control characters; None where nothing is left.

    >>> clean_text("Kế hoạch\r\nnăm\t2026\x07")
    'Kế hoạch\nnăm 2026'
    """
    if _UNWANTED.search(text):
        text = _LINE_BREAKS.sub("\n", text).replace("\t", " ")
        text = _UNWANTED.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text or None


def calendar_day(iso: str | None) -> date | None:
    """The day of an ISO date; None where the day is missing (`2026-02`) or the calendar has no such day."""
    if iso is None or len(iso) != len("2026-02-13"):
        return None
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def joined_texts(texts: Iterable[str]) -> str:
    """Several texts in one cell."""
    return "; ".join(texts)


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return clean_text(value if type(value) is str else str(value))
    return clean_text(joined_texts(map(str, value)) if isinstance(value, tuple) else str(value))


_CONVERSIONS: dict[Kind, Callable[[Any], Value]] = {
    Kind.TEXT: _text,
    Kind.INTEGER: int,
    Kind.NUMBER: float,
    Kind.DATE: calendar_day,
}
