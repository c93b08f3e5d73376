"""Headers of plans of every level, with and without a letterhead, in one column and in two."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.citations.vocabulary import Vocabulary
from planparse.header.find import find_header
from planparse.header.titles import type_of_line
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import Origin
from planparse.restoration.model import RestorationModel
from planparse.restoration.restore import restore_text
from planparse.restoration.treatment import Treatment

OutlineOf = Callable[..., Outline]
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = """
Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính;
Sở Y tế xây dựng Kế hoạch như sau:
I. MỤC ĐÍCH
1. Nội dung thứ nhất của kế hoạch.
Trên đây là kế hoạch của đơn vị./.
"""
FIELDS = ("parent_authority", "issuing_authority", "number", "document_type", "place", "date", "title")

# text, then the fields of FIELDS
IN_THE_WILD = {
    "department_of_a_province": (
        f"UBND TỈNH SƠN HẢI\nSỞ Y TẾ\nSố:1942 /KH-SYT\n{MOTTO}Sơn Hải, ngày 10 tháng 10 năm 2017\nKẾ HOẠCH\n"
        "Xét công nhận sáng kiến\ncấp cơ sở năm 2017",
        "UBND TỈNH SƠN HẢI",
        "SỞ Y TẾ",
        "1942/KH-SYT",
        "Kế hoạch",
        "Sơn Hải",
        "2017-10-10",
        "Xét công nhận sáng kiến cấp cơ sở năm 2017",
    ),
    "columns_on_the_same_lines": (
        "UBND TỈNH SƠN HẢI CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ Độc lập - Tự do - Hạnh phúc\n"
        "Số:127 /KH-SNV Sơn Hải, ngày 30 tháng 5 năm 2025\nKẾ HOẠCH\nCải cách hành chính năm 2025",
        "UBND TỈNH SƠN HẢI",
        "SỞ NỘI VỤ",
        "127/KH-SNV",
        "Kế hoạch",
        "Sơn Hải",
        "2025-05-30",
        "Cải cách hành chính năm 2025",
    ),
    "english_ocr": (
        "UBND TINH SON HAI CONG HOA XA HQI CHU NGHIA VIET NAM\nSOY TE Déc 1ap - Tw do - Hanh phuc\n"
        "S6:127 IKH-SYT Son Hai, ngay 30 thang 5 nam 2025\nKE HOACH\nCai cach hanh chinh nam 2025",
        "UBND TINH SON HAI",
        "SỞ Y TẾ",
        "127/KH-SYT",
        "Kế hoạch",
        "Son Hai",
        "2025-05-30",
        "Cai cach hanh chinh nam 2025",
    ),
    "names_over_two_lines": (
        "BỘ CÔNG THƯƠNG\nTRƯỜNG ĐẠI HỌC CÔNG NGHIỆP\nTHÀNH PHỐ SƠN HẢI\nSố: 753/KH-DCS\n"
        f"{MOTTO}Thành phố Sơn Hải, ngày 23 tháng 6 năm 2026\nKẾ HOẠCH\nKhảo sát sự hài lòng năm 2026",
        "BỘ CÔNG THƯƠNG",
        "TRƯỜNG ĐẠI HỌC CÔNG NGHIỆP THÀNH PHỐ SƠN HẢI",
        "753/KH-DCS",
        "Kế hoạch",
        "Thành phố Sơn Hải",
        "2026-06-23",
        "Khảo sát sự hài lòng năm 2026",
    ),
    "commune_with_blanks": (
        f"ỦY BAN NHÂN DÂN\nXÃ AN PHÚ\n-------\nSố:      /KH-UBND\n{MOTTO}---------------\n"
        "An Phú, ngày      tháng 5 năm 2025\nKẾ HOẠCH\nPhòng chống thiên tai năm 2025\n--------",
        None,
        "ỦY BAN NHÂN DÂN XÃ AN PHÚ",
        "⟦?⟧/KH-UBND",
        "Kế hoạch",
        "An Phú",
        "2025-05",
        "Phòng chống thiên tai năm 2025",
    ),
    "party": (
        "TỈNH ỦY SƠN HẢI\n*\nSố 45-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nSơn Hải, ngày 12 tháng 3 năm 2024\nKẾ HOẠCH\n"
        "thực hiện Chỉ thị số 32-CT/TW ngày 10/4/2024 của Ban Bí thư",
        None,
        "TỈNH ỦY SƠN HẢI",
        "45-KH/TU",
        "Kế hoạch",
        "Sơn Hải",
        "2024-03-12",
        "thực hiện Chỉ thị số 32-CT/TW ngày 10/4/2024 của Ban Bí thư",
    ),
    "gazette": (
        "PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT\nBỘ Y TẾ\nBỘ Y TẾ\nSố: 17/2024/TT-BYT\n"
        f"{MOTTO}Hà Nội, ngày 09 tháng 8 năm 2024\nTHÔNG TƯ\nQuy định về hồ sơ",
        None,
        "BỘ Y TẾ",
        "17/2024/TT-BYT",
        "Thông tư",
        "Hà Nội",
        "2024-08-09",
        "Quy định về hồ sơ",
    ),
    "scan": (
        f"UBND TỈNH SƠN HẢI\nSỞ NÔI VỤ\nSố: ⟦?⟧/KH-SNV\nhòa tốc\n{MOTTO}Sơn Hải, ngày tháng I1 năm 2017\nKÉẾ HOẠCH\n"
        "Khảo sát tình hình sử dụng biên chế",
        "UBND TỈNH SƠN HẢI",
        "SỞ NỘI VỤ",
        "⟦?⟧/KH-SNV",
        "Kế hoạch",
        "Sơn Hải",
        "2017-11",
        "Khảo sát tình hình sử dụng biên chế",
    ),
    "wrapped_by_a_converter": (
        "ỦY\nBAN NHÂN DÂN\nTỈNH SƠN HẢI\n-------\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số:\n41/KH-UBND\nSơn Hải,\nngày 21 tháng\n11 năm 2025\n\nKẾ HOẠCH\n\nV/V THI ĐUA CHÀO MỪNG ĐẠI HỘI LẦN THỨ\n"
        "XIV CỦA ĐẢNG\n\nThời gian qua, bến cảng Sơn Hải đón nhiều tàu, từ ngày\n17 tháng 3 có thêm hai chuyến phà;",
        None,
        "ỦY BAN NHÂN DÂN TỈNH SƠN HẢI",
        "41/KH-UBND",
        "Kế hoạch",
        "Sơn Hải",
        "2025-11-21",
        "THI ĐUA CHÀO MỪNG ĐẠI HỘI LẦN THỨ XIV CỦA ĐẢNG",
    ),
    "a_city_over_two_lines": (
        f"SỞ Y TẾ\nSố: 8/KH-SYT\n{MOTTO}Thành phố Hồ Chí\nMinh, ngày 3 tháng 2 năm 2025\n\nKẾ HOẠCH\n\n"
        "TRỰC TẾT TẠI CÁC BỆNH VIỆN\n\nNăm 2025\n\nTriển khai việc trực Tết của các bệnh viện từ\nngày 25 tháng 1;",
        None,
        "SỞ Y TẾ",
        "8/KH-SYT",
        "Kế hoạch",
        "Thành phố Hồ Chí Minh",
        "2025-02-03",
        "TRỰC TẾT TẠI CÁC BỆNH VIỆN Năm 2025",
    ),
    "no_letterhead": (
        "KẾ HOẠCH\nChuyển đổi số giai đoạn 2026-2030 của Sở Y tế\n",
        None,
        "Sở Y tế",
        None,
        "Kế hoạch",
        None,
        None,
        "Chuyển đổi số giai đoạn 2026-2030 của Sở Y tế",
    ),
}


@pytest.mark.parametrize("case", IN_THE_WILD)
def test_in_the_wild(case: str, outline_of: OutlineOf) -> None:
    text, *expected = IN_THE_WILD[case]
    origin = Origin.OCR if case in ("scan", "english_ocr") else Origin.TEXT
    header = find_header(outline_of(f"{text}\n{BODY}", origin), Dictionaries())
    assert [getattr(header, field) for field in FIELDS] == expected


def test_names_are_put_right_only_where_they_may_be_misread(outline_of: OutlineOf) -> None:
    text = f"{IN_THE_WILD['scan'][0]}\n{BODY}".replace("Sơn Hải, ngày", "Thành phó Hô Chí Minh, ngày")
    printed = find_header(outline_of(text, Origin.DIGITAL), Dictionaries())
    assert (printed.issuing_authority, printed.place) == ("SỞ NÔI VỤ", "Thành phó Hô Chí Minh")
    assert printed.evidence["issuing_authority"].rule == "letterhead.issuer"
    read = find_header(outline_of(text, Origin.OCR), Dictionaries())
    assert (read.issuing_authority, read.place) == ("SỞ NỘI VỤ", "Thành phố Hồ Chí Minh")
    for field, raw in (("issuing_authority", "SỞ NÔI VỤ"), ("place", "Thành phó Hô Chí Minh")):
        assert read.evidence[field].rule.endswith(".known_name")
        assert read.evidence[field].raw.rstrip(",") == raw
        assert read.evidence[field].confidence < printed.evidence[field].confidence


def test_a_nation_that_had_no_room_on_its_line(outline_of: OutlineOf) -> None:
    head = "UBND TỈNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\nQUẢNG NAM NAM\nSố: 12/KH-UBND Độc lập - Tự do - Hạnh phúc\n"
    header = find_header(outline_of(f"{head}Tam Kỳ, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrực\n{BODY}"), Dictionaries())
    assert header.issuing_authority == "UBND TỈNH QUẢNG NAM"
    head = "UBND TỈNH CAO BẰNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT\n\nNAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/KH-UBND\n"
    header = find_header(outline_of(f"{head}Cao Bằng, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrực\n{BODY}"), Dictionaries())
    assert header.issuing_authority == "UBND TỈNH CAO BẰNG"


def test_specks_inside_the_name_of_a_body(outline_of: OutlineOf) -> None:
    head = "UBND TỈNH CAO: — BẰNG\nSố: 12/KH-UBND\nCao Bằng, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nTrực\n"
    assert find_header(outline_of(head + BODY, Origin.OCR), Dictionaries()).issuing_authority == "UBND TỈNH CAO BẰNG"
    assert find_header(outline_of(head + BODY), Dictionaries()).issuing_authority == "UBND TỈNH CAO: — BẰNG"


def test_a_year_below_its_date(outline_of: OutlineOf) -> None:
    head = "UBND THÀNH PHỐ\nSố: 12/QĐ-UBND\nThành phố Hồ Chí Minh, ngày 21 tháng 11 năm\n2025\nQUYẾT ĐỊNH\nBan hành\n"
    header = find_header(outline_of(head + BODY), Dictionaries())
    assert (header.place, header.date) == ("Thành phố Hồ Chí Minh", "2025-11-21")


def test_a_number_below_its_label(outline_of: OutlineOf) -> None:
    head = "UBND TỈNH SƠN HẢI\nSố: Độc lập - Tự do - Hạnh phúc\n7360/KH-UBND Sơn Hải, ngày 19 tháng 11 năm 2025\n"
    header = find_header(outline_of(f"{head}KẾ HOẠCH\nTrực\n{BODY}"), Dictionaries())
    assert (header.number, header.place, header.date) == ("7360/KH-UBND", "Sơn Hải", "2025-11-19")


@pytest.mark.parametrize("speck", ["Á", "– 4", "-", ". ."])
def test_a_speck_between_type_and_subject(outline_of: OutlineOf, speck: str) -> None:
    head = ["Số: 12/TB-SYT", "Sơn Hải, ngày 27 tháng 11 năm 2025", "THÔNG BÁO"]
    lines = [*head, speck, "VỀ KẾT QUẢ KIỂM TRA", "NĂM 2025"]
    assert find_header(outline_of("\n".join(lines)), Dictionaries()).title == "VỀ KẾT QUẢ KIỂM TRA NĂM 2025"


@pytest.mark.parametrize(
    ("row", "title", "place"),
    [
        ("Số: 393/SYT-KHTC V/v mua sắm vật tư\tHà Nội, ngày 02 tháng 12 năm 2025", "mua sắm vật tư", "Hà Nội"),
        (
            "Số: 393/SYT-KHTC V/v: thu phí của Sở Y tế\tSơn Hải, ngày 02 tháng 12 năm 2025",
            "thu phí của Sở Y tế",
            "Sơn Hải",
        ),
        ("Số: 393/SYT-KHTC V/v họp giao ban\nHà Nội, ngày 02 tháng 12 năm 2025", "họp giao ban", "Hà Nội"),
    ],
)
def test_a_subject_behind_the_symbol(outline_of: OutlineOf, row: str, title: str, place: str) -> None:
    head = "SỞ Y TẾ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc\n"
    text = f"{head}{row}\nKính gửi: Bệnh viện Đa khoa tỉnh.\nSở Y tế có ý kiến như sau:\n"
    header = find_header(outline_of(text), Dictionaries())
    assert (header.number, header.date, header.place) == ("393/SYT-KHTC", "2025-12-02", place)
    assert (header.document_type, header.title) == ("Công văn", title)


def test_a_number_whose_label_was_lost(outline_of: OutlineOf) -> None:
    lines = ["HỘI ĐỒNG NHÂN DÂN TỈNH SƠN HẢI", "66/2025/NQ-HĐND", "Sơn Hải, ngày 27 tháng 11 năm 2025", "NGHỊ QUYẾT"]
    header = find_header(outline_of("\n".join([*lines, "VỀ VIỆC QUY ĐỊNH MỨC PHÍ"])), Dictionaries())
    assert (header.number, header.issuing_authority) == ("66/2025/NQ-HĐND", "HỘI ĐỒNG NHÂN DÂN TỈNH SƠN HẢI")


def test_a_province_beside_the_place_that_names_it() -> None:
    garbled = "UY BAN NHAN DAN\nTINH pAK LAK\nS6: 12/KH-UBND\nDak Lak, ngay 18 thang 11 ndm 2025\nKE HOACH\nTruc Tét\n"
    pages = restore_text(garbled + BODY, RestorationModel.load(Dictionaries()), Treatment.GARBLED)
    header = find_header(build_outline(pages, (), Dictionaries()), Dictionaries())
    assert (header.issuing_authority, header.place) == ("ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "Đắk Lắk")
    assert header.evidence["issuing_authority"].confidence < 0.9


def test_a_motto_behind_the_type_is_no_part_of_the_title(outline_of: OutlineOf) -> None:
    head = "SỞ Y TẾ\nSố: 12/KH-SYT\nSơn Hải, ngày 1 tháng 2 năm 2025\nKẾ HOẠCH\nĐộc lập - Tự do - Hạnh phúc\n"
    header = find_header(outline_of(f"{head}TRIỂN KHAI THỰC HIỆN NGHỊ QUYẾT VỀ NƯỚC SẠCH\n{BODY}"), Dictionaries())
    assert header.title == "TRIỂN KHAI THỰC HIỆN NGHỊ QUYẾT VỀ NƯỚC SẠCH"


@pytest.mark.parametrize(
    "below",
    [
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n- Giám đốc Sở Y tế;\n",
        "Ngày 28 tháng 11 năm 2025, tại\nTrụ sở Sở Y tế, Giám đốc Sở đã chủ trì cuộc họp về tình hình\n"
        "thực hiện kế hoạch nước sạch. Sau khi nghe báo cáo của\ncác trạm y tế và ý kiến của các phòng, Giám đốc Sở\n"
        "kết luận như sau.\n",
    ],
)
def test_what_follows_a_title_in_capitals_is_no_part_of_it(outline_of: OutlineOf, below: str) -> None:
    head = f"SỞ Y TẾ\nSố: 12/CĐ-SYT\n{MOTTO}Sơn Hải, ngày 1 tháng 2 năm 2025\nCÔNG ĐIỆN\nVỀ VIỆC CẤP NƯỚC SẠCH\n"
    header = find_header(outline_of(f"{head}VÙNG LŨ\n{below}{BODY}"), Dictionaries())
    assert header.title == "VỀ VIỆC CẤP NƯỚC SẠCH VÙNG LŨ"


def test_rules_under_names_are_no_part_of_them(outline_of: OutlineOf) -> None:
    head = f"ỦY BAN NHÂN DÂN XÃ AN PHÚ --------\nSố: 12/KH-UBND\n{MOTTO}An Phú, ngày 1 tháng 2 năm 2025\n"
    text = f"{head}KẾ HOẠCH\nTrực\n{BODY}"
    assert find_header(outline_of(text), Dictionaries()).issuing_authority == "ỦY BAN NHÂN DÂN XÃ AN PHÚ"


def test_every_value_has_evidence(outline_of: OutlineOf) -> None:
    header = find_header(outline_of(IN_THE_WILD["columns_on_the_same_lines"][0] + BODY), Dictionaries())
    assert set(header.evidence) == set(FIELDS)
    assert header.evidence["number"].raw == "127 /KH-SNV"
    assert header.document_type_code == "KH"


def test_official_letter(outline_of: OutlineOf) -> None:
    text = (
        f"UBND TỈNH SƠN HẢI\nSỞ NỘI VỤ\nSố: 412/SNV-CCHC\nV/v hướng dẫn xây dựng kế hoạch\ncải cách hành chính\n{MOTTO}"
        "Sơn Hải, ngày 12 tháng 11 năm 2024\nKính gửi: Các sở, ban, ngành tỉnh.\nĐề nghị các đơn vị báo cáo."
    )
    header = find_header(outline_of(text), Dictionaries())
    assert (header.document_type, header.number) == ("Công văn", "412/SNV-CCHC")
    assert header.title == "hướng dẫn xây dựng kế hoạch cải cách hành chính"


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("KẾ HOẠCH", "Kế hoạch", ""),
        ("K Ế H O Ạ C H", "Kế hoạch", ""),
        ("KE HOACH", "Kế hoạch", ""),
        ("KÉẾ HOẠCH", "Kế hoạch", ""),
        ("**QUYẾT ĐỊNH**", "Quyết định", "**"),
        ("KẾ HOẠCH HÀNH ĐỘNG", "Kế hoạch", " HÀNH ĐỘNG"),
        ("THÔNG TƯ LIÊN TỊCH", "Thông tư liên tịch", ""),
    ],
)
def test_type_of_line(line: str, name: str, rest: str, words: Vocabulary) -> None:
    found = type_of_line(line, words)
    assert found is not None
    assert (found[0].name, line[found[1] :]) == (name, rest)


@pytest.mark.parametrize("line", ["Kế hoạch cải cách hành chính", "KẾT QUẢ", "UBND TỈNH SƠN HẢI", "", "12"])
def test_no_type(line: str, words: Vocabulary) -> None:
    assert type_of_line(line, words) is None


@pytest.mark.parametrize("text", ["", " \n\n", "Số:", "ngày tháng năm", "KẾ HOẠCH", "⟦?⟧", "Số: /", "Nơi nhận:"])
def test_never_raises(text: str, outline_of: OutlineOf) -> None:
    assert find_header(outline_of(text), Dictionaries()).number is None


def test_specks_before_the_type(outline_of: OutlineOf) -> None:
    head = "UBND TỈNH SƠN HẢI\nSố: 172/TB-UBND\nSơn Hải, ngày 18 tháng 11 năm 2025\n"
    text = f"{head}có THÔNG BÁO. VỀ VIỆC TRỰC BÃO\nCỦA TỈNH SƠN HẢI\n{BODY}"
    read = find_header(outline_of(text, Origin.OCR), Dictionaries())
    assert (read.document_type, read.title) == ("Thông báo", "VỀ VIỆC TRỰC BÃO CỦA TỈNH SƠN HẢI")


@pytest.mark.parametrize("left", ["", "ĐỊNH\n"])
def test_a_title_below_a_type_that_was_not_read(left: str, outline_of: OutlineOf) -> None:
    head = "UBND TỈNH SƠN HẢI\nSố: 172/QĐ-UBND\nSơn Hải, ngày 18 tháng 11\nnăm 2025\n"
    text = f"{head}{left}BAN HÀNH QUY CHẾ TRỰC BÃO\nCỦA TỈNH SƠN HẢI\n{BODY}"
    read = find_header(outline_of(text, Origin.OCR), Dictionaries())
    assert (read.title, read.date) == ("BAN HÀNH QUY CHẾ TRỰC BÃO CỦA TỈNH SƠN HẢI", "2025-11-18")
    assert (read.document_type, read.evidence["title"].rule) == ("Quyết định", "title.untyped")
    typed = find_header(outline_of(text, Origin.TEXT), Dictionaries())
    assert (typed.title, typed.date) == (None, "2025-11-18")
