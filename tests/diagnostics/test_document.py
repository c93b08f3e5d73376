"""Checks of the document as a whole."""

from __future__ import annotations

import pytest

from planparse.records import Header, Period, Role

from .conftest import BODY, HEADER, citation, page_record, plan

ENGLISH = "This agreement is made between the Supplier and the Customer and shall be governed by the laws of England."


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "hardly any text"), ("12 | 45", "hardly any text"), (ENGLISH, "not Vietnamese"), (BODY, "no document type")],
)
def test_not_a_plan(check, text, reason):
    (found,) = check(plan(header=Header(), citations=(), pages=(page_record(text=text),)))
    assert found.code == "not-a-plan"
    assert reason in found.message


def test_a_plan_with_an_english_annex_is_a_plan(codes):
    assert codes(plan(pages=(page_record(), page_record(2, ENGLISH)))) == []


def test_no_legal_basis(codes):
    assert codes(plan(citations=(citation(role=Role.REFERENCE),))) == ["no-legal-basis"]
    assert codes(plan(citations=(citation(role=Role.IMPLEMENTS),))) == []


def test_letters_have_no_preamble(codes):
    header = HEADER.model_copy(update={"document_type": "Công văn", "document_type_code": "CV"})
    assert codes(plan(header=header, citations=())) == []


def test_an_illegible_number(check):
    (found,) = check(plan(header=HEADER.model_copy(update={"number": "⟦?⟧/KH-SGDĐT"})))
    assert (found.code, found.span) == ("number-illegible", (0, 5))


def test_missing_fields_are_one_finding(check):
    (found,) = check(plan(header=HEADER.model_copy(update={"number": None, "date": None})))
    assert found.code == "header-incomplete"
    assert "number" in found.message
    assert "date" in found.message


@pytest.mark.parametrize("date", ["2027-01-05", "2020-02-13"])
def test_plan_date_outside_its_period(codes, date):
    assert "plan-date-outside-period" in codes(plan(header=HEADER.model_copy(update={"date": date}), citations=()))


@pytest.mark.parametrize(
    ("date", "period"),
    [
        ("2025-12-20", (2026, 2026)),
        ("2026-11-30", (2026, 2026)),
        ("2025-11-03", (2026, 2030)),
        ("2025-06", (2021, 2030)),
    ],
)
def test_plan_dates_that_fit(codes, date, period):
    header = HEADER.model_copy(update={"date": date, "period": Period(from_=period[0], to=period[1])})
    assert codes(plan(header=header)) == []


def test_an_impossible_date(check):
    text = BODY + "\nHoàn thành trước ngày 31/11/2026."
    (found,) = check(plan(pages=(page_record(text=text),)))
    assert found.code == "impossible-date"
    assert text[slice(*found.span)] == "ngày 31/11/2026"


def test_an_impossible_plan_date(codes):
    assert codes(plan(header=HEADER.model_copy(update={"date": "2026-02-30"}))) == ["impossible-date"]
