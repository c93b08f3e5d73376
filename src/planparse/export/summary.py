"""A page of text about one record, for a person: what the plan says, and what to check before relying on it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from planparse.export.phrases import amount, counted, document_name, joined, period, vietnamese_date
from planparse.pagetext import Origin, PageStatus
from planparse.records import Assignment, Citation, Diagnostic, Evidence, PlanRecord, Role, Severity

NARROWEST, WIDEST, PIPED = 60, 160, 100
"""Columns: the least that tables fit into, the most that a line can be followed over, and those of a file or pipe."""

SEPARATE_UNITS = 110
"""Columns from which lead and coordinating units have a column each."""

DATE_WIDTH = 10
"""Columns that a date takes; no column that wraps is narrower."""

DOUBTFUL = 0.8
"""Confidence below which a value is marked. Values are calibrated: of those marked, one in five or more is wrong."""

_BASIS = (Role.LEGAL_BASIS, Role.IMPLEMENTS)
_ORIGINS = {
    Origin.TEXT: "text",
    Origin.DIGITAL: "digital",
    Origin.DOCX: "DOCX",
    Origin.OCR: "OCR",
    Origin.LAYER: "text layer",
    Origin.NONE: "nothing",
}
_SEVERITY_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def to_summary(record: PlanRecord, *, width: int | None = None, colour: bool = False) -> str:
    """The summary as lines of text.

    Args:
        width: columns; by default those of the terminal where `colour` is on, else 100.
        colour: whether to use the colours of a terminal; without them the same text is plain.
    """
    if width is None:
        width = get_terminal_size((PIPED, 24)).columns if colour else PIPED
    console = Console(
        file=io.StringIO(),
        width=min(max(width, NARROWEST), WIDEST),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    with console.capture() as captured:
        for part in _parts(record, console.width):
            console.print(part)
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _parts(record: PlanRecord, width: int) -> Iterable[RenderableType]:
    yield _card(record)
    yield ""
    yield from _section("Legal basis (căn cứ)", _basis(record), _other_mentions(record))
    yield from _section("Targets (chỉ tiêu)", _targets(record))
    yield from _section("Assignments (nhiệm vụ)", _assignments(record.assignments, separate=width >= SEPARATE_UNITS))
    yield from _section("Recipients (nơi nhận)", _text("; ".join(record.recipients)) if record.recipients else None)
    yield from _section("Signed by (người ký)", _signatory(record))
    yield from _section("To check (cảnh báo)", _diagnostics(record.diagnostics))
    if any(_doubtful(value) for value in (*record.citations, *record.targets, *record.assignments)):
        yield Text(f"? less than {DOUBTFUL:.0%} sure: compare with the page", style="yellow")


def _section(title: str, *bodies: RenderableType | None) -> Iterable[RenderableType]:
    yield Text(title, style="bold cyan")
    shown = [body for body in bodies if body is not None] or [Text("none found", style="dim")]
    yield Padding(Group(*shown), (0, 0, 1, 2))


def _text(value: str | None, style: str = "") -> Text:
    # Text of a document must not steer the terminal that shows it.
    return Text("".join(c if c.isprintable() else " " for c in value or ""), style=style)


def _doubtful(value: Evidence) -> bool:
    return value.confidence < DOUBTFUL


def _marked(value: str | None, evidence: Evidence | None) -> Text:
    """A value, with a question mark behind it where it is doubtful."""
    text = _text(value)
    if value and evidence is not None and _doubtful(evidence):
        text.append(" ?", style="bold yellow")
    return text


def _card(record: PlanRecord) -> Panel:
    header = record.header
    lines: list[Text] = []
    if header.title:
        lines.append(_marked(header.title, header.evidence.get("title")))
    issuer = _marked(header.issuing_authority, header.evidence.get("issuing_authority"))
    if header.parent_authority:
        issuer.append_text(_text(f" · {header.parent_authority}", "dim"))
    date = _marked(vietnamese_date(header.date), header.evidence.get("date"))
    issued = Text(", ").join(part for part in (_text(header.place), date) if part)
    if issuer:
        lines.append(issuer)
    years = Text(f"for {period(header.period)}" if header.period else "")
    facts = [issued, years, Text(_pages(record)), _text(record.source.name)]
    lines.append(Text(" · ", style="dim").join(fact for fact in facts if fact))
    name = document_name(header.document_type, header.number) or "Document without a number"
    title = _marked(name, header.evidence.get("number"))
    title.stylize("bold")
    return Panel(Group(*lines), title=title, title_align="left", border_style="cyan", padding=(0, 1))


def _pages(record: PlanRecord) -> str:
    origins = Counter(_ORIGINS[page.origin] for page in record.pages if page.status is PageStatus.READ)
    failed = sum(page.status in (PageStatus.FAILED, PageStatus.SKIPPED) for page in record.pages)
    how = ", ".join(f"{count} {origin}" if len(origins) > 1 or failed else origin for origin, count in origins.items())
    pages = f"{counted(len(record.pages), 'page')} ({how or 'empty'})"
    return f"{pages}, {failed} could not be read" if failed else pages


def _table(*columns: tuple[str, int], right: Sequence[str] = ()) -> Table:
    """A table of the summary; a column has a ratio of the width, or 0 where it is as wide as its content."""
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, expand=True, pad_edge=False, padding=(0, 1), header_style="bold"
    )
    for name, ratio in columns:
        table.add_column(
            name,
            ratio=ratio or None,
            min_width=DATE_WIDTH if ratio else None,
            no_wrap=not ratio,
            justify="right" if name in right else "left",
            overflow="fold",
        )
    return table


def _basis(record: PlanRecord) -> Table | None:
    cited = [citation for citation in record.citations if citation.role in _BASIS]
    if not cited:
        return None
    table = _table(("Document", 5), ("Date", 0), ("Issuer", 3), ("About", 7), ("p.", 0), right=("p.",))
    for citation in cited:
        table.add_row(
            _marked(_cited(citation), citation),
            _text(vietnamese_date(citation.date)),
            _text(citation.issuer),
            _text(citation.subject if citation.number else None),
            str(citation.page),
        )
    return table


def _cited(citation: Citation) -> str:
    name = document_name(citation.document_type, citation.number or citation.subject)
    return joined((citation.provision, name), " ")


def _other_mentions(record: PlanRecord) -> Text | None:
    """The documents that are cited elsewhere, each once, with how often."""
    mentions = Counter(_cited(citation) for citation in record.citations if citation.role not in _BASIS)
    if not mentions:
        return None
    names = [name if count == 1 else f"{name} (x{count})" for name, count in mentions.items()]
    return _text(f"Also cited: {'; '.join(names)}")


def _targets(record: PlanRecord) -> Table | None:
    if not record.targets:
        return None
    table = _table(("Indicator", 6), ("Value", 2), ("By", 2), ("p.", 0), right=("p.",))
    for target in record.targets:
        indicator = _marked(target.indicator, target)
        if target.baseline:
            indicator.append_text(_text(f" ({target.baseline})", "dim"))
        table.add_row(indicator, _text(amount(target)), _text(target.deadline), str(target.page))
    return table


def _assignments(assignments: Sequence[Assignment], *, separate: bool) -> Table | None:
    if not assignments:
        return None
    units = (("Lead", 3), ("With", 3)) if separate else (("Lead, + with", 4),)
    numbered = any(assignment.number for assignment in assignments)
    table = _table(*([("No.", 0)] * numbered), ("Task", 8), *units, ("By", 3), ("p.", 0), right=("p.",))
    group: str | None = None
    for assignment in assignments:
        if assignment.group and assignment.group != group:
            table.add_row(*([""] * numbered), _text(assignment.group, "bold"))
        group = assignment.group
        lead, coordinating = joined(assignment.lead), joined(assignment.coordinating)
        who = (_text(lead), _text(coordinating)) if separate else (_who(lead, coordinating),)
        task = _marked(assignment.task, assignment)
        if assignment.output:
            task.append_text(_text(f" → {assignment.output}", "dim"))
        table.add_row(*([_text(assignment.number)] * numbered), task, *who, _by(assignment), str(assignment.page))
    return table


def _who(lead: str, coordinating: str) -> Text:
    text = _text(lead)
    return text.append_text(_text(f"{' ' if lead else ''}+ {coordinating}", "dim")) if coordinating else text


def _by(assignment: Assignment) -> Text:
    text = _text(assignment.deadline)
    date = assignment.deadline_date
    if date and date[:4] not in text.plain:
        text.append_text(Text(f"\n{vietnamese_date(date)}", style="dim"))
    return text


def _signatory(record: PlanRecord) -> Text | None:
    signatory = record.signatory
    line = joined((signatory.authority_line, signatory.position), ", ")
    name = _marked(signatory.name, signatory.evidence.get("name"))
    return Text(": ").join(part for part in (_text(line), name) if part) if line or name else None


def _diagnostics(diagnostics: Sequence[Diagnostic]) -> Table | None:
    if not diagnostics:
        return None
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1))
    for column in ("severity", "place"):
        table.add_column(column, no_wrap=True)
    table.add_column("message", ratio=1)
    for found in diagnostics:
        place = f"p. {found.page}" if found.page else ""
        table.add_row(Text(found.severity.value, style=_SEVERITY_STYLE[found.severity]), place, _text(found.message))
    return table
