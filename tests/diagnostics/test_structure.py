"""Checks of headings and of the numbers of table rows."""

from __future__ import annotations

import pytest

from planparse.diagnostics.structure import _in_style
from planparse.layout.outline import Outline
from planparse.records import Provenance, TableRecord

from .conftest import outline_of, plan


def table(*numbers: str, header: str = "STT") -> TableRecord:
    rows = tuple((number, "Rà soát thủ tục") for number in numbers)
    place = Provenance(page=1, span=(0, 4))
    return TableRecord(pages=(1,), header=(header, "Nội dung"), rows=rows, provenance=place, id="b1")


@pytest.mark.parametrize(
    ("numbers", "jump"),
    [(("1", "2", "4"), ("2", "4")), (("1", "2", "3", "8", "9", "5"), ("3", "8")), (("01", "02", "04"), ("2", "4"))],
)
def test_rows_that_skip(check, numbers, jump):
    (found,) = check(plan(tables=(table(*numbers),)))
    assert (found.code, found.record) == ("table-numbers-skip", "b1")
    assert f"from {jump[0]} to {jump[1]}" in found.message


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "3"),
        ("I", "1", "2", "II", "1", "2"),
        ("1", "", "2", "", "3"),
        ("1", "1", "2"),
        ("1", "2", "1", "2"),
        ("3", "4", "5"),
        ("1.1", "1.2", "2.1"),
        ("", "-", "a"),
    ],
)
def test_rows_that_count(codes, numbers):
    assert codes(plan(tables=(table(*numbers),))) == []


def test_only_a_column_of_row_numbers_counts(codes):
    assert codes(plan(tables=(table("1", "5", "9", header="Số lượng"),))) == []


def test_headings_that_skip(check):
    outline = outline_of(("I.", "MỤC ĐÍCH", (1,)), ("II.", "YÊU CẦU", (2,)), ("IV.", "TỔ CHỨC THỰC HIỆN", (4,)))
    (found,) = check(plan(), outline)
    assert found.code == "headings-skip"
    assert found.message == 'The heading "IV." follows "II."; III was expected.'
    assert found.span == (0, 3)


def test_headings_that_count(codes):
    outline = outline_of(("I.", "MỤC ĐÍCH", (1,)), ("II.", "YÊU CẦU", (2,)), ("I.", "PHỤ LỤC", (1,)))
    assert codes(plan(), outline) == []


def test_many_skips_are_not_listed_one_by_one(check):
    headings = [(f"{n}.", "Phụ lục", (n,)) for n in range(1, 30, 3)]
    blocks = outline_of(*headings).blocks
    lists = tuple(block._replace(style=f"style{i // 2}") for i, block in enumerate(blocks * 2))
    found = check(plan(), Outline(lists))
    assert [d.code for d in found] == ["headings-skip"] * 5
    assert "5 more lists" in found[-1].message


def test_a_list_is_reported_once(codes):
    outline = outline_of(("1.", "Một", (1,)), ("3.", "Ba", (3,)), ("7.", "Bảy", (7,)))
    assert codes(plan(), outline) == ["headings-skip"]


def test_the_latin_alphabet_has_no_đ(codes):
    outline = outline_of(("c)", "Ba", (3,)), ("d)", "Bốn", (4,)), ("e)", "Năm", (6,)), ("g)", "Sáu", (7,)))
    assert codes(plan(), outline) == []


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (14, "roman", "XIV"),
        (9, "roman", "IX"),
        (5, "letter", "đ"),
        (2, "capital", "B"),
        (12, "arabic", "12"),
        (3, None, "3"),
    ],
)
def test_numbers_in_the_style_of_their_neighbours(number, style, text):
    assert _in_style(number, style) == text
