"""Roles: words next to the mention beat the rule of the paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Cite = Callable[..., list[Any]]


def roles(cite: Cite, text: str, **around: object) -> list[str]:
    return [c.role for c in cite(text, **around)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Luật Giá; Nghị định số 85/2024/NĐ-CP của Chính phủ;", ["legal_basis", "legal_basis"]),
        ("Căn cứ Luật Giá; thực hiện Kế hoạch số 12/KH-UBND,", ["legal_basis", "implements"]),
        ("Thi hành Nghị quyết số 14-NQ/TU,", ["implements"]),
        ("Theo đề nghị của Sở Nội vụ tại Tờ trình số 19/TTr-SNV.", ["reference"]),
        (
            "Căn cứ Luật Viên chức số 58/2010/QH12 được sửa đổi, bổ sung bởi Luật số 52/2019/QH14;",
            ["legal_basis", "amended_by"],
        ),
    ],
)
def test_preamble(text: str, expected: list[str], cite: Cite) -> None:
    assert roles(cite, text, preamble=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thực hiện Nghị quyết số 57-NQ/TW", ["reference"]),
        (
            "Nghị định số 92/2017/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 63/2010/NĐ-CP",
            ["reference", "amended"],
        ),
        ("thay thế Kế hoạch số 12/KH-SYT và Kế hoạch số 13/KH-SYT", ["replaces", "replaces"]),
        ("được thay thế Kế hoạch số 12/KH-SYT", ["reference"]),
        (
            "Nghị định số 1/2015/NĐ-CP (được sửa đổi bởi Nghị định số 2/2018/NĐ-CP, Nghị định số 3/2020/NĐ-CP)",
            ["reference", "amended_by", "amended_by"],
        ),
    ],
)
def test_body(text: str, expected: list[str], cite: Cite) -> None:
    assert roles(cite, text) == expected


def test_own_number(cite: Cite) -> None:
    own = {"own_number": "38/KH-TTr", "own_type": "Kế hoạch"}
    assert roles(cite, "(Kèm theo Kế hoạch số 38/KH-TTr ngày 13/02/2026)", **own) == ["self"]
    assert roles(cite, "(Kèm theo Kế hoạch số 33/KH-TTr ngày 13/02/2026)", appendix=True, **own) == ["self"]
    assert roles(cite, "(Kèm theo Kế hoạch số 33/KH-TTr ngày 13/02/2026)", **own) == ["reference"]
    assert roles(cite, "(Kèm theo Quyết định số 38/QĐ-TTr)", appendix=True, **own) == ["reference"]


def test_serial_left_blank(cite: Cite) -> None:
    own = {"own_number": "⟦?⟧/KH-UBND", "own_type": "Kế hoạch"}
    (found,) = cite("(Ban hành kèm theo Kế hoạch số:      /KH-UBND ngày     /    /2025 của UBND xã)", **own)
    assert (found.number, found.issuer, found.role) == ("⟦?⟧/KH-UBND", "UBND xã", "self")
    assert cite("theo Kế hoạch số      /KH-UBND") == []
