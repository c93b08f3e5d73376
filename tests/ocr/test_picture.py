"""Pictures as they are written for Tesseract."""

from __future__ import annotations

import subprocess
from pathlib import Path

import cv2
import numpy as np
import pytest

from planparse.ocr.picture import Grey, write_spix


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
