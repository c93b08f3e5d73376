"""Doubtful cells read again; what Tesseract answers is given, so that the choices can be seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planparse.ocr import word_reading
from planparse.ocr.doubtful_cells import with_second_readings
from planparse.ocr.engine import Job, Workplace
from planparse.ocr.picture import Grey, Picture
from planparse.ocr.processes import Deadline
from planparse.ocr.tsv import ReadWord

HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))
CELL: Grey = np.full((50, 100), 255, np.uint8)


def read(*words: tuple[str, float], picture: int = 0) -> list[ReadWord]:
    return [ReadWord(picture, (1, 1, 1), text, 20 + 40 * i, 10, 30, 20, sure) for i, (text, sure) in enumerate(words)]


def again(
    monkeypatch: pytest.MonkeyPatch, folder: Path, first: dict[int, list[ReadWord]], *answers: tuple[str, int]
) -> tuple[dict[int, list[str]], list[Job]]:
    jobs: list[Job] = []

    def run(job: Job, workplace: Workplace) -> str:
        jobs.append(job)
        rows = [f"5\t{n}\t1\t1\t1\t1\t16\t8\t24\t16\t{sure}\t{text}" for n, (text, sure) in enumerate(answers, start=1)]
        return "\n".join([HEADER, *rows])

    monkeypatch.setattr(word_reading, "run", run)
    place = Workplace(folder, "vie", Deadline.after(5))
    found = with_second_readings(first, [CELL] * 3, Picture(CELL, 200), place)
    return {i: [word.text for word in words] for i, words in found.items()}, jobs


def test_the_surer_reading_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first = {0: read(("È", 0.0)), 1: read(("18", 0.96), picture=1), 2: read(("23:221:720", 0.4), picture=2)}
    found, jobs = again(monkeypatch, tmp_path, first, ("2", 97), ("23.221.7", 30))
    assert found == {0: ["2"], 1: ["18"], 2: ["23:221:720"]}
    assert [len(job.pictures) for job in jobs] == [2]
    columns, rows = np.frombuffer(jobs[0].pictures[0].read_bytes()[4:12], "=u4")
    assert (rows, columns) == (40, 80)


def test_a_cell_of_which_nothing_was_read_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sure = {1: read(("Sở", 0.9), picture=1), 2: read(("Y", 0.9), picture=2)}
    assert again(monkeypatch, tmp_path, sure, ("6", 90))[0][0] == ["6"]


def test_words_stand_where_they_are_printed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(word_reading, "run", lambda job, workplace: f"{HEADER}\n5\t1\t1\t1\t1\t1\t16\t8\t24\t16\t97\t2")
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    (word,) = with_second_readings({0: read(("È", 0.0))}, [CELL], Picture(CELL, 200), place)[0]
    assert (word.left, word.top, word.width, word.height) == (20, 10, 30, 20)


def test_sure_and_long_cells_are_not_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sentence = read(("Rà", 0.9), ("soát", 0.2), ("quy", 0.9), ("định", 0.9))
    _, jobs = again(monkeypatch, tmp_path, {0: sentence, 1: read(("18", 0.9)), 2: read(("108", 0.95))})
    assert jobs == []
