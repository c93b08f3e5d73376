"""Checks of targets and deadlines against what they can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from planparse.diagnostics.catalogue import Finding, finding_at
from planparse.numbers import years_in
from planparse.records import Assignment, Comparator, PlanRecord, Target

WHOLE = 100
_OPEN_ENDED = (Comparator.INCREASE_BY, Comparator.MORE_THAN)
_OF_A_PLAN = re.compile(r"(?<!\w)(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết|so với|bằng)(?!\w)", re.IGNORECASE)
"""Of these a number may exceed the whole: `đạt 105% kế hoạch`."""
GRACE_YEARS = 1
"""Reports and closing work reach into the year after the plan; a plan of a year may be signed in the one before."""

HORIZON, REACH = 5, 10
"""The plan of a year may repeat an aim of the strategy that it serves; these end in 2030 or 2035. A year further away
(`2050`, where `2030` was printed) is worth a look."""


def check_values(record: PlanRecord) -> Iterator[Finding]:
    """Percentages over 100; deadlines outside the time of the plan."""
    for target in record.targets:
        value = target.value_max or target.value
        if target.unit == "%" and value > WHOLE and not _may_exceed(target):
            shown = f"{value:g}".replace(".", ",")
            values = {"value": shown, "indicator": target.indicator}
            yield finding_at(target, "percentage-over-hundred", values, target.id)
    yield from _deadlines(record)


def _may_exceed(target: Target) -> bool:
    return (
        target.comparator in _OPEN_ENDED
        or target.baseline is not None
        or _OF_A_PLAN.search(target.indicator) is not None
    )


def _deadlines(record: PlanRecord) -> Iterator[Finding]:
    """One finding per deadline as printed: a wrong year in a shared column is one cause."""
    bounds = plan_years(record)
    if bounds is None:
        return
    first, last = bounds
    seen: set[str] = set()
    items: tuple[Target | Assignment, ...] = (*record.targets, *record.assignments)
    for item in items:
        if item.deadline is None or item.deadline in seen:
            continue
        if any(_is_outside(year, first, last) for year in years_in(item.deadline)):
            seen.add(item.deadline)
            period = f"from {first}" if last is None else str(first) if first == last else f"{first}-{last}"
            values = {"deadline": item.deadline, "period": period}
            yield finding_at(item, "deadline-outside-period", values, item.id)


def _is_outside(year: int, first: int, last: int | None) -> bool:
    if year < first - GRACE_YEARS:
        return True
    is_horizon = last is not None and year % HORIZON == 0 and year <= last + REACH
    return last is not None and year > last + GRACE_YEARS and not is_horizon


def plan_years(record: PlanRecord) -> tuple[int, int | None] | None:
    """The years that a plan is about: its period, its date, and every year in its title and headings.

    A title may look further than the period (`giai đoạn 2026-2030, tầm nhìn đến năm 2045`). A plan whose title names no
    period has no last year.
    """
    header = record.header
    years = [*years_in(header.title or "")]
    years += [header.period.from_, header.period.to] if header.period else []
    years += [int(header.date[:4])] if header.date else []
    if not years:
        return None
    pending = list(record.sections)
    while pending:
        section = pending.pop()
        pending += section.children
        years += [year for year in years_in(section.title) if year >= min(years)]
    return min(years), max(years) if header.period is not None else None
