"""Reading of one upright picture: the page without its tables, and every table cell by cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from statistics import median

import cv2
import numpy as np

from planparse.knowledge import Dictionaries
from planparse.layout.composition import PlacedCell, PlacedGrid, PlacedWord
from planparse.ocr.cell_words import words_of_cell
from planparse.ocr.comparison_signs import read_comparison_signs
from planparse.ocr.debris import count_marks, is_plausible, without_debris
from planparse.ocr.digit_network import WEIGHTS, DigitNetwork
from planparse.ocr.digit_sequence import NOTHING, DigitReading, read_slot
from planparse.ocr.double_pages import find_halves, half
from planparse.ocr.doubtful_cells import with_second_readings
from planparse.ocr.echoes import without_echoes
from planparse.ocr.engine import BLOCK_LAYOUT, PAGE_LAYOUT, Workplace
from planparse.ocr.figures import with_figures
from planparse.ocr.glued_specks import without_glued_specks
from planparse.ocr.handwriting import LETTERHEAD, mark_handwriting
from planparse.ocr.letter_case import with_usual_case
from planparse.ocr.line_starts import read_by_ink, upright_strokes
from planparse.ocr.marks import without_frames
from planparse.ocr.picture import Grey, Mask, Picture, PixelBox
from planparse.ocr.row_numbers import NumberCell, repair_row_numbers
from planparse.ocr.ruled_tables import (
    CellPicture,
    cell_pictures,
    crop,
    find_tables,
    outline_of,
    without_rules,
    without_tables,
)
from planparse.ocr.rules import Rule, find_rules, skew_of
from planparse.ocr.second_reading import read_numbers_again
from planparse.ocr.signature_block import read_again
from planparse.ocr.skew import raised
from planparse.ocr.slots import Gap, find_slot
from planparse.ocr.split_ones import with_ones_joined
from planparse.ocr.split_syllables import with_syllables_joined
from planparse.ocr.strips import Slot
from planparse.ocr.tails import with_tails
from planparse.ocr.tsv import ReadWord
from planparse.ocr.typeset_figures import are_typeset
from planparse.ocr.unsure_words import with_unsure_of_cells_read_again, with_unsure_read_again
from planparse.ocr.word_reading import read_words
from planparse.tables.lattice import Lattice

DRIFT_INCHES = 0.06
"""Tables whose rules sink by more than this from one side to the other are straightened before their cells are cut out:
half the white space between a rule and the print beside it."""
LONG_RULE_INCHES = 1.0
INKED = 0.015
"""Share of dark pixels from which a blank in the letterhead was filled in by hand. Chosen by eye on four letterheads
filled in by hand; not measured."""
PENNED = 0.005
"""Share of blue pixels among the words around a number from which it was written by hand; by eye on one scan."""
DARK = 128
NARROW = 0.15
"""Share of a table's width that a column of row numbers keeps within."""
LONGEST_OF_STROKES = 3
"""Numerals of strokes alone: I, II, III."""
REPAIRED = 0.5
"""Confidence of a row number that its sequence tells."""


@dataclass(frozen=True)
class Content:
    """What was read in a picture."""

    words: tuple[PlacedWord, ...]
    grids: tuple[PlacedGrid, ...]
    notes: tuple[str, ...] = ()
    unread: int = 0
    """Marks that were left out because they are no print, or print that cannot be read."""
    beside: Content | None = None
    """The right page, where the picture holds two."""

    @property
    def sureness(self) -> float:
        """How sure the reading is, 0 to 1: mean confidence of the words of letters, weighted by their length; those
        that are built like no word count as not read."""
        words = [*self.words, *(word for grid in self.grids for cell in grid.cells for word in cell.words)]
        lettered = [(len(word.text), word) for word in words if any(c.isalpha() for c in word.text)]
        total = sum(length for length, _ in lettered)
        good = sum(
            length * word.confidence for length, word in lettered if is_plausible(word.text) and not _stands(word)
        )
        return good / total if total else 0.0


def _stands(word: PlacedWord) -> bool:
    """Whether a word runs from top to bottom: Tesseract reads single lines that lie on their side, too."""
    return len(word.text) > 2 and word.bbox.height > word.bbox.width


def read_upright(picture: Picture, workplace: Workplace) -> Content:
    """Read a picture whose lines run from left to right, of one page or of two side by side."""
    rules, mask = find_rules(picture)
    halves = find_halves(picture, rules)
    if halves is None:
        return _read_page(picture, rules, mask, workplace)
    pages = (half(picture, halves, side) for side in (0, 1))
    left, right = (_read_page(page, *find_rules(page), workplace) for page in pages)
    return replace(left, beside=right, notes=(*left.notes, *right.notes, "two pages on one picture"))


