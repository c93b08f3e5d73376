"""Sets a plan on A4 pages as Nghị định 30/2020/NĐ-CP asks: margins, sizes, letterhead, recipients, signature.

A small typesetter of our own, because each printed line has to be known: the transcription and the gold records are
made from the same lines that are drawn, so they cannot disagree with the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from writing.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, register_fonts, text_width
from writing.model import AppendixTitle, Block, Heading, Paragraph, Plan, Row, Table
from writing.sheets import PAGE_WIDTH, PlacedWord, PrintedLine, Rule, Sheet, Typeset

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, PAGE_WIDTH - 17 * MM, 22 * MM, 276 * MM
TEXT_WIDTH = RIGHT - LEFT
BODY, LEADING, PARAGRAPH_GAP, INDENT = 14.0, 16.8, 4.5, 12.7 * MM
CELL_SIZE, CELL_LEADING, CELL_PAD = 13.0, 15.6, 4.0


@dataclass(frozen=True)
class Face:
    """A font in a size (points)."""

    font: str
    size: float

    def width(self, text: str) -> float:
        """Width in points."""
        return text_width(text, self.font, self.size)


def wrapped(text: str, face: Face, first: float, width: float) -> list[str]:
    """The lines of a paragraph whose first line has `first` points and whose others have `width`."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and face.width(longer) > (width if lines else first):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


