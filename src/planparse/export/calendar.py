"""Deadlines as a calendar (RFC 5545) that any calendar program imports.

One event per assignment with a calendar day, and one that recurs per assignment with a recurrence. A recurring deadline
that names no day falls on the last one of its interval: a report for `hằng quý` is due when the quarter ends. There is
no clock: the same records give the same bytes, and an event keeps its UID, so that a second import updates the first.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from planparse.export.exporters import ExportOptions
from planparse.export.phrases import document_name
from planparse.export.stored import StoredRecord
from planparse.records import Assignment, PlanRecord

LINE_OCTETS = 75
"""Longest line without its end, by RFC 5545, section 3.1."""
LONGEST_SUMMARY = 120
"""Characters; the whole task stands in the description."""

_NO_DATE = "19700101"
_FURTHEST = 366 * 8
"""Days searched for the first occurrence of a rule: from one 29 February to the next are eight years at most."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def export(records: Iterable[StoredRecord], target: Path, _: ExportOptions) -> None:
    """Write the calendar of all records into a file; see `exporters`."""
    target.write_text(to_ics(stored.record for stored in records), encoding="utf-8", newline="")


def to_ics(records: Iterable[PlanRecord]) -> str:
    """The calendar of all records; line ends are CRLF, so write it without translating them.

    Documents without any date or period have no year to begin a recurring event in; these events are left out.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//planparse//planparse//VI", "CALSCALE:GREGORIAN"]
    seen: set[str] = set()
    for record in records:
        if record.source.sha256 in seen:
            continue
        seen.add(record.source.sha256)
        for assignment in record.assignments:
            lines += _event(record, assignment)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(record: PlanRecord, assignment: Assignment) -> Iterator[str]:
    when = _when(record, assignment)
    if when is None:
        return
    yield "BEGIN:VEVENT"
    yield f"UID:{record.source.sha256[:32]}-{assignment.id.rpartition('-')[2]}@planparse"
    yield f"DTSTAMP:{_stamp(record)}T000000Z"
    yield from when
    yield f"SUMMARY:{_escaped(_summary(assignment))}"
    yield f"DESCRIPTION:{_escaped(_description(record, assignment))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(record: PlanRecord, assignment: Assignment) -> tuple[str, ...] | None:
    """The lines that say when an event is; None for an assignment without a day."""
    last = _day(assignment.deadline_date)
    if last is not None:
        return (
            f"DTSTART;VALUE=DATE:{_basic(_day(assignment.deadline_start) or last)}",
            f"DTEND;VALUE=DATE:{_basic(last + timedelta(days=1))}",  # the day behind the last one, by the RFC
        )
    start = _plan_start(record)
    if assignment.recurrence is None or start is None:
        return None
    rule = dict(part.partition("=")[::2] for part in assignment.recurrence.split(";"))
    rule |= _end_of_interval(rule)
    first = next((day for day in _days_from(start) if _is_due(day, rule)), None)
    if first is None:
        return None
    period = record.header.period
    until = "" if period is None or period.to < first.year else f";UNTIL={period.to}1231"
    written = ";".join(f"{name}={value}" for name, value in rule.items())
    return f"DTSTART;VALUE=DATE:{_basic(first)}", f"RRULE:{written}{until}"


def _plan_start(record: PlanRecord) -> date | None:
    """The day of the document, or the first of the plan's years where that is later or no day is printed."""
    printed, period = record.header.date, record.header.period
    issued = _day(printed if printed is None or len(printed) > 7 else f"{printed}-01")
    if period is not None and (issued is None or period.from_ > issued.year):
        return date(period.from_, 1, 1)
    return issued


def _end_of_interval(rule: dict[str, str]) -> dict[str, str]:
    """The parts that a rule without a day needs to fall on the last one of its interval."""
    match rule["FREQ"]:
        case "WEEKLY":
            return {} if "BYDAY" in rule else {"BYDAY": "FR"}
        case "MONTHLY":
            return {} if "BYMONTHDAY" in rule else {"BYMONTHDAY": "-1"}
        case "YEARLY":
            month = {} if "BYMONTH" in rule else {"BYMONTH": "12"}
            return month | ({} if "BYMONTHDAY" in rule else {"BYMONTHDAY": "-1"})
    return {}


def _days_from(start: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range(min(_FURTHEST, (date.max - start).days)))


def _is_due(day: date, rule: dict[str, str]) -> bool:
    """Whether a day may be the first of a rule; intervals of months count from January, as quarters do."""
    if "BYDAY" in rule and _WEEKDAYS[day.weekday()] not in rule["BYDAY"].split(","):
        return False
    if "BYMONTH" in rule and str(day.month) not in rule["BYMONTH"].split(","):
        return False
    if rule["FREQ"] == "MONTHLY" and day.month % int(rule.get("INTERVAL", "1")):
        return False
    if "BYMONTHDAY" not in rule:
        return True
    from_end = day.day - calendar.monthrange(day.year, day.month)[1] - 1
    return {str(day.day), str(from_end)} & set(rule["BYMONTHDAY"].split(",")) != set()


def _stamp(record: PlanRecord) -> str:
    issued = _day(record.header.date)
    return _NO_DATE if issued is None else _basic(issued)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso is not None and len(iso) == 10 else None


def _basic(day: date) -> str:
    return f"{day:%Y%m%d}" if day.year > 999 else f"{day.year:04d}{day:%m%d}"


def _summary(assignment: Assignment) -> str:
    task = " ".join(assignment.task.split())
    return task if len(task) <= LONGEST_SUMMARY else f"{task[: LONGEST_SUMMARY - 1].rstrip()}…"


def _description(record: PlanRecord, assignment: Assignment) -> str:
    header = record.header
    document = document_name(header.document_type, header.number) or record.source.name
    parts = [
        assignment.task,
        f"Chủ trì: {'; '.join(assignment.lead)}" if assignment.lead else "",
        f"Phối hợp: {'; '.join(assignment.coordinating)}" if assignment.coordinating else "",
        f"Kết quả: {assignment.output}" if assignment.output else "",
        f"Thời hạn: {assignment.deadline}" if assignment.deadline else "",
        f"{document}, trang {assignment.page}",
    ]
    return "\n".join(part for part in parts if part)


def _escaped(text: str) -> str:
    plain = "".join(c if c.isprintable() or c == "\n" else " " for c in text)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of 75 octets at most, each but the first behind a space; no character is cut."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
