"""Pages that were read are kept: no second OCR, no wrong hit, and damage is a miss."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from planparse.errors import OcrError
from planparse.ocr import page_cache, read
from planparse.ocr.page_cache import PageCache, kept_or_read, key_of
from planparse.ocr.read import OcrReading, read_picture
from planparse.options import Options
from planparse.pagetext import BBox, Grid, GridCell, Origin, PageText, Word

KEY = "ab" + "0" * 62
WORDS = (Word(0, 2, BBox(1.5, 2.25, 3.1, 4.7), 0.81, second="Kê"), Word(3, 8))
GRID = Grid(0, 8, 1, 1, (GridCell(0, 0, 0, 8, bbox=BBox(0, 0, 1, 1), confidence=1 / 3),))
PAGE = PageText(3, "Kế hoạch", WORDS, Origin.OCR, 595.32, 841.9, (GRID,), 17, 90)
READING = OcrReading(PAGE, ("turned 90 degrees",))


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = PageCache(tmp_path / "new")
    assert cache.load(KEY) is None
    cache.store(KEY, READING)
    assert cache.load(KEY) == READING
    assert len(entries(tmp_path)) == 1


@given(data=st.binary(max_size=300))
def test_whatever_stands_in_an_entry_is_a_miss(data: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cache")
    path = folder / "ab" / f"{KEY}.page"
    path.parent.mkdir()
    path.write_bytes(data)
    assert PageCache(folder).load(KEY) is None


def test_a_cut_or_changed_entry_is_a_miss(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.store(KEY, READING)
    (path,) = entries(tmp_path)
    whole = path.read_bytes()
    for damaged in (whole[:-3], whole[: len(whole) // 2], whole[:40] + bytes([whole[40] ^ 8]) + whole[41:]):
        path.write_bytes(damaged)
        assert cache.load(KEY) is None
    cache.store(KEY, READING)
    assert cache.load(KEY) == READING


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    PageCache(tmp_path / "file").store(KEY, READING)
    assert PageCache(tmp_path / "file").load(KEY) is None


def test_a_full_disk_leaves_no_half_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    PageCache(tmp_path).store(KEY, READING)
    assert entries(tmp_path) == []


def test_the_folder_stays_below_its_limit(tmp_path: Path) -> None:
    PageCache(tmp_path).store(KEY, READING)
    size = entries(tmp_path)[0].stat().st_size
    cache = PageCache(tmp_path, limit=5 * size + size // 2)
    for i in range(8):
        key = f"{i:02}{KEY[2:]}"
        cache.store(key, READING)
        os.utime(cache._path(key), (1000 + i, 1000 + i))
    assert cache.load("00" + KEY[2:]) is not None  # used again, so it is not the oldest any more
    cache.trim()
    left = {path.name[:2] for path in entries(tmp_path)}
    assert sum(path.stat().st_size for path in entries(tmp_path)) <= cache.limit
    assert "00" in left and "07" in left and "01" not in left


def test_many_writers_and_readers_share_a_folder(tmp_path: Path) -> None:
    found: list[OcrReading | None] = []

    def work() -> None:
        cache = PageCache(tmp_path)
        for _ in range(40):
            cache.store(KEY, READING)
            found.append(cache.load(KEY))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [READING] * 160
    assert len(entries(tmp_path)) == 1


def test_number_and_line_are_those_of_the_document(tmp_path: Path) -> None:
    cache = PageCache(tmp_path)
    cache.store(KEY, READING)
    found = kept_or_read(cache, KEY, 9, 1, lambda: pytest.fail("read again"))
    assert (found.page.number, found.page.first_line) == (9, 1)
    assert replace(found.page, number=3, first_line=17) == PAGE


def test_everything_that_matters_is_in_the_key(tmp_path: Path) -> None:
    weights, other_weights = tmp_path / "a.npz", tmp_path / "b.npz"
    weights.write_bytes(b"a")
    other_weights.write_bytes(b"b")
    picture = np.full((30, 40, 3), 255, np.uint8)
    dotted = picture.copy()
    dotted[3, 3, 0] = 254
    usual = {"dpi": 200.0, "size": (595.0, 842.0), "first": True, "lang": "vie", "engine": "tesseract 5.3.0"}
    usual |= {"weights": weights, "chosen": False}
    others = [
        {"dpi": 200.5},
        {"chosen": True},
        {"size": (595.0, 841.0)},
        {"first": False},
        {"lang": "vie+eng"},
        {"engine": "tesseract 5.3.1"},
        {"weights": other_weights},
    ]
    keys = {key_of(picture, **usual), key_of(dotted, **usual), key_of(np.rot90(picture), **usual)}
    keys |= {key_of(picture, **(usual | other)) for other in others}
    assert len(keys) == 3 + len(others)
    assert key_of(picture.copy(), **usual) == key_of(picture, **usual)
    with_a_fourth_channel = np.dstack([picture, np.zeros((30, 40), np.uint8)])
    assert key_of(with_a_fourth_channel, **usual) == key_of(picture, **usual)


def test_a_page_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []

    def once(*arguments: object, **values: object) -> OcrReading:
        runs.append(1)
        return READING

    monkeypatch.setattr(read, "_read_picture", once)
    monkeypatch.setattr(read, "check", lambda lang: None)
    monkeypatch.setattr(read, "in_use", lambda lang: "tesseract 5.3.0")

    def page(mark: int):
        def render(dpi: float, colour: bool) -> Image.Image:
            picture = Image.new("RGB", (300, 400), "white")
            ImageDraw.Draw(picture).line((10, 10, mark, 200), fill="black")
            return picture

        return render

    options = Options(cache=tmp_path)
    for mark in (100, 100, 120, 100):
        read_picture(page(mark), number=2, width=216, height=288, options=options, native_dpi=150)
    assert len(runs) == 2
    read_picture(page(100), number=2, width=216, height=288, options=Options(), native_dpi=150)
    assert len(runs) == 3  # nothing is kept unless a folder is named


def test_failures_are_not_kept(tmp_path: Path) -> None:
    def fail() -> OcrReading:
        raise OcrError("Tesseract crashed.")

    cache = PageCache(tmp_path)
    with pytest.raises(OcrError):
        kept_or_read(cache, KEY, 1, 1, fail)
    assert entries(tmp_path) == []
    assert page_cache.PageCache(tmp_path).load(KEY) is None
