"""The second reading of a signature block; what Tesseract answers is given, so that the choices can be seen."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from planparse.ocr import signature_block, word_reading
from planparse.ocr.engine import Job, Workplace
from planparse.ocr.picture import Grey, Picture, PixelBox
from planparse.ocr.processes import Deadline
from planparse.ocr.signature_block import read_again
from planparse.ocr.tsv import ReadWord

DPI = 200
HEADER = "\t".join(f"column{i}" for i in range(12)).replace("column0", "level")


def page() -> Grey:
    grey = np.full((2339, 1654), 255, np.uint8)
    for i in range(4):
        cv2.putText(
            grey, "Trien khai ke hoach den cac don vi truc thuoc So trong tinh", (150, 300 + 60 * i), 4, 1.1, 0, 2
        )
    for i in range(4):
        cv2.putText(grey, "- Cac don vi", (200, 700 + 60 * i), 4, 0.9, 0, 2)
    cv2.putText(grey, "GIAM DOC", (1050, 700), 4, 1.2, 0, 2)
    return grey


def signed() -> Grey:
    grey = page()
    cv2.circle(grey, (1120, 900), 142, 0, 5)
    return grey


def word(text: str, left: int, top: int, confidence: float, line: int = 1) -> ReadWord:
    return ReadWord(0, (1, 1, line), text, left, top, 14 * len(text), 26, confidence)


def answering(monkeypatch: pytest.MonkeyPatch, *parts: list[tuple[str, int, int, float]]) -> list[Job]:
    """Make Tesseract read `parts`: the words of every picture of a job."""
    jobs: list[Job] = []

    def run(job: Job, workplace: Workplace) -> str:
        jobs.append(job)
        rows = [HEADER]
        for number, words in enumerate(parts[: len(job.pictures)], start=1):
            for line, (text, left, top, confidence) in enumerate(words, start=1):
                size = (14 * len(text), 26)
                rows.append(
                    f"5\t{number}\t1\t1\t{line}\t1\t{left}\t{top}\t{size[0]}\t{size[1]}\t{confidence * 100}\t{text}"
                )
        return "\n".join(rows)

    monkeypatch.setattr(word_reading, "run", run)
    return jobs


def again(words: list[ReadWord], picture: Picture, folder: Path) -> list[str]:
    return [word.text for word in read_again(words, picture, Workplace(folder, "vie", Deadline.after(5)))]


def test_pages_without_seal_or_signature_are_not_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch)
    words = [word("Kế", 150, 300, 0.9), word("hoạch", 200, 300, 0.9)]
    assert again(words, Picture(page(), DPI), tmp_path) == ["Kế", "hoạch"]
    assert jobs == []


def test_columns_are_found_by_the_file_copy_where_the_title_is_lost(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jobs = answering(monkeypatch, [("Nơi", 40, 20, 0.95), ("nhận:", 90, 20, 0.95)], [("GIÁM", 60, 20, 0.9)])
    words = [word("NN", 28, 495, 0.5), word("Lưu:", 28, 700, 0.9, line=2), word("VT.", 88, 700, 0.9, line=2)]
    assert "nhận:" in again(words, Picture(page(), DPI), tmp_path)
    assert len(jobs) == 1


def test_columns_are_found_by_the_authority_line_where_nothing_else_is_left(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jobs = answering(monkeypatch, [("Nơi", 40, 20, 0.95), ("nhận:", 90, 20, 0.95)], [("GIÁM", 60, 20, 0.9)])
    words = [word("Mới", 28, 695, 0.5), word("KT.", 1050, 700, 0.9), word("GIÁM", 1110, 700, 0.9)]
    assert "nhận:" in again(words, Picture(page(), DPI), tmp_path)
    assert len(jobs) == 1


@pytest.mark.parametrize("printed", [("KT.", "trong"), ("Y", "TẾ")])
def test_other_capitals_on_the_right_show_no_columns(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, printed: tuple[str, str]
) -> None:
    jobs = answering(monkeypatch)
    words = [word(printed[0], 1050, 700, 0.9), word(printed[1], 1110, 700, 0.9)]
    assert again(words, Picture(page(), DPI), tmp_path) == list(printed)
    assert jobs == []


@pytest.mark.parametrize(
    ("alone", "expected"),
    [
        ([("Lưu:", 40, 30, 0.93), ("VT.", 110, 30, 0.9)], ["Nơi", "nhận:", "Lưu:", "VT."]),
        ([("Lu", 40, 30, 0.5)], ["Nơi", "nhận:", "=TƯU:", "VỊ,"]),
    ],
)
def test_a_doubtful_line_of_recipients_is_read_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, alone: list[tuple[str, int, int, float]], expected: list[str]
) -> None:
    answering(monkeypatch, alone)
    read = [word("Nơi", 28, 640, 0.95), word("nhận:", 80, 640, 0.95)]
    read += [word("=TƯU:", 28, 700, 0.46, line=2), word("VỊ,", 110, 700, 0.5, line=2)]
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    side = PixelBox(0, 600, 900, 900)
    found = signature_block._with_doubtful_lines(read, side, page(), Picture(page(), DPI), place)
    assert [word.text for word in found] == expected


def test_a_word_that_was_given_to_two_lines_counts_once() -> None:
    halves = [word("Khen", 451, 1065, 0.97, line=1), word("Khen", 508, 1068, 0.97, line=2)]
    twice = [word("và", 451, 1065, 0.97, line=1), word("và", 700, 1065, 0.97, line=1)]
    assert signature_block._without_twins(halves) == halves[1:]
    assert signature_block._without_twins(twice) == twice


def test_parts_of_words_on_other_lines_are_no_words() -> None:
    whole = [
        ReadWord(0, (2, 1, 3), "CHỦ", 1713, 361, 108, 36, 0.93),
        ReadWord(0, (2, 1, 3), "TỊCH", 1836, 361, 123, 44, 0.97),
    ]
    parts = [
        ReadWord(0, (2, 1, 2), "HỦ", 1749, 342, 36, 54, 0.93),
        ReadWord(0, (2, 1, 4), "TỊC", 1873, 361, 47, 44, 0.93),
    ]
    assert signature_block._without_twins([*parts, *whole]) == whole
    assert signature_block._without_twins([*whole, *parts]) == whole


def test_columns_of_an_unsigned_copy_are_read_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recipients = [("Nơi", 40, 20, 0.95), ("nhận:", 90, 20, 0.95), ("Lưu:", 40, 80, 0.9), ("VT.", 100, 80, 0.9)]
    jobs = answering(monkeypatch, recipients, [("GIÁM", 60, 20, 0.9), ("ĐỐC", 130, 20, 0.9)])
    title = [word("Nơi", 28, 495, 0.9), word("nhận:", 78, 495, 0.9)]
    words = [*title, word("“Lư:", 28, 555, 0.4, line=2), word("GIÁM", 1050, 680, 0.5)]
    assert again(words, Picture(page(), DPI), tmp_path) == ["Nơi", "nhận:", "Lưu:", "VT.", "GIÁM", "ĐỐC"]
    assert len(jobs) == 1


def test_a_title_of_recipients_with_nothing_beside_it_is_not_read_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jobs = answering(monkeypatch)
    words = [word("Nơi", 200, 700, 0.9), word("nhận:", 250, 700, 0.9), word("thuộc", 900, 300, 0.9)]
    assert again(words, Picture(page(), DPI), tmp_path) == ["Nơi", "nhận:", "thuộc"]
    assert jobs == []


def test_lost_recipients_and_names_are_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    recipients = [("Nơi", 40, 20, 0.95), ("Lưu:", 40, 80, 0.9), ("VT.", 40, 140, 0.9)]
    jobs = answering(monkeypatch, recipients, [("Giám", 60, 20, 0.9), ("đốc", 130, 20, 0.9)])
    words = [word("thuộc", 900, 300, 0.9), word("GIÁM", 1050, 680, 0.5)]
    assert again(words, Picture(signed(), DPI), tmp_path) == ["thuộc", "Nơi", "Lưu:", "VT.", "Giám", "đốc"]
    assert len(jobs) == 1


def test_a_worse_second_reading_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, [("Lưu", 40, 20, 0.3)], [("~", 5, 5, 0.9), ("4", 5, 60, 0.5)])
    words = [word("Lưu:", 200, 700, 0.9), word("GIÁM", 1050, 680, 0.9)]
    assert again(words, Picture(signed(), DPI), tmp_path) == ["Lưu:", "GIÁM"]


def test_words_inside_a_seal_are_dropped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch)
    words = [word("SỞ", 1100, 860, 0.95), word("GIÁM", 1050, 680, 0.9)]
    assert again(words, Picture(signed(), DPI), tmp_path) == ["GIÁM"]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ([("Đoàn", 40, 300, 0.95), ("Khải", 120, 300, 0.95)], "GIÁM Đoàn Khải"),
        ([("CÔNG", 40, 300, 0.95)], "GIÁM"),
        ([("rỗi", 40, 300, 0.95), ("Khải", 120, 300, 0.95)], "GIÁM"),
        ([("Đoàn", 40, 300, 0.4), ("Khải", 120, 300, 0.4)], "GIÁM"),
    ],
    ids=["name", "rest of a seal", "no name", "handwriting"],
)
def test_names_stamped_in_colour(monkeypatch, tmp_path: Path, read, expected: str) -> None:
    def run(job: Job, workplace: Workplace) -> str:
        rows = [HEADER]
        coloured = len(job.pictures) == 1  # the two columns are read apart
        for text, left, top, confidence in read if coloured else ():
            rows.append(f"5\t1\t1\t1\t1\t1\t{left}\t{top}\t{14 * len(text)}\t26\t{confidence * 100}\t{text}")
        return "\n".join(rows)

    monkeypatch.setattr(word_reading, "run", run)
    red = np.full((2339, 1654), 255, np.uint8)
    cv2.circle(red, (1120, 900), 142, 90, 5)
    picture = Picture(page(), DPI, coloured=red)
    assert " ".join(again([word("GIÁM", 1050, 680, 0.9)], picture, tmp_path)) == expected


def test_a_seal_over_the_edge_of_pages_has_no_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, [("Đoàn", 40, 300, 0.95), ("Khải", 120, 300, 0.95)])
    red = np.full((2339, 1654), 255, np.uint8)
    cv2.circle(red, (1640, 900), 142, 90, 5)
    assert again([word("GIÁM", 1050, 680, 0.9)], Picture(page(), DPI, coloured=red), tmp_path) == ["GIÁM"]
    assert jobs == []


def test_columns_beside_a_coloured_seal_are_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, [("Lưu:", 40, 80, 0.9)], [("GIÁM", 60, 20, 0.9)])
    red = np.full((2339, 1654), 255, np.uint8)
    cv2.circle(red, (1120, 900), 142, 90, 5)
    grey = cv2.GaussianBlur(page(), (0, 0), 1.5).astype(np.uint8)
    again([word("GIÁM", 1050, 680, 0.5)], Picture(grey, DPI, coloured=red), tmp_path)
    assert [len(job.pictures) for job in jobs] == [2, 1]


def test_scans_of_one_bit_are_read_with_thicker_strokes_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch)
    bilevel = np.where(signed() < 128, 0, 255).astype(np.uint8)
    again([], Picture(bilevel, DPI), tmp_path)
    grey = cv2.GaussianBlur(signed(), (0, 0), 1.5).astype(np.uint8)
    again([], Picture(grey, DPI), tmp_path)
    assert [len(job.pictures) for job in jobs] == [4, 2]


def test_readings_of_a_part_are_put_together() -> None:
    def at(text: str, left: int, confidence: float) -> ReadWord:
        return word(text, left, 100, confidence)

    one = [at("Bạn", 0, 0.7), at("VSTB", 60, 0.9), at("Bề", 150, 0.6), at("lì", 400, 0.6)]
    two = [at("Ban", 0, 0.8), at("VSTB", 60, 0.7), at("Bộ", 150, 0.9), at("Hà", 500, 0.95)]
    found = signature_block._combined([[], [*one, at("nhận", 300, 0.95)], two])
    assert [w.text for w in found] == ["Ban", "VSTB", "Bộ", "nhận", "Hà"]
    assert len({w.line for w in found}) == 1


@pytest.mark.parametrize(("text", "kept"), [("(b/©);", True), ("(Đ/c);", True), ("(®§", False), ("c/", False)])
def test_notes_of_recipients_are_kept_though_one_reading_alone_sees_them(text: str, kept: bool) -> None:
    read = [word("BGH", 0, 100, 0.93), word(text, 52, 100, 0.3)]
    found = signature_block._combined([read, [word("BGH", 0, 100, 0.9)]])
    assert (text in [w.text for w in found]) is kept