class Typesetter:
    """Fills pages from top to bottom; `self.y` is the top of the next line."""

    def __init__(self) -> None:
        register_fonts()
        self.sheets = [Sheet()]
        self.lines: list[PrintedLine] = []
        self.y = TOP
        self.block = -1
        self.stamp_at: tuple[int, float, float] | None = None

    # -- single lines -------------------------------------------------------------------------------------------------
    def put(self, text: str, x: float, width: float, face: Face, align: str = "left") -> None:
        """Draw one line at the current height in the column that starts at `x`."""
        words = text.split()
        widths = [face.width(word) for word in words]
        space = face.width(" ")
        natural = sum(widths) + space * (len(words) - 1)
        if align == "centre":
            x += (width - natural) / 2
        elif align == "justify" and len(words) > 1:
            space += (width - natural) / (len(words) - 1)
        baseline = self.y + face.size * 0.9
        for word, word_width in zip(words, widths, strict=True):
            self.sheets[-1].words.append(PlacedWord(word, x, baseline, word_width, face.font, face.size))
            x += word_width + space

    def say(self, text: str, row: int = -1) -> None:
        """Add one line to the transcription."""
        self.lines.append(PrintedLine(len(self.sheets), text, self.block, row))

    def centred(self, text: str, x: float, width: float, face: Face) -> None:
        """One centred line of a column, drawn and transcribed."""
        self.put(text, x, width, face, "centre")
        self.say(text)
        self.y += face.size * 1.22

    def new_page(self) -> None:
        """Start a page; from the second on it carries its number in the middle of the top margin."""
        self.sheets.append(Sheet())
        number = str(len(self.sheets))
        self.y = 10 * MM
        self.put(number, LEFT, TEXT_WIDTH, Face(REGULAR, 13), "centre")
        block, self.block = self.block, -1
        self.say(number)
        self.block = block
        self.y = TOP

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.6) -> None:
        """Draw a straight line."""
        self.sheets[-1].rules.append(Rule(x0, y0, x1, y1, width))

    # -- head and foot ------------------------------------------------------------------------------------------------
    def letterhead(self, plan: Plan) -> None:
        """Left column: who issues, and the number; right column: the country's name, motto, place and date."""
        head = plan.letterhead
        left_x, left_w, right_x = LEFT - 6 * MM, 68 * MM, LEFT + 62 * MM
        right_w, top = RIGHT - right_x + 4 * MM, self.y
        for line in head.parent:
            self.centred(line, left_x, left_w, Face(REGULAR, 12.5))
        for line in head.issuer:
            self.centred(line, left_x, left_w, Face(BOLD, 12.5))
        middle = left_x + left_w / 2
        self.rule(middle - 12 * MM, self.y + 1.5, middle + 12 * MM, self.y + 1.5)
        self.y = max(self.y + 8, top + 45)
        self.centred(f"Số: {head.number}", left_x, left_w, Face(REGULAR, 13))
        low, self.y = self.y, top
        self.centred("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", right_x, right_w, Face(BOLD, 12.5))
        motto = "Độc lập - Tự do - Hạnh phúc"
        self.centred(motto, right_x, right_w, Face(BOLD, 13.5))
        half, middle = Face(BOLD, 13.5).width(motto) / 2, right_x + right_w / 2
        self.rule(middle - half, self.y + 1.5, middle + half, self.y + 1.5)
        self.y = max(self.y + 8, top + 45)
        date = f"{head.place}, ngày {head.day:02d} tháng {month(head.month)} năm {head.year}"
        self.centred(date, right_x, right_w, Face(ITALIC, 13))
        self.y = max(self.y, low) + 14

    def title(self, plan: Plan) -> None:
        """Kind of document and subject, with a short rule below."""
        self.centred("KẾ HOẠCH", LEFT, TEXT_WIDTH, Face(BOLD, 14))
        for line in plan.title:
            self.centred(line, LEFT, TEXT_WIDTH, Face(BOLD, 14))
        middle = LEFT + TEXT_WIDTH / 2
        self.rule(middle - 20 * MM, self.y + 3, middle + 20 * MM, self.y + 3)
        self.y += 16

    def closing(self, plan: Plan) -> None:
        """Recipients on the left, signature on the right, side by side on one page."""
        signature = plan.signature
        if self.y + 125 > BOTTOM:
            self.new_page()
        self.y += 14
        top = self.y
        self.put("Nơi nhận:", LEFT, 0, Face(BOLD_ITALIC, 12))
        self.say("Nơi nhận:")
        self.y += 15
        for number, name in enumerate(plan.recipients, start=1):
            text = f"- {name}{'.' if number == len(plan.recipients) else ';'}"
            for line in wrapped(text, Face(REGULAR, 11), 75 * MM, 75 * MM):
                self.put(line, LEFT, 0, Face(REGULAR, 11))
                self.say(line)
                self.y += 13.2
        low, self.y = self.y, top
        x, width = LEFT + 78 * MM, RIGHT - LEFT - 78 * MM
        for line in (*signature.authority, signature.position):
            self.centred(line, x, width, Face(BOLD, 13.5))
        self.stamp_at = (len(self.sheets), x + width * 0.3, self.y + 34)
        self.y += 72
        self.centred(signature.name, x, width, Face(BOLD, 14))
        self.y = max(self.y, low)

    # -- blocks -------------------------------------------------------------------------------------------------------
    def paragraph(self, text: str, font: str, room_for: int = 0) -> None:
        """Justified text with an indented first line; no single first line stays at the foot of a page.

        A heading asks for `room_for` more lines, so that it is not left alone.
        """
        face = Face(font, BODY)
        lines = wrapped(text, face, TEXT_WIDTH - INDENT, TEXT_WIDTH)
        if self.y + (min(2, len(lines)) + room_for) * LEADING > BOTTOM:
            self.new_page()
        for number, line in enumerate(lines):
            if self.y + LEADING > BOTTOM:
                self.new_page()
            shift = INDENT if number == 0 else 0.0
            align = "left" if number == len(lines) - 1 else "justify"
            self.put(line, LEFT + shift, TEXT_WIDTH - shift, face, align)
            self.say(line)
            self.y += LEADING
        self.y += PARAGRAPH_GAP

    def appendix_title(self, title: AppendixTitle) -> None:
        """The head of an appendix on a new page."""
        self.new_page()
        for line in title.bold:
            for part in wrapped(line, Face(BOLD, 14), TEXT_WIDTH, TEXT_WIDTH):
                self.centred(part, LEFT, TEXT_WIDTH, Face(BOLD, 14))
        for line in title.italic:
            for part in wrapped(line, Face(ITALIC, 14), TEXT_WIDTH, TEXT_WIDTH):
                self.centred(part, LEFT, TEXT_WIDTH, Face(ITALIC, 14))
        self.y += 12

    def add(self, block: Block, number: int) -> None:
        """Set one block."""
        self.block = number
        if isinstance(block, Heading):
            font = ITALIC if block.italic else BOLD
            self.paragraph(block.text, font, room_for=3)
        elif isinstance(block, Paragraph):
            self.paragraph(block.text, ITALIC if block.italic else REGULAR)
        elif isinstance(block, AppendixTitle):
            self.appendix_title(block)
        else:
            TableSetter(self, block).run()
        self.block = -1


@dataclass(frozen=True)
class Fragment:
    """The part of a table row that stands on one page: the lines of each cell, and how they are set."""

    lines: list[list[str]]
    edges: list[tuple[float, float]]
    """Left and right edge of each cell in points."""
    number: int
    font: str
    n_columns: int
    centred: bool
    whole: bool = True
    """Cells of a whole row are centred upright; those of a broken row start at the top."""

    @property
    def tallest(self) -> int:
        """Lines of its longest cell."""
        return max(len(cell) for cell in self.lines)


