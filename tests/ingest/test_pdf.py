"""PDF: words with boxes on the upright page, what the file says about its layer, pictures, limits."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from planparse.errors import DamagedInputError, InputTooLargeError, PasswordRequiredError, UsageError
from planparse.ingest.opening import open_source
from planparse.ingest.page import Page
from planparse.ingest.pdf_text import Boxes
from planparse.ingest.source import Source
from planparse.ingest.upright import Frame
from planparse.options import Options
from planparse.pagetext import BBox, VerdictKind
from planparse.textlayer.judge import judge_pages
from planparse.textlayer.legacy import decode_page


class Sheet:
    """A PDF drawn with reportlab; coordinates from the bottom left."""

    def __init__(self, size: tuple[float, float] = (595, 842), **options: object) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size, invariant=1, **options)  # type: ignore[arg-type]

    def data(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def opened(data: bytes, options: Options | None = None) -> Source:
    return open_source(None, options or Options(), data=data, name="plan.pdf")


def first_page(data: bytes) -> Page:
    with opened(data) as source:
        return next(source.pages())


def word(page: Page, text: str) -> BBox:
    return next(word.bbox for word in page.words if word.text == text)


def test_words_and_their_boxes() -> None:
    sheet = Sheet()
    sheet.canvas.setFont("Helvetica", 12)
    sheet.canvas.drawString(72, 700, "Ke hoach 63/2010/ND-CP")
    page = first_page(sheet.data())
    assert page.layer is not None and page.layer.text == "Ke hoach 63/2010/ND-CP"
    box = word(page, "Ke")
    assert box.x0 == pytest.approx(72, abs=2)
    assert 842 - 700 - 14 < box.top < box.bottom < 842 - 700 + 5
    assert page.evidence.fonts[0].name == "Helvetica"
    assert page.word_fonts == ("Helvetica",) * 3


def test_hyphens_at_the_end_of_a_line_stay() -> None:
    """PDFium joins the lines and puts a sign of its own for the hyphen, which is another one in its newer versions."""
    sheet = Sheet()
    sheet.canvas.setFont("Helvetica", 12)
    sheet.canvas.drawString(72, 700, "Quyet dinh so 46/2002/QD-")
    sheet.canvas.drawString(72, 684, "UBND ngay 12/5/2002, giai doan 2021-")
    sheet.canvas.drawString(72, 668, "2025")
    page = first_page(sheet.data())
    assert page.layer is not None
    assert page.layer.text == "Quyet dinh so 46/2002/QD-\nUBND ngay 12/5/2002, giai doan 2021-\n2025"


def test_letters_of_one_word_stand_side_by_side() -> None:
    """PDFium sees a new line where a letter comes from another font; whether it is one tells its place."""
    sheet = Sheet()
    at = 72.0
    for text, font, size, rise in (("Thu", "Helvetica", 12, 0), ("oc", "Times-Roman", 12, 0), ("1", "Helvetica", 7, 5)):
        sheet.canvas.setFont(font, size)
        sheet.canvas.drawString(at, 700 + rise, text)
        at += stringWidth(text, font, size)
    sheet.canvas.drawString(at + 4, 700, "b")
    sheet.canvas.drawString(72, 684, "c")
    with pypdfium2.PdfDocument(sheet.data()) as document:
        text = document[0].get_textpage()
        letters = text.get_text_range()
        place = {letter: letters.index(letter) for letter in "uoc1b"}
        last = letters.rindex("c")
        boxes = Boxes(text.raw, Frame(0, 0, 595, 842))
        assert boxes.abut(place["u"], place["o"])
        assert not boxes.abut(place["c"], place["1"])
        assert not boxes.abut(place["c"], place["b"])
        assert not boxes.abut(place["b"], last)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_are_upright(turn: int) -> None:
    """The same print on pages whose /Rotate makes them upright."""
    sheet = Sheet()  # reportlab turns the media box together with the page
    canvas = sheet.canvas
    canvas.setPageRotation(turn)
    canvas.translate(*{0: (0, 0), 90: (842, 0), 180: (595, 842), 270: (0, 595)}[turn])
    canvas.rotate({0: 0, 90: 90, 180: 180, 270: 270}[turn])
    canvas.drawString(72, 700, "dau dong")
    canvas.drawString(72, 680, "dong hai")
    data = sheet.data()
    page = first_page(data)
    assert (page.width, page.height) == (595, 842)
    assert page.layer is not None and page.layer.text == "dau dong\ndong hai"
    assert (word(page, "dau").x0, word(page, "dau").bottom) == pytest.approx((72, 142), abs=3)
    with opened(data) as source:
        picture = source.render(1, 72)
    dark = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None and dark[0] == pytest.approx(72, abs=3) and dark[1] == pytest.approx(134, abs=4)


def test_cropped_page() -> None:
    sheet = Sheet()
    sheet.canvas.setCropBox((50, 100, 550, 800))
    sheet.canvas.drawString(72, 700, "trong khung")
    page = first_page(sheet.data())
    assert (page.width, page.height) == (500, 700)
    assert word(page, "trong").x0 == pytest.approx(22, abs=1)
    assert word(page, "trong").bottom == pytest.approx(100, abs=4)


@pytest.mark.parametrize("turns", range(4))
def test_frame_keeps_boxes_inside(turns: int) -> None:
    frame = Frame(10, 20, 110, 220, turns)
    corners = [frame.box(10, 20, 10, 20), frame.box(110, 220, 110, 220)]
    assert {(round(box.x0), round(box.top)) for box in corners} <= {
        (x, y) for x in (0, round(frame.width)) for y in (0, round(frame.height))
    }


def test_invisible_text_over_a_picture() -> None:
    sheet = Sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("L", (1240, 1754), 240)), 0, 0, 595, 842)
    text = sheet.canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine("Can cir Nghi dinh s6 63")
    sheet.canvas.drawText(text)
    evidence = first_page(sheet.data()).evidence
    assert evidence.invisible == 1.0
    assert evidence.picture == pytest.approx(1.0)
    assert evidence.picture_dpi == pytest.approx(150, abs=1)


def test_ruled_lines_are_counted_and_backgrounds_are_not() -> None:
    ruled = Sheet()
    ruled.canvas.grid([80, 200, 500], [500, 520, 540])
    assert first_page(ruled.data()).evidence.may_hold_ruled_table
    shaded = Sheet()
    for y in range(100, 700, 40):
        shaded.canvas.setFillGray(0.9)
        shaded.canvas.rect(80, y, 400, 20, stroke=0, fill=1)
    assert not first_page(shaded.data()).evidence.may_hold_ruled_table


def test_empty_page_has_no_layer() -> None:
    page = first_page(Sheet().data())
    assert page.layer is None and page.words == () and page.has_picture and page.problem is None


def test_bytes_before_the_header() -> None:
    sheet = Sheet()
    sheet.canvas.drawString(72, 700, "Ke hoach")
    page = first_page(b"X-Mail: 1\r\n\r\n" + sheet.data())
    assert page.layer is not None and page.layer.text == "Ke hoach"


def many(count: int) -> bytes:
    sheet = Sheet()
    for n in range(1, count + 1):
        sheet.canvas.drawString(72, 700, f"Trang {n}")
        if n < count:
            sheet.canvas.showPage()
    return sheet.data()


class TestSelection:
    def test_pages(self) -> None:
        with opened(many(9), Options(pages="2-3,8-")) as source:
            assert [page.number for page in source.pages()] == [2, 3, 8, 9]
            assert source.page_count == 9

    def test_limit(self) -> None:
        with opened(many(9), Options(max_pages=4)) as source:
            assert [page.number for page in source.pages()] == [1, 2, 3, 4]
            assert source.left_out == (5, 6, 7, 8, 9)

    def test_outside(self) -> None:
        with pytest.raises(UsageError, match="ends with page 2"):
            opened(many(2), Options(pages="7"))


class TestPassword:
    @pytest.fixture
    def locked(self) -> bytes:
        sheet = Sheet(encrypt="mua xuan")
        sheet.canvas.drawString(72, 700, "Ke hoach mat")
        return sheet.data()

    def test_missing(self, locked: bytes) -> None:
        with pytest.raises(PasswordRequiredError) as caught:
            opened(locked)
        assert "--password" in caught.value.remedy

    def test_wrong(self, locked: bytes) -> None:
        with pytest.raises(PasswordRequiredError, match="does not open"):
            opened(locked, Options(password="mua ha"))

    def test_right(self, locked: bytes) -> None:
        with opened(locked, Options(password="mua xuan")) as source:
            page = next(source.pages())
        assert page.layer is not None and page.layer.text == "Ke hoach mat"


class TestRender:
    def test_size_and_modes(self) -> None:
        with opened(many(1)) as source:
            assert source.render(1, 144).size == (1190, 1684)
            assert source.render(1, 72).mode == "L"
            assert source.render(1, 72, colour=True).mode == "RGB"
            assert (source.pixels(1, 72)[:, :, :3] == np.asarray(source.render(1, 72, colour=True))).all()

    def test_colours_are_not_swapped(self) -> None:
        sheet = Sheet()
        sheet.canvas.setFillColorRGB(1, 0, 0)
        sheet.canvas.rect(0, 0, 595, 842, stroke=0, fill=1)
        with opened(sheet.data()) as source:
            assert source.render(1, 36, colour=True).getpixel((50, 50)) == (255, 0, 0)

    def test_too_many_pixels_are_refused_before_drawing(self) -> None:
        with opened(Sheet((14_000, 14_000)).data()) as source, pytest.raises(InputTooLargeError, match="pixels"):
            source.render(1, 600)


def test_page_without_size_is_its_own_problem() -> None:
    data = many(3)
    broken = data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox [ 0 0 0.5 0.5 ]", 1)
    assert broken != data
    with opened(broken) as source:
        pages = list(source.pages())
    assert [page.problem is None for page in pages].count(False) <= 1
    assert sum(page.layer is not None for page in pages) >= 2


def test_damaged_beyond_reading() -> None:
    with pytest.raises(DamagedInputError):
        opened(b"%PDF-1.7\n" + b"x" * 500)


def test_closing_twice_is_harmless() -> None:
    source = opened(many(1))
    source.close()
    source.close()


def test_samples_of_every_layer(samples: Path) -> None:
    kinds = {}
    for path in sorted(samples.glob("*.pdf")):
        with open_source(path, Options()) as source:
            kinds[path.stem.split("-")[1]] = {verdict.kind for verdict in judge_pages(list(source.pages()))}
    assert kinds["digital"] == {VerdictKind.GOOD}
    assert kinds["scan"] == {VerdictKind.NONE}
    assert kinds["garbled"] == {VerdictKind.GARBLED}
    assert kinds["tcvn3"] == {VerdictKind.LEGACY_ENCODING}


def test_decoding_gives_the_text_that_was_typeset(samples: Path) -> None:
    with open_source(samples / "commune-tcvn3.pdf", Options()) as source:
        pages = list(source.pages())
        decoded = " ".join(
            decode_page(page, verdict).text for page, verdict in zip(pages, judge_pages(pages), strict=True)
        )
    gold = (samples / "commune-tcvn3.txt").read_text(encoding="utf-8")
    assert set(gold.casefold().split()) - set(decoded.casefold().split()) == set()
