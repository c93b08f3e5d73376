"""Rules on what backs the values: evidence, and the diagnostics about them."""

from __future__ import annotations

from collections.abc import Iterator

from planparse.records import Header, Signatory
from planparse.validation.subject import Problem, Subject

_WITHOUT_EVIDENCE = frozenset({"document_type_code", "period", "work_id", "evidence"})
"""Fields of the header that follow from others."""


def evidence_missing(subject: Subject) -> Iterator[Problem]:
    """Every printed field of header and signatory that has a value says what it rests on."""
    for path, owner in _owners(subject):
        for name in type(owner).model_fields:
            has_value = name not in _WITHOUT_EVIDENCE and getattr(owner, name) is not None
            if has_value and name not in owner.evidence:
                yield Problem(f"{path}.evidence", f'The field "{name}" has a value and no evidence.')


def evidence_unfounded(subject: Subject) -> Iterator[Problem]:
    """Evidence is given for fields that have a value, and for no others."""
    for path, owner in _owners(subject):
        for name in owner.evidence:
            if name not in type(owner).model_fields or getattr(owner, name) is None:
                yield Problem(f"{path}.evidence", f'There is evidence for "{name[:40]}", which has no value.')


def recipients_evidence(subject: Subject) -> Iterator[Problem]:
    """There is one evidence per recipient."""
    record = subject.record
    if len(record.recipients) != len(record.recipients_evidence):
        counts = f"{len(record.recipients)} recipients have {len(record.recipients_evidence)} entries of evidence"
        yield Problem(".recipients_evidence", f"{counts}.")


def rule_unnamed(subject: Subject) -> Iterator[Problem]:
    """Everything that was read names the rule that made it."""
    for path, basis in subject.bases:
        if not basis.rule:
            yield Problem(f"{path}.rule", "No rule is named.")


def diagnostic_code(subject: Subject) -> Iterator[Problem]:
    """Diagnostics have codes of the catalogue."""
    for i, one in enumerate(subject.record.diagnostics):
        if one.code not in subject.codes:
            yield Problem(f".diagnostics[{i}].code", f'The code "{one.code}" is not known.')


def diagnostic_record(subject: Subject) -> Iterator[Problem]:
    """A diagnostic about a record names one that is there."""
    ids = {record.id for _, record in subject.listed}
    for i, one in enumerate(subject.record.diagnostics):
        if one.record is not None and one.record not in ids:
            yield Problem(f".diagnostics[{i}].record", "There is no record with this id.")


def diagnostic_place(subject: Subject) -> Iterator[Problem]:
    """A diagnostic that has a span has the page of it."""
    for i, one in enumerate(subject.record.diagnostics):
        if one.span is not None and one.page is None:
            yield Problem(f".diagnostics[{i}].span", "There is a span and no page.")


def diagnostic_repeated(subject: Subject) -> Iterator[Problem]:
    """Nothing is reported twice."""
    seen = set()
    for i, one in enumerate(subject.record.diagnostics):
        if one in seen:
            yield Problem(f".diagnostics[{i}]", f'The same diagnostic "{one.code}" stands above.')
        seen.add(one)


def _owners(subject: Subject) -> tuple[tuple[str, Header | Signatory], ...]:
    return (".header", subject.record.header), (".signatory", subject.record.signatory)


RULES = (
    evidence_missing,
    evidence_unfounded,
    recipients_evidence,
    rule_unnamed,
    diagnostic_code,
    diagnostic_record,
    diagnostic_place,
    diagnostic_repeated,
)
