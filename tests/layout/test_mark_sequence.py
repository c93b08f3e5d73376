"""Numbers of headings that OCR has misread, put right by their neighbours."""

from __future__ import annotations

import pytest

from planparse.knowledge import Dictionaries
from planparse.layout.mark_sequence import Candidate, corrected, repaired_marks
from planparse.layout.marks import read_mark
from planparse.layout.outline import BlockKind, Outline
from planparse.layout.outline_builder import build_outline
from planparse.layout.sections import outline_skips, section_tree
from planparse.pagetext import Origin, PageText
from planparse.restoration.edits import RestoredText

SHIPPED = Dictionaries()
TITLES = ("MỤC ĐÍCH, YÊU CẦU", "NỘI DUNG", "KINH PHÍ", "TỔ CHỨC THỰC HIỆN", "PHỤ LỤC SỐ LIỆU")


def chapters(*numbers: str, by_machine: bool = True) -> list[str]:
    """The numbers of chapters after the repair."""
    candidates = [
        Candidate(read_mark(f"{number}. {title}", SHIPPED), f" {title}", by_machine)
        for number, title in zip(numbers, TITLES, strict=False)
    ]
    marks = repaired_marks(candidates, SHIPPED)
    return [
        (corrected(c.mark, mark) or (c.mark.text if c.mark else "")).rstrip(".")
        for c, mark in zip(candidates, marks, strict=True)
    ]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("I II II IV", "I II III IV"),
        ("I I III IV", "I II III IV"),
        ("I I II IV", "I II III IV"),
        ("I II II", "I II III"),
        ("V V VII", "V VI VII"),
    ],
)
def test_a_lost_stroke(read: str, printed: str) -> None:
    assert chapters(*read.split()) == printed.split()


@pytest.mark.parametrize("read", ["I II I II III", "I I II", "I II IV", "I II III IV", "II III IV"])
def test_numbers_that_stay(read: str) -> None:
    assert chapters(*read.split()) == read.split()


def test_what_an_author_has_typed_stays() -> None:
    assert chapters("I", "II", "II", "IV", by_machine=False) == ["I", "II", "II", "IV"]


def outline_of(text: str, origin: Origin) -> Outline:
    return build_outline([RestoredText(PageText(1, text, (), origin))], (), SHIPPED)


LETTER = "KẾ HOẠCH\nNăm 2026\nI. MỤC ĐÍCH\nNâng cao chất lượng.\nII. NỘI DUNG\nRà soát hồ sơ.\n"
SCAN = LETTER + "II. KINH PHÍ\nNgân sách xã Sơn Hải.\nIV. TỔ CHỨC THỰC HIỆN\nVăn phòng theo dõi."


def test_the_heading_of_a_scan_is_given_with_its_right_number() -> None:
    outline = outline_of(SCAN, Origin.OCR)
    (repaired,) = [block for block in outline.blocks if block.number]
    assert (repaired.marker, repaired.number, repaired.heading) == ("II.", "III.", "III. KINH PHÍ")
    assert [section.marker for section in section_tree(outline)] == ["I.", "II.", "III.", "IV."]
    assert outline_skips(outline) == ()


def test_the_slip_of_an_author_is_reported() -> None:
    assert [skip.expected for skip in outline_skips(outline_of(SCAN, Origin.TEXT))] == [3, 3]


@pytest.mark.parametrize(("letters", "skips"), [("abcđđeg", 0), ("abcdđe", 0), ("abcde", 1), ("abđ", 1), ("abce", 1)])
def test_d_with_and_without_its_stroke(letters: str, skips: int) -> None:
    lines = "".join(f"{letter}) Rà soát, cập nhật hồ sơ của bộ phận thứ nhất.\n" for letter in letters)
    assert len(outline_skips(outline_of(LETTER + lines, Origin.OCR))) == skips


def test_a_lettered_sentence_stands_beside_a_lettered_title() -> None:
    text = (
        "KẾ HOẠCH\nNăm 2026\nI. NỘI DUNG\n1. Phòng bệnh\na) Giám sát dịch bệnh\n- Báo cáo hằng ngày.\n"
        "b) Rà soát kho thuốc của các trạm y tế trên đảo;\nc) Truyền thông\n- Phát tờ rơi."
    )
    assert outline_skips(outline_of(text, Origin.TEXT)) == ()


