"""Which way a page on its side is turned; what Tesseract answers is given."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from planparse.ocr import orientation, word_reading
from planparse.ocr.engine import Job, Workplace
from planparse.ocr.picture import Grey, Picture
from planparse.ocr.processes import Deadline
from planparse.ocr.upright import Content

HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))


def sideways() -> Grey:
    grey = np.full((2339, 1654), 255, np.uint8)
    words = ["Uy", "ban", "nhan", "dan", "tinh", "ban", "hanh", "Ke", "hoach", "trien", "khai"]
    for i in range(30):
        text = " ".join([*words[i % 7 :], *words[: i % 5]])
        cv2.putText(grey, text, (150, 200 + 60 * i), 4, 1.0, 0, 2)
    return orientation.turned(grey, 1)


@pytest.mark.parametrize("right", [1, 3])
def test_the_way_whose_strip_reads_best_is_tried_first(
    right: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    jobs: list[Job] = []
    tried: list[tuple[int, ...]] = []

    def run(job: Job, workplace: Workplace) -> str:
        jobs.append(job)
        number = [1, 3, 0].index(right) + 1
        return f"{HEADER}\n5\t{number}\t1\t1\t1\t1\t9\t9\t90\t20\t95\thoạch\n5\t3\t1\t1\t1\t1\t9\t9\t9\t9\t40\tkế"

    def read(picture: Picture, workplace: Workplace) -> Content:
        tried.append(picture.grey.shape)
        return Content((), ())

    monkeypatch.setattr(word_reading, "run", run)
    monkeypatch.setattr(orientation, "read_upright", read)
    place = Workplace(tmp_path, "vie", Deadline.after(5))
    order = orientation.likeliest_first([1, 3, 0], Picture(sideways(), 200), place)
    assert order[0] == right
    assert sorted(order) == [0, 1, 3]
    (job,) = jobs
    assert len(job.pictures) == 3
    assert all(path.stat().st_size < sideways().size / 5 for path in job.pictures)


def test_pages_that_look_upright_are_not_tried_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(word_reading, "run", lambda job, workplace: pytest.fail("read"))
    monkeypatch.setattr(orientation, "read_upright", lambda picture, workplace: Content((), ()))
    page = np.full((2339, 1654), 255, np.uint8)
    for i in range(30):
        cv2.putText(page, "Uy ban nhan dan tinh ban hanh Ke hoach"[i % 9 :], (150, 200 + 60 * i), 4, 1.0, 0, 2)
    upright = Picture(page, 200)
    assert not orientation.lies_sideways(upright)
    assert orientation.read_any_way_up(upright, Workplace(tmp_path, "vie", Deadline.after(5)))[1] == 0


def test_the_strip_is_where_the_print_is() -> None:
    grey = np.full((2000, 1000), 255, np.uint8)
    grey[1500:1600, 100:900] = 0
    strip = orientation._densest_strip(grey, 160)
    assert strip.shape == (160, 1000)
    assert (strip < 128).sum() == 100 * 800
