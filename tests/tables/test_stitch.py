"""Logical tables from text: repeated headers, rows cut by a page break, group rows, headers of two rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.pagetext import BBox, Grid, GridCell, Origin, PageText, Word
from planparse.restoration.edits import Edit, RestoredText
from planparse.tables.stitch import stitch
from planparse.tables.table import Table
from planparse.tables.text_grids import find_text_grids

HEADER = "STT\tNội dung công việc\tĐơn vị chủ trì\tThời gian"


def restored(*pages: str) -> list[RestoredText]:
    return [RestoredText(find_text_grids(PageText(i, text, (), Origin.TEXT))) for i, text in enumerate(pages, 1)]


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def titles(table: Table) -> list[str]:
    return [cell.text for cell in table.header]


def test_a_table_with_group_rows() -> None:
    text = f"PHỤ LỤC\n{HEADER}\nI\tCông tác chỉ đạo\t\t\n1\tBan hành kế hoạch\tVăn phòng\tQuý I\n\nNơi nhận:"
    (table,) = stitch(restored(text))
    assert titles(table) == ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Thời gian"]
    assert rows(table) == [["I", "Công tác chỉ đạo", "", ""], ["1", "Ban hành kế hoạch", "Văn phòng", "Quý I"]]
    assert table.pages == (1,)
    assert text[table.first_offset : table.last_offset].startswith("STT")
    assert text[table.first_offset : table.last_offset].endswith("Quý I")


def test_group_titles_without_tabs_are_rows() -> None:
    text = (
        f"{HEADER}\nA. NHIỆM VỤ CHUNG\nI. Công tác chỉ đạo\n1\tBan hành kế hoạch\tVăn phòng\tQuý I\n"
        "II. Cải cách thể chế\n2\tRà soát\tPhòng Y\n"
    )
    (table,) = stitch(restored(text))
    assert rows(table) == [
        ["A. NHIỆM VỤ CHUNG", "", "", ""],
        ["I. Công tác chỉ đạo", "", "", ""],
        ["1", "Ban hành kế hoạch", "Văn phòng", "Quý I"],
        ["II. Cải cách thể chế", "", "", ""],
        ["2", "Rà soát", "Phòng Y", ""],
    ]


@pytest.mark.parametrize(
    "between",
    [
        f"II. Nhiệm vụ của các huyện\n{HEADER}",  # a table of its own
        "Các đơn vị báo cáo trước ngày 15/12.",
        "II. Nhiệm vụ của các huyện\nCác huyện thực hiện như sau:",
    ],
)
def test_text_between_tables_is_no_group(between: str) -> None:
    row = "1\tBan hành kế hoạch\tVăn phòng\tQuý I\n"
    tables = stitch(restored(f"{HEADER}\n{row}{between}\n{row}"))
    assert not any(between.split("\n")[0] in cell for table in tables for cells in rows(table) for cell in cells)


FIRST = f"{HEADER}\n1\tRà soát quy định\tVăn phòng\tQuý I\n2\tMở lớp bồi dưỡng nghiệp vụ cho\tVăn phòng\tSau khi được"
REST = "\tcông chức cấp xã\t\tcấp kinh phí\n3\tTập huấn\tPhòng Tổ chức\tQuý II"
JOINED = [
    ["1", "Rà soát quy định", "Văn phòng", "Quý I"],
    ["2", "Mở lớp bồi dưỡng nghiệp vụ cho công chức cấp xã", "Văn phòng", "Sau khi được cấp kinh phí"],
    ["3", "Tập huấn", "Phòng Tổ chức", "Quý II"],
]


@pytest.mark.parametrize(
    "pages",
    [
        (FIRST, REST),
        (FIRST, f"2\n{HEADER}\n{REST}"),
        (FIRST, f"2\n{HEADER.replace('STT', 'lãi')}\n{REST}"),
        (f"{FIRST}\n5", f"{HEADER.upper()}\n{REST}"),
        (f"{FIRST}\n\n{REST}",),
        (f"{FIRST}\nTrang 3/7", f"\n\n{REST}"),
    ],
    ids=[
        "no header",
        "header repeated",
        "misread header",
        "header in capitals",
        "blank line in a dump",
        "page number",
    ],
)
def test_a_row_cut_by_a_page_break_is_joined(pages: tuple[str, ...]) -> None:
    (table,) = stitch(restored(*pages))
    assert rows(table) == JOINED
    assert table.pages == tuple(range(1, len(pages) + 1))
    assert table.last_page == len(pages)


def test_a_joined_cell_knows_where_its_first_half_stands() -> None:
    pages = restored(FIRST, REST)
    (table,) = stitch(pages)
    cell = table.rows[1][1]
    assert cell.page == 1
    assert cell.passage.place(0, 10).page == 1
    assert cell.passage.place(len("Mở lớp bồi dưỡng nghiệp vụ cho ")).page == 2


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("2\tTập huấn cho cán bộ;\tVăn phòng\tQuý I", "3\tkiểm tra\tVăn phòng\tQuý II", False),
        ("2\tTập huấn cho cán bộ.\tVăn phòng\tQuý I", "\tKiểm tra định kỳ.\tThanh tra\tQuý II", False),
        ("2\tTập huấn cho cán bộ của\tVăn phòng\tQuý I", "\tSở Nội vụ\t\t", True),
        ("2\tTập huấn cho cán bộ\tVăn phòng, Phòng\tQuý I", "\t\tTổ chức cán bộ\t", True),
        ("2\tTập huấn cho cán bộ\tVăn phòng\tTrước ngày", "\t\t\t30/6/2026", True),
        ("2\tTập huấn\tVăn phòng\tQuý I", "II\tcông tác khác\t\t", False),
        # Centred cells: the whole task stands below the break.
        ("2\t\tSở Tài chính; Ban\t2026", "\tĐề xuất giải pháp cải thiện môi trường.\tQuản lý dự án\t", True),
        ("2\tTập huấn\tVăn phòng\t", "\tKiểm tra\tThanh tra\tQuý II", False),
        ("-\tĐo nhiệt độ nước\t2\t95.614", "-\tĐo độ mặn\t2\t87.652", False),
    ],
)
def test_rows_around_a_page_break(last: str, first: str, joined: bool) -> None:
    (table,) = stitch(
        restored(f"{HEADER}\n1\tMở đầu công tác\tVăn phòng\tQuý I\n{last}", f"{first}\n9\tKết thúc\tVăn phòng\tQuý IV")
    )
    assert len(table.rows) == (3 if joined else 4)


def test_two_tables_with_their_own_headers_stay_apart() -> None:
    other = "TT\tHọ và tên\tChức vụ\tGhi chú\n1\tTrưởng ban\tGiám đốc\t"
    assert len(stitch(restored(f"{HEADER}\n1\tMở đầu\tVăn phòng\tQuý I", other))) == 2


def test_text_between_ends_a_table() -> None:
    second = "1\tSơ kết\tVăn phòng\tQuý II"
    tables = stitch(restored(f"{HEADER}\n1\tMở đầu\tVăn phòng\tQuý I\nBiểu số 2: danh sách", f"{second}\n{second}"))
    assert len(tables) == 2
    assert titles(tables[1]) == ["", "", "", ""], "a table without a header has an empty one"


@pytest.mark.parametrize(
    ("first", "has_header"),
    [
        ("Loại nhà\tNhà biệt thự (%)\tNhà cấp IV (4)", True),  # (%) is printed
        ("Dưới 5 năm\t97\t85", False),
        ("Nhà cấp 1\tSở Xây dựng\tThuế tỉnh", True),
    ],
)
def test_words_over_numbers_are_a_header(first: str, has_header: bool) -> None:
    (table,) = stitch(restored(f"{first}\nTừ 5 đến 10 năm\t93\t65\nTrên 10 năm\t80\t35"))
    assert len(table.rows) == (2 if has_header else 3)
    assert any(titles(table)) == has_header


def test_header_of_two_rows_is_flattened() -> None:
    text = "TT\tNhiệm vụ\tĐơn vị thực hiện\t\tThời gian\n\t\tChủ trì\tPhối hợp\t\n1\tTập huấn\tSở A\tSở B\tQuý I"
    (table,) = stitch(restored(text))
    assert titles(table) == ["TT", "Nhiệm vụ", "Đơn vị thực hiện / Chủ trì", "Đơn vị thực hiện / Phối hợp", "Thời gian"]
    assert len(table.rows) == 1
    assert table.header[2].passage.slice(19, 26).text == "Chủ trì"
    assert table.header[2].passage.place(19, 26).raw == "Chủ trì"


def test_numbers_of_columns_are_no_row() -> None:
    (table,) = stitch(restored(f"{HEADER}\n(1)\t(2)\t(3)\t(4)\n1\tTập huấn\tSở Y tế\tQuý I"))
    assert rows(table) == [["1", "Tập huấn", "Sở Y tế", "Quý I"]]


def test_lost_tabs_of_empty_last_cells() -> None:
    (table,) = stitch(restored(f"{HEADER}\nI\tCông tác chỉ đạo\n1\tTập huấn\tSở Y tế"))
    assert rows(table) == [["I", "Công tác chỉ đạo", "", ""], ["1", "Tập huấn", "Sở Y tế", ""]]


@pytest.mark.parametrize(
    "text",
    ["\tKế hoạch này thay thế", "Nơi nhận:\tGIÁM ĐỐC", "Không có bảng nào ở đây.", "", "\t\n\t\n", "  a\n\tb\n\tc"],
)
def test_no_table(text: str) -> None:
    assert stitch(restored(text)) == ()


def test_offsets_follow_restoration() -> None:
    raw = "Tieu de\nTT\tNoi dung\n1\tRa soat"
    page = find_text_grids(PageText(1, raw, (), Origin.TEXT))
    edits = (
        Edit(0, 7, "Tieu de", "Tiêu đề của bảng", 0.9, "test"),
        Edit(11, 19, "Noi dung", "Nội dung", 0.9, "test"),
        Edit(22, 29, "Ra soat", "Rà soát các việc", 0.5, "test"),
    )
    text = RestoredText(page, edits)
    (table,) = stitch([text])
    assert titles(table) == ["TT", "Nội dung"]
    assert rows(table) == [["1", "Rà soát các việc"]]
    assert text.text[table.first_offset : table.last_offset] == "TT\tNội dung\n1\tRà soát các việc"
    assert table.rows[0][1].passage.place().raw == "Ra soat"


def ruled(number: int, xs: tuple[float, ...], lines: list[list[str]]) -> RestoredText:
    """A page with one ruled grid whose column borders stand at `xs`."""
    text, words, cells = "", [], []
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            text += "\t" if column else "\n" if row else ""
            box = BBox(xs[column], 100.0 + 20 * row, xs[column + 1], 120.0 + 20 * row)
            cells.append(GridCell(row, column, len(text), len(text) + len(value), bbox=box))
            if value:
                words.append(Word(len(text), len(text) + len(value), box, 0.9))
            text += value
    grid = Grid(0, len(text), len(lines), len(lines[0]), tuple(cells), BBox(xs[0], 100, xs[-1], 500))
    return RestoredText(PageText(number, text, tuple(words), Origin.OCR, 595, 842, (grid,)))


def test_columns_are_aligned_although_their_borders_moved() -> None:
    first = ruled(
        1, (60, 90, 300, 420, 530), [["TT", "Nội dung", "Chủ trì", "Ghi chú"], ["1", "Tập huấn", "Sở Y tế", ""]]
    )
    second = ruled(2, (64, 95, 310, 425), [["2", "Kiểm tra", "Thanh tra tỉnh"]])
    (table,) = stitch([first, second])
    assert rows(table)[1] == ["2", "Kiểm tra", "Thanh tra tỉnh", ""]


def test_empty_rows_of_a_form_stay() -> None:
    (table,) = stitch([ruled(1, (60, 90, 300), [["TT", "Họ và tên"], ["1", ""], ["", ""]])])
    assert rows(table) == [["1", ""], ["", ""]]
    assert table.rows[0][0].confidence == pytest.approx(0.9)
    assert table.rows[0][0].bbox is not None


@given(st.lists(st.text(alphabet="ab1I. \t\n\f-", max_size=40), max_size=4))
def test_never_raises_and_rows_fit_the_header(pages: list[str]) -> None:
    for table in stitch(restored(*pages)):
        assert len(table.header) >= 2
        assert all(len(row) == len(table.header) for row in table.rows)


@given(st.text(alphabet="xyđ \t\n", max_size=60))
def test_text_grids_point_at_their_cells(text: str) -> None:
    page = find_text_grids(PageText(1, text, (), Origin.TEXT))
    assert page.text == text
    for grid in page.grids:
        assert 0 <= grid.start < grid.end <= len(text)
        for cell in grid.cells:
            assert 0 <= cell.row < grid.n_rows
            assert 0 <= cell.column < grid.n_columns
            value = text[cell.start : cell.end]
            assert value == value.strip()
            assert "\t" not in value
