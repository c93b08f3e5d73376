"""Lines with tabs: tables become grids, and the two columns of a letterhead or of a closing block become none."""

from __future__ import annotations

import pytest

from planparse.ingest.opening import open_source
from planparse.options import Options
from planparse.pagetext import Origin, PageText
from planparse.pipeline import extract_source
from planparse.tables.text_grids import find_text_grids

TABLE = "TT\tNhiệm vụ\tĐơn vị\n1\tRà soát thủ tục\tVăn phòng\n2\tTập huấn\tThanh tra\n"
BODY = "\nKẾ HOẠCH\nTrực bão năm 2026\n\nCăn cứ Luật Đê điều;\n1. Phòng Nghiệp vụ lập danh sách trạm.\n"
# The columns of a letterhead and of a closing block on the same lines, or each in the one cell of a row.
BY_LINE = (
    "UBND TỈNH SƠN HẢI\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-SYT\tSơn Hải, ngày 05 tháng 01 năm 2026\n",
    "Nơi nhận:\tKT. GIÁM ĐỐC\n- Bộ Y tế;\tPHÓ GIÁM ĐỐC\n- Các trạm y tế;\n- Lưu: VT, NVY.\n\tNguyễn Văn An\n",
)
BY_ROW = (
    "UBND TỈNH SƠN HẢI\nSỞ Y TẾ -------\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc -----\n"
    "Số: 12/KH-SYT\tSơn Hải, ngày 05 tháng 01 năm 2026\n",
    "Nơi nhận:\n- Bộ Y tế;\n- Các trạm y tế;\n- Lưu: VT, NVY.\tKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nNguyễn Văn An\n",
)


@pytest.mark.parametrize(("head", "closing"), [BY_LINE, BY_ROW])
def test_columns_of_a_page_in_lines_with_tabs(head: str, closing: str) -> None:
    text = head + BODY + TABLE + "Trên đây là kế hoạch trực bão./.\n" + closing
    source = open_source(None, Options(), data=text.encode(), name="plan.txt")
    record = extract_source(source)
    header = record.header
    assert (header.parent_authority, header.issuing_authority) == ("UBND TỈNH SƠN HẢI", "SỞ Y TẾ")
    assert (header.number, header.place, str(header.date)) == ("12/KH-SYT", "Sơn Hải", "2026-01-05")
    assert record.recipients == ("Bộ Y tế", "Các trạm y tế", "Lưu: VT, NVY")
    assert (record.signatory.position, record.signatory.name) == ("PHÓ GIÁM ĐỐC", "Nguyễn Văn An")
    assert [len(table.rows) for table in record.tables] == [2]


def test_a_table_that_names_the_nation_in_a_cell_stays_one() -> None:
    text = TABLE + "3\tIn tên nước Cộng hòa xã hội chủ nghĩa Việt Nam\tVăn phòng\n"
    grids = find_text_grids(PageText(1, text, (), Origin.TEXT)).grids
    assert [(grid.n_rows, grid.n_columns) for grid in grids] == [(4, 3)]
