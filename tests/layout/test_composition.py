"""Composition: words with boxes become lines in reading order; the two-column places are read left block first."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord, compose
from planparse.pagetext import BBox, Origin, PageText

WIDTH, HEIGHT = 595.0, 842.0
ADVANCE, SPACE = 6.2, 3.4


@dataclass(frozen=True)
class Print:
    """Text printed with its base line at `y`, starting at `x`; tight glyph boxes, as an OCR gives them."""

    x: float
    y: float
    text: str
    size: float = 13.0

    def words(self) -> list[PlacedWord]:
        x, words = self.x, []
        scale = self.size / 13
        for text in self.text.split():
            up, down = 6.0, 0.0
            if any(c.isupper() or c.isdigit() or c in "bdđhklt/" for c in text):
                up = 9.0
            if any(c in text for c in "ẤẾỐẦỀỒẢỎĐÔƠỆỂÁÀẠỊỤ"):
                up = 12.0
            if any(c in text for c in "gpqyạẹịọụậệộợự,;"):
                down = 3.0
            if set(text) <= {"-", "–"}:
                up, down = 5.0, -4.0
            end = x + ADVANCE * scale * len(text)
            words.append(PlacedWord(text, BBox(x, self.y - up * scale, end, self.y + down * scale)))
            x = end + SPACE * scale
        return words


def page(*prints: Print, number: int = 1, grids: tuple[PlacedGrid, ...] = (), slant: float = 0.0) -> PageText:
    words = [turned(word, slant) for item in prints for word in item.words()]
    return compose(number, words, grids, origin=Origin.OCR, width=WIDTH, height=HEIGHT)


def turned(word: PlacedWord, degrees: float) -> PlacedWord:
    """The word on a page that was scanned slightly turned; the box stays upright, as OCR programs give it."""
    shift = math.tan(math.radians(degrees)) * (word.bbox.x0 - WIDTH / 2)
    box = word.bbox
    return PlacedWord(word.text, BBox(box.x0, box.top + shift, box.x1, box.bottom + shift))


LETTERHEAD = (
    Print(75, 60, "UBND TỈNH SƠN HẢI"),
    Print(290, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 11.5),
    Print(105, 76, "SỞ TÀI CHÍNH"),
    Print(330, 76, "Độc lập - Tự do - Hạnh phúc"),
    Print(100, 104, "Số: 27/KH-STC"),
    Print(310, 104, "Sơn Hải, ngày 12 tháng 3 năm 2026"),
)
LETTERHEAD_TEXT = [
    "UBND TỈNH SƠN HẢI",
    "SỞ TÀI CHÍNH",
    "Số: 27/KH-STC",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Sơn Hải, ngày 12 tháng 3 năm 2026",
]
TITLE = (Print(270, 140, "KẾ HOẠCH"), Print(190, 158, "Tiết kiệm điện trong cơ quan năm 2026"))
TITLE_TEXT = ["KẾ HOẠCH", "Tiết kiệm điện trong cơ quan năm 2026"]
BODY = (
    Print(110, 190, "Căn cứ Chỉ thị số 09/CT-UBND ngày 05/02/2026 của Ủy ban nhân dân tỉnh về"),
    Print(85, 208, "tiết kiệm điện, Sở Tài chính ban hành Kế hoạch với các nội dung sau đây để các"),
    Print(85, 226, "phòng, đơn vị thực hiện:"),
    Print(110, 244, "I. MỤC TIÊU"),
)
BODY_TEXT = [" ".join(item.text.split()) for item in BODY]
CLOSING = (
    Print(85, 520, "Trên đây là Kế hoạch tiết kiệm điện của Sở Tài chính, yêu cầu các đơn vị báo cáo"),
    Print(85, 538, "trước ngày 15/12./."),
    Print(85, 570, "Nơi nhận:", 12),
    Print(350, 570, "KT. GIÁM ĐỐC"),
    Print(85, 584, "- UBND tỉnh (b/c);", 11),
    Print(345, 586, "PHÓ GIÁM ĐỐC"),
    Print(85, 597, "- Các phòng, đơn vị trực thuộc Sở;", 11),
    Print(85, 610, "- Lưu: VT, VP.", 11),
    Print(350, 660, "Đào Hữu Khánh"),
)
CLOSING_TEXT = [
    "Trên đây là Kế hoạch tiết kiệm điện của Sở Tài chính, yêu cầu các đơn vị báo cáo",
    "trước ngày 15/12./.",
    "Nơi nhận:",
    "- UBND tỉnh (b/c);",
    "- Các phòng, đơn vị trực thuộc Sở;",
    "- Lưu: VT, VP.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "Đào Hữu Khánh",
]


class TestTwoColumns:
    def test_a_signature_block_that_a_page_break_has_cut(self) -> None:
        read = page(Print(290, 50, "5"), *CLOSING[4:], number=5)
        assert read.text.split("\n") == ["5", *CLOSING_TEXT[3:6], *CLOSING_TEXT[7:]]

    @pytest.mark.parametrize("rest", ["b/c);", None], ids=["read", "lost"])
    def test_a_cut_block_whose_first_item_runs_on(self, rest: str | None) -> None:
        items = [Print(85, 571, "- Ủy ban nhân dân tỉnh Sơn Hải (để", 11), Print(345, 573, "PHÓ GIÁM ĐỐC")]
        items += [Print(85, 584, rest, 11)] if rest else []
        appendix = Print(262, 700, "PHỤ LỤC I")
        read = page(*items, *CLOSING[6:], appendix, Print(180, 720, "DANH MỤC CÁC THIẾT BỊ ĐIỆN"), number=5)
        left = ["- Ủy ban nhân dân tỉnh Sơn Hải (để", *([rest] if rest else []), *CLOSING_TEXT[4:6]]
        assert read.text.split("\n") == [*left, *CLOSING_TEXT[7:], "PHỤ LỤC I", "DANH MỤC CÁC THIẾT BỊ ĐIỆN"]

    def test_a_whole_page(self) -> None:
        read = page(*LETTERHEAD, *TITLE, *BODY, *CLOSING, Print(294, 800, "2"))
        assert read.text.split("\n") == [*LETTERHEAD_TEXT, *TITLE_TEXT, *BODY_TEXT, *CLOSING_TEXT, "2"]

    @pytest.mark.parametrize("slant", [-1.0, -0.4, 0.7, 1.2])
    def test_a_slanted_page(self, slant: float) -> None:
        read = page(*LETTERHEAD, *TITLE, *BODY, *CLOSING, slant=slant)
        assert read.text.split("\n") == [*LETTERHEAD_TEXT, *TITLE_TEXT, *BODY_TEXT, *CLOSING_TEXT]

    def test_garbled_letterhead(self) -> None:
        read = page(
            Print(85, 60, "UBND TINH SON HAl"),
            Print(290, 60, "CQNG HoA XA HQI CHiJ NGHiA VIVT NAM", 11.5),
            Print(110, 76, "SO TAI CHiNH"),
            Print(330, 76, "DQc l~p - Tv do - H~nh phiic"),
            Print(100, 104, "S6: 27/KH-STC"),
        )
        assert read.text.split("\n")[:3] == ["UBND TINH SON HAl", "SO TAI CHiNH", "S6: 27/KH-STC"]

    def test_crowded_letterhead_is_cut_where_the_motto_starts(self) -> None:
        read = page(
            Print(40, 60, "ỦY BAN NHÂN DÂN HUYỆN LONG ĐIỀN"),
            Print(265, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12),
            Print(90, 76, "PHÒNG NỘI VỤ"),
            Print(320, 76, "Độc lập - Tự do - Hạnh phúc"),
        )
        assert read.text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN HUYỆN LONG ĐIỀN", "PHÒNG NỘI VỤ"]

    def test_letterhead_of_the_party(self) -> None:
        read = page(
            Print(80, 60, "TỈNH ỦY SƠN HẢI"),
            Print(330, 60, "ĐẢNG CỘNG SẢN VIỆT NAM"),
            Print(110, 76, "*"),
            Print(85, 92, "Số 14-KH/TU"),
            Print(330, 92, "Sơn Hải, ngày 02 tháng 4 năm 2026"),
        )
        assert read.text.split("\n")[2:4] == ["Số 14-KH/TU", "ĐẢNG CỘNG SẢN VIỆT NAM"]

    def test_subject_under_the_number_belongs_to_the_left_block(self) -> None:
        read = page(
            *LETTERHEAD, Print(80, 120, "V/v báo cáo tiết kiệm điện", 11), Print(150, 150, "Kính gửi: Các phòng"), *BODY
        )
        lines = read.text.split("\n")
        assert lines[3] == "V/v báo cáo tiết kiệm điện"
        assert lines[7] == "Kính gửi: Các phòng"

    def test_two_signatures(self) -> None:
        read = page(
            Print(85, 500, "thực hiện đạt hiệu quả theo đúng thời gian quy định trong kế hoạch này./."),
            Print(120, 530, "CHỦ TỊCH CÔNG ĐOÀN"),
            Print(390, 530, "GIÁM ĐỐC SỞ"),
            Print(125, 600, "Mai Thanh Bình"),
            Print(385, 600, "Tô Quang Huy"),
            Print(85, 640, "Nơi nhận:"),
            Print(85, 655, "- Lưu: VT.", 11),
            number=3,
        )
        assert read.text.split("\n")[1:] == [
            "CHỦ TỊCH CÔNG ĐOÀN",
            "Mai Thanh Bình",
            "GIÁM ĐỐC SỞ",
            "Tô Quang Huy",
            "Nơi nhận:",
            "- Lưu: VT.",
        ]

    def test_long_recipient_that_runs_under_the_signature(self) -> None:
        read = page(
            Print(85, 570, "Nơi nhận:", 12),
            Print(350, 570, "TM. ỦY BAN NHÂN DÂN"),
            Print(370, 586, "CHỦ TỊCH"),
            Print(85, 600, "- Các sở, ban, ngành, đoàn thể và doanh nghiệp nhà nước;", 10.5),
            Print(85, 614, "- Lưu: VT.", 11),
            Print(365, 650, "Vi Văn Lâm"),
        )
        assert read.text.split("\n")[:3] == [
            "Nơi nhận:",
            "- Các sở, ban, ngành, đoàn thể và doanh nghiệp nhà nước;",
            "- Lưu: VT.",
        ]

    def test_head_of_a_form(self) -> None:
        read = page(
            Print(80, 60, "ĐƠN VỊ:"), Print(400, 60, "Phụ lục II"), Print(80, 76, "PHÒNG:"), *TITLE, *BODY, number=4
        )
        assert read.text.split("\n")[:3] == ["ĐƠN VỊ:", "PHÒNG:", "Phụ lục II"]

    def test_remarks_below_a_form_stay_below(self) -> None:
        read = page(
            Print(85, 570, "Nơi nhận:", 12),
            Print(350, 570, "THỦ TRƯỞNG ĐƠN VỊ"),
            Print(85, 585, "- Như trên;", 11),
            Print(360, 587, "(Ký, ghi rõ họ tên)"),
            Print(85, 640, "Ghi chú: (1) Tên đơn vị."),
        )
        assert read.text.endswith("(Ký, ghi rõ họ tên)\nGhi chú: (1) Tên đơn vị.")


class TestOneColumn:
    def test_justified_lines_with_wide_gaps(self) -> None:
        lines = [
            [Print(85, 300, "phát triển"), Print(280, 300, "kinh tế"), Print(470, 300, "xã hội")],
            [Print(85, 318, "và bảo đảm"), Print(270, 318, "an ninh"), Print(470, 318, "trật tự")],
        ]
        read = page(*[item for line in lines for item in line])
        assert read.text == "phát triển kinh tế xã hội\nvà bảo đảm an ninh trật tự"

    def test_table_without_rules(self) -> None:
        rows = [("TT", "HỌ VÀ TÊN", "CHỨC VỤ"), ("1", "Lò Thị Mây", "Trưởng ban"), ("2", "Hà Minh Quân", "Thành viên")]
        prints = [
            Print(x, 300 + 18 * i, text)
            for i, row in enumerate(rows)
            for x, text in zip((85, 130, 400), row, strict=True)
        ]
        assert page(*prints, number=2).text == "\n".join(" ".join(row) for row in rows)

    @pytest.mark.parametrize("number", [1, 2])
    def test_long_table_of_two_columns_without_rules(self, number: int) -> None:
        rows = [("TÊN ĐƠN VỊ", "NHIỆM VỤ")] + [(f"Phòng {n}", f"Báo cáo tháng {n}") for n in range(1, 9)]
        prints = [
            Print(x, 300 + 18 * i, text) for i, row in enumerate(rows) for x, text in zip((85, 350), row, strict=True)
        ]
        assert page(*prints, number=number).text == "\n".join(" ".join(row) for row in rows)

    def test_the_nation_named_in_body_text(self) -> None:
        read = page(
            Print(85, 300, "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam"),
            Print(85, 318, "Căn cứ Điều lệ Đảng Cộng sản Việt Nam"),
            Print(85, 336, "xây dựng giai cấp công nhân Việt Nam"),
        )
        assert read.text.count("\n") == 2

    def test_running_head_with_page_number(self) -> None:
        read = page(Print(85, 40, "CÔNG BÁO/Số 12 + 13/Ngày 02-3-2026"), Print(500, 40, "7"), *LETTERHEAD)
        assert read.text.startswith("CÔNG BÁO/Số 12 + 13/Ngày 02-3-2026 7\nUBND TỈNH SƠN HẢI\n")


class TestLines:
    def test_superscript_stays_on_its_line(self) -> None:
        mark = PlacedWord("1", BBox(173, 291, 177, 296))
        words = [*Print(85, 300, "theo quy định").words(), mark, *Print(180, 300, "của pháp luật").words()]
        words += Print(85, 318, "hiện hành về đầu tư công").words()
        read = compose(1, words, origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert read.text == "theo quy định 1 của pháp luật\nhiện hành về đầu tư công"

    def test_word_box_inside_its_neighbour(self) -> None:
        """OCR programs give such boxes for hyphens on slanted pages."""
        words = Print(85, 300, "Khoa Tài chính").words()
        words.append(PlacedWord("-", BBox(words[-1].bbox.x1 - 5, 292, words[-1].bbox.x1 + 1, 309)))
        words += Print(words[-1].bbox.x1 + 3, 300, "Kế toán").words()
        read = compose(1, words, origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert read.text == "Khoa Tài chính - Kế toán"

    def test_a_stamp_read_as_one_tall_word_does_not_join_lines(self) -> None:
        stamp = PlacedWord("|", BBox(60, 290, 70, 360))
        words = [stamp, *(word for n in range(4) for word in Print(85, 300 + 18 * n, f"dòng số {n}").words())]
        read = compose(1, words, origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert [line.replace("| ", "") for line in read.text.split("\n") if line != "|"] == [
            f"dòng số {n}" for n in range(4)
        ]

    def test_drawn_rules_are_no_text(self) -> None:
        read = page(Print(85, 300, "trên đường kẻ"), Print(85, 312, "________"), Print(85, 330, "Họ tên: ____"))
        assert read.text == "trên đường kẻ\nHọ tên: ____"

    def test_words_come_out_nfc_and_without_white_space(self) -> None:
        word = PlacedWord(unicodedata.normalize("NFD", "Kế\thoạch\n"), BBox(85, 290, 120, 300))
        assert compose(1, [word], origin=Origin.OCR, width=WIDTH, height=HEIGHT).text == "Kế hoạch"

    def test_empty_page(self) -> None:
        read = compose(3, [], origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert (read.text, read.words, read.number) == ("", (), 3)


def grid_of(
    rows: list[list[str]], top: float, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> PlacedGrid:
    cells = []
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            if text is None:
                continue
            lines = text.split("\n")
            words = [
                w for n, line in enumerate(lines) for w in Print(90 + 150 * j, top + 12 + 40 * i + 14 * n, line).words()
            ]
            row_span, column_span = (spans or {}).get((i, j), (1, 1))
            box = BBox(85 + 150 * j, top + 40 * i, 235 + 150 * j, top + 40 * i + 40)
            cells.append(PlacedCell(i, j, box, tuple(reversed(words)), row_span, column_span))
    return PlacedGrid(BBox(85, top, 535, top + 40 * len(rows)), len(rows), len(rows[0]), tuple(cells))


class TestGrids:
    def test_grid_stands_between_its_neighbours(self) -> None:
        grid = grid_of([["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Rà soát\nthủ tục", ""]], 320)
        read = page(Print(85, 300, "Phân công như sau:"), Print(85, 430, "Các đơn vị thực hiện."), grids=(grid,))
        assert read.text == "Phân công như sau:\nTT\tNhiệm vụ\tĐơn vị\n1\tRà soát thủ tục\t\nCác đơn vị thực hiện."
        found = read.grids[0]
        assert read.text[found.start : found.end] == "TT\tNhiệm vụ\tĐơn vị\n1\tRà soát thủ tục\t"
        assert [read.text[cell.start : cell.end] for cell in found.cells] == [
            *("TT", "Nhiệm vụ", "Đơn vị"),
            *("1", "Rà soát thủ tục", ""),
        ]

    def test_merged_cell_stands_first_and_its_places_stay_empty(self) -> None:
        grid = grid_of([["1", "Khoa Cơ khí", "Chọn mẫu"], ["2", "Khoa Điện", None]], 320, {(0, 2): (2, 1)})
        read = page(grids=(grid,))
        assert read.text == "1\tKhoa Cơ khí\tChọn mẫu\n2\tKhoa Điện\t"
        assert next(cell for cell in read.grids[0].cells if cell.row_span == 2).column == 2

    @pytest.mark.parametrize(
        ("printed", "text"),
        [
            ("Kế hoạch số 753/KH-\nDCT", "Kế hoạch số 753/KH-DCT"),
            ("giai đoạn 2026-\n2030", "giai đoạn 2026-2030"),
            ("Công văn số 18/\nSTC", "Công văn số 18/STC"),
            ("Trước 15/02 -\n20/03", "Trước 15/02 - 20/03"),
            ("Văn phòng;\n- Thanh tra", "Văn phòng; - Thanh tra"),
            ("Sở Y tế/\nSở Nội vụ", "Sở Y tế/ Sở Nội vụ"),
        ],
    )
    def test_line_breaks_inside_a_cell(self, printed: str, text: str) -> None:
        read = page(grids=(grid_of([["1", printed], ["2", "x"]], 320),))
        assert read.text.split("\n")[0] == f"1\t{text}"

    def test_no_column_zone_reaches_over_a_grid(self) -> None:
        grid = grid_of([["A", "B"], ["1", "2"]], 590)
        read = page(*CLOSING[:4], *[Print(p.x, p.y + 120, p.text, p.size) for p in CLOSING[4:]], grids=(grid,))
        assert read.text.index("KT. GIÁM ĐỐC") < read.text.index("A\tB") < read.text.index("- UBND tỉnh")


WORDS = st.lists(
    st.builds(
        lambda text, x, y, width, height: PlacedWord(text, BBox(x, y, x + width, y + height)),
        st.text(st.characters(exclude_characters="_-–—─━=~."), min_size=1, max_size=12),
        st.floats(0, 560),
        st.floats(0, 820),
        st.floats(0, 200),
        st.floats(0, 60),
    ),
    max_size=60,
)


class TestInvariants:
    @settings(max_examples=80, deadline=None)
    @given(WORDS)
    def test_no_word_is_lost_or_changed(self, words: list[PlacedWord]) -> None:
        read = compose(1, words, origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        printed = sorted(text for w in words if (text := " ".join(unicodedata.normalize("NFC", w.text).split())))
        found = sorted(read.text[word.start : word.end] for word in read.words)
        assert found == printed

    @settings(max_examples=80, deadline=None)
    @given(WORDS)
    def test_words_follow_each_other(self, words: list[PlacedWord]) -> None:
        read = compose(1, words, origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert all(a.end < b.start for a, b in zip(read.words, read.words[1:], strict=False))

    @settings(max_examples=30, deadline=None)
    @given(st.randoms(use_true_random=False), st.floats(-1.2, 1.2))
    def test_order_of_the_input_and_slant_do_not_matter(self, random: object, slant: float) -> None:
        words = [word for item in (*LETTERHEAD, *TITLE, *BODY, *CLOSING) for word in item.words()]
        random.shuffle(words)  # type: ignore[attr-defined]
        read = compose(1, [turned(word, slant) for word in words], origin=Origin.OCR, width=WIDTH, height=HEIGHT)
        assert read.text.split("\n") == [*LETTERHEAD_TEXT, *TITLE_TEXT, *BODY_TEXT, *CLOSING_TEXT]
