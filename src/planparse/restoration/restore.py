"""Restore the text of pages: those that need it are decoded, see `decode_pages`; most digital ones stay as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import groupby

from planparse.errors import PlanparseError
from planparse.pagetext import Origin, PageText, TextLayerVerdict, Word
from planparse.restoration.edits import RestoredText
from planparse.restoration.misread_phrases import with_misread_phrases
from planparse.restoration.model import RestorationModel
from planparse.restoration.treatment import Treatment, judge, treatment_of

MOST_CHARACTERS = 60_000
"""Text that is decoded at once, some thirty pages: 200 scanned pages at once take 350 MB."""
_DECODED = (Treatment.GARBLED, Treatment.STRIPPED, Treatment.OCR)


def restore_pages(
    pages: Sequence[PageText], verdicts: Sequence[TextLayerVerdict], model: RestorationModel
) -> tuple[RestoredText, ...]:
    """Restore the pages of a document, one restored text for each, in order.

    Pages that follow one another and need the same treatment are decoded together: a sentence that runs over a page
    break keeps its context.
    """
    treatments = [treatment_of(p.text, p.origin, v) for p, v in zip(pages, verdicts, strict=True)]
    return _restore(pages, treatments, model)


def restore_text(text: str, model: RestorationModel, treatment: Treatment | None = None) -> tuple[RestoredText, ...]:
    """Restore a text of unknown origin, made NFC first; form feeds separate its pages.

    Args:
        treatment: None to judge it from the letters of the whole text.
    """
    text = unicodedata.normalize("NFC", text)
    chosen = judge(text) if treatment is None else treatment
    pages: list[PageText] = []
    line = 1
    for number, part in enumerate(text.split("\f"), start=1):
        words = tuple(Word(start, end) for start, end in _spans(part))
        pages.append(PageText(number, part, words, Origin.TEXT, first_line=line))
        line += part.count("\n")
    return _restore(pages, [chosen] * len(pages), model)


def load_for_ocr(model: RestorationModel) -> None:
    """Load what text read from pictures needs, by restoring a line of it: half a second, while the pages are read."""
    with suppress(PlanparseError):  # said when the pages are restored
        restore_text("Căn cứ Nghị định số 63/2010/NĐ-CP, triên khai kế hoạch.", model, Treatment.OCR)


def _spans(text: str) -> list[tuple[int, int]]:
    spans, end = [], 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        spans.append((start, end))
    return spans


def _restore(
    pages: Sequence[PageText], treatments: Sequence[Treatment], model: RestorationModel
) -> tuple[RestoredText, ...]:
    restored: list[RestoredText] = []
    for treatment, group in groupby(zip(pages, treatments, strict=True), key=lambda item: item[1]):
        run = [page for page, _ in group]
        if treatment not in _DECODED or not any(page.text.strip() for page in run):
            restored += [RestoredText(page) for page in run]
        else:
            # Loads numpy, 0.1 s that a document without such pages does not pay for.
            from planparse.restoration.decode_pages import decode_pages

            decoded = decode_pages(_parts(run), treatment, model)
            if treatment is Treatment.GARBLED:
                decoded = (with_misread_phrases(page, model.dictionaries) for page in decoded)
            restored += decoded
    return tuple(restored)


def _parts(pages: Sequence[PageText]) -> Iterator[list[PageText]]:
    """Pages that are decoded together; only long documents have more than one part."""
    part: list[PageText] = []
    for page in pages:
        if part and sum(len(other.text) for other in part) + len(page.text) > MOST_CHARACTERS:
            yield part
            part = []
        part.append(page)
    yield part
