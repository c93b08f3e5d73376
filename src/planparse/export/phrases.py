"""Short phrases for people: a date, an amount, the name of a document."""

from __future__ import annotations

from collections.abc import Iterable

from planparse.records import Comparator, Period, Target

_SIGNS = {
    Comparator.AT_LEAST: "≥ ",
    Comparator.AT_MOST: "≤ ",
    Comparator.MORE_THAN: "> ",
    Comparator.LESS_THAN: "< ",
    Comparator.EQUAL: "= ",
    Comparator.RANGE: "",
    Comparator.REDUCE_BY: "down by ",
    Comparator.INCREASE_BY: "up by ",
}


def joined(parts: Iterable[str | None], by: str = "; ") -> str:
    """The parts that are there, one after the other."""
    return by.join(part for part in parts if part)


def counted(number: int, noun: str) -> str:
    """A number of things: `1 page`, `2 pages`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def document_name(document_type: str | None, number: str | None) -> str:
    """A document as it is spoken of: `Nghị định 63/2010/NĐ-CP`."""
    return joined((document_type, number), " ")


def vietnamese_date(iso: str | None) -> str:
    """A date in the order of the documents.

    >>> vietnamese_date("2026-02-13"), vietnamese_date("2026-02"), vietnamese_date(None)
    ('13/02/2026', '02/2026', '')
    """
    return "/".join(reversed(iso.split("-"))) if iso else ""


def period(years: Period | None) -> str:
    """The years of a plan: `2026`, or `2026-2030`."""
    if years is None:
        return ""
    return str(years.from_) if years.from_ == years.to else f"{years.from_}-{years.to}"


def number(value: float) -> str:
    r"""A number with thousands set apart and no digits that say nothing.

    >>> number(60.0), number(12.5), number(1250000.0)
    ('60', '12.5', '1\xa0250\xa0000')
    """
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace(",", "\N{NO-BREAK SPACE}")


def amount(target: Target) -> str:
    """What a target asks for: `≥ 60%`, `25-35 giường`, `down by 30%`."""
    value = number(target.value)
    if target.value_max is not None:
        value = f"{value}-{number(target.value_max)}"
    unit = target.unit if target.unit in ("%", "‰", "") else f" {target.unit}"
    return f"{_SIGNS[target.comparator]}{value}{unit}"
