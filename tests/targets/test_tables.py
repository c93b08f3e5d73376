"""Targets in tables: tables of targets, and assignment tables whose tasks hold targets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage
from planparse.records import Header, Period
from planparse.tables.table import Cell, Table
from planparse.targets.find import find_targets
from planparse.targets.sections import group_title

from .conftest import passage_of

EMPTY = Passage("", ())


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(passage_of(text) if text else EMPTY, page=1) for text in texts)


def outline_of(header: tuple[str, ...], *rows: tuple[str, ...]) -> Outline:
    table = Table((1,), cells(*header), tuple(cells(*row) for row in rows), 1, 0, 1, 0)
    heading = Block(BlockKind.HEADING, Zone.BODY, passage_of("II. CHỈ TIÊU"), marker="II.", level=1, style="roman")
    block = Block(BlockKind.TABLE, Zone.BODY, EMPTY, parent=0, table=0)
    return Outline((heading, block), (table,))


def found(outline: Outline, dictionaries, header: Header | None = None) -> list[tuple]:
    targets = find_targets(outline, header or Header(document_type_code="KH"), dictionaries)
    return [(t.indicator, t.comparator.value, t.value, t.unit, t.deadline, t.section) for t in targets]


def test_a_table_of_targets(dictionaries):
    outline = outline_of(
        ("TT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2025", "Kế hoạch năm 2026", "Đến năm 2030"),
        ("1", "Tỷ lệ trường học đạt chuẩn", "%", "70", "75", "≥ 90"),
        ("2", "Số giường bệnh", "giường", "120", "1.250", ""),
    )
    assert found(outline, dictionaries) == [
        ("Tỷ lệ trường học đạt chuẩn", "=", 75.0, "%", "năm 2026", "II. CHỈ TIÊU"),
        ("Tỷ lệ trường học đạt chuẩn", ">=", 90.0, "%", "Đến năm 2030", "II. CHỈ TIÊU"),
        ("Số giường bệnh", "=", 1250.0, "giường", "năm 2026", "II. CHỈ TIÊU"),
    ]


def test_columns_of_years_before_the_plan_are_no_targets(dictionaries):
    outline = outline_of(
        ("Chỉ tiêu", "ĐVT", "Năm 2024", "Năm 2026"),
        ("Tỷ lệ hộ có nước sạch", "%", "81", "85"),
    )
    header = Header(document_type_code="KH", period=Period(from_=2026, to=2026))
    assert [row[2] for row in found(outline, dictionaries, header)] == [85.0]


def test_units_may_stand_in_the_cells(dictionaries):
    outline = outline_of(("STT", "Tên chỉ tiêu", "Mục tiêu"), ("1", "Mức độ hài lòng", "Trên 90%"))
    assert found(outline, dictionaries) == [("Mức độ hài lòng", ">", 90.0, "%", None, "II. CHỈ TIÊU")]


def test_tasks_with_targets_stand_under_their_group_row(dictionaries):
    outline = outline_of(
        ("STT", "Nội dung công việc", "Chủ trì", "Thời gian"),
        ("V", "Số hóa", "", ""),
        ("1", "Tỷ lệ hồ sơ được số hóa: 90%", "Văn phòng", "Năm 2026"),
        ("2", "Cập nhật 100% hồ sơ lên hệ thống", "Văn phòng", "20 ngày"),
    )
    assert found(outline, dictionaries) == [
        ("Tỷ lệ hồ sơ được số hóa", "=", 90.0, "%", None, "V. Số hóa"),
        ("Cập nhật hồ sơ lên hệ thống", "=", 100.0, "%", None, "V. Số hóa"),
    ]


def test_a_merged_indicator_holds_for_its_rows(dictionaries):
    outline = outline_of(
        ("TT", "Chỉ tiêu", "Đối tượng", "Đơn vị tính", "Năm 2026"),
        ("1", "Tỷ lệ được khám sức khỏe", "học sinh", "%", "90"),
        ("", "", "người cao tuổi", "", "95"),
        ("2", "Số giường bệnh", "", "giường", "120"),
        ("", "", "", "", "15"),
    )
    rows = [list(row) for row in outline.tables[0].rows]
    for column in (1, 3):
        rows[0][column] = rows[0][column]._replace(row_span=2)
    table = replace(outline.tables[0], rows=tuple(map(tuple, rows)))
    assert [row[:4] for row in found(replace(outline, tables=(table,)), dictionaries)] == [
        ("Tỷ lệ được khám sức khỏe học sinh", "=", 90.0, "%"),
        ("Tỷ lệ được khám sức khỏe người cao tuổi", "=", 95.0, "%"),
        ("Số giường bệnh", "=", 120.0, "giường"),
    ]


def test_a_price_list_is_no_table_of_targets(dictionaries):
    outline = outline_of(("TT", "Nội dung", "Đơn vị tính", "Số lượng", "Đơn giá"), ("1", "Giấy in", "ram", "20", "75"))
    assert found(outline, dictionaries) == []


@pytest.mark.parametrize(
    ("row", "title"),
    [
        (("IV", "Chuyển đổi số", "", ""), "IV. Chuyển đổi số"),
        (("A.", "Nhiệm vụ chung", "", ""), "A. Nhiệm vụ chung"),
        (("I. Thể chế", "", "", ""), "I. Thể chế"),
        (("1", "Xây dựng kế hoạch", "Văn phòng", ""), None),
        (("", "phần còn lại của ô trên", "", ""), None),
        (("", "", "", ""), None),
    ],
)
def test_group_rows(row, title):
    assert group_title(cells(*row)) == title
