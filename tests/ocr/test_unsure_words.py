"""Words in doubt read again from their stretch of line; what Tesseract answers is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planparse.ocr import word_reading
from planparse.ocr.engine import Job, Workplace
from planparse.ocr.picture import Grey, Picture
from planparse.ocr.processes import Deadline
from planparse.ocr.tsv import ReadWord
from planparse.ocr.unsure_words import SIZES, with_unsure_read_again
from planparse.pagetext import ILLEGIBLE

DPI = 100
PAGE: Grey = np.full((1000, 1000), 255, np.uint8)
HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))


def line(*texts: str, doubted: dict[int, float] | None = None, top: int = 100, number: int = 1) -> list[ReadWord]:
    """Words of 60 pixels with 10 between them, read surely but for those with a confidence of their own."""
    return [
        ReadWord(0, (1, 1, number), text, 70 * i, top, 60, 20, (doubted or {}).get(i, 0.96))
        for i, text in enumerate(texts)
    ]


def answering(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, float], at: int) -> list[Job]:
    """Make Tesseract read these texts, each surely or not, one for each size, where the word `at` of its cut stands."""
    jobs: list[Job] = []

    def run(job: Job, workplace: Workplace) -> str:
        (text, confidence), size = answers[len(jobs)], SIZES[len(jobs)]
        jobs.append(job)
        margin, padding = round(12 * size), 3
        first = margin + round(size * (padding + 70 * at))
        rows = [HEADER]
        for k, part in enumerate(text.split()):
            place = f"{first + k * round(20 * size)}\t{margin}\t{round(18 * size)}\t{round(20 * size)}"
            rows.append(f"5\t1\t1\t1\t1\t{k + 1}\t{place}\t{100 * confidence}\t{part}")
        return "\n".join(rows)

    monkeypatch.setattr(word_reading, "run", run)
    return jobs


def read(words: list[ReadWord], folder: Path, printed: list[ReadWord] | None = None) -> list[str]:
    kept = words if printed is None else printed
    place = Workplace(folder, "vie", Deadline.after(5))
    return [word.text for word in with_unsure_read_again(words, kept, kept, Picture(PAGE, DPI), place)]


def test_a_word_in_doubt_is_what_its_readings_agree_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, ("người", 0.96), ("ngudi", 0.4), ("người", 0.97), at=2)
    words = line("tập", "trung", "đông", "lành", "trong", doubted={3: 0.12})
    assert read(words, tmp_path) == ["tập", "trung", "đông", "người", "trong"]
    assert len(jobs) == len(SIZES)


def test_two_sure_readings_that_agree_are_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, ("người", 0.96), ("người", 0.97), at=2)
    words = line("tập", "trung", "đông", "lành", "trong", doubted={3: 0.12})
    assert read(words, tmp_path) == ["tập", "trung", "đông", "người", "trong"]
    assert len(jobs) == 2


def test_one_that_says_what_stands_there_is_enough(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, ("lành", 0.9), at=2)
    words = line("tập", "trung", "đông", "lành", "trong", doubted={3: 0.5})
    found = with_unsure_read_again(
        words, words, words, Picture(PAGE, DPI), Workplace(tmp_path, "vie", Deadline.after(5))
    )
    assert [word.confidence for word in found] == [0.96, 0.96, 0.96, pytest.approx(0.7), 0.96]
    assert len(jobs) == 1


def test_a_word_that_was_left_out_as_debris_comes_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, *[("phương,", 0.97)] * 3, at=2)
    words = line("nghiệp", "địa", "PHWGHg,", "tham", "gia", doubted={2: 0.0})
    kept = [word for word in words if word.text != "PHWGHg,"]
    assert read(words, tmp_path, kept) == ["nghiệp", "địa", "phương,", "tham", "gia"]


def test_neighbours_in_doubt_are_read_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(monkeypatch, *[("(thuộc", 0.96)] * 3, at=2)
    words = line("nuôi", "sản", "B0", "bốc", "vùng", "tôm", doubted={2: 0.15, 3: 0.19})
    kept = [word for word in words if word.text != "B0"]
    assert read(words, tmp_path, kept) == ["nuôi", "sản", "(thuộc", "vùng", "tôm"]


@pytest.mark.parametrize(
    "answers",
    [
        [("phủ", 0.97), ("phú", 0.97), ("thủ", 0.97)],  # no two agree
        [("phủ", 0.6), ("phủ", 0.6), ("phú", 0.97)],  # two, and not surely
        [("phủ", 0.05)] * 3,  # all, but less surely than the first reading
        [("PhWq", 0.97)] * 3,  # like nothing in a Vietnamese document
        [("5", 0.97)] * 3,  # a number in place of a word that was kept
        [("", 0.0)] * 3,
    ],
)
def test_a_word_stays_without_agreement(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answers: list[tuple[str, float]]
) -> None:
    answering(monkeypatch, *answers, at=2)
    words = line("dựng", "kế", "hoạch", "thú", "sóng", doubted={3: 0.08})
    assert read(words, tmp_path) == [word.text for word in words]


@pytest.mark.parametrize(
    ("texts", "doubted"),
    [
        (["lần", "thứ", "XIII", "của"], {2: 0.4}),  # counted by its strokes
        (["ngày", "15", "tháng", "6"], {1: 0.3}),  # numbers are read again elsewhere
        (["Số:", f"{ILLEGIBLE}/KH-SYT", "Kiên", "Giang"], {1: 0.0}),
        (["ký", "tên"], {1: 0.2}),  # no line of print
        (["trên", "địa", "bàn", "tỉnh"], {3: 0.6}),  # sure enough
    ],
)
def test_what_is_not_read_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, texts: list[str], doubted: dict[int, float]
) -> None:
    jobs = answering(monkeypatch, *[("khác", 0.97)] * 3, at=2)
    words = line(*texts, doubted=doubted)
    assert read(words, tmp_path) == texts
    assert not jobs


def test_a_bad_line_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, *[("khác", 0.97)] * 3, at=2)
    words = line("ánh", "ụ", "hè", "và", doubted={0: 0.3, 1: 0.2, 2: 0.5, 3: 0.4})
    assert read(words, tmp_path) == ["ánh", "ụ", "hè", "và"]
    assert not jobs


def test_the_rows_of_the_signature_block_stay(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = answering(monkeypatch, *[("khác", 0.97)] * 3, at=2)
    above, block = line("tập", "trung", "đông"), line("Lưu:", "VT,", "nphue", doubted={2: 0.2}, top=300, number=2)
    again = ReadWord(0, (9, 1, 1), "SYT", 600, 300, 60, 20, 0.9)
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    words = with_unsure_read_again(
        [*above, *block], [*above, *block], [*above, *block, again], Picture(PAGE, DPI), place
    )
    assert [word.text for word in words] == ["tập", "trung", "đông", "Lưu:", "VT,", "nphue", "SYT"]
    assert not jobs


@given(st.lists(st.tuples(st.text(max_size=6), st.floats(0, 1)), max_size=12))
def test_nothing_that_is_sure_is_lost(words: list[tuple[str, float]]) -> None:
    given_words = [ReadWord(0, (1, 1, 1), text, 70 * i, 10, 60, 20, c) for i, (text, c) in enumerate(words)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_reading, "run", lambda job, workplace: HEADER)
        place = Workplace(Path("/nowhere"), "vie", Deadline.after(5))
        patch.setattr(word_reading, "write_spix", lambda grey, path: None)
        found = with_unsure_read_again(given_words, given_words, given_words, Picture(PAGE, DPI), place)
    assert list(found) == given_words
