"""Rules on the document as a whole: ids, source, pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from planparse.pagetext import Origin, PageStatus, VerdictKind
from planparse.records import Record, Section
from planparse.validation.subject import Problem, Subject


def id_repeated(subject: Subject) -> Iterator[Problem]:
    """No two records of a document have the same id."""
    first: dict[str, str] = {}
    for path, record in subject.listed:
        if first.setdefault(record.id, path) != path:
            yield Problem(f"{path}.id", f"The id {record.id} is that of {first[record.id]} as well.")


def id_form(subject: Subject) -> Iterator[Problem]:
    """An id is the start of the file's SHA-256, a letter for the kind of record, and its place in the list from 1."""
    record, document = subject.record, subject.record.source.sha256[:8]
    lists: tuple[tuple[str, str, Sequence[Record]], ...] = (
        ("citations", "c", record.citations),
        ("targets", "t", record.targets),
        ("assignments", "a", record.assignments),
        ("tables", "b", record.tables),
        ("short_references", "r", record.short_references),
    )
    for name, letter, records in lists:
        for i, one in enumerate(records):
            yield from _expected_id(f".{name}[{i}]", one, f"{document}-{letter}{i + 1}")
    yield from _section_ids(".sections", record.sections, f"{document}-s")


def _section_ids(path: str, sections: Sequence[Section], prefix: str) -> Iterator[Problem]:
    for i, section in enumerate(sections):
        expected = f"{prefix}{i + 1}"
        yield from _expected_id(f"{path}[{i}]", section, expected)
        yield from _section_ids(f"{path}[{i}].children", section.children, f"{expected}.")


def _expected_id(path: str, record: Record, expected: str) -> Iterator[Problem]:
    if record.id != expected:
        yield Problem(f"{path}.id", f'The id is "{record.id[:40]}", where {expected} is due.')


def antecedent_unknown(subject: Subject) -> Iterator[Problem]:
    """A short reference stands for a citation that is there, or for the document itself."""
    known = {citation.id for citation in subject.record.citations} | {"self"}
    for i, reference in enumerate(subject.record.short_references):
        if reference.antecedent is not None and reference.antecedent not in known:
            yield Problem(f".short_references[{i}].antecedent", "There is no citation with this id.")


def source_name(subject: Subject) -> Iterator[Problem]:
    """The name of the source is a file name without a folder."""
    name = subject.record.source.name
    if not name or "/" in name:
        yield Problem(".source.name", "The name is empty or holds a folder.")


def page_numbers(subject: Subject) -> Iterator[Problem]:
    """Pages are in order, each is there once, and none lies behind the last page of the file."""
    count, previous = subject.record.source.page_count, 0
    for i, page in enumerate(subject.record.pages):
        if page.number <= previous:
            yield Problem(f".pages[{i}].number", f"Page {page.number} stands behind page {previous}.")
        if page.number > count:
            yield Problem(f".pages[{i}].number", f"There is no page {page.number}: the file has {count}.")
        previous = page.number


def page_status(subject: Subject) -> Iterator[Problem]:
    """A page that was read has text, every other has none; a problem is told where a page failed or was skipped."""
    for i, page in enumerate(subject.record.pages):
        path, lost = f".pages[{i}]", page.status in (PageStatus.FAILED, PageStatus.SKIPPED)
        if bool(page.text.strip()) != (page.status is PageStatus.READ):
            has = "text" if page.text.strip() else "no text"
            yield Problem(f"{path}.status", f'The status of page {page.number} is "{page.status}", and it has {has}.')
        if bool(page.problem) != lost:
            says = "a problem" if page.problem else "no problem"
            yield Problem(f"{path}.problem", f'The status of page {page.number} is "{page.status}", with {says}.')


def page_origin(subject: Subject) -> Iterator[Problem]:
    """A page with text says where its words come from; on a page that failed or was skipped they come from nowhere."""
    for i, page in enumerate(subject.record.pages):
        lost = page.status in (PageStatus.FAILED, PageStatus.SKIPPED)
        if (page.origin is Origin.NONE and page.text.strip()) or (lost and page.origin is not Origin.NONE):
            yield Problem(
                f".pages[{i}].origin", f'The words of page {page.number} ("{page.status}") come from {page.origin}.'
            )


def page_confidence(subject: Subject) -> Iterator[Problem]:
    """A page has a confidence if it has words, and only then."""
    for i, page in enumerate(subject.record.pages):
        if (page.confidence is not None) != bool(page.text.strip()):
            yield Problem(f".pages[{i}].confidence", f"Confidence and text of page {page.number} do not fit together.")


def page_size(subject: Subject) -> Iterator[Problem]:
    """A page has width and height, both above zero, or neither."""
    for i, page in enumerate(subject.record.pages):
        sizes = (page.width, page.height)
        if (None in sizes and sizes != (None, None)) or any(size is not None and size <= 0 for size in sizes):
            yield Problem(f".pages[{i}].width", f"Page {page.number} is {page.width} by {page.height} points.")


def page_encoding(subject: Subject) -> Iterator[Problem]:
    """An encoding, `tcvn3` or `vni`, is named for a layer in a legacy encoding and for no other."""
    for i, page in enumerate(subject.record.pages):
        verdict, legacy = page.verdict, page.verdict.kind is VerdictKind.LEGACY_ENCODING
        if (verdict.encoding is not None) != legacy or verdict.encoding not in (None, "tcvn3", "vni"):
            yield Problem(f".pages[{i}].verdict.encoding", f'A layer that is "{verdict.kind}" has this encoding.')


def section_levels(subject: Subject) -> Iterator[Problem]:
    """A heading lies deeper in the outline than the one above it."""
    levels = {path: section.level for path, section in subject.sections}
    for path, section in subject.sections:
        above = re.match(r"(.*)\.children\[\d+\]$", path)
        if above and section.level <= levels[above[1]]:
            yield Problem(f"{path}.level", f"Level {section.level} stands below level {levels[above[1]]}.")


RULES = (
    id_repeated,
    id_form,
    antecedent_unknown,
    source_name,
    page_numbers,
    page_status,
    page_origin,
    page_confidence,
    page_size,
    page_encoding,
    section_levels,
)