def _read_page(picture: Picture, rules: tuple[Rule, ...], mask: Mask, workplace: Workplace) -> Content:
    degrees = _drift(rules, picture)
    straight = picture
    if degrees:
        straight = replace(picture, grey=raised(picture.grey, degrees))
        rules, mask = find_rules(straight)
    tables = find_tables(rules, straight)
    body = without_frames(without_tables(picture, tables, degrees), picture)
    words, unread = _read_body(body, picture, workplace)
    if not tables:
        words, _ = read_numbers_again(words, (), (body, body), picture, workplace)
        return Content(words, (), unread=unread)
    clean = without_rules(straight.grey, mask, rules, tables, straight)
    grids = _read_tables(tables, clean, straight, workplace)
    words, grids = read_numbers_again(words, grids, (body, clean), picture, workplace)
    repaired = sum(word.confidence == REPAIRED for grid in grids for cell in grid.cells for word in cell.words)
    notes = (f"{repaired} row numbers repaired by their sequence",) if repaired else ()
    grids = tuple(_sunk(grid, straight, degrees) for grid in grids) if degrees else grids
    return Content(words, grids, notes, unread)


def _drift(rules: Sequence[Rule], picture: Picture) -> float:
    """The skew of the rules in degrees, when it is large enough to mix up the rows of a table; else 0."""
    long = [rule for rule in rules if rule.length >= picture.inches(LONG_RULE_INCHES)]
    if not any(rule.horizontal for rule in long) or all(rule.horizontal for rule in long):
        return 0.0
    slope = skew_of(tuple(long), 0)
    longest = max(rule.length for rule in long)
    return math.degrees(math.atan(slope)) if abs(slope) * longest > picture.inches(DRIFT_INCHES) else 0.0


def _sunk(grid: PlacedGrid, picture: Picture, degrees: float) -> PlacedGrid:
    """A grid of the straightened picture, with its words where they are on the page as it lies."""
    rows, columns = picture.grey.shape
    x0, y0 = columns * 36 / picture.dpi, rows * 36 / picture.dpi
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))

    def moved(word: PlacedWord) -> PlacedWord:
        box = word.bbox
        x, y = (box.x0 + box.x1) / 2 - x0, (box.top + box.bottom) / 2 - y0
        dx, dy = x * cosine - y * sine - x, x * sine + y * cosine - y
        return replace(
            word, bbox=replace(box, x0=box.x0 + dx, x1=box.x1 + dx, top=box.top + dy, bottom=box.bottom + dy)
        )

    cells = tuple(replace(cell, words=tuple(moved(word) for word in cell.words)) for cell in grid.cells)
    return replace(grid, cells=cells)


def _placed(word: ReadWord, picture: Picture, left: int = 0, top: int = 0) -> PlacedWord:
    box = PixelBox(word.left + left, word.top + top, word.right + left, word.bottom + top)
    return PlacedWord(word.text, picture.points(box), word.confidence, word.line_number, word.handwritten)


@dataclass(frozen=True)
class _Letterhead:
    """The picture under the words of a letterhead; see `Writing`."""

    grey: Grey
    pens: Grey | None
    words: Sequence[ReadWord]
    dictionaries: Dictionaries

    @cached_property
    def _with_pens(self) -> Grey:
        # Pens are not in the picture that was read where coloured ink was faded.
        return self.grey if self.pens is None else cv2.min(self.grey, self.pens).astype(np.uint8)

    def is_inked(self, left: int, top: int, right: int, bottom: int) -> bool:
        return _share_of_ink(self._with_pens[top:bottom, left:right]) > INKED

    def is_penned(self, left: int, top: int, right: int, bottom: int) -> bool:
        return self.pens is not None and _share_of_ink(self.pens[top:bottom, left:right]) > PENNED

    def is_typeset(self, gap: Gap, figures: int) -> bool:
        slot = self._slot(gap)
        return slot is not None and are_typeset(self.grey, slot, figures)

    def _slot(self, gap: Gap) -> Slot | None:
        top = [word for word in self.words if word.top < LETTERHEAD * self.grey.shape[0]]
        return find_slot(self._with_pens, gap, top)

    def number(self, gap: Gap) -> DigitReading:
        slot = self._slot(gap)
        if slot is None:
            return NOTHING
        return read_slot(self._with_pens, slot, DigitNetwork.load(self.dictionaries.path(WEIGHTS)))


def _share_of_ink(part: Grey) -> float:
    return float((part < DARK).mean()) if part.size else 0.0


def _read_body(grey: Grey, picture: Picture, workplace: Workplace) -> tuple[tuple[PlacedWord, ...], int]:
    """The words outside the tables, and how many marks were left out."""
    read = tuple(read_words([grey], PAGE_LAYOUT, picture.dpi, workplace, "page"))
    found = _by_ink(read, grey, picture.dpi)
    marked = mark_handwriting(found, grey.shape[0], _Letterhead(grey, picture.pens, found, workplace.dictionaries))
    printed = without_debris(marked, picture.dpi)
    body = replace(picture, grey=grey)
    sure = with_unsure_read_again(marked, printed, read_again(printed, body, workplace), body, workplace)
    final = with_tails(with_usual_case(without_glued_specks(sure)), grey)
    return tuple(_placed(word, picture) for word in final), count_marks(marked, printed)