class TableSetter:
    """Sets one ruled table, breaking rows over pages as a word processor does."""

    def __init__(self, page: Typesetter, table: Table) -> None:
        self.page = page
        self.table = table
        self.lefts = [LEFT]
        for share in table.widths:
            self.lefts.append(self.lefts[-1] + share * TEXT_WIDTH)

    def run(self) -> None:
        """The header, then each row."""
        self.row(self.table.header, -1, [BOLD] * len(self.table.header), centred=True)
        for number, row in enumerate(self.table.rows):
            fonts = [BOLD if row.group else REGULAR] * len(self.table.header)
            self.row(full_cells(row, len(self.table.header)), number, fonts, merged=row.group)
        self.page.y += 12

    def edges(self, merged: bool) -> list[tuple[float, float]]:
        """Left and right edge of each cell; a group row joins all cells after the first."""
        if merged:
            return [(self.lefts[0], self.lefts[1]), (self.lefts[1], self.lefts[-1])]
        return list(zip(self.lefts[:-1], self.lefts[1:], strict=True))

    def row(
        self, cells: tuple[str, ...], number: int, fonts: list[str], merged: bool = False, centred: bool = False
    ) -> None:
        """One row: whole where it fits, else its first lines here and the rest on the next page."""
        edges = self.edges(merged)
        lines = [
            wrapped(cell, Face(font, CELL_SIZE), x1 - x0 - 2 * CELL_PAD, x1 - x0 - 2 * CELL_PAD)
            for cell, font, (x0, x1) in zip(cells, fonts, edges, strict=False)
        ]
        fragment = Fragment(lines, edges, number, fonts[0], len(cells), centred)
        room = int((BOTTOM - self.page.y - 2 * CELL_PAD) // CELL_LEADING)
        if fragment.tallest > room and (room < 2 or merged or centred):
            self.turn_page()
        elif fragment.tallest > room:
            self.set(replace(fragment, lines=[cell[:room] for cell in lines], whole=False))
            self.turn_page()
            fragment = replace(fragment, lines=[cell[room:] for cell in lines], whole=False)
        self.set(fragment)

    def turn_page(self) -> None:
        """Next page, with the header again where the table asks for it."""
        self.page.new_page()
        if self.table.repeat_header:
            self.row(self.table.header, -1, [BOLD] * len(self.table.header), centred=True)

    def set(self, fragment: Fragment) -> None:
        """Text, frame and one line of transcription."""
        page, top = self.page, self.page.y
        height = fragment.tallest * CELL_LEADING + 2 * CELL_PAD
        face = Face(fragment.font, CELL_SIZE)
        for column, (cell, (x0, x1)) in enumerate(zip(fragment.lines, fragment.edges, strict=True)):
            slack = (height - 2 * CELL_PAD - len(cell) * CELL_LEADING) / 2 if fragment.whole else 0.0
            page.y = top + CELL_PAD + slack
            centred = fragment.centred or self.table.roles[column] in ("number", "deadline")
            for line in cell:
                page.put(line, x0 + CELL_PAD, x1 - x0 - 2 * CELL_PAD, face, "centre" if centred else "left")
                page.y += CELL_LEADING
        bottom = top + height
        page.rule(self.lefts[0], top, self.lefts[-1], top)
        page.rule(self.lefts[0], bottom, self.lefts[-1], bottom)
        for x in [fragment.edges[0][0], *(x1 for _, x1 in fragment.edges)]:
            page.rule(x, top, x, bottom)
        texts = [" ".join(cell) for cell in fragment.lines]
        page.say("\t".join(texts + [""] * (fragment.n_columns - len(texts))), row=fragment.number)
        page.y = bottom


def month(number: int) -> str:
    """January and February carry a nought, as the rules for dates in documents ask."""
    return f"{number:02d}" if number < 3 else str(number)


def full_cells(row: Row, n_columns: int) -> tuple[str, ...]:
    """The cells of a row, with empty ones for the places that a merged cell covers."""
    return row.cells + ("",) * (n_columns - len(row.cells))


def blocks(plan: Plan) -> tuple[Block, ...]:
    """All blocks in printed order."""
    return plan.body + plan.appendices


def typeset(plan: Plan) -> Typeset:
    """Set a plan on pages."""
    setter = Typesetter()
    setter.letterhead(plan)
    setter.title(plan)
    for number, block in enumerate(plan.body):
        setter.add(block, number)
    setter.closing(plan)
    for number, block in enumerate(plan.appendices, start=len(plan.body)):
        setter.add(block, number)
    return Typeset(tuple(setter.sheets), tuple(setter.lines), setter.stamp_at)
