"""Issuers and subjects that the head of a list names once for all its documents."""

from __future__ import annotations

import pytest

from planparse.citations.passage_reader import citations_in
from planparse.citations.roles import Surroundings
from planparse.citations.vocabulary import vocabulary
from planparse.knowledge import Dictionaries

WORDS = vocabulary(Dictionaries())


def issuers(text: str) -> dict[str | None, str | None]:
    return {
        m.number: None if m.issuer is None else text[slice(*m.issuer)]
        for m in citations_in(text, Surroundings(), WORDS)
        if m.number is not None
    }


IN_THE_WILD = [
    (
        "Thực hiện theo các Quyết định của Thủ tướng Chính phủ: Quyết định số 326/QĐ-TTg ngày 09/3/2022 về phân bổ chỉ "
        "tiêu sử dụng đất quốc gia và Quyết định số 227/QĐ-TTg ngày 12/3/2024 về điều chỉnh một số chỉ tiêu; Quyết "
        "định số 95/QĐ-TTg ngày 16/11/2023 phê duyệt quy hoạch sử dụng đất an ninh.",
        dict.fromkeys(("326/QĐ-TTg", "227/QĐ-TTg", "95/QĐ-TTg"), "Thủ tướng Chính phủ"),
    ),
    (
        "Căn cứ các Nghị định của Chính phủ quy định chi tiết thi hành Luật Quy hoạch (Số 37/2019/NĐ-CP ngày "
        "07/5/2019, số 58/2023/NĐ-CP ngày 12/8/2023);",
        dict.fromkeys(("37/2019/NĐ-CP", "58/2023/NĐ-CP"), "Chính phủ"),
    ),
    (
        "Căn cứ các Nghị định của Chính phủ: số 63/2010/NĐ-CP ngày 08/6/2010 về kiểm soát thủ tục hành chính; số "
        "92/2017/NĐ-CP ngày 07/8/2017 sửa đổi, bổ sung một số điều của các Nghị định liên quan;",
        dict.fromkeys(("63/2010/NĐ-CP", "92/2017/NĐ-CP"), "Chính phủ"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), IN_THE_WILD)
def test_the_head_names_the_issuer(text: str, expected: dict[str | None, str | None]) -> None:
    assert issuers(text) == expected


def test_a_head_before_brackets_says_what_the_documents_are_about() -> None:
    text = (
        "các Quyết định của Chủ tịch UBND tỉnh phê duyệt Quy hoạch mạng lưới trường học (Số 12/QĐ-UBND ngày 2/4/2025 "
        "và số 34/QĐ-UBND ngày 5/6/2025)"
    )
    found = citations_in(text, Surroundings(), WORDS)
    assert [m.subject and text[slice(*m.subject)] for m in found] == ["phê duyệt Quy hoạch mạng lưới trường học"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ các Nghị định của Chính phủ: số 63/2010/NĐ-CP; Kế hoạch số 12/KH-SYT",  # of another body
        "theo quy định tại các Nghị định của Chính phủ và Kế hoạch số 12/KH-SYT",  # no list
        "các Kế hoạch của Sở Y tế (đã ban hành) và Kế hoạch số 12/KH-SNV",
    ],
)
def test_what_the_head_does_not_say(text: str) -> None:
    found = issuers(text)
    assert [issuer for number, issuer in found.items() if number is not None and "/KH-" in number] == [None]


def test_an_issuer_behind_a_list_of_numbers() -> None:
    text = (
        "Thực hiện các Công điện: số 07/CĐ-UBND ngày 17/11/2025, số 08/CĐ-UBND và số 09/CĐ-UBND ngày 19/11/2025; "
        "số 10/CĐ-UBND ngày 20/11/2025 của UBND tỉnh Sơn Hải về ứng phó mưa lũ;"
    )
    assert list(issuers(text).values()) == ["UBND tỉnh Sơn Hải"] * 4
    apart = "Theo Công điện số 09/CĐ-UBND ngày 19/11/2025; Công điện số 10/CĐ-UBND của UBND tỉnh Sơn Hải."
    assert issuers(apart)["09/CĐ-UBND"] is None
