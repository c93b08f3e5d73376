"""Numbers read twice; what Tesseract answers is given, so that the choices can be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord, compose
from planparse.ocr import number_places, second_reading, word_reading
from planparse.ocr.engine import BLOCK_LAYOUT, LINE_LAYOUT, Job, Workplace
from planparse.ocr.picture import Grey, Picture
from planparse.ocr.processes import Deadline
from planparse.ocr.second_reading import digits_of, read_numbers_again
from planparse.pagetext import ILLEGIBLE, BBox, Origin

DPI = 72
"""One pixel is one point."""
HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))
PAGE: Grey = np.full((842, 595), 255, np.uint8)


def word(text: str, left: float, top: float = 100, confidence: float = 0.8, line: int = 1) -> PlacedWord:
    return PlacedWord(text, BBox(left, top, left + 8 * len(text), top + 12), confidence, line)


def answering(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[Job]:
    """Make Tesseract read these texts, one for each line of the picture, spaces before them for what it does not read;
    lines that are read alone are not read."""
    jobs: list[Job] = []

    def run(job: Job, workplace: Workplace) -> str:
        jobs.append(job)
        rows = [HEADER]
        if job.layout == LINE_LAYOUT:
            return HEADER
        margin = round(second_reading.MARGIN_INCHES * DPI)
        step = 12 + 2 * round(number_places.PADDING_INCHES * DPI) + margin
        for i, text in enumerate(answers):
            top = margin + i * step
            word = text.lstrip()
            left = margin + 8 * (len(text) - len(word))
            rows.append(f"5\t1\t1\t1\t{i + 1}\t1\t{left}\t{top}\t{8 * len(word)}\t12\t90\t{word}")
        return "\n".join(rows)

    monkeypatch.setattr(word_reading, "run", run)
    return jobs


def seconds(words: list[PlacedWord], folder: Path, grids: tuple[PlacedGrid, ...] = ()) -> list[str | None]:
    place = Workplace(folder, "vie", Deadline.after(5))
    found, _ = read_numbers_again(words, grids, (PAGE, PAGE), Picture(PAGE, DPI), place)
    return [word.second for word in found]


def test_disagreement_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, "12/5/2050")
    assert seconds([word("12/5/2030", 100)], tmp_path) == ["12/5/2050"]
    assert [(job.layout, len(job.pictures)) for job in jobs] == [(BLOCK_LAYOUT, 1), (LINE_LAYOUT, 2)]


@pytest.mark.parametrize("second", ["12/5/2030", "I2/5/2O30.", "12/5/203O,", "12/5/2030§V"])
def test_agreement_is_silent_and_lookalikes_agree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, second: str) -> None:
    answering(monkeypatch, second)
    assert seconds([word("12/5/2030", 100)], tmp_path) == [None]


def test_signs_in_a_date_are_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, " " * 6 + "8")
    date = [word("tháng", 60), word("§", 104), word("năm", 116)]
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    found, _ = read_numbers_again(date, (), (PAGE, PAGE), Picture(PAGE, DPI), place)
    assert [(word.text, word.second) for word in found] == [("tháng", None), ("8", "§"), ("năm", None)]
    answering(monkeypatch, " " * 6 + "1")
    provision = [word("khoản", 60), word("I", 104), word("Điều", 116)]
    found, _ = read_numbers_again(provision, (), (PAGE, PAGE), Picture(PAGE, DPI), place)
    assert [word.text for word in found] == ["khoản", "1", "Điều"]
    assert seconds([word("mục", 60), word("§", 88), word("năm", 100)], tmp_path) == [None, None, None]


def test_a_second_reading_without_digits_says_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, "và")
    assert seconds([word("2.", 100)], tmp_path) == [None]


def test_what_is_unsure_both_times_is_marked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, "2O30,", "", "")
    doubtful = [
        word("2030", 100, 100, 0.4),
        word("7LXRQĐ", 100, 200, 0.8, line=2),
        word("12/2030/QĐ-TTg", 100, 300, 0.8, line=3),
    ]
    assert seconds(doubtful, tmp_path) == ["2030", "7LXRQĐ", None]


def test_sure_numbers_and_words_are_not_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch)
    words = [word("2030", 100, confidence=0.96), word("năm", 50, confidence=0.3), word(f"{ILLEGIBLE}/KH1", 200)]
    assert seconds(words, tmp_path) == [None, None, None]
    assert jobs == []


def test_all_numbers_of_a_page_are_read_in_one_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, "15", "90%", "38")
    cell = PlacedCell(0, 0, BBox(100, 300, 200, 330), (word("80%", 110, 305),))
    grid = PlacedGrid(BBox(100, 300, 200, 330), 1, 1, (cell,))
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    words = [word("15", 100, 100)]
    found, grids = read_numbers_again(words, (grid,), (PAGE, PAGE), Picture(PAGE, DPI), place)
    assert [(job.layout, len(job.pictures)) for job in jobs] == [(BLOCK_LAYOUT, 1), (LINE_LAYOUT, 2)]
    assert found[0].second is None
    assert grids[0].cells[0].words[0].second == "90%"


def test_only_the_number_counts_not_the_word_before_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The word before gives company; a digit that the second look reads there does not matter."""
    rows = [HEADER, "5\t1\t1\t1\t1\t1\t11\t11\t24\t12\t90\t9", "5\t1\t1\t1\t1\t2\t41\t11\t32\t12\t90\t2030"]
    monkeypatch.setattr(word_reading, "run", lambda job, workplace: "\n".join(rows))
    assert seconds([word("năm", 100, confidence=0.97), word("2030", 130)], tmp_path) == [None, None]


