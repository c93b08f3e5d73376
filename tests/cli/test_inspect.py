"""`planparse inspect`: the right verdict, the way each page would be read, the cost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planparse.drawing import CELL, DOUBTFUL, SURE, UNSURE, colour_of, draw_page
from planparse.errors import ExitCode
from planparse.pagetext import BBox, Grid, GridCell, Origin, PageText, Word


@pytest.mark.parametrize(
    ("name", "kind", "way", "ocr_pages"),
    [
        ("health-digital.pdf", "good", "layer", 0),
        ("health-scan.pdf", "none", "picture", 5),
        ("health-garbled.pdf", "garbled", "picture", 5),
        ("commune-tcvn3.pdf", "legacy_encoding", "decoded_layer", 0),
        ("commune-fax.tiff", "none", "picture", 3),
        ("health-text.txt", "good", "layer", 0),
        ("health-word.docx", "good", "layer", 0),
    ],
)
def test_kinds_of_pages(run, samples: Path, name: str, kind: str, way: str, ocr_pages: int):
    done = run("inspect", samples / name, "--format", "json")
    assert done.exit_code == ExitCode.OK, done.output
    found = json.loads(done.stdout)
    assert found["name"] == name
    assert {page["verdict"]["kind"] for page in found["pages"]} == {kind}
    assert {page["way"] for page in found["pages"]} == {way}
    assert found["ocr_pages"] == ocr_pages and found["seconds"] > 0
    assert all(page["verdict"]["reasons"] for page in found["pages"])


def test_table_for_a_person(run, samples: Path):
    done = run("inspect", samples / "health-garbled.pdf")
    assert "Pages for OCR: 5, by tesseract 5" in done.stdout and "5 garbled" in done.stdout
    assert "\x1b" not in done.stdout


def test_options_change_the_way(run, samples: Path):
    done = run("inspect", samples / "health-scan.pdf", "--ocr", "never", "--format", "json", "--pages", "2-3")
    found = json.loads(done.stdout)
    assert [page["number"] for page in found["pages"]] == [2, 3]
    assert found["ocr_pages"] == 0 and found["page_count"] == 5


def test_unreadable_file(run):
    Path("empty.pdf").write_bytes(b"")
    done = run("inspect", "empty.pdf")
    assert done.exit_code == ExitCode.UNREADABLE and done.stderr.startswith("Error: ") and done.stdout == ""


def test_pages_are_drawn(run, samples: Path):
    from PIL import Image

    done = run("inspect", samples / "commune-digital.pdf", "--draw", "pages", "--pages", "2-3")
    assert done.exit_code == ExitCode.OK, done.output
    assert sorted(path.name for path in Path("pages").iterdir()) == ["page-0002.png", "page-0003.png"]
    with Image.open("pages/page-0002.png") as picture:
        assert picture.mode == "RGB" and picture.height > picture.width > 800
        assert SURE in {colour for _, colour in picture.getcolors(1 << 24)}
    again = run("inspect", samples / "commune-digital.pdf", "--draw", "pages", "--pages", "1-2")
    assert again.exit_code == ExitCode.OUTPUT_REFUSED and not Path("pages/page-0001.png").exists()


def test_drawing_shows_words_and_cells_where_they_are():
    from PIL import Image

    words = (Word(0, 1, BBox(10, 10, 30, 20), 0.95), Word(2, 3, BBox(40, 10, 60, 20), 0.3), Word(4, 5))
    grid = Grid(0, 5, 1, 1, (GridCell(0, 0, 0, 5, bbox=BBox(5, 5, 70, 30)),))
    page = PageText(1, "a b c", words, Origin.OCR, 100, 50, (grid,))
    drawn = draw_page(Image.new("L", (200, 100), 255), page, dpi=144)
    assert drawn.getpixel((20, 30)) == SURE
    assert drawn.getpixel((80, 30)) == DOUBTFUL
    assert drawn.getpixel((10, 40)) == CELL
    assert drawn.getpixel((150, 30)) == (255, 255, 255)
    assert colour_of(0.8) == UNSURE


def test_drawing_turns_the_picture_as_the_page_was_turned_to_be_read():
    from PIL import Image

    lying = Image.new("L", (100, 200), 255)
    lying.putpixel((10, 190), 0)  # its bottom left corner becomes the top left one when it is turned clockwise
    drawn = draw_page(lying, PageText(1, "", (), Origin.OCR, 100, 50, turned=90), dpi=144)
    assert drawn.size == (200, 100)
    assert drawn.getpixel((9, 10)) == (0, 0, 0)
