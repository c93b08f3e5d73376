"""Ruled lines in pictures: broken, faint, sloping, merged, without outer borders; and frames that are no tables."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from planparse.ocr.picture import Grey, Picture
from planparse.ocr.ruled_tables import cell_pictures, find_tables, without_rules, without_tables
from planparse.ocr.rules import find_rules, skew_of
from planparse.ocr.skew import raised
from planparse.tables.lattice import Lattice

DPI = 200
XS = (150, 260, 800, 1100, 1450)
YS = (300, 380, 480, 620, 700)


def blank() -> Grey:
    return np.full((2339, 1654), 255, np.uint8)


def ruled(xs=XS, ys=YS, colour: int = 0, thickness: int = 2, page: Grey | None = None) -> Grey:
    grey = blank() if page is None else page
    for y in ys:
        cv2.line(grey, (xs[0], y), (xs[-1], y), colour, thickness)
    for x in xs:
        cv2.line(grey, (x, ys[0]), (x, ys[-1]), colour, thickness)
    return grey


def with_print(grey: Grey, lines: int = 12) -> Grey:
    for i in range(lines):
        cv2.putText(grey, "Ke hoach trien khai thuc hien nhiem vu nam", (150, 1200 + 45 * i), 4, 1.0, 0, 2)
    return grey


def tables_of(grey: Grey) -> tuple[Lattice, ...]:
    picture = Picture(grey, DPI)
    return find_tables(find_rules(picture)[0], picture)


def shape(table: Lattice) -> tuple[int, int, int]:
    return table.n_rows, table.n_columns, len(table.cells)


@pytest.mark.parametrize("colour", [0, 120, 200, 225], ids=["black", "grey", "light", "faint"])
@pytest.mark.parametrize("thickness", [1, 2, 5])
def test_full_grid(colour: int, thickness: int) -> None:
    (table,) = tables_of(with_print(ruled(colour=colour, thickness=thickness)))
    assert shape(table) == (4, 4, 16)
    assert np.allclose(table.xs, XS, atol=4)
    assert np.allclose(table.ys, YS, atol=4)


def test_broken_rules() -> None:
    grey = ruled()
    for x in range(150, 1450, 97):
        grey[290:710, x + 20 : x + 38] = 255
    for y in range(300, 700, 97):
        grey[y + 40 : y + 52, 140:1460] = 255
    (table,) = tables_of(grey)
    assert shape(table) == (4, 4, 16)


@pytest.mark.parametrize("degrees", [-1.0, -0.5, 0.5, 1.0])
def test_skew_is_measured(degrees: float) -> None:
    grey = raised(ruled(ys=(300, 380, 480, 620, 700, 1500)), degrees)
    rules, _ = find_rules(Picture(grey, DPI))
    assert np.degrees(np.arctan(skew_of(rules, 300))) == pytest.approx(-degrees, abs=0.1)


def test_merged_cells() -> None:
    grey = ruled()
    grey[303:378, 790:810] = 255  # a title over two columns
    grey[385:615, 1095:1105] = 0
    grey[470:490, 153:257] = 255  # a number beside two rows
    (table,) = tables_of(grey)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells}
    assert spans[0, 1] == (1, 2)
    assert spans[1, 0] == (2, 1)
    assert len(table.cells) == 14


@pytest.mark.parametrize("height", [45, 52])
def test_a_low_row_between_group_rows(height: int) -> None:
    """Its vertical rules are shorter than any that stand by themselves, and nothing prolongs them."""
    ys = [300, 380, 380 + height, 460 + height, 460 + 2 * height, 540 + 2 * height]
    grey = ruled(ys=ys)
    for top, bottom in ((0, 1), (2, 3), (4, 5)):
        grey[ys[top] + 3 : ys[bottom] - 2, XS[0] + 5 : XS[-1] - 5] = 255
    (table,) = tables_of(with_print(grey))
    assert shape(table) == (5, 4, 3 + 2 * 4)


def test_a_stroke_between_two_rules_that_meets_neither() -> None:
    grey = ruled()
    cv2.line(grey, (600, 392), (600, 438), 0, 3)
    (table,) = tables_of(grey)
    assert shape(table) == (4, 4, 16)


def test_no_outer_borders() -> None:
    grey = blank()
    for y in YS:
        cv2.line(grey, (XS[0], y), (XS[-1], y), 0, 2)
    for x in XS[1:-1]:
        cv2.line(grey, (x, YS[0]), (x, YS[-1]), 0, 2)
    (table,) = tables_of(grey)
    assert shape(table) == (4, 4, 16)


def test_horizontal_rules_alone() -> None:
    grey = blank()
    for y in YS:
        cv2.line(grey, (XS[0], y), (XS[-1], y), 0, 2)
        if y != YS[-1]:
            for x in XS[:-1]:
                cv2.putText(grey, "noi dung", (x + 20, y + 50), 4, 0.5, 0, 1)
    (table,) = tables_of(grey)
    assert shape(table) == (4, 4, 16)


def by_white(ys=YS, rows: int = 4) -> Grey:
    """A table with horizontal rules alone."""
    grey = blank()
    for y in ys:
        cv2.line(grey, (XS[0], y), (XS[-1], y), 0, 2)
    for y in ys[:rows]:
        for x in XS[:-1]:
            cv2.putText(grey, "noi dung", (x + 20, y + 50), 4, 0.5, 0, 1)
    return grey


def test_a_cell_over_two_columns_without_vertical_rules() -> None:
    grey = by_white()
    cv2.putText(grey, "mot dong qua hai cot cua bang nay", (450, YS[1] + 50), 4, 0.8, 0, 1)
    (table,) = tables_of(with_print(grey))
    spans = {(cell.row, cell.column): cell.column_span for cell in table.cells}
    assert (table.n_rows, table.n_columns, len(table.cells)) == (4, 4, 15)
    assert spans[1, 1] == 2


@pytest.mark.parametrize("apart", [18, 24, 30])
def test_tables_close_to_each_other(apart: int) -> None:
    below = tuple(YS[-1] + apart + y for y in (0, 90, 180))
    assert [shape(table) for table in tables_of(ruled(page=ruled(), ys=below))] == [(4, 4, 16), (2, 4, 8)]


@pytest.mark.parametrize("apart", [18, 24, 30])
def test_tables_close_beside_each_other(apart: int) -> None:
    grey = ruled(page=ruled(xs=(150, 400, 700)), xs=(700 + apart, 1000, 1450))
    assert [shape(table) for table in tables_of(grey)] == [(4, 2, 8), (4, 2, 8)]


def test_lines_under_paragraphs_are_no_table() -> None:
    """Rules that begin and end at the same places, but print without columns, or nothing, between them."""
    grey = blank()
    for i, y in enumerate(range(300, 1000, 90)):
        cv2.line(grey, (150, y), (1450, y), 0, 2)
        if i % 3:
            text = "Ke hoach trien khai thuc hien nhiem vu"[i:]
            cv2.putText(grey, f"{text} {text[::-1]}", (155 + 3 * i, y + 50), 4, 1.0, 0, 2)
    assert tables_of(grey) == ()


def test_two_tables_on_a_page() -> None:
    grey = ruled(page=ruled(), xs=(150, 700, 1450), ys=(900, 1000, 1100))
    assert [shape(table) for table in tables_of(grey)] == [(4, 4, 16), (2, 2, 4)]


@pytest.mark.parametrize(
    "draw",
    [
        lambda grey: cv2.rectangle(grey, (270, 350), (560, 450), 0, 3),
        lambda grey: cv2.line(grey, (500, 250), (900, 250), 0, 2),
        lambda grey: cv2.circle(grey, (900, 900), 140, 0, 4),
        lambda grey: ruled(xs=(150, 1450), ys=(300, 380, 480), page=grey),
        lambda grey: ruled(xs=(150, 400, 600), ys=(300, 380), page=grey),
        with_print,
    ],
    ids=["frame around a word", "line under the motto", "round stamp", "frame in rows", "box cut in two", "print"],
)
def test_no_table(draw) -> None:
    grey = blank()
    draw(grey)
    assert tables_of(grey) == ()


def test_cells_with_ink_only() -> None:
    grey = ruled()
    cv2.putText(grey, "Van phong", (300, 440), 4, 1.0, 0, 2)
    cv2.putText(grey, "1", (190, 440), 4, 1.0, 0, 2)
    grey[550, 900] = 0  # a speck
    picture = Picture(grey, DPI)
    rules, mask = find_rules(picture)
    tables = find_tables(rules, picture)
    found = list(cell_pictures(without_rules(grey, mask, rules, tables, picture), tables, picture))
    assert [(cell.cell.row, cell.cell.column) for cell in found] == [(1, 0), (1, 1)]
    assert abs(found[1].box.left - 300) < 8


def test_straight_strokes_of_letters_are_no_rules() -> None:
    grey = ruled()
    cv2.line(grey, (300, 440), (350, 440), 0, 3)  # the feet of serifs, joined by blur
    cv2.line(grey, (300, 560), (700, 560), 0, 2)  # a line for writing
    picture = Picture(grey, DPI)
    rules, mask = find_rules(picture)
    clean = without_rules(grey, mask, rules, find_tables(rules, picture), picture)
    assert clean[440, 305:345].max() == 0
    assert clean[550:570, 310:690].min() == 255
    assert clean[295:305, 300:700].min() == 255


def test_pale_dots_below_the_letters_stay_in_the_picture_of_a_cell() -> None:
    grey = ruled()
    cv2.putText(grey, "thien", (300, 440), 4, 1.0, 0, 2)
    grey[443:446, 350:353] = 150
    picture = Picture(grey, DPI)
    rules, mask = find_rules(picture)
    tables = find_tables(rules, picture)
    (cell,) = cell_pictures(without_rules(grey, mask, rules, tables, picture), tables, picture)
    assert cell.box.bottom >= 446


def test_tables_are_painted_over_where_they_lie() -> None:
    grey = with_print(ruled())
    picture = Picture(grey, DPI)
    body = without_tables(picture, tables_of(grey))
    assert body[280:720, 130:1470].min() == 255
    assert (body[1150:] == grey[1150:]).all()
    assert grey[300, 500] == 0, "the picture itself stays as it is"