def _by_ink(words: Sequence[ReadWord], grey: Grey, dpi: float) -> tuple[ReadWord, ...]:
    """The words with the signs that Tesseract cannot tell apart, and the numbers and syllables that it tears."""
    whole = with_syllables_joined(with_figures(with_ones_joined(without_echoes(words))))
    return read_comparison_signs(read_by_ink(whole, grey, dpi), grey)


def _read_tables(
    tables: tuple[Lattice, ...], clean: Grey, picture: Picture, workplace: Workplace
) -> tuple[PlacedGrid, ...]:
    cells = list(cell_pictures(clean, tables, picture))
    parts, corners = [], []
    for cell in cells:
        part, left, top = crop(clean, cell.box, picture)
        parts.append(part)
        corners.append((left, top))
    words: dict[int, list[PlacedWord]] = {}
    if parts:
        read_first = read_words(parts, BLOCK_LAYOUT, picture.dpi, workplace, "cell")
        first = {i: with_figures([*group]) for i, group in groupby(read_first, key=lambda word: word.picture)}
        surer = with_second_readings(first, parts, picture, workplace)
        for i, read in with_unsure_of_cells_read_again(surer, parts, picture, workplace).items():
            found = with_usual_case(without_glued_specks(_by_ink(read, parts[i], picture.dpi)))
            found = with_tails(found, parts[i])
            words[i] = [_placed(word, picture, *corners[i]) for word in found]
    return tuple(_placed_grid(i, table, cells, words, replace(picture, grey=clean)) for i, table in enumerate(tables))


def _placed_grid(
    index: int, table: Lattice, pictures: list[CellPicture], words: dict[int, list[PlacedWord]], picture: Picture
) -> PlacedGrid:
    of_cell = {part.cell: words.get(i, []) for i, part in enumerate(pictures) if part.table == index}
    cells = tuple(
        PlacedCell(
            cell.row,
            cell.column,
            picture.points(PixelBox(*(round(edge) for edge in table.box(cell)))),
            words_of_cell(of_cell.get(cell, [])),
            cell.row_span,
            cell.column_span,
        )
        for cell in table.cells
    )
    grid = PlacedGrid(picture.points(outline_of(table, picture)), table.n_rows, table.n_columns, cells)
    inked = {part.cell: part.box for part in pictures if part.table == index}
    return _with_row_numbers(grid, {(cell.row, cell.column): box for cell, box in inked.items()}, picture)


def _with_row_numbers(grid: PlacedGrid, inked: dict[tuple[int, int], PixelBox], picture: Picture) -> PlacedGrid:
    """The grid with the misread numbers of its first column repaired where ink or sequence tell what they are."""
    first = [cell for cell in grid.cells if cell.column == 0]
    if grid.n_columns < 2 or median(cell.bbox.width for cell in first) > NARROW * grid.bbox.width:
        return grid
    marks = [_number_cell(cell, grid, inked, picture.grey) for cell in first]
    repaired: dict[int, PlacedCell] = {}
    for cell, mark, by_sequence in zip(first, marks, repair_row_numbers(marks), strict=True):
        text = by_sequence or mark.text
        if text and text != _text_of(cell):
            box = picture.points(inked[cell.row, 0]) if (cell.row, 0) in inked else cell.bbox
            repaired[cell.row] = replace(cell, words=(PlacedWord(text, box, REPAIRED),))
    return replace(grid, cells=tuple(repaired.get(c.row, c) if c.column == 0 else c for c in grid.cells))


def _number_cell(cell: PlacedCell, grid: PlacedGrid, inked: dict[tuple[int, int], PixelBox], grey: Grey) -> NumberCell:
    """What `repair_row_numbers` has to know of the first cell of a row; I, II and III of a group are told by their ink,
    of which Tesseract makes H, Hì! or nothing."""
    box = inked.get((cell.row, 0))
    filled = [other for other in grid.cells if other.row == cell.row and other.column > 0 and other.words]
    is_group = len(filled) == 1 and filled[0].column == 1
    strokes = upright_strokes(grey[box.top : box.bottom, box.left : box.right]) if box is not None and is_group else 0
    text = _text_of(cell)
    # One stroke a row has every digit, too: for I it speaks only against several letters.
    if 2 <= strokes <= LONGEST_OF_STROKES or (strokes == 1 and len(text) > 1 and text.isalpha()):
        return NumberCell("I" * strokes, REPAIRED, is_group)
    return NumberCell(
        text,
        min((word.confidence for word in cell.words), default=0.0),
        is_group,
        box is not None and 2 * box.width < box.height,
    )


def _text_of(cell: PlacedCell) -> str:
    return " ".join(word.text for word in cell.words)
