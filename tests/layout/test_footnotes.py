"""Footnotes: told by their smaller print, or by the sentence that goes on over them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.outline import BlockKind, Outline, Zone
from planparse.layout.outline_builder import build_outline
from planparse.pagetext import BBox, Origin, PageText, Word
from planparse.restoration.edits import RestoredText

TEXT = [
    "I. MỤC TIÊU",
    "1. Tiếp tục đẩy mạnh ứng dụng công nghệ thông tin trong khám bệnh, chữa bệnh, quản lý hồ sơ",
    "sức khỏe điện tử, thanh toán viện phí không dùng tiền mặt, bảo đảm an toàn thông tin và bảo vệ",
    "dữ liệu cá nhân của người bệnh theo quy định của pháp luật, phát huy hiệu quả các hệ thống",
]
NOTES = [
    "1 Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ về bảo vệ dữ liệu cá nhân trong các lĩnh vực",
    "đời sống xã hội.",
    "2 Kế hoạch số 12/KH-UBND ngày 05/01/2026 của UBND tỉnh.",
]
OVERLEAF = ["đã đầu tư tại các cơ sở y tế.", "2. Sở Y tế chủ trì."]
BODY, SMALL = 6.0, 4.5


def page(number: int, lines: Sequence[tuple[str, float]]) -> RestoredText:
    """A page of lines with the width of their letters; 0 for words without boxes."""
    words, offset = [], 0
    for row, (line, width) in enumerate(lines):
        for match in re.finditer(r"\S+", line):
            left, right = 80 + width * match.start(), 80 + width * match.end()
            box = BBox(left, 20.0 * row, right, 20.0 * row + 12) if width else None
            words.append(Word(offset + match.start(), offset + match.end(), box))
        offset += len(line) + 1
    origin = Origin.OCR if lines[0][1] else Origin.TEXT
    return RestoredText(PageText(number, "\n".join(line for line, _ in lines), tuple(words), origin))


def outline(
    notes: Sequence[str], body: float = BODY, small: float = SMALL, overleaf: Sequence[str] = OVERLEAF
) -> Outline:
    first = page(1, [*((line, body) for line in TEXT), *((line, small) for line in notes)])
    return build_outline([first, page(2, [(line, body) for line in overleaf])], [], Dictionaries())


def texts(of: Outline, kind: BlockKind) -> list[str]:
    return [block.passage.text for block in of.blocks if block.kind is kind]


@pytest.mark.parametrize(("body", "small"), [(BODY, SMALL), (0.0, 0.0)], ids=["boxes", "text"])
def test_a_paragraph_goes_on_over_footnotes(body: float, small: float) -> None:
    found = outline(NOTES, body, small)
    assert texts(found, BlockKind.FOOTNOTE) == [f"{NOTES[0]} {NOTES[1]}", NOTES[2]]
    paragraph = next(block.passage.text for block in found.blocks if block.passage.text.startswith("1. Tiếp tục"))
    assert paragraph == " ".join([*TEXT[1:], OVERLEAF[0]])
    assert any(block.passage.text == OVERLEAF[1] for block in found.blocks)


@pytest.mark.parametrize("mark", ["1", "(1)", "[1]", "*", "!", "?", "'"])
def test_marks_of_footnotes(mark: str) -> None:
    note = f"{mark} Nghị định số 13/2023/NĐ-CP của Chính phủ."
    assert texts(outline([note]), BlockKind.FOOTNOTE) == [note]


@pytest.mark.parametrize(
    ("notes", "small"),
    [
        (NOTES, BODY),  # print of the same size
        (["- Lưu: VT, VP."], SMALL),  # recipients
        (["1. Sở Y tế chủ trì tham mưu."], SMALL),  # a heading
        (["30/6/2026 hoàn thành."], SMALL),
    ],
)
def test_what_is_no_footnote(notes: Sequence[str], small: float) -> None:
    assert not texts(outline(notes, BODY, small), BlockKind.FOOTNOTE)


def test_text_without_boxes_needs_a_cut_sentence() -> None:
    whole = outline(NOTES, 0.0, 0.0, ["2. Sở Y tế chủ trì."])
    assert not texts(whole, BlockKind.FOOTNOTE)


def test_footnotes_stand_in_the_zone_of_the_text() -> None:
    assert {block.zone for block in outline(NOTES).blocks if block.kind is BlockKind.FOOTNOTE} == {Zone.BODY}


def test_notes_behind_the_signature() -> None:
    closing = ["Trên đây là Kế hoạch của Sở Y tế./.", "Nơi nhận:", "- Lưu: VT.", "GIÁM ĐỐC", "Nguyễn Văn An"]
    notes = ["[1] Tỷ lệ hồ sơ của các trạm là 69,87%.", "[2] Sở Y tế đã họp."]
    lines = [(line, 0.0) for line in (*TEXT, *OVERLEAF, *closing, *notes, "PHỤ LỤC", "[3]")]
    blocks = build_outline([page(1, lines)], [], Dictionaries()).blocks
    assert [b.passage.text for b in blocks if b.kind is BlockKind.FOOTNOTE] == notes
