"""Scores of records against gold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from planparse.errors import DamagedInputError
from planparse.evaluation.pairing import pair
from planparse.evaluation.scores import DocumentScores, Tally, score
from planparse.evaluation.sheet import (
    AssignmentFields,
    CitationFields,
    Sheet,
    TableFields,
    TargetFields,
    read_gold,
)

CITATION = CitationFields(
    "Nghị định", "63/2010/NĐ-CP", "2010-06-08", "Chính phủ", "về kiểm soát thủ tục", None, "legal_basis", 4
)
TARGET = TargetFields("hồ sơ được số hóa", "=", 100.0, None, "%", None, "năm 2026", 9)
ASSIGNMENT = AssignmentFields(
    "Rà soát thủ tục", ("Văn phòng",), ("Các phòng", "Thanh tra"), "Báo cáo", "Quý II", line=12
)
TABLE = TableFields((("TT", "Nhiệm vụ"), ("1", "Rà soát"), ("2", "Báo cáo")))
HEADER = dict.fromkeys(("parent_authority", "issuing_authority", "number", "document_type", "place", "date"))
GOLD = Sheet(
    header=HEADER | {"number": "12/KH-SYT", "title": "Cải cách hành chính năm 2026"},
    citations=(CITATION,),
    targets=(TARGET,),
    assignments=(ASSIGNMENT,),
    tables=(TABLE,),
    recipients=("Sở Nội vụ", "Lưu: VT"),
    signatory={"authority_line": None, "position": "GIÁM ĐỐC", "name": "Trần Văn An"},
)


def f1(found: Sheet) -> dict[str, float]:
    return {name: round(tally.f1, 3) for name, tally in score(GOLD, found).tallies.items()}


def test_a_perfect_record():
    scores = score(GOLD, GOLD)
    assert set(f1(GOLD).values()) == {1.0}
    assert scores.discrepancies == ()


def test_nothing_found():
    nothing = Sheet({}, (), (), (), (), (), {})
    figures = f1(nothing)
    assert figures["citations"] == figures["targets"] == figures["assignments"] == figures["recipients"] == 0
    assert figures["header"] == round(5 / 7, 3), "fields that are null and were not found are right"
    kinds = [d.kind for d in score(GOLD, nothing).discrepancies]
    assert kinds.count("missed") == 5


@pytest.mark.parametrize(
    ("change", "strict", "subject"),
    [
        ({}, 1.0, 1.0),
        ({"date": "2010-06-09"}, 0.0, 1.0),
        ({"role": "reference"}, 0.0, 1.0),
        ({"provision": "Điều 9"}, 0.0, 1.0),
        ({"issuer": "CHÍNH PHỦ"}, 1.0, 1.0),
        ({"subject": "về đất đai"}, 1.0, 0.0),
    ],
)
def test_citations(change, strict, subject):
    figures = f1(replace(GOLD, citations=(replace(CITATION, **change),)))
    assert (figures["citations"], figures["citations strict"], figures["citation subjects"]) == (1.0, strict, subject)


def test_a_citation_with_another_number_is_a_miss_and_a_false_find():
    scores = score(GOLD, replace(GOLD, citations=(replace(CITATION, number="68/2010/NĐ-CP"),)))
    assert scores.tallies["citations"] == Tally(0, 1, 1)
    assert [(d.kind, d.expected, d.found) for d in scores.discrepancies] == [
        ("missed", "Nghị định 63/2010/NĐ-CP", None),
        ("false", None, "Nghị định 68/2010/NĐ-CP"),
    ]


@pytest.mark.parametrize(
    ("change", "found", "bound", "strict"),
    [
        ({}, 1.0, 1.0, 1.0),
        ({"comparator": ">="}, 1.0, 0.0, 0.0),
        ({"deadline": None}, 1.0, 1.0, 0.0),
        ({"indicator": "hồ sơ"}, 1.0, 0.0, 0.0),
        ({"value": 10.0}, 0.0, 0.0, 0.0),
        ({"unit": "điểm"}, 0.0, 0.0, 0.0),
        ({"line": 99}, 1.0, 1.0, 1.0),
    ],
)
def test_targets(change, found, bound, strict):
    figures = f1(replace(GOLD, targets=(replace(TARGET, **change),)))
    assert (figures["targets"], figures["targets bound"], figures["targets strict"]) == (found, bound, strict)


@pytest.mark.parametrize(
    ("change", "found", "strict", "full"),
    [
        ({}, 1.0, 1.0, 1.0),
        ({"coordinating": ("Các phòng, Thanh tra",)}, 1.0, 1.0, 1.0),
        ({"coordinating": ("Thanh tra", "Các phòng")}, 1.0, 1.0, 1.0),
        ({"lead": ("Phòng Kế hoạch",)}, 1.0, 0.0, 0.0),
        ({"output": None}, 1.0, 0.0, 0.0),
        ({"group": "I. Chung"}, 1.0, 1.0, 0.0),
        ({"number": "2"}, 1.0, 1.0, 0.0),
        ({"deadline_date": "2026-06-30"}, 1.0, 1.0, 0.0),
        ({"task": "Rà soát thủ tục hành chính và báo cáo định kỳ"}, 0.0, 0.0, 0.0),
    ],
)
def test_assignments(change, found, strict, full):
    figures = f1(replace(GOLD, assignments=(replace(ASSIGNMENT, **change),)))
    assert (figures["assignments"], figures["assignments strict"], figures["assignments full"]) == (found, strict, full)


def test_fields_are_counted_one_by_one():
    scores = score(GOLD, replace(GOLD, citations=(replace(CITATION, date=None),)))
    assert scores.fields["citations.date"] == Tally(0, 1, 1)
    assert scores.fields["citations.issuer"] == Tally(1, 1, 1)
    assert scores.fields["header.number"] == Tally(1, 1, 1)
    wrong = next(d for d in scores.discrepancies)
    assert (wrong.measure, wrong.kind, wrong.record, wrong.expected, wrong.found, wrong.line) == (
        "citations",
        "date",
        "Nghị định 63/2010/NĐ-CP",
        "2010-06-08",
        None,
        4,
    )


def test_which_records_are_right():
    found = replace(GOLD, targets=(replace(TARGET, value=1.0), TARGET), recipients=("Sở Nội vụ", "Sở Y tế"))
    right = score(GOLD, found).right
    assert right["targets"] == {1} and right["recipients"] == {0} and "number" in right["header"]


def test_tables_that_pair_with_none():
    other = TableFields((("x", "y"),))
    kinds = [d.kind for d in score(replace(GOLD, tables=()), replace(GOLD, tables=(other,))).discrepancies]
    assert kinds == ["false"]
    lost = [d.kind for d in score(GOLD, replace(GOLD, tables=())).discrepancies]
    assert lost[:2] == ["table 1, row 0, column 1", "table 1, row 0, column 2"] and len(lost) == 6


def test_cells_count_in_their_place():
    shifted = TableFields((TABLE.rows[0], ("1", "Rà soát"), ("2", "")))
    tally = score(GOLD, replace(GOLD, tables=(shifted,))).tallies["table cells"]
    assert (tally.right, tally.expected, tally.found) == (5, 6, 5)


def test_tables_are_left_out_where_there_are_none():
    bare = replace(GOLD, tables=())
    assert "table cells" not in score(bare, bare).tallies


def test_a_title_may_be_nearly_right():
    nearly = GOLD.header | {"title": "Cải cách hành chính năm 2026 ."}
    assert f1(replace(GOLD, header=nearly))["header"] == 1.0
    assert f1(replace(GOLD, header=GOLD.header | {"number": "12/KH-SYY"}))["header"] == round(6 / 7, 3)


def test_tallies():
    assert Tally(0, 0, 0).f1 == 1.0
    assert Tally(2, 4, 2).precision == 1.0
    assert Tally(2, 4, 2).recall == 0.5
    assert (DocumentScores({"a": Tally(1, 2, 3)}) + DocumentScores({"a": Tally(1, 1, 1), "b": Tally()})).tallies == {
        "a": Tally(2, 3, 4),
        "b": Tally(),
    }


def test_pairing_gives_each_record_once_and_prefers_the_same_place():
    assert pair(["a", "a", "b"], ["a", "a"], lambda x, y: float(x == y), 1.0) == ((0, 0), (1, 1))
    assert pair([], ["a"], lambda x, y: 1.0, 0.5) == ()
    likeness = {("x", "p"): 0.6, ("x", "q"): 0.9, ("y", "q"): 0.8}
    assert pair(["x", "y"], ["p", "q"], lambda a, b: likeness.get((a, b), 0.0), 0.5) == ((0, 1),)


def test_gold_files(tmp_path: Path):
    path = tmp_path / "a.gold.json"
    path.write_text(json.dumps({"header": {"number": "1/KH"}, "targets": [{"value": "7.5", "unit": "%"}]}))
    sheet = read_gold(path)
    assert sheet.header["number"] == "1/KH"
    assert sheet.targets[0].value == 7.5
    assert sheet.citations == ()


@pytest.mark.parametrize("text", ["", "[]", "{", '"x"', '{"citations": [1]}', '{"header": 5}'])
def test_damaged_gold_files(tmp_path: Path, text: str):
    path = tmp_path / "a.gold.json"
    path.write_text(text)
    with pytest.raises(DamagedInputError, match="not a gold file"):
        read_gold(path)
