"""Checks of targets and deadlines."""

from __future__ import annotations

import pytest

from planparse.records import Assignment, Provenance, Section, Target

from .conftest import HEADER, plan

PLACE = Provenance(page=1, span=(3, 9))


def target(**values: object) -> Target:
    given = {"indicator": "hồ sơ được số hóa", "comparator": "=", "value": 100, "unit": "%", "page": 1, "line": 2}
    return Target(**given | {"provenance": PLACE, "id": "t1"} | values)


def assignment(deadline: str | None, **values: object) -> Assignment:
    given = {"task": "Rà soát", "source": "table", "page": 1, "line": 3, "deadline": deadline, "id": "a1"}
    return Assignment(**given | {"provenance": PLACE} | values)


def test_a_share_over_the_whole(check):
    (found,) = check(plan(targets=(target(value=1009),)))
    assert (found.code, found.record, found.span) == ("percentage-over-hundred", "t1", (3, 9))
    assert "1009%" in found.message


@pytest.mark.parametrize(
    "sound",
    [
        target(),
        target(value=120, comparator="increase_by"),
        target(value=105, indicator="kế hoạch giao"),
        target(value=150, unit="người"),
        target(value=110, baseline="so với năm 2025"),
    ],
)
def test_shares_that_may_be(codes, sound):
    assert codes(plan(targets=(sound,))) == []


def test_the_upper_end_of_a_range_counts(codes):
    assert codes(plan(targets=(target(value=25, value_max=350, comparator="range"),))) == ["percentage-over-hundred"]


@pytest.mark.parametrize("deadline", ["năm 2050", "Trước 15/02/2006", "đến năm 2020"])
def test_deadlines_outside_the_plan(codes, deadline):
    assert codes(plan(targets=(target(deadline=deadline),))) == ["deadline-outside-period"]
    assert codes(plan(assignments=(assignment(deadline),))) == ["deadline-outside-period"]


@pytest.mark.parametrize(
    "deadline",
    [
        None,
        "Thường xuyên",
        "Năm 2026",
        "Trước 31/01/2027",
        "Tháng 12/2025",
        "Quý I",
        "Theo Quyết định số 14/2020/QĐ-UBND",
    ],
)
def test_deadlines_that_fit(codes, deadline):
    assert codes(plan(assignments=(assignment(deadline),))) == []


def test_one_wrong_year_in_a_column_is_one_finding(codes):
    rows = tuple(assignment("Năm 2062", id=f"a{i}") for i in range(5))
    assert codes(plan(assignments=rows)) == ["deadline-outside-period"]


def test_the_horizon_of_title_and_headings_counts(codes):
    header = HEADER.model_copy(update={"title": "Phát triển giáo dục năm 2026, tầm nhìn đến năm 2045"})
    assert codes(plan(header=header, targets=(target(deadline="đến năm 2045"),))) == []
    section = Section(marker="II.", title="Mục tiêu đến năm 2035", level=1, page=1, line=1)
    assert codes(plan(sections=(section,), targets=(target(deadline="năm 2035"),))) == []


def test_the_plan_of_a_year_may_repeat_an_aim_of_its_strategy(codes):
    assert codes(plan(targets=(target(deadline="đến năm 2030"),))) == []
    assert codes(plan(targets=(target(deadline="đến năm 2032"),))) == ["deadline-outside-period"]


def test_a_plan_without_a_period_has_no_last_year(codes):
    header = HEADER.model_copy(update={"title": "Chuyển đổi số cho các hợp tác xã", "period": None})
    steps = tuple(target(deadline=f"Đến hết năm {year}", id=f"t{year}") for year in (2026, 2032, 2041))
    assert codes(plan(header=header, targets=steps)) == []
    assert codes(plan(header=header, targets=(target(deadline="năm 2020"),))) == ["deadline-outside-period"]


def test_without_a_date_nothing_can_be_said(codes):
    header = HEADER.model_copy(update={"date": None, "period": None, "title": None})
    assert codes(plan(header=header, targets=(target(deadline="năm 2050"),))) == ["header-incomplete"]
