"""Marks that a Vietnamese OCR misread are put right in context; what it read well stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.syllables import strip_marks
from planparse.restoration.treatment import Treatment
from planparse.restoration.vietnamese_ocr import MarkChannel, MarkConfusion, learn_mark_confusions

MODEL = RestorationModel.load(Dictionaries())


def restored(text: str) -> str:
    return "\f".join(page.text for page in restore_text(text, MODEL, Treatment.OCR))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("các đơn vị triên khai thực hiện kê hoạch này", "các đơn vị triển khai thực hiện kế hoạch này"),
        ("phòng, chông tham nhũng và tiêu cực", "phòng, chống tham nhũng và tiêu cực"),
        ("KT. GIÁM ĐÓC", "KT. GIÁM ĐỐC"),
        ("3. TÔ CHỨC THỰC HIỆN", "3. TỔ CHỨC THỰC HIỆN"),
        ("rà soát, sửa đôi, bô sung các văn bản", "rà soát, sửa đổi, bổ sung các văn bản"),
        ("tiền lương và các chỉ phí khác theo quy định", "tiền lương và các chi phí khác theo quy định"),
        ("ứng dụng IơT, AI trong sản xuất", "ứng dụng IoT, AI trong sản xuất"),
        ("hạ tầng mạng 5G, loT, trí tuệ nhân tạo", "hạ tầng mạng 5G, IoT, trí tuệ nhân tạo"),
        ("khồng để xảy ra tình trạng nợ đọng", "không để xảy ra tình trạng nợ đọng"),
        ("sơ tán dận đến nơi an toàn", "sơ tán dân đến nơi an toàn"),
        ("xây dựng kế hoạch chỉ tiết hằng năm", "xây dựng kế hoạch chi tiết hằng năm"),
        ("giảm thiểu chỉ phí in, sao chụp", "giảm thiểu chi phí in, sao chụp"),
        ("- Dựán 2: Ứng dụng khoa học", "- Dự án 2: Ứng dụng khoa học"),
        ("CÁC DỰÁN, TIỂU DỰÁN THUỘC", "CÁC DỰ ÁN, TIỂU DỰ ÁN THUỘC"),
        ("LẦN THỨ XIII CỦA ĐẲNG TRÊN ĐỊA BÀN", "LẦN THỨ XIII CỦA ĐẢNG TRÊN ĐỊA BÀN"),
        ("DOANH NGHIỆP NHỎ VÀ VÙA, HỢP TÁC XÃ", "DOANH NGHIỆP NHỎ VÀ VỪA, HỢP TÁC XÃ"),
        ("vạn vật (IøT) và HDND tỉnh", "vạn vật (IoT) và HĐND tỉnh"),
    ],
)
def test_lost_and_wrong_marks_come_back(read: str, printed: str) -> None:
    assert restored(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Sở Tài chính tỉnh Sơn Hải phối hợp với các xã, phường",
        "Ông Lò Văn Kiên, Phó Chủ tịch Ủy ban nhân dân xã Đông Hoà",
        "hoá đơn, hóa đơn; thuỷ lợi, thủy lợi; quí I, quý II",
        "Quyết định số 1820/QĐ-UBND ngày 05/6/2024, đạt 98,5% và 12 giường",
        "hệ thống HIS, phần mềm VNeID, Zalo, website của Sở",
        "ĐT, CTSV và 05 khoa được chọn",
    ],
)
def test_what_was_read_well_stays(text: str) -> None:
    assert restored(text) == text


def test_edits_say_how_sure_they_are_and_what_they_chose_from() -> None:
    (page,) = restore_text("Kính gửi các đơn vị triên khai thực hiện", MODEL, Treatment.OCR)
    (edit,) = page.edits
    assert (edit.before, edit.after, edit.why) == ("triên", "triển", "mark")
    assert edit.score > 0.9
    assert edit.candidates[0] == ("triển", edit.score)


@given(st.text("aàảăắâấbcdđeéêếghiíỉklmnoóôốơớpqrstuúưứvxyý ABĐ12.,/\n", max_size=60))
def test_only_marks_change(text: str) -> None:
    assert strip_marks(restored(text)) == strip_marks(text)


def test_the_channel_prefers_what_was_seen() -> None:
    channel = MarkChannel((MarkConfusion("ể", "ê", 0.01), MarkConfusion("ê", "ể", 0.004)))
    assert channel.cost("triên", "triên") < channel.cost("triển", "triên") < channel.cost("triện", "triên")


def test_confusions_are_counted_among_the_printed_letters() -> None:
    line = "các cấp các ngành phối hợp triển khai đồng bộ các giải pháp"
    good = [(line, line)] * 8
    bad = [(line, line.replace("triển", "triên"))] * 2
    unreadable = [(line, "cac cap cac nganh phoi hop trien khai dong bo cac giai phap")]
    joined = [(line, line.replace("các cấp", "cáccấp"))] * 5
    assert learn_mark_confusions([*good, *bad, *unreadable, *joined]) == (MarkConfusion("ể", "ê", 0.2),)
