"""Lines become paragraphs, whatever the source does with line ends, blank lines and page breaks."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.knowledge import Dictionaries
from planparse.layout.outline import BlockKind, Outline, Zone
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import BBox, Origin, PageText, Word
from planparse.restoration.edits import RestoredText

Build = Callable[[str], Outline]

PARAGRAPHS = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "Giúp các trạm y tế xã của huyện đảo Sơn Hải có đủ thuốc, vật tư và nhân lực trước mùa bão; rút ngắn thời gian vận "
    "chuyển người bệnh nặng về Bệnh viện Đa khoa tỉnh bằng đường thủy.",
    "2. Yêu cầu",
    "- Mỗi trạm y tế lập một phương án riêng, ghi rõ người trực, phương tiện, số điện thoại và nơi cất giữ thuốc; "
    "phương án phải được diễn tập ít nhất một lần trước tháng bảy và sửa lại ngay khi có thay đổi về người.",
    "- Danh mục thuốc dự trữ lập theo mẫu gửi kèm Công văn số 12/SYT-NVY ngày 05/01/2026 của Sở Y tế tỉnh Sơn Hải, có "
    "chữ ký của trưởng trạm và xác nhận của Ủy ban nhân dân xã.",
    "II. MỤC TIÊU",
    "1. Đến hết tháng 6 năm 2026 có ít nhất 18 trạm y tế hoàn thành diễn tập và 100% xuồng cứu thương được kiểm định "
    "an toàn trước khi đưa vào trực bão.",
    "2. Không để trạm y tế nào thiếu thuốc cấp cứu quá 24 giờ trong suốt thời gian có bão.",
]


def texts(outline: Outline) -> list[str]:
    return [block.passage.text for block in outline.blocks if block.kind is not BlockKind.NOISE]


def wrapped(between_lines: str, between_paragraphs: str) -> str:
    return between_paragraphs.join(
        between_lines.join(textwrap.wrap(paragraph, 88, break_on_hyphens=False)) for paragraph in PARAGRAPHS
    )


@pytest.mark.parametrize(
    ("between_lines", "between_paragraphs"),
    [
        pytest.param("\n", "\n", id="no blank lines"),
        pytest.param("\n", "\n\n", id="blank lines between paragraphs"),
        pytest.param("\n\n", "\n\n", id="blank lines everywhere"),
        pytest.param(" \n \n", " \n", id="blank lines inside paragraphs only"),
    ],
)
def test_paragraphs_come_back_whatever_the_blank_lines(
    outline_of: Build, between_lines: str, between_paragraphs: str
) -> None:
    assert texts(outline_of(wrapped(between_lines, between_paragraphs))) == PARAGRAPHS


LETTERED = [
    "I. NHIỆM VỤ",
    *(
        paragraph
        for n in range(1, 9)
        for paragraph in (
            f"{n}. Tuyến phà số {n}",
            f"a) Kiểm tra thân vỏ, máy và phao cứu sinh của phà số {n} trước mùa bão; Sở Xây dựng giao Trung tâm "
            "Đăng kiểm Sơn Hải cấp giấy cho phà đạt yêu cầu.",
            "b) Số chuyến đúng giờ của tuyến đạt 95%; lịch chạy được gửi cho các trạm y tế xã và Đồn Biên phòng trước "
            "ngày 25 hằng tháng.",
        )
    ),
]


@pytest.mark.parametrize("width", [88, 40], ids=["wide", "narrow"])
def test_where_blank_lines_stand_between_all_paragraphs_short_lines_end_none(outline_of: Build, width: int) -> None:
    """Also where the lists of recipients behind the text have no blank lines."""
    closing = "Nơi nhận:\n- UBND tỉnh;\n- Các Sở;\n- Lưu: VT.\nGIÁM ĐỐC\nLò Văn Sáng"
    body = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in LETTERED)
    found = texts(outline_of(f"{body}\n\n{closing}"))
    assert found[: len(LETTERED)] == LETTERED


def test_a_line_that_ends_in_a_comparison_goes_on_with_its_number(outline_of: Build) -> None:
    text = "1. Mục tiêu\na) Đến hết năm 2027: Có ≥\n60% ngư dân có áo phao.\nb) Tỷ lệ phà đúng giờ đạt\n95%;"
    assert texts(outline_of(text))[1:] == [
        "a) Đến hết năm 2027: Có ≥ 60% ngư dân có áo phao.",
        "b) Tỷ lệ phà đúng giờ đạt 95%;",
    ]


def test_one_paragraph_a_line(outline_of: Build) -> None:
    long = [p + " " + PARAGRAPHS[4][2:] if i in (2, 4, 5) else p for i, p in enumerate(PARAGRAPHS)]
    assert texts(outline_of("\n\n".join(long))) == long


def test_a_paragraph_runs_over_a_page_break_and_its_page_number(outline_of: Build) -> None:
    lines = wrapped("\n", "\n").split("\n")
    broken = "\n".join(lines[:3]) + "\n\f2\n" + "\n".join(lines[3:])
    outline = outline_of(broken)
    assert texts(outline) == PARAGRAPHS
    assert [b.passage.text for b in outline.blocks if b.kind is BlockKind.NOISE] == ["2"]


def test_a_heading_is_split_from_the_text_below_it(outline_of: Build) -> None:
    text = (
        "2. Trạm y tế các xã\nKiểm kê thuốc, vật tư và xuồng cứu thương vào ngày cuối cùng của mỗi tháng; phân công\n"
        "người trực khi có tin bão và báo cáo Phòng Nghiệp vụ Y trong ngày, kể cả ngày nghỉ và\nngày lễ."
    )
    assert texts(outline_of(text))[0] == "2. Trạm y tế các xã"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Các trạm y tế xã báo cáo số lượng thuốc còn lại theo đúng biểu mẫu tại khoản 2 Điều", "9. Quy chế này."),
        (
            "Danh sách xuồng cứu thương gửi về Phòng Nghiệp vụ Y và Phòng Kế hoạch của Sở Y tế Sơn Hải",
            "- Tài chính",
        ),
        ("Các đơn vị thực hiện nghiêm quy định về tiếp công dân, xử lý đơn theo Quyết định số", "88/QĐ-UBND của tỉnh."),
        ("Phấn đấu hoàn thành các chỉ tiêu phát triển kinh tế - xã hội của giai đoạn 2026 đến năm", "2030."),
    ],
)
def test_a_number_or_dash_at_the_start_of_a_wrapped_line_is_no_mark(outline_of: Build, above: str, below: str) -> None:
    filler = wrapped("\n", "\n")
    assert f"{above} {below}" in texts(outline_of(f"{filler}\n{above}\n{below}"))


def test_indentation_separates_paragraphs_where_words_have_boxes(dictionaries: Dictionaries) -> None:
    printed = [
        (120, "Nâng cao trách nhiệm của người đứng đầu trong triển khai thực hiện nhiệm vụ cải"),
        (85, "cách hành chính của các phòng, đơn vị thuộc Sở và của từng công chức được giao việc"),
        (85, "theo quy chế làm việc, bảo đảm hoàn thành đúng thời hạn các nhiệm vụ của Kế hoạch."),
        (85, "Kết quả thực hiện là căn cứ xếp loại cuối năm của tập thể và cá nhân người đứng đầu."),
        (120, "Tổ chức kiểm tra việc thực hiện tại các đơn vị trực thuộc theo kế hoạch kiểm tra hằng"),
        (85, "năm của Sở; báo cáo kết quả về Ủy ban nhân dân tỉnh trước khi kết thúc năm kế hoạch"),
        (85, "đúng thời hạn quy định."),
    ]
    text, words = "", []
    for row, (left, line) in enumerate(printed):
        for word in line.split():
            start = len(text)
            x0 = left + (540 - left) * (start - (text.rfind("\n") + 1)) / 84
            x1 = x0 + (540 - left) * len(word) / 84
            words.append(Word(start, start + len(word), BBox(x0, 100 + 20 * row, min(x1, 540), 114 + 20 * row)))
            text += word + " "
        text = text[:-1] + "\n"
    page = RestoredText(PageText(1, text, tuple(words), Origin.DIGITAL, 595, 842))
    blocks = build_outline([page], (), dictionaries).blocks
    assert len(blocks) == 2
    assert blocks[1].passage.text.startswith("Tổ chức kiểm tra")


def test_a_subject_in_capitals_ends_where_lines_leave_the_middle(dictionaries: Dictionaries) -> None:
    printed = [
        (120, 200, "SỞ Y TẾ"),
        (285, 355, "KẾ HOẠCH"),
        (110, 522, "PHÒNG, CHỐNG BÃO CHO CÁC TRẠM Y TẾ XÃ ĐẢO TỈNH SƠN HẢI"),
        (125, 540, "Mùa bão năm nay đến sớm, nhiều cơn bão mạnh đổ bộ vào các đảo của tỉnh"),
        (91, 540, "Sơn Hải, làm hư hại hai trạm y tế và một cầu cảng của xã An Phú và các"),
        (91, 540, "xuồng cứu thương của ba trạm khác, nên việc chuyển người bệnh vào đất"),
        (91, 540, "liền chậm hơn mọi năm; các trạm xin thêm thuốc, đèn và máy phát điện cho"),
        (91, 540, "những ngày mất liên lạc với bệnh viện tỉnh và các xã bên cạnh, cùng với"),
        (91, 300, "người trực thay phiên."),
    ]
    text, words = "", []
    for row, (left, right, line) in enumerate(printed):
        start, width = len(text), (right - left) / len(line)
        for word in line.split():
            at = start + line.index(word, max(0, words[-1].end - start) if words else 0)
            x0 = left + (at - start) * width
            words.append(Word(at, at + len(word), BBox(x0, 100 + 20 * row, x0 + len(word) * width, 114 + 20 * row)))
        text += line + "\n"
    page = RestoredText(PageText(1, text, tuple(words), Origin.DIGITAL, 595, 842))
    zones = [(block.zone, block.passage.text[:8]) for block in build_outline([page], (), dictionaries).blocks]
    assert zones[1:] == [(Zone.TITLE, "KẾ HOẠCH"), (Zone.TITLE, "PHÒNG, C"), (Zone.BODY, "Mùa bão ")]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aÁ1I.-+) \n\f\t:;|…(“ịĐ", max_size=120))
def test_any_text_gives_an_outline_that_loses_no_word(text: str) -> None:
    page = RestoredText(PageText(1, text.replace("\f", "\n"), (), Origin.TEXT))
    outline = build_outline([page], (), Dictionaries())
    kept = "".join("".join(block.passage.text.split()) for block in outline.blocks)
    # A page number inside a paragraph stands behind it.
    assert sorted(kept) == sorted("".join(text.split()))


class TestTextThatWasWrappedTwice:
    """A text whose lines were broken at one width and then at a smaller one: stubs stand inside sentences."""

    LINES = (
        "1. Sở Tài nguyên Sơn Hải",
        "Chủ trì xây dựng kế hoạch bảo vệ rừng, bố trí lực lượng trực gác tại các địa bàn trọng điểm và phối",
        "hợp với",
        "Ban Quản lý rừng Sơn Hải tuyên truyền cho nhân dân; thường xuyên kiểm tra phương tiện chữa cháy của các",
        "chủ",
        "rừng; tổng hợp khó khăn của từng đơn vị trong quá trình thực hiện nhiệm vụ được giao trong cả năm, nhất",
        "là",
        "các khó khăn về kinh phí, phương tiện, lực lượng và công tác phối hợp; lập danh sách người trực theo mẫu",
        "do Ban",
        "Chỉ đạo hướng dẫn và báo cáo khi có yêu cầu của cấp trên về tình hình thực hiện nhiệm vụ được phân",
        "công.",
    )

    def test_a_stub_in_front_of_a_name_ends_nothing(self, outline_of: Build) -> None:
        outline = outline_of("\n".join(("KẾ HOẠCH", "Về công tác bảo vệ rừng", "I. NHIỆM VỤ", *self.LINES * 4)))
        texts = [b.passage.text for b in outline.blocks if "Ban Quản lý" in b.passage.text]
        assert len(texts) == 4
        assert all("do Ban Chỉ đạo hướng dẫn" in text and text.endswith("phân công.") for text in texts)

    def test_a_heading_still_ends_at_its_line(self, outline_of: Build) -> None:
        outline = outline_of("\n".join(("KẾ HOẠCH", "Về công tác bảo vệ rừng", "I. NHIỆM VỤ", *self.LINES * 4)))
        assert [b.title for b in outline.blocks if b.kind is BlockKind.HEADING][1:] == ["Sở Tài nguyên Sơn Hải"] * 4


@pytest.mark.parametrize(
    ("above", "below", "one"),
    [
        ("- Tổng hợp, gửi kết quả thực hiện về", "Sở Nội vụ trước ngày 15 hằng tháng.", True),
        ("- Thực hiện theo hướng dẫn của", "Ủy ban nhân dân tỉnh Sơn Hải.", True),
        ("1. Các đồng chí Trưởng trạm,", "Thủ trưởng các đơn vị thực hiện tốt một số nội dung.", True),
        ("1. Sở Y tế (Cơ quan thường trực", "Ban Chỉ đạo) lập danh sách.", True),
        ("2. Chỉ đạo các trạm triển khai thực hiện", "Kế hoạch này.", True),
        ("2. Tổ chức thực hiện", "Kế hoạch này được gửi tới các trạm.", False),
        ("- Nghị định số 12 (được bổ sung tại", "Điều 1 Nghị định số 13).", True),
        ("3. Chánh Văn phòng Sở, Giám đốc", "Sở Tài chính và các xã lập danh sách.", True),
        ("3. Chánh Văn phòng", "Chủ trì, phối hợp với các xã.", False),
        ("3. Giám đốc", "Ban hành quy chế làm việc của các khoa.", False),
        ("1. Sở Y tế (Văn phòng Sở)", "Lập danh sách các trạm.", False),
        ("2. Báo Sơn Hải và các cơ quan báo chí đóng trên địa bàn tỉnh", "Chủ trì, phối hợp với các xã.", False),
        ("2. Ủy ban nhân dân các xã: Sơn Hải, Tân Bình", "- Xây dựng kế hoạch trực bão.", False),
        ("2. Các đơn vị trực thuộc", "Xây dựng kế hoạch triển khai tại đơn vị mình.", False),
        ("2. Những hạn chế, tồn tại", "Việc cập nhật dữ liệu của các xã còn chậm.", False),
    ],
)
def test_a_line_that_is_the_end_of_nothing_goes_on(outline_of: Build, above: str, below: str, one: bool) -> None:
    outline = outline_of("\n".join(("KẾ HOẠCH", "Về cải cách hành chính", "I. NHIỆM VỤ", above, below)))
    assert any(b.passage.text == f"{above} {below}" for b in outline.blocks) is one


def test_a_semicolon_at_the_end_of_a_full_line_ends_no_item(outline_of: Build) -> None:
    item = (
        "- Tham mưu Ủy ban nhân dân tỉnh Sơn Hải sửa đổi hoặc thay thế quy chế bảo vệ rừng đã có;",
        "Quyết định về khu vực cấm khai thác thủy sản trên địa bàn tỉnh Sơn Hải, phù hợp với các",
        "quy định mới của Trung ương về bảo vệ rừng.",
    )
    text = "\n".join(("KẾ HOẠCH", "Về bảo vệ rừng", "I. NHIỆM VỤ", *item, "- Báo cáo kết quả."))
    assert any(b.passage.text == " ".join(item) for b in outline_of(text).blocks)
