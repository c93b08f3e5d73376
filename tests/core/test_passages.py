"""Passages join lines and still know where every character was printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.evidence import DOUBTED, evidence
from planparse.layout.passages import Passage, passage_from_spans
from planparse.pagetext import BBox, Origin, PageText, Word
from planparse.restoration.edits import Edit, RestoredText


def text_page(text: str, number: int = 1, first_line: int = 1, edits: tuple[Edit, ...] = ()) -> RestoredText:
    return RestoredText(PageText(number, text, (), Origin.TEXT, first_line=first_line), edits)


def whole(*pages: RestoredText) -> Passage:
    return passage_from_spans([(page, 0, len(page.text)) for page in pages])


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("Quyết định số 766/QĐ-\nTTg", "Quyết định số 766/QĐ-TTg"),
        ("giai đoạn 2021-\n2025", "giai đoạn 2021-2025"),
        ("Sở  Tài\tchính \n\n và", "Sở Tài chính và"),
        ("- \nMột việc", "- Một việc"),
        ("năm 2021 -\n2025", "năm 2021 - 2025"),
        ("", ""),
    ],
)
def test_lines_are_joined(text: str, joined: str) -> None:
    assert whole(text_page(text)).text == joined


def test_a_value_over_a_page_break_is_placed_on_its_first_page() -> None:
    first = text_page("A\nsố 12/2020/", 1)
    second = text_page("NĐ-CP ngày", 2, first_line=3)
    passage = whole(first, second)
    assert passage.text == "A số 12/2020/ NĐ-CP ngày"
    place = passage.place(5, 19)
    assert (place.page, place.line, place.span) == (1, 2, (5, 13))
    assert place.raw == "12/2020/ NĐ-CP"


def test_lines_are_counted_through_the_document() -> None:
    page = text_page("một\nhai\nba", 2, first_line=41)
    passage = whole(page)
    assert [passage.place(i, i + 1).line for i in (0, 4, 8)] == [41, 42, 43]
    assert passage.place().line == 41


def test_evidence_has_box_raw_text_and_confidence() -> None:
    page = RestoredText(
        PageText(
            3,
            "Sd Y té",
            (
                Word(0, 2, BBox(10, 20, 30, 40), 0.5),
                Word(3, 4, BBox(32, 20, 40, 40), 1.0),
                Word(5, 7, BBox(42, 20, 60, 41), 1.0),
            ),
            Origin.OCR,
        ),
        (Edit(0, 2, "Sd", "Sở", 0.7, "model"), Edit(5, 7, "té", "tế", 0.4, "model")),
    )
    found = evidence(whole(page), rule="a-rule", prior=0.5)
    assert found.raw == "Sd Y té"
    assert found.provenance is not None
    assert found.provenance.bbox == (10, 20, 60, 41)
    assert found.confidence == pytest.approx(0.5 * (0.5 + 1 + 0.4) / 3, abs=0.001)


def test_a_number_that_two_readings_disagree_on_lowers_the_confidence() -> None:
    def confidence(second: str | None) -> float:
        words = (Word(0, 2, BBox(10, 20, 30, 40), 0.8), Word(3, 7, BBox(32, 20, 60, 40), 0.8, second=second))
        return evidence(whole(RestoredText(PageText(1, "Sở 2030", words, Origin.OCR))), rule="a-rule").confidence

    assert confidence(None) == confidence("2030") == pytest.approx(0.8)
    assert confidence("2050") == pytest.approx(0.8 * DOUBTED)


def test_an_empty_passage_has_no_place() -> None:
    with pytest.raises(ValueError, match="no place"):
        Passage("", ()).place()


PAGES = st.lists(st.text("ab-đ \n\t", max_size=20), min_size=1, max_size=3)


@given(PAGES)
def test_segments_hold_the_text_of_their_pages(texts: list[str]) -> None:
    passage = whole(*(text_page(text, number) for number, text in enumerate(texts, start=1)))
    covered = 0
    for segment in passage.segments:
        on_page = segment.page.text[segment.page_start : segment.page_start + segment.end - segment.start]
        assert " ".join(on_page.split()) == passage.text[segment.start : segment.end].strip() or "\n" in on_page
        covered += sum(not c.isspace() for c in on_page)
    assert covered == sum(not c.isspace() for text in texts for c in text)


@given(PAGES, st.data())
def test_slices_are_passages_of_the_same_pages(texts: list[str], data: st.DataObject) -> None:
    passage = whole(*(text_page(text, number) for number, text in enumerate(texts, start=1)))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    part = passage.slice(start, end)
    assert part.text == passage.text[start:end].strip()
    if part:
        inside = passage.text.index(part.text, start) if part.text else start
        assert part.place().span[0] == passage.place(inside, inside + 1).span[0]
