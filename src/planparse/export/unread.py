"""The pages of a record that could not be read, in words."""

from __future__ import annotations

from planparse.pagetext import PageStatus
from planparse.records import PlanRecord

SHOWN_PAGES = 5
"""Failed pages that are listed one by one; the record lists all."""


def unread_pages(record: PlanRecord) -> tuple[str, ...]:
    """The pages that failed or were left out, each with its reason: `page 3 (Page 3 of the PDF is damaged)`."""
    return tuple(
        f"page {page.number}" + (f" ({page.problem.rstrip('.')})" if page.problem else "")
        for page in record.pages
        if page.status in (PageStatus.FAILED, PageStatus.SKIPPED)
    )


def unread_sentence(record: PlanRecord) -> str:
    """How many pages could not be read, and the first of them; empty where all were."""
    failed = unread_pages(record)
    if not failed:
        return ""
    shown = ", ".join(failed[:SHOWN_PAGES]) + (" ..." if len(failed) > SHOWN_PAGES else "")
    return f"{len(failed)} of {len(record.pages)} pages could not be read: {shown}."
