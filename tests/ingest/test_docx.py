"""Word documents: lines, list labels, tables, two-column frames, pages, bombs."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import XMLSyntaxError

from planparse.errors import DamagedInputError, InputTooLargeError, UnsupportedInputError
from planparse.ingest.docx_numbering import figure
from planparse.ingest.opening import open_source
from planparse.ingest.page import Page
from planparse.options import Options
from planparse.pagetext import Origin


def saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pages_of(document: Any) -> list[Page]:
    with open_source(None, Options(), data=saved(document), name="plan.docx") as source:
        return list(source.pages())


def text_of(document: Any) -> str:
    return "\f".join(page.layer.text for page in pages_of(document) if page.layer)


def number(paragraph: Any, list_id: int, level: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )


def define_list(document: Any, *levels: tuple[str, str]) -> int:
    """A list whose levels have a number format and a template; its id."""
    numbering = document.part.numbering_part.element
    list_id = 900 + len(numbering.findall(qn("w:num")))
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">{body}</w:abstractNum>'))
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>')
    )
    return list_id


def test_paragraphs_are_lines() -> None:
    document = docx.Document()
    document.add_paragraph("KẾ  HOẠCH")
    document.add_paragraph("")
    document.add_paragraph("Trồng rừng\nnăm 2026\tcủa xã")
    document.sections[0].header.paragraphs[0].text = "Trang đầu"
    page = pages_of(document)[0]
    assert page.layer is not None
    assert page.layer.text == "KẾ HOẠCH\nTrồng rừng\nnăm 2026 của xã"
    assert page.layer.origin is Origin.DOCX
    assert not page.has_picture


def test_labels_of_automatic_lists() -> None:
    document = docx.Document()
    list_id = define_list(
        document, ("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "\uf02d")
    )
    for text, level in [
        *(("MỤC TIÊU", 0), ("Chung", 1), ("Cụ thể", 1), ("Y tế", 2), ("Giáo dục", 2), ("Đạt 90%", 3)),
        *(("NHIỆM VỤ", 0), ("Tuyên truyền", 1)),
    ]:
        number(document.add_paragraph(text), list_id, level)
    assert text_of(document).split("\n") == [
        *("I. MỤC TIÊU", "1. Chung", "2. Cụ thể", "a) Y tế", "b) Giáo dục", "- Đạt 90%"),
        *("II. NHIỆM VỤ", "1. Tuyên truyền"),
    ]


def test_label_of_all_levels() -> None:
    document = docx.Document()
    list_id = define_list(document, ("decimal", "%1."), ("decimal", "%1.%2."))
    for text, level in [("Một", 0), ("Hai", 0), ("Con", 1), ("Con nữa", 1)]:
        number(document.add_paragraph(text), list_id, level)
    assert text_of(document).split("\n")[2:] == ["2.1. Con", "2.2. Con nữa"]


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [(9, "upperRoman", "IX"), (49, "lowerRoman", "xlix"), (27, "lowerLetter", "aa"), (3, "decimalZero", "03")],
)
def test_figures(value: int, number_format: str, printed: str) -> None:
    assert figure(value, number_format) == printed


def test_table_becomes_a_grid() -> None:
    document = docx.Document()
    document.add_paragraph("Phân công:")
    table = document.add_table(2, 3, style="Table Grid")
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("TT", "Nhiệm\nvụ", "Đơn vị", "1", "Rà soát", ""), strict=True
    ):
        cell.text = text
    document.add_paragraph("Hết.")
    layer = pages_of(document)[0].layer
    assert layer is not None
    assert layer.text == "Phân công:\nTT\tNhiệm vụ\tĐơn vị\n1\tRà soát\t\nHết."
    (grid,) = layer.grids
    assert (grid.n_rows, grid.n_columns) == (2, 3)
    assert [layer.text[cell.start : cell.end] for cell in grid.cells] == [
        "TT",
        "Nhiệm vụ",
        "Đơn vị",
        "1",
        "Rà soát",
        "",
    ]


def test_merged_cells() -> None:
    document = docx.Document()
    table = document.add_table(3, 3, style="Table Grid")
    for i, row in enumerate(table.rows):
        for j, cell in enumerate(row.cells):
            cell.text = f"{i}{j}"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "dọc"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "ngang"
    layer = pages_of(document)[0].layer
    assert layer is not None
    assert layer.text == "00\tngang\t\ndọc\t11\t12\n\t21\t22"
    spans = {layer.text[c.start : c.end]: (c.row_span, c.column_span) for c in layer.grids[0].cells}
    assert spans["dọc"] == (2, 1) and spans["ngang"] == (1, 2)
    covered = sum(cell.row_span * cell.column_span for cell in layer.grids[0].cells)
    assert covered == 9


def test_letterhead_and_signature_block_are_two_columns() -> None:
    document = docx.Document()
    head = document.add_table(2, 2)
    head.cell(0, 0).text = "UBND XÃ ĐỒI THÔNG"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n___________"
    head.cell(1, 0).text = "Số: 8/KH-UBND"
    head.cell(1, 1).text = "Đồi Thông, ngày 5 tháng 1 năm 2026"
    document.add_paragraph("KẾ HOẠCH")
    end = document.add_table(1, 2)
    end.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    end.cell(0, 1).text = "CHỦ TỊCH\n\nCao Thị Vân"
    layer = pages_of(document)[0].layer
    assert layer is not None and not layer.grids
    assert layer.text.split("\n") == [
        *("UBND XÃ ĐỒI THÔNG", "Số: 8/KH-UBND"),
        *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        *("Đồi Thông, ngày 5 tháng 1 năm 2026", "KẾ HOẠCH", "Nơi nhận:", "- Lưu: VT.", "CHỦ TỊCH", "Cao Thị Vân"),
    ]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Đạt ")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>70</w:delText></w:r></w:del>"),
    )
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>85%</w:t></w:r></w:ins>"))
    assert text_of(document) == "Đạt 85%"


def test_page_breaks_and_sections_start_pages() -> None:
    document = docx.Document()
    document.add_paragraph("một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("hai")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("ba")
    pages = pages_of(document)
    assert [page.layer.text for page in pages if page.layer] == ["một", "hai", "ba"]
    assert [page.layer.first_line for page in pages if page.layer] == [1, 2, 3]


def test_a_document_of_pictures_says_so() -> None:
    with pytest.raises(UnsupportedInputError, match="no text"):
        open_source(None, Options(), data=saved(docx.Document()))


def test_expansion_is_limited() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    data = saved(document)
    with pytest.raises(InputTooLargeError):
        open_source(None, Options(max_expanded_bytes=1000), data=data)


@pytest.mark.parametrize(("code", "raised"), [(2, MemoryError), (4, DamagedInputError)])
def test_want_of_memory_is_no_damage(monkeypatch: pytest.MonkeyPatch, code: int, raised: type[Exception]) -> None:
    """libxml2 has a code for it; lxml raises a syntax error."""

    def fail(_: bytes) -> None:
        raise XMLSyntaxError("cannot go on", code, 1, 1)

    monkeypatch.setattr("planparse.ingest.docx._read_blocks", fail)
    document, file = docx.Document(), BytesIO()
    document.add_paragraph("KẾ HOẠCH")
    document.save(file)
    with pytest.raises(raised):
        open_source(None, Options(), data=file.getvalue(), name="plan.docx")


def test_a_part_that_is_missing_or_no_xml() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    buffer = BytesIO()
    with ZipFile(BytesIO(saved(document))) as whole, ZipFile(buffer, "w", ZIP_DEFLATED) as broken:
        for name in whole.namelist():
            broken.writestr(name, b"<w:document>" if name == "word/document.xml" else whole.read(name))
    with pytest.raises(DamagedInputError):
        open_source(None, Options(), data=buffer.getvalue())


def test_entities_are_not_expanded() -> None:
    document = docx.Document()
    document.add_paragraph("x")
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {b} "{"&" + a + ";" * 1}{("&" + a + ";") * 9}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    buffer = BytesIO()
    with ZipFile(BytesIO(saved(document))) as whole, ZipFile(buffer, "w", ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            content = whole.read(name)
            if name == "word/document.xml":
                start = content.index(b"<w:document")
                content = content[:start] + (bomb + "]>").encode() + content[start:].replace(b">x<", b">&i;<")
            changed.writestr(name, content)
    try:
        with open_source(None, Options(), data=buffer.getvalue()) as source:
            texts = [page.layer.text for page in source.pages() if page.layer]
    except (DamagedInputError, UnsupportedInputError):
        return
    assert sum(map(len, texts)) < 1000
