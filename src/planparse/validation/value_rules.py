"""Rules on values: how they are written, and which of them need or exclude each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from planparse.assignments.deadlines import last_day
from planparse.numbers import calendar_day
from planparse.records import Comparator, DeadlineKind, Role
from planparse.validation.subject import Problem, Subject

CITED_BY_NAME = frozenset({"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"})
"""Types of documents that may be cited without a number."""

_KEPT_KEYS = frozenset({"raw", "rule"})
_KEPT_OWNERS = (".pages[", ".diagnostics[", ".source")
"""Texts that keep the white space of their source, or come from the program."""


def not_nfc(subject: Subject) -> Iterator[Problem]:
    """All text is in Unicode normalisation form C."""
    for one in subject.texts:
        if not unicodedata.is_normalized("NFC", one.text):
            yield Problem(one.path, "The text is not in Unicode normalisation form C.")


def white_space(subject: Subject) -> Iterator[Problem]:
    """Values have no white space at their ends and single spaces between their words."""
    for one in subject.texts:
        kept = one.key in _KEPT_KEYS or one.owner.startswith(_KEPT_OWNERS)
        if not kept and one.text != " ".join(one.text.split()):
            yield Problem(one.path, "There is white space at an end, a line break, or more than one space in a row.")


def empty_value(subject: Subject) -> Iterator[Problem]:
    """A value that is not printed is null, not an empty text; what a record cannot do without is not empty."""
    data = subject.data
    owners = [(".header", data["header"]), (".signatory", data["signatory"])]
    for name in ("citations", "targets", "assignments"):
        owners += [(f".{name}[{i}]", item) for i, item in enumerate(data[name])]
    for path, owner in owners:
        for name, value in owner.items():
            # A bare number (`tăng 2 so với ...`) has no unit; raw and rule are checked by rules of their own.
            if value == "" and name not in ("raw", "rule", "id", "unit"):
                yield Problem(f"{path}.{name}", "An empty text stands where null is due.")
            elif isinstance(value, list) and "" in value:
                yield Problem(f"{path}.{name}", "The list has an empty entry.")
    for i, recipient in enumerate(data["recipients"]):
        if not recipient:
            yield Problem(f".recipients[{i}]", "The recipient is empty.")


def number_form(subject: Subject) -> Iterator[Problem]:
    """Numbers of documents have no white space, apart from the `ISO 9001` of a standard."""
    numbers = [(".header.number", subject.record.header.number)]
    numbers += [
        (f".citations[{i}].number", one.number)
        for i, one in enumerate(subject.record.citations)
        if one.document_type != "TCVN"
    ]
    for path, number in numbers:
        if number is not None and re.search(r"\s", number):
            yield Problem(path, "The number holds white space.")


def impossible_date(subject: Subject) -> Iterator[Problem]:
    """Dates are days, or months, of the calendar."""
    record = subject.record
    dates = [(".header.date", record.header.date)]
    dates += [(f".citations[{i}].date", one.date) for i, one in enumerate(record.citations)]
    dates += [(f".assignments[{i}].deadline_date", one.deadline_date) for i, one in enumerate(record.assignments)]
    for name in ("deadline_start", "deadline_end"):
        dates += [(f".assignments[{i}].{name}", getattr(one, name)) for i, one in enumerate(record.assignments)]
    for path, date in dates:
        if date is not None:
            year, month, *day = map(int, date.split("-"))
            if calendar_day(year, month, day[0] if day else 1) is None:
                yield Problem(path, f"The calendar has no {date}.")


def period_backwards(subject: Subject) -> Iterator[Problem]:
    """The period of a plan does not end before it begins."""
    period = subject.record.header.period
    if period is not None and period.from_ > period.to:
        yield Problem(".header.period", f"It is from {period.from_} to {period.to}.")


def citation_without_number(subject: Subject) -> Iterator[Problem]:
    """Only laws are cited by name alone, and then the name is the subject; only the constitution needs none."""
    for i, citation in enumerate(subject.record.citations):
        if citation.number is not None:
            continue
        if citation.document_type not in CITED_BY_NAME:
            yield Problem(f".citations[{i}].number", "Without a number only laws are cited, by their name.")
        elif citation.subject is None and citation.document_type != "Hiến pháp":
            yield Problem(f".citations[{i}].subject", "A law without a number has to have a name.")


def role_self(subject: Subject) -> Iterator[Problem]:
    """A citation with the role `self` has the document's own number."""
    own = subject.record.header.number
    for i, citation in enumerate(subject.record.citations):
        if citation.role is Role.SELF and (own is None or citation.number != own):
            yield Problem(f".citations[{i}].role", f"{citation.number} is not the document's own number ({own}).")


