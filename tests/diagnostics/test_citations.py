"""Checks of citations: what trips them and what must not."""

from __future__ import annotations

import pytest

from planparse.diagnostics.citations import symbol_year
from planparse.records import Role

from .conftest import HEADER, citation, plan


def test_a_sound_plan_has_no_diagnostics(codes):
    assert codes(plan()) == []


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("63/2010/NĐ-CP", 2010),
        ("76/2015/QH13", 2015),
        ("01/2023/UBTVQH15", 2023),
        ("14-NQ/TU", None),
        ("3187/UBND-KSTT", None),
        ("2034/KH-UBND", None),
        ("2010/QĐ-UBND", None),
        (None, None),
    ],
)
def test_the_year_in_a_symbol(number, year):
    assert symbol_year(number) == year


def test_year_in_symbol_against_date(check):
    (found,) = check(plan(citations=(citation(date="2016-06-08"),)))
    assert (found.code, found.record, found.page, found.span) == ("symbol-year-mismatch", "c1", 1, (90, 103))
    assert "63/2010/NĐ-CP" in found.message
    assert "2016-06-08" in found.message


def test_own_number_against_date(codes):
    header = HEADER.model_copy(update={"number": "12/2025/KH-SGDĐT"})
    assert codes(plan(header=header)) == ["symbol-year-mismatch"]


def test_citation_after_the_plan(codes):
    late = citation("20/2027/NĐ-CP", date="2027-01-05")
    assert codes(plan(citations=(citation(), late, late))) == ["citation-after-plan"]


def test_many_later_documents_have_one_cause(check):
    late = [citation(f"{n}/2027/NĐ-CP", date=f"2027-01-{n}", subject=None) for n in range(11, 16)]
    (found,) = check(plan(citations=(citation(), *late)))
    assert found.code == "citation-after-plan"
    assert "4 more" in found.message


def test_a_list_of_documents_of_one_day_has_no_twins(codes):
    listed = [TWIN.model_copy(update={"number": f"{n}/KH-UBND"}) for n in (2031, 2034, 2037)]
    assert codes(plan(citations=tuple(listed))) == []


@pytest.mark.parametrize(
    "other",
    [
        citation("20/2026/NĐ-CP", date="2026-02-13"),
        citation("12/KH-SGDĐT", document_type="Kế hoạch", date="2026-05-01"),
        citation("21/2026/NĐ-CP", date="2026-02"),
        citation("22/2026/NĐ-CP", date=None),
    ],
)
def test_what_is_not_after_the_plan(codes, other):
    assert codes(plan(citations=(citation(), other))) == []


def test_a_month_is_compared_as_a_month(codes):
    header = HEADER.model_copy(update={"date": "2026-02"})
    assert codes(plan(header=header, citations=(citation("20/2026/NĐ-CP", date="2026-02-20"),))) == []
    assert codes(plan(header=header, citations=(citation("20/2026/NĐ-CP", date="2026-03-01"),))) == [
        "citation-after-plan"
    ]


def test_one_document_with_two_dates_is_reported_once(codes):
    other = citation(date="2010-08-06")
    assert codes(plan(citations=(citation(), other, other))) == ["citation-two-dates"]


def test_a_serial_without_year_starts_again_every_year(codes):
    first = citation("15/QĐ-UBND", document_type="Quyết định", issuer="UBND tỉnh", date="2024-01-10")
    second = first.model_copy(update={"date": "2025-02-17"})
    misread = first.model_copy(update={"date": "2025-01-10"})
    assert codes(plan(citations=(first, second))) == []
    assert codes(plan(citations=(first, misread))) == ["citation-two-dates"]


def test_the_same_serial_of_two_bodies_is_two_documents(codes):
    first = citation("15/QĐ-UBND", issuer="UBND tỉnh", date="2025-01-10")
    assert codes(plan(citations=(first, first.model_copy(update={"issuer": "UBND huyện", "date": "2025-04-01"})))) == []


OWN = citation(HEADER.number, document_type="Kế hoạch", date=HEADER.date, issuer=None, role=Role.SELF)


