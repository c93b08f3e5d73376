"""Zones, headings, noise and the section tree of whole documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.layout.outline import BlockKind, Outline, Zone
from planparse.layout.sections import outline_skips, section_tree

Build = Callable[[str], Outline]

PLAN = """\
UBND TỈNH SƠN HẢI
SỞ Y TẾ
Số: 21/KH-SYT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn Hải, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa
của Sở Y tế năm 2026
Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm
soát thủ tục hành chính;
Sở Y tế xây dựng Kế hoạch kiểm soát thủ tục hành chính năm 2026 với các nội dung
như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Giảm số lần đi lại của người dân khi làm thủ tục tại Sở và các trạm y tế của tỉnh để
tiết kiệm chi phí.
2. Yêu cầu
- Ghi rõ người làm và ngày xong của từng việc.
II. NHIỆM VỤ
1. Rà soát, đơn giản hóa thủ tục hành chính
a) Nhiệm vụ
- Rà soát các thủ tục hành chính nội bộ.
b) Trách nhiệm thực hiện
- Đơn vị chủ trì: Văn phòng Sở.
2. Phấn đấu 100% hồ sơ được giải quyết trước hạn, đúng hạn trong năm 2026, không để
phát sinh hồ sơ quá hạn kéo dài.
IV. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
Theo dõi, đôn đốc việc thực hiện.
Trên đây là Kế hoạch kiểm soát thủ tục hành chính năm 2026 của Sở Y tế./.
Nơi nhận:
- UBND tỉnh (b/c);
- Ban Giám đốc
Sở;
- Lưu: VT, VP.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Lê Thị Hải Vân
PHỤ LỤC I
Danh mục nhiệm vụ
TT\tNhiệm vụ\tChủ trì
1\tRà soát\tVăn phòng
"""


def of_zone(outline: Outline, zone: Zone) -> list[str]:
    return [block.passage.text for block in outline.in_zone(zone)]


def test_zones_of_a_plan(outline_of: Build) -> None:
    outline = outline_of(PLAN)
    assert len(of_zone(outline, Zone.LETTERHEAD)) == 6
    assert of_zone(outline, Zone.TITLE) == [
        "KẾ HOẠCH",
        "Kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa của Sở Y tế năm 2026",
    ]
    assert [text.split()[0] for text in of_zone(outline, Zone.PREAMBLE)] == ["Căn", "Sở"]
    assert of_zone(outline, Zone.RECIPIENTS)[1:3] == ["- UBND tỉnh (b/c);", "- Ban Giám đốc Sở;"]
    assert of_zone(outline, Zone.SIGNATURE) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Thị Hải Vân"]
    assert outline.in_zone(Zone.APPENDIX)[-1].kind is BlockKind.TABLE
    assert of_zone(outline, Zone.BODY)[0] == "I. MỤC ĐÍCH, YÊU CẦU"


def test_a_signature_above_the_recipients(outline_of: Build) -> None:
    swapped = PLAN.replace("Nơi nhận:", "GIÁM ĐỐC\nTrần Minh Khôi\nNơi nhận:").split("KT. GIÁM ĐỐC")[0]
    outline = outline_of(swapped)
    assert of_zone(outline, Zone.SIGNATURE) == ["GIÁM ĐỐC", "Trần Minh Khôi"]
    assert of_zone(outline, Zone.BODY)[-1].startswith("Trên đây là")


def test_a_decision_has_its_operative_part_behind_the_word_that_opens_it(outline_of: Build) -> None:
    outline = outline_of(
        "ỦY BAN NHÂN DÂN\nTỈNH SƠN HẢI\nQUYẾT ĐỊNH\nVề việc ban hành Kế hoạch chuyển đổi số năm 2026\n"
        "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẢI\nCăn cứ Luật Tổ chức chính quyền địa phương;\n"
        "Theo đề nghị của Giám đốc Sở Khoa học và Công nghệ.\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch chuyển đổi số năm 2026.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."
    )
    assert of_zone(outline, Zone.TITLE)[0] == "QUYẾT ĐỊNH"
    assert of_zone(outline, Zone.PREAMBLE)[-1] == "QUYẾT ĐỊNH:"
    assert [block.marker for block in outline.in_zone(Zone.BODY)] == ["Điều 1.", "Điều 2."]


@pytest.mark.parametrize("printed", ["K Ế H O Ạ C H", "KÉẾ HOẠCH", "K£ HOẠCH", "KẾ HOACH"])
def test_a_type_set_apart_or_misread_opens_the_title(outline_of: Build, printed: str) -> None:
    outline = outline_of(PLAN.replace("KẾ HOẠCH", printed))
    assert of_zone(outline, Zone.TITLE)[0] == printed
    assert [text.split()[0] for text in of_zone(outline, Zone.PREAMBLE)] == ["Căn", "Sở"]


def test_a_full_line_in_small_letters_is_no_subject_in_capitals(outline_of: Build) -> None:
    text = (
        "KẾ HOẠCH\nPHÁT TRIỂN HẠ TẦNG VIỄN THÔNG GIAI ĐOẠN 2026 - 2030\n"
        "Triển khai Kế hoạch hành động số 28-KH/TU ngày 24/4/2025 của Ban Chấp hành Đảng bộ tỉnh\n"
        "Sơn Hải về việc thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị trên\n"
        "địa bàn tỉnh, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n1. Mục đích\n"
    )
    title = [block.passage.text for block in outline_of(text).in_zone(Zone.TITLE)]
    assert title[-1].endswith("GIAI ĐOẠN 2026 - 2030")


def test_a_type_before_its_subject_opens_the_title(outline_of: Build) -> None:
    outline = outline_of(PLAN.replace("KẾ HOẠCH\n", "KẾ HOẠCH "))
    assert of_zone(outline, Zone.TITLE)[0].startswith("KẾ HOẠCH Kiểm soát")
    letterhead = PLAN.replace("SỞ Y TẾ", "SỞ\nKẾ HOẠCH VÀ ĐẦU TƯ").replace("\nKẾ HOẠCH\n", "\nKẾ HOẠCH ")
    assert "KẾ HOẠCH VÀ ĐẦU TƯ" in of_zone(outline_of(letterhead), Zone.LETTERHEAD)


@pytest.mark.parametrize(
    ("above", "zone"),
    [("VỀ BAN HÀNH QUY CHẾ TRỰC BÃO", Zone.PREAMBLE), ("VỀ BAN HÀNH QUY CHẾ LÀM VIỆC CỦA", Zone.TITLE)],
)
def test_a_subject_in_capitals_ends_before_the_body_that_enacts(outline_of: Build, above: str, zone: Zone) -> None:
    body = "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN HẢI"
    outline = outline_of(f"UBND TỈNH SƠN HẢI\nQUYẾT ĐỊNH\n{above}\n{body}\nCăn cứ Luật Giá;\nQUYẾT ĐỊNH:\nĐiều 1. A.")
    assert any(body in text for text in of_zone(outline, zone))


def test_headings_levels_and_parents(outline_of: Build) -> None:
    outline = outline_of(PLAN)
    headings = {b.passage.text: b for b in outline.blocks if b.kind is BlockKind.HEADING}
    assert headings["II. NHIỆM VỤ"].level == 1
    assert headings["1. Rà soát, đơn giản hóa thủ tục hành chính"].level == 2
    assert headings["b) Trách nhiệm thực hiện"].level == 3
    target = next(b for b in outline.blocks if b.passage.text.startswith("2. Phấn đấu"))
    assert target.kind is BlockKind.PARAGRAPH
    assert target.marker == "2."
    assert outline.heading_of(target) is headings["II. NHIỆM VỤ"]
    bullet = next(b for b in outline.blocks if b.passage.text.startswith("- Rà soát"))
    assert outline.heading_of(bullet) is headings["a) Nhiệm vụ"]
    assert outline.section_of(bullet) is headings["1. Rà soát, đơn giản hóa thủ tục hành chính"]
    closing = next(b for b in outline.blocks if b.passage.text.startswith("Trên đây"))
    assert outline.heading_of(closing) is headings["IV. TỔ CHỨC THỰC HIỆN"]


def test_section_tree_and_skipped_numbers(outline_of: Build) -> None:
    outline = outline_of(PLAN)
    tree = section_tree(outline)
    assert [section.marker for section in tree] == ["I.", "II.", "IV.", "PHỤ LỤC I"]
    assert [child.title for child in tree[1].children] == ["Rà soát, đơn giản hóa thủ tục hành chính"]
    assert tree[0].line == 14
    (skip,) = outline_skips(outline)
    assert (skip.previous, skip.found, skip.expected) == ("II.", "IV.", 3)


def test_a_one_read_as_a_roman_one_stays_in_its_chapter(outline_of: Build) -> None:
    outline = outline_of(PLAN.replace("1. Mục đích", "I. Mục đích"))
    heading = next(b for b in outline.blocks if b.passage.text == "I. Mục đích")
    assert (heading.style, heading.level) == ("arabic", 2)


@pytest.mark.parametrize(
    "printed", ["Nơi nhận:", "Nơi nhận :", "NƠI NHẬN:", "Với nhận:", ";Vưi nhận:", "nhận:", ";Nơl nhân:", "Noi nhan:"]
)
def test_recipients_are_found_when_their_title_is_misread(outline_of: Build, printed: str) -> None:
    outline = outline_of(PLAN.replace("Nơi nhận:", printed))
    assert len(outline.in_zone(Zone.RECIPIENTS)) == 4


def test_a_list_of_short_items_has_no_headings(outline_of: Build) -> None:
    outline = outline_of("II. THÀNH PHẦN\n1. Sở Y tế\n2. Sở Nội vụ\n3. Sở Tài chính\n")
    assert [block.kind for block in outline.blocks[1:]] == [BlockKind.PARAGRAPH] * 3


NOISE = [
    "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ TỈNH SƠN HẢI",
    "Email: congtt@sonhai.example",
    "Cơ quan: VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH",
    "Thời gian ký: 05.02.2026 16:49:32 +07:00",
]


def test_marks_of_a_signing_service_are_noise(outline_of: Build) -> None:
    outline = outline_of("\n".join(NOISE) + "\n" + PLAN)
    assert [b.passage.text for b in outline.blocks if b.kind is BlockKind.NOISE] == NOISE


def test_running_headers_are_noise_and_repeated_bullets_are_not(outline_of: Build) -> None:
    pages = [
        f"CÔNG BÁO TỈNH SƠN HẢI/Số {8 + n}/Ngày 19-04-2026\n{n}\n- Nhiệm vụ thứ {n}.\n- Đơn vị phối hợp: các phòng."
        for n in range(2, 6)
    ]
    outline = outline_of("\f".join(pages))
    noise = [b.passage.text for b in outline.blocks if b.kind is BlockKind.NOISE]
    assert len(noise) == 8
    assert not any(text.startswith("-") for text in noise)


@pytest.mark.parametrize("number", ["I", "1"])
def test_heads_of_appendices_are_no_running_headers(number: str, outline_of: Build) -> None:
    attached = "(Kèm theo Kế hoạch số 12/KH-SYT ngày 01/02/2026 của Sở Y tế)"
    table = "STT\tNội dung\tĐơn vị\n1\tRà soát\tVăn phòng\n2\tTập huấn\tThanh tra"
    heads = [f"PHỤ LỤC {number * n}\nDANH MỤC NHIỆM VỤ\n{attached}\n{table}" for n in range(1, 4)]
    feet = [f"{n}\nCác đơn vị báo cáo.\nPHỤ LỤC {number * n}\n{attached}\n{table}" for n in range(1, 4)]
    for pages in (heads, feet):
        outline = outline_of(PLAN + "\f" + "\f".join(pages))
        blocks = [b for b in outline.blocks if b.passage and attached in b.passage.text]
        assert len(blocks) == 3
        assert not any(block.is_aside for block in blocks)


@pytest.mark.parametrize(
    "text", ["Cơ quan: Sở Y tế tỉnh Sơn Hải", "Người ký văn bản chịu trách nhiệm.", "Email của Sở"]
)
def test_ordinary_lines_are_no_noise(outline_of: Build, text: str) -> None:
    assert outline_of(f"I. NỘI DUNG\n{text}\nThực hiện theo quy định.").blocks[1].kind is not BlockKind.NOISE


def test_a_table_stands_at_its_place_and_its_lines_are_no_paragraphs(outline_of: Build) -> None:
    outline = outline_of(
        "1. Tiến độ\nTT\tNhiệm vụ\tThời gian\n1\tRà soát\tQuý I\n2\tBáo cáo\tQuý II\n2. Kinh phí\nTheo quy định."
    )
    assert [block.kind for block in outline.blocks][:3] == [BlockKind.HEADING, BlockKind.TABLE, BlockKind.HEADING]
    assert not any("\t" in block.passage.text or "Quý I" in block.passage.text for block in outline.blocks)


@pytest.mark.parametrize(("stop", "parent"), [("./.", None), (".", 0)])
def test_nothing_stands_under_a_heading_behind_the_end(outline_of: Build, stop: str, parent: int | None) -> None:
    outline = outline_of(f"1. Sở Y tế\n- Lập danh sách các trạm{stop}\n- Mẫu số 2 của các trạm.")
    assert [block.parent for block in outline.blocks] == [None, 0, parent]


def test_a_title_in_capitals_ends_where_an_empty_line_breaks_off_the_text_below(outline_of: Build) -> None:
    text = (
        "UBND TỈNH SƠN HẢI\n\nSố: 21/KH-UBND\n\nSơn Hải, ngày 12 tháng 01 năm 2026\n\nKẾ HOẠCH\n\n"
        "PHÒNG, CHỐNG DỊCH BỆNH SAU BÃO TRÊN ĐỊA BÀN TỈNH\n\nDo ảnh hưởng của mưa lớn\n\n"
        "kéo dài, nhiều xã của tỉnh bị ngập, nước rút chậm và môi trường bị ô nhiễm nặng nề.\n\nI. MỤC ĐÍCH\n"
    )
    outline = outline_of(text)
    assert of_zone(outline, Zone.TITLE) == ["KẾ HOẠCH", "PHÒNG, CHỐNG DỊCH BỆNH SAU BÃO TRÊN ĐỊA BÀN TỈNH"]
    alone = text.replace("Do ảnh hưởng của mưa lớn\n\nkéo dài", "Năm 2026\n\nKéo dài")
    assert of_zone(outline_of(alone), Zone.TITLE)[-1].endswith("Năm 2026")


def test_a_speck_below_the_type_does_not_keep_the_title_open(outline_of: Build) -> None:
    text = PLAN.replace(
        "Kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa\ncủa Sở Y tế năm 2026\n",
        ":\nKIỂM SOÁT THỦ TỤC HÀNH CHÍNH CỦA SỞ Y TẾ\n"
        "Trong các ngày 08 và 09 tháng 11 năm 2025, Giám đốc Sở Y tế đã làm việc với các đơn vị\n"
        "của Sở về việc kiểm soát thủ tục hành chính và giao các việc dưới đây cho từng đơn vị.\n",
    )
    assert not any("Trong các ngày" in part for part in of_zone(outline_of(text), Zone.TITLE))


def test_a_subject_whose_first_word_stands_alone(outline_of: Build) -> None:
    text = PLAN.replace(
        "Kiểm soát thủ tục hành chính, thực hiện cơ chế một cửa\ncủa Sở Y tế năm 2026\n",
        "VỀ\nVIỆC KIỂM SOÁT THỦ TỤC HÀNH CHÍNH CỦA SỞ Y TẾ\n"
        "Trong các ngày 08 và 09 tháng 11 năm 2025, Giám đốc Sở Y tế đã làm việc với các đơn vị\n"
        "của Sở về việc kiểm soát thủ tục hành chính và giao các việc dưới đây cho từng đơn vị.\n",
    )
    title = of_zone(outline_of(text), Zone.TITLE)
    assert title[-1].endswith("VIỆC KIỂM SOÁT THỦ TỤC HÀNH CHÍNH CỦA SỞ Y TẾ")


@pytest.mark.parametrize("end", ["./.", " /.", " ./", " /"])
def test_an_article_that_ends_the_document_is_no_heading(outline_of: Build, end: str) -> None:
    article = f"Điều 4. Chánh Văn phòng và các đơn vị chịu trách nhiệm thi hành Quyết định này{end}"
    head = "QUYẾT ĐỊNH\nVề trực bão\nCăn cứ Luật Đê điều;\nQUYẾT ĐỊNH:\nĐiều 1. Trực bão.\n"
    text = f"{head}{article}\nNơi nhận:\n- Lưu: VT.\n"
    (block,) = [block for block in outline_of(text).blocks if block.passage.text.startswith("Điều 4.")]
    assert block.kind is BlockKind.PARAGRAPH


def test_a_decision_whose_type_was_not_read(outline_of: Build) -> None:
    text = (
        "KIỂM TOÁN TỈNH\nSố: 17/QĐ-KTT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSơn Hải, ngày 24 tháng 11 năm 2025\n"
        "0U ĐỊNH,\nBAN HÀNH QUY ĐỊNH VỀ MẪU THẺ\nCăn cứ Luật Kiểm toán nhà nước;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này mẫu thẻ.\n"
    )
    outline = outline_of(text)
    assert "QUYẾT ĐỊNH:" not in of_zone(outline, Zone.TITLE)
    assert any("Luật Kiểm toán" in part for part in of_zone(outline, Zone.PREAMBLE))


def test_recipients_whose_title_was_not_read(outline_of: Build) -> None:
    text = PLAN.split("Nơi nhận:")[0] + (
        "TC Diện\n- Như trên;\n- Ban Bí thư Trung ương Đảng;\n- VPCP: BTCN, các PCN, Trợ lý TTg, TGĐ Cổng\n"
        "TTĐT, các Vụ: CN, NC;\n- Lưu: VT, NN.\nKT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nLê Văn Mẫu\n"
    )
    recipients = of_zone(outline_of(text), Zone.RECIPIENTS)
    assert recipients[0] == "- Như trên;"
    assert "- VPCP: BTCN, các PCN, Trợ lý TTg, TGĐ Cổng TTĐT, các Vụ: CN, NC;" in recipients


def test_spoilt_lines_inside_a_signature(outline_of: Build) -> None:
    text = PLAN.split("KT. GIÁM ĐỐC")[0] + "TL. CỤC TRƯỞNG\nÁ\nN€YHIÊP VỤ\nPHÓ TRƯỞNG BAN\nLê Thị Hải Vân\n"
    assert of_zone(outline_of(text), Zone.SIGNATURE)[-2:] == ["PHÓ TRƯỞNG BAN", "Lê Thị Hải Vân"]
