"""Labels of automatic lists in a Word document: `1.`, `a)`, `-`, which are not in its text but are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_SYMBOL_BULLETS = {"\uf0b7": "•", "\uf02d": "-", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "o": "o"}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    number_format: str
    text: str
    """Template such as `%1.%2`; a bullet is its own template."""
    start: int = 1
    legal: bool = False
    """Print all levels in figures (`w:isLgl`)."""


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[tuple[str, int], Level]
    """By list (`w:numId`) and level."""
    abstract_of: dict[str, str]
    """The definition behind each list; lists that share one count on together."""
    restarts: frozenset[tuple[str, int]] = frozenset()
    """Lists and levels that start anew (`w:lvlOverride` with `w:startOverride`)."""
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, level: int) -> str:
        """The label of the next paragraph of a list at a level, such as `2.1.`; empty where the list prints none."""
        rule = self.levels.get((list_id, level))
        if rule is None or rule.number_format == "none":
            return ""
        if rule.number_format == "bullet":
            return "".join(_SYMBOL_BULLETS.get(c, "-" if "\ue000" <= c <= "\uf8ff" else c) for c in rule.text)
        counts = self._counts.setdefault(self.abstract_of.get(list_id, list_id), [None] * LEVELS)
        if (list_id, level) in self.restarts and (list_id, level) not in self._restarted:
            self._restarted.add((list_id, level))
            counts[level] = None
        current = counts[level]
        counts[level] = rule.start if current is None else current + 1
        counts[level + 1 :] = [None] * (LEVELS - level - 1)
        return _PLACEHOLDER.sub(lambda match: self._figure(list_id, int(match[1]) - 1, rule, counts), rule.text)

    def _figure(self, list_id: str, level: int, shown_by: Level, counts: list[int | None]) -> str:
        rule = self.levels.get((list_id, level), shown_by)
        count = counts[level]
        value = rule.start if count is None else count
        return figure(value, "decimal" if shown_by.legal else rule.number_format)


def figure(value: int, number_format: str) -> str:
    """A number as a list prints it.

    >>> figure(4, "upperRoman"), figure(28, "lowerLetter"), figure(7, "decimalZero")
    ('IV', 'bb', '07')
    """
    match number_format:
        case "upperRoman":
            return _roman(value).upper()
        case "lowerRoman":
            return _roman(value)
        case "upperLetter":
            return _letters(value).upper()
        case "lowerLetter":
            return _letters(value)
        case "decimalZero":
            return f"{value:02d}"
        case _:
            return str(value)


def read_numbering(root: Any) -> Numbering:
    """The lists that the numbering part of a document defines; `root` is its XML, or None where there is none."""
    levels: dict[tuple[str, int], Level] = {}
    abstract_of: dict[str, str] = {}
    restarts: set[tuple[str, int]] = set()
    if root is None:
        return Numbering(levels, abstract_of)
    abstract = {item.get(f"{W}abstractNumId"): _levels(item.iter(f"{W}lvl")) for item in root.iter(f"{W}abstractNum")}
    for item in root.iter(f"{W}num"):
        list_id = item.get(f"{W}numId", "")
        definition = item.find(f"{W}abstractNumId")
        abstract_of[list_id] = "" if definition is None else definition.get(VAL, "")
        own = dict(abstract.get(abstract_of[list_id], {}))
        for override in item.iter(f"{W}lvlOverride"):
            level = _integer(override.get(f"{W}ilvl"), 0)
            own.update(_levels(override.iter(f"{W}lvl")))
            if override.find(f"{W}startOverride") is not None:
                restarts.add((list_id, level))
        levels |= {(list_id, level): rule for level, rule in own.items()}
    return Numbering(levels, abstract_of, frozenset(restarts))


def _levels(items: Iterable[Any]) -> dict[int, Level]:
    return {
        _integer(item.get(f"{W}ilvl"), 0): Level(
            number_format=_value(item, "numFmt", "decimal"),
            text=_value(item, "lvlText", ""),
            start=_integer(_value(item, "start", "1"), 1),
            legal=item.find(f"{W}isLgl") is not None,
        )
        for item in items
    }


def _value(item: Any, name: str, default: str) -> str:
    child = item.find(f"{W}{name}")
    return default if child is None else child.get(VAL, default)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    letters = ""
    for worth, letter in _ROMAN:
        count, value = divmod(value, worth)
        letters += letter * count
    return letters


def _letters(value: int) -> str:
    """a ... z, aa, bb ..., as Word counts."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if 0 < value < 1000 else str(value)
