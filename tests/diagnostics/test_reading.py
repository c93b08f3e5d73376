"""Checks of how the pages were read."""

from __future__ import annotations

import pytest

from planparse.diagnostics.reading import page_list
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import passage_from_spans
from planparse.pagetext import Origin, PageStatus, PageText, VerdictKind, Word
from planparse.records import VerdictRecord
from planparse.restoration.edits import Edit, RestoredText

from .conftest import page_record, plan

GARBLED = VerdictRecord(kind=VerdictKind.GARBLED)
TCVN3 = VerdictRecord(kind=VerdictKind.LEGACY_ENCODING, encoding="tcvn3")


def test_page_lists():
    assert page_list([4]) == "Page 4"
    assert page_list([1, 2, 3, 7, 9, 10]) == "Pages 1-3, 7, 9-10"


def test_every_failed_page_is_an_error(check):
    failed = page_record(2, "", status=PageStatus.FAILED, problem="Tesseract stopped.", origin=Origin.NONE)
    (found,) = check(plan(pages=(page_record(), failed)))
    assert (found.code, found.severity.value, found.page) == ("page-failed", "error", 2)
    assert found.message == "Page 2 could not be read: Tesseract stopped."


def test_skipped_pages_of_one_cause_are_one_finding(check):
    rest = [page_record(n, "", status=PageStatus.SKIPPED, problem="Over the limit.") for n in (2, 3, 4)]
    (found,) = check(plan(pages=(page_record(), *rest)))
    assert (found.code, found.message) == ("page-skipped", "Pages 2-4 were not read: Over the limit.")


@pytest.mark.parametrize(
    ("verdict", "origin", "code"),
    [
        (GARBLED, Origin.OCR, "layer-replaced"),
        (GARBLED, Origin.LAYER, "layer-restored"),
        (GARBLED, Origin.TEXT, "layer-restored"),
        (TCVN3, Origin.LAYER, "layer-decoded"),
        (TCVN3, Origin.OCR, "layer-replaced"),
    ],
)
def test_damaged_layers_are_one_finding(check, verdict, origin, code):
    pages = tuple(page_record(n, verdict=verdict, origin=origin, confidence=0.95) for n in (1, 2, 3))
    (found,) = check(plan(pages=pages))
    assert found.code == code
    assert found.message.startswith("Pages 1-3:")


@pytest.mark.parametrize("origin", [Origin.DIGITAL, Origin.TEXT, Origin.DOCX])
def test_good_layers_are_no_finding(codes, origin):
    assert codes(plan(pages=(page_record(origin=origin),))) == []


def test_an_unsure_page(codes):
    none = VerdictRecord(kind=VerdictKind.NONE)
    assert codes(plan(pages=(page_record(origin=Origin.OCR, verdict=none, confidence=0.6),))) == ["page-unsure"]
    assert codes(plan(pages=(page_record(origin=Origin.OCR, verdict=none, confidence=0.92),))) == []
    assert codes(plan(pages=(page_record(confidence=0.6),))) == []


def test_undecided_words_are_one_finding(check):
    raw = "Can ctr Ke hoach so 12"
    edits = (
        Edit(0, 3, "Can", "Căn", 0.98, "model"),
        Edit(4, 7, "ctr", "cứ", 0.45, "model"),
        Edit(8, 10, "Ke", "Kế", 0.3, "x"),
    )
    page = RestoredText(PageText(1, raw, (), Origin.TEXT), edits)
    block = Block(BlockKind.PARAGRAPH, Zone.BODY, passage_from_spans([(page, 0, len(page.text))]))
    (found,) = check(plan(), Outline((block, block)))
    assert found.code == "words-undecided"
    assert "2 restored words" in found.message
    assert page.text[slice(*found.span)] == "cứ"


@pytest.mark.parametrize(
    ("second", "code", "said"),
    [
        ("2050", "number-read-twice", 'The number "2030" reads as "2050" when looked at again.'),
        ("2030", "number-unsure", 'The number "2030" was read with little confidence.'),
        (None, None, None),
    ],
)
def test_numbers_read_twice(check, second, code, said):
    text = "đến nam 2030"
    page = PageText(1, text, (Word(8, 12, None, 0.8, second=second),), Origin.OCR)
    restored = RestoredText(page, (Edit(4, 7, "nam", "năm", 0.9, "test"),))
    passage = passage_from_spans([(restored, 0, len(restored.text))])
    outline = Outline(blocks=(Block(passage=passage, kind=BlockKind.PARAGRAPH, zone=Zone.BODY),))
    found = check(plan(pages=(page_record(),)), outline)
    assert [(d.code, d.message) for d in found] == ([(code, said)] if code else [])
    assert all(d.span is not None and restored.text[slice(*d.span)] == "2030" for d in found)


@pytest.mark.parametrize(
    ("first", "second", "reported"), [("11", "11", False), ("2)", "2)", False), ("2)", "3)", True)]
)
def test_marks_that_count_are_checked_by_their_neighbours(check, first: str, second: str, reported: bool):
    page = PageText(1, first, (Word(0, len(first), None, 0.4, second=second),), Origin.OCR)
    block = Block(BlockKind.PARAGRAPH, Zone.BODY, passage_from_spans([(RestoredText(page, ()), 0, len(first))]))
    assert bool(check(plan(pages=(page_record(),)), Outline((block,)))) is reported


@pytest.mark.parametrize(("unread", "reported"), [(0, False), (2, False), (3, True), (40, True)])
def test_marks_that_are_no_words(check, unread, reported):
    restored = RestoredText(PageText(4, "Nơi nhận", (), Origin.OCR, unread=unread), ())
    block = Block(BlockKind.PARAGRAPH, Zone.BODY, passage_from_spans([(restored, 0, len(restored.text))]))
    found = check(plan(), Outline((block,)))
    assert [(d.code, d.page) for d in found] == ([("marks-unread", 4)] if reported else [])
