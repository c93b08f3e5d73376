"""Ruled tables of digital PDFs, drawn for the test."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.lib import colors
from reportlab.pdfgen import canvas
from reportlab.platypus import Table, TableStyle

from planparse.ingest.opening import open_source
from planparse.layout.composition import PlacedWord
from planparse.options import Options
from planparse.pagetext import BBox
from planparse.tables.digital import find_grids

HEIGHT = 842.0
RULED = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 0), (2, 0))])
WIDTHS, ROW = (40, 120, 120, 80), 24.0


def pdf(draw, rotation: int = 0, crop: tuple[float, ...] | None = None) -> bytes:
    buffer = BytesIO()
    sheet = canvas.Canvas(buffer, pagesize=(595, HEIGHT), invariant=1)
    if crop:
        sheet.setCropBox(crop)
    sheet.setPageRotation(rotation)
    draw(sheet)
    sheet.showPage()
    sheet.save()
    return buffer.getvalue()


def rules(data: bytes) -> tuple[BBox, ...]:
    with open_source(None, Options(), data=data) as source:
        return next(iter(source.pages())).rules


def table(sheet: canvas.Canvas) -> None:
    made = Table([["TT", "Don vi", "", "Han"], ["1", "a", "b", "c"], ["2", "d", "e", "f"]], WIDTHS, ROW)
    made.setStyle(RULED)
    made.wrapOn(sheet, 500, 500)
    made.drawOn(sheet, 100, 600)


def word(text: str, x: float, top: float) -> PlacedWord:
    return PlacedWord(text, BBox(x, top, x + 8, top + 10))


TOP = HEIGHT - 600 - 3 * ROW
WORDS = [word("TT", 110, TOP + 6), word("Đơn", 200, TOP + 6), word("1", 110, TOP + ROW + 6), word("ngoài", 110, 50)]


def test_merged_title_and_words_by_their_middle() -> None:
    (grid,), outside = find_grids(WORDS, rules(pdf(table)))
    assert (grid.n_rows, grid.n_columns) == (3, 4)
    assert {(c.row, c.column): c.column_span for c in grid.cells}[0, 1] == 2
    assert [w.text for c in grid.cells for w in c.words] == ["TT", "Đơn", "1"]
    assert [w.text for w in outside] == ["ngoài"]
    assert grid.bbox.x0 == pytest.approx(100, abs=1)
    assert grid.bbox.top == pytest.approx(TOP, abs=1)


def test_cropped_page() -> None:
    moved = [
        PlacedWord(w.text, BBox(w.bbox.x0 - 50, w.bbox.top - 30, w.bbox.x1 - 50, w.bbox.bottom - 30)) for w in WORDS
    ]
    (grid,), _ = find_grids(moved, rules(pdf(table, crop=(50, 40, 560, HEIGHT - 30))))
    assert [w.text for c in grid.cells for w in c.words] == ["TT", "Đơn", "1"]


def test_turned_page() -> None:
    turned = [
        PlacedWord(w.text, BBox(HEIGHT - w.bbox.bottom, w.bbox.x0, HEIGHT - w.bbox.top, w.bbox.x1)) for w in WORDS
    ]
    (grid,), outside = find_grids(turned, rules(pdf(table, rotation=90)))
    assert sorted(w.text for c in grid.cells for w in c.words) == ["1", "TT", "Đơn"]
    assert len(outside) == 1


@pytest.mark.parametrize(
    "draw",
    [
        lambda sheet: sheet.rect(100, 700, 200, 60),
        lambda sheet: [sheet.rect(100, 700 - 30 * i, 400, 28, stroke=0, fill=1) for i in range(8)],
        lambda sheet: sheet.line(100, 700, 300, 700),
        lambda sheet: None,
    ],
    ids=["frame", "backgrounds of paragraphs", "line", "nothing"],
)
def test_no_table(draw) -> None:
    grids, outside = find_grids(WORDS, rules(pdf(draw)))
    assert grids == ()
    assert list(outside) == WORDS


def strokes(sheet: canvas.Canvas) -> None:
    """The rules as lines, each row line drawn in three pieces with gaps."""
    edges = [100, *(100 + sum(WIDTHS[: i + 1]) for i in range(len(WIDTHS)))]
    for row in range(4):
        for start, end in ((100, 200), (202, 330), (331, 460)):
            sheet.line(start, 600 + row * ROW, end, 600 + row * ROW + 0.3)
    for x in edges:
        sheet.line(x, 600, x, 600 + 3 * ROW)


def one_path(sheet: canvas.Canvas) -> None:
    """All cells as boxes of a single path."""
    path = sheet.beginPath()
    for row in range(3):
        x = 100.0
        for width in WIDTHS:
            path.rect(x, 600 + row * ROW, width, ROW)
            x += width
    sheet.drawPath(path)


def thin_boxes(sheet: canvas.Canvas) -> None:
    """The border of each cell as four filled boxes, as Word draws it."""
    for row in range(3):
        x, y = 100.0, 600 + row * ROW
        for width in WIDTHS:
            for box in ((x, y, width, 0.5), (x, y + ROW, width, 0.5), (x, y, 0.5, ROW), (x + width, y, 0.5, ROW)):
                sheet.rect(*box, stroke=0, fill=1)
            x += width


def in_a_form(sheet: canvas.Canvas) -> None:
    """A table in a form that is drawn smaller and moved."""
    sheet.beginForm("table")
    sheet.saveState()
    sheet.scale(2, 2)
    sheet.translate(0, -200)
    one_path(sheet)
    sheet.restoreState()
    sheet.endForm()
    sheet.saveState()
    sheet.translate(0, 200)
    sheet.scale(0.5, 0.5)
    sheet.doForm("table")
    sheet.restoreState()


@pytest.mark.parametrize("draw", [strokes, one_path, thin_boxes, in_a_form])
def test_however_it_is_drawn(draw) -> None:
    (grid,), outside = find_grids(WORDS, rules(pdf(draw)))
    assert (grid.n_rows, grid.n_columns, len(grid.cells)) == (3, 4, 12)
    assert grid.bbox.top == pytest.approx(TOP, abs=1)
    assert [w.text for w in outside] == ["ngoài"]


def test_slanted_strokes_and_clips_rule_nothing() -> None:
    def draw(sheet: canvas.Canvas) -> None:
        table(sheet)
        sheet.line(100, 600, 460, 600 + 3 * ROW)
        clip = sheet.beginPath()
        clip.rect(90, 590, 30, 30)
        sheet.clipPath(clip, stroke=0, fill=0)

    assert find_grids(WORDS, rules(pdf(draw))) == find_grids(WORDS, rules(pdf(table)))
