"""A plan as its author thinks of it: typed blocks of text, each with the records that a reader should find in it.

A record is written down beside the sentence it comes from. `at` is the printed wording where the record starts; the
typesetter finds it again on the page, so page and line numbers are never typed by hand.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cite:
    """One mention of a legal document (viện dẫn)."""

    at: str
    document_type: str
    number: str | None
    role: str = "reference"
    date: str | None = None
    issuer: str | None = None
    subject: str | None = None
    provision: str | None = None


@dataclass(frozen=True)
class Goal:
    """One quantified commitment (chỉ tiêu)."""

    at: str
    indicator: str
    comparator: str
    value: float
    unit: str
    value_max: float | None = None
    baseline: str | None = None
    deadline: str | None = None


@dataclass(frozen=True)
class Due:
    """A deadline (thời hạn) as printed, and what it means."""

    text: str
    kind: str
    date: str | None = None


@dataclass(frozen=True)
class Duty:
    """One task in prose (nhiệm vụ): who does what by when."""

    task: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...] = ()
    output: str | None = None
    due: Due | None = None
    at: str | None = None
    """Where it starts; None for the start of the paragraph."""
    group: str | None = None
    """The heading it belongs to; None for the nearest one."""


@dataclass(frozen=True)
class Heading:
    """A numbered heading (đề mục)."""

    text: str
    italic: bool = False
    numbered_block: bool = False
    """A sub-heading such as `a) Nhiệm vụ` that names no section of its own."""


@dataclass(frozen=True)
class Paragraph:
    """Running text, or one bullet."""

    text: str
    italic: bool = False
    cites: tuple[Cite, ...] = ()
    goals: tuple[Goal, ...] = ()
    duties: tuple[Duty, ...] = ()


@dataclass(frozen=True)
class Row:
    """One row of a table; a group row (dòng nhóm) has a numeral and a title only."""

    cells: tuple[str, ...]
    group: bool = False
    due: Due | None = None
    lead: tuple[str, ...] | None = None
    """None to take the units of the lead cell, separated by commas or semicolons."""
    cites: tuple[Cite, ...] = ()
    goals: tuple[Goal, ...] = ()


@dataclass(frozen=True)
class Table:
    """A ruled table; `roles` says what each column holds.

    Roles are `number`, `task`, `lead`, `coordinating`, `output`, `deadline` and `other`; a table without a task
    column gives no assignments.
    """

    header: tuple[str, ...]
    roles: tuple[str, ...]
    widths: tuple[float, ...]
    """Shares of the text width."""
    rows: tuple[Row, ...]
    repeat_header: bool = False


@dataclass(frozen=True)
class AppendixTitle:
    """The head of an appendix (phụ lục), on a new page: centred lines, the last ones in italics."""

    bold: tuple[str, ...]
    italic: tuple[str, ...]
    cites: tuple[Cite, ...] = ()


Block = Heading | Paragraph | Table | AppendixTitle


@dataclass(frozen=True)
class Letterhead:
    """The two columns at the top of the first page (thể thức)."""

    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place: str
    day: int
    month: int
    year: int


@dataclass(frozen=True)
class Signature:
    """The right block at the end: on whose behalf, position, name."""

    authority: tuple[str, ...]
    position: str
    name: str
    stamp: tuple[str, str]
    """Wording around the rim of the stamp, and in its middle."""


@dataclass(frozen=True)
class Plan:
    """A whole plan (kế hoạch)."""

    letterhead: Letterhead
    title: tuple[str, ...]
    """The subject (trích yếu), line by line."""
    years: tuple[int, int] | None
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    signature: Signature
    appendices: tuple[Block, ...] = ()
