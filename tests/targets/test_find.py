"""Targets in sentences: in the wild (own wording, modelled on printed plans), synthetic, negative."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.layout.passages import passage_from_spans
from planparse.pagetext import Origin, PageText
from planparse.restoration.edits import Edit, RestoredText
from planparse.targets.commitment import Context, Stance
from planparse.targets.find import targets_in

HERE = Path(__file__).parent
FIELDS = ("indicator", "comparator", "value", "value_max", "unit", "baseline", "deadline")


def cases(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def check(case: dict, find_in) -> None:
    targets = find_in(case["text"], case.get("stance", "neutral"), case.get("year"))
    found = [{name: target.model_dump(mode="json")[name] for name in FIELDS} for target in targets]
    assert found == [{name: target.get(name) for name in FIELDS} for target in case["targets"]]


@pytest.mark.parametrize("case", cases("in_the_wild.jsonl"), ids=lambda c: c["text"][:60])
def test_in_the_wild(case, find_in):
    check(case, find_in)


@pytest.mark.parametrize("case", cases("synthetic.jsonl"), ids=lambda c: c["text"][:60])
def test_synthetic(case, find_in):
    check(case, find_in)


@pytest.mark.parametrize("text", (HERE / "negative.txt").read_text(encoding="utf-8").splitlines())
def test_negative(text, find_in):
    assert find_in(text, year=2026) == ()


def test_a_description_above_needs_an_aim(find_in):
    assert find_in("Tỷ lệ hồ sơ trực tuyến đạt 62%.", "description") == ()
    assert len(find_in("Phấn đấu tỷ lệ hồ sơ trực tuyến đạt 62%.", "description")) == 1


def test_rules_outside_plans_are_no_targets(find_in):
    text = "Có trên 50% số phiếu đồng ý."
    assert len(find_in(text)) == 1
    assert find_in(text, is_plan=False) == ()


def test_a_year_before_the_plan_is_the_past(find_in):
    text = "Năm 2025, tỷ lệ hồ sơ trực tuyến đạt 62%."
    assert find_in(text, year=2026) == ()
    assert [target.deadline for target in find_in(text, year=2025)] == ["Năm 2025"]


def test_the_place_is_where_the_clause_begins(find_in):
    first, second = find_in("Tỷ lệ chuyên cần đạt 95%;\nít nhất\n80% học sinh đạt loại khá.")
    assert (first.line, second.line) == (1, 2)
    assert second.raw == "ít nhất 80% học sinh đạt loại khá"
    assert second.rule == "target-share-first"
    assert 0 < second.confidence <= 1


@pytest.mark.parametrize(
    ("text", "garbled", "values"),
    [
        ("s6: Phấn đấu 100% trẻ em 14 con công nhân được hỗ trợ.", True, [100.0]),
        ("s6: Phấn đấu 100% công nhân việc 6 khu công nghiệp được hỗ trợ.", True, [100.0]),
        ("s6: Phấn đấu đạt 14 mô hình điểm.", True, [14.0]),
        ("số: Xây dựng 14 mô hình điểm.", False, [14.0]),
    ],
)
def test_words_that_an_english_ocr_read_as_numbers(text, garbled, values, dictionaries):
    edits = (Edit(0, 2, "s6", "số", 0.9, "test"),) if garbled else ()
    page = RestoredText(PageText(1, text, (), Origin.TEXT), edits)
    passage = passage_from_spans([(page, 0, len(page.text))])
    found = targets_in(passage, Context(Stance.TARGETS), dictionaries)
    assert [target.value for target in found] == values