def settled(
    monkeypatch: pytest.MonkeyPatch, folder: Path, words: list[PlacedWord], second: str, *further: str
) -> list[tuple[str, str | None]]:
    """The words and their second readings, where Tesseract reads the picture of one number so."""

    margin, middle = (
        second_reading.MARGIN_INCHES * DPI,
        words[-1].bbox.x0 + words[-1].bbox.width / 2 - 4 - words[0].bbox.x0,
    )

    def run(job: Job, workplace: Workplace) -> str:
        alone = job.layout == LINE_LAYOUT
        rows = [HEADER]
        for i, text in enumerate(further if alone else (second,)):
            left = round((margin + middle) * (second_reading.SIZES[i] if alone else 1))
            rows.append(f"5\t{i + 1}\t1\t1\t1\t1\t{left}\t{round(margin)}\t8\t12\t90\t{text}")
        return "\n".join(rows)

    monkeypatch.setattr(word_reading, "run", run)
    place = Workplace(folder, "vie", Deadline.after(5))
    found, _ = read_numbers_again(words, (), (PAGE, PAGE), Picture(PAGE, DPI), place)
    return [(word.text, word.second) for word in found]


def test_most_readings_settle_a_number_that_is_built_like_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = [word("số", 100, confidence=0.97), word("87UQĐ-ĐSH,", 120, confidence=0.3)]
    found = settled(monkeypatch, tmp_path, words, "871/QĐ-ĐSH", "871/QĐ-ĐSH.", "571/QĐ-ĐSH")
    assert found == [("số", None), ("871/QĐ-ĐSH,", "87UQĐ-ĐSH,")]


def test_a_number_in_two_pieces_is_one_word(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = [word("số", 100, confidence=0.97), word("21", 120, confidence=0.97), word("4/QĐ-ĐSH", 140)]
    found = settled(monkeypatch, tmp_path, words, "214/QĐ-ĐSH", "214/QĐ-ĐSH", "214/QĐ-ĐSH")
    assert found == [("số", None), ("214/QĐ-ĐSH", "21 4/QĐ-ĐSH")]


def test_what_was_read_surely_at_first_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    words = [word("năm", 100, confidence=0.97), word("2030", 130)]
    assert settled(monkeypatch, tmp_path, words, "2050", "2050", "2050") == [("năm", None), ("2030", "2050")]


@pytest.mark.parametrize(
    ("first", "others", "day"),
    [
        ("26", ("28", "28", "28"), "28"),
        ("16", ("18", "18", "l8"), "18"),
        ("26", ("28", "28", "26"), "26"),
        ("17", ("1", "l", "Ï"), "17"),  # figures lost in small are none of the page
    ],
)
def test_days_that_three_readings_contradict(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, first: str, others: tuple[str, str, str], day: str
) -> None:
    words = [word("ngày", 100, confidence=0.97), word(first, 140, confidence=0.88)]
    assert settled(monkeypatch, tmp_path, words, *others)[1][0] == day


def test_the_second_reading_reaches_the_page() -> None:
    doubtful = PlacedWord("2030", BBox(100, 100, 140, 112), 0.8, 1, second="2050")
    page = compose(1, [doubtful], origin=Origin.OCR, width=595, height=842)
    assert [word.second for word in page.words] == ["2050"]


@given(st.integers(0, 10**9))
def test_digits_of_a_number_are_its_digits(number: int) -> None:
    assert digits_of(f"{number:,}") == str(number)
    assert digits_of(str(number).replace("8", "§").replace("1", "l").replace("5", "Š")) == str(number)
