"""What the surroundings of a passage say about it."""

from __future__ import annotations

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.records import Header, Period
from planparse.targets.commitment import Stance
from planparse.targets.find import find_targets
from planparse.targets.sections import Surroundings, stance_of_title
from planparse.targets.vocabulary import vocabulary

from .conftest import passage_of

SHIPPED = Dictionaries()


def heading(text: str, style: str, parent: int | None = None) -> Block:
    marker = text.split()[0]
    return Block(BlockKind.HEADING, Zone.BODY, passage_of(text), marker=marker, parent=parent, style=style)


def paragraph(text: str, parent: int | None = None, zone: Zone = Zone.BODY) -> Block:
    return Block(BlockKind.PARAGRAPH, zone, passage_of(text), parent=parent)


@pytest.mark.parametrize(
    ("title", "stance"),
    [
        ("MỤC TIÊU", Stance.TARGETS),
        ("Chỉ tiêu cụ thể đến năm 2030", Stance.TARGETS),
        ("MUC TIÊU CHUNG", Stance.TARGETS),
        ("Kết quả thực hiện các mục tiêu", Stance.TARGETS),
        ("THỰC TRẠNG", Stance.DESCRIPTION),
        ("Quy chế chi tiêu nội bộ", Stance.NEUTRAL),
        ("NHIỆM VỤ, GIẢI PHÁP", Stance.NEUTRAL),
    ],
)
def test_what_a_heading_announces(title, stance):
    assert stance_of_title(title, vocabulary(SHIPPED)) is stance


def test_the_section_is_the_nearest_numbered_heading():
    blocks = (
        heading("II. CHỈ TIÊU", "roman"),
        heading("1. 1. Giải quyết hồ sơ", "decimal", 0),
        heading("a) Nhiệm vụ", "letter", 1),
        paragraph("100% hồ sơ được giải quyết đúng hạn.", 2),
    )
    (target,) = find_targets(Outline(blocks), Header(document_type_code="KH"), SHIPPED)
    assert target.section == "1. 1. Giải quyết hồ sơ"
    context = Surroundings(Outline(blocks), Header(document_type_code="KH"), SHIPPED).of_block(blocks[3])
    assert context.stance is Stance.TARGETS, "the heading two levels up announces targets"


def test_only_the_body_and_the_appendix_are_searched():
    blocks = tuple(paragraph("100% hồ sơ được số hóa.", zone=zone) for zone in Zone)
    targets = find_targets(Outline(blocks), Header(document_type_code="KH"), SHIPPED)
    assert len(targets) == 2


@pytest.mark.parametrize(
    ("header", "opening", "count"),
    [
        (Header(document_type="Kế hoạch", document_type_code="KH", title="Chuyển đổi số"), "", 1),
        (Header(document_type="Quyết định", document_type_code="QĐ", title="Ban hành Kế hoạch tuyển sinh"), "", 1),
        (Header(document_type="Thông tư", document_type_code="TT", title="Quy định về học phí"), "", 0),
        (Header(), "KÉ HOẠCH", 1),
        (Header(), "Ủy ban nhân dân xã ban hành Kế hoạch phổ cập bơi", 1),
        (Header(), "BIÊN BẢN", 0),
        (Header(), "BÁO CÁO tháng 02: số lớp bơi vượt mức kế hoạch của cả năm", 0),
        (Header(), "Bộ Kế hoạch và Đầu tư hướng dẫn thống kê", 0),
    ],
)
def test_documents_that_set_targets(header, opening, count):
    blocks = (paragraph(opening, zone=Zone.TITLE), paragraph("90% học sinh biết bơi."))
    assert len(find_targets(Outline(blocks), header, SHIPPED)) == count


def test_articles_are_rules_even_in_a_programme():
    blocks = (heading("Điều 5. Điều kiện", "article"), paragraph("Trên 50% thành viên có mặt.", 0))
    header = Header(document_type_code="KH", period=Period(from_=2026, to=2026))
    assert find_targets(Outline(blocks), header, SHIPPED) == ()


def test_items_below_a_line_that_announces_an_aim() -> None:
    blocks = (
        heading("2. Hạ tầng", "number"),
        Block(BlockKind.BULLET, Zone.BODY, passage_of("- Phấn đấu mở bến phà, cụ thể:"), marker="-", parent=0),
        Block(BlockKind.BULLET, Zone.BODY, passage_of("+ Số xuồng: 58 xã (bình quân 2 xã/cụm)"), marker="+", parent=0),
        Block(BlockKind.BULLET, Zone.BODY, passage_of("- Số hộ ở bến phà: 120 hộ."), marker="-", parent=0),
    )
    found = find_targets(Outline(blocks, ()), Header(document_type_code="KH"), SHIPPED)
    assert [(one.indicator, one.value) for one in found] == [("Số xuồng", 58.0)]
