"""Recipients whose small print was misread, and those that only look so."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from planparse.header.recipient_spelling import respelled_recipient
from planparse.knowledge import Dictionaries


@dataclass(frozen=True)
class Example:
    note: str
    example: str


@pytest.mark.parametrize("row", Dictionaries().rows("recipient_notes.tsv", Example), ids=lambda r: r.note)
def test_notes(row: Example) -> None:
    assert row.note in row.example
    assert respelled_recipient(row.example, Dictionaries()) == row.example


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Bạn Tuyên giáo huyện", "Ban Tuyên giáo huyện"),
        ("Sớ Xây dựng", "Sở Xây dựng"),
        ("Ban Giám hiệu (Đ/c)", "Ban Giám hiệu (b/c)"),
        ("Các khoa (th)", "Các khoa (t/h)"),
        ("UBND tỉnh (để bc)", "UBND tỉnh (để b/c)"),
        ("BÓ TÀI CHÍNH", "BỘ TÀI CHÍNH"),
        ("UBND huyện (/c)", "UBND huyện (b/c)"),
        ("UBND huyện (để b/e)", "UBND huyện (để b/c)"),
        ("UBND huyện (b/€)", "UBND huyện (b/c)"),
        ("Các phòng (l/h)", "Các phòng (t/h)"),
        ("Các chi cục (để thiện)", "Các chi cục (để t/hiện)"),
        ("UBND tỉnh (bcáo)", "UBND tỉnh (b/cáo)"),
    ],
)
def test_misread(read: str, printed: str) -> None:
    assert respelled_recipient(read, Dictionaries()) == printed


@pytest.mark.parametrize(
    "name",
    [
        "Đại biểu HĐND tỉnh",
        "Đối tác của Sở",
        "Phóng viên thường trú",
        "Quý công ty",
        "Bảo hiểm xã hội huyện",
        "Trưởng các phòng",
        "Vũ Văn Mẫu",
        "Bạn",
        "Các phòng (/h)",  # t/h or p/h
        "Hội Nông dân (b/c)",
        "Hội Từ thiện (Sơn Hải)",
        "Chi cục Dân số (2/3)",
        "Lưu: VT",
        "",
    ],
)
def test_left_alone(name: str) -> None:
    assert respelled_recipient(name, Dictionaries()) == name
