"""Short references and what they stand for."""

from __future__ import annotations

import csv

import pytest

from planparse.citations.find import CitedPassage
from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings
from planparse.citations.short_references import find_short_references
from planparse.citations.vocabulary import Vocabulary
from planparse.citations.works import with_work_ids
from planparse.knowledge import Dictionaries
from planparse.layout.passages import passage_from_spans
from planparse.pagetext import Origin, PageText
from planparse.records import Citation, Header
from planparse.restoration.edits import RestoredText

DICTIONARIES = Dictionaries()


def resolved(words: Vocabulary, *texts: str, own_type: str | None = None) -> list[tuple[str, str | None]]:
    """The short forms of passages, with the number of what each stands for, `self` or None."""
    header = Header(document_type=own_type)
    citations: list[Citation] = []
    passages: list[CitedPassage] = []
    for text in texts:
        mentions = citations_in(text, Surroundings(), words)
        passage = passage_from_spans([(RestoredText(PageText(1, text, (), Origin.TEXT)), 0, len(text))])
        passages.append(CitedPassage(passage, len(citations), tuple(m.end for m in mentions)))
        citations += [
            Citation(id=f"c{len(citations) + n}", document_type=m.document_type, number=m.number, page=1, line=1)
            for n, m in enumerate(mentions)
        ]
    named = with_work_ids(citations, header, words)
    numbers: dict[str | None, str | None] = {citation.id: citation.number for citation in named}
    found = find_short_references(passages, named, header, DICTIONARIES)
    return [(short.text, numbers.get(short.antecedent, short.antecedent)) for short in found]


def lines() -> list[dict[str, str]]:
    with DICTIONARIES.path("short_references.tsv").open(encoding="utf-8") as file:
        rows = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", [r for r in lines() if r["refers"] == "before"], ids=lambda r: r["words"])
def test_pointing_words(row: dict[str, str], words: Vocabulary) -> None:
    ((text, number),) = resolved(words, row["example"], own_type="Quy chế")
    assert text.endswith(f" {row['words']}")
    assert number is not None
    assert resolved(words, row["example"], row["counter_example"], own_type="Quy chế")[1:] == []


@pytest.mark.parametrize("row", [r for r in lines() if r["refers"] == "formula"], ids=lambda r: r["words"])
def test_formulas_tell_the_type_of_a_document_without_heading(row: dict[str, str], words: Vocabulary) -> None:
    assert [number for _, number in resolved(words, row["example"])] == ["self"]
    assert "self" not in [number for _, number in resolved(words, row["counter_example"])]


def test_this_plan_is_the_plan(words: Vocabulary) -> None:
    text = "Căn cứ Kế hoạch số 12/KH-SNV, Sở Nội vụ ban hành Kế hoạch này; kế hoạch này thay thế kế hoạch cũ."
    assert resolved(words, text, own_type="Kế hoạch") == [("Kế hoạch này", "self"), ("kế hoạch này", "self")]


def test_this_decree_in_a_plan_is_the_one_cited(words: Vocabulary) -> None:
    texts = ("Thực hiện Nghị định số 63/2010/NĐ-CP và Luật số 76/2015/QH13.", "Các đơn vị theo Nghị định này báo cáo.")
    assert resolved(words, *texts, own_type="Kế hoạch") == [("Nghị định này", "63/2010/NĐ-CP")]


def test_the_same_passage_goes_before_the_document(words: Vocabulary) -> None:
    texts = ("Nghị định số 48/2013/NĐ-CP", "Theo Nghị định số 63/2010/NĐ-CP, đơn vị thuộc Nghị định này báo cáo.")
    assert resolved(words, *texts, own_type="Kế hoạch") == [("Nghị định này", "63/2010/NĐ-CP")]


def test_two_works_leave_it_open(words: Vocabulary) -> None:
    text = "Theo Nghị định số 63/2010/NĐ-CP và Nghị định số 48/2013/NĐ-CP, đơn vị thuộc Nghị định này báo cáo."
    assert resolved(words, text, own_type="Kế hoạch") == [("Nghị định này", None)]


def test_one_work_cited_twice_is_one(words: Vocabulary) -> None:
    text = "Nghị định số 63/2010/NĐ-CP, khoản 2 Nghị định số 63/2010/NĐ-CP và các điều khác của Nghị định này."
    assert resolved(words, text, own_type="Kế hoạch") == [("Nghị định này", "63/2010/NĐ-CP")]


def test_what_comes_later_is_not_meant(words: Vocabulary) -> None:
    texts = ("Nội dung Nghị định này", "Nghị định số 63/2010/NĐ-CP")
    assert resolved(words, *texts, own_type="Kế hoạch") == [("Nghị định này", None)]


def test_any_document(words: Vocabulary) -> None:
    text = "Theo Công văn số 412/SNV-VP, các đơn vị thực hiện văn bản nêu trên."
    assert resolved(words, text, own_type="Kế hoạch") == [("văn bản nêu trên", "412/SNV-VP")]
    assert resolved(words, "Nhận được văn bản này, các đơn vị báo cáo.") == [("văn bản này", "self")]


@pytest.mark.parametrize(
    "text",
    [
        "các văn bản nêu trên",
        "những Nghị định này",
        "02 Kế hoạch trên",
        "kế hoạch trên địa bàn tỉnh",
        "quy định này",
        "theo pháp luật này",
        "Kế hoạch hành động",
    ],
)
def test_no_short_reference(text: str, words: Vocabulary) -> None:
    assert resolved(words, text, own_type="Đề án") == []
