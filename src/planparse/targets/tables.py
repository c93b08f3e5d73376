"""Targets in tables (biểu chỉ tiêu): a column of indicators, perhaps one of units, and columns of values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from planparse.evidence import found_at
from planparse.folding import caseless
from planparse.knowledge import Dictionaries
from planparse.numbers import NUMBER, parse_number
from planparse.records import Comparator, Target
from planparse.tables.table import Table
from planparse.targets.commitment import Context
from planparse.targets.timing import TimePhrase, times_in, years_of
from planparse.targets.vocabulary import LeadKind, Vocabulary, alternatives, key_of, vocabulary

PRIOR = 0.85
"""Share of the values in the tables of targets of the development documents that are targets."""


@dataclass(frozen=True)
class HeaderWording:
    """One line of `target_table_headers.tsv`."""

    wording: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values and the time that its header names."""

    index: int
    time: TimePhrase | None


@dataclass(frozen=True, slots=True)
class TargetColumns:
    """Which columns of a table hold what."""

    indicator: int
    unit: int | None
    values: tuple[ValueColumn, ...]


@lru_cache(maxsize=8)
def _meanings(dictionaries: Dictionaries) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = dictionaries.rows("target_table_headers.tsv", HeaderWording)
    pattern = re.compile(rf"\s*(?:các\s+)?({alternatives(row.wording for row in rows)})", re.IGNORECASE)
    return pattern, {key_of(row.wording): row.meaning for row in rows}


def header_meaning(text: str, dictionaries: Dictionaries) -> str | None:
    """What a header cell announces, by the words that it begins with."""
    pattern, meanings = _meanings(dictionaries)
    match = pattern.match(text)
    return meanings[key_of(match[1])] if match else None


def target_columns(table: Table, first_year: int | None, dictionaries: Dictionaries) -> TargetColumns | None:
    """The columns of a table of targets; None for any other table.

    It must have a column of indicators and one of values; without a column of units at least one value has its own.
    """
    meanings = [header_meaning(cell.text, dictionaries) for cell in table.header]
    if "indicator" not in meanings:
        return None
    indicator = meanings.index("indicator")
    unit = meanings.index("unit") if "unit" in meanings else None
    values = []
    for i, meaning in enumerate(meanings):
        if meaning != "value" or i == indicator:
            continue
        time = next(iter(times_in(table.header[i].text, 0, len(table.header[i].text))), None)
        if time is None or first_year is None or max(years_of(time), default=first_year) >= first_year:
            values.append(ValueColumn(i, time))
    if not values or (unit is None and not _has_units(table, values, dictionaries)):
        return None
    return TargetColumns(indicator, unit, tuple(values))


def _has_units(table: Table, values: list[ValueColumn], dictionaries: Dictionaries) -> bool:
    measure = vocabulary(dictionaries).measure
    return any(measure.search(caseless(row[column.index].text)) for row in table.rows for column in values)


def targets_in_row(
    table: Table, index: int, columns: TargetColumns, context: Context, dictionaries: Dictionaries
) -> Iterator[Target]:
    """One target per value of a row; a row without a unit or an indicator has none.

    A merged cell above gives its indicator or unit to the rows that it covers.
    """
    words = vocabulary(dictionaries)
    row = table.rows[index]
    indicator = _indicator(table, index, columns, dictionaries)
    unit_cell = _text(table, index, columns.unit).strip() if columns.unit is not None else ""
    if not indicator:
        return
    for column in columns.values:
        reading = _read_value(row[column.index].text, words)
        unit = (reading.unit if reading else None) or _unit_name(unit_cell, words)
        if reading is None or not unit:
            continue
        cell = row[column.index].passage
        yield Target(
            indicator=indicator,
            comparator=reading.comparator,
            value=reading.value,
            value_max=reading.value_max,
            unit=unit,
            deadline=column.time.text if column.time else None,
            section=context.section,
            **found_at(cell, rule="target-table", prior=PRIOR),
        )


def _text(table: Table, index: int, column: int) -> str:
    cell = table.rows[index][column]
    above = None if cell.passage else table.covering(index, column)
    return (above or cell).text


def _indicator(table: Table, index: int, columns: TargetColumns, dictionaries: Dictionaries) -> str:
    """The indicator; where it is merged over rows, with what a column of no other meaning beside it says of each."""
    edge = " -+*.;:"
    column = columns.indicator
    indicator = _text(table, index, column).strip(edge)
    cell = table.rows[index][column]
    is_merged = not cell.passage or cell.row_span > 1
    beside = column + 1
    others = {columns.unit, *(value.index for value in columns.values)}
    if not (indicator and is_merged) or beside >= len(table.header) or beside in others:
        return indicator
    if header_meaning(table.header[beside].text, dictionaries) is not None:
        return indicator
    part = table.rows[index][beside].text.strip(edge)
    return f"{indicator} {part}" if part else indicator


@dataclass(frozen=True, slots=True)
class _Value:
    value: float
    value_max: float | None
    comparator: Comparator
    unit: str | None


@lru_cache(maxsize=8)
def _value_pattern(words: tuple[str, ...], after: tuple[str, ...], units: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        rf"""\s* (?P<before>(?:(?:{alternatives(words)})\s*)*)
            (?P<low>{NUMBER}) (?:\s*(?:[-–—]|đến)\s*(?P<high>{NUMBER}))? \s*
            (?P<unit>{alternatives(units)})? \s* (?P<after>{alternatives(after)})? \s*""",
        re.VERBOSE | re.IGNORECASE,
    )


def _read_value(text: str, words: Vocabulary) -> _Value | None:
    """A cell that is nothing but a number, with its comparator and unit: `≥ 85%`, `Trên 90`, `20-25`."""
    pattern = _value_pattern(tuple(words.lead_words), tuple(words.after_words), tuple(words.units))
    match = pattern.fullmatch(text)
    low = parse_number(match["low"]) if match else None
    if match is None or low is None:
        return None
    comparator = Comparator.EQUAL
    for lead in words.lead.finditer(match["before"]):
        word = words.lead_words[key_of(lead[0])]
        if word.kind in (LeadKind.COMPARATOR, LeadKind.DELTA) and word.comparator is not None:
            comparator = word.comparator
    if match["after"]:
        comparator = words.after_words[key_of(match["after"])]
    high = parse_number(match["high"]) if match["high"] else None
    if high is not None and comparator is Comparator.EQUAL:
        comparator = Comparator.RANGE
    return _Value(low, high, comparator, _unit_name(match["unit"], words) if match["unit"] else None)


def _unit_name(printed: str, words: Vocabulary) -> str | None:
    """The unit as dictionaries write it; another one as printed."""
    known = words.units.get(key_of(printed))
    return known.unit if known else (printed or None)
