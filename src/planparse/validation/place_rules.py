"""Rules on places: every value can be found again on its page, and what stands there is the value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from planparse.folding import fold
from planparse.numbers import NUMBER, parse_number
from planparse.records import Evidence, Provenance
from planparse.validation.subject import Problem, Subject

BOX_TOLERANCE = 1.0
"""Points that a box may stand out of its page; sizes and boxes are rounded to a tenth, and letters bleed."""

_NUMBER = re.compile(NUMBER)
_NOT_AS_PRINTED = ("known_name", "repaired", "blank_serial", "inferred", "letterhead.subject")
"""Ends of the names of rules whose values are put right, or concluded from what is printed."""


def page_unknown(subject: Subject) -> Iterator[Problem]:
    """Every page that is named is one of the pages of the record."""
    named = [(f"{path}.page", place.page) for path, place in subject.places]
    named += [(f"{path}.page", mention.page) for path, mention in subject.mentions]
    named += [(f"{path}.page", section.page) for path, section in subject.sections]
    for i, table in enumerate(subject.record.tables):
        named += [(f".tables[{i}].pages[{j}]", page) for j, page in enumerate(table.pages)]
        named += [(f".tables[{i}].cells[{j}].page", cell.page) for j, cell in enumerate(table.cells)]
    for i, diagnostic in enumerate(subject.record.diagnostics):
        if diagnostic.page is not None:
            named.append((f".diagnostics[{i}].page", diagnostic.page))
    for path, page in named:
        if page not in subject.pages:
            yield Problem(path, f"The record has no page {page}.")


def page_disagrees(subject: Subject) -> Iterator[Problem]:
    """The page of a record is the page that it was read on."""
    for path, record in (*subject.mentions, *subject.sections):
        place = record.provenance
        if place is not None and place.page != record.page:
            yield Problem(f"{path}.page", f"The page is {record.page}, but it was read on page {place.page}.")


def place_missing(subject: Subject) -> Iterator[Problem]:
    """Citations, targets, assignments, short references, tables and headings say where they were read."""
    for path, record in subject.listed:
        if record.provenance is None:
            yield Problem(f"{path}.provenance", "Nothing says where this was read.")


def span_outside(subject: Subject) -> Iterator[Problem]:
    """A span lies inside the text of its page, and its end does not come before its start."""
    named = [(f"{path}.span", place.page, place.span) for path, place in subject.places]
    named += [
        (f".diagnostics[{i}].span", one.page, one.span)
        for i, one in enumerate(subject.record.diagnostics)
        if one.span is not None and one.page is not None
    ]
    for path, number, (start, end) in named:
        page = subject.pages.get(number)
        if page is not None and not 0 <= start <= end <= len(page.text):
            yield Problem(path, f"{start} to {end} is not inside page {number}, which has {len(page.text)} characters.")


def span_empty(subject: Subject) -> Iterator[Problem]:
    """Something is printed at the span of a citation, target, assignment or short reference."""
    for path, mention in subject.mentions:
        if mention.provenance is not None and not subject.printed(mention.provenance).strip():
            yield Problem(f"{path}.provenance.span", "Nothing is printed there.")


def box_outside(subject: Subject) -> Iterator[Problem]:
    """A box lies on its page, with its left side before its right one and its top above its bottom."""
    boxes = [(f"{path}.bbox", place.page, place.bbox) for path, place in subject.places]
    for i, table in enumerate(subject.record.tables):
        boxes += [(f".tables[{i}].cells[{j}].bbox", cell.page, cell.bbox) for j, cell in enumerate(table.cells)]
    for path, number, box in boxes:
        page = subject.pages.get(number)
        if box is None or page is None:
            continue
        if page.width is None or page.height is None:
            yield Problem(path, f"Page {number} has no size, so that nothing on it can have a box.")
            continue
        x0, top, x1, bottom = box
        right, low = page.width + BOX_TOLERANCE, page.height + BOX_TOLERANCE
        if not (-BOX_TOLERANCE <= x0 <= x1 <= right and -BOX_TOLERANCE <= top <= bottom <= low):
            yield Problem(path, f"The box {list(box)} is not on page {number} ({page.width} by {page.height} points).")


def line_disagrees(subject: Subject) -> Iterator[Problem]:
    """Lines are counted through the document: all records of a page agree on the number of its first line."""
    first: dict[int, int] = {}
    for path, record in (*subject.mentions, *subject.sections):
        place = record.provenance
        page = subject.pages.get(place.page) if place else None
        if place is None or page is None:
            continue
        line_on_page = subject.line_on_page(place)
        start = first.setdefault(page.number, record.line - line_on_page)
        if record.line - line_on_page != start:
            yield Problem(f"{path}.line", f"The line is {record.line}; by its span it is {start + line_on_page}.")
    yield from _page_starts(subject, first)


def _page_starts(subject: Subject, first: dict[int, int]) -> Iterator[Problem]:
    earliest = 1
    for i, page in enumerate(subject.record.pages):
        start = first.get(page.number, earliest)
        if start < earliest or (page.number == 1 and start != 1):
            yield Problem(f".pages[{i}]", f"Its records put its first line at {start}, where {earliest} is due.")
        # A form feed adds no line of its own: the next page may begin on the number that this one ends with.
        earliest = max(start, earliest) + page.text.count("\n")


def order_broken(subject: Subject) -> Iterator[Problem]:
    """Citations, targets, assignments, short references and headings stand in document order."""
    previous: dict[str, tuple[int, int]] = {}
    for path, record in (*subject.mentions, *subject.sections):
        if record.provenance is None:
            continue
        name, place = path.partition("[")[0], (record.provenance.page, record.provenance.span[0])
        if place < previous.get(name, (0, 0)):
            yield Problem(path, "It was read before the record that stands above it in the list.")
        previous[name] = max(place, previous.get(name, (0, 0)))


def citation_not_there(subject: Subject) -> Iterator[Problem]:
    """The digits of a cited number stand at the span of the citation."""
    for i, citation in enumerate(subject.record.citations):
        if citation.number is None or _changed(citation):
            continue
        digits = re.findall(r"\d+", "".join(citation.number.split()))
        yield from _absent(subject, f".citations[{i}]", citation, "".join(digits[:1]), "number")


def target_not_there(subject: Subject) -> Iterator[Problem]:
    """The value of a target stands at its span, in figures or in words, and so does its unit."""
    for i, target in enumerate(subject.record.targets):
        place = target.provenance
        if place is None or _changed(target):
            continue
        text = subject.printed(place) + (target.raw if subject.runs_on(place) else "")
        for name, value in (("value", target.value), ("value_max", target.value_max)):
            if value is not None and value not in _figures_in(text) and value not in _words_in(text):
                yield Problem(f".targets[{i}].{name}", f"The number {value:g} does not stand at the span.")
        yield from _absent(subject, f".targets[{i}]", target, target.unit, "unit")


def _figures_in(text: str) -> set[float | None]:
    """All numbers in figures; `1.250` is 1250, but in a misread text it may be two numbers, so that both count."""
    return {parse_number(match[0]) for match in _NUMBER.finditer(text)} | {float(n) for n in re.findall(r"\d+", text)}


def _words_in(text: str) -> set[float | None]:
    """All numbers in words."""
    words = text.split()
    runs = range(1, min(8, len(words)) + 1)
    return {parse_number(" ".join(words[a : a + n])) for n in runs for a in range(len(words) - n + 1)}


def assignment_not_there(subject: Subject) -> Iterator[Problem]:
    """The first words of a task stand at the span of the assignment."""
    for i, assignment in enumerate(subject.record.assignments):
        beginning = " ".join(assignment.task.split()[:3])
        yield from _absent(subject, f".assignments[{i}]", assignment, beginning, "task")


def short_reference_not_there(subject: Subject) -> Iterator[Problem]:
    """A short reference stands at its span."""
    for i, reference in enumerate(subject.record.short_references):
        yield from _absent(subject, f".short_references[{i}]", reference, reference.text, "text")


def field_not_there(subject: Subject) -> Iterator[Problem]:
    """A field of header or signatory stands at the span of its evidence, unless its rule says that it was put right."""
    record = subject.record
    for owner, model in (("header", record.header), ("signatory", record.signatory)):
        for name, basis in model.evidence.items():
            value = getattr(model, name, None)
            if isinstance(value, str) and name != "date" and not _changed(basis):
                yield from _absent(subject, f".{owner}", basis, value, name)


def recipient_not_there(subject: Subject) -> Iterator[Problem]:
    """A recipient stands at the span of its evidence."""
    record = subject.record
    for i, (recipient, basis) in enumerate(zip(record.recipients, record.recipients_evidence, strict=False)):
        yield from _absent(subject, ".recipients", basis, recipient, f"[{i}]", joint="")


def _changed(basis: Evidence) -> bool:
    return basis.rule.endswith(_NOT_AS_PRINTED)


def _absent(
    subject: Subject, path: str, basis: Evidence, value: str, name: str, *, joint: str = "."
) -> Iterator[Problem]:
    place = basis.provenance
    if place is not None and not _stands(subject, place, basis.raw, value):
        yield Problem(f"{path}{joint}{name}", f"This does not stand at {list(place.span)} on page {place.page}.")


def _stands(subject: Subject, place: Provenance, raw: str, value: str) -> bool:
    """Whether letters and digits of the value occur at the place; diacritics, case and punctuation do not count."""
    text = subject.printed(place)
    if value in text:  # mostly so; it saves folding both
        return True
    wanted, printed = _bare(value), _bare(text)
    if wanted in printed:
        return True
    # The span ends with its page; what follows stands on the next one.
    return subject.runs_on(place) and bool(printed) and (printed in wanted or wanted in _bare(raw))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    page_unknown,
    page_disagrees,
    place_missing,
    span_outside,
    span_empty,
    box_outside,
    line_disagrees,
    order_broken,
    citation_not_there,
    target_not_there,
    assignment_not_there,
    short_reference_not_there,
    field_not_there,
    recipient_not_there,
)
