"""The body of a Word document as paragraphs and tables, in document order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planparse.ingest.docx_numbering import LEVELS, VAL, Numbering, W

PAGE_BREAK = "\f"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr", "sectPr", "rt")]
    + [f"{_MC}Fallback"]
)
"""Deleted text, field codes and properties; the fallback repeats its alternative for old programs."""
_CHARACTERS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The printed lines that the source itself separates; `\\f` stands where a page begins."""

    text: str


@dataclass(frozen=True, slots=True)
class BodyCell:
    """A cell of a table; `row_span` is 0 where a cell above covers the place."""

    blocks: tuple[Block, ...]
    column: int
    column_span: int
    row_span: int = 1

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the cell; those of a table inside it too, cell after cell."""
        return tuple(_lines(self.blocks))


@dataclass(frozen=True, slots=True)
class BodyTable:
    """A table as the document defines it."""

    rows: tuple[tuple[BodyCell, ...], ...]
    n_columns: int
    has_rules: bool
    """Whether its borders are drawn, as far as the document says so itself."""


Block = Paragraph | BodyTable


@dataclass(frozen=True, slots=True)
class Styles:
    """What styles add to a paragraph or a table that names them."""

    lists: dict[str, tuple[str, int]]
    """List and level of paragraph styles."""
    ruled_tables: frozenset[str]
    """Table styles with borders."""


def read_styles(root: Any) -> Styles:
    """The lists and borders that styles carry, also those they inherit; `root` is the XML of the styles part."""
    lists: dict[str, tuple[str, int]] = {}
    ruled: set[str] = set()
    parents: dict[str, str] = {}
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        parent = style.find(f"{W}basedOn")
        if parent is not None:
            parents[name] = parent.get(VAL, "")
        found = _list_of(style.find(f"{W}pPr"))
        if found is not None:
            lists[name] = found
        if _draws_borders(style.find(f"{W}tblPr")):
            ruled.add(name)
    for name in parents:
        for ancestor in _ancestors(name, parents):
            if ancestor in lists:
                lists.setdefault(name, lists[ancestor])
            if ancestor in ruled:
                ruled.add(name)
    return Styles(lists, frozenset(ruled))


def _ancestors(name: str, parents: dict[str, str]) -> Iterator[str]:
    for _ in range(len(parents)):
        if name not in parents:
            return
        name = parents[name]
        yield name


class BodyReader:
    """Reads blocks; the lists are counted while it goes through the document, so it goes through it once."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles

    def blocks(self, parent: Any) -> Iterator[Block]:
        """The paragraphs and tables inside an element, through content controls and the like."""
        for child in parent:
            if child.tag == f"{W}p":
                yield Paragraph(self._paragraph(child))
                for box in child.iter(f"{W}txbxContent"):
                    if not any(ancestor.tag == f"{_MC}Fallback" for ancestor in box.iterancestors()):
                        yield from self.blocks(box)
            elif child.tag == f"{W}tbl":
                yield self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{W}pPr")
        text = "".join(_text(paragraph))
        if properties is not None and _is_on(properties.find(f"{W}pageBreakBefore")):
            text = PAGE_BREAK + text
        if properties is not None and _ends_page(properties.find(f"{W}sectPr")):
            text += PAGE_BREAK
        if not text.strip():
            return text
        label = self._label(properties)
        if not label:
            return text
        start = len(text) - len(text.lstrip())
        return f"{text[:start]}{label} {text[start:]}"

    def _label(self, properties: Any) -> str:
        found = _list_of(properties)
        if found is None and properties is not None:
            style = properties.find(f"{W}pStyle")
            found = None if style is None else self._styles.lists.get(style.get(VAL, ""))
        return "" if found is None or found[0] == "0" else self._numbering.label(*found)

    def _table(self, table: Any) -> BodyTable:
        rows = [self._row(row) for row in _children(table, "tr")]
        spans = _row_spans(rows)
        cells = tuple(
            tuple(
                BodyCell(cell.blocks, cell.column, cell.column_span, spans.get((i, cell.column), 1)) for cell, _ in row
            )
            for i, row in enumerate(rows)
        )
        n_columns = max((cell.column + cell.column_span for row in cells for cell in row), default=0)
        return BodyTable(cells, n_columns, self._has_rules(table))

    def _row(self, row: Any) -> list[tuple[BodyCell, bool]]:
        """The cells of a row, each with whether it continues the cell above (`w:vMerge`)."""
        properties = row.find(f"{W}trPr")
        column = 0 if properties is None else _number(properties.find(f"{W}gridBefore"), 0)
        cells = []
        for cell in _children(row, "tc"):
            cell_properties = cell.find(f"{W}tcPr")
            span = 1 if cell_properties is None else max(1, _number(cell_properties.find(f"{W}gridSpan"), 1))
            merge = None if cell_properties is None else cell_properties.find(f"{W}vMerge")
            continues = merge is not None and merge.get(VAL, "continue") == "continue"
            cells.append((BodyCell(tuple(self.blocks(cell)), column, span), continues))
            column += span
        return cells

    def _has_rules(self, table: Any) -> bool:
        properties = table.find(f"{W}tblPr")
        borders = None if properties is None else properties.find(f"{W}tblBorders")
        if borders is not None:
            return _draws_borders(properties)
        style = None if properties is None else properties.find(f"{W}tblStyle")
        if style is not None and style.get(VAL, "") in self._styles.ruled_tables:
            return True
        return any(_draws(edge) for borders in table.iter(f"{W}tcBorders") for edge in borders)


