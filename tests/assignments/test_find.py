"""Assignments of whole plans: tables, labelled blocks, duties of units, sentences about units."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.assignments.find import find_assignments
from planparse.knowledge import Dictionaries
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import Origin, PageText
from planparse.records import Assignment, Header
from planparse.restoration.edits import RestoredText
from planparse.tables.stitch import stitch
from planparse.tables.text_grids import find_text_grids

Find = Callable[[str], tuple[Assignment, ...]]


def test_a_table_of_tasks_with_groups(assignments_of: Find) -> None:
    found = assignments_of(
        "PHỤ LỤC\n"
        "STT\tNội dung công việc\tChủ trì\tPhối hợp\tSản phẩm\tThời gian hoàn thành\tGhi chú\n"
        "I\tChuẩn bị mùa bão\t\t\t\t\t\n"
        "1\tKiểm kê xuồng cứu thương\tPhòng Nghiệp vụ Y\tCác trạm y tế xã\tBiên bản\tTrước 20/3\t\n"
        "2\tDiễn tập vận chuyển người bệnh\tVăn phòng; Phòng Nghiệp vụ Y\t\t\tQuý II\t02 xã\n"
        "II\tSau bão\t\t\t\t\t\n"
        "1\tBáo cáo thiệt hại\tCác trạm y tế xã\t\tBáo cáo\tNgay sau khi bão tan\t\n"
    )
    first, second, third = found
    assert (first.group, first.number, first.task) == ("I. Chuẩn bị mùa bão", "1", "Kiểm kê xuồng cứu thương")
    assert first.lead == ("Phòng Nghiệp vụ Y",)
    assert first.coordinating == ("Các trạm y tế xã",)
    assert first.output == "Biên bản"
    assert (first.deadline, first.deadline_date, first.deadline_kind) == ("Trước 20/3", "2026-03-20", "date")
    assert (first.source, first.page, first.line) == ("table", 1, 4)
    assert second.lead == ("Văn phòng", "Phòng Nghiệp vụ Y")
    assert second.output is None
    assert second.deadline_kind == "period"
    assert (third.group, third.deadline_kind) == ("II. Sau bão", "event")


@pytest.mark.parametrize(
    ("cell", "lead", "coordinating"),
    [
        ("Phòng Đào tạo; Trung tâm Khảo thí", ("Phòng Đào tạo", "Trung tâm Khảo thí"), ()),
        ("Chủ trì: Phòng Đào tạo. Phối hợp: các khoa", ("Phòng Đào tạo",), ("các khoa",)),
        ("Phòng Đào tạo chủ trì, phối hợp với các khoa", ("Phòng Đào tạo",), ("các khoa",)),
        ("Phòng Đào tạo (chủ trì); các khoa", ("Phòng Đào tạo", "các khoa"), ()),
    ],
)
def test_a_cell_for_lead_and_coordinating_units(
    assignments_of: Find, cell: str, lead: tuple[str, ...], coordinating: tuple[str, ...]
) -> None:
    header = "TT\tNhiệm vụ\tĐơn vị chủ trì/phối hợp\tThời gian\n"
    table = header + f"1\tIn phiếu\t{cell}\tQuý I\n2\tPhát phiếu\tVăn phòng\tQuý I\n"
    first = assignments_of(table)[0]
    assert (first.lead, first.coordinating) == (lead, coordinating)


def test_a_header_that_comes_again_and_a_table_that_goes_on(assignments_of: Find) -> None:
    """Each group prints the header again, a cell to the left; behind a title the table goes on without one."""
    found = assignments_of(
        "PHỤ LỤC\n"
        "STT\tNhiệm vụ\tĐơn vị thực hiện\tĐơn vị phối hợp\tThời gian\tSản phẩm\n"
        "I\tChuẩn bị mùa bão\t\t\t\t\n"
        "Nội dung\tĐơn vị thực hiện\tĐơn vị phối hợp\tThời gian\tSản phẩm\t\n"
        "1.1\tKiểm kê xuồng cứu thương\tSở Y tế\tCác xã\t2026\tBiên bản\n"
        "2.1. Diễn tập\n"
        "2.1.1\tDiễn tập trên sông\tSở Y tế\tCác xã\t2026\tKế hoạch\n"
        "2.1.2\tDiễn tập trên biển\tCông an tỉnh\tCác xã\t2026\tKế hoạch\n"
    )
    assert [(one.number, one.task, one.lead, one.output) for one in found] == [
        ("1.1", "Kiểm kê xuồng cứu thương", ("Sở Y tế",), "Biên bản"),
        ("2.1.1", "Diễn tập trên sông", ("Sở Y tế",), "Kế hoạch"),
        ("2.1.2", "Diễn tập trên biển", ("Công an tỉnh",), "Kế hoạch"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "STT\tHọ và tên\tChức vụ\tGhi chú\n1\tNguyễn Văn Mẫu\tTrưởng khoa\t\n2\tLê Thị Mẫu\tPhó khoa\t\n",
        "STT\tNội dung\tSố lượng\tGhi chú\n1\tGiường bệnh\t20\t\n2\tXuồng\t4\t\n",
        "TT\tMã hiệu\tĐơn vị\tĐịnh mức\n1\tA1\tbộ\t2\n2\tA2\tcái\t5\n",
    ],
)
def test_tables_that_assign_nothing(assignments_of: Find, table: str) -> None:
    assert assignments_of(table) == ()


def test_labelled_blocks_take_the_title_of_their_heading(assignments_of: Find) -> None:
    found = assignments_of(
        "III. NHIỆM VỤ\n1. Kiểm định xuồng cứu thương\na) Nội dung\n- Đưa xuồng đi kiểm định theo lịch của tỉnh.\n"
        "b) Trách nhiệm thực hiện\n- Phòng/đơn vị chủ trì theo dõi: Phòng Nghiệp vụ Y.\n"
        "- Phòng/đơn vị phối hợp: Các trạm y tế xã, đơn vị thuộc Sở.\n- Thời gian hoàn thành: trước ngày 30/4/2026.\n"
    )
    (record,) = found
    assert record.task == "Kiểm định xuồng cứu thương"
    assert record.group == "1. Kiểm định xuồng cứu thương"
    assert record.lead == ("Phòng Nghiệp vụ Y",)
    assert record.coordinating == ("Các trạm y tế xã", "đơn vị thuộc Sở")
    assert (record.deadline, record.deadline_date) == ("trước ngày 30/4/2026", "2026-04-30")
    assert record.rule == "labelled-block"


@pytest.mark.parametrize("stop", ["", ":", ".", "_", " ,", ".."])
def test_specks_behind_a_lone_label_do_not_make_it_a_task(assignments_of: Find, stop: str) -> None:
    (record,) = assignments_of(
        "KẾ HOẠCH\nNăm 2026\nI. NHIỆM VỤ\n1. Phòng bệnh mùa mưa\na) Nhiệm vụ\n- Phun thuốc diệt muỗi.\n"
        f"b) Trách nhiệm thực hiện{stop}\n- Đơn vị chủ trì: Trạm Y tế xã Sơn Hải.\n- Đơn vị phối hợp: Công an xã.\n"
    )
    assert record.task == "Phòng bệnh mùa mưa"


def test_several_labelled_blocks_under_a_heading_take_the_line_above(assignments_of: Find) -> None:
    found = assignments_of(
        "II. NỘI DUNG\n1. Kiểm kê thuốc cấp cứu tại các trạm y tế trước khi bước vào mùa bão năm nay.\n"
        "- Cơ quan thực hiện: Phòng Nghiệp vụ Y.\n- Thời gian thực hiện: Quý I.\n"
        "2. Mua bổ sung thuốc cấp cứu theo kết quả kiểm kê của các trạm y tế đã gửi về Sở.\n"
        "- Cơ quan thực hiện: Phòng Kế hoạch - Tài chính chủ trì tham mưu.\n- Cơ quan phối hợp: Văn phòng Sở.\n"
    )
    assert [record.lead for record in found] == [("Phòng Nghiệp vụ Y",), ("Phòng Kế hoạch - Tài chính",)]
    assert found[0].task.startswith("Kiểm kê thuốc")
    assert found[1].task.startswith("Mua bổ sung")
    assert found[0].deadline_kind == "period"


def test_duties_under_the_heading_of_a_unit(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Nghiệp vụ Y\n- Lập lịch trực bão và gửi các trạm y tế trước ngày 15/4/2026.\n"
        "- Phối hợp với Văn phòng Sở kiểm tra đột xuất việc trực bão.\n2. Các trạm y tế xã\n"
        "Thủ trưởng các trạm y tế phân công người trực, báo cáo số liệu hằng tháng.\n"
        "Trên đây là Kế hoạch trực bão năm 2026. Yêu cầu Trưởng các phòng, trạm y tế nghiêm túc thực hiện./.\n"
    )
    assert [record.lead for record in found] == [
        ("Phòng Nghiệp vụ Y",),
        ("Phòng Nghiệp vụ Y",),
        ("Các trạm y tế xã",),
        ("Trưởng các phòng, trạm y tế",),
    ]
    assert found[0].deadline_date == "2026-04-15"
    assert found[1].coordinating == ("Văn phòng Sở",)
    assert found[2].deadline == "hằng tháng"
    assert (found[3].rule, found[3].group) == ("closing", "IV. TỔ CHỨC THỰC HIỆN")


def test_bullets_below_a_line_that_names_a_unit(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n- Sở Y tế:\n+ Chủ trì kiểm tra các trạm y tế.\n+ Báo cáo Ủy ban nhân dân tỉnh.\n"
        "- Công an tỉnh có trách nhiệm:\n+ Bố trí xuồng dẫn đường khi có bão.\n"
        "- Sở Tài chính: Cân đối kinh phí mua thuốc.\n"
    )
    assert [record.lead for record in found] == [("Sở Y tế",), ("Sở Y tế",), ("Công an tỉnh",), ("Sở Tài chính",)]
    assert found[3].rule == "unit-label"


def test_bullets_go_on_with_the_duties_of_a_paragraph_above(assignments_of: Find) -> None:
    found = assignments_of(
        "V. TỔ CHỨC THỰC HIỆN\n"
        "1. Ủy ban nhân dân các xã đảo lập kế hoạch trực bão của xã.\n"
        "- Báo cáo số xuồng và số người trực.\n"
        "- Sở Xây dựng kiểm tra cầu cảng trước ngày 30/6/2026.\n"
        "- Hai bến phà, ba cầu cảng.\n"
        "Hằng tháng gửi danh sách người trực về tỉnh.\n"
    )
    assert [(a.task, a.lead) for a in found] == [
        ("Ủy ban nhân dân các xã đảo lập kế hoạch trực bão của xã", ("Ủy ban nhân dân các xã đảo",)),
        ("Báo cáo số xuồng và số người trực", ("Ủy ban nhân dân các xã đảo",)),
        ("Sở Xây dựng kiểm tra cầu cảng trước ngày 30/6/2026", ("Sở Xây dựng",)),
    ]


def test_sentences_about_units_in_a_task_section(assignments_of: Find) -> None:
    found = assignments_of(
        "II. NỘI DUNG VÀ QUY TRÌNH\n– Bước 1: Phòng Nghiệp vụ Y gửi danh mục thuốc. Từ đó, Văn phòng Sở lập dự toán.\n"
        "– Bước 2: Người bệnh nhận thuốc theo đơn tại trạm.\n"
        "- Tổ chức lớp tập huấn cấp cứu đường thủy cho nhân viên y tế.\n"
    )
    (record,) = found
    assert record.lead == ("Phòng Nghiệp vụ Y", "Văn phòng Sở")
    assert record.task.startswith("Bước 1: Phòng Nghiệp vụ Y")
    assert record.coordinating == ()


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH, YÊU CẦU\n- Các phòng, đơn vị thực hiện nghiêm túc, đúng tiến độ.\n",
        "I. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ NĂM 2025\n- Phòng Nghiệp vụ Y tổ chức 12 lớp tập huấn.\n",
        "IV. TỔ CHỨC THỰC HIỆN\n- Báo cáo kết quả theo quy định.\n",
        "IV. TỔ CHỨC THỰC HIỆN\n(Có phụ lục chi tiết kèm theo)\n",
        "IV. TỔ CHỨC THỰC HIỆN\nTrên đây là Kế hoạch năm 2026, đề nghị các cơ quan, đơn vị thực hiện nghiêm túc./.\n",
        "2. Đối tượng khảo sát\nPhòng Đào tạo chọn mẫu ngẫu nhiên theo danh sách.\n",
    ],
)
def test_paragraphs_that_assign_nothing(assignments_of: Find, text: str) -> None:
    assert assignments_of(text) == ()


def test_records_say_where_they_were_read(assignments_of: Find) -> None:
    text = "IV. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- Theo dõi việc thực hiện Kế hoạch này.\n"
    (record,) = assignments_of(text)
    assert record.provenance is not None
    start, end = record.provenance.span
    assert text[start:end] == "Theo dõi việc thực hiện Kế hoạch này."
    assert record.raw == text[start:end]
    assert record.line == 3
    assert 0 < record.confidence < 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "IV. TỔ CHỨC THỰC HIỆN",
                "1. Sở Y tế",
                "- Chủ trì:",
                "Chủ trì:",
                "TT\tNhiệm vụ\tChủ trì",
                "I\t\t",
                "1\tRà soát\t",
                "(",
                "Giao",
                "Giao Sở",
                "- Đơn vị chủ trì: .",
                "phối hợp với",
                "Bước 1:",
                "",
                "a)",
                "\t\t\t",
                "Trên đây là",
                "Sở:",
            ]
        ),
        max_size=12,
    )
)
def test_any_lines_give_records_with_a_task(lines: list[str]) -> None:
    dictionaries = Dictionaries()
    pages = [RestoredText(find_text_grids(PageText(1, "\n".join(lines), (), Origin.TEXT)))]
    outline = build_outline(pages, stitch(pages), dictionaries)
    for record in find_assignments(outline, Header(), dictionaries):
        assert record.task
        assert record.lead or record.coordinating or record.source == "table"


LETTER = (
    "Thực hiện Công văn số 21/UBND-VX của Ủy ban nhân dân tỉnh về phòng dịch mùa mưa, Sở Y tế {address}:\n"
    "1. Rà soát thuốc và vật tư trước ngày 15/9/2026.\n"
    "- Bố trí giường bệnh cho người bệnh nặng.\n"
    "2. Trung tâm Kiểm soát bệnh tật theo dõi ca bệnh trên địa bàn toàn tỉnh.\n"
    "3. Báo cáo tình hình hằng tháng về Sở Y tế.\n"
    "Mưa lớn đã gây ngập ở nhiều nơi trong tuần qua.\n"
)


def test_a_list_of_duties_that_one_sentence_gives_to_units(assignments_of: Find) -> None:
    found = assignments_of(LETTER.format(address="yêu cầu các bệnh viện thực hiện một số nội dung sau"))
    assert [a.lead for a in found] == [
        ("các bệnh viện",),
        ("các bệnh viện",),
        ("Trung tâm Kiểm soát bệnh tật",),
        ("các bệnh viện",),
    ]
    assert found[0].deadline_date == "2026-09-15"
    assert found[3].deadline_kind == "recurring"


@pytest.mark.parametrize("address", ["thông báo một số nội dung sau", "nhận được hồ sơ đề nghị Bộ Y tế thẩm định gồm"])
def test_a_list_that_is_given_to_nobody(assignments_of: Find, address: str) -> None:
    assert assignments_of(LETTER.format(address=address)) == ()


@pytest.mark.parametrize("measure", ["triệu đồng", "Triệu đồng", "1.000 đồng", "%", "ha", "người"])
def test_what_a_table_is_measured_in_is_no_unit(assignments_of: Find, measure: str) -> None:
    text = f"PHỤ LỤC\n(Kèm theo Kế hoạch số 12/KH-SYT)\nĐơn vị: {measure}\nSTT\tNội dung\tNăm 2026\n1\tThuốc\t120\n"
    assert assignments_of(text) == ()


def test_the_task_of_a_labelled_block_is_not_read_a_second_time(assignments_of: Find) -> None:
    (record,) = assignments_of(
        "III. NHIỆM VỤ\n1. Diễn tập\n1. Các trạm y tế tổ chức tuyên truyền về trực bão cho người dân.\n"
        "- Cơ quan thực hiện: Phòng Nghiệp vụ Y.\n- Thời gian: Quý II/2026.\n"
        "2. Các trạm y tế tổ chức kiểm kê xuồng cứu thương.\n- Cơ quan thực hiện: Văn phòng Sở.\n"
    )[:1]
    assert record.rule == "labelled-block"


@pytest.mark.parametrize(
    ("duty", "lead"),
    [
        ("Khen thưởng cấp tỉnh: Sở Nội vụ phối hợp với các xã lập hồ sơ.", ("Sở Nội vụ",)),
        ("Về kinh phí: Sở Tài chính bố trí kinh phí đóng xuồng.", ("Sở Tài chính",)),
        ("Trường hợp có bão: Sở Y tế cử người trực cứu thương.", None),
        ("Nguồn lực hỗ trợ: quỹ tỉnh hỗ trợ đóng xuồng.", None),
    ],
)
def test_a_unit_behind_a_topic(assignments_of: Find, duty: str, lead: tuple[str, ...] | None) -> None:
    found = assignments_of(f"III. NHIỆM VỤ\n1. {duty}\n2. Sở Y tế kiểm kê xuồng cứu thương.\n")
    assert [one.lead for one in found] == [*([lead] if lead else []), ("Sở Y tế",)]


def test_everybody_behind_the_last_list_is_nobody(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- Bố trí kinh phí đóng xuồng.\n"
        "Các cơ quan, đơn vị, địa phương khẩn trương phối hợp thực hiện Kế hoạch này.\n"
    )
    assert [one.lead for one in found] == [("Sở Tài chính",)]


@pytest.mark.parametrize(
    ("duty", "deadline", "rule"),
    [
        ("Định kỳ hằng năm báo cáo chậm nhất ngày 17 tháng 12.", "chậm nhất ngày 17 tháng 12", "=12;BYMONTHDAY=17"),
        ("Báo cáo trước ngày 15/11 hằng năm, khi có yêu cầu của Sở.", "trước ngày 15/11 hằng năm", "=11;BYMONTHDAY=15"),
        ("Báo cáo nhanh trước 16 giờ hằng ngày về Sở Y tế.", "trước 16 giờ hằng ngày", "FREQ=DAILY"),
        ("Báo cáo số liệu 01 lần/tháng về Sở Y tế.", "01 lần/tháng", "FREQ=MONTHLY"),
    ],
)
def test_deadlines_that_come_again(assignments_of: Find, duty: str, deadline: str, rule: str) -> None:
    (found,) = assignments_of(f"IV. TỔ CHỨC THỰC HIỆN\n1. Các trạm y tế\n- {duty}\n")
    assert (found.deadline, found.deadline_kind, found.deadline_date) == (deadline, "recurring", None)
    assert found.recurrence is not None
    assert found.recurrence.endswith(rule)


def test_named_bodies_under_the_heading_of_everybody(assignments_of: Find) -> None:
    found = assignments_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Các đơn vị trực thuộc Bộ Nông nghiệp và Môi trường\n"
        "a) Cục Bảo tồn thiên nhiên: Chủ trì triển khai các quy định của Kế hoạch này.\n"
        "b) Vụ Kế hoạch - Tài chính đảm bảo kinh phí cho các đơn vị thực hiện.\n"
        "c) Báo cáo kết quả trước ngày 15/12/2026.\n"
    )
    assert [(duty.lead, duty.rule) for duty in found] == [
        (("Cục Bảo tồn thiên nhiên",), "unit-label"),
        (("Vụ Kế hoạch - Tài chính",), "unit-section"),
        (("Các đơn vị trực thuộc Bộ Nông nghiệp và Môi trường",), "unit-section"),
    ]


def test_a_one_that_was_read_as_a_chapter_stands_below_its_article() -> None:
    text = (
        "Điều 4. Giám đốc Sở Khoa học và Công nghệ có trách nhiệm:\n"
        "I. Tổ chức thực hiện đúng nội dung được ủy quyền.\n2. Thực hiện công khai nhiệm vụ được ủy quyền.\n"
    )
    outline = build_outline([RestoredText(PageText(1, text, (), Origin.OCR))], [], Dictionaries())
    found = find_assignments(outline, Header(), Dictionaries())
    assert [duty.lead for duty in found] == [("Giám đốc Sở Khoa học và Công nghệ",)] * 2


DOTS = "." * 40
FORM = f"""KẾ HOẠCH
Trực bão năm 2026
I. NHIỆM VỤ
1. Sở Y tế lập danh sách người trực.
Nơi nhận:
- Lưu: VT.
GIÁM ĐỐC
Đoàn Thế Khải
PHỤ LỤC
Kính gửi: Sở Y tế
Đề nghị Sở Y tế chủ trì cấp thuốc cho trạm theo danh mục kèm theo.
Tên trạm: {DOTS}
Số điện thoại: ……………………
"""


def test_what_a_form_asks_for_is_no_duty(assignments_of: Find) -> None:
    assert [found.lead for found in assignments_of(FORM)] == [("Sở Y tế",)]
    filled = FORM.rstrip(".…\n").replace(DOTS, "Trạm Y tế Sơn Hải")
    assert [found.task for found in assignments_of(filled)][1:] == [
        "Đề nghị Sở Y tế chủ trì cấp thuốc cho trạm theo danh mục kèm theo"
    ]
