"""Roles: words next to the mention beat the rule of the paragraph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from planparse.citations.cited_text import CitedText
from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings, announced, carried_on
from planparse.citations.vocabulary import Vocabulary
from planparse.records import Role

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
        (
            "thay thế Quyết định số 12/QĐ-UBND của UBND tỉnh về việc quản lý đò; Quyết định số 13/QĐ-UBND",
            ["replaces", "replaces"],
        ),
        (
            "Nghị định số 1/2015/NĐ-CP (sửa đổi, bổ sung tại khoản 2 Điều 1 Nghị định số 2/2018/NĐ-CP)",
            ["reference", "amended_by"],
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
    assert roles(cite, "(Kèm theo Kế hoạch số 3/KH-TTr ngày 13/02/2026)", appendix=True, **own) == ["self"]


def test_the_annex_of_an_older_document_is_none_of_this_one(cite: Cite) -> None:
    own = {"own_number": "38/KH-TTr", "own_type": "Kế hoạch", "appendix": True}
    assert roles(cite, "(Kèm theo Kế hoạch số 21/KH-TTr ngày 02/01/2024)", **own) == ["reference"]


def test_serial_left_blank(cite: Cite) -> None:
    own = {"own_number": "⟦?⟧/KH-UBND", "own_type": "Kế hoạch"}
    (found,) = cite("(Ban hành kèm theo Kế hoạch số:      /KH-UBND ngày     /    /2025 của UBND xã)", **own)
    assert (found.number, found.issuer, found.role) == ("⟦?⟧/KH-UBND", "UBND xã", "self")
    assert cite("theo Kế hoạch số      /KH-UBND") == []


def test_a_list_whose_opener_stands_in_the_paragraph_before(words: Vocabulary) -> None:
    first = carried_on(CitedText("Thực hiện Chỉ thị số 46-CT/TW ngày 16/5/2025 của Bộ Chính trị;", words), None)
    assert first is Role.IMPLEMENTS
    assert carried_on(CitedText("Chỉ thị số 28/CT-TTg của Thủ tướng Chính phủ;", words), first) is Role.IMPLEMENTS
    assert carried_on(CitedText("Căn cứ Luật Đất đai.", words), first) is None
    around = Surroundings(preamble=True, listed=first)
    for text, role in (
        ("Chỉ thị số 28/CT-TTg và Kế hoạch số 12/KH-UBND của UBND tỉnh;", Role.IMPLEMENTS),
        ("Các Kế hoạch số 12/KH-UBND, số 13/KH-UBND của UBND tỉnh;", Role.IMPLEMENTS),
        ("Căn cứ Kế hoạch số 12/KH-UBND của UBND tỉnh;", Role.LEGAL_BASIS),
        ("Xét Tờ trình số 12/TTr-UBND của UBND tỉnh;", Role.REFERENCE),
    ):
        assert {mention.role for mention in citations_in(text, around, words)} == {role}


def test_a_list_below_the_words_that_announce_it(words: Vocabulary) -> None:
    first = announced(CitedText("Bãi bỏ các Quyết định sau đây của UBND tỉnh:", words), None)
    assert first is Role.REPLACES
    item = "a) Quyết định số 12/QĐ-UBND ngày 16/5/2025 của UBND tỉnh về quản lý đò;"
    assert announced(CitedText(item, words), first) is Role.REPLACES
    assert announced(CitedText("b) Quyết định số 13/QĐ-UBND.", words), first) is None
    around = Surroundings(listed=first)
    assert {mention.role for mention in citations_in(item, around, words)} == {Role.REPLACES}
    below = "Các trạm theo Quyết định số 12/QĐ-UBND lập sổ;"
    assert {mention.role for mention in citations_in(below, around, words)} == {Role.REFERENCE}


@pytest.mark.parametrize("text", ["Thực hiện các Quyết định sau:", "Các trạm được thay thế:", "Bãi bỏ Điều 3."])
def test_what_announces_no_list(text: str, words: Vocabulary) -> None:
    assert announced(CitedText(text, words), None) is None


@pytest.mark.parametrize(
    ("behind", "subject"),
    [
        ("; tăng tốc, bứt phá hoàn thành các mục tiêu;", "; tăng tốc, bứt phá hoàn thành các mục tiêu"),
        ("; UBND tỉnh ban hành kế hoạch như sau:", ""),
        ("; Ủy ban nhân dân tỉnh ban hành kế hoạch:", ""),
        ("; trên cơ sở đề nghị của Sở Nội vụ,", ""),
        ("; báo cáo thẩm định số 12/BC-STP của Sở Tư pháp;", ""),
    ],
)
def test_subjects_go_on_behind_a_semicolon_in_a_preamble(behind: str, subject: str, cite: Cite) -> None:
    text = f"Thực hiện Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND tỉnh về thi đua chào mừng Đại hội{behind}"
    assert cite(text, preamble=True)[0].subject == f"về thi đua chào mừng Đại hội{subject}"
    assert cite(text, preamble=False)[0].subject == "về thi đua chào mừng Đại hội"


def test_an_amended_document_ends_with_its_semicolon(cite: Cite) -> None:
    text = (
        "Căn cứ Nghị định số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số "
        "63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ về kiểm soát thủ tục hành chính; Nghị định số 61/2018/NĐ-CP; bãi "
        "bỏ Quyết định số 12/QĐ-UBND; Quyết định số 13/QĐ-UBND."
    )
    roles = [mention.role for mention in cite(text, preamble=False)]
    assert roles == ["reference", "amended", "reference", "replaces", "replaces"]
