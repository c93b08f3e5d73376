"""Restoration of whole texts: own sentences in the genre, read the way an English OCR reads them."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.pagetext import Origin, PageText, TextLayerVerdict, VerdictKind, Word
from planparse.restoration.edits import replay
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_pages, restore_text
from planparse.restoration.syllables import strip_marks
from planparse.restoration.treatment import Treatment

MODEL = RestorationModel.load(Dictionaries())
CLEAN = """KẾ HOẠCH
Cải cách hành chính nhà nước năm 2026 của Sở Giáo dục và Đào tạo tỉnh Sơn Hải
Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính;
Sở Giáo dục và Đào tạo ban hành Kế hoạch cải cách hành chính, cụ thể như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Nâng cao chất lượng phục vụ người dân, doanh nghiệp; 100% hồ sơ được giải quyết đúng hạn.
2. Văn phòng Sở chủ trì, phối hợp với các đơn vị có liên quan thực hiện trước ngày 15/12/2026."""


def restored(text: str, treatment: Treatment | None = None) -> str:
    return "\f".join(page.text for page in restore_text(text, MODEL, treatment))


GARBLED = [
    ("Can ctr Nghi dinh s6 63/2010/ND-CP", "Căn cứ Nghị định số 63/2010/NĐ-CP"),
    ("Phong T6 chirc can b6 chu tri theo ddi", "Phòng Tổ chức cán bộ chủ trì theo dõi"),
    ("nang cao chat lwgng giai quyét thu tuc hanh chinh", "nâng cao chất lượng giải quyết thủ tục hành chính"),
    ("theo quy dinh cia phap luat", "theo quy định của pháp luật"),
    ("giam sat dbi véi can b6, cong chirc", "giám sát đối với cán bộ, công chức"),
    ("UBND tinh, HDND tinh va UBMTTQ", "UBND tỉnh, HĐND tỉnh và UBMTTQ"),
    ("dang tin trén zalo, facebook", "đăng tin trên zalo, facebook"),
    ("I. MUC PiCH, YEU CAU", "I. MỤC ĐÍCH, YÊU CẦU"),
    ("ban hanh\nK¢é hoach\ncai cach hanh chinh", "ban hành\nKế hoạch\ncải cách hành chính"),
    ("nguoi dan, doanh nghlep", "người dân, doanh nghiệp"),
    ("CQNG HoAxA H()I", "CỘNG HÒA XÃ HỘI"),
    ("Déc 1ap - Tw do - Hanh phic", "Độc lập - Tự do - Hạnh phúc"),
    ("CONG TAC XA HOI", "CÔNG TÁC XÃ HỘI"),
    ("sửa ddi, b sung mot s6 diéu", "sửa đổi, bổ sung một số điều"),
    ("Dai h6i Dang toan qu6c 1an thtr XTV", "Đại hội Đảng toàn quốc lần thứ XIV"),
    ("dat 12 1an/nam", "đạt 12 lần/năm"),
    ("Ty 1é giao dich khong ding tién mat dat 80%.", "Tỷ lệ giao dịch không dùng tiền mặt đạt 80%."),
    ("thu hoi 80 ha dat rirng", "thu hồi 80 ha đất rừng"),
    ("xa Nga Son, huyén Nga Son", "xã Nga Sơn, huyện Nga Sơn"),
    ("thtr hang tang it nhat 03 bac so véi nam 2025", "thứ hạng tăng ít nhất 03 bậc so với năm 2025"),
    ("phan dau tang thém 15 bac si", "phấn đấu tăng thêm 15 bác sĩ"),
    ("a) S& Y té\nd) Phong Y té\nd) Tram Y té", "a) Sở Y tế\nd) Phòng Y tế\nđ) Trạm Y tế"),
    ("35\n\nXa Loc An\n\n65", "35\n\nXã Lộc An\n\n65"),
    ("¢) Y nghia cia ké hoach", "c) Ý nghĩa của kế hoạch"),
]


@pytest.mark.parametrize(("read", "printed"), GARBLED)
def test_garbled_words(read: str, printed: str) -> None:
    assert restored(read, Treatment.GARBLED) == printed


def test_unmarked_text_gets_its_marks_back() -> None:
    assert restored(strip_marks(CLEAN)) == CLEAN


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_clean_text_stays(form: str) -> None:
    assert restored(unicodedata.normalize(form, CLEAN)) == CLEAN


@pytest.mark.parametrize("text", [CLEAN, "Thiết bị PAR INDEX, wifi; Krông Bông, Ea Súp, Hoá và Hóa", "ỦY BAN"])
def test_good_ocr_stays(text: str) -> None:
    assert restored(text, Treatment.OCR) == text


def test_an_impossible_word_of_good_ocr_gets_its_tone() -> None:
    assert restored("ký thay Giám đôc Sở Tài chính", Treatment.OCR) == "ký thay Giám đốc Sở Tài chính"


@pytest.mark.parametrize(
    "text",
    [
        "The parties shall deliver the goods within thirty days after the date of signature of this agreement.",
        "12 345 678 9 10 11\n2025 2026 2027",
        "",
        "\n\n\f\n",
    ],
)
def test_what_is_no_vietnamese_stays(text: str) -> None:
    assert restored(text) == text


def test_pages_and_lines_stay_in_place() -> None:
    pages = restore_text("Ké hoach cai cach\fhanh chinh nam 2026\n\nsap xép td chirc", MODEL, Treatment.GARBLED)
    assert [page.page.number for page in pages] == [1, 2]
    assert [page.text.count("\n") for page in pages] == [0, 2]
    assert pages[1].text.startswith("hành chính năm 2026")


def test_the_verdict_and_the_origin_choose_the_treatment() -> None:
    text = "Can ctr Luat Ngan sach nha nudc"
    words = (Word(0, 3),)
    pages = [PageText(1, text, words, Origin.LAYER), PageText(2, text, words, Origin.DIGITAL)]
    verdicts = [TextLayerVerdict(VerdictKind.GARBLED), TextLayerVerdict(VerdictKind.GOOD)]
    first, second = restore_pages(pages, verdicts, MODEL)
    assert first.text == "Căn cứ Luật Ngân sách nhà nước"
    assert second.edits == ()


def test_edits_explain_themselves() -> None:
    (page,) = restore_text("Can ctr Nghi dinh s6 63/2010/ND-CP", MODEL, Treatment.GARBLED)
    assert replay(page.page.text, page.edits) == page.text
    for edit in page.edits:
        assert 0 < edit.score <= 1
        assert edit.why
        assert not edit.candidates or edit.candidates[0][1] >= edit.candidates[-1][1]


LETTERS = "aeghinotưđửộÂSTC1640&¢’.,:/-%() \n\f"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=LETTERS, max_size=80), st.sampled_from(list(Treatment)))
def test_numbers_never_change(text: str, treatment: Treatment) -> None:
    """Runs of two digits and more, alone or in a token, stand in the output as they stood in the input."""
    result = restored(text, treatment)
    assert re.findall(r"\d{2,}", result) == re.findall(r"\d{2,}", text)
    assert result.count("\n") == text.count("\n")
    assert result.count("\f") == text.count("\f")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(list(Treatment)))
def test_any_text_is_restored_without_an_error(text: str, treatment: Treatment) -> None:
    for page in restore_text(text, MODEL, treatment):
        assert replay(page.page.text, page.edits) == page.text


@pytest.mark.parametrize(
    ("read", "printed"),
    [pytest.param("co quan cap 14 Son Hai", "cơ quan cấp là Sơn Hải", marks=pytest.mark.xfail(reason="digits only"))],
)
def test_known_failures(read: str, printed: str) -> None:
    assert restored(read, Treatment.GARBLED) == printed
