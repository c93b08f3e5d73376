"""What is print and what is debris, in the wild: boxes and confidences as Tesseract gives them at 200 dpi."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from planparse.ocr.debris import count_marks, is_plausible, without_debris
from planparse.ocr.digit_sequence import NOTHING, DigitReading
from planparse.ocr.handwriting import mark_handwriting
from planparse.ocr.slots import Gap
from planparse.ocr.tsv import ReadWord
from planparse.pagetext import ILLEGIBLE

DPI = 200.0


def line_of(*words: tuple[str, float], number: int = 1, top: int = 100, height: int = 26) -> list[ReadWord]:
    left, line = 200, []
    for text, confidence in words:
        dash = text in "-–—~"
        width = 20 if dash else 14 * len(text)
        line.append(ReadWord(0, (1, 1, number), text, left, top, width, 4 if dash else height, confidence))
        left += width + 12
    return line


PRINT = line_of(
    *((word, 0.95) for word in ["Sở", "Tài", "chính", "phối", "hợp", "với", "các", "đơn", "vị"]), number=9, top=900
)


def kept(words: list[ReadWord]) -> str:
    return " ".join(word.text for word in without_debris([*words, *PRINT], DPI) if word.line[2] != 9)


@pytest.mark.parametrize(
    "token",
    [
        *(
            "nghiệp;",
            "(VNPT),",
            "63/2010/NĐ-CP",
            "09/7/2026",
            "Nghị",
            "KH-UBND",
            "UBND",
            "15%",
            "2021-2025",
            "a)",
            "II.",
        ),
        *("thủ", "HỘI", "Website", "sonhai.gov.vn", "Đắk", "7h30", "5.1.", "“Đo", "đường/tài"),
    ],
)
def test_plausible(token: str) -> None:
    assert is_plausible(token)


@pytest.mark.parametrize("token", ["LXRƯỞN", "kIớI", "hƯỞNG", "V2/773/)/19//7/77/", "ÄÉ3\\", "—_", "Ƒx", "ngƯx", "'.;"])
def test_not_plausible(token: str) -> None:
    assert not is_plausible(token)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Căn", 0.0), ("cứ", 0.95), ("tình", 0.96), ("hình", 0.95)], "Căn cứ tình hình"),
        ([("—", 0.11), ("Tổ", 0.95), ("chức", 0.95)], "— Tổ chức"),
        ([("~", 0.52), ("Tổ", 0.95), ("chức", 0.95)], "– Tổ chức"),
        ([("Sở", 0.95), ("LĐ", 0.93), ("~TB", 0.8), ("tỉnh", 0.95)], "Sở LĐ –TB tỉnh"),
        ([("sonhai.gov.vn/~vp", 0.9), ("của", 0.95), ("Sở", 0.95)], "sonhai.gov.vn/~vp của Sở"),
        ([("24", 0.97), ("15QĐ-SGDĐT", 0.35), ("ngày", 0.96), ("05", 0.96)], "24 15QĐ-SGDĐT ngày 05"),
        ([("-", 0.9), ("BGH", 0.93), ("(b/©);", 0.3)], "- BGH (b/©);"),
        ([("BTC", 0.92), ("(Đ/c);", 0.0), ("các", 0.95), ("khoa", 0.95)], "BTC (Đ/c); các khoa"),
        ([("BTC", 0.92), ("(b/c);", 0.02), ("các", 0.95), ("khoa", 0.95)], "BTC (b/c); các khoa"),
        ([("Š.1.", 0.35), ("Trung", 0.95), ("tâm", 0.96)], "Š.1. Trung tâm"),
        ([("3", 0.93)], "3"),
        ([("quy", 0.96), ("định", 0.96), ("LXRƯỞN", 0.21)], "quy định"),
        ([("mềm", 0.93), ("|", 0.97), ("Trung", 0.96)], "mềm Trung"),
        ([("=.C", 0.0), ("=Ắ.L", 0.0), ("R1.", 0.0)], ""),
        ([("kIớI", 0.0), ("THƯỜN", 0.3)], ""),
        ([("¬", 0.33)], ""),
        ([("quy", 0.97), ("định", 0.0)], "quy định"),
        ([(ILLEGIBLE, 0.0), ("tháng", 0.95), ("10", 0.95)], f"{ILLEGIBLE} tháng 10"),
        ([("thực", 0.95), ("hiện", 0.95), ("-", 0.92), ("2026", 0.9)], "thực hiện - 2026"),
    ],
)
def test_lines_in_the_wild(words: list[tuple[str, float]], expected: str) -> None:
    assert kept(line_of(*words)) == expected


def test_the_rest_of_a_code_alone_on_its_line() -> None:
    rest = line_of(("TTg.", 0.0), number=2, top=140)
    assert kept([*line_of(("số", 0.9), ("15/2025/QĐ-", 0.6)), *rest]) == "số 15/2025/QĐ- TTg."
    assert kept([*line_of(("Quyết", 0.9), ("định", 0.9)), *rest]) == "Quyết định"


def test_marks_that_are_too_small_or_too_large() -> None:
    small = [ReadWord(0, (1, 1, 1), "tu", 200, 100, 49, 7, 0.54)]
    large = [ReadWord(0, (1, 1, 2), "mm", 200, 200, 83, 88, 0.6)]
    speck = [ReadWord(0, (1, 1, 3), ":", 200, 400, 2, 3, 0.46)]
    assert kept(small + large + speck) == ""


@given(st.lists(st.tuples(st.text(min_size=1, max_size=12), st.floats(0, 1)), max_size=12))
@example([("~A", 1.0)])
def test_only_ever_drops_words_and_straightens_dashes(words: list[tuple[str, float]]) -> None:
    def straight(word: ReadWord) -> ReadWord:
        return replace(word, text=word.text.replace("~", "–"))

    line = line_of(*words)
    rest = iter(line)
    assert all(any(straight(word) == straight(other) for other in rest) for word in without_debris(line, DPI))


class Nothing:
    """A picture in which no number can be read."""

    def __init__(self, ink: bool) -> None:
        self.ink = ink

    def is_inked(self, *box: int) -> bool:
        return self.ink

    def is_typeset(self, gap: Gap, figures: int) -> bool:
        return False

    def is_penned(self, *box: int) -> bool:
        return False

    def number(self, gap: Gap) -> DigitReading:
        return NOTHING


def marked(*words: tuple[str, float], ink: bool = False) -> str:
    result = mark_handwriting(line_of(*words), 2339, Nothing(ink))
    return " ".join(word.text for word in result)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("Số:{34.2", 0.57), ("/KH-SNV", 0.88)], f"Số: {ILLEGIBLE}/KH-SNV"),
        ([("Số:", 0.95), ("ÄÉ3/KH-UBND", 0.0)], f"Số: {ILLEGIBLE}/KH-UBND"),
        ([("Số:", 0.95), ("9011/KH-STC", 0.24)], f"Số: {ILLEGIBLE}/KH-STC"),
        ([("Sơn", 0.9), ("Hải,", 0.9), ("ngàycŸÔ", 0.15), ("tháng", 0.9), ("6", 0.9), ("năm", 0.9), ("2026", 0.9)],
         f"Sơn Hải, ngày {ILLEGIBLE} tháng 6 năm 2026"),
        ([("ngày", 0.9), ("Í", 0.63), ("7tháng", 0.63), ("11", 0.9), ("năm", 0.9), ("2017", 0.9)],
         f"ngày {ILLEGIBLE} tháng 11 năm 2017"),
    ],
)  # fmt: skip
def test_handwriting_is_illegible(words: list[tuple[str, float]], expected: str) -> None:
    assert marked(*words) == expected


@pytest.mark.parametrize(
    "words",
    [
        [("Số:", 0.95), ("612/KH-CĐSH", 0.93)],
        [("Số:", 0.95), ("58/KH-SNV", 0.9)],
        [("ngày", 0.96), ("05", 0.95), ("tháng", 0.96), ("12", 0.9), ("năm", 0.96), ("2024", 0.96)],
        [("Căn", 0.9), ("cứ", 0.9), ("Kế", 0.9), ("hoạch", 0.9), ("năm", 0.9), ("2026", 0.9)],
    ],
)
def test_print_is_left_alone(words: list[tuple[str, float]]) -> None:
    assert marked(*words, ink=True) == " ".join(text for text, _ in words)


def test_a_blank_is_no_illegible_number() -> None:
    words = line_of(("Số:", 0.95), ("/KH-SNV", 0.9))
    words[1] = ReadWord(0, (1, 1, 1), "/KH-SNV", 420, 100, 100, 26, 0.9)
    for ink, expected in ((False, "Số: /KH-SNV"), (True, f"Số: {ILLEGIBLE}/KH-SNV")):
        assert " ".join(w.text for w in mark_handwriting(words, 2339, Nothing(ink))) == expected


def test_below_the_letterhead_nothing_is_marked() -> None:
    words = line_of(("Số:", 0.5), ("9011/KH-STC", 0.24), top=2000)
    assert list(mark_handwriting(words, 2339, Nothing(True))) == words


SLOTS = st.sampled_from(["Số:", "/KH-SNV", "ngày", "tháng", "năm", "2026", "1/", "x"])


@given(st.lists(st.tuples(SLOTS, st.floats(0, 1)), min_size=1, max_size=8))
def test_marking_never_raises_and_keeps_the_line(words: list[tuple[str, float]]) -> None:
    result = mark_handwriting(line_of(*words), 2339, Nothing(True))
    assert all(word.line == (1, 1, 1) and word.width >= 0 for word in result)


@pytest.mark.parametrize(("left", "expected"), [(286, "số y tế"), (205, "số tế")], ids=["apart", "read twice"])
def test_a_sure_word_with_a_box_that_is_too_low(left: int, expected: str) -> None:
    low = ReadWord(0, (1, 1, 1), "y", left, 120, 7, 5, 0.92)
    first, last = line_of(("số", 0.95), ("tế", 0.95))
    last = ReadWord(0, last.line, "tế", 320, last.top, 26, last.height, 0.95)
    assert kept([first, low, last]) == expected


def test_days_inside_the_text_are_no_handwriting() -> None:
    line = line_of(*((word, 0.95) for word in ["Công", "văn", "ngày"]), ("1Š", 0.5), ("tháng", 0.95), ("5", 0.9))
    line += line_of(("năm", 0.95), ("2026", 0.95))
    assert mark_handwriting(line, 2339, Nothing(True)) == tuple(line)


def test_marks_with_letters_that_were_left_out_are_counted() -> None:
    words = [*line_of(("=.C", 0.0), ("=Ắ.L", 0.0), ("~", 0.1), ("R1.", 0.0)), *PRINT]
    printed = without_debris(words, DPI)
    assert list(printed) == PRINT
    assert count_marks(words, printed) == 3
    assert count_marks(PRINT, PRINT) == 0


def test_the_lower_half_of_a_line_is_not_read_once_more() -> None:
    """Beside the taller letters of a letterhead Tesseract reads `Độc lập` and, below, `9c 5ập` at the same place."""
    good = [
        ReadWord(0, (2, 1, 1), text, left, 230, width, 30, 0.96)
        for text, left, width in (("Độc", 1117, 68), ("lập", 1197, 30), ("Tự", 1287, 26), ("do", 1349, 41))
    ]
    beside = [
        ReadWord(0, (2, 1, 2), text, left, 238, 160, 46, 0.96)
        for text, left in (("TRƯỜNG", 195), ("ĐẠI", 383), ("HỌC", 582))
    ]
    again = [
        ReadWord(0, (2, 1, 2), text, left, 240, 25, 28, confidence)
        for text, left, confidence in (("9c", 1148, 0.31), ("5ập", 1213, 0.0), ("tự", 1314, 0.88))
    ]
    assert without_debris([*good, *beside, *again], 240) == (*good, *beside)
    elsewhere = [replace(word, top=word.top + 60, confidence=0.8) for word in again]
    assert "tự" in [word.text for word in without_debris([*good, *beside, *elsewhere], 240)]


def test_a_mote_is_no_dash() -> None:
    line = [
        ReadWord(0, (1, 1, 1), "khoa", 240, 690, 60, 26, 0.96),
        ReadWord(0, (1, 1, 1), "học", 310, 690, 50, 30, 0.96),
    ]
    mote = ReadWord(0, (1, 1, 1), "-", 220, 701, 2, 2, 0.92)
    assert without_debris([mote, *line], 200) == tuple(line)


@pytest.mark.parametrize("symbol", ["39/2024/QH15).", "58/2024/QH15;", "12/KH-UBND", "152/2025/NĐ-CP", "(12/QĐ-TTg)"])
def test_a_symbol_alone_on_its_line_is_print_whatever_its_confidence(symbol: str) -> None:
    assert kept(line_of((symbol, 0.0))) == symbol


@pytest.mark.parametrize("strokes", ["12/X", "3/ab", "/KH-UBND", "1/2-3"])
def test_other_marks_with_a_slash_are_not(strokes: str) -> None:
    assert kept(line_of((strokes, 0.0))) == ""
