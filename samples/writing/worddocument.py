"""Writes a plan as a Word document, the way an office clerk does: letterhead and signature in tables without rules."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from writing.model import AppendixTitle, Block, Heading, Paragraph, Plan, Table
from writing.typesetting import full_cells, month

CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def write(
    cell: Any, text: str, *, bold: bool = False, italic: bool = False, size: float = 14, centre: bool = False
) -> None:
    """Add a paragraph to a document or to a cell; a cell's empty first paragraph is used up."""
    first = getattr(cell, "_tc", None) is not None and len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size, run.font.name = bold, italic, Pt(size), "Times New Roman"
    if centre:
        paragraph.alignment = CENTRE


def letterhead(document: Any, plan: Plan) -> None:
    """Two columns: issuer and number, motto and date."""
    head = plan.letterhead
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    for line in head.parent:
        write(left, line, size=13, centre=True)
    for line in head.issuer:
        write(left, line, bold=True, size=13, centre=True)
    write(left, f"Số: {head.number}", size=13, centre=True)
    write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=13, centre=True)
    write(right, "Độc lập - Tự do - Hạnh phúc", bold=True, centre=True)
    date = f"{head.place}, ngày {head.day:02d} tháng {month(head.month)} năm {head.year}"
    write(right, date, italic=True, size=13, centre=True)


def closing(document: Any, plan: Plan) -> None:
    """Recipients on the left, signature on the right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    write(left, "Nơi nhận:", bold=True, italic=True, size=12)
    for number, name in enumerate(plan.recipients, start=1):
        write(left, f"- {name}{'.' if number == len(plan.recipients) else ';'}", size=11)
    for line in (*plan.signature.authority, plan.signature.position):
        write(right, line, bold=True, centre=True)
    for _ in range(3):
        right.add_paragraph()
    write(right, plan.signature.name, bold=True, centre=True)


def add_table(document: Any, table: Table) -> None:
    """A ruled table; the title of a group row runs over all columns after the first."""
    ruled = document.add_table(rows=0, cols=len(table.header), style="Table Grid")
    for cell, text in zip(ruled.add_row().cells, table.header, strict=True):
        write(cell, text, bold=True, size=13, centre=True)
    for row in table.rows:
        cells = ruled.add_row().cells
        if row.group:
            write(cells[0], row.cells[0], bold=True, size=13)
            write(cells[1].merge(cells[-1]), row.cells[1], bold=True, size=13)
            continue
        for cell, text in zip(cells, full_cells(row, len(table.header)), strict=True):
            write(cell, text, size=13)


def add(document: Any, block: Block) -> None:
    """Add one block."""
    if isinstance(block, Heading):
        write(document, block.text, bold=not block.italic, italic=block.italic)
    elif isinstance(block, Paragraph):
        write(document, block.text, italic=block.italic)
        document.paragraphs[-1].paragraph_format.first_line_indent = Mm(12.7)
    elif isinstance(block, AppendixTitle):
        document.add_page_break()
        for line in block.bold:
            write(document, line, bold=True, centre=True)
        for line in block.italic:
            write(document, line, italic=True, centre=True)
    else:
        add_table(document, block)


def same_bytes(packed: bytes) -> bytes:
    """The same archive with all clocks set to 1980, so that the same text gives the same file."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def word_document(plan: Plan) -> bytes:
    """The plan as DOCX."""
    document = Document()
    document.core_properties.author = "planparse samples"
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(30), Mm(17)
    letterhead(document, plan)
    write(document, "KẾ HOẠCH", bold=True, centre=True)
    for line in plan.title:
        write(document, line, bold=True, centre=True)
    for block in plan.body:
        add(document, block)
    closing(document, plan)
    for block in plan.appendices:
        add(document, block)
    buffer = BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())
