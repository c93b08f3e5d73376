"""One sheet of the workbook: its header, its rows as they come, and the sheets that continue it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from planparse.export.columns import Headings, Row, Value
from planparse.export.sheets import Sheet, SheetColumn
from planparse.export.stored import StoredRecord
from planparse.export.tables import DOCUMENTS
from planparse.export.xlsx_text import CUT_NOTES, LOW_CONFIDENCE, fitting, line_count

ROWS_PER_SHEET = 1_048_576
"""What Excel opens, the header included."""

LINKS_PER_SHEET = 5_000
"""Real links, which are held in memory until the end and of which Excel takes 65,530 a sheet. Further rows have the
link as a formula, which costs nothing."""

LONGEST_LINK = 2_000
FORMULA_TEXT = 255
"""Characters that Excel takes in a link, and in a text in a formula."""

LINE_HEIGHT = 15.0
HIGHEST_ROW = 409.0
"""Points. Heights are written because not every program finds those of wrapped text by itself; LibreOffice does not."""

HEADING_BUTTON = 2
"""Characters of a heading that the button of the filter covers."""

FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts days wrongly or not at all; such a date is written as text."""

PAPER_A3 = 8

_PDF = "application/pdf"
_CONFIDENCES = frozenset({"confidence", "lowest_confidence"})


class Formats:
    """The looks of cells: by what they hold and whether it is doubtful."""

    def __init__(self, workbook: Any, headings: Headings) -> None:
        looks: dict[str, dict[str, object]] = {
            "text": {"text_wrap": True, "num_format": "@"},
            "number": {},
            "date": {"num_format": "yyyy-mm-dd" if headings is Headings.EN else "dd/mm/yyyy", "align": "left"},
            "confidence": {"num_format": "0.00"},
            "link": {"font_color": "#0563C1", "underline": 1, "text_wrap": True},
        }
        base = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        shade = {"bg_color": "#FFE699"}
        self.plain = {name: workbook.add_format({**base, **look}) for name, look in looks.items()}
        self.low = {name: workbook.add_format({**base, **look, **shade}) for name, look in looks.items()}
        self.header = workbook.add_format(
            {**base, "bold": True, "text_wrap": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "border": 1}
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of the sheet, and where its values stand in the rows of the tables."""

    number: int
    column: SheetColumn
    heading: str
    width: int
    index: int
    partial: int | None
    labels: dict[str, str]


def _places(sheet: Sheet, headings: Headings) -> list[_Place]:
    language = {Headings.VI: 0, Headings.EN: 1}.get(headings)
    places = []
    for number, column in enumerate(sheet.columns):
        names = (DOCUMENTS if column.of_document else sheet.table).names
        places.append(
            _Place(
                number,
                column,
                sheet.heading(column, headings),
                sheet.column(column).width,
                names.index(column.name),
                names.index(column.partial) if column.partial else None,
                {} if language is None else {value: shown[language] for value, shown in column.labels.items()},
            )
        )
    return places


class SheetWriter:
    """A sheet that takes the rows of one record after the other."""

    def __init__(self, workbook: Any, sheet: Sheet, headings: Headings, formats: Formats) -> None:
        self.workbook, self.formats = workbook, formats
        self.title, self.cut_note = sheet.table.heading(headings), CUT_NOTES[headings]
        self.places = _places(sheet, headings)
        self.rows = sheet.table.reader()
        names = sheet.table.names
        self.page = names.index("page") if "page" in names else None
        self.confidence = names.index("confidence") if "confidence" in names else None
        self.part = 0
        self._begin()

    def add(self, stored: StoredRecord, document: Row, link: str | None) -> None:
        """Write the rows of one record.

        Args:
            document: its row in the table of documents.
            link: the way to its source file.
        """
        is_pdf = stored.record.source.media_type == _PDF
        for row in self.rows(stored):
            if self.row >= ROWS_PER_SHEET:
                self.finish()
                self._begin()
            page = None if self.page is None or not is_pdf else row[self.page]
            target = link and link + (f"#page={page}" if page else "")
            self._write_row(stored, row, document, target)

    def finish(self) -> None:
        """Set what has to wait for the last row."""
        self.worksheet.autofilter(0, 0, max(1, self.row - 1), len(self.places) - 1)

    def _begin(self) -> None:
        self.part += 1
        self.row, self.links = 1, 0
        self.worksheet = self.workbook.add_worksheet(f"{self.title} ({self.part})" if self.part > 1 else self.title)
        for place in self.places:
            self.worksheet.set_column(place.number, place.number, place.width)
            self.worksheet.write_string(0, place.number, place.heading, self.formats.header)
        lines = max(line_count(place.heading, place.width - HEADING_BUTTON) for place in self.places)
        self.worksheet.set_row(0, LINE_HEIGHT * lines)
        self.worksheet.freeze_panes(1, 1)
        self.worksheet.set_landscape()
        self.worksheet.set_paper(PAPER_A3)
        self.worksheet.fit_to_pages(1, 0)
        self.worksheet.repeat_rows(0)

    def _write_row(self, stored: StoredRecord, row: Row, document: Row, link: str | None) -> None:
        of_row = None if self.confidence is None else row[self.confidence]
        lines = 1
        for place in self.places:
            value = (document if place.column.of_document else row)[place.index]
            if value is None and place.partial is not None:
                value = row[place.partial]
            if isinstance(value, str):
                value = place.labels.get(value, value)
                lines = max(lines, line_count(value, place.width))
            if place.column.link and link and isinstance(value, str):
                self._write_link(place.number, link, value)
                continue
            sure = _field_confidence(stored, place.column.evidence) if place.column.evidence else of_row
            low = place.column.value and isinstance(sure, float) and sure < LOW_CONFIDENCE
            self._write(place, value, self.formats.low if low else self.formats.plain)
        if lines > 1:
            self.worksheet.set_row(self.row, min(LINE_HEIGHT * lines, HIGHEST_ROW))
        self.row += 1

    def _write(self, place: _Place, value: Value, formats: dict[str, Any]) -> None:
        if value is None:
            if formats is self.formats.low:
                self.worksheet.write_blank(self.row, place.number, None, formats["text"])
        elif isinstance(value, int | float):
            look = "confidence" if place.column.name in _CONFIDENCES else "number"
            self.worksheet.write_number(self.row, place.number, value, formats[look])
        elif isinstance(value, date) and value >= FIRST_DAY:
            self.worksheet.write_datetime(self.row, place.number, value, formats["date"])
        else:
            text = value.isoformat() if isinstance(value, date) else fitting(value, self.cut_note)
            self.worksheet.write_string(self.row, place.number, text, formats["text"])

    def _write_link(self, column: int, link: str, text: str) -> None:
        look = self.formats.plain["link"]
        shown = fitting(text, self.cut_note)
        quoted_link, quoted_text = link.replace('"', '""'), shown.replace('"', '""')
        if self.links < LINKS_PER_SHEET and len(link) <= LONGEST_LINK:
            self.links += 1
            self.worksheet.write_url(self.row, column, f"external:{link}", look, shown)
        elif max(len(quoted_link), len(quoted_text)) <= FORMULA_TEXT:
            formula = f'=HYPERLINK("{quoted_link}","{quoted_text}")'
            self.worksheet.write_formula(self.row, column, formula, look, shown)
        else:
            self.worksheet.write_string(self.row, column, shown, self.formats.plain["text"])


def _field_confidence(stored: StoredRecord, name: str) -> float | None:
    evidence = stored.record.header.evidence.get(name) or stored.record.signatory.evidence.get(name)
    return None if evidence is None else evidence.confidence
