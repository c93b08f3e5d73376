"""Checks of the document as a whole."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.diagnostics import cross_check
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.records import Header, Period, Role, Target

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


@pytest.mark.parametrize(
    "known",
    [
        {"header": Header(number="12/SGDĐT-VP", issuing_authority="SỞ GIÁO DỤC VÀ ĐÀO TẠO"), "citations": ()},
        {"header": Header(document_type="Quyết định", number="5/QĐ-UBND", date="2026-02-13")},
        {"header": Header()},  # an extract that cites the law
    ],
)
def test_another_administrative_document_is_not_reported_as_no_plan(codes, known):
    assert "not-a-plan" not in codes(plan(**known))


def test_a_missing_document_type_is_named(check):
    (found,) = check(plan(header=HEADER.model_copy(update={"document_type": None})))
    assert found.code == "header-incomplete"
    assert "document type" in found.message


def test_the_title_of_a_decision_may_name_past_years(codes):
    header = HEADER.model_copy(update={"document_type": "Quyết định", "period": Period(from_=1975, to=1975)})
    assert codes(plan(header=header)) == []


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


@pytest.mark.parametrize(("field", "value"), [("number", HEADER.number), ("date", HEADER.date)])
def test_a_number_read_from_handwriting(check, field, value):
    basis = HEADER.evidence["number"].model_copy(update={"rule": f"letterhead.{field}.handwritten"})
    (found,) = check(plan(header=HEADER.model_copy(update={"evidence": {field: basis}})))
    assert (found.code, found.severity) == ("number-handwritten", "info")
    assert value in found.message


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


@given(
    text=st.text(max_size=200),
    number=st.none() | st.text(max_size=20),
    date=st.none() | st.from_regex(r"20\d{2}-\d{2}(-\d{2})?", fullmatch=True),
    deadline=st.none() | st.text(max_size=30) | st.just("Năm 2062"),
)
@settings(max_examples=150, deadline=None)
def test_no_record_breaks_the_checks(text, number, date, deadline):
    header = HEADER.model_copy(update={"number": number, "date": date})
    target = {"indicator": text or "x", "comparator": "=", "value": 120, "unit": "%", "page": 1, "line": 1}
    record = plan(
        header=header,
        pages=(page_record(text=BODY + text),),
        citations=(citation(number, date=date), citation(number, subject=text)),
        targets=(Target(**target, deadline=deadline),),
    )
    found = cross_check(record, Outline(()), Dictionaries())
    assert len(found) == len(set(found))
    assert found == cross_check(record, Outline(()), Dictionaries())
