"""The fields that are compared, the same for gold files and for planparse's own records."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from planparse.errors import DamagedInputError
from planparse.records import PlanRecord

HEADER_FIELDS = (
    "parent_authority",
    "issuing_authority",
    "number",
    "document_type",
    "place",
    "date",
    "title",
)
SIGNATORY_FIELDS = ("authority_line", "position", "name")


class Placed(Protocol):
    """A compared record that says where it stands, as far as its source does."""

    @property
    def page(self) -> int | None:
        """Page, from 1."""

    @property
    def line(self) -> int | None:
        """Line of the document, from 1."""


@dataclass(frozen=True)
class CitationFields:
    """The compared fields of a citation."""

    document_type: str | None
    number: str | None
    date: str | None
    issuer: str | None
    subject: str | None
    provision: str | None
    role: str | None
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class TargetFields:
    """The compared fields of a target."""

    indicator: str | None
    comparator: str | None
    value: float | None
    value_max: float | None
    unit: str | None
    baseline: str | None
    deadline: str | None
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class AssignmentFields:
    """The compared fields of an assignment."""

    task: str | None
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    output: str | None
    deadline: str | None
    deadline_date: str | None = None
    deadline_kind: str | None = None
    group: str | None = None
    number: str | None = None
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True)
class TableFields:
    """Header and rows of a table."""

    rows: tuple[tuple[str, ...], ...]
    """The header first."""


@dataclass(frozen=True)
class Sheet:
    """One document as an analyst would have typed it."""

    header: Mapping[str, str | None]
    citations: tuple[CitationFields, ...]
    targets: tuple[TargetFields, ...]
    assignments: tuple[AssignmentFields, ...]
    tables: tuple[TableFields, ...]
    recipients: tuple[str, ...]
    signatory: Mapping[str, str | None]


def sheet_of(record: PlanRecord) -> Sheet:
    """The compared fields of a record."""
    return _sheet(record.model_dump(mode="json", by_alias=True))


def read_gold(path: Path) -> Sheet:
    """The compared fields of a gold file.

    Raises:
        DamagedInputError: the file is not JSON, or not of the gold format.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _sheet(data)
    except (ValueError, AttributeError, TypeError) as error:
        raise DamagedInputError(f"{path.name} is not a gold file ({error}).", "See docs/records.md.") from error


def _sheet(data: Mapping[str, Any]) -> Sheet:
    header, signatory = data.get("header") or {}, data.get("signatory") or {}
    return Sheet(
        header={name: _text(header.get(name)) for name in HEADER_FIELDS},
        citations=tuple(_citation(item) for item in data.get("citations") or ()),
        targets=tuple(_target(item) for item in data.get("targets") or ()),
        assignments=tuple(_assignment(item) for item in data.get("assignments") or ()),
        tables=tuple(_table(item) for item in data.get("tables") or ()),
        recipients=_texts(data.get("recipients")),
        signatory={name: _text(signatory.get(name)) for name in SIGNATORY_FIELDS},
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _texts(values: Sequence[object] | None) -> tuple[str, ...]:
    return tuple(str(value) for value in values or ())


def _number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None


def _citation(item: Mapping[str, Any]) -> CitationFields:
    return CitationFields(
        document_type=_text(item.get("document_type")),
        number=_text(item.get("number")),
        date=_text(item.get("date")),
        issuer=_text(item.get("issuer")),
        subject=_text(item.get("subject")),
        provision=_text(item.get("provision")),
        role=_text(item.get("role")),
        line=item.get("line"),
        page=item.get("page"),
    )


def _target(item: Mapping[str, Any]) -> TargetFields:
    return TargetFields(
        indicator=_text(item.get("indicator")),
        comparator=_text(item.get("comparator")),
        value=_number(item.get("value")),
        value_max=_number(item.get("value_max")),
        unit=_text(item.get("unit")),
        baseline=_text(item.get("baseline")),
        deadline=_text(item.get("deadline")),
        line=item.get("line"),
        page=item.get("page"),
    )


def _assignment(item: Mapping[str, Any]) -> AssignmentFields:
    return AssignmentFields(
        task=_text(item.get("task")),
        lead=_texts(item.get("lead")),
        coordinating=_texts(item.get("coordinating")),
        output=_text(item.get("output")),
        deadline=_text(item.get("deadline")),
        deadline_date=_text(item.get("deadline_date")),
        deadline_kind=_text(item.get("deadline_kind")),
        group=_text(item.get("group")),
        number=_text(item.get("number")),
        line=item.get("line"),
        page=item.get("page"),
    )


def _table(item: Mapping[str, Any]) -> TableFields:
    return TableFields((_texts(item.get("header")), *(_texts(row) for row in item.get("rows") or ())))
