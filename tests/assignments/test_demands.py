"""Telegrams, directives and notices: duties under headings that announce nothing, behind one sentence that does."""

from __future__ import annotations

import pytest

from planparse.ingest.opening import open_source
from planparse.options import Options
from planparse.pipeline import extract_source
from planparse.records import PlanRecord

HEAD = """ỦY BAN NHÂN DÂN
TỈNH SƠN HẢI
Số: 12/{code}-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn Hải, ngày 20 tháng 9 năm 2026

{type}
VỀ VIỆC ỨNG PHÓ VỚI BÃO SỐ 5
"""
BODY = """Các địa phương đã chủ động ứng phó với bão số 4. {demand}
1. Sở Y tế, Công an tỉnh chỉ đạo các trạm trực cứu thương ở các bến phà.
2. Chủ tịch Ủy ban nhân dân các xã: Sơn Hải, Tân Bình:
- Sơ tán người dân trước ngày 22/9/2026.
3. Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc việc thực hiện.
Văn phòng Ủy ban nhân dân tỉnh thông báo để các sở, ngành biết, thực hiện./.
"""
DEMAND = "Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:"
LEADS = [
    ("Sở Y tế", "Công an tỉnh"),
    ("Chủ tịch Ủy ban nhân dân các xã: Sơn Hải, Tân Bình",),
    ("Văn phòng Ủy ban nhân dân tỉnh",),
]


def read(text: str) -> PlanRecord:
    return extract_source(open_source(None, Options(), data=text.encode(), name="dien.txt"))


@pytest.mark.parametrize(("code", "kind"), [("CĐ", "CÔNG ĐIỆN"), ("CT", "CHỈ THỊ"), ("TB", "THÔNG BÁO")])
def test_paragraphs_behind_the_demand_are_duties(code: str, kind: str) -> None:
    found = read(HEAD.format(code=code, type=kind) + BODY.format(demand=DEMAND)).assignments
    assert [one.lead for one in found] == LEADS
    assert found[1].deadline_date == "2026-09-22"


def test_the_list_of_those_a_telegram_is_sent_to_is_no_duty() -> None:
    sent = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n- Giám đốc các Sở: Y tế, Xây dựng;\n- Công an tỉnh.\n"
    record = read(HEAD.format(code="CĐ", type="CÔNG ĐIỆN") + sent + BODY.format(demand=DEMAND))
    assert [one.lead for one in record.assignments] == LEADS
    assert record.header.title == "VỀ VIỆC ỨNG PHÓ VỚI BÃO SỐ 5"


def test_a_report_demands_nothing() -> None:
    told = BODY.format(demand="Tình hình như sau:")
    assert [one.lead for one in read(HEAD.format(code="BC", type="BÁO CÁO") + told).assignments] in ([], LEADS[1:2])


@pytest.mark.parametrize(
    ("code", "kind", "leads"), [("KH", "KẾ HOẠCH", [("Phòng Nghiệp vụ Y",)]), ("QĐ", "QUYẾT ĐỊNH", [])]
)
def test_steps_of_a_procedure_are_duties_in_plans_alone(code: str, kind: str, leads: list[tuple[str, ...]]) -> None:
    steps = (
        "II. NỘI DUNG THỰC HIỆN\n1. Trình tự thực hiện:\n"
        "- Bước 1: Phòng Nghiệp vụ Y thẩm định hồ sơ của các trạm y tế và trả kết quả.\n"
    )
    assert [one.lead for one in read(HEAD.format(code=code, type=kind) + steps).assignments] == leads
