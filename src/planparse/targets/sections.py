"""The surroundings of a passage: its section, and whether the headings above announce targets or describe."""

from __future__ import annotations

import re
from functools import cached_property, partial
from itertools import takewhile

from planparse.folding import caseless, fold
from planparse.knowledge import Dictionaries
from planparse.layout.outline import LETTERED, Block, BlockKind, Outline
from planparse.records import Header
from planparse.tables.table import Cell, Table
from planparse.targets.commitment import Context, Stance
from planparse.targets.vocabulary import Vocabulary, vocabulary

_TARGETS = re.compile(r"(?<!\w)(?:m[ụúùuủ]c\s+ti[êéèe]u|ch[ỉíìĩị]\s+ti[êéèe]u)(?!\w)", re.IGNORECASE)
"""Also with marks that OCR changed (`MỤC TIÉU`); but `chi tiêu` is spending."""
_GROUP_NUMBER = re.compile(r"[IVX]{1,5}|[A-H]|\d{1,2}")
_PLAN_CODES = frozenset({"KH", "KHLT", "KHPH", "CTR", "CTHĐ", "CTRHĐ", "CTRPH", "ĐA", "DA", "PA", "CT", "HD"})
_PLAN_WORDS = re.compile(r"\b(?:ke hoach|chuong trinh|de an|chien luoc|nghi quyet)\b")
"""In folded text: titles in capitals are where OCR most often gets the marks wrong (`KÉ HOẠCH`)."""
_OPENS_A_PLAN = re.compile(
    rf"(?:^\W*|\b(?:ban hanh|xay dung|lap|trien khai)\s+(?:cac\s+)?){_PLAN_WORDS.pattern}", re.MULTILINE
)
"""A plan that begins a block or is said to be made here; a report compares with one (`vượt mức kế hoạch`)."""
OPENING_BLOCKS = 25
"""Blocks of letterhead, title and preamble; the longest opening of the development documents has 22."""
_NOUNS_OF_AIM = ("mục tiêu", "chỉ tiêu")
_LEADS_IN = (BlockKind.PARAGRAPH, BlockKind.BULLET)
_ARTICLE = "article"
"""Style of the headings of rules (`Điều 5.`), which allow and limit more than they aim at."""


class Surroundings:
    """What the outline says about each block; the work of walking up is done once per heading."""

    def __init__(self, outline: Outline, header: Header, dictionaries: Dictionaries) -> None:
        self._outline = outline
        self._words = vocabulary(dictionaries)
        self.first_year = first_year(header)
        self._is_plan = _sets_targets(outline, header)
        self._stances: dict[int, Stance] = {}

    def of_block(self, block: Block) -> Context:
        """The context of a heading, paragraph or bullet."""
        own = stance_of_title(block.title, self._words) if block.kind is BlockKind.HEADING else Stance.NEUTRAL
        announced = own is Stance.TARGETS or id(block) in self._led_in
        stance = Stance.TARGETS if announced else self._stance_above(block)
        return Context(stance, self._section(block), self.first_year, self._is_plan and not self._in_article(block))

    @cached_property
    def _led_in(self) -> frozenset[int]:
        """Which blocks, by `id`, are items below a line that announces what is aimed at: `Phấn đấu phát triển các trạm,
        cụ thể như sau:`."""
        items: list[Block] = []
        blocks = [block for block in self._outline.blocks if not block.is_aside]
        for i, block in enumerate(blocks):
            text = block.passage.text
            if block.kind in _LEADS_IN and text.endswith(":") and self._says_an_aim(text):
                below = takewhile(lambda item: item.kind is BlockKind.BULLET, blocks[i + 1 :])
                items += takewhile(partial(_is_below, block), below)
        return frozenset(map(id, items))

    def _says_an_aim(self, text: str) -> bool:
        """Whether a verb of aim stands in a text; `hỗ trợ có mục tiêu như sau:` has the noun alone."""
        return any(match[0] not in _NOUNS_OF_AIM for match in self._words.aim.finditer(caseless(text)))

    def _in_article(self, block: Block) -> bool:
        above: Block | None = block
        while above is not None:
            if above.style == _ARTICLE:
                return True
            above = self._outline.heading_of(above)
        return False

    def of_rows(self, block: Block, table: Table) -> list[Context]:
        """The context of each row of a table: a group row above is its section."""
        above = self.of_block(block)
        contexts: list[Context] = []
        section, stance = above.section, above.stance
        for row in table.rows:
            group = group_title(row)
            if group is not None:
                section = group
                own = stance_of_title(group, self._words)
                stance = own if own is not Stance.NEUTRAL else above.stance
            contexts.append(Context(stance, section, self.first_year, above.is_plan))
        return contexts

    def _section(self, block: Block) -> str | None:
        heading = self._outline.heading_of(block)
        while heading is not None:
            if heading.marker and heading.style not in LETTERED:
                return heading.heading
            heading = self._outline.heading_of(heading)
        return None

    def _stance_above(self, block: Block) -> Stance:
        """The nearest heading that takes a stance decides."""
        if block.parent is None:
            return Stance.NEUTRAL
        known = self._stances.get(block.parent)
        if known is None:
            heading = self._outline.blocks[block.parent]
            known = stance_of_title(heading.title, self._words)
            if known is Stance.NEUTRAL:
                known = self._stance_above(heading)
            self._stances[block.parent] = known
        return known


def _is_below(line: Block, item: Block) -> bool:
    """Whether an item belongs to the line above it, and does not stand beside it."""
    return item.marker != line.marker


def stance_of_title(title: str, words: Vocabulary) -> Stance:
    """What a heading announces."""
    if _TARGETS.search(title):
        return Stance.TARGETS
    if any(words.negatives["section", kind].search(title) for kind in ("past", "rule")):
        return Stance.DESCRIPTION
    return Stance.NEUTRAL


def group_title(row: tuple[Cell, ...]) -> str | None:
    """The heading that a group row prints: `V. Thực hiện cơ chế một cửa`; None for an ordinary row."""
    filled = [cell.text for cell in row if cell.text]
    if not filled or len(row) < 3:
        return None
    if len(filled) == 2 and row[0].text == filled[0] and _GROUP_NUMBER.fullmatch(filled[0].rstrip(".) ")):
        return f"{filled[0].rstrip('.) ')}. {filled[1]}"
    if len(filled) == 1 and re.match(r"(?:[IVX]{1,5}|[A-H])\s?[.)/-]\s*\w", filled[0]):
        return filled[0]
    return None


def _sets_targets(outline: Outline, header: Header) -> bool:
    """Whether the document is of a type that sets targets, or its title says that it brings one (`Ban hành Kế hoạch`).

    Where no type was found, the opening of the document decides.
    """
    if (header.document_type_code or "").upper() in _PLAN_CODES:
        return True
    title = header.title or ""
    if _PLAN_WORDS.search(" ".join(fold(title).split())):
        return True
    if header.document_type is not None and title:
        return False
    opening = "\n".join(" ".join(fold(block.passage.text).split()) for block in outline.blocks[:OPENING_BLOCKS])
    return _OPENS_A_PLAN.search(opening) is not None


def first_year(header: Header) -> int | None:
    """The first year a target of the plan can be about: that of its period, else of its date."""
    if header.period is not None:
        return header.period.from_
    return int(header.date[:4]) if header.date else None
