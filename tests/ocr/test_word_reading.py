"""The resolution that pictures are read at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from planparse.ocr import word_reading
from planparse.ocr.engine import PAGE_LAYOUT, Job, Workplace
from planparse.ocr.picture import Grey
from planparse.ocr.processes import Deadline
from planparse.ocr.word_reading import read_words

HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))


@pytest.mark.parametrize(
    ("dpi", "as_given", "size", "said"),
    [
        (150, False, (300, 600), 150),
        (200, False, (300, 600), 200),
        (240, False, (300, 600), 240),
        (300, False, (200, 400), 200),
        (600, False, (100, 200), 200),
        (300, True, (300, 600), 300),
    ],
)
def test_fine_pictures_are_reduced_and_boxes_are_those_of_the_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dpi: int, as_given: bool, size: tuple[int, int], said: int
) -> None:
    jobs: list[Job] = []

    def run(job: Job, workplace: Workplace) -> str:
        jobs.append(job)
        left, top, width, height = (round(edge * size[0] / 300) for edge in (120, 60, 90, 30))
        return f"{HEADER}\n5\t2\t1\t1\t1\t1\t{left}\t{top}\t{width}\t{height}\t97\tSở"

    monkeypatch.setattr(word_reading, "run", run)
    page: Grey = np.full((300, 600), 255, np.uint8)
    place = Workplace(tmp_path, "vie", Deadline.after(5), as_given=as_given)
    (word,) = read_words([page, page], PAGE_LAYOUT, dpi, place, "page")
    (job,) = jobs
    assert job.dpi == said
    columns, rows = np.frombuffer(job.pictures[0].read_bytes()[4:12], "=u4")
    assert (rows, columns) == size
    assert (word.picture, word.left, word.top, word.right, word.bottom) == (1, 120, 60, 210, 90)


def test_no_picture_no_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(word_reading, "run", lambda job, workplace: pytest.fail("read"))
    assert read_words([], PAGE_LAYOUT, 300, Workplace(tmp_path, "vie", Deadline.after(5)), "cell") == []