def value_max(subject: Subject) -> Iterator[Problem]:
    """A range has two values, the lower one first; anything else has one."""
    for i, target in enumerate(subject.record.targets):
        path = f".targets[{i}].value_max"
        if (target.value_max is not None) != (target.comparator is Comparator.RANGE):
            yield Problem(path, f'It is {target.value_max}, where the comparator is "{target.comparator}".')
        elif target.value_max is not None and target.value_max < target.value:
            yield Problem(path, f"The range goes from {target.value:g} down to {target.value_max:g}.")


def value_negative(subject: Subject) -> Iterator[Problem]:
    """Values are not negative: what falls is told by the comparator."""
    for i, target in enumerate(subject.record.targets):
        if target.value < 0:
            yield Problem(f".targets[{i}].value", f"The value is {target.value:g}.")


def deadline_parts(subject: Subject) -> Iterator[Problem]:
    """The kind of a deadline is told where one is printed, and its day only for the kind `date`."""
    for i, one in enumerate(subject.record.assignments):
        path = f".assignments[{i}]"
        if one.deadline_kind is not None and one.deadline is None:
            yield Problem(f"{path}.deadline_kind", f'The kind is "{one.deadline_kind}", and no deadline is printed.')
        if one.deadline_date is not None and one.deadline_kind is not DeadlineKind.DATE:
            yield Problem(f"{path}.deadline_date", f"A day is given for a deadline of the kind {one.deadline_kind}.")


def deadline_day(subject: Subject) -> Iterator[Problem]:
    """The day of a deadline is the last one printed; a year that is not printed may be any."""
    for i, one in enumerate(subject.record.assignments):
        if one.deadline is not None and one.deadline_date is not None:
            printed = last_day(one.deadline, int(one.deadline_date[:4]))
            if printed != one.deadline_date:
                shown = printed or "no day"
                yield Problem(f".assignments[{i}].deadline_date", f"It is {one.deadline_date}; printed is {shown}.")


def deadline_span(subject: Subject) -> Iterator[Problem]:
    """Of a deadline the first day does not come after the last, and the last is its day where it has one."""
    for i, one in enumerate(subject.record.assignments):
        path, start, end = f".assignments[{i}]", one.deadline_start, one.deadline_end
        if start is not None and end is not None and start > end:
            yield Problem(f"{path}.deadline_start", f"It goes from {start} to {end}.")
        if one.deadline_date is not None and end not in (None, one.deadline_date):
            yield Problem(f"{path}.deadline_end", f"The last day is {end}, the deadline {one.deadline_date}.")
        if one.deadline is None and (start, end) != (None, None):
            yield Problem(f"{path}.deadline", "Days are given, and no deadline is printed.")


def recurrence_kind(subject: Subject) -> Iterator[Problem]:
    """Only a recurring deadline says how often."""
    for i, one in enumerate(subject.record.assignments):
        if one.recurrence is not None and one.deadline_kind is not DeadlineKind.RECURRING:
            yield Problem(f".assignments[{i}].recurrence", f"The kind of the deadline is {one.deadline_kind}.")


def inherited_empty(subject: Subject) -> Iterator[Problem]:
    """What a merged cell gives to a row is there, and only rows of tables inherit."""
    for i, one in enumerate(subject.record.assignments):
        for name in one.inherited:
            if not getattr(one, name) or one.source != "table":
                yield Problem(f".assignments[{i}].inherited", f'Nothing can have been inherited for "{name}".')


def lead_missing(subject: Subject) -> Iterator[Problem]:
    """An assignment of running text has somebody who is responsible; in a table the cell may be empty."""
    for i, one in enumerate(subject.record.assignments):
        if one.source == "prose" and not one.lead:
            yield Problem(f".assignments[{i}].lead", "Nobody is responsible.")


def unit_twice(subject: Subject) -> Iterator[Problem]:
    """Who is responsible does not take part as well."""
    for i, one in enumerate(subject.record.assignments):
        if set(one.lead) & set(one.coordinating):
            yield Problem(f".assignments[{i}].coordinating", "A unit stands in both lists.")


RULES = (
    not_nfc,
    white_space,
    empty_value,
    number_form,
    impossible_date,
    period_backwards,
    citation_without_number,
    role_self,
    value_max,
    value_negative,
    deadline_parts,
    deadline_day,
    deadline_span,
    recurrence_kind,
    inherited_empty,
    lead_missing,
    unit_twice,
)