def test_a_part_without_the_one_before_it_is_no_mark() -> None:
    text = (
        "KẾ HOẠCH\nNăm 2026\nI. NỘI DUNG\n1. Vệ sinh\n- Cấp hóa chất Cloramin\nB. Chlorine cho các trạm.\n"
        "2. Nước sạch\nRà soát."
    )
    outline = outline_of(text, Origin.OCR)
    assert [b.marker for b in outline.blocks if b.kind is BlockKind.HEADING] == ["I.", "1.", "2."]
    parts = outline_of("KẾ HOẠCH\nNăm 2026\nA. MỤC ĐÍCH\nRà soát.\nB. NỘI DUNG\nRà soát.", Origin.TEXT)
    assert [b.marker for b in parts.blocks if b.kind is BlockKind.HEADING] == ["A.", "B."]


@pytest.mark.parametrize(
    ("text", "number"),
    [("4, Nguy cơ mất an toàn", (4,)), ("2, Điều 5 của Luật", None), ("12, 13 và 14", None), ("._2. Yêu cầu", (2,))],
)
def test_a_comma_for_the_stop_of_a_number(text: str, number: tuple[int, ...] | None) -> None:
    mark = read_mark(text, SHIPPED)
    assert (mark.ordinal if mark else None) == number


def test_a_speck_is_no_part_of_the_number() -> None:
    body = "1. Vệ sinh\n- Rà soát.\n._2. Nước sạch\n- Kiểm tra.\n3, An toàn\n- Tập huấn."
    text = f"KẾ HOẠCH\nNăm 2026\nI. NỘI DUNG\n{body}"
    headings = [b.heading for b in outline_of(text, Origin.OCR).blocks if b.kind is BlockKind.HEADING]
    assert headings == ["I. NỘI DUNG", "1. Vệ sinh", "2. Nước sạch", "3. An toàn"]


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["5. Phân công", "$.1. Văn phòng", "Š.2. Trạm phà"], ["5.1.", "5.2."]),
        (["1. Phân công", "l.1. Văn phòng", "I.2. Trạm phà"], ["1.1.", "1.2."]),
        (["4. Phân công", "$.1. Văn phòng", "5.2. Trạm phà"], ["$.1.", "5.2."]),
        (["5. Phân công", "$.1. Văn phòng", "5.2. Trạm phà", "3.3. Các khoa"], ["5.1.", "5.2.", "5.3."]),
        (["5. Phân công", "5.1. Văn phòng", "3.3. Các khoa"], ["5.1.", "3.3."]),
        (["5. Phân công", "3.1. Văn phòng", "3.2. Các khoa"], ["3.1.", "3.2."]),
    ],
)
def test_the_first_number_of_a_decimal(lines: list[str], numbers: list[str]) -> None:
    """A sign that OCR makes of a digit is that digit where the heading above has it."""
    candidates = [Candidate(read_mark(line, SHIPPED), line.partition(" ")[2], True) for line in lines]
    marks = repaired_marks(candidates, SHIPPED)
    found = [corrected(c.mark, m) or (c.mark.text if c.mark else "") for c, m in zip(candidates, marks, strict=True)]
    assert found[1:] == numbers


def test_a_roman_number_with_a_letter_in_it() -> None:
    mark = read_mark("HI. TỔ CHỨC THỰC HIỆN", SHIPPED)
    assert mark is not None and mark.ordinal == (3,)
    assert corrected(mark, mark) == "III."


@pytest.mark.parametrize(
    ("lines", "styles"),
    [
        (["I. Tổ chức thực hiện đúng", "- Rà soát", "2. Công khai"], ["arabic", "dash", "arabic"]),
        (["I. Mục đích", "II. Yêu cầu", "2. Công khai"], ["roman", "roman", "arabic"]),
        (["I. Mục đích", "1. Tuyên truyền", "2. Công khai"], ["roman", "arabic", "arabic"]),
        (["I. MỤC ĐÍCH", "2. Công khai"], ["roman", "arabic"]),
    ],
)
def test_a_one_before_a_two_is_no_chapter(lines: list[str], styles: list[str]) -> None:
    candidates = [Candidate(read_mark(line, SHIPPED), line.partition(" ")[2], True) for line in lines]
    assert [mark.style if mark else "" for mark in repaired_marks(candidates, SHIPPED)] == styles
