"""Word input (DOCX): paragraphs and tables of the body as lines and grids; headers and footers are not text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from planparse.errors import DamagedInputError, InputTooLargeError, PasswordRequiredError, UnsupportedInputError
from planparse.folding import fold
from planparse.ingest.docx_body import Block, BodyReader, BodyTable, Paragraph, read_styles, tidy
from planparse.ingest.docx_numbering import read_numbering
from planparse.ingest.page import LayerEvidence, Page
from planparse.ingest.source import Source
from planparse.layout.composition import DRAWN_RULE
from planparse.pagetext import Grid, GridCell, Origin, PageText, Word

MOST_EXPANSION = 200
"""Times that a DOCX of more than a few MB may grow by unpacking; real ones grow 5 to 30 times."""
SMALL = 32 * 1024 * 1024
"""Expanded bytes up to which the growth does not matter."""
MOST_FRAME_ROWS = 4
MOST_FRAME_COLUMNS = 3
"""A letterhead has one or two rows of two cells; some typists put an empty cell between them, or a row for the line."""
_LETTERHEAD = re.compile(r"\W*(?:cong hoa xa hoi chu nghia|doc lap\s*[-–—]\s*tu do|dang cong san viet nam)")
_CLOSING = re.compile(r"^\W*noi nhan\b")
_WORD = re.compile(r"\S+")
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
XML_ERR_NO_MEMORY = 2
"""Code of libxml2 for a document that memory does not suffice for; lxml calls it a syntax error."""

_DAMAGED = "The Word document is damaged and cannot be opened."
_UNDAMAGED_COPY = "Get an undamaged copy, or save it again with a word processor."


class DocxSource(Source):
    """A Word document. It has no pages of its own; they are those that explicit page breaks make."""

    _pages: tuple[Page, ...]

    def _open(self) -> int:
        self._check_expansion()
        try:
            blocks = _read_blocks(self.data)
        except (InputTooLargeError, RecursionError) as error:
            raise InputTooLargeError(
                "The Word document is nested too deeply or too large.", "Save it as PDF."
            ) from error
        except MemoryError:
            raise
        except Exception as error:  # python-docx and lxml raise whatever the broken part made them stumble over
            if getattr(error, "code", None) == XML_ERR_NO_MEMORY:
                raise MemoryError from error
            raise DamagedInputError(_DAMAGED, _UNDAMAGED_COPY) from error
        self._pages = _pages(blocks)
        if not any(page.layer and page.layer.text.strip() for page in self._pages):
            raise UnsupportedInputError(
                "The Word document holds no text.", "If it holds pictures of pages, save it as PDF and try again."
            )
        return len(self._pages)

    def _check_expansion(self) -> None:
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                entries = archive.infolist()
        except (BadZipFile, OSError, ValueError) as error:
            raise DamagedInputError(_DAMAGED, _UNDAMAGED_COPY) from error
        if any(entry.flag_bits & 1 for entry in entries):
            raise PasswordRequiredError("The Word document is encrypted.", "Save it without a password and try again.")
        expanded = sum(entry.file_size for entry in entries)
        if expanded > self.options.max_expanded_bytes or expanded > max(SMALL, MOST_EXPANSION * len(self.data)):
            raise InputTooLargeError(
                f"The Word document would unpack to {expanded / 1024**2:,.0f} MB.", "Check where it comes from."
            )

    def _page(self, number: int) -> Page:
        return self._pages[number - 1]


def _read_blocks(data: bytes) -> list[Block]:
    from docx import Document
    from docx.opc.constants import RELATIONSHIP_TYPE

    document = Document(BytesIO(data))
    reader = BodyReader(
        read_numbering(_part_xml(document.part, RELATIONSHIP_TYPE.NUMBERING)),
        read_styles(_part_xml(document.part, RELATIONSHIP_TYPE.STYLES)),
    )
    blocks = list(reader.blocks(document.element.body))
    footnotes = _part_xml(document.part, _FOOTNOTES)
    return blocks if footnotes is None else blocks + list(reader.blocks(footnotes))


def _part_xml(part: Any, relationship: str) -> Any:
    """The XML of the part that `part` relates to, or None."""
    from docx.oxml.parser import parse_xml

    for relation in part.rels.values():
        if relation.reltype == relationship and not relation.is_external:
            return parse_xml(relation.target_part.blob)
    return None


def _pages(blocks: Iterable[Block]) -> tuple[Page, ...]:
    """Pages by explicit page breaks; breaks inside tables do not count, since a table must stay whole."""
    pages: list[Page] = []
    first_line = 1
    for page_blocks in _split(blocks):
        writer = _Writer()
        for block in page_blocks:
            writer.block(block)
        page = writer.page(len(pages) + 1, first_line)
        assert page.layer is not None
        first_line += page.layer.text.count("\n") + 1
        pages.append(page)
    return tuple(pages)


def _split(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    page: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or "\f" not in block.text:
            page.append(block)
            continue
        for i, piece in enumerate(block.text.split("\f")):
            if i and _has_print(page):
                yield page
                page = []
            if piece.strip():
                page.append(Paragraph(piece))
    if page:
        yield page


def _has_print(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, BodyTable) or block.text.strip() for block in blocks)


class _Writer:
    """Writes the blocks of a page down, one line per paragraph or table row."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._grids: list[Grid] = []

    def block(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            for line in block.text.split("\n"):
                self._paragraph_line(line)
        elif is_table(block):
            self._table(block)
        else:
            self._frame(block)

    def _paragraph_line(self, text: str) -> None:
        line = tidy(text)
        if line and not DRAWN_RULE.fullmatch(line):
            self._lines.append(line)
            self._length += len(line) + 1

    def _frame(self, table: BodyTable) -> None:
        """A table that only places text: the left column of letterhead and signature block before the right one."""
        cells = [cell for row in table.rows for cell in row]
        if _is_letterhead_or_closing(table):
            cells.sort(key=lambda cell: cell.column)
        for cell in cells:
            for block in cell.blocks:
                self.block(block)

    def _table(self, table: BodyTable) -> None:
        start = self._length
        cells: list[GridCell] = []
        for i, row in enumerate(table.rows):
            placed = {cell.column: cell for cell in row if cell.row_span}
            texts = [" ".join(placed[j].lines) if j in placed else "" for j in range(table.n_columns)]
            offset = self._length
            for j, text in enumerate(texts):
                if j in placed:
                    cell = placed[j]
                    cells.append(GridCell(i, j, offset, offset + len(text), cell.row_span, cell.column_span))
                offset += len(text) + 1
            self._lines.append("\t".join(texts))
            self._length = offset
        self._grids.append(Grid(start, self._length - 1, len(table.rows), table.n_columns, tuple(cells)))

    def page(self, number: int, first_line: int) -> Page:
        text = "\n".join(self._lines)
        words = tuple(Word(match.start(), match.end()) for match in _WORD.finditer(text))
        layer = PageText(number, text, words, Origin.DOCX, grids=tuple(self._grids), first_line=first_line)
        return Page(number, layer=layer, evidence=LayerEvidence(sum(word.end - word.start for word in words)))


def is_table(table: BodyTable) -> bool:
    """Whether a table holds tabular text; the letterhead, the signature block and frames around text do not.

    Word users set the two columns of the letterhead and of the signature block as a table without borders.
    """
    if table.n_columns < 2 or all(len(row) < 2 for row in table.rows) or _is_letterhead_or_closing(table):
        return False
    return table.has_rules or (len(table.rows) > 2 and table.n_columns > 2)


def _is_letterhead_or_closing(table: BodyTable) -> bool:
    if len(table.rows) > MOST_FRAME_ROWS or table.n_columns > MOST_FRAME_COLUMNS:
        return False
    return any(_is_of_frame(line) for row in table.rows for cell in row for line in cell.lines)


def _is_of_frame(line: str) -> bool:
    folded = fold(line)
    return _LETTERHEAD.match(folded) is not None or _CLOSING.match(folded) is not None
