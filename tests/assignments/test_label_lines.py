"""Lines below a duty that say its time or its output."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planparse.records import Assignment

Find = Callable[[str], tuple[Assignment, ...]]
HEAD = "KẾ HOẠCH\nKiểm kê tài sản năm 2026\nIII. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n"
DUTY = "- Làm đầu mối tổ chức tập huấn, hướng dẫn kiểm kê cho các cơ quan, đơn vị.\n"


def test_a_time_below_a_duty_is_its_deadline(assignments_of: Find) -> None:
    (found,) = assignments_of(HEAD + DUTY + "Thời gian hoàn thành: Trước ngày 15/4/2026.\n")
    assert found.task.startswith("Làm đầu mối")
    assert (found.deadline, found.deadline_date) == ("Trước ngày 15/4/2026", "2026-04-15")


def test_output_and_time_on_lines_of_their_own(assignments_of: Find) -> None:
    lines = "Sản phẩm: Báo cáo kết quả.\nThời gian thực hiện: Quý II/2026.\n"
    (found,) = assignments_of(HEAD + DUTY + lines)
    assert (found.output, found.deadline) == ("Báo cáo kết quả", "Quý II/2026")


def test_each_duty_has_its_own(assignments_of: Find) -> None:
    second = "- Tổng hợp kết quả kiểm kê, báo cáo Ủy ban nhân dân tỉnh.\nThời hạn hoàn thành: Tháng 6/2026.\n"
    found = assignments_of(HEAD + DUTY + "Thời gian hoàn thành: Tháng 4/2026.\n" + second)
    assert [a.deadline for a in found] == ["Tháng 4/2026", "Tháng 6/2026"]


def test_what_the_duty_says_itself_stays(assignments_of: Find) -> None:
    duty = "- Báo cáo kết quả kiểm kê gửi Bộ Tài chính trước ngày 31/5/2026.\n"
    (found,) = assignments_of(HEAD + duty + "Thời gian thực hiện: Quý II/2026.\n")
    assert found.deadline == "trước ngày 31/5/2026"


def test_a_time_below_no_duty_is_none(assignments_of: Find) -> None:
    assert assignments_of(HEAD + "Thời gian hoàn thành: Trước ngày 15/4/2026.\n") == ()


@pytest.mark.parametrize(
    "line",
    [
        "- Thời gian hoạt động của trạm trung chuyển: bảo đảm vận hành không quá 45 phút mỗi ca.",
        "- Thời gian thực hiện: Chậm nhất là 30 ngày kể từ ngày nhận đủ hồ sơ. Trường hợp phải kéo dài thì thông báo.",
    ],
)
def test_sentences_are_no_such_lines(line: str, assignments_of: Find) -> None:
    found = assignments_of(HEAD + DUTY + line + "\n")
    assert found[0].deadline is None
