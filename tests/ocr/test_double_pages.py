"""Two pages on one picture are cut apart; one page, however wide, is not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from planparse.layout.composition import PlacedWord, compose
from planparse.ocr import upright, word_reading
from planparse.ocr.double_pages import find_halves, half, joined
from planparse.ocr.engine import Job, Workplace
from planparse.ocr.picture import Grey, Picture
from planparse.ocr.processes import Deadline
from planparse.ocr.rules import find_rules
from planparse.pagetext import BBox, Origin, PageText

DPI = 100
HEADER = "level\t" + "\t".join(f"column{i}" for i in range(1, 12))


def spread(left: int = 20, right: int = 20) -> Grey:
    """Two A4 pages side by side with so many lines each."""
    grey = np.full((1169, 1654), 255, np.uint8)
    for x, lines in ((90, left), (920, right)):
        for i in range(lines):
            cv2.putText(grey, "Uy ban nhan dan tinh ban hanh Ke hoach trien khai", (x, 100 + 45 * i), 4, 0.7, 0, 1)
    return grey


def cut_of(grey: Grey) -> int | None:
    picture = Picture(grey, DPI)
    found = find_halves(picture, find_rules(picture)[0])
    return None if found is None else found.cut


def test_two_pages() -> None:
    cut = cut_of(spread())
    assert cut is not None
    assert 760 < cut < 900


def test_the_shadow_of_the_fold_is_no_print() -> None:
    grey = spread()
    grey[:, 830:842] = 60
    picture = Picture(grey, DPI)
    halves = find_halves(picture, ())
    assert halves is not None
    left, right = half(picture, halves, 0).grey, half(picture, halves, 1).grey
    assert (left[:, halves.cut :] == 255).all() and (right[:, : halves.cut] == 255).all()
    assert (np.minimum(left, right)[:, 830:842] == 255).all()
    assert (np.minimum(left, right)[:, :780] == grey[:, :780]).all()


def one_line_across(grey: Grey) -> Grey:
    cv2.putText(grey, "KE HOACH TRIEN KHAI CHUONG TRINH", (600, 90), 4, 1.0, 0, 2)
    return grey


def table_across(grey: Grey) -> Grey:
    for y in range(80, 1080, 90):
        cv2.line(grey, (80, y), (1570, y), 0, 2)
    return grey


@pytest.mark.parametrize(
    "grey",
    [
        spread()[:, :827].copy(),
        one_line_across(spread()),
        table_across(spread()),
        spread(20, 3),
        spread(0, 0),
        cv2.resize(spread(), (3300, 1169)),
    ],
    ids=["one page", "a line across", "a table across", "a note at the side", "blank", "a banner"],
)
def test_one_page_stays_whole(grey: Grey) -> None:
    assert cut_of(grey) is None


def test_the_left_page_is_read_before_the_right_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pictures: list[Grey] = []

    def run(job: Job, workplace: Workplace) -> str:
        words = np.frombuffer(job.pictures[0].read_bytes(), "=u4", offset=28)
        pictures.append(words.astype(">u4").view(np.uint8).reshape(1169, 1656)[:, :1654])
        text, left = ("trai", 90) if len(pictures) == 1 else ("phải", 920)
        return f"{HEADER}\n5\t1\t1\t1\t1\t1\t{left}\t80\t60\t20\t97\t{text}"

    monkeypatch.setattr(word_reading, "run", run)
    found = upright.read_upright(Picture(spread(), DPI), Workplace(tmp_path, "vie", Deadline.after(9)))
    assert [word.text for word in found.words] == ["trai"]
    assert found.beside is not None
    assert [word.text for word in found.beside.words] == ["phải"]
    assert found.notes == ("two pages on one picture",)
    assert pictures[0][:, 920:].min() == pictures[1][:, :700].min() == 255


def page_of(*words: tuple[str, float]) -> PageText:
    placed = [PlacedWord(text, BBox(x, 100, x + 30, 112), 0.9) for text, x in words]
    return compose(1, placed, origin=Origin.OCR, width=1190, height=842)


def test_joined_pages_keep_every_word_in_its_place() -> None:
    page = joined(page_of(("Kế", 100), ("hoạch", 140)), page_of(("Phụ", 700), ("lục", 740)))
    assert page.text == "Kế hoạch\nPhụ lục"
    assert [page.text[w.start : w.end] for w in page.words] == ["Kế", "hoạch", "Phụ", "lục"]
    assert [w.bbox.x0 for w in page.words if w.bbox] == [100, 140, 700, 740]
    assert joined(page_of(), page_of(("Kế", 700))).text == joined(page_of(("Kế", 700)), page_of()).text == "Kế"
