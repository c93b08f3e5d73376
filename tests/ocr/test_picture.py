"""Pictures as they are written for Tesseract."""

from __future__ import annotations

import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from planparse.ocr.picture import Grey, framed, paper_of, write_spix


def written(columns: int) -> Grey:
    grey = np.full((120, columns), 255, np.uint8)
    cv2.putText(grey, "Ban hanh 2026", (20, 80), 4, 1.5, 0, 3)
    return grey


def read(path: Path) -> str:
    command = ["tesseract", str(path), "-", "-l", "vie", "--psm", "7", "--dpi", "200", "tsv"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("columns", [500, 501, 502, 503])
def test_tesseract_reads_the_same_as_from_any_other_format(tmp_path: Path, columns: int) -> None:
    grey = written(columns)
    write_spix(grey, tmp_path / "picture.spix")
    assert cv2.imwrite(str(tmp_path / "picture.png"), grey)
    found = read(tmp_path / "picture.spix")
    assert "hanh" in found
    assert found == read(tmp_path / "picture.png")


def test_a_part_of_a_picture(tmp_path: Path) -> None:
    grey = written(600)
    write_spix(grey[20:100, 7:508], tmp_path / "part.spix")
    write_spix(grey[20:100, 7:508].copy(), tmp_path / "copy.spix")
    assert (tmp_path / "part.spix").read_bytes() == (tmp_path / "copy.spix").read_bytes()


@pytest.mark.parametrize(("paper", "frame"), [(255, 255), (252, 255), (214, 214)])
def test_a_part_is_framed_with_its_own_paper(paper: int, frame: int) -> None:
    page = np.minimum(written(500), paper).astype(np.uint8)
    assert paper_of(page) == frame
    cut = framed(page[40:90, 10:300], 8)
    assert cut.shape == (66, 306)
    assert {int(level) for level in cut[0]} == {frame}
    assert np.array_equal(cut[8:-8, 8:-8], page[40:90, 10:300])


def test_a_cell_that_is_cut_close_has_the_paper_between_its_letters() -> None:
    cell = np.full((20, 20), 214, np.uint8)
    cell[:, 3:15] = 30
    assert paper_of(cell) == 214
    assert paper_of(cell[:0]) == 255
