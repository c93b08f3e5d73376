"""Checks of how the pages were read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from planparse.diagnostics.catalogue import Finding
from planparse.layout.outline import Outline
from planparse.pagetext import Origin, PageStatus, VerdictKind
from planparse.records import PageRecord, PlanRecord
from planparse.restoration.edits import Edit, RestoredText

UNSURE_PAGE = 0.8
"""Mean confidence of the words of a page below which it is reported. 24 legible pages measured, of scans
with stamps, a fax and a photograph, have 0.88 to 0.96."""
UNDECIDED_WORD = 0.5
"""An edit with a lower probability has lost to its rivals taken together."""
MANY_MARKS = 3
"""Marks left out of a page from which it is reported: one or two are dirt on nearly every scan."""
_COUNTING_MARK = re.compile(r"[(\[|]?\d{1,2}[.)\]:|]?")
"""Numbers of rows and items: they count, so that other checks find what is wrong with them."""
_DAMAGED = (VerdictKind.GARBLED, VerdictKind.LEGACY_ENCODING, VerdictKind.SUSPECT)
_KIND_NAMES = {
    VerdictKind.GARBLED: "garbled (an OCR of another language)",
    VerdictKind.LEGACY_ENCODING: "in a legacy encoding",
    VerdictKind.SUSPECT: "not to be trusted",
}


def check_reading(record: PlanRecord, outline: Outline) -> Iterator[Finding]:
    """Failed, skipped and unsure pages; damaged text layers and what became of them; words that stay open."""
    for page in record.pages:
        if page.status is PageStatus.FAILED:
            problem = page.problem or "no reason was given."
            yield Finding("page-failed", {"page": page.number, "problem": problem}, page.number)
    yield from _skipped(record.pages)
    yield from _unsure(record.pages)
    yield from _layers(record.pages)
    yield from _undecided(outline)
    for restored in _restored_pages(outline):
        yield from _doubtful_numbers(restored)
        if restored.page.unread >= MANY_MARKS:
            values = {"page": restored.page.number, "count": restored.page.unread}
            yield Finding("marks-unread", values, restored.page.number)


def _skipped(pages: Sequence[PageRecord]) -> Iterator[Finding]:
    problems = dict.fromkeys(p.problem or "" for p in pages if p.status is PageStatus.SKIPPED)
    for problem in problems:
        numbers = [p.number for p in pages if p.status is PageStatus.SKIPPED and (p.problem or "") == problem]
        values = {"pages": _were(numbers), "problem": problem or "a limit was reached."}
        yield Finding("page-skipped", values, numbers[0])


def _unsure(pages: Sequence[PageRecord]) -> Iterator[Finding]:
    for page in pages:
        if page.origin is Origin.OCR and page.confidence is not None and page.confidence < UNSURE_PAGE:
            values = {"pages": _were([page.number]), "confidence": f"{page.confidence:.2f}"}
            yield Finding("page-unsure", values, page.number)


def _layers(pages: Sequence[PageRecord]) -> Iterator[Finding]:
    read = [p for p in pages if p.status is PageStatus.READ and p.verdict.kind in _DAMAGED]
    cases: tuple[tuple[str, Callable[[PageRecord], bool]], ...] = (
        ("layer-replaced", lambda p: p.origin is Origin.OCR),
        ("layer-decoded", lambda p: p.origin is not Origin.OCR and p.verdict.encoding is not None),
        ("layer-restored", lambda p: p.origin is not Origin.OCR and p.verdict.kind is VerdictKind.GARBLED),
    )
    for code, applies in cases:
        affected = [p for p in read if applies(p)]
        kinds = dict.fromkeys(_kind_name(p, code) for p in affected)
        for kind in kinds:
            numbers = [p.number for p in affected if _kind_name(p, code) == kind]
            yield Finding(code, {"pages": page_list(numbers), "kind": kind}, numbers[0])


def _kind_name(page: PageRecord, code: str) -> str:
    if code == "layer-decoded" and page.verdict.encoding:
        return page.verdict.encoding.upper()
    return _KIND_NAMES[page.verdict.kind]


def _undecided(outline: Outline) -> Iterator[Finding]:
    """One finding for the whole document; a list of every word would drown the rest."""
    open_edits = [
        (page, edit) for page in _restored_pages(outline) for edit in page.edits if edit.score < UNDECIDED_WORD
    ]
    if not open_edits:
        return
    page, edit = open_edits[0]
    numbers = list(dict.fromkeys(p.page.number for p, _ in open_edits))
    values = {"pages": page_list(numbers), "count": len(open_edits), "word": edit.after}
    yield Finding("words-undecided", values, page.page.number, _span_of(page, edit))


def _doubtful_numbers(restored: RestoredText) -> Iterator[Finding]:
    """Numbers that a second look reads otherwise, or that are unsure whatever it gives."""
    if restored.page.is_bare:
        return
    for word in restored.page.words:
        if word.second is None:
            continue
        first = restored.page.text[word.start : word.end]
        code = "number-unsure" if word.second == first else "number-read-twice"
        if code == "number-unsure" and _COUNTING_MARK.fullmatch(first):
            continue
        span = (restored.from_raw(word.start), restored.from_raw(word.end))
        yield Finding(code, {"first": first, "second": word.second}, restored.page.number, span)


def _restored_pages(outline: Outline) -> list[RestoredText]:
    pages = {id(segment.page): segment.page for block in outline.blocks for segment in block.passage.segments}
    return sorted(pages.values(), key=lambda page: page.page.number)


def _span_of(page: RestoredText, edit: Edit) -> tuple[int, int]:
    end = page.from_raw(edit.end)
    return end - len(edit.after), end


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers as a person writes them.

    >>> page_list([1, 2, 3, 7])
    'Pages 1-3, 7'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    text = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"Page{'s' if len(numbers) > 1 else ''} {text}"


def _were(numbers: Sequence[int]) -> str:
    return f"{page_list(numbers)} {'were' if len(numbers) > 1 else 'was'}"
