"""Headings that own duties, told by their words and by the headings beside them; sentences that a speck cuts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.records import Assignment

Find = Callable[[str], tuple[Assignment, ...]]

BESIDE = (
    "IV. TỔ CHỨC THỰC HIỆN\n"
    "1. Sở Y tế\n- Theo dõi mực nước ở các bến phà.\n"
    "2. Sở Nội vụ\n- Cử người trực tại các bến phà.\n"
    "3. {title}\n- Sửa chữa phao cứu sinh ở các bến phà.\n"
    "4. Công an tỉnh\n- Điều tiết giao thông ở các bến phà.\n"
)


@pytest.mark.parametrize(
    "title",
    [
        "Các chủ phương tiện xây dựng và khai thác bến phà",
        "Các cơ sở đào tạo lái tàu, sau đào tạo",
        "Liên hiệp các Hội Đò ngang",
        "Các Sở, ngành chủ trì, quản lý các tuyến phà",
    ],
)
def test_a_title_between_units_is_one(assignments_of: Find, title: str) -> None:
    leads = [found.lead for found in assignments_of(BESIDE.format(title=title))]
    assert leads == [("Sở Y tế",), ("Sở Nội vụ",), (title,), ("Công an tỉnh",)]


@pytest.mark.parametrize(
    "title", ["Kinh phí thực hiện", "Chế độ báo cáo", "Tổ chức diễn tập tại bến phà", "Thời gian: trong mùa lũ"]
)
def test_other_titles_between_units_own_nothing(assignments_of: Find, title: str) -> None:
    leads = [lead for found in assignments_of(BESIDE.format(title=title)) for lead in found.lead]
    assert "Sở Y tế" in leads
    assert not [lead for lead in leads if lead.startswith(title.split()[0])]


def test_a_title_without_units_beside_it_owns_nothing(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Liên hiệp các Hội Đò ngang\n- Sửa chữa phao cứu sinh ở các bến phà.\n"
        "2. Giai đoạn chuẩn bị\n- Kiểm đếm phao cứu sinh ở các bến phà.\n"
    )
    assert not [assignment for assignment in found if "Liên hiệp các Hội Đò ngang" in assignment.lead]


@pytest.mark.parametrize("speck", ["công. đoàn", "công. tác đoàn", "công; đoàn"])
def test_a_stop_inside_a_sentence_begins_none(assignments_of: Find, speck: str) -> None:
    """OCR sees a stop in a speck; what follows in small letters is no new sentence, and no unit has a duty there."""
    found = assignments_of(
        "II. NHIỆM VỤ\n1. Tuyên truyền\n"
        f"- Tuyên truyền về vai trò của các cấp {speck} đối với công tác xây dựng đội cứu hộ.\n"
    )
    assert found == ()


def test_the_unit_of_a_heading_may_hand_a_duty_on(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Giao cho Phòng Nghiệp vụ Y chủ trì kiểm tra các trạm cứu hộ.\n"
        "- Giao nộp phao cứu sinh đã hỏng về kho của tỉnh.\n"
    )
    assert [assignment.lead for assignment in found] == [("Phòng Nghiệp vụ Y",), ("Sở Y tế",)]


@pytest.mark.parametrize("verbs", ["tổ chức, triển khai thực hiện", "tổ chức triển khai", "rà soát, bổ sung"])
def test_coordinating_units_end_before_verbs(assignments_of: Find, verbs: str) -> None:
    (found,) = assignments_of(
        f"IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\nChủ trì, phối hợp với các sở, ban, ngành liên quan {verbs} Kế hoạch này.\n"
    )
    assert found.coordinating == ("các sở, ban, ngành liên quan",)


def test_a_title_may_name_the_places_whose_bodies_are_meant(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Ngành Giao thông:\na) Sở Xây dựng:\n- Kiểm tra phao cứu sinh ở các bến phà.\n"
        "b) Ủy ban nhân dân các xã: Sơn Hải, Tân Bình, Vĩnh Phú.\n- Sửa chữa phao cứu sinh ở các bến phà.\n"
    )
    assert [assignment.lead for assignment in found] == [
        ("Sở Xây dựng",),
        ("Ủy ban nhân dân các xã: Sơn Hải, Tân Bình, Vĩnh Phú",),
    ]


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("2. Trách nhiệm của Sở Nội vụ", "Sở Nội vụ"),
        ("2. Các chủ rừng phòng hộ có trách nhiệm", "Các chủ rừng phòng hộ"),
        ("2. Các đơn vị cấp nước sạch trên địa bàn tỉnh có trách nhiệm", "Các đơn vị cấp nước sạch trên địa bàn tỉnh"),
        ("2. Các cơ quan đăng ký xe (Sở Xây dựng, Công an):", "Các cơ quan đăng ký xe (Sở Xây dựng, Công an)"),
        (
            "2. Các cơ quan đăng ký phương tiện (Sở Xây dựng, Ban Quản lý Khu kinh tế Sơn Hải, Ban Quản lý Khu du lịch "
            "Tân Bình, Ban Quản lý Cảng cá):",
            "Các cơ quan đăng ký phương tiện (Sở Xây dựng, Ban Quản lý Khu kinh tế Sơn Hải, Ban Quản lý Khu du lịch "
            "Tân Bình, Ban Quản lý Cảng cá)",
        ),
    ],
)
def test_titles_that_say_whose_duties_follow(assignments_of: Find, title: str, lead: str) -> None:
    found = assignments_of(
        f"IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- Theo dõi mực nước ở các bến phà.\n{title}\n- Kiểm tra các bến phà.\n"
        "3. Công an tỉnh\n- Điều tiết giao thông ở các bến phà.\n"
    )
    assert [one.lead for one in found] == [("Sở Y tế",), (lead,), ("Công an tỉnh",)]


def test_a_title_that_names_nobody(assignments_of: Find) -> None:
    found = assignments_of("III. TRÁCH NHIỆM CỦA CÁC ĐƠN VỊ\n- Sở Y tế kiểm tra phao cứu sinh ở các bến phà.\n")
    assert [one.lead for one in found] == [("Sở Y tế",)]


def test_a_form_has_no_duties(assignments_of: Find) -> None:
    assert assignments_of("II. THỦ TỤC\n6. Cơ quan giải quyết thủ tục:\n- Cơ quan có thẩm quyền: UBND tỉnh.\n") == ()


def test_coordinating_units_of_a_heading_hold_for_duties_that_name_none(assignments_of: Find) -> None:
    first, second = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế chủ trì, phối hợp với Công an tỉnh và các xã:\n"
        "- Kiểm tra phao cứu sinh ở các bến phà.\n- Phối hợp với Sở Xây dựng sửa chữa các bến phà.\n"
    )
    assert (first.lead, first.coordinating) == (("Sở Y tế",), ("Công an tỉnh", "các xã"))
    assert (second.lead, second.coordinating) == (("Sở Y tế",), ("Sở Xây dựng",))


def test_a_task_about_an_aim_is_a_task(assignments_of: Find) -> None:
    (found,) = assignments_of(
        "III. NHIỆM VỤ TRỌNG TÂM\n1. Hoàn thành mục tiêu mở lại các bến phà\n- Sở Xây dựng nạo vét luồng lạch.\n"
    )
    assert found.lead == ("Sở Xây dựng",)


def test_what_another_demands_behind_the_last_list_is_no_duty_of_its_unit(assignments_of: Find) -> None:
    found = assignments_of(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở\n- Theo dõi, đôn đốc việc kiểm tra các bến phà.\n"
        "Giám đốc Sở Y tế yêu cầu Trưởng các trạm y tế nghiêm túc thực hiện Kế hoạch này.\n"
    )
    assert [one.lead for one in found] == [("Văn phòng Sở",), ("Trưởng các trạm y tế",)]


@pytest.mark.parametrize(("verb", "leads"), [("trả lời", []), ("có ý kiến", []), ("thực hiện", [("Sở Y tế",)])])
def test_an_answer_is_no_duty(verb: str, leads: list[tuple[str, ...]], assignments_of: Find) -> None:
    text = f"IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế {verb} như sau:\n- Các hồ sơ về bến phà theo quy định của Luật.\n"
    assert [found.lead for found in assignments_of(text)] == leads


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Giám đốc các Sở, Trưởng các đơn vị", "Sở Nội vụ"),
        ("Các sở, ban, ngành", "Sở Nội vụ"),
        ("Công an tỉnh", "Công an tỉnh"),
    ],
)
def test_a_member_of_the_units_of_a_heading(heading: str, lead: str, assignments_of: Find) -> None:
    text = f"IV. TỔ CHỨC THỰC HIỆN\n1. {heading}\n- Sở Nội vụ hoàn thành việc tập huấn người trực ở các bến phà.\n"
    assert [found.lead for found in assignments_of(text)] == [(lead,)]


def test_a_measure_is_no_unit(assignments_of: Find) -> None:
    text = "III. NHIỆM VỤ\n1. Sơn vạch kẻ đường ở các bến phà\n- Đơn vị thực hiện: {}.\n"
    assert [found.lead for found in assignments_of(text.format("05 trạm y tế"))] == [("05 trạm y tế",)]
    assert assignments_of(text.format("10 m2")) == ()


@pytest.mark.parametrize(
    ("duty", "tasks"),
    [
        ("Thẩm định hồ sơ đối với các loại dự án sau", ["Thẩm định hồ sơ đối với các loại dự án sau", "Báo cáo"]),
        ("Thực hiện các nội dung sau", ["Xây dựng bến phà xã Sơn Hải.", "Xây dựng bến phà xã Tân Bình.", "Báo cáo"]),
    ],
)
def test_what_a_duty_is_about_is_none(duty: str, tasks: list[str], assignments_of: Find) -> None:
    text = (
        f"IV. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\na) {duty}:\n- Xây dựng bến phà xã Sơn Hải.\n"
        "- Xây dựng bến phà xã Tân Bình.\nb) Báo cáo kết quả trực bão hằng quý.\n"
    )
    found = [one.task for one in assignments_of(text)]
    assert len(found) == len(tasks)
    assert all(task.startswith(expected.rstrip(".")) for task, expected in zip(found, tasks, strict=True))
