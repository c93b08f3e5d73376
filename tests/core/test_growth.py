"""Parsing takes time in proportion to the text, whatever it is made of. Calls are counted, not seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from planparse.ingest.text import text_page
from planparse.knowledge import Dictionaries
from planparse.pagetext import Origin, PageReading, PageStatus, TextLayerVerdict, VerdictKind
from planparse.pipeline import parse
from planparse.records import SourceRecord
from planparse.restoration.edits import RestoredText
from planparse.tables.text_grids import find_text_grids

SOURCE = SourceRecord(name="a.txt", sha256="0" * 64, media_type="text/plain", page_count=1)
REPEATED, LONGER = 40, 4


def calls_to_parse(text: str) -> int:
    page = text_page(1, text, Origin.TEXT).layer
    assert page is not None
    page = find_text_grids(page)
    reading = PageReading(page, TextLayerVerdict(VerdictKind.GOOD), PageStatus.READ)
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        parse(SOURCE, [reading], [RestoredText(page)], Dictionaries())
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "unit",
    [
        "Quyết\n",
        "- Sở Y tế chủ trì.\n",
        "1. Mục tiêu\n",
        "ỦY BAN NHÂN DÂN\n",
        "1\tSở Y tế\tQuý II/2026\t95%\n",
        "Nội dung:\n",
        "Nghị định số 63/2010/NĐ-CP; ",
        "Quyết định số 12/QĐ-UBND về việc giao chỉ tiêu (Kế hoạch số 12/KH-UBND) ",
        "theo Quyết định số 12/QĐ-UBND và Quyết định này, ",
        "Luật Đấu thầu năm 2023, ",
        "phấn đấu đạt 90% số hộ dân, ",
        "Đến năm 2030 đạt 95% số xã (theo biểu). ",
        "giao Sở Y tế phối hợp với Sở Nội vụ, ",
        "Đơn vị chủ trì: Sở Y tế; ",
        "chỉ tiêu đạt 95%, giao Sở Y tế chủ trì theo Kế hoạch số 12/KH-UBND ngày 01/02/2026, ",
    ],
)
def test_a_longer_text_takes_calls_in_proportion(unit: str):
    opening = "KẾ HOẠCH\nThực hiện công tác y tế\nCăn cứ Luật Đầu tư;\n"
    calls_to_parse(opening + unit)  # reads dictionaries
    short, long = (calls_to_parse(opening + unit * REPEATED * times) for times in (1, LONGER))
    assert long < 1.5 * LONGER * short
