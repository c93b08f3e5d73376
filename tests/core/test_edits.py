"""Edits replay, and offsets of the restored text lead back to the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.pagetext import BBox, Origin, PageText, Word
from planparse.restoration.edits import Edit, RestoredText, replay

RAW = "Can ctr Nghi dinh s6 63/2010/ND-CP"
EDITS = (
    Edit(0, 3, "Can", "Căn", 0.99, "model"),
    Edit(4, 7, "ctr", "cứ", 0.8, "model"),
    Edit(18, 20, "s6", "số", 0.9, "model"),
    Edit(29, 31, "ND", "NĐ", 1.0, "symbol"),
)


def page(raw: str) -> PageText:
    words, start = [], 0
    for token in raw.split(" "):
        words.append(Word(start, start + len(token), BBox(start, 0, start + len(token), 10), 0.9))
        start += len(token) + 1
    return PageText(1, raw, tuple(words), Origin.OCR)


def test_restored_text_is_the_replay_of_its_edits() -> None:
    assert RestoredText(page(RAW), EDITS).text == "Căn cứ Nghi dinh số 63/2010/NĐ-CP"


def test_a_restored_word_leads_to_its_raw_word_box_and_score() -> None:
    restored = RestoredText(page(RAW), EDITS)
    start = restored.text.index("cứ")
    assert restored.raw(start, start + 2) == "ctr"
    assert restored.bbox(start, start + 2) == BBox(4, 0, 7, 10)
    assert restored.confidence(start, start + 2) == 0.8
    assert [edit.after for edit in restored.edits_between(start, start + 2)] == ["cứ"]


def test_half_an_edited_word_leads_to_the_whole_raw_word() -> None:
    restored = RestoredText(page(RAW), EDITS)
    start = restored.text.index("cứ")
    assert restored.raw(start, start + 1) == restored.raw(start + 1, start + 2) == "ctr"


def test_text_behind_edits_keeps_its_raw_text() -> None:
    restored = RestoredText(page(RAW), EDITS)
    start = restored.text.index("63/")
    assert restored.raw(start, len(restored.text)) == "63/2010/ND-CP"
    assert restored.from_raw(RAW.index("63/")) == start


@pytest.mark.parametrize(
    "edits",
    [
        (Edit(0, 3, "Con", "Căn", 1, ""),),
        (Edit(4, 7, "ctr", "cứ", 1, ""), Edit(0, 3, "Can", "Căn", 1, "")),
        (Edit(0, 5, "Can c", "x", 1, ""), Edit(4, 7, "ctr", "cứ", 1, "")),
    ],
    ids=["before does not match", "unsorted", "overlapping"],
)
def test_edits_that_do_not_fit_are_refused(edits: tuple[Edit, ...]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        replay(RAW, edits)


@st.composite
def edited(draw: st.DrawFn) -> RestoredText:
    tokens = draw(st.lists(st.text("abcđ1 ", min_size=1, max_size=4).filter(str.strip), min_size=1, max_size=8))
    raw = " ".join(tokens)
    text, edits, position = raw, [], 0
    while position < len(text):
        start = draw(st.integers(position, len(text)))
        end = draw(st.integers(start, min(len(text), start + 3)))
        if end > start:
            edits.append(Edit(start, end, text[start:end], draw(st.text("xyzấ", max_size=4)), 0.5, ""))
        position = end + 1
    return RestoredText(PageText(1, raw, (), Origin.TEXT), tuple(edits))


@given(edited(), st.data())
def test_spans_outside_edits_are_the_same_text(restored: RestoredText, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(restored.text)))
    end = data.draw(st.integers(start, len(restored.text)))
    first, last = restored.raw_span(start, end)
    assert 0 <= first <= last <= len(restored.page.text)
    if not restored.edits_between(start, end) and end > start:
        assert restored.page.text[first:last] == restored.text[start:end]


@given(edited())
def test_from_raw_finds_text_between_edits(restored: RestoredText) -> None:
    position = 0
    for edit in (*restored.edits, None):
        stop = edit.start if edit else len(restored.page.text)
        for offset in range(position, stop):
            assert restored.text[restored.from_raw(offset)] == restored.page.text[offset]
        position = edit.end if edit else stop
