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
IsoDay = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
"""`2026-02-13`."""


WorkId = Annotated[str, Field(pattern=r"^[a-z]+(/[a-z0-9]+(-[a-z0-9]+)*)+$")]
"""`vn/nghi-dinh/63-2010-nd-cp`, `vn/ke-hoach/lai-chau/2026/38-kh-ubnd`; docs/works.md says how it is built."""
RecurrenceRule = Annotated[str, Field(pattern=r"^FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,-]+)*$")]
"""`FREQ=MONTHLY;BYMONTHDAY=20`, as RFC 5545 writes it."""


class Model(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Provenance(Model):
    """Where a value was read."""

    page: int = Field(ge=1)
    """Page of the document, counted from 1."""
    bbox: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points from the top left corner; None where the source has no layout."""
    span: tuple[int, int]
    """Start and end in `pages[page - 1].text`."""


class Evidence(Model):
    """What a value rests on."""

    provenance: Provenance | None = None
    """Where it was read; null for a value that is not printed anywhere, such as one that was concluded."""
    raw: str = ""
    """The text as it was read, before restoration."""
    confidence: Confidence = 1.0
    """Probability that the value is right."""
    rule: str = ""
    """Name of the rule that made the value."""


class Record(Evidence):
    """Base of the records in lists; `id` is stable: the same input gives the same ids."""

    id: str = ""
    """Stable name of the record: the same input gives the same ids."""


class Period(Model):
    """The years a plan covers by its title."""

    from_: int = Field(alias="from", ge=1900, le=2200)
    """First year."""
    to: int = Field(ge=1900, le=2200)
    """Last year; equal to the first for a plan of one year."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Header(Model):
    """Letterhead and title of the document."""

    parent_authority: str | None = None
    """The body above the issuing one, from the letterhead (cơ quan chủ quản), in printed case."""
    issuing_authority: str | None = None
    """The body that issues the document (cơ quan ban hành), from the letterhead, else as named in the text."""
    number: str | None = None
    """Number and symbol (số, ký hiệu) without spaces, `44/KH-SYT`; `⟦?⟧/KH-SYT` where the serial cannot be read."""
    document_type: str | None = None
    """Type of the document (loại văn bản), such as `Kế hoạch`."""
    document_type_code: str | None = None
    """Official abbreviation of the type, such as `KH`."""
    place: str | None = None
    """Place of issue (địa danh)."""
    date: IsoDate | None = None
    """Date of issue as printed, even where it contradicts the content; `2026-02` where the day cannot be read."""
    title: str | None = None
    """What the document is about (trích yếu), on one line."""
    period: Period | None = None
    """The years that the plan covers by its title."""
    work_id: WorkId | None = None
    """Stable name of the document as a work: what citations of it carry; null when it cannot be told."""
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """Per field that has a value: where it was read."""


class Role(StrEnum):
    """What a cited document is to the plan."""

    LEGAL_BASIS = "legal_basis"
    """what it is founded on: a paragraph of the preamble that begins with `Căn cứ`"""
    IMPLEMENTS = "implements"
    """what it carries out: a paragraph of the preamble that begins with `Thực hiện`"""
    AMENDED_BY = "amended_by"
    """it has changed another cited document (được sửa đổi, bổ sung bởi)"""
    AMENDED = "amended"
    """it is changed by another cited document (sửa đổi, bổ sung)"""
    REPLACES = "replaces"
    """it is replaced or repealed (thay thế, bãi bỏ)"""
    SELF = "self"
    """the document's own number, repeated"""
    REFERENCE = "reference"
    """any other mention"""


class Citation(Record):
    """One mention of a legal document (viện dẫn)."""

    document_type: str
    """Type of the cited document, such as `Nghị định`; `TCVN` for a standard."""
    number: str | None = None
    """Number and symbol without spaces, `63/2010/NĐ-CP`; null for a law that is cited by its name alone."""
    date: IsoDate | None = None
    """Date of the cited document."""
    issuer: str | None = None
    """Who issued it, as printed."""
    subject: str | None = None
    """What it is about (trích yếu), as printed; the name of a law that is cited by name."""
    provision: str | None = None
    """Point, clause, article that is cited (điểm, khoản, điều), as printed."""
    role: Role = Role.REFERENCE
    """What the cited document is to this one."""
    work_id: WorkId | None = None
    """Stable name of the cited work, the same in every document that cites it; null when it cannot be told."""
    page: int = Field(ge=1)
    """Page of the mention."""
    line: int = Field(ge=1)
    """Line of the mention, counted through the whole document."""


class ShortReference(Record):
    """A short form that stands for a document named before: `Nghị định này`, `Kế hoạch nêu trên`."""

    text: str
    """The short form as printed."""
    document_type: str
    """Type of the document that it names; `Văn bản` where it names none."""
    antecedent: str | None = None
    """Id of the nearest citation of what it stands for, `self` for the document itself; null when several may be
    meant or none was named."""
    work_id: WorkId | None = None
    """Stable name of the work it stands for."""
    page: int = Field(ge=1)
    """Page of the short form."""
    line: int = Field(ge=1)
    """Line of the short form, counted through the whole document."""


class Comparator(StrEnum):
    """How a value binds its indicator."""

    AT_LEAST = ">="
    """at least (tối thiểu, ít nhất, không dưới, từ ... trở lên)"""
    AT_MOST = "<="
    """at most (tối đa, không quá)"""
    MORE_THAN = ">"
    """more than (trên, vượt)"""
    LESS_THAN = "<"
    """less than (dưới)"""
    EQUAL = "="
    """exactly (đạt, bảo đảm)"""
    RANGE = "range"
    """between two numbers (từ ... đến ...)"""
    REDUCE_BY = "reduce_by"
    """less by (giảm, cắt giảm)"""
    INCREASE_BY = "increase_by"
    """more by (tăng)"""


class Target(Record):
    """One quantified commitment (chỉ tiêu)."""

    indicator: str
    """What is measured: the smallest complete phrase, in printed order, without comparator and number."""
    comparator: Comparator
    """How the value binds the indicator."""
    value: float
    """The number; the lower one of a range."""
    value_max: float | None = None
    """The upper number of a range."""
    unit: str
    """Unit as printed: `%`, `điểm`, `giường`."""
    baseline: str | None = None
    """What the value is compared with, as printed: `so với năm 2024`."""
    deadline: str | None = None
    """By when, as printed in the same clause: `đến năm 2030`."""
    section: str | None = None
    """The nearest numbered heading above."""
    page: int = Field(ge=1)
    """Page of the target."""
    line: int = Field(ge=1)
    """Line of the target, counted through the whole document."""


class DeadlineKind(StrEnum):
    """What sort of time a deadline (thời hạn) is."""

    DATE = "date"
    """a calendar day, or the last of several"""
    RECURRING = "recurring"
    """again and again (hằng tháng, hằng quý, hằng năm)"""
    PERIOD = "period"
    """a stretch of the calendar (Quý I, năm 2026)"""
    DURATION = "duration"
    """a length of time (20 ngày)"""
    EVENT = "event"
    """bound to something else that happens (ngay sau khi ...)"""
    CONTINUOUS = "continuous"
    """all the time (thường xuyên)"""


InheritedField = Literal["lead", "coordinating", "output", "deadline"]


class Assignment(Record):
    """Who does what by when (phân công nhiệm vụ)."""

    group: str | None = None
    """The group row of the table above the task, or the numbered heading above it."""
    number: str | None = None
    """Number of the row (STT) or of the task, as printed."""
    task: str
    """What has to be done (nội dung công việc)."""
    lead: tuple[str, ...] = ()
    """Who is responsible (chủ trì)."""
    coordinating: tuple[str, ...] = ()
    """Who takes part (phối hợp)."""
    output: str | None = None
    """What has to come out of it (kết quả, sản phẩm)."""
    deadline: str | None = None
    """By when (thời hạn), as printed."""
    deadline_date: IsoDate | None = None
    """The last day of the deadline, where it is a calendar day; a missing year is that of the plan."""
    deadline_kind: DeadlineKind | None = None
    """What sort of time the deadline is."""
    deadline_start: IsoDay | None = None
    """The first day of a span of days or of a period; null where the wording only says by when."""
    deadline_end: IsoDay | None = None
    """The last day by the calendar: `deadline_date`, or the last day of a period (`Quý I/2026`: `2026-03-31`)."""
    recurrence: RecurrenceRule | None = None
    """How often, of a recurring deadline: `trước ngày 20 hằng tháng` is `FREQ=MONTHLY;BYMONTHDAY=20`."""
    inherited: tuple[InheritedField, ...] = ()
    """The fields that a merged cell (ô gộp) above gives to this row."""
    source: Literal["table", "prose"]
    """Whether it was read in a table or in running text."""
    page: int = Field(ge=1)
    """Page of the assignment."""
    line: int = Field(ge=1)
    """Line of the assignment, counted through the whole document."""


class TableCell(Model):
    """Where a cell of a table stands; `row` is -1 for the header."""

    row: int = Field(ge=-1)
    """Row of the cell in `rows`; -1 for the header."""
    column: int = Field(ge=0)
    """Column of the cell."""
    row_span: int = Field(default=1, ge=1)
    """Rows that a merged cell (ô gộp) covers."""
    column_span: int = Field(default=1, ge=1)
    """Columns that a merged cell covers."""
    page: int = Field(ge=1)
    """Page that the cell begins on."""
    bbox: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in PDF points from the top left corner."""
    confidence: Confidence = 1.0
    """Probability that the text of the cell is read right."""


class TableRecord(Record):
    """One logical table, also over several pages."""

    pages: tuple[int, ...]
    """The pages that the table lies on."""
    header: tuple[str, ...]
    """Texts of the header cells; empty strings where the table has no header."""
    rows: tuple[tuple[str, ...], ...]
    """Texts of the cells, row by row. The text of a merged cell stands in its first row; the others have ""."""
    cells: tuple[TableCell, ...] = ()
    """Where each cell that has a text stands."""


class Signatory(Model):
    """Who signed, and on whose behalf."""

    authority_line: str | None = None
    """On whose behalf, `KT. GIÁM ĐỐC` (thẩm quyền ký)."""
    position: str | None = None
    """Position of the signatory (chức vụ)."""
    name: str | None = None
    """Name of the signatory."""
    evidence: dict[str, Evidence] = Field(default_factory=dict)
    """Per field that has a value: where it was read."""


class Section(Record):
    """A heading with the headings below it."""

    marker: str
    """The mark of the heading, such as `II` or `3.1`; empty where it has none."""
    title: str
    """The heading without its mark."""
    level: int = Field(ge=1)
    """Depth in the outline, from 1."""
    page: int = Field(ge=1)
    """Page of the heading."""
    line: int = Field(ge=1)
    """Line of the heading, counted through the whole document."""
    children: tuple[Section, ...] = ()
    """The headings below it."""


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    """good to know"""
    WARNING = "warning"
    """look at the page before you rely on the value"""
    ERROR = "error"
    """something could not be read"""


class Diagnostic(Model):
    """Something that the reader of the records should know (cảnh báo)."""

    code: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$")
    """What kind of finding it is; docs/diagnostics.md explains each."""
    severity: Severity
    """How much it matters."""
    message: str
    """One sentence for the reader."""
    page: int | None = None
    """Page that it is about."""
    span: tuple[int, int] | None = None
    """Start and end in the text of the page."""
    record: str | None = None
    """Id of the record it is about."""


class VerdictRecord(Model):
    """What the text layer of a page was found to be worth."""

    kind: VerdictKind
    """The verdict."""
    reasons: tuple[str, ...] = ()
    """Why, one short phrase each."""
    encoding: str | None = None
    """`tcvn3` or `vni` for a legacy encoding."""


class PageRecord(Model):
    """One page: how it was read and what it says."""

    number: int = Field(ge=1)
    """Number of the page, counted from 1."""
    origin: Origin
    """Where its words come from."""
    verdict: VerdictRecord
    """What its embedded text layer is worth."""
    status: PageStatus
    """Whether it was read."""
    problem: str | None = None
    """One sentence on why it was not."""
    notes: tuple[str, ...] = ()
    """Treatments that were applied before reading."""
    confidence: Confidence | None = None
    """Mean confidence of its words; null for a page without words."""
    width: float | None = None
    """Width in points; null where the source has no layout."""
    height: float | None = None
    """Height in points."""
    text: str
    """Its text after restoration, one printed line per line."""


class SourceRecord(Model):
    """The file that was read."""

    name: str
    """File name, without its folder."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """SHA-256 of the file."""
    media_type: str
    """Kind of the file, found by its content."""
    page_count: int = Field(ge=0)
    """Pages of the file, also those that were not read."""


class PlanRecord(Model):
    """Everything that was read from one document."""

    schema_version: Literal["1.0"] = "1.0"
    """Version of this contract."""
    source: SourceRecord
    """The file that was read."""
    header: Header
    """Letterhead and title."""
    citations: tuple[Citation, ...] = ()
    """Every mention of a legal document, in document order."""
    short_references: tuple[ShortReference, ...] = ()
    """Every short form (`Nghị định này`) that stands for a document, in document order."""
    targets: tuple[Target, ...] = ()
    """Every quantified commitment, one number each."""
    assignments: tuple[Assignment, ...] = ()
    """Who does what by when, in document order."""
    tables: tuple[TableRecord, ...] = ()
    """Every table with two columns or more."""
    recipients: tuple[str, ...] = ()
    """Who receives the document (nơi nhận), one entry a line."""
    recipients_evidence: tuple[Evidence, ...] = ()
    """One entry per recipient, in the same order."""
    signatory: Signatory
    """Who signed."""
    sections: tuple[Section, ...] = ()
    """The outline: the numbered headings as a tree."""
    pages: tuple[PageRecord, ...] = ()
    """How each page was read, and its text."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """What a reader of the records should know."""
