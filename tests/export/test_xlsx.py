"""The workbook, read back with openpyxl: types, diacritics, shading, links, limits."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from planparse.export import xlsx_sheet
from planparse.export.columns import Headings
from planparse.export.xlsx_text import CELL_CHARACTERS, CUT_NOTES, fitting, line_count

from .conftest import Run, Store, a_record

SHEETS = ["Văn bản", "Nhiệm vụ", "Chỉ tiêu", "Căn cứ", "Cảnh báo", "Chú giải"]


def exported(run: Run, folder: Path, *options: object) -> Workbook:
    run(folder, "--to", "xlsx", "-o", "out.xlsx", "--overwrite", *options)
    return load_workbook("out.xlsx")


def cells(book: Workbook, sheet: str, row: int = 2) -> dict[str, Any]:
    return {head.value: cell for head, cell in zip(book[sheet][1], book[sheet][row], strict=True)}


def test_sheets_have_typed_cells_with_all_their_marks(run: Run, store: Store):
    book = exported(run, store("a"))
    assert book.sheetnames == SHEETS
    task = cells(book, "Nhiệm vụ")
    assert task["Nhiệm vụ"].value == "Xây dựng kế hoạch"
    assert task["Hạn cuối"].value == datetime(2026, 2, 15) and task["Hạn cuối"].number_format == "dd/mm/yyyy"
    assert task["Chủ trì"].value == "Văn phòng Sở; Thanh tra Sở"
    assert task["STT"].data_type == "s" and task["STT"].value == "1"
    assert (task["Trang"].value, task["Trang"].data_type) == (2, "n")
    target = cells(book, "Chỉ tiêu")
    assert (target["Giá trị"].value, target["Đơn vị tính"].value, target["So sánh"].value) == (62.5, "%", "≥")
    assert target["Văn bản"].value == "44/KH-SNV" and target["Văn bản"].data_type == "s"
    basis = cells(book, "Căn cứ")
    assert (basis["Số, ký hiệu"].value, basis["Vai trò"].value) == ("63/2010/NĐ-CP", "căn cứ pháp lý")
    assert cells(book, "Căn cứ", 3)["Ngày"].value == "2026-02"
    assert cells(book, "Văn bản")["Ngày ban hành"].value == "2026-02"


def test_sheets_can_be_english(run: Run, store: Store):
    book = exported(run, store("a"), "--headers", "en")
    assert book.sheetnames == ["Documents", "Assignments", "Targets", "Citations", "Diagnostics", "Legend"]
    assert cells(book, "Citations")["Role"].value == "legal basis"
    assert cells(book, "Assignments")["Due date"].number_format == "yyyy-mm-dd"


def test_sheets_are_ready_for_work(run: Run, store: Store):
    book = exported(run, store("a", "b"))
    for name in SHEETS[:-1]:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:") and book[name].auto_filter.ref[3:].strip(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        ) == str(book[name].max_row)
    assert cells(book, "Nhiệm vụ")["Nhiệm vụ"].alignment.wrap_text


def shaded(cell: Any) -> bool:
    return cell.fill.fill_type == "solid"


def test_doubtful_cells_are_shaded_and_the_legend_says_so(run: Run, store: Store):
    book = exported(run, store("a"))
    sure, doubtful = cells(book, "Căn cứ", 2), cells(book, "Căn cứ", 3)
    assert not any(map(shaded, sure.values()))
    assert {name for name, cell in doubtful.items() if shaded(cell)} == {
        "Vai trò",
        "Loại văn bản",
        "Số, ký hiệu",
        "Ngày",
        "Cơ quan ban hành",
        "Trích yếu",
        "Điều, khoản, điểm",
    }
    assert {name for name, cell in cells(book, "Văn bản").items() if shaded(cell)} == {"Số, ký hiệu"}
    assert "80%" in book["Chú giải"]["A2"].value and shaded(book["Chú giải"]["A2"])


def test_links_lead_from_the_workbook_to_the_page_of_the_source(run: Run, store: Store, tmp_path: Path):
    source = tmp_path / "plans" / "2026" / "kế hoạch #1 50%.pdf"
    source.parent.mkdir(parents=True)
    source.write_bytes(b"%PDF-1.7")
    folder = store(records={"2026/a": a_record(source.name), "2026/b": a_record("gone.pdf")})
    book = exported(run, folder, "--source-dir", tmp_path / "plans")
    cell = cells(book, "Nhiệm vụ")["Tệp nguồn"]
    assert cell.value == source.name
    assert cell.hyperlink.target.replace("\\", "/") == "../plans/2026/kế%20hoạch%20%231%2050%25.pdf"
    assert cell.hyperlink.location == "page=2"
    assert cells(book, "Văn bản")["Tệp nguồn"].hyperlink.location is None
    assert cells(book, "Nhiệm vụ", 3)["Tệp nguồn"].hyperlink is None


def test_without_the_folder_of_the_documents_there_are_no_links(run: Run, store: Store):
    assert cells(exported(run, store("a")), "Nhiệm vụ")["Tệp nguồn"].hyperlink is None


@pytest.mark.parametrize("name", ["../secret.pdf", "/etc/hostname", "..", ".", "", "a\x00b"])
def test_a_record_cannot_link_out_of_the_folder(run: Run, store: Store, tmp_path: Path, name: str):
    (tmp_path / "plans").mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"%PDF")
    book = exported(run, store(records={"a": a_record(name)}), "--source-dir", tmp_path / "plans")
    assert cells(book, "Văn bản")["Tệp nguồn"].hyperlink is None


def test_beyond_the_limit_of_links_there_are_formulas(
    run: Run, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(xlsx_sheet, "LINKS_PER_SHEET", 1)
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    record = a_record("a.pdf")
    book = exported(run, store(records={"a": record, "b": record}), "--source-dir", tmp_path)
    assert cells(book, "Nhiệm vụ", 2)["Tệp nguồn"].hyperlink.target.replace("\\", "/") == "../a.pdf"
    assert cells(book, "Nhiệm vụ", 3)["Tệp nguồn"].value == '=HYPERLINK("../a.pdf#page=2","a.pdf")'


def test_a_full_sheet_is_continued(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_sheet, "ROWS_PER_SHEET", 4)
    book = exported(run, store(*"abcdefg"))
    assert [name for name in book.sheetnames if name.startswith("Nhiệm vụ")] == [
        "Nhiệm vụ",
        "Nhiệm vụ (2)",
        "Nhiệm vụ (3)",
    ]
    assert [book[name].max_row for name in ("Nhiệm vụ", "Nhiệm vụ (2)", "Nhiệm vụ (3)")] == [4, 4, 2]
    assert cells(book, "Nhiệm vụ (3)")["Tệp nguồn"].value == "g.pdf"


HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "http://example.com", "<r>x</r>", "_x0041_", "{=1}", "a\x0bb", "0123", "'x"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(run: Run, store: Store, text: str):
    record = a_record()
    record["assignments"][0]["task"] = text
    record["header"]["title"] = text
    book = exported(run, store(records={"a": record}))
    for cell in (cells(book, "Nhiệm vụ")["Nhiệm vụ"], cells(book, "Văn bản")["Trích yếu"]):
        assert cell.data_type == "s" and cell.hyperlink is None
        # openpyxl leaves to its users what Excel does itself: `_x005F_` is an underscore.
        assert unescape(cell.value).strip() == text.replace("\x0b", "\n")


def test_text_that_is_too_long_is_cut_with_a_note(run: Run, store: Store):
    record = a_record()
    record["assignments"][0]["task"] = "ắ" * 40_000
    value = cells(exported(run, store(records={"a": record})), "Nhiệm vụ")["Nhiệm vụ"].value
    assert len(value) == CELL_CHARACTERS and "40000" in value and value.endswith("xem bản ghi JSON)")


@given(st.text(alphabet="a\N{GRINNING FACE}ắ", min_size=1, max_size=20), st.integers(1_000, 40_000))
def test_cut_text_fits_and_keeps_whole_characters(part: str, length: int):
    text = (part * length)[:length]
    fitted = fitting(text, CUT_NOTES[Headings.EN])
    assert len(fitted.encode("utf-16-le")) // 2 <= CELL_CHARACTERS
    assert fitted == text or (fitted.partition(" […]")[0] and text.startswith(fitted.partition(" […]")[0]))


@pytest.mark.parametrize(("text", "width", "lines"), [("", 10, 1), ("abc", 10, 1), ("a" * 19, 10, 3), ("a\nb", 10, 2)])
def test_lines_that_a_text_needs(text: str, width: int, lines: int):
    assert line_count(text, width) == lines


def test_dates_that_excel_has_no_number_for_are_text(run: Run, store: Store):
    record = a_record()
    record["citations"][0]["date"] = "1899-12-31"
    record["assignments"][0]["deadline_date"] = "2026-02-30"
    book = exported(run, store(records={"a": record}))
    assert cells(book, "Căn cứ")["Ngày"].value == "1899-12-31"
    assert cells(book, "Nhiệm vụ")["Hạn cuối"].value == "2026-02-30"


def test_the_same_records_give_the_same_bytes(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch):
    folder = store("a", "b")
    run(folder, "--to", "xlsx", "-o", "one.xlsx")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    run(folder, "--to", "xlsx", "-o", "two.xlsx")
    assert Path("one.xlsx").read_bytes() == Path("two.xlsx").read_bytes()
    assert b"2000-01-01T00:00:00Z" in zipfile.ZipFile("one.xlsx").read("docProps/core.xml")
    assert {path.name for path in Path().iterdir()} == {"one.xlsx", "two.xlsx"}