def test_an_annex_that_names_another_day_or_number(check):
    # Said once: the document itself is not cited after its own date.
    (day,) = check(plan(citations=(citation(), OWN.model_copy(update={"date": "2026-02-18"}))))
    assert (day.code, "2026-02-13" in day.message, "2026-02-18" in day.message) == ("self-mention-differs", True, True)
    (number,) = check(plan(citations=(citation(), OWN.model_copy(update={"number": "2/KH-SGDĐT"}))))
    assert (number.code, "12/KH-SGDĐT" in number.message) == ("self-mention-differs", True)


@pytest.mark.parametrize("change", [{}, {"date": None}, {"date": "2026-02"}, {"number": "⟦?⟧/KH-SGDĐT"}])
def test_an_annex_that_names_its_document(codes, change):
    assert codes(plan(citations=(citation(), OWN.model_copy(update=change)))) == []


@pytest.mark.parametrize(
    ("number", "issuer"),
    [("63/2010/NĐ-CP", "Bộ Công Thương"), ("03/2025/TT-BYT", "Bộ trưởng Bộ Nội vụ"), ("57-NQ/TW", "Chính phủ")],
)
def test_the_code_of_another_body(check, number, issuer):
    (found,) = check(plan(citations=(citation(number, issuer=issuer, date=None),)))
    assert (found.code, number in found.message, issuer in found.message) == ("citation-two-bodies", True, True)


@pytest.mark.parametrize(
    ("number", "issuer"),
    [
        ("12/QĐ-TTg", "Chính phủ"),
        ("03/2025/TT-VPCP", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ("57-NQ/TW", "Ban Bí thư"),
        ("08/2012/TTLT-BYT-BTC", "Bộ Tài chính"),
        ("72/2025/NQLT/UBTVQH15-CP", "Ủy ban Thường vụ Quốc hội"),
        ("15/KH-UBND", "UBND tỉnh Sơn Hải"),
        ("15/KH-SYT", "Sở Y tế"),
    ],
)
def test_the_code_of_the_same_body(codes, number, issuer):
    assert codes(plan(citations=(citation(number, issuer=issuer, date=None),))) == []


TWIN = citation(
    "2034/KH-UBND",
    document_type="Kế hoạch",
    date="2025-06-17",
    issuer="UBND tỉnh",
    subject="về cải thiện chỉ số hài lòng",
)


def test_near_twins(codes):
    other = TWIN.model_copy(update={"number": "2084/KH-UBND", "subject": "cải thiện chỉ số hài lòng"})
    assert codes(plan(citations=(TWIN, other, other))) == ["citation-near-twin"]


@pytest.mark.parametrize(
    "change",
    [
        {"number": "2043/KH-UBND"},
        {"number": "203/KH-UBND"},
        {"number": "2084/QĐ-UBND"},
        {"number": "2084/KH-UBND", "subject": "phòng, chống dịch bệnh ở gia súc"},
        {"number": "2084/KH-UBND", "subject": None},
        {"number": "2084/KH-UBND", "date": "2025-06-18"},
    ],
)
def test_what_is_no_twin(codes, change):
    assert codes(plan(citations=(TWIN, TWIN.model_copy(update=change)))) == []


def test_unknown_notation_is_reported_once_per_code(codes):
    strange = citation("15/ZX-VKW", date="2025-06-17")
    assert codes(plan(citations=(citation(), strange, strange))) == ["unknown-notation"]


@pytest.mark.parametrize(
    "number", ["57-NQ/TW", "3187/UBND-KSTT", "76/2015/QH13", "10-NQ/HU", "03/2022/TT-BTP", "15/KH-XYZ", None]
)
def test_known_notations(codes, number):
    assert codes(plan(citations=(citation(number, date=None, issuer=None),))) == []


def test_letters_of_small_offices_are_not_reported(codes):
    letter = citation("746/NAN-CNTK", document_type="Công văn", date="2025-06-17")
    assert codes(plan(citations=(citation(), letter))) == []


def test_standards_have_no_notation(codes):
    assert codes(plan(citations=(citation(), citation("ISO 9001-2015", document_type="TCVN", date=None)))) == []
