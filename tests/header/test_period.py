"""The years that a title names."""

from __future__ import annotations

import pytest

from planparse.citations.vocabulary import Vocabulary
from planparse.header.period import period_of

CASES = [
    ("Cải cách hành chính năm 2025", (2025, 2025)),
    ("Chuyển đổi số giai đoạn 2026-2030 của Sở Nội vụ", (2026, 2030)),
    ("Phát triển du lịch từ năm 2021 đến năm 2025", (2021, 2025)),
    ("Chuyển đổi số giai đoạn 2025 - 2027 và định hướng đến năm 2030", (2025, 2027)),
    ("Giáo dục của nhà trường năm học 2024 - 2025", (2024, 2025)),
    ("Kế hoạch năm 2025 thực hiện Chương trình nông thôn mới giai đoạn 2021-2025", (2025, 2025)),
    ("Kiểm tra công vụ năm 2024, 2025", (2024, 2025)),
    ("Tháng hành động vì trẻ em tháng 6/2024", (2024, 2024)),
    ("Thực hiện Nghị quyết số 12/2024/NQ-HĐND ngày 12/3/2024 của HĐND tỉnh", None),
    ("Triển khai thi hành Luật Đất đai năm 2024", None),
    ("Tổ chức bầu cử đại biểu Hội đồng nhân dân các cấp nhiệm kỳ 2026 - 2031", None),
    ("Khảo sát nhu cầu học nghề của thanh niên", None),
    ("", None),
]


@pytest.mark.parametrize(("title", "years"), CASES)
def test_period(title: str, years: tuple[int, int] | None, words: Vocabulary) -> None:
    period = period_of(title, None, words)
    assert (None if period is None else (period.from_, period.to)) == years


def test_until_begins_with_the_year_of_issue(words: Vocabulary) -> None:
    period = period_of("Bảo vệ môi trường đến năm 2030", 2025, words)
    assert period is not None
    assert (period.from_, period.to) == (2025, 2030)
    assert period_of("Bảo vệ môi trường đến năm 2030", None, words) is None
