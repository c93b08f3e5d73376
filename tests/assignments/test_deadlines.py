"""Deadlines: wording, kind and calendar day."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.assignments.deadlines import deadline_in_sentence, deadline_of_cell, plan_year
from planparse.knowledge import Dictionaries
from planparse.records import Header, Period

DICTIONARIES = Dictionaries()


def dictionary_lines() -> list[dict[str, str]]:
    with DICTIONARIES.path("deadline_wordings.tsv").open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", dictionary_lines(), ids=lambda row: row["example"])
def test_examples_of_the_dictionary(row: dict[str, str]) -> None:
    read = deadline_of_cell if row["where"] == "cell" else deadline_in_sentence
    found = read(row["example"], 2026, DICTIONARIES)
    assert found is not None
    assert found.kind == row["kind"]
    if row["where"] == "text":
        counter = read(row["counter_example"], 2026, DICTIONARIES)
        assert counter is None or counter.kind != row["kind"]


CELLS = [
    ("Trước 20/3", "date", "2026-03-20"),
    ("Trước ngày 20/3/2027", "date", "2027-03-20"),
    ("20/3/2026", "date", "2026-03-20"),
    ("Ngày 05 tháng 9", "date", "2026-09-05"),
    ("01/4/2026 - 15/4/2026", "date", "2026-04-15"),
    ("Từ ngày 01/4 đến hết ngày 15/4", "date", "2026-04-15"),
    ("Sau khi có kết quả thẩm định, chậm nhất ngày 30/6", "date", "2026-06-30"),
    ("31/02/2026", "date", None),
    ("Hằng tháng, quý, năm", "recurring", None),
    ("Hàng quý", "recurring", None),
    ("Trước ngày 15 hằng tháng", "recurring", None),
    ("02 lần/năm", "recurring", None),
    ("Định kỳ 6 tháng, năm", "recurring", None),
    ("Quý I", "period", None),
    ("Quý IV/2026", "period", None),
    ("Tháng 5-6/2026", "period", None),
    ("Năm 2026 và các năm tiếp theo", "period", None),
    ("6 tháng đầu năm", "period", None),
    ("Trong năm 2026", "period", None),
    ("2026-2030", "period", None),
    ("Thường xuyên", "continuous", None),
    ("Thường xuyên trong năm", "continuous", None),
    ("30 ngày", "duration", None),
    ("Không quá 03 ngày làm việc", "duration", None),
    ("Theo Kế hoạch kiểm tra năm 2026 của Sở", "event", None),
    ("Ngay sau khi Kế hoạch được phê duyệt", "event", None),
    ("Khi có phát sinh", "event", None),
]


@pytest.mark.parametrize(("cell", "kind", "day"), CELLS)
def test_cells(cell: str, kind: str, day: str | None) -> None:
    found = deadline_of_cell(cell, 2026, DICTIONARIES)
    assert found is not None
    assert (found.kind, found.date) == (kind, day)


SENTENCES = [
    (
        "Tổng hợp, báo cáo Ủy ban nhân dân tỉnh trước ngày 10/12/2026 theo quy định",
        "trước ngày 10/12/2026",
        "2026-12-10",
    ),
    ("gửi danh sách về Phòng Tổ chức chậm nhất vào ngày 05/9 để trình ký", "chậm nhất vào ngày 05/9", "2026-09-05"),
    ("Hoàn thành kiểm kê từ ngày 02/3 đến ngày 06/3/2026", "từ ngày 02/3 đến ngày 06/3/2026", "2026-03-06"),
    ("Đánh giá, xếp loại các đơn vị hằng năm theo bộ tiêu chí", "hằng năm", None),
    ("Báo cáo định kỳ (tháng, quý, năm) về Văn phòng", "tháng, quý, năm", None),
    ("Định kỳ trước ngày 20 hằng tháng gửi số liệu", "trước ngày 20 hằng tháng", None),
    ("Bố trí kinh phí khi có yêu cầu của Ban Chỉ đạo.", "khi có yêu cầu của Ban Chỉ đạo", None),
    ("Trả lời trong thời hạn 05 ngày làm việc, không kéo dài", "trong thời hạn 05 ngày làm việc", None),
    ("Hằng năm, rà soát và báo cáo trước ngày 10/12/2026", "trước ngày 10/12/2026", "2026-12-10"),
]


@pytest.mark.parametrize(("sentence", "printed", "day"), SENTENCES)
def test_sentences(sentence: str, printed: str, day: str | None) -> None:
    found = deadline_in_sentence(sentence, 2026, DICTIONARIES)
    assert found is not None
    assert (sentence[found.start : found.end], found.date) == (printed, day)


def test_a_comma_inside_the_name_of_an_event() -> None:
    sentence = "Tập huấn ngay sau khi Luật Phòng, chống lũ có hiệu lực"
    found = deadline_in_sentence(sentence, 2026, DICTIONARIES)
    assert found is not None
    assert sentence[found.start : found.end] == "ngay sau khi Luật Phòng, chống lũ có hiệu lực"


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh",
        "Báo cáo kịp thời, thường xuyên, đúng thời gian quy định",
        "Xây dựng kế hoạch năm 2026 của đơn vị",
        "Quản lý hàng hóa, vật tư dự trữ",
        "Kế hoạch giai đoạn 2026-2030",
        "Tiếp đón 30 ngày công lao động của đoàn viên",
        "Phục vụ nhu cầu hằng ngàn người dân",
    ],
)
def test_sentences_without_a_deadline(sentence: str) -> None:
    assert deadline_in_sentence(sentence, 2026, DICTIONARIES) is None


def test_the_year_of_a_day_comes_from_the_period_then_from_the_date() -> None:
    period = Period.model_validate({"from": 2026, "to": 2026})
    assert plan_year(Header(date="2025-12-20", period=period)) == 2026
    assert plan_year(Header(date="2025-12-20")) == 2025
    assert plan_year(Header()) is None
    found = deadline_of_cell("Trước 20/3", None, DICTIONARIES)
    assert found is not None
    assert found.date is None


@given(st.text(alphabet="ngày tháQuýquI/.-0123456789 trưcđến hằ,()", max_size=60))
def test_any_text_is_read(text: str) -> None:
    deadline_of_cell(text, 2026, DICTIONARIES)
    found = deadline_in_sentence(text, 2026, DICTIONARIES)
    assert found is None or 0 <= found.start < found.end <= len(text)
