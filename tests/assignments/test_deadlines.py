"""Deadlines: wording, kind and calendar day."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.assignments.deadlines import deadline_in_sentence, deadline_of_cell, plan_year
from planparse.assignments.periods import days_of_period
from planparse.assignments.recurrence import recurrence_of
from planparse.knowledge import Dictionaries
from planparse.records import Header, Period

DICTIONARIES = Dictionaries()
RULE = r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,-]+)*"


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
    counter = read(row["counter_example"], 2026, DICTIONARIES)
    if row["where"] == "text":
        assert counter is None or counter.kind != row["kind"]
    assert counter is None or replace(counter, start=0, end=0) != replace(found, start=0, end=0)


CALENDAR = [
    ("Quý I", "2026-01-01", "2026-03-31", None),
    ("Quý IV/2027", "2027-10-01", "2027-12-31", None),
    ("Quý I, Quý II năm 2027", "2027-01-01", "2027-06-30", None),
    ("Quý II-III/2026", "2026-04-01", "2026-09-30", None),
    ("Tháng 3", "2026-03-01", "2026-03-31", None),
    ("Tháng 02/2028", "2028-02-01", "2028-02-29", None),
    ("Tháng 5-6/2026", "2026-05-01", "2026-06-30", None),
    ("Từ tháng 3 đến tháng 6/2026", "2026-03-01", "2026-06-30", None),
    ("6 tháng đầu năm", "2026-01-01", "2026-06-30", None),
    ("6 tháng cuối năm 2027", "2027-07-01", "2027-12-31", None),
    ("Năm 2026", "2026-01-01", "2026-12-31", None),
    ("2026-2030", "2026-01-01", "2030-12-31", None),
    ("Năm 2026 và các năm tiếp theo", "2026-01-01", None, None),
    ("Hết quý II/2026", None, "2026-06-30", None),
    ("Trước tháng 6", None, "2026-05-31", None),
    ("Từ quý II/2026", "2026-04-01", None, None),
    ("Cuối năm 2026", None, "2026-12-31", None),
    ("Trước 20/3", None, "2026-03-20", None),
    ("01/4/2026 - 15/4/2026", "2026-04-01", "2026-04-15", None),
    ("04-08/5/2026", "2026-05-04", "2026-05-08", None),
    ("Từ ngày 15/12 đến ngày 15/01/2027", "2026-12-15", "2027-01-15", None),
    ("Hằng ngày", None, None, "FREQ=DAILY"),
    ("Hằng tuần", None, None, "FREQ=WEEKLY"),
    ("Thứ sáu hằng tuần", None, None, "FREQ=WEEKLY;BYDAY=FR"),
    ("Hằng tháng", None, None, "FREQ=MONTHLY"),
    ("Hằng tháng, quý, năm", None, None, "FREQ=MONTHLY"),
    ("Trước ngày 20 hằng tháng", None, None, "FREQ=MONTHLY;BYMONTHDAY=20"),
    ("Ngày cuối cùng hằng tháng", None, None, "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("Hằng quý", None, None, "FREQ=MONTHLY;INTERVAL=3"),
    ("Hằng quý (trước ngày 15 tháng cuối quý)", None, None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15"),
    ("Định kỳ 6 tháng, năm", None, None, "FREQ=MONTHLY;INTERVAL=6"),
    ("02 lần/năm", None, None, "FREQ=MONTHLY;INTERVAL=6"),
    ("06 tháng/lần", None, None, "FREQ=MONTHLY;INTERVAL=6"),
    ("02 lần/tháng", None, None, None),
    ("Hằng năm", None, None, "FREQ=YEARLY"),
    ("2 năm/lần", None, None, "FREQ=YEARLY;INTERVAL=2"),
    ("Trước ngày 20 tháng 10 hằng năm", None, None, "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=20"),
    ("Trước ngày 10/6 và ngày 10/12 hằng năm", None, None, "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10"),
    ("Quý IV hằng năm", None, None, "FREQ=YEARLY;BYMONTH=12"),
    ("Thường xuyên", None, None, None),
    ("Ngay sau khi Kế hoạch được phê duyệt", None, None, None),
    ("30 ngày", None, None, None),
]


@pytest.mark.parametrize(("cell", "first", "last", "recurrence"), CALENDAR)
def test_days_and_recurrence(cell: str, first: str | None, last: str | None, recurrence: str | None) -> None:
    found = deadline_of_cell(cell, 2026, DICTIONARIES)
    assert found is not None
    assert (found.from_day, found.to_day, found.recurrence) == (first, last, recurrence)


def recurrence_lines() -> list[dict[str, str]]:
    with DICTIONARIES.path("recurrences.tsv").open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", recurrence_lines(), ids=lambda row: row["rule"])
def test_examples_of_recurrences(row: dict[str, str]) -> None:
    assert recurrence_of(row["example"], DICTIONARIES) == row["rule"]
    assert (recurrence_of(row["counter_example"], DICTIONARIES) or "").split(";BY")[0] != row["rule"]


def test_a_period_without_any_year_has_no_days() -> None:
    assert days_of_period("Quý I", None) == (None, None)


@given(st.text(max_size=60), st.one_of(st.none(), st.integers(1990, 2100)))
def test_any_wording_has_ordered_days(text: str, year: int | None) -> None:
    first, last = days_of_period(text, year)
    assert first is None or last is None or first <= last
    rule = recurrence_of(text, DICTIONARIES)
    assert rule is None or re.fullmatch(RULE, rule)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1990, 2099))
def test_quarters(first: int, last: int, year: int) -> None:
    found = days_of_period(f"quý {first} đến quý {last}/{year}", None)
    if first <= last:
        assert found == (f"{year}-{3 * first - 2:02d}-01", f"{year}-{3 * last:02d}-{31 if last in (1, 4) else 30}")


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
        "Trình Ủy ban nhân dân tỉnh phê duyệt kinh phí hằng năm cho công tác cứu hộ",
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


@pytest.mark.parametrize(
    ("read", "day"),
    [
        ("Sở Y tế báo cáo trong tháng I1 năm 2025", "2025-11-30"),
        ("hoàn thành trong tháng l0/2025", "2025-10-31"),
        ("báo cáo trước ngày 3l/12/2025", "2025-12-31"),
        ("gửi hồ sơ trước ngày 15/I2/2025", "2025-12-15"),
        ("hoàn thành trước ngày 2O tháng 1O năm 2025", "2025-10-20"),
    ],
)
def test_ones_and_noughts_of_a_day_that_were_read_as_letters(read: str, day: str) -> None:
    found = deadline_in_sentence(read, 2026, DICTIONARIES)
    assert found is not None
    assert found.to_day == day
    assert read[found.start : found.end].endswith(read.split()[-1])


@pytest.mark.parametrize("text", ["Điều II tháng 5", "Công ty 3l xong trước hạn", "tháng II của quý"])
def test_letters_elsewhere_are_letters(text: str) -> None:
    assert deadline_in_sentence(text, 2026, DICTIONARIES) is None
