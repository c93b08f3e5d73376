"""The records that planparse emits: the output contract, version 1.0.

Field names and rules are those of the annotation guide in `docs/records.md`. A value is `None` when the page does not
say it; never a guess. The JSON Schema in `schema/` is generated from these models and changes only with its version.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from planparse.pagetext import Origin, PageStatus, VerdictKind

SCHEMA_VERSION = "1.0"

Confidence = Annotated[float, Field(ge=0, le=1)]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
"""`2026-02-13`, or `2026-02` where the day cannot be read."""


class Model(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Model):
    """Where a value was read."""

    page: int = Field(ge=1)
    bbox: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points from the top left corner; None where the source has no layout."""
    span: tuple[int, int]
    """Start and end in `pages[page - 1].text`."""


class Evidence(Model):
    """What a value rests on."""

    provenance: Provenance | None = None
    raw: str = ""
    """The text as it was read, before restoration."""
    confidence: Confidence = 1.0
    rule: str = ""
    """Name of the rule that made the value."""


class Record(Evidence):
    """Base of the records in lists; `id` is stable: the same input gives the same ids."""

    id: str = ""


class Period(Model):
    """The years a plan covers by its title."""

    from_: int = Field(alias="from", ge=1900, le=2200)
    to: int = Field(ge=1900, le=2200)

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Header(Model):
    """Letterhead and title of the document."""

    parent_authority: str | None = None
    issuing_authority: str | None = None
    number: str | None = None
    document_type: str | None = None
    document_type_code: str | None = None
    place: str | None = None
    date: IsoDate | None = None
    title: str | None = None
    period: Period | None = None
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """Per field that has a value: where it was read."""


class Role(StrEnum):
    """What a cited document is to the plan."""

    LEGAL_BASIS = "legal_basis"
    IMPLEMENTS = "implements"
    AMENDED_BY = "amended_by"
    AMENDED = "amended"
    REPLACES = "replaces"
    SELF = "self"
    REFERENCE = "reference"


class Citation(Record):
    """One mention of a legal document (viện dẫn)."""

    document_type: str
    number: str | None = None
    date: IsoDate | None = None
    issuer: str | None = None
    subject: str | None = None
    provision: str | None = None
    role: Role = Role.REFERENCE
    page: int = Field(ge=1)
    line: int = Field(ge=1)


class Comparator(StrEnum):
    """How a value binds its indicator."""

    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    LESS_THAN = "<"
    EQUAL = "="
    RANGE = "range"
    REDUCE_BY = "reduce_by"
    INCREASE_BY = "increase_by"


class Target(Record):
    """One quantified commitment (chỉ tiêu)."""

    indicator: str
    comparator: Comparator
    value: float
    value_max: float | None = None
    unit: str
    baseline: str | None = None
    deadline: str | None = None
    section: str | None = None
    page: int = Field(ge=1)
    line: int = Field(ge=1)


class DeadlineKind(StrEnum):
    """What sort of time a deadline (thời hạn) is."""

    DATE = "date"
    RECURRING = "recurring"
    PERIOD = "period"
    DURATION = "duration"
    EVENT = "event"
    CONTINUOUS = "continuous"


class Assignment(Record):
    """Who does what by when (phân công nhiệm vụ)."""

    group: str | None = None
    number: str | None = None
    task: str
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    output: str | None = None
    deadline: str | None = None
    deadline_date: IsoDate | None = None
    deadline_kind: DeadlineKind | None = None
    source: Literal["table", "prose"]
    page: int = Field(ge=1)
    line: int = Field(ge=1)


class TableCell(Model):
    """Where a cell of a table stands; `row` is -1 for the header."""

    row: int = Field(ge=-1)
    column: int = Field(ge=0)
    row_span: int = Field(default=1, ge=1)
    column_span: int = Field(default=1, ge=1)
    page: int = Field(ge=1)
    bbox: tuple[float, float, float, float] | None = None
    confidence: Confidence = 1.0


class TableRecord(Record):
    """One logical table, also over several pages."""

    pages: tuple[int, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[TableCell, ...] = ()


class Signatory(Model):
    """Who signed, and on whose behalf."""

    authority_line: str | None = None
    position: str | None = None
    name: str | None = None
    evidence: dict[str, Evidence] = Field(default_factory=dict)


class Section(Record):
    """A heading with the headings below it."""

    marker: str
    title: str
    level: int = Field(ge=1)
    page: int = Field(ge=1)
    line: int = Field(ge=1)
    children: tuple[Section, ...] = ()


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Diagnostic(Model):
    """Something that the reader of the records should know (cảnh báo)."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    severity: Severity
    message: str
    page: int | None = None
    span: tuple[int, int] | None = None
    record: str | None = None
    """Id of the record it is about."""


class VerdictRecord(Model):
    """What the text layer of a page was found to be worth."""

    kind: VerdictKind
    reasons: tuple[str, ...] = ()
    encoding: str | None = None


class PageRecord(Model):
    """One page: how it was read and what it says."""

    number: int = Field(ge=1)
    origin: Origin
    verdict: VerdictRecord
    status: PageStatus
    problem: str | None = None
    notes: tuple[str, ...] = ()
    confidence: Confidence | None = None
    width: float | None = None
    height: float | None = None
    text: str


class SourceRecord(Model):
    """The file that was read."""

    name: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    media_type: str
    page_count: int = Field(ge=0)


class PlanRecord(Model):
    """Everything that was read from one document."""

    schema_version: Literal["1.0"] = "1.0"
    source: SourceRecord
    header: Header
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    recipients: tuple[str, ...] = ()
    recipients_evidence: tuple[Evidence, ...] = ()
    """One entry per recipient, in the same order."""
    signatory: Signatory
    sections: tuple[Section, ...] = ()
    pages: tuple[PageRecord, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
