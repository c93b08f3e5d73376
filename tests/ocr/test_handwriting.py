"""Which numbers of a letterhead are given to the reader of digits, and what becomes of its answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from planparse.ingest.opening import open_source
from planparse.ocr import handwriting
from planparse.ocr.digit_sequence import DigitReading
from planparse.ocr.handwriting import RIGHT, mark_handwriting
from planparse.ocr.slots import Gap
from planparse.ocr.treatments import blue_ink
from planparse.ocr.tsv import ReadWord
from planparse.options import Options
from planparse.pagetext import ILLEGIBLE
from planparse.pipeline import extract

SAMPLES = Path(__file__).parents[2] / "samples"


def line_of(*read: tuple[str, float]) -> list[ReadWord]:
    words, left = [], 100
    for text, confidence in read:
        words.append(ReadWord(0, (1, 1, 1), text, left, 300, 14 * len(text), 26, confidence))
        left += 14 * len(text) + 10
    return words


class Reader:
    """Answers always the same, and remembers what it was asked."""

    def __init__(
        self, text: str, sureness: float, *, inked: bool = True, penned: bool = False, typeset: bool = False
    ) -> None:
        self.answer, self.inked, self.penned, self.typeset = DigitReading(text, sureness), inked, penned, typeset
        self.asked: list[Gap] = []

    def is_inked(self, *box: int) -> bool:
        return self.inked

    def is_penned(self, *box: int) -> bool:
        return self.penned

    def is_typeset(self, gap: Gap, figures: int) -> bool:
        return self.typeset

    def number(self, gap: Gap) -> DigitReading:
        self.asked.append(gap)
        return self.answer


def marked(reader: Reader, *read: tuple[str, float]) -> list[ReadWord]:
    return list(mark_handwriting(line_of(*read), 2339, reader))


def text_of(words: list[ReadWord]) -> str:
    return " ".join(word.text for word in words)


SERIAL = (("Số:{34.2", 0.57), ("/KH-SNV", 0.88))
DATE = (("ngàyŸÔ", 0.15), ("tháng", 0.9), ("6", 0.9), ("năm", 0.9), ("2026", 0.9))


class TestTypesetSerials:
    FAINT = (("Số:", 0.96), ("2688/KH-SNV", 0.42))

    def test_figures_that_are_print_stay(self) -> None:
        reader = Reader("268", 0.99, typeset=True)
        assert text_of(marked(reader, *self.FAINT)) == "Số: 2688/KH-SNV"
        assert reader.asked == []

    @pytest.mark.parametrize("serial", ["2688/KH-SNV", "2b88/KH-SNV"])
    def test_others_are_given_to_the_reader_of_digits(self, serial: str) -> None:
        reader = Reader("", 0.0, typeset=serial.startswith("2b"))
        assert text_of(marked(reader, ("Số:", 0.96), (serial, 0.42))) == f"Số: {ILLEGIBLE}/KH-SNV"

    def test_no_figures_below_the_lowest_confidence(self) -> None:
        words = marked(Reader("", 0.0, typeset=True), ("Số:", 0.96), ("2688/KH-SNV", 0.2))
        assert text_of(words) == f"Số: {ILLEGIBLE}/KH-SNV"


class TestSureReadings:
    def test_a_serial(self) -> None:
        words = marked(Reader("1942", 0.99), *SERIAL)
        assert text_of(words) == "Số: 1942/KH-SNV"
        assert [word.handwritten for word in words] == [False, True]
        assert words[1].confidence == RIGHT

    def test_a_day(self) -> None:
        words = marked(Reader("23", 0.99), *DATE)
        assert text_of(words) == "ngày 23 tháng 6 năm 2026"
        assert [word.text for word in words if word.handwritten] == ["23"]

    def test_a_month(self) -> None:
        reader = Reader("11", 0.99)
        words = marked(reader, ("ngày", 0.9), ("05", 0.9), ("tháng", 0.9), ("Ÿ?", 0.2), ("năm", 0.9), ("2026", 0.9))
        assert text_of(words) == "ngày 05 tháng 11 năm 2026"
        assert len(reader.asked) == 1

    def test_the_reader_is_told_what_is_print(self) -> None:
        reader = Reader("1942", 0.99)
        marked(reader, *SERIAL)
        (gap,) = reader.asked
        assert (gap.before.text, gap.before_text) == ("Số:{34.2", "Số:")
        assert (gap.after.text, gap.after_text) == ("/KH-SNV", "/KH-SNV")

    def test_a_one_that_was_read_as_a_slash(self) -> None:
        words = marked(Reader("1227", 0.99), ("Số:/227", 0.1), ("/KH-SNV", 0.9))
        assert text_of(words) == "Số: 1227/KH-SNV"

    def test_print_and_writing_in_one_word(self) -> None:
        reader = Reader("07", 0.99)
        words = marked(reader, ("Số", 0.9), (":.4/KH-SNV", 0.2))
        assert text_of(words) == "Số : 07/KH-SNV"
        assert (reader.asked[0].before_text, reader.asked[0].after_text) == (":", "/KH-SNV")


class TestLeftOpen:
    @pytest.mark.parametrize(
        ("text", "sureness"),
        [
            ("1942", 0.6),
            ("", 0.99),
            ("19?", 0.99),
            ("?", 0.99),
            ("0", 0.99),
            ("00", 0.99),
            ("0000", 0.99),
            ("123456", 0.99),
        ],
    )
    def test_serials(self, text: str, sureness: float) -> None:
        assert text_of(marked(Reader(text, sureness), *SERIAL)) == f"Số: {ILLEGIBLE}/KH-SNV"

    @pytest.mark.parametrize("text", ["32", "0", "00", "231", "1?", ""])
    def test_days_that_cannot_be(self, text: str) -> None:
        assert text_of(marked(Reader(text, 1.0), *DATE)) == f"ngày {ILLEGIBLE} tháng 6 năm 2026"

    @pytest.mark.parametrize(
        ("confidence", "lower", "day"), [(0.75, 6, "21"), (0.6, 6, "27"), (0.6, 1, "21"), (0.4, 0, "27")]
    )
    def test_a_day_that_was_read_clearly_or_stands_like_the_year_is_print(
        self, confidence: float, lower: int, day: str
    ) -> None:
        words = (("ngày", 0.9), ("2]", confidence), ("tháng", 0.9), ("6", 0.9), ("năm", 0.9), ("2026", 0.9))
        line = line_of(*words)
        line[1] = replace(line[1], top=line[1].top + lower)
        found = list(mark_handwriting(line, 2339, Reader("27", 0.85)))
        assert text_of(found) == f"ngày {day} tháng 6 năm 2026"

    def test_printed_figures_read_with_doubt_stay(self) -> None:
        words = (("ngày", 0.9), ("19", 0.69), ("tháng", 0.9), ("11", 0.9), ("năm", 0.9), ("2025", 0.9))
        assert text_of(marked(Reader("", 0.0), *words)) == "ngày 19 tháng 11 năm 2025"

    def test_a_date_inside_a_sentence_is_none_of_issue(self) -> None:
        words = (("ngày", 0.9), ("1Š", 0.5), ("tháng", 0.9), ("8", 0.9), ("năm", 0.9), ("2023", 0.9), ("của", 0.9))
        assert text_of(marked(Reader("", 0.0), *words)) == "ngày 1Š tháng 8 năm 2023 của"

    def test_open_numbers_have_no_confidence_and_are_not_called_read(self) -> None:
        words = marked(Reader("1942", 0.6), *SERIAL)
        assert (words[1].confidence, words[1].handwritten) == (0.0, False)

    @pytest.mark.parametrize(
        ("read", "printed"),
        [
            ("II", "11"),
            ("I1", "11"),
            ("I1]", "11"),
            ("TI", "11"),
            ("LI", "11"),
            ("l", "1"),
            ("lo", "10"),
            ("11", "11"),
            ("1Ì", "11"),
        ],
    )
    def test_a_month_that_was_read_as_strokes_is_print(self, read: str, printed: str) -> None:
        words = (("ngày", 0.9), ("05", 0.9), ("tháng", 0.9), (read, 0.3), ("năm", 0.9), ("2026", 0.9))
        for answer in (Reader("", 0.0), Reader(printed, 0.99)):
            found = marked(answer, *words)
            assert text_of(found) == f"ngày 05 tháng {printed} năm 2026"
            assert not any(word.handwritten for word in found)

    def test_a_stroke_as_wide_as_two_is_two(self) -> None:
        line = line_of(("ngày", 0.9), ("05", 0.9), ("tháng", 0.9), ("1", 0.6), ("năm", 0.9), ("2026", 0.9))
        assert text_of(list(mark_handwriting(line, 2339, Reader("", 0.0)))) == "ngày 05 tháng 1 năm 2026"
        line[3] = replace(line[3], width=30)
        assert text_of(list(mark_handwriting(line, 2339, Reader("", 0.0)))) == "ngày 05 tháng 11 năm 2026"

    def test_a_month_that_nobody_knows(self) -> None:
        words = (("ngày", 0.9), ("05", 0.9), ("tháng", 0.9), ("Ÿ?", 0.2), ("năm", 0.9), ("2026", 0.9))
        assert text_of(marked(Reader("13", 1.0), *words)) == f"ngày 05 tháng {ILLEGIBLE} năm 2026"


class TestTwoReaders:
    def test_agreement_needs_less_sureness(self) -> None:
        assert text_of(marked(Reader("34", 0.6), ("Số:", 0.9), ("34/KH-SNV", 0.5))) == "Số: 34/KH-SNV"
        assert text_of(marked(Reader("84", 0.6), ("Số:", 0.9), ("34/KH-SNV", 0.5))) == f"Số: {ILLEGIBLE}/KH-SNV"

    @pytest.mark.parametrize(
        ("confidence", "other", "kept"), [(0.67, "624", True), (0.6, "624", False), (0.67, "629", False)]
    )
    def test_blurred_print_stays_where_both_read_the_same(self, confidence: float, other: str, kept: bool) -> None:
        line = [("Số:", 0.93), ("624/KH-SNV", confidence)]
        words = marked(Reader(other, 0.43), *line)
        assert text_of(words) == f"Số: {'624' if kept else ILLEGIBLE}/KH-SNV"
        assert not any(word.handwritten for word in words)

    def test_sure_print_is_not_read_again(self) -> None:
        reader = Reader("99", 1.0)
        words = marked(reader, ("Số:", 0.95), ("612/KH-CĐSH", 0.93))
        assert text_of(words) == "Số: 612/KH-CĐSH"
        assert reader.asked == []


class TestBlue:
    """Tesseract reads what is left of blue ink after it was faded: it may be sure of half a digit."""

    def test_sure_words_with_blue_ink_are_read_again(self) -> None:
        words = marked(Reader("38", 0.99, penned=True), ("Số:", 0.95), ("3/KH-SNV", 0.93))
        assert text_of(words) == "Số: 38/KH-SNV"
        assert words[1].handwritten

    def test_and_left_open_where_the_reader_is_not_sure(self) -> None:
        words = marked(Reader("3", 0.7, penned=True), ("Số:", 0.95), ("3/KH-SNV", 0.93))
        assert text_of(words) == f"Số: {ILLEGIBLE}/KH-SNV"


def test_a_blank_is_not_read() -> None:
    reader = Reader("99", 1.0, inked=False)
    words = line_of(("Số:", 0.95), ("/KH-SNV", 0.9))
    assert list(mark_handwriting(words, 2339, reader)) == words
    assert reader.asked == []


def test_blue_pens_are_set_apart_from_print_and_stamps() -> None:
    colour = np.full((20, 60, 3), 250, np.uint8)
    colour[:, 5:10], colour[:, 25:30], colour[:, 45:50] = (40, 70, 190), (20, 20, 20), (210, 40, 60)
    blue = blue_ink(cv2.split(colour))
    assert blue[:, 5:10].max() < 100
    assert blue[:, 20:].min() == 255


def rewritten(tmp_path: Path, text: str) -> Path:
    """The first page of a sample scan, with the printed serial painted over and another one written with a blue pen."""
    dpi = 200
    with open_source(SAMPLES / "health-scan.pdf", Options()) as source:
        page = np.array(source.render(1, dpi, colour=True).convert("RGB"))
    header = extract(SAMPLES / "health-scan.pdf", Options(pages="1")).header
    box = header.evidence["number"].provenance
    assert box is not None and box.bbox is not None and header.number == "217/KH-SYT"
    x0, top, x1, bottom = (round(edge * dpi / 72) for edge in box.bbox)
    page[top - 6 : bottom + 4, x0 - 3 : x0 + round((x1 - x0) * 0.272)] = page[top - 6, x0 - 3]
    cv2.putText(page, text, (x0 - 2, bottom - 2), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (50, 70, 170), 2, cv2.LINE_AA)
    file = tmp_path / "page.png"
    Image.fromarray(page).save(file, dpi=(dpi, dpi))
    return file


@pytest.mark.ocr
def test_from_the_scan_to_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handwriting, "READ", 0.4)  # digits of straight strokes are like few hands
    record = extract(rewritten(tmp_path, "29"), Options())
    assert record.header.number == "29/KH-SYT"
    basis = record.header.evidence["number"]
    assert basis.rule == "letterhead.number.handwritten"
    assert basis.confidence < 0.96
    assert [d.severity for d in record.diagnostics if d.code == "number-handwritten"] == ["info"]
