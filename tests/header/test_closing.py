"""Recipients and signatories, in one column and in two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from planparse.header.closing import find_recipients, find_signatory
from planparse.header.signatures import read_signatures, signatory_of
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Outline
from planparse.layout.passages import passage_from_spans
from planparse.pagetext import Origin, PageText
from planparse.restoration.edits import Edit, RestoredText

OutlineOf = Callable[..., Outline]
PLAN = "KẾ HOẠCH\nCông tác năm 2025\nI. NỘI DUNG\n1. Nội dung thứ nhất của kế hoạch.\nTrên đây là kế hoạch của Sở./.\n"


def signed(text: str, origin: Origin = Origin.OCR) -> tuple[str | None, str | None, str | None]:
    page = RestoredText(PageText(1, text, (), origin))
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(passage_from_spans([(page, start, start + len(line))]))
        start += len(line) + 1
    found = signatory_of(read_signatures([line for line in lines if line], Dictionaries()))
    return found.authority_line, found.position, found.name


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("GIÁM ĐỐC\nLê Văn Mẫu", (None, "GIÁM ĐỐC", "Lê Văn Mẫu")),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Văn Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu")),
        (
            "KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ CHỦ NHIỆM Lê Văn Mẫu",
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Lê Văn Mẫu"),
        ),
        ("KT. BỘ TRƯỞNG\nTHỦ TRƯỞNG\nLê Văn Mẫu", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Văn Mẫu")),
        ("KT. CHỦ TỊCH\nPHÓ CHỦ 2 TỊCH\nLê Văn Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")),
        (
            "KT. BỘ TRƯỞNG, CHỦ NHIỆM PHÓ\nCHỦ NHIỆM\nLê Văn Mẫu",
            ("KT. BỘ TRƯỞNG, CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "Lê Văn Mẫu"),
        ),
        ("KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC\nLê Văn Mẫu", ("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu")),
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLê Văn Mẫu",
            ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"),
        ),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu", ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lê Văn Mẫu")),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLÊ VĂN MẪU", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "LÊ VĂN MẪU")),
        (
            "**KT.CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG**\nLê Mẫu",
            ("KT.CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Lê Mẫu"),
        ),
        ("CHỦ TỊCH\nTrần Thị Mẫu\nGIÁM ĐỐC\nLê Văn Mẫu", (None, "GIÁM ĐỐC", "Lê Văn Mẫu")),
        ("HIỆU TRƯỞNG\nThS. Lê Văn Mẫu", (None, "HIỆU TRƯỞNG", "ThS. Lê Văn Mẫu")),
        ("KT. GIÁM ĐỐC\n= O GIÁM ĐỐC\n|“l —1a Văn Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "⟦?⟧ Văn Mẫu")),
        ("KT.GIÁM ĐÓC\nPHÓ GIÁM ĐỌC\nLê Văn Mẫu", ("KT.GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Lê Văn Mẫu")),
        ("KT. GIÁM ĐỐC\nGIÁM ĐỐC\nif= N | —1a Văn Mẫu", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "⟦?⟧ Văn Mẫu")),
        ("KT. CHỦ TỊCH\nPHÓ - CHỦ TỊCH\nLê Văn Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")),
        ("KT. CHỦ\nTỊCH\nPHÓ - CHỦ TỊCH\nLê Văn Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nLê Văn Mẫu", ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lê Văn Mẫu")),
        ("Cục trưởng Cục Hải quan thông báo để biết\nLê Văn Mẫu", (None, None, "Lê Văn Mẫu")),
        ("GIÁM ĐỐC\n⟦?⟧ Văn Mẫu", (None, "GIÁM ĐỐC", "⟦?⟧ Văn Mẫu")),
        ("GIÁM ĐỐC\n(Ký, ghi rõ họ tên)", (None, "GIÁM ĐỐC", None)),
        ("2\nSố 12", (None, None, None)),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Mẫu",
            ("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu"),
        ),
        ("TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn Mẫu", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lê Văn Mẫu")),
        ("TL. CHỦ TỊCH CHÁNH VĂN PHÒNG\nLê Mẫu", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lê Mẫu")),
        ("GIÁM ĐỐC SỞ Y TẾ\nLê Văn Mẫu", (None, "GIÁM ĐỐC SỞ Y TẾ", "Lê Văn Mẫu")),
        ("KT. CHỦ TỊCH\nve THÓ CHỦ % TỊCH\nrần Thị Mẫu", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Thị Mẫu")),
        ("GIÁM ĐỐC\nê Văn Mẫu", (None, "GIÁM ĐỐC", None)),  # too little to tell a surname by
        ("HIỆU TRƯỞNG\nHIỆU TRƯỞNG\nLê Mẫu", ("KT. HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "Lê Mẫu")),
        ("PHÓ CHỦ TỊCH\nSA\nLê Mẫu", (None, "PHÓ CHỦ TỊCH", "Lê Mẫu")),
        ("PHÓ CHỦ TỊCH KIÊM TRƯỞNG BAN\nLê Mẫu", (None, "PHÓ CHỦ TỊCH KIÊM TRƯỞNG BAN", "Lê Mẫu")),
        ("KT, CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mẫu", ("KT, CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Mẫu")),
        (
            "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Lê Văn Mẫu",
            ("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Thượng tướng Lê Văn Mẫu"),
        ),
    ],
)
def test_signature_blocks(block: str, expected: tuple[str | None, ...]) -> None:
    assert signed(block) == expected


def test_positions_of_a_digital_file_stay_as_printed() -> None:
    assert signed("GIÁM ĐÓC\nLê Văn Mẫu", Origin.DIGITAL) == (None, "GIÁM ĐÓC", "Lê Văn Mẫu")


def test_two_columns(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN
        + "Nơi nhận:\n- UBND tỉnh (b/c);\n- Các phòng chức năng,\nđơn vị thuộc Sở;\n- Lưu: VT, VP.\n"
        + "GIÁM ĐỐC\n\nLê Văn Mẫu\n"
    )
    names, bases = find_recipients(outline, Dictionaries())
    assert names == ("UBND tỉnh (b/c)", "Các phòng chức năng, đơn vị thuộc Sở", "Lưu: VT, VP")
    assert len(bases) == len(names)
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.position, signatory.name) == ("GIÁM ĐỐC", "Lê Văn Mẫu")
    assert set(signatory.evidence) == {"position", "name"}


def test_columns_on_the_same_lines(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN
        + "Nơi nhận: KT. GIÁM ĐỐC\n- Sở Nội vụ; ,qu\n- Lãnh đạo Sở; PHÓ GIÁM ĐỐC\n- Lưu: VT, VP. if=\n\n\nLê Văn Mẫu\n"
    )
    assert find_recipients(outline, Dictionaries())[0] == ("Sở Nội vụ", "Lãnh đạo Sở", "Lưu: VT, VP")
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Lê Văn Mẫu",
    )


def test_a_recipient_of_many_lines_below_a_title_that_was_not_read(outline_of: OutlineOf) -> None:
    places = "".join(f"Sơn Hải {i}, Khe Sim {i}, Tân Bình {i},\n" for i in range(1, 8))
    above = "20-2y2skifilfiD\n- Các bộ, cơ quan ngang bộ;\n- UBND các tỉnh: Mẫu Sơn,\n"
    closing = f"{above}{places}Cà Mẫu;\n- Lưu: VT, CN (2);\n"
    found = find_recipients(
        outline_of(f"{PLAN}{closing}KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Mẫu\n", Origin.OCR), Dictionaries()
    )[0]
    assert len(found) == 3
    assert found[0] == "Các bộ, cơ quan ngang bộ"
    assert found[1].startswith("UBND các tỉnh: Mẫu Sơn, Sơn Hải 1,")
    assert found[1].endswith("Cà Mẫu")


def test_columns_on_the_same_lines_from_the_title_to_the_file_copy(outline_of: OutlineOf) -> None:
    closing = (
        "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Thường trực Tỉnh ủy (b/c);\n- Các xã; KT. CHỦ TỊCH\n- Báo Sơn Hải; a\n"
        "“Lư: VT, TH. PHÓ CHỦ TỊCH\n\nLò Văn Mẫu\n"
    )
    outline = outline_of(PLAN + closing, Origin.OCR)
    assert find_recipients(outline, Dictionaries())[0] == (
        "Thường trực Tỉnh ủy (b/c)",
        "Các xã",
        "Báo Sơn Hải",
        "Lưu: VT, TH",
    )
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Mẫu",
    )


def test_name_of_the_other_column_behind_any_recipient(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN
        + "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Các xã; 2 em gen 2 PHÓ CHỦ TỊCH\n- Điện lực Sơn Hải; Lò Văn Mẫu\n"
        + "- Sở Y tế; Báo Sơn Hải;\n- Lưu: VT.\n"
    )
    assert find_recipients(outline, Dictionaries())[0] == (
        "Các xã",
        "Điện lực Sơn Hải",
        "Sở Y tế; Báo Sơn Hải",
        "Lưu: VT",
    )
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "TM. ỦY BAN NHÂN DÂN",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Mẫu",
    )


def test_a_position_inside_a_recipient(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- Ban Thi đua tỉnh PHÓ CHỦ TỊCH\n(b/c);\n- Lưu: VT.\nLê Văn Mẫu"
    outline = outline_of(PLAN + closing)
    assert find_recipients(outline, Dictionaries())[0] == ("Ban Thi đua tỉnh (b/c)", "Lưu: VT")
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.position, signatory.name) == ("PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


@pytest.mark.parametrize(
    "behind",
    ["", "\tPHỤ LỤC DANH MỤC NHIỆM VỤ", "\nKế hoạch 12/KH-SYT năm 2026 đang được cập nhật trên cổng thông tin"],
)
def test_both_columns_as_cells_of_one_row(outline_of: OutlineOf, behind: str) -> None:
    closing = "Nơi nhận: - Như trên; - Sở Tài chính; - Lưu: VT, TH.\tKT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Mẫu"
    outline = outline_of(PLAN + closing + behind, Origin.TEXT)
    assert find_recipients(outline, Dictionaries())[0] == ("Như trên", "Sở Tài chính", "Lưu: VT, TH")
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Mẫu",
    )


@pytest.mark.parametrize(
    "closing", ["Nơi nhận:\n- Sở Y tế;\n- Lưu:\tVT, TH.\n", "Nơi nhận:\n-\tSở Y tế;\n- Lưu: VT, TH."]
)
def test_a_tab_that_only_sets_apart(outline_of: OutlineOf, closing: str) -> None:
    outline = outline_of(PLAN + closing + "\nGIÁM ĐỐC\nLê Văn Mẫu", Origin.TEXT)
    assert find_recipients(outline, Dictionaries())[0] == ("Sở Y tế", "Lưu: VT, TH")
    assert find_signatory(outline, Dictionaries()).name == "Lê Văn Mẫu"


def test_what_is_left_of_the_recipients_above_a_signature_on_one_line(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT, CT.\n08 KH\nTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Mẫu\n"
    signatory = find_signatory(outline_of(PLAN + closing, Origin.TEXT), Dictionaries())
    assert (signatory.position, signatory.name) == ("PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


@pytest.mark.parametrize("heading", ["PHỤ LỤC", "QUYẾT ĐỊNH", "QUY CHẾ"])
def test_a_heading_is_no_name(outline_of: OutlineOf, heading: str) -> None:
    outline = outline_of(f"{PLAN}Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\n{heading}\nBAN HÀNH KÈM THEO\n", Origin.TEXT)
    assert find_signatory(outline, Dictionaries()).name is None


@pytest.mark.parametrize("note", ["- Bộ Tài chính; (Báo cáo)", "- Bộ Tài chính;\n(Báo cáo)", "Bộ Tài chính; (Báo cáo)"])
@pytest.mark.parametrize("origin", [Origin.TEXT, Origin.OCR])
def test_a_note_behind_the_end_of_its_recipient(outline_of: OutlineOf, note: str, origin: Origin) -> None:
    closing = f"Nơi nhận:\n{note}\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn Mẫu"
    names, bases = find_recipients(outline_of(PLAN + closing, origin), Dictionaries())
    assert names == ("Bộ Tài chính (Báo cáo)", "Lưu: VT")
    assert bases[0].raw.endswith("(Báo cáo)")


def test_a_speck_between_position_and_name(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- UBND tỉnh;\n- Các phòng;\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n:\nLê Văn Mẫu\f- Lưu: VT."
    outline = outline_of(PLAN + closing)
    assert find_recipients(outline, Dictionaries())[0] == ("UBND tỉnh", "Các phòng", "Lưu: VT")
    assert find_signatory(outline, Dictionaries()).name == "Lê Văn Mẫu"


def test_the_last_lines_are_the_signature_however_spoilt(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- Sở Y tế;\n- Lưu: VT.\nKT. CHỦ TỊCH\nve THÓ CHỦ % TỊCH\nrần Thị Mẫu\n"
    signatory = find_signatory(outline_of(PLAN + closing, Origin.OCR), Dictionaries())
    assert (signatory.position, signatory.name) == ("PHÓ CHỦ TỊCH", "Trần Thị Mẫu")


def test_name_behind_the_initials_of_the_file_copy(outline_of: OutlineOf) -> None:
    outline = outline_of(PLAN + "Nơi nhận:\n- Số: Y tế, Nội vụ; GIÁM ĐỐC\n- Lưu: VT, TH, VX Lê Văn Mẫu\n", Origin.OCR)
    assert find_recipients(outline, Dictionaries())[0] == ("Sở: Y tế, Nội vụ", "Lưu: VT, TH, VX")
    assert find_signatory(outline, Dictionaries()).name == "Lê Văn Mẫu"


def test_list_that_goes_on_on_the_next_page(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN
        + "Nơi nhận:\n:\n- Bộ Y tế;\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n"
        + "\f- Sở Nội vụ;\n- UBND xã; Lê Văn Mẫu\n- Lưu: VT.\n"
    )
    assert find_recipients(outline, Dictionaries())[0] == ("Bộ Y tế", "Sở Nội vụ", "UBND xã", "Lưu: VT")
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.position, signatory.name) == ("PHÓ CHỦ TỊCH", "Lê Văn Mẫu")


def test_list_that_begins_on_the_next_page(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN + "Nơi nhận:\nTM. ỦY BAN NHÂN DÂN\f5\n- Sở Y tế;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Văn Mẫu\n"
    )
    assert find_recipients(outline, Dictionaries())[0] == ("Sở Y tế", "Lưu: VT")
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Văn Mẫu",
    )


@dataclass(frozen=True)
class Surname:
    surname: str
    example: str


@dataclass(frozen=True)
class NameSyllable:
    syllable: str
    example: str


@pytest.mark.parametrize("row", Dictionaries().rows("name_syllables.tsv", NameSyllable), ids=lambda r: r.syllable)
def test_name_syllables(row: NameSyllable) -> None:
    assert row.syllable in row.example.split()
    assert signed(f"GIÁM ĐỐC\n{row.example}")[2] == row.example


@pytest.mark.parametrize(
    ("printed", "read", "expected"),
    [
        ("Hỗ Thị Diệu", "H6 Thi Diéu", "Hồ Thị Diệu"),
        ("Hồ Thành Điều", "H6 Thanh Diéu", "Hồ Thành Diệu"),
        ("Trận Văn Mẫu", "Tran Van Mau", "Trần Văn Mẫu"),
        ("Phân Văn Mẫu", "Phan Van Mau", "Phan Văn Mẫu"),  # as it was read, and not the rarer Phàn
        ("Lê Thu Hiện", "Le Thu Hién", "Lê Thu Hiện"),  # Hiền, Hiển or Hiến: nothing tells which
        ("Hỗ Thị Điều", "Hỗ Thị Điều", "Hỗ Thị Điều"),  # nothing was guessed
    ],
)
def test_syllables_that_restoration_guessed(printed: str, read: str, expected: str) -> None:
    edits = (Edit(9, 9 + len(read), read, printed, 0.9, "test"),) if read != printed else ()
    page = RestoredText(PageText(1, f"GIÁM ĐỐC\n{read}", (), Origin.TEXT), edits)
    lines = [passage_from_spans([(page, 0, 8)]), passage_from_spans([(page, 9, len(page.text))])]
    found = signatory_of(read_signatures(lines, Dictionaries()))
    assert found.name == expected
    assert (found.evidence["name"].confidence < 0.9) == (read != printed)


@pytest.mark.parametrize("row", Dictionaries().rows("surnames.tsv", Surname), ids=lambda r: r.surname)
def test_surnames(row: Surname, outline_of: OutlineOf) -> None:
    outline = outline_of(PLAN + f"Nơi nhận:\n{row.example}\n- Lưu: VT.\nGIÁM ĐỐC\n")
    assert find_recipients(outline, Dictionaries())[0] == ("UBND các xã, phường", "Lưu: VT")


def test_notes_on_why_a_document_is_sent(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- UBND tỉnh (b/€);\n- Sở Y tế (để b/e);\n- Các xã (/c);\n- Báo Sơn Hải (p/h);\n- Lưu: VT.\n"
    read = find_recipients(outline_of(PLAN + closing, Origin.OCR), Dictionaries())[0]
    assert read == ("UBND tỉnh (b/c)", "Sở Y tế (để b/c)", "Các xã (b/c)", "Báo Sơn Hải (p/h)", "Lưu: VT")
    assert find_recipients(outline_of(PLAN + closing), Dictionaries())[0][0] == "UBND tỉnh (b/€)"


def test_a_comma_that_was_read_as_a_stop(outline_of: OutlineOf) -> None:
    outline = outline_of(PLAN + "Nơi nhận:\n- Các phòng. ban. đơn vị;\n- UBND TP. Sơn Hải;\n- Lưu: VT.\n")
    assert find_recipients(outline, Dictionaries())[0] == ("Các phòng, ban, đơn vị", "UBND TP. Sơn Hải", "Lưu: VT")


@pytest.mark.parametrize(
    ("read", "recipient"),
    [
        ("- Thường trực: Thành ủy. HĐND TP;", "Thường trực: Thành ủy, HĐND TP"),
        ("- Lưu: VT. KSTTHC.", "Lưu: VT, KSTTHC"),
        ("- Công ty An Phú, tp. Hồ Chí Minh;", "Công ty An Phú, tp. Hồ Chí Minh"),
    ],
)
def test_a_comma_before_a_code_that_was_read_as_a_stop(outline_of: OutlineOf, read: str, recipient: str) -> None:
    outline = outline_of(f"{PLAN}Nơi nhận:\n- Như trên;\n{read}\n", Origin.OCR)
    assert find_recipients(outline, Dictionaries())[0][-1] == recipient


def test_recipients_and_signature_on_running_lines(outline_of: OutlineOf) -> None:
    outline = outline_of(
        PLAN
        + "Nơi nhận: - Bộ Y tế (b/c); - Đoàn Thanh niên - Hội Sinh viên tỉnh; - CT, PCT UBND tỉnh (b/c) - UBMT TQ VN\n"
        + "tỉnh; - Các Sở:\nXD, TC, KH&CN; -\nUBND các xã; - Lưu: VT, KGVX\n(Mẫu).\n"
        + "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hồng Mẫu\nPHỤ LỤC\nDanh mục\n"
    )
    assert find_recipients(outline, Dictionaries())[0] == (
        "Bộ Y tế (b/c)",
        "Đoàn Thanh niên - Hội Sinh viên tỉnh",
        "CT, PCT UBND tỉnh (b/c)",
        "UBMT TQ VN tỉnh",
        "Các Sở: XD, TC, KH&CN",
        "UBND các xã",
        "Lưu: VT, KGVX (Mẫu)",
    )
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lê Thị Hồng Mẫu",
    )


@pytest.mark.parametrize(
    ("read", "recipient"),
    [
        ("- Lưu: VT, VP. if= N |", "Lưu: VT, VP"),
        ("- Lưu: VT, TCHC, SP) ki“", "Lưu: VT, TCHC"),
        ("- TT. Đảng ủy, HĐND xã;\n- Lưu: VT.", "TT. Đảng ủy, HĐND xã"),
        ("- Lưu: VT, KGVX. Thg.", "Lưu: VT, KGVX. Thg"),
        ("- Lưu: VT, NV (V-10b).", "Lưu: VT, NV (V-10b)"),
        ("- Lưu: VI; KGVX.", "Lưu: VT, KGVX"),
        ("- Lưu: VT; KGVX.", "Lưu: VT; KGVX"),
    ],
)
def test_strokes_behind_the_file_copy(read: str, recipient: str, outline_of: OutlineOf) -> None:
    outline = outline_of(PLAN + f"Nơi nhận:\n- UBND tỉnh;\n{read}\nGIÁM ĐỐC\nLê Văn Mẫu\n", Origin.OCR)
    assert find_recipients(outline, Dictionaries())[0][:2] == ("UBND tỉnh", recipient)


@pytest.mark.parametrize(
    "closing",
    [
        "GIÁM ĐỐC\nLê Văn Mẫu\n",
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nLê Văn Mẫu\n",
        "(để báo cáo); GIÁM ĐỐC\n- Các phòng;\n- Lưu: VT.\nLê Văn Mẫu\n",
        "Nơi nhận:\n- UBND tỉnh;\nCác đơn vị trực thuộc;\nGIÁM ĐÓC\nLê Văn Mẫu\n",
    ],
)
def test_signatures_without_a_title_of_recipients(closing: str, outline_of: OutlineOf) -> None:
    for plan in (PLAN, PLAN.replace("./.", ".")):
        signatory = find_signatory(outline_of(plan + closing, Origin.OCR), Dictionaries())
        assert (signatory.position or "").endswith("GIÁM ĐỐC")
        assert signatory.name == "Lê Văn Mẫu"


@dataclass(frozen=True)
class Example:
    example: str


@pytest.mark.parametrize("row", Dictionaries().rows("authority_lines.tsv", Example), ids=lambda r: r.example)
def test_authority_lines(row: Example) -> None:
    assert signed(f"{row.example}\nPHÓ CHỦ TỊCH\nLê Văn Mẫu")[0] == row.example


@pytest.mark.parametrize("row", Dictionaries().rows("positions.tsv", Example), ids=lambda r: r.example)
def test_positions(row: Example) -> None:
    assert signed(f"{row.example}\nLê Văn Mẫu") == (None, row.example, "Lê Văn Mẫu")


@pytest.mark.parametrize("text", ["", "Nơi nhận:", "GIÁM ĐỐC", "- ;", "KT.", "⟦?⟧"])
def test_never_raises(text: str, outline_of: OutlineOf) -> None:
    outline = outline_of(text)
    assert all(find_recipients(outline, Dictionaries())[0])
    find_signatory(outline, Dictionaries())


BESIDE = """ahs aie he KT. CHỦ TỊCH
- Văn phòng Chính phủ; Cọc
- Cục Kiểm tra văn bản và Quản lý xử lý vi phạm PHÓ CHỦ TỊCH
hành chính, Bộ Tư pháp;
= Sở Y tế; TT. HĐND tỉnh;
BPO a ia rất nhiều
- Trung tâm Thông tin của tỉnh và huyện đảo Lò Văn Mẫu
Sơn Hải;
- Bệnh viện Nguyễn Văn Trỗi
tỉnh Sơn Hải;
- Lưu: VT.
"""


def test_what_stands_beside_recipients_in_the_dump_of_one_column(outline_of: OutlineOf) -> None:
    outline = outline_of(PLAN + BESIDE, Origin.OCR)
    assert find_recipients(outline, Dictionaries())[0] == (
        "Văn phòng Chính phủ",
        "Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính, Bộ Tư pháp",
        "Sở Y tế; TT. HĐND tỉnh",
        "BPO a ia rất nhiều",
        "Trung tâm Thông tin của tỉnh và huyện đảo Sơn Hải",
        "Bệnh viện Nguyễn Văn Trỗi tỉnh Sơn Hải",
        "Lưu: VT",
    )
    signatory = find_signatory(outline, Dictionaries())
    assert (signatory.authority_line, signatory.position, signatory.name) == (
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Mẫu",
    )


def test_a_digital_list_keeps_what_stands_behind_its_semicolons(outline_of: OutlineOf) -> None:
    closing = "Nơi nhận:\n- Sở Y tế ; báo Sơn\n- Sở Nội vụ;\n- Lưu: VT;\nGIÁM ĐỐC\nLò Văn Mẫu\n"
    assert find_recipients(outline_of(PLAN + closing), Dictionaries())[0] == (
        "Sở Y tế; báo Sơn",
        "Sở Nội vụ",
        "Lưu: VT",
    )
