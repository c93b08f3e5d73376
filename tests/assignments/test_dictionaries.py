"""The examples that stand beside the entries of the dictionaries of this stage."""

from __future__ import annotations

import csv

import pytest

from planparse.assignments.labels import meaning_of_header, meaning_of_label
from planparse.assignments.sections import kind_of_title
from planparse.assignments.vocabulary import vocabulary
from planparse.knowledge import Dictionaries

DICTIONARIES = Dictionaries()


def lines_of(name: str) -> list[dict[str, str]]:
    with DICTIONARIES.path(name).open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", lines_of("table_headers.tsv"), ids=lambda row: row["example"])
def test_meanings_of_header_cells(row: dict[str, str]) -> None:
    assert meaning_of_header(row["example"], DICTIONARIES) == row["meaning"]
    assert meaning_of_header(row["counter_example"], DICTIONARIES) != row["meaning"]
    if row["label"] == "no":
        assert meaning_of_label(row["example"], DICTIONARIES) != row["meaning"] or row["meaning"] == "task"


def wordings() -> list[tuple[str, str]]:
    rows = lines_of("table_headers.tsv")
    return [(wording.strip(), row["meaning"]) for row in rows for wording in row["wording"].split("|")]


@pytest.mark.parametrize(("wording", "meaning"), wordings())
def test_every_wording_of_a_header_cell_means_something(wording: str, meaning: str) -> None:
    """A wording is its own example; where two lines have it, the first decides."""
    meanings = [of for other, of in wordings() if other in wording]
    found = meaning_of_header(wording, DICTIONARIES)
    assert found == meaning or found in meanings


@pytest.mark.parametrize("row", lines_of("section_kinds.tsv"), ids=lambda row: row["example"])
def test_kinds_of_sections(row: dict[str, str]) -> None:
    assert kind_of_title(row["example"], DICTIONARIES) == row["kind"]
    assert kind_of_title(row["counter_example"], DICTIONARIES) != row["kind"]


@pytest.mark.parametrize(
    ("cell", "meaning"),
    [
        ("STT", "number"),
        ("ST T", "number"),
        ("Nội dung công việc", "task"),
        ("NHIỆM VỤ", "task"),
        ("Đơn vị chủ trì", "lead"),
        ("Cơ quan, đơn vị thực hiện", "lead"),
        ("Đơn vị", "lead"),
        ("Đơn vị phối hợp thực hiện", "coordinating"),
        ("Chủ trì/ phối hợp", "both"),
        ("Thời gian thực hiện, hoàn thành", "deadline"),
        ("Sản phẩm đầu ra", "output"),
        ("Kết quả thực hiện", "output"),
        ("Kinh phí thực hiện", "other"),
        ("Đơn vị tính", "other"),
        ("Họ và tên", "other"),
        ("Ngày tháng năm sinh", None),
    ],
)
def test_header_cells_in_the_wild(cell: str, meaning: str | None) -> None:
    assert meaning_of_header(cell, DICTIONARIES) == meaning


def test_no_predicate_is_listed_twice() -> None:
    predicates = [wording for group in vocabulary(DICTIONARIES).predicates.values() for wording in group]
    assert len(predicates) == len(set(predicates))
