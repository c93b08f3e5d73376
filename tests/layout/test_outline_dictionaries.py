"""The examples that stand beside the entries of the dictionaries of the outline."""

from __future__ import annotations

import csv
from collections.abc import Callable

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.outline import BlockKind, Outline, Zone
from planparse.layout.zones import is_preamble_opener, is_resolution_line

DICTIONARIES = Dictionaries()


def lines_of(name: str) -> list[dict[str, str]]:
    with DICTIONARIES.path(name).open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", lines_of("page_noise.tsv"), ids=lambda row: row["example"])
def test_noise(outline_of: Callable[[str], Outline], row: dict[str, str]) -> None:
    opener = "" if row["opens"] == "yes" else "Ký bởi: VĂN PHÒNG\n"
    blocks = outline_of(f"I. NỘI DUNG\n{opener}{row['example']}\nII. KINH PHÍ").blocks
    assert any(b.kind is BlockKind.NOISE and b.passage.text == row["example"] for b in blocks)
    blocks = outline_of(f"I. NỘI DUNG\n{row['counter_example']}\nII. KINH PHÍ").blocks
    assert not any(b.kind is BlockKind.NOISE for b in blocks)


@pytest.mark.parametrize("row", lines_of("zone_openers.tsv"), ids=lambda row: f"{row['zone']}-{row['how']}")
def test_openers_of_zones(outline_of: Callable[[str], Outline], row: dict[str, str]) -> None:
    if row["how"] == "enacted":
        text = "SỞ Y TẾ\n{}\nVỀ TRỰC BÃO NĂM 2026\nGIÁM ĐỐC SỞ Y TẾ\nCăn cứ Luật Giá;\n1. Mục đích"
        for printed, zone in ((row["example"], Zone.PREAMBLE), (row["counter_example"], Zone.TITLE)):
            outline = outline_of(text.format(printed))
            assert any("GIÁM ĐỐC" in b.passage.text and b.zone is zone for b in outline.blocks)
    elif row["zone"] == "title":
        zones = {b.passage.text: b.zone for b in outline_of(f"SỞ Y TẾ\n{row['example']}\nNăm 2026\n1. Mục đích").blocks}
        assert zones[row["example"]] is Zone.TITLE
        outline = outline_of(f"BỘ\n{row['counter_example']}\nQUYẾT ĐỊNH\nVề tổ chức\n1. Mục đích")
        assert {b.passage.text: b.zone for b in outline.blocks}[row["counter_example"]] is Zone.LETTERHEAD
    elif row["zone"] == "preamble" and row["how"] == "start":
        assert is_preamble_opener(row["example"], DICTIONARIES)
        assert not is_preamble_opener(row["counter_example"], DICTIONARIES)
    elif row["zone"] == "body":
        assert is_resolution_line(row["example"], DICTIONARIES)
        assert not is_resolution_line(row["counter_example"], DICTIONARIES)
    elif row["zone"] == "recipients":
        text = "KẾ HOẠCH\nTrực bão\n1. Mục đích\nTrực bão an toàn./.\n{}\n- Lưu: VT.\nGIÁM ĐỐC\nLê Mẫu\n"
        assert outline_of(text.format(row["example"])).in_zone(Zone.RECIPIENTS)
        assert not outline_of(text.format(row["counter_example"])).in_zone(Zone.RECIPIENTS)


@pytest.mark.parametrize("row", lines_of("dashed_names.tsv"), ids=lambda row: row["before"])
def test_names_that_a_line_break_cuts_at_their_dash(outline_of: Callable[[str], Outline], row: dict[str, str]) -> None:
    above, below = f"Theo chương trình công tác đã được phê duyệt: {row['example']}".split(" / ")
    text = f"I. NỘI DUNG\n1. Mục thứ nhất\n- {above}\n{below}\n- Các đơn vị báo cáo.\n"
    blocks = [b.passage.text for b in outline_of(text).blocks]
    assert f"- {above} {below}" in blocks
    assert "- Các đơn vị báo cáo." in blocks
    listed = outline_of(text.replace(above, row["before"].capitalize())).blocks
    assert f"- {row['before'].capitalize()}" in [b.passage.text for b in listed]