def _row_spans(rows: list[list[tuple[BodyCell, bool]]]) -> dict[tuple[int, int], int]:
    """Rows that each cell covers; 0 for cells that continue the one above."""
    spans: dict[tuple[int, int], int] = {}
    origin: dict[int, int] = {}
    for i, row in enumerate(rows):
        for cell, continues in row:
            above = origin.get(cell.column)
            if continues and above is not None:
                spans[above, cell.column] += 1
                spans[i, cell.column] = 0
            else:
                origin[cell.column] = i
                spans[i, cell.column] = 1
    return spans


def _lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (line for line in map(tidy, re.split(r"[\n\f]", block.text)) if line)
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell.lines


def tidy(line: str) -> str:
    """A line in NFC, white space of any kind as single spaces, without characters that print nothing."""
    printed = "".join(c for c in line if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c.isspace())
    return " ".join(unicodedata.normalize("NFC", printed).split())


def _text(element: Any) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or tag == f"{W}txbxContent":
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}br" and child.get(f"{W}type") == "page":
            yield PAGE_BREAK
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == f"{W}sym":
            yield _symbol(child)
        else:
            yield from _text(child)


def _symbol(element: Any) -> str:
    """A glyph of a symbol font; nearly all are bullets and ticks."""
    code = element.get(f"{W}char", "")
    return chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) and int(code, 16) < 0xD800 else "•"


def _list_of(properties: Any) -> tuple[str, int] | None:
    numbering = None if properties is None else properties.find(f"{W}numPr")
    if numbering is None:
        return None
    list_id = numbering.find(f"{W}numId")
    if list_id is None:
        return None
    return list_id.get(VAL, "0"), min(LEVELS - 1, _number(numbering.find(f"{W}ilvl"), 0))


def _children(element: Any, name: str) -> Iterator[Any]:
    """Children with this name, also inside content controls and insertions."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}{wrapper}" for wrapper in ("sdt", "sdtContent", "ins", "moveTo", "customXml")}:
            yield from _children(child, name)


def _number(element: Any, default: int) -> int:
    text = "" if element is None else element.get(VAL, "")
    return int(text) if re.fullmatch(r"\d{1,4}", text) else default


def _is_on(element: Any) -> bool:
    return element is not None and element.get(VAL, "true") not in ("0", "false", "off")


def _ends_page(section: Any) -> bool:
    """Whether a section that ends with a paragraph makes the next one start on a new page."""
    if section is None:
        return False
    kind = section.find(f"{W}type")
    return kind is None or kind.get(VAL, "nextPage") != "continuous"


def _draws_borders(properties: Any) -> bool:
    borders = None if properties is None else properties.find(f"{W}tblBorders")
    return borders is not None and any(_draws(edge) for edge in borders)


def _draws(edge: Any) -> bool:
    return edge.get(VAL, "none") not in ("none", "nil")
