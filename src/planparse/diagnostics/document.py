"""Checks of the document as a whole: is it a plan, and does its header agree with its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil

from planparse.diagnostics.catalogue import Finding, finding_at
from planparse.evidence import HANDWRITTEN
from planparse.numbers import calendar_day, find_dates
from planparse.pagetext import ILLEGIBLE
from planparse.records import Header, PlanRecord, Role

VIETNAMESE_SHARE = 0.04
"""Share of letters that only Vietnamese has. The median of 641 Vietnamese documents is 0.20; the lowest, a form, has
0.15, and documents that are half English 0.13. English, French and German have next to none."""
FEWEST_LETTERS = 40
"""A page with fewer letters says nothing about its language."""
YEARS_BEFORE_PERIOD = 2
"""A plan for five years is signed at most so many years before they begin."""
_VIETNAMESE_ONLY = re.compile("[đơưăĐƠƯĂ\u1ea0-\u1ef9]")
_WITHOUT_PREAMBLE = frozenset(
    {"Công văn", "Công điện", "Thông báo", "Báo cáo", "Giấy mời", "Chỉ thị", "Hướng dẫn", "Tờ trình", "Biên bản"}
)
_PLANS = frozenset({"Kế hoạch", "Chương trình", "Đề án", "Phương án", "Chiến lược", "Quy hoạch"})
"""Types whose title names the years to come; that of a decision may name years long past."""
_HANDWRITTEN = (("number", "number"), ("date", "date"))
_INCOMPLETE = (
    ("document_type", "document type (tên loại văn bản)"),
    ("number", "number (số, ký hiệu)"),
    ("date", "date"),
)


def check_document(record: PlanRecord) -> Iterator[Finding]:
    """Not a plan; an unreadable number; missing header fields; dates that cannot be; no legal basis."""
    reason = _why_no_plan(record)
    if reason:
        yield Finding("not-a-plan", {"reason": reason}, 1 if record.pages else None)
        return
    yield from _header(record.header)
    yield from _impossible_dates(record)
    if record.header.document_type is None or record.header.document_type in _WITHOUT_PREAMBLE:
        return
    roles = {citation.role for citation in record.citations}
    if not roles & {Role.LEGAL_BASIS, Role.IMPLEMENTS}:
        yield Finding("no-legal-basis", {}, 1)


def _why_no_plan(record: PlanRecord) -> str | None:
    text = "".join(page.text for page in record.pages)
    if not _certainly_vietnamese(text):
        letters = sum(map(str.isalpha, text))
        if letters < FEWEST_LETTERS:
            return "there is hardly any text on it"
        if len(_VIETNAMESE_ONLY.findall(text)) < VIETNAMESE_SHARE * letters:
            return "the text is not Vietnamese"
    if not _is_administrative(record):
        return "no document type, number or issuing body was found, and no legal document is cited"
    return None


def _certainly_vietnamese(text: str) -> bool:
    """Whether a part of the text has enough letters that only Vietnamese has; a fifth of the text mostly does."""
    enough = max(FEWEST_LETTERS, ceil(VIETNAMESE_SHARE * len(text)))
    return any(len(_VIETNAMESE_ONLY.findall(text, 0, part)) >= enough for part in (len(text) // 3, len(text)))


def _is_administrative(record: PlanRecord) -> bool:
    """Whether anything says that this is an administrative document: an extract may have lost its letterhead."""
    header = record.header
    return bool(header.document_type or header.number or header.issuing_authority or record.citations)


def _header(header: Header) -> Iterator[Finding]:
    if header.number and ILLEGIBLE in header.number:
        yield finding_at(header.evidence.get("number"), "number-illegible", {})
    for field, label in _HANDWRITTEN:
        basis = header.evidence.get(field)
        if basis is not None and basis.rule.endswith(f".{HANDWRITTEN}"):
            yield finding_at(basis, "number-handwritten", {"field": label, "value": getattr(header, field)})
    missing = [name for field, name in _INCOMPLETE if getattr(header, field) is None]
    if missing:
        yield Finding("header-incomplete", {"fields": " and no ".join(missing)}, 1)
    if header.date is None:
        return
    year = int(header.date[:4])
    years = header.period if header.document_type in _PLANS else None
    if years is not None and not years.from_ - YEARS_BEFORE_PERIOD <= year <= years.to:
        period = f"{years.from_}-{years.to}" if years.from_ != years.to else str(years.from_)
        yield finding_at(
            header.evidence.get("date"), "plan-date-outside-period", {"date": header.date, "period": period}
        )
    parts = [int(part) for part in header.date.split("-")]
    if len(parts) == 3 and calendar_day(*parts) is None:
        yield finding_at(header.evidence.get("date"), "impossible-date", {"date": header.date})


def _impossible_dates(record: PlanRecord) -> Iterator[Finding]:
    for page in record.pages:
        for start, end, day in find_dates(page.text):
            if day is None:
                date = " ".join(page.text[start:end].split())
                yield Finding("impossible-date", {"date": date}, page.number, (start, end))
