"""Tesseract's TSV output becomes words; what is not such output is refused."""

from __future__ import annotations

import pytest

from planparse.errors import OcrError
from planparse.ocr.tsv import parse_words

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def row(text: str, confidence: str = "91.5", line: int = 1) -> str:
    return f"5\t1\t2\t1\t{line}\t3\t10\t20\t30\t12\t{confidence}\t{text}\n"


def test_a_word_has_its_box_line_and_confidence() -> None:
    (word,) = parse_words(HEAD + "4\t1\t2\t1\t1\t0\t0\t0\t0\t0\t-1\t\n" + row("Quyết"))
    assert (word.picture, word.line, word.text) == (0, (2, 1, 1), "Quyết")
    assert (word.left, word.top, word.right, word.bottom) == (10, 20, 40, 32)
    assert word.confidence == pytest.approx(0.915)


def test_words_are_nfc_and_without_the_icelandic_letter() -> None:
    words = parse_words(HEAD + row("Quye\u0302\u0301t") + row("1820/Q\u00d0-UBND") + row("\u00f0o"))
    assert [word.text for word in words] == ["Quyết", "1820/QĐ-UBND", "đo"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("12⁄5⁄2030", "12/5/2030"),
        ("214/Q\u0110\u00d0-ĐSH", "214/QĐ-ĐSH"),
        ("214/Q\u00d0\u0110-ĐSH", "214/QĐ-ĐSH"),
        ("08/⁄2031/TT-BYT", "08/2031/TT-BYT"),
        ("https://sonhai.vn", "https://sonhai.vn"),
        ("B\u0110\u0110BP", "BĐĐBP"),
    ],
)
def test_glyphs_read_as_two_characters_of_the_same_look_are_one(read: str, printed: str) -> None:
    assert [word.text for word in parse_words(HEAD + row(read))] == [printed]


@pytest.mark.parametrize(
    ("read", "printed"), [("tiẾp", "tiếp"), ("TIẾP", "TIẾP"), ("Ấp", "Ấp"), ("IoT", "IoT"), ("nĐ", "nĐ")]
)
def test_a_capital_behind_a_small_letter_is_small(read: str, printed: str) -> None:
    assert [word.text for word in parse_words(HEAD + row(read))] == [printed]


def test_empty_words_are_left_out() -> None:
    assert list(parse_words(HEAD + row("   "))) == []


def test_lines_have_different_numbers() -> None:
    first, second = parse_words(HEAD + row("một", line=1) + row("hai", line=2))
    assert first.line_number != second.line_number


@pytest.mark.parametrize("output", ["", "Error opening data file\n", HEAD + "5\t1\t1\n", HEAD + row("x", "much")])
def test_other_output_is_refused(output: str) -> None:
    with pytest.raises(OcrError):
        list(parse_words(output))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("đợưnăm).", "đợt/năm)."),
        ("(đợUtháng)", "(đợt/tháng)"),
        ("đợtnăm", "đợt/năm"),
        ("cœ", "cơ"),
        ("cơœ", "cơ"),
        ("nøao", "ngao"),
        ("1132/QĐ-TTø),", "1132/QĐ-TTg),"),
        ("1132/QĐ-TT8", "1132/QĐ-TT8"),  # a digit of a symbol is for the reader to judge
        ("đợt/năm", "đợt/năm"),
        ("tháng", "tháng"),
        ("lượng", "lượng"),
    ],
)
def test_what_only_tesseract_spells_so(read: str, printed: str) -> None:
    (word,) = parse_words(HEAD + row(read))
    assert word.text == printed
