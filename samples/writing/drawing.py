"""Draws typeset pages into a digital PDF, the way a word processor prints one."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from writing.fonts import REGULAR
from writing.sheets import PAGE_HEIGHT, PAGE_WIDTH, Sheet, Typeset


def draw_sheet(canvas: Canvas, sheet: Sheet) -> None:
    """Rules first, then each word with the space that follows it, so that readers of the text layer see spaces."""
    for rule in sheet.rules:
        canvas.setLineWidth(rule.width)
        canvas.line(rule.x0, PAGE_HEIGHT - rule.y0, rule.x1, PAGE_HEIGHT - rule.y1)
    for word in sheet.words:
        canvas.setFont(word.font, word.size)
        canvas.drawString(word.x, PAGE_HEIGHT - word.baseline, f"{word.text} ")


def digital_pdf(document: Typeset, title: str) -> bytes:
    """A PDF with embedded fonts; `invariant` leaves out dates and random ids, so the same text gives the same bytes."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, initialFontName=REGULAR)
    canvas.setTitle(title)
    canvas.setAuthor("planparse samples")
    for sheet in document.sheets:
        draw_sheet(canvas, sheet)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
