"""Recipients (nơi nhận) and signature (chữ ký) that stand beside each other, told apart line by line.

A reader that sees one column where two were printed writes `- Văn phòng Chính phủ; KT. CHỦ TỊCH`, and a recipient of
two lines becomes `... xử lý vi phạm PHÓ CHỦ TỊCH / hành chính`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from planparse.citations.phrases import UPPER
from planparse.folding import SMALL_LETTERS, fold
from planparse.header.known_names import may_be_misread
from planparse.header.letterhead import joined
from planparse.header.signature_lines import CAPITAL_WORD, NAME_WORD, opens_signature
from planparse.header.surnames import is_surname
from planparse.knowledge import Dictionaries
from planparse.layout.outline import Block, BlockKind, Outline, Zone
from planparse.layout.passages import Passage

_LABEL = re.compile(
    r"^\W{0,4}(?:n[o0]i\s{0,2}(?:nhan|gui)|(?:\w{1,3}[oeu][il1]\s{0,2})?nhan(?=\s{0,2}:))\s{0,2}[:.;]?\s{0,3}"
)
BULLET = re.compile(r"^[\s*_]{0,4}[-–—+•·*=~]\s{0,3}")
INNER_BULLET = re.compile(
    rf"[;:]\s{{0,3}}[-–+•](?:\s{{1,3}}|$)|(?<=\))\s{{1,3}}[-–+•]\s{{1,3}}(?=[{UPPER}])|;\s{{1,3}}(?=[Ll]ưu\s{{0,2}}:)"
)
FILE_COPY = re.compile(r"\W{0,6}(?:luu(?!\w)|l\w{1,3}\s?:\s?vt(?!\w))")
"""`Lưu: VT`, the copy that stays: the last of every list; also as `“Lư: VT`."""
_FILES = re.compile(r"(?:^|[-;+]\s{0,3})luu(?!\w)")
"""The file copy as an item of a list on one line."""
_OTHER_COLUMN = re.compile(
    rf"(?:(?<=[;.:,/)])\s{{1,9}}(?:[^\w\s]{{1,2}}\s)?|(?<=;)\s{{1,9}}[^;]{{1,24}}?\s(?=(?:PHÓ|KT\.|TM\.|TL\.)\s)|^)"
    rf"(?P<tail>(?:(?:T/?M|K/?T|T/?L|TUQ|Q)\.\s?)?{CAPITAL_WORD}(?:\s{CAPITAL_WORD}){{1,9}})\s*$"
)
"""Capitals behind the end of a recipient: the position that stood at the same height in the other column. What a reader
made of strokes of a signature may stand between: `UBND các xã; 2 em gen 2 PHÓ CHỦ TỊCH`."""
_INSIDE_RECIPIENT = re.compile(
    rf"(?<=[{SMALL_LETTERS}])\s(?P<tail>(?:KT\.\s?|PHÓ\s)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|CHÁNH VĂN PHÒNG))(?=\s\()"
)
"""A position inside a recipient that runs on below: `Ban Thi đua Trung ương PHÓ CHỦ TỊCH (b/c)`."""
_TITLE_AT_END = re.compile(
    rf"(?<=[{SMALL_LETTERS};.:,/)])\s(?P<tail>(?:(?:T/?M|K/?T|T/?L|TUQ|Q)\.\s?)?{CAPITAL_WORD}(?:\s{CAPITAL_WORD}){{1,9}})$"
)
_NAME_AT_END = re.compile(rf"(?<=[{SMALL_LETTERS};.:,)])\s(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{2,3}})$")
_NAMED_AFTER_SOMEBODY = re.compile(
    r"(?:huyện|xã|phường|quận|phố|đường|thị trấn|trường|viện|tên|ông|bà|đồng chí|quỹ|khu|cầu)\W{0,2}$", re.IGNORECASE
)
"""Behind these a name is part of the recipient: `Bệnh viện Nguyễn Đình Chiểu`, `xã Phan Chu Trinh`."""
_BESIDE_TITLE = re.compile(
    rf"(?:^|(?<=\S)\s)(?P<tail>(?:T/?M|K/?T|T/?L|TUQ)\.\s?{CAPITAL_WORD}(?:[.,]?\s{CAPITAL_WORD}){{1,9}})$"
)
_NAME_BEHIND = re.compile(rf"(?<=[.;])\s{{1,9}}(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$")
_NAME_BEHIND_COLON = re.compile(rf"(?<=[{SMALL_LETTERS}]:)\s{{1,9}}(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{2,3}})\s*$")
"""A semicolon read as a colon: `HĐND, UBND các tỉnh: Lê Văn Mẫu`."""
_NAME_BEHIND_INITIALS = re.compile(rf"(?<=[{UPPER}]{{2}})\s{{1,9}}(?P<tail>{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$")
"""Without a stop between: `Lưu: VT, TH Lê Văn Mẫu`."""
_HALF_NAME_BEHIND = re.compile(
    rf"(?<=[.;])\s{{1,9}}(?P<tail>(?=.{{0,30}}[^\w\s])\S.{{0,30}}?\s{NAME_WORD}(?:\s{NAME_WORD}){{1,4}})\s*$"
)
"""The same, with strokes of the signature before the name: `Lưu: VT. N | —1a Thanh Mẫu`."""

Span = tuple[int, int]
Columns = Sequence[tuple[Passage, Passage]]
"""The lines of a list of recipients, each split into the recipient and what belongs to the signature."""


def closing_columns(outline: Outline, dictionaries: Dictionaries) -> Columns:
    """The lines of the first list of recipients, as recipients and signatory are read from them."""
    result: list[tuple[Passage, Passage]] = []
    filed = False
    for item in _items(outline):
        beside_tab, signed = _without_second_cell(item, dictionaries)
        result += [(item.slice(0, 0), tail) for tail in signed]
        passage, inside = _without_ends_of_lines(beside_tab, dictionaries)
        result += [(item.slice(0, 0), tail) for tail in inside]
        files = FILE_COPY.match(fold(passage.text)) is not None
        tail = _OTHER_COLUMN.search(passage.text) or _name_behind(passage, dictionaries, files=files)
        end, begin = (tail.start(), tail.start("tail")) if tail else (len(passage.text), len(passage.text))
        beside = None if result or BULLET.match(passage.text) else _BESIDE_TITLE.search(passage.text)
        if beside is not None:  # the title itself was not read: `ahs aie cues he KT. CHỦ TỊCH`
            end, begin = 0, beside.start("tail")
        if filed and not BULLET.match(passage.text):
            end = begin = 0
        filed = filed or files
        result.append((passage.slice(0, end), passage.slice(begin, len(passage.text))))
    return result


def _without_second_cell(item: Passage, dictionaries: Dictionaries) -> tuple[Passage, list[Passage]]:
    """Recipients without the signature that a converter has put behind them, and a tab, as the second cell of a row:
    `- Như trên; - Lưu: VT, TH.[tab]KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Mẫu`. Below the row the list has ended."""
    stops = item.tab_stops()
    edges = sorted({*item.line_starts(), *stops, len(item.text)})
    for stop in stops:
        end = next(edge for edge in edges if edge > stop)
        cell = item.slice(stop, end)
        if opens_signature(cell.text, dictionaries) and _FILES.search(fold(item.text[:stop])):
            return item.slice(0, stop), [cell]
    return item, []


def _without_ends_of_lines(item: Passage, dictionaries: Dictionaries) -> tuple[Passage, list[Passage]]:
    """A recipient of several lines without what stands behind its lines but the last, and that: a title, or a name."""
    starts = item.line_starts()
    if len(starts) == 1:
        middle = _INSIDE_RECIPIENT.search(item.text)
        found = [middle.span("tail")] if middle else []
    else:
        unsure = may_be_misread(item)
        ends = [_end_of_line(item.text, *line, dictionaries, unsure=unsure) for line in pairwise(starts)]
        found = [end for end in ends if end is not None]
    if not found:
        return item, []
    edges = [0, *(edge for span in found for edge in span), len(item.text)]
    kept = [piece for a, b in zip(edges[::2], edges[1::2], strict=True) if (piece := item.slice(a, b))]
    return joined(kept), [item.slice(*span) for span in found]


def _end_of_line(text: str, start: int, end: int, dictionaries: Dictionaries, *, unsure: bool) -> Span | None:
    """What belongs to the signature at the end of the line `text[start:end]`."""
    end = start + len(text[start:end].rstrip())
    title = _TITLE_AT_END.search(text, start, end)
    if title is not None and opens_signature(title["tail"], dictionaries):
        return title.span("tail")
    name = _NAME_AT_END.search(text, start, end) if unsure else None
    if name is None or not is_surname(name["tail"].split()[0], dictionaries):
        return None
    return None if _NAMED_AFTER_SOMEBODY.search(text, start, name.start()) else name.span("tail")


def _items(outline: Outline) -> list[Passage]:
    """The lines of the list without its title; all in one where bullets stand inside lines, as converters put them."""
    items = []
    for block in first_run(outline, Zone.RECIPIENTS):
        label = _LABEL.match(fold(block.passage.text))
        items.append(block.passage.slice(label.end() if label else 0, len(block.passage.text)))
    running = bool(items) and BULLET.match(items[0].text) and INNER_BULLET.search(items[0].text)
    return [joined(items)] if running else items


def _name_behind(passage: Passage, dictionaries: Dictionaries, *, files: bool) -> re.Match[str] | None:
    """The name of who signed, behind a recipient: behind the file copy any name, elsewhere one with a known surname."""
    text = passage.text
    elsewhere = [_NAME_BEHIND]
    if may_be_misread(passage):
        # Without a bullet it is what strokes left of a line: `b cực Bắc Trương Văn Mẫu`.
        elsewhere += [_NAME_BEHIND_COLON] if BULLET.match(text) else [_NAME_BEHIND_COLON, _NAME_AT_END]
    for pattern in (_NAME_BEHIND, _NAME_BEHIND_INITIALS) if files else elsewhere:
        name = pattern.search(text)
        if name is not None and is_surname(name["tail"].split()[0], dictionaries):
            return name
    return (_NAME_BEHIND.search(text) or _HALF_NAME_BEHIND.search(text)) if files else None


def first_run(outline: Outline, zone: Zone) -> list[Block]:
    """The blocks of a zone, up to the appendix, which may have its own."""
    blocks: list[Block] = []
    for block in outline.blocks:
        if block.zone is Zone.APPENDIX and blocks:
            break
        if block.zone is zone and not block.is_aside and block.kind is not BlockKind.TABLE and block.passage:
            blocks.append(block)
    return blocks
